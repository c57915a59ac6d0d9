"""`coursepack questions export`: the questions of a quiz in another format, in one file, whole or not at all."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from coursepack.disk import replacing
from coursepack.exchange import WRITERS
from coursepack.exchange.bank import Log
from coursepack.exchange.leaving import Leaving, leaving, say
from coursepack.exchange.parts import UnusableError
from coursepack.load import Loaded
from coursepack.model import Quiz
from coursepack.problems import CourseError, Place, Problem, did_you_mean


@dataclass(frozen=True)
class Exported:
    """What came of it: how many questions went out, how many could not, and everything that has to be said."""

    written: int
    skipped: int
    problems: tuple[Problem, ...]


def export(loaded: Loaded, quiz: Quiz, name: str, out: Path, *, strict: bool = False) -> Exported:
    """Write a quiz of a course to the file `out`. Raises `CourseError` when nothing can be written."""
    writer = next(one for one in WRITERS if one.name == name)
    module = importlib.import_module(writer.module)
    place, log = Place(f"{loaded.folder}: quiz '{quiz.id}'"), Log()
    questions = [one for one in leaving(loaded.course, quiz, loaded.files) if _goes(one, module.item, place, log)]
    if questions:
        data = module.write(questions, quiz)
        for one in questions:
            say(log, place, one, writer.title)
        _say_quiz(quiz, name, place, log)
        if not (strict and log.problems):
            _write(out, data)
            return Exported(len(questions), log.skipped, tuple(log.problems))
    return Exported(0, log.skipped, tuple(log.problems))


def _goes(one: Leaving, item: Callable[[Leaving], object], place: Place, log: Log) -> bool:
    """Whether the format can carry a question at all."""
    try:
        item(one)
    except UnusableError as error:
        log.skip(place, error.code, error.message, error.hint)
        return False
    return True


def the_quiz(loaded: Loaded, path: Path, name: str) -> Quiz:
    """The quiz of that id. Raises `CourseError`."""
    for quiz in loaded.course.quizzes:
        if quiz.id == name:
            return quiz
    hint = did_you_mean(name, [quiz.id for quiz in loaded.course.quizzes]) or "the course has no quizzes"
    raise CourseError([Problem(Place(str(path)), "CP187", f"there is no quiz '{name}'", hint)])


def _say_quiz(quiz: Quiz, name: str, place: Place, log: Log) -> None:
    """What is set for the whole quiz, and is no part of a bank of questions."""
    lost = settings(quiz, ("draw", "shuffle_questions", "intro") if name == "qti21" else ())
    if lost:
        message = f"the settings of the quiz stay behind: {', '.join(lost)}"
        log.left_out(place, "CP183", message, "set them again in the other tool")


def settings(quiz: Quiz, kept: Collection[str]) -> list[str]:
    """What is set for the whole quiz, is not `kept`, and belongs to none of its questions; each as it is written in a course."""
    plain = {"id", "title", "purpose", "entries", "scoring", "quality", "shuffle_options", *kept}
    lost = [
        field for field in quiz.__struct_fields__ if field not in plain and getattr(quiz, field) != _DEFAULTS.get(field)
    ]
    return [f"'{quiz.__struct_encode_fields__[quiz.__struct_fields__.index(field)]}'" for field in lost]


_DEFAULTS = dict(zip(Quiz.__struct_fields__[-len(Quiz.__struct_defaults__) :], Quiz.__struct_defaults__, strict=True))


def _write(out: Path, data: bytes) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with replacing(out) as stream:
            stream.write(data)
    except OSError as error:
        raise CourseError(
            [Problem(Place(str(out)), "CP063", f"the file cannot be written: {error.strerror}")]
        ) from None
