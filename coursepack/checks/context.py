"""What a check gets to see, and the way from a path in a course to a file."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path, PurePosixPath

from coursepack.facts import Fact
from coursepack.media.model import Media
from coursepack.problems import Place, Problem, Severity
from coursepack.source import Json, Pointer


@dataclass
class Context:
    """A course's data as it was read, valid or not.

    `files` and `texts` collect the files that the course uses, by their path in the course, and the Markdown files' words; `captions`
    the files of captions, and `media` what pictures, recordings and captions turned out to be.
    `as_of` is the day that dated facts are judged for, or None. `misspelt` points to what is absent only by a misspelt key.
    """

    data: Json
    folder: Path
    facts: tuple[Fact, ...]
    place: Callable[[Pointer], Place]
    as_of: datetime.date | None = None
    misspelt: Set[Pointer] = frozenset()
    files: dict[str, Path] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    brand_folder: Path | None = None
    captions: dict[str, Path] = field(default_factory=dict)
    media: Media = field(default_factory=Media)

    def error(self, pointer: Pointer, code: str, message: str, hint: str = "") -> Problem:
        """A problem that stops the build, at the value that `pointer` names."""
        return Problem(self.place(pointer), code, message, hint)

    def warning(self, pointer: Pointer, code: str, message: str, hint: str = "") -> Problem:
        """A problem that does not."""
        return Problem(self.place(pointer), code, message, hint, Severity.WARNING)

    def file(self, fact: Fact) -> Path:
        """The file that a fact names: the course's, or the brand's where that comes from elsewhere. Raises `OutsideError`."""
        if self.brand_folder and fact.pointer[0] == "brand":
            return inside(self.brand_folder, fact.value, "the brand's folder")
        return inside(self.folder, fact.value)

    def having(self, role: str) -> Iterator[Fact]:
        """The facts with that role."""
        return (fact for fact in self.facts if fact.role == role)

    def firsts(self, *kinds: str) -> dict[str, Fact]:
        """By path, the first mention of each file of these kinds that was found."""
        found: dict[str, Fact] = {}
        for fact in self.having("asset"):
            if fact.kind in kinds and (fact.value in self.files or fact.value in self.captions):
                found.setdefault(fact.value, fact)
        return found

    @cached_property
    def ids(self) -> dict[str, dict[str, Fact]]:
        """By kind and id, where each thing is first named."""
        found: dict[str, dict[str, Fact]] = {}
        for fact in self.having("id"):
            found.setdefault(fact.kind, {}).setdefault(fact.value, fact)
        return found

    def get(self, *pointer: str | int) -> Json:
        """The value at `pointer`, or None."""
        value = self.data
        for step in pointer:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value

    def lacks(self, pointer: Pointer, key: str) -> bool:
        """Whether the object at `pointer` has no such key, and none that was meant to be it."""
        value = self.get(*pointer)
        return isinstance(value, dict) and key not in value and (*pointer, key) not in self.misspelt

    def whole(self, name: str) -> bool:
        """Whether the course's list `name` could be read to its end, so that what is not in it does not exist."""
        if (value := self.get(name)) is None:
            return self.lacks((), name)
        if not isinstance(value, list) or (not value and name in ("lessons", "objectives")):  # there must be one
            return False
        return all(isinstance(entry, dict) and isinstance(entry.get("id"), str) for entry in value)

    def asked(self, *quiz: str | int) -> Iterator[tuple[Pointer, dict[str, Json]]]:
        """The questions of the quiz at that pointer, those of sets among them, each with its pointer."""
        for pointer, entry in self.entries(*quiz, "questions"):
            if entry.get("type") == "set":
                yield from self.entries(*pointer, "questions")
            else:
                yield pointer, entry

    def entries(self, *pointer: str | int) -> Iterator[tuple[Pointer, dict[str, Json]]]:
        """The objects of the list at `pointer`, each with its own pointer."""
        value = self.get(*pointer)
        for index, entry in enumerate(value if isinstance(value, list) else []):
            if isinstance(entry, dict):
                yield (*pointer, index), entry

    def blocks(self, *kinds: str) -> Iterator[tuple[Pointer, dict[str, Json]]]:
        """All blocks of these types, each with its pointer."""
        for lesson, _ in self.entries("lessons"):
            for page, _ in self.entries(*lesson, "pages"):
                for pointer, block in self.entries(*page, "blocks"):
                    if block.get("type") in kinds:
                        yield pointer, block


class OutsideError(Exception):
    """A path of a course that names no file inside its folder: `code`, message, `hint`."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.hint = code, hint


def inside(folder: Path, path: str, whose: str = "the course's folder") -> Path:
    """The file that `path` names below `folder`, in the very letters that it has on disk.

    Raises `OutsideError` when the path leaves the folder (also by a symbolic link), is absent, or differs in letter case.
    """
    steps = PurePosixPath(path).parts
    if path.startswith(("/", "~")) or "\\" in path or ":" in path or ".." in steps or "\0" in path:
        hint = f"write a path below {whose}, with forward slashes"
        if "://" in path:
            hint = "copy the file into the course: a package loads nothing from elsewhere"
        raise OutsideError("CP022", f"'{path}' leaves {whose}", hint)
    if path != (plain := "/".join(steps)):
        raise OutsideError("CP022", f"'{path}' is not written plainly", f"write '{plain}'")
    file = folder
    for step in steps:
        file = _child(file, step, path, folder, whose)
    if not file.is_file():
        raise OutsideError("CP020", f"'{path}' is not a file", "name the file itself")
    if not file.resolve().is_relative_to(folder.resolve()):
        hint = "copy the file into the course; a package cannot follow links"
        raise OutsideError("CP023", f"'{path}' is a symbolic link out of {whose}", hint)
    if not os.access(file, os.R_OK):
        raise OutsideError("CP001", f"'{path}' cannot be read", "allow yourself to read the file")
    return file


def _child(parent: Path, name: str, path: str, folder: Path, whose: str) -> Path:
    try:
        names = sorted(entry.name for entry in parent.iterdir())
    except OSError:
        names = []
    if name in names:
        return parent / name
    same = [other for other in names if other.lower() == name.lower()]
    where = parent.relative_to(folder).as_posix()
    shown = whose if where == "." else f"{where}/"
    if same:
        hint = f"{shown} has '{same[0]}'; names differ by case, and an LMS is case-sensitive"
        raise OutsideError("CP021", f"'{path}' is not in {whose}", hint)
    near = _near(name, [other for other in names if not other.startswith(("course.", "."))])
    hint = f"did you mean '{near}'?" if near else f"{shown} has no '{name}'"
    raise OutsideError("CP020", f"'{path}' is not in {whose}", hint)


def _near(name: str, names: list[str]) -> str | None:
    """The file that was probably meant: the same name with another ending, or a like name with the same ending."""
    wanted = PurePosixPath(name)
    same = [other for other in names if PurePosixPath(other).stem == wanted.stem]
    kin = {PurePosixPath(other).stem: other for other in names if PurePosixPath(other).suffix == wanted.suffix}
    return next(iter(same or [kin[stem] for stem in get_close_matches(wanted.stem, kin, n=1)]), None)
