"""What one package will carry: a course, its numbers, its files and what all formats share. No format's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from msgspec import structs

from coursepack import lock, suspend
from coursepack.load import COURSE_FILE, Loaded
from coursepack.lock import Lock
from coursepack.media.carry import Files, Shown, carry
from coursepack.media.model import Media
from coursepack.model import Course
from coursepack.problems import CourseError, Place, Problem


@dataclass(frozen=True)
class Part:
    """Which part of a course a unit is, counted from 1, and the title of the whole."""

    number: int
    count: int
    whole: str


@dataclass(frozen=True)
class Unit:
    """What an LMS launches by itself where a package has several: a lesson, or a course of a series.

    `plan` is what it carries, `folder` where its page is in the package. The whole waits for it if it is `needed`.
    """

    id: str
    plan: Plan
    folder: str
    needed: bool = True


@dataclass(frozen=True)
class Group:
    """The units of one course. `folder` holds what they share; `after`: the groups that come before it, by their ids."""

    id: str
    plan: Plan
    units: tuple[Unit, ...]
    folder: str = ""
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """A course from `folder`, ready for any format.

    `files` are its pictures, recordings and downloads, `texts` its Markdown files' words, `media` what is known of its files.
    `lms` names the LMS profile that it is built for, if any; what that changes of what an LMS is told stands in `telling`.

    `groups` are the units of a package that has several; none: the course is one. In the plan of a unit that is a part of a course
    `part` says which, and `up` leads from its page to what it shares with the others.
    """

    course: Course
    lock: Lock
    folder: Path
    files: Mapping[str, Path]
    texts: Mapping[str, str]
    media: Media = field(default_factory=Media)
    downloads: frozenset[str] = frozenset()
    lms: str = ""
    completed_only: bool = False
    score_on_completion: bool = False
    groups: tuple[Group, ...] = ()
    part: Part | None = None
    up: str = ""
    suffix: str = ""
    file: str = COURSE_FILE

    @property
    def id(self) -> str:
        """By what an LMS and a learner's progress know it; what is cut otherwise is something else to both."""
        return self.course.id + self.suffix

    @property
    def source(self) -> Path:
        """The file that problems with the whole are reported for."""
        return self.folder / self.file

    @property
    def about(self) -> Course:
        """The course as a manifest tells of it."""
        return structs.replace(self.course, id=self.id) if self.suffix else self.course

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units of all groups in order; a course in one piece has none of its own."""
        return tuple(unit for group in self.groups for unit in group.units)

    @cached_property
    def _carried(self) -> tuple[Files, dict[str, Shown]]:
        return carry(self.files, self.media.pictures, self.downloads)

    @property
    def assets(self) -> Files:
        """The files of a package's folder `assets/`, by their paths in the package."""
        return self._carried[0]

    @property
    def pictures(self) -> Mapping[str, Shown]:
        """How each picture is shown, by its path in the course."""
        return self._carried[1]

    @cached_property
    def longest_suspend_data(self) -> int:
        """Characters of the longest suspend data that the course can produce, or the longest of its units."""
        if self.groups:
            return max(unit.plan.longest_suspend_data for unit in self.units)
        return len(suspend.worst_case(self.course, self.lock))

    @property
    def telling(self) -> dict[str, bool]:
        """How the player is to depart from what it tells every LMS; nothing unless an LMS profile asks for it."""
        said = {"completedOnly": self.completed_only, "scoreOnCompletion": self.score_on_completion}
        return {name: True for name, value in said.items() if value}

    def name(self, format_name: str) -> str:
        """File name of the package without its ending: slug, version, how it is cut, format, and the LMS that it is for."""
        parts = (self.course.slug, self.course.version, self.suffix.strip("/"), format_name, self.lms)
        return "-".join(filter(None, parts))


def plan(loaded: Loaded, *, frozen: bool = False, lessons: bool = False) -> Plan:
    """Number the course and prove that progress fits; nothing is written, see `lock.keep`. `lessons`: each becomes a unit.

    Raises `CourseError` when it does not fit, when the lock cannot be trusted, or when `frozen` and it lacks a number.
    """
    numbered = lock.number(loaded.folder, loaded.course, frozen=frozen)
    result = Plan(loaded.course, numbered, loaded.folder, loaded.files, loaded.texts, loaded.media, loaded.downloads)
    if lessons:
        from coursepack.units import by_lesson

        result = by_lesson(result)
    if problems := [_too_long(one) for one in pieces(result) if one.longest_suspend_data > suspend.LIMIT]:
        raise CourseError(problems)
    return result


def pieces(whole: Plan) -> tuple[Plan, ...]:
    """What is launched by itself, each with progress of its own: the units, or the course."""
    return tuple(unit.plan for unit in whole.units) or (whole,)


def _too_long(piece: Plan) -> Problem:
    whose = f" in '{piece.course.title}'" if piece.part else ""
    length = piece.longest_suspend_data
    message = f"a learner's progress{whose} could need {length} characters; an LMS keeps {suspend.LIMIT}"
    hint = "split the course, or draw fewer questions in an attempt"
    return Problem(Place(str(piece.folder / lock.LOCK_FILE)), "CP070", message, hint)
