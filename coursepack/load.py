"""From files to the model: reads `course.json` and what it includes, finds everything that is wrong, and only then builds the model."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from coursepack import checks
from coursepack.checks import quality
from coursepack.explain import explain, quoted
from coursepack.facts import facts
from coursepack.media.model import Media
from coursepack.model import Course
from coursepack.problems import CourseError, Place, Problem, errors
from coursepack.schema import faults
from coursepack.source import Json, Pointer, Source

COURSE_FILE = "course.json"
_LISTS = ("sources", "support", "glossary")  # included as {"schemaVersion": 1, "items": […]}


@dataclass
class Tree:
    """A course's data with its includes resolved, which still knows the file and place of each value."""

    folder: Path
    name: str
    data: Json
    mounts: list[tuple[Pointer, Source, Pointer]]
    problems: list[Problem] = field(default_factory=list)
    brand_folder: Path | None = None  # where the files of a brand from elsewhere are

    def place(self, pointer: Pointer, *, key: bool = False) -> Place:
        """Where the value (or its key) stands; the nearest parent if it is absent."""
        mount, source, inner = max(
            (mount for mount in self.mounts if pointer[: len(mount[0])] == mount[0]), key=lambda mount: len(mount[0])
        )
        return source.place((*inner, *pointer[len(mount) :]), key=key)

    def add(self, pointer: Pointer, code: str, message: str, hint: str = "") -> None:
        """Note a problem at the value that `pointer` names."""
        self.problems.append(Problem(self.place(pointer), code, message, hint))


@dataclass(frozen=True)
class Loaded:
    """A valid course: the model, its folder, the files it uses by their path in the course, warnings, and notes on its questions.

    `media` says what pictures, recordings and captions are, `downloads` which files are carried as they are.
    """

    course: Course
    folder: Path
    files: dict[str, Path]
    texts: dict[str, str]
    warnings: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()
    media: Media = field(default_factory=Media)
    downloads: frozenset[str] = frozenset()


def load(path: Path, as_of: datetime.date | None = None, brand: Path | None = None) -> Loaded:
    """Load the course at `path` (its folder, or its `course.json`).

    `as_of` is the day for which dated facts are judged; without it they are not. `brand` is a file whose brand the course takes
    instead of its own. Raises `CourseError` with all problems.
    """
    tree = read_tree(path, brand)
    misspelt: set[Pointer] = set()
    for said in explain(faults(tree.data)):
        tree.problems.append(Problem(tree.place(said.pointer, key=said.on_key), said.code, said.message, said.hint))
        misspelt.update((*said.pointer[:-1], key) for key in said.means if said.on_key)
    context = checks.Context(tree.data, tree.folder, tuple(facts(tree.data)), tree.place, as_of, misspelt)
    context.brand_folder = tree.brand_folder
    tree.problems.extend(checks.run(context))
    if errors(tree.problems):
        raise CourseError(tree.problems)
    warnings, notes = tuple(sorted(tree.problems)), quality.notes(context)
    course, downloads = Course.from_json(tree.data), frozenset(context.firsts("file"))
    media = context.media
    return Loaded(course, tree.folder, context.files, context.texts, warnings, notes, media, downloads)


def course_file(path: Path) -> Path:
    """The `course.json` that `path` means: the one in a folder, or the file itself."""
    return path / COURSE_FILE if path.is_dir() else path


def read_tree(path: Path, brand: Path | None = None) -> Tree:
    """The data of a course with includes resolved. Raises `CourseError` when nothing can be read at all."""
    file = course_file(path)
    if not file.is_file():
        hint = f"a course is a folder with a {COURSE_FILE}; 'coursepack new DIR' makes one"
        raise CourseError([Problem(Place(str(file)), "CP001", "there is no such file", hint)])
    source = Source(file, str(file))
    tree = Tree(file.parent, str(file), source.data, [((), source, ())])
    if isinstance(source.data, dict):
        if brand:
            tree.brand_folder = brand.parent
            source.data["brand"] = _mount(tree, Source(brand, str(brand)), ("brand",), "")
        _include_all(tree, source.data)
    return tree


def _include_all(tree: Tree, data: dict[str, Json]) -> None:
    for name in (*_LISTS, "credit", "brand"):
        if (path := _included(data.get(name))) is not None:
            data[name] = _include(tree, path, (name,), "items" if name in _LISTS else "")
    for name in ("lessons", "quizzes"):
        entries = data.get(name)
        for index, entry in enumerate(entries if isinstance(entries, list) else []):
            if (path := _included(entry)) is not None and isinstance(entries, list):
                entries[index] = _include(tree, path, (name, index), "")


def _included(value: Json) -> str | None:
    path = value.get("include") if isinstance(value, dict) and set(value) == {"include"} else None
    return path if path and isinstance(path, str) else None


def _include(tree: Tree, path: str, pointer: Pointer, inner: str) -> Json:
    """The included value; when it cannot be had, the problem is noted and an include object stays."""
    left: Json = {"include": path}
    try:
        file = checks.inside(tree.folder, path)
    except checks.OutsideError as error:
        tree.add((*pointer, "include"), error.code, str(error), error.hint)
        return left
    try:
        source = Source(file, str(file))
    except CourseError as error:
        tree.problems.extend(error.problems)
        return left
    return _mount(tree, source, pointer, inner)


def _mount(tree: Tree, source: Source, pointer: Pointer, inner: str) -> Json:
    data = source.data
    tree.mounts.append((pointer, source, (inner,) if inner else ()))
    if (problem := _misshapen(source)) is not None:
        tree.problems.append(problem)
        return {"include": source.name}
    assert isinstance(data, dict)
    if "schemaVersion" not in data:
        hint = 'write "schemaVersion": 1'
        tree.problems.append(Problem(source.place(), "CP006", "the file does not name its 'schemaVersion'", hint))
    if not inner:
        return data
    tree.problems.extend(_list_problems(source, data, inner))
    return data[inner] if isinstance(data.get(inner), list) else {"include": source.name}


def _misshapen(source: Source) -> Problem | None:
    """What keeps an included file from being read at all, if anything."""
    if not isinstance(source.data, dict):
        return Problem(source.place(), "CP012", "an included file must hold an object", "it begins with '{'")
    if "include" in source.data:
        hint = f"only {COURSE_FILE} includes files"
        return Problem(source.place(("include",), key=True), "CP007", "an included file includes another", hint)
    return None


def _list_problems(source: Source, data: dict[str, Json], inner: str) -> Iterator[Problem]:
    """What is wrong around the list of a file that holds one."""
    for key in data:
        if key not in ("$schema", "schemaVersion", inner):
            place = source.place((key,), key=True)
            yield Problem(place, "CP010", f"{quoted(key)} is not a field here", f"the list is '{inner}'")
    version = data.get("schemaVersion", 1)
    if isinstance(version, bool) or version != 1:
        message = f"schemaVersion {quoted(version)} is not one that this coursepack reads"
        yield Problem(source.place(("schemaVersion",)), "CP006", message, "this coursepack reads 1")
    if inner not in data and set(data) <= {"$schema", "schemaVersion"}:
        yield Problem(source.place(), "CP011", f"the file has no '{inner}'", f'for example "{inner}": []')
    if inner in data and not isinstance(data[inner], list):
        yield Problem(source.place((inner,)), "CP012", f"'{inner}' must be a list", "put it in square brackets")
