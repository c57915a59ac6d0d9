"""`course.lock.json`: a small number for each page, block, quiz, question, option and part of a block, never used again.

Saved progress is kept by these numbers, so that a course may change while learners are in it. The file is committed beside the
course; entries of things that were removed stay, so that their numbers stay taken.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import msgspec

from coursepack.blocks import Checklist, Commitment, Scenario
from coursepack.disk import replacing
from coursepack.model import Course
from coursepack.problems import CourseError, Place, Problem
from coursepack.questions import AnyQuestion
from coursepack.source import Source

LOCK_FILE = "course.lock.json"
MAX_OPTIONS = 35  # SCORM 1.2 names an option by one character, 0-9 and a-z (RTE 3.4.4, CMIFeedback)
MAX_NUMBER = (
    99_999  # far more than a course has in its life; a mistyped larger one would blow up every learner's progress
)


class QuestionNumbers(msgspec.Struct, frozen=True, omit_defaults=True):
    """Number of a question; of its options (things to pair or to put in order), and of the partners that those may have, by their id."""

    number: int
    options: dict[str, int] = {}
    targets: dict[str, int] = {}


class Lock(msgspec.Struct, frozen=True, rename="camel"):
    """Numbers by id, from 1 up."""

    schema_version: int = 1
    pages: dict[str, int] = {}
    blocks: dict[str, int] = {}
    quizzes: dict[str, int] = {}
    questions: dict[str, QuestionNumbers] = {}
    objectives: dict[str, int] = {}
    parts: dict[str, dict[str, int]] = {}
    """By block, its items or scenes; by `block/scene`, the decisions of a scene."""


def read_lock(folder: Path) -> Lock:
    """The lock of the course in `folder`; an empty one when there is none. Raises `CourseError` when it cannot be trusted."""
    path = folder / LOCK_FILE
    if not path.exists():
        return Lock()
    source = Source(path, str(path))
    try:
        lock = msgspec.convert(source.data, Lock)
    except msgspec.ValidationError:
        hint = "restore it from version control: learners' saved progress depends on it"
        raise CourseError([Problem(source.place(), "CP061", "the lock is not as coursepack wrote it", hint)]) from None
    if lock.schema_version != 1:
        message = f"schemaVersion {lock.schema_version} is not one that this coursepack reads"
        raise CourseError([Problem(source.place(("schemaVersion",)), "CP006", message, "this coursepack reads 1")])
    if problems := list(_clashes(lock, source)):
        raise CourseError(problems)
    return lock


def _clashes(lock: Lock, source: Source) -> Iterator[Problem]:
    """Numbers given twice, as after a careless merge, and numbers that coursepack never gives."""
    for pointer, numbers in _lists(lock):
        twice = [number for number, count in Counter(numbers.values()).items() if count > 1]
        for name, number in numbers.items():
            if not 1 <= number <= MAX_NUMBER:
                hint = f"numbers go from 1 to {MAX_NUMBER}: restore the lock from version control"
                yield Problem(
                    source.place((*pointer, name)), "CP061", f"'{name}' cannot have the number {number}", hint
                )
            elif number in twice:
                hint = "give the entry that was added last the next free number"
                yield Problem(
                    source.place((*pointer, name)), "CP061", f"number {number} is given twice in '{pointer[-1]}'", hint
                )


def _lists(lock: Lock) -> Iterator[tuple[tuple[str, ...], dict[str, int]]]:
    yield ("pages",), lock.pages
    yield ("blocks",), lock.blocks
    yield ("quizzes",), lock.quizzes
    yield ("objectives",), lock.objectives
    yield ("questions",), {name: entry.number for name, entry in lock.questions.items()}
    for name, entry in lock.questions.items():
        yield ("questions", name, "options"), entry.options
        yield ("questions", name, "targets"), entry.targets
    for name, numbers in lock.parts.items():
        yield ("parts", name), numbers


def complete(lock: Lock, course: Course, name: str = LOCK_FILE) -> tuple[Lock, list[str]]:
    """The lock, which reports call `name`, with a number for everything that the course has, and what was added."""
    blocks = [block.id for block in course.blocks()]
    added: list[str] = []
    full = Lock(
        pages=_numbered(lock.pages, [page.id for page in course.pages()], "page", added),
        blocks=_numbered(lock.blocks, blocks, "block", added),
        quizzes=_numbered(lock.quizzes, [quiz.id for quiz in course.quizzes], "quiz", added),
        questions=_questions(lock, course, added, name),
        objectives=_numbered(lock.objectives, [one.id for one in course.objectives], "objective", added),
        parts=_parts(lock, course, added, name),
    )
    return full, added


def _numbered(known: dict[str, int], names: Iterable[str], kind: str, added: list[str]) -> dict[str, int]:
    numbers = dict(known)
    next_free = max(numbers.values(), default=0) + 1
    for name in names:
        if name not in numbers:
            numbers[name] = next_free
            next_free += 1
            added.append(f"{kind} '{name}'")
    return numbers


def _questions(lock: Lock, course: Course, added: list[str], file: str) -> dict[str, QuestionNumbers]:
    questions = [question for quiz in course.quizzes for question in quiz.questions]
    known = {name: entry.number for name, entry in lock.questions.items()}
    numbers = _numbered(known, [question.id for question in questions], "question", added)
    entries = dict(lock.questions)
    for question in questions:
        entry = entries.get(question.id, QuestionNumbers(numbers[question.id]))
        entries[question.id] = _question(question, entry, added, file)
    return {name: entries[name] for name in numbers}


def _question(question: AnyQuestion, known: QuestionNumbers, added: list[str], file: str) -> QuestionNumbers:
    """The numbers of what a question is made of."""
    options, targets = options_of(question)
    numbers = {
        "options": _numbered(known.options, options, f"'{question.id}' option", added),
        "targets": _numbered(known.targets, targets, f"'{question.id}' partner", added),
    }
    for what, given in numbers.items():
        _within_limit(f"question '{question.id}'", what, given, file)
    return QuestionNumbers(known.number, **numbers)


def options_of(question: AnyQuestion) -> tuple[list[str], list[str]]:
    """Ids of the options (or the things to pair or to put in order) of a question, and of their partners.

    Where the order of the source would tell the right answer, it is another that says nothing, because the numbers stand in the package.
    """
    parts, partners = ([part.id for part in each] for each in (question.parts, question.partners))
    return (
        _scattered(question.id, parts) if question.telling == "parts" else parts,
        _scattered(question.id, partners) if question.telling == "partners" else partners,
    )


def _scattered(owner: str, names: list[str]) -> list[str]:
    return sorted(names, key=lambda name: sha256(f"{owner}/{name}".encode()).digest())


def _parts(lock: Lock, course: Course, added: list[str], file: str) -> dict[str, dict[str, int]]:
    numbers = dict(lock.parts)
    for name, ids in parts_of(course):
        numbers[name] = _numbered(numbers.get(name, {}), ids, f"'{name}' part", added)
        _within_limit(f"'{name}'", "parts", numbers[name], file)
    return numbers


def parts_of(course: Course) -> Iterator[tuple[str, list[str]]]:
    """The parts of blocks that have numbers of their own, by the name that the lock has for them."""
    for block in course.blocks():
        if isinstance(block, Checklist | Commitment):
            yield block.id, [item.id for item in block.items]
        elif isinstance(block, Scenario):
            yield block.id, [scene.id for scene in block.scenes]
            for scene in block.scenes:
                if scene.decisions:
                    yield f"{block.id}/{scene.id}", [decision.id for decision in scene.decisions]


def _within_limit(owner: str, what: str, options: dict[str, int], file: str) -> None:
    if max(options.values(), default=0) > MAX_OPTIONS:
        message = f"{owner} has had more than {MAX_OPTIONS} {what} in its life"
        hint = f"give it a new id: reports could not tell its {what} apart"
        raise CourseError([Problem(Place(file), "CP062", message, hint)])


def number(folder: Path, course: Course, *, frozen: bool = False) -> Lock:
    """The complete lock of the course; nothing is written.

    Raises `CourseError` when the lock beside the course cannot be trusted, or when `frozen` and it lacks a number.
    """
    full, added = complete(read_lock(folder), course, str(folder / LOCK_FILE))
    if added and frozen:
        message = f"the lock lacks {len(added)} numbers, for {', '.join(added[:5])}{' …' if len(added) > 5 else ''}"
        hint = f"build once without --frozen and commit {LOCK_FILE}"
        raise CourseError([Problem(Place(str(folder / LOCK_FILE)), "CP060", message, hint)])
    return full


def keep(folder: Path, lock: Lock) -> None:
    """Write the lock beside the course when it says more than the one there. Raises `CourseError` when it cannot be written."""
    if lock != read_lock(folder):
        write_atomically(folder / LOCK_FILE, (json.dumps(msgspec.to_builtins(lock), indent=1) + "\n").encode())


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises `CourseError` when it cannot be."""
    try:
        with replacing(path) as stream:
            stream.write(data)
    except OSError as error:
        problem = Problem(Place(str(path)), "CP063", f"the file cannot be written: {error.strerror}")
        raise CourseError([problem]) from None
