"""`coursepack questions import`: from files of other tools to a quiz file of a course, whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coursepack.exchange import reader_for
from coursepack.exchange.bank import MAX_QUESTIONS, Bank, Form, Log, open_origin
from coursepack.exchange.finish import Home, finish
from coursepack.exchange.names import slug, unique
from coursepack.exchange.pictures import Album
from coursepack.load import COURSE_FILE, read_tree
from coursepack.problems import CourseError, Place, Problem, Severity, did_you_mean


@dataclass(frozen=True)
class Wish:
    """What the command line asks for."""

    format: str | None = None
    objective: str = ""
    title: str = ""
    purpose: str = "check"
    force: bool = False
    strict: bool = False


@dataclass(frozen=True)
class Imported:
    """What came of it: the quiz, or None when nothing was written, and everything that has to be said."""

    quiz: Form | None
    problems: tuple[Problem, ...]
    skipped: int
    files: tuple[str, ...] = ()
    include: str = ""


def import_questions(paths: Sequence[Path], target: Path, wish: Wish) -> Imported:
    """Write the questions of all files to the quiz file `target`. Raises `CourseError` when nothing can be imported at all."""
    folder, home = _home(target, wish)
    log, questions, bank = Log(), list[Form](), Bank()
    for path in paths:
        origin = open_origin(path)
        bank = reader_for(origin, wish.format).read(origin, log)
        if len(questions) + len(bank.drafts) > MAX_QUESTIONS:
            message = f"there are more than {MAX_QUESTIONS:,} questions"
            raise CourseError([Problem(Place(str(path)), "CP181", message, "import them in parts")])
        questions.extend(finish(bank, home, log))
    problems = tuple(sorted(set(_graded(log.problems, strict=wish.strict))))
    if not questions or (wish.strict and problems):
        return Imported(None, problems, log.skipped)
    quiz = _quiz(target, wish, bank if len(paths) == 1 else Bank(), questions, home)
    _write(folder, target, quiz, home, force=wish.force)
    include = target.absolute().relative_to(folder).as_posix()
    return Imported(quiz, problems, log.skipped, tuple(one.path for one in home.album.kept.values()), include)


def _graded(problems: Sequence[Problem], *, strict: bool) -> Iterator[Problem]:
    """With `strict`, whatever is left out is an error."""
    for problem in problems:
        yield replace(problem, severity=Severity.ERROR) if strict else problem


def _home(target: Path, wish: Wish) -> tuple[Path, Home]:
    """The course that a quiz file belongs to, and what has to be known of it. Raises `CourseError`."""
    folder = next((one for one in target.absolute().parents if (one / COURSE_FILE).is_file()), None)
    if folder is None:
        hint = f"a quiz file stands below a folder with a {COURSE_FILE}: --to my-course/quizzes/imported.json"
        raise CourseError([Problem(Place(str(target)), "CP187", "this is in no course", hint)])
    if target.suffix != ".json":
        raise CourseError(
            [Problem(Place(str(target)), "CP187", "a quiz file ends with .json", f"--to {target.with_suffix('.json')}")]
        )
    if target.exists() and not wish.force:
        raise CourseError(
            [
                Problem(
                    Place(str(target)),
                    "CP180",
                    "there is a file of that name",
                    "--force writes over it; or name another",
                )
            ]
        )
    tree = read_tree(folder)
    if tree.problems:
        raise CourseError(tree.problems)
    data: Any = tree.data if isinstance(tree.data, dict) else {}
    objectives = {
        one["id"]: str(one.get("text", "")) for one in _dicts(data.get("objectives")) if isinstance(one.get("id"), str)
    }
    if wish.objective and wish.objective not in objectives:
        hint = did_you_mean(wish.objective, list(objectives))
        raise CourseError(
            [Problem(tree.place(("objectives",)), "CP179", f"there is no objective '{wish.objective}'", hint)]
        )
    others = list(_other_quizzes(data, tree, target))
    taken = {str(question.get("id", "")) for quiz in others for question in _questions(quiz)}
    quizzes = frozenset(str(quiz.get("id", "")) for quiz in others)
    album = Album(f"img/{slug(target.stem, 'quiz')}")
    return folder, Home(str(data.get("language", "en")), objectives, taken, wish.objective, quizzes, album=album)


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _other_quizzes(data: Any, tree: Any, target: Path) -> Iterator[Form]:
    """The quizzes of the course, but for that of the file that is written over."""
    own = {mount[0] for mount in tree.mounts if Path(mount[1].name).absolute() == target.absolute()}
    for index, quiz in enumerate(data.get("quizzes") or []):
        if isinstance(quiz, dict) and ("quizzes", index) not in own:
            yield quiz


def _questions(entry: Form) -> Iterator[Form]:
    """All questions of a quiz, and the sets that they stand in."""
    for question in _dicts(entry.get("questions")):
        yield question
        yield from _questions(question)


def _quiz(target: Path, wish: Wish, bank: Bank, questions: list[Form], home: Home) -> Form:
    title = wish.title or str(bank.quiz.get("title", "")).strip() or target.stem.replace("-", " ").capitalize()
    quiz: Form = {
        "schemaVersion": 1,
        "id": unique(slug(target.stem, "quiz"), home.quizzes),
        "title": " ".join(title.split())[:200],
        "purpose": wish.purpose,
    }
    drawn = bank.quiz.get("draw")
    if isinstance(drawn, int) and drawn < len(questions):
        quiz["draw"] = drawn
    if intro := bank.quiz.get("intro"):
        quiz["intro"] = intro
    if bank.quiz.get("shuffleQuestions") is True:
        quiz["shuffleQuestions"] = True
    quiz["shuffleOptions"] = True
    return quiz | {"questions": questions}


def _write(folder: Path, target: Path, quiz: Form, home: Home, *, force: bool) -> None:
    """Everything beside its place first, and then the names, the quiz last. Raises `CourseError` when the disk refuses."""
    text = json.dumps(quiz, indent=2, ensure_ascii=False) + "\n"
    contents = {folder / one.path: one.data for one in home.album.kept.values()} | {target: text.encode()}
    staged: list[tuple[Path, Path]] = []
    try:
        for path, data in contents.items():
            if path != target and path.exists() and path.read_bytes() != data and not force:
                hint = "--force writes over it; or name another quiz file"
                raise CourseError([Problem(Place(str(path)), "CP180", "there is another picture of that name", hint)])
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
            staged.append((Path(temporary), path))
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(temporary).chmod(0o644)
        for part, path in staged:
            os.replace(part, path)
    except OSError as error:
        raise CourseError(
            [Problem(Place(str(target)), "CP063", f"the quiz cannot be written: {error.strerror}")]
        ) from None
    finally:
        for part, _ in staged:
            part.unlink(missing_ok=True)
