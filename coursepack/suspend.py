"""Suspend data, version 2 (docs/player.md): the text in which an LMS keeps a learner's progress, and its worst case for a course.

The player writes and reads it; this independent implementation proves at build that the longest text a course can produce
fits SCORM 1.2's 4,096 characters (RTE 3.4.2, cmi.suspend_data).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from coursepack.blocks import Checklist, Commitment, KeepingBlock, Reflection, Scenario
from coursepack.lock import Lock
from coursepack.model import Course, Quiz
from coursepack.questions import (
    AnyQuestion,
    Categorise,
    Choice,
    Deciding,
    FillIn,
    Hotspot,
    LongFillIn,
    Matching,
    Numeric,
    Sequencing,
)

LIMIT = 4096
VERSION = "2"
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_VALUES = {digit: value for value, digit in enumerate(DIGITS)}

COMPLETED, PASSED, FAILED = 1, 2, 4
MOST_DETAIL = 511  # seven tries, seven hints, sure, carried over
NUMERIC_LENGTH = (
    30  # characters that a learner may write as a number with its unit (templates/questions/numeric.html.j2)
)
MOST_SECONDS = 2**32 - 1  # since 2020: until the year 2156


class SuspendError(ValueError):
    """A text that is not suspend data of this version, or is damaged."""


@dataclass(frozen=True)
class Entry:
    """An answered question: the response as the player's `questions/` write it, mostly numbers (`written`), and in `detail` what is
    mostly 0 (tries, hints, confidence; docs/player.md).
    """

    response: str = ""
    detail: int = 0


@dataclass(frozen=True)
class Attempt:
    """Where a learner stands in one quiz. `entries` by question number, in the order of asking; points in hundredths.

    `mode`: 0 nothing open, 1 under way, 2 result on show. `objectives`: earned and possible of each. `since` in seconds since 2020.
    """

    attempts: int = 0
    earned: int = 0
    possible: int = 0
    objectives: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    mode: int = 0
    used: frozenset[int] = frozenset()
    since: int = 0
    seed: int = 0
    extra: int = 0
    entries: Mapping[int, Entry] = field(default_factory=dict)


@dataclass(frozen=True)
class Progress:
    """All that is kept of a learner's progress, by lock numbers."""

    page: int = 0
    flags: int = 0
    interactions: int = 0
    seen: frozenset[int] = frozenset()
    quizzes: Mapping[int, Attempt] = field(default_factory=dict)
    passed_over: frozenset[int] = frozenset()
    bookmarks: frozenset[int] = frozenset()
    kept: Mapping[int, str] = field(default_factory=dict)
    """By block, what the learner put into it, as the player's `keeps/` write it."""


def written(numbers: Iterable[int]) -> str:
    """A response that is numbers: picked options, an order, pairs."""
    return "".join(map(_number, numbers))


def pack(progress: Progress, course: str = "") -> str:
    """The text for `progress` in the course of that id: ASCII letters, digits, `-` and `_` only."""
    body = "".join(
        (
            VERSION,
            _number(progress.page),
            _number(progress.flags),
            _number(progress.interactions),
            _set(progress.seen),
            _number(len(progress.quizzes)),
            *(_number(quiz) + _attempt(attempt) for quiz, attempt in progress.quizzes.items()),
            _set(progress.passed_over),
            _set(progress.bookmarks),
            _number(len(progress.kept)),
            *(_number(block) + _number(len(text)) + text for block, text in sorted(progress.kept.items())),
        )
    )
    return body + _check(course + body)


def unpack(text: str, course: str = "") -> Progress:
    """The progress in `text`. Raises `SuspendError` when the version is another or the check characters do not fit."""
    if len(text) < 3 or text[0] != VERSION or _check(course + text[:-2]) != text[-2:]:
        raise SuspendError("not suspend data of version 2, or damaged")
    digits = iter(text[1:-2])
    try:
        page, flags, interactions = (_read_number(digits) for _ in range(3))
        seen = _read_set(digits)
        quizzes = {_read_number(digits): _read_attempt(digits) for _ in range(_read_number(digits))}
        extras = (_read_set(digits), _read_set(digits), _read_kept(digits))
    except (StopIteration, KeyError, RuntimeError) as error:
        raise SuspendError("the text ends too early") from error
    return Progress(page, flags, interactions, seen, quizzes, *extras)


def worst_case(course: Course, lock: Lock) -> str:
    """The longest suspend data that the course can produce: all seen, all answered, every counter at its widest."""
    quizzes = {lock.quizzes[quiz.id]: _widest(quiz, lock) for quiz in course.quizzes}
    seen = frozenset(lock.blocks[block.id] for block in course.blocks())
    pages = frozenset(lock.pages[page.id] for page in course.pages())
    kept = {lock.blocks[block.id]: _longest_kept(block, lock) for block in course.keeping_blocks()}
    return pack(Progress(max(pages), COMPLETED | PASSED | FAILED, 32**3 - 1, seen, quizzes, pages, pages, kept))


def _longest_kept(block: KeepingBlock, lock: Lock) -> str:
    """The longest that the player writes for a block (player/src/keeps/); what stands in it does not matter here."""
    match block:
        case Reflection():
            return "." * longest_text(block.max_length)
        case Checklist():
            return "".join(map(_number, lock.parts[block.id].values()))
        case Commitment():
            items = "".join(map(_number, lock.parts[block.id].values()))
            return _number(1) + _number(2_914_635) + items  # made, until the last day of the year 9999
        case Scenario():
            widest = max(
                n for scene in block.scenes for n in lock.parts.get(f"{block.id}/{scene.id}", {"": 0}).values()
            )
            return _number(widest) * len(block.scenes)


def _widest(quiz: Quiz, lock: Lock) -> Attempt:
    numbers = {question.id: lock.questions[question.id].number for question in quiz.questions}
    units = [
        {numbers[question.id]: Entry(_longest_answer(question, lock), MOST_DETAIL) for question in unit}
        for unit in quiz.units
    ]
    units.sort(key=lambda unit: -sum(len(_entry(*each)) for each in unit.items()))
    # An earlier version of the course may have had more points.
    points = max(32**3 - 1, 100 * sum(question.points for question in quiz.questions))
    aims = {lock.objectives[question.objective] for question in quiz.questions if question.objective}
    asked = sum(row.count for row in quiz.rows()) or len(units)
    return Attempt(
        attempts=32**2 - 1,
        earned=points,
        possible=points,
        objectives=dict.fromkeys(aims, (points, points)) if quiz.purpose != "check" else {},
        mode=2,
        used=frozenset(numbers.values()) if quiz.rows() else frozenset(),
        since=MOST_SECONDS if quiz.wait or quiz.time_limit else 0,
        seed=2**30 - 1,
        extra=max(quiz.extra_time, default=0),
        entries={number: entry for unit in units[:asked] for number, entry in unit.items()},
    )


def _longest_answer(question: AnyQuestion, lock: Lock) -> str:
    """The longest that the player writes for a question (player/src/questions/); what stands in it does not matter here."""
    numbers = lock.questions[question.id]
    parts = sorted(numbers.options[part.id] for part in question.parts)
    match question:
        case FillIn() | LongFillIn():
            return "." * longest_text(question.max_length)
        case Numeric():
            return "." * longest_text(NUMERIC_LENGTH)
        case Matching() | Categorise():
            widest = max(numbers.targets[partner.id] for partner in question.partners)
            return written(n for part in parts for n in (part, widest))
        case Deciding():
            return written(parts[-1:] * len(question.points_of_decision))
        case Choice(select="several") | Hotspot(select="several") | Sequencing():
            return written(parts)
    return written(parts[-1:] or [1])


def longest_text(units: int) -> int:
    """Characters that the player needs at most for a text of so many UTF-16 units (player/src/texts.ts)."""
    return 1 + 3 * units


def _number(value: int) -> str:
    digits = []
    while value >= 32:
        digits.append(DIGITS[value % 32 + 32])
        value //= 32
    return "".join(digits) + DIGITS[value]


def _set(numbers: Iterable[int]) -> str:
    groups: dict[int, int] = {}
    for number in numbers:
        groups[number // 6] = groups.get(number // 6, 0) | 1 << number % 6
    length = max(groups, default=-1) + 1
    return _number(length) + "".join(DIGITS[groups.get(group, 0)] for group in range(length))


def _entry(question: int, entry: Entry) -> str:
    return _number(question) + _number(len(entry.response)) + entry.response + _number(entry.detail)


def _attempt(attempt: Attempt) -> str:
    parts = [_number(attempt.attempts)]
    if attempt.attempts:
        parts += [_number(attempt.earned), _number(attempt.possible), _number(len(attempt.objectives))]
        parts += ["".join(map(_number, (aim, *points))) for aim, points in sorted(attempt.objectives.items())]
    parts += [_number(attempt.mode), _set(attempt.used), _number(attempt.since)]
    if attempt.mode:
        parts += [_number(attempt.seed), _number(attempt.extra), _number(len(attempt.entries))]
        parts += [_entry(*each) for each in attempt.entries.items()]
    return "".join(parts)


def _read_kept(digits: Iterator[str]) -> dict[int, str]:
    return {_read_number(digits): _read_text(digits) for _ in range(_read_number(digits))}


def _read_text(digits: Iterator[str]) -> str:
    return "".join(next(digits) for _ in range(_read_number(digits)))


def _check(body: str) -> str:
    a, b = 1, 0
    for char in body:
        a = (a + ord(char)) % 61
        b = (7 * b + ord(char)) % 59
    return DIGITS[a] + DIGITS[b]


def _read_number(digits: Iterator[str]) -> int:
    return _rest_of_number(next(digits), digits)


def _rest_of_number(first: str, digits: Iterator[str]) -> int:
    value, shift, digit = 0, 0, _VALUES[first]
    while digit >= 32:
        value += (digit - 32) << shift
        shift += 5
        digit = _VALUES[next(digits)]
    return value + (digit << shift)


def _read_set(digits: Iterator[str]) -> frozenset[int]:
    groups = [_VALUES[next(digits)] for _ in range(_read_number(digits))]
    return frozenset(group * 6 + bit for group, bits in enumerate(groups) for bit in range(6) if bits >> bit & 1)


def _read_attempt(digits: Iterator[str]) -> Attempt:
    def numbers(count: int) -> tuple[int, ...]:
        return tuple(_read_number(digits) for _ in range(count))

    (attempts,) = numbers(1)
    earned, possible, aims = numbers(3) if attempts else (0, 0, 0)
    objectives = {aim: (got, of) for aim, got, of in (numbers(3) for _ in range(aims))}
    (mode,) = numbers(1)
    used, since = _read_set(digits), _read_number(digits)
    if not mode:
        return Attempt(attempts, earned, possible, objectives, mode, used, since)
    seed, extra, count = numbers(3)
    entries = {_read_number(digits): Entry(_read_text(digits), _read_number(digits)) for _ in range(count)}
    return Attempt(attempts, earned, possible, objectives, mode, used, since, seed, extra, entries)
