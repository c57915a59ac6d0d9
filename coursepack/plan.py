"""What one package will carry: a course, its numbers, its files and what all formats share. No format's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from coursepack import lock, suspend
from coursepack.load import Loaded
from coursepack.lock import Lock
from coursepack.media.carry import Files, Shown, carry
from coursepack.media.model import Media
from coursepack.model import Course
from coursepack.problems import CourseError, Place, Problem


@dataclass(frozen=True)
class Plan:
    """A course from `folder`, ready for any format.

    `files` are its pictures, recordings and downloads, `texts` its Markdown files' words, `media` what is known of its files.
    `lms` names the LMS profile that it is built for, if any; what that changes of what an LMS is told stands in `telling`.
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
        """Characters of the longest suspend data that the course can produce."""
        return len(suspend.worst_case(self.course, self.lock))

    @property
    def telling(self) -> dict[str, bool]:
        """How the player is to depart from what it tells every LMS; nothing unless an LMS profile asks for it."""
        said = {"completedOnly": self.completed_only, "scoreOnCompletion": self.score_on_completion}
        return {name: True for name, value in said.items() if value}

    def name(self, format_name: str) -> str:
        """File name of the package without its ending: slug, version, format, and the LMS that it is for."""
        parts = (self.course.slug, self.course.version, format_name, self.lms)
        return "-".join(filter(None, parts))


def plan(loaded: Loaded, *, frozen: bool = False) -> Plan:
    """Number the course and prove that progress fits; nothing is written, see `lock.keep`.

    Raises `CourseError` when it does not fit, when the lock cannot be trusted, or when `frozen` and it lacks a number.
    """
    numbered = lock.number(loaded.folder, loaded.course, frozen=frozen)
    result = Plan(loaded.course, numbered, loaded.folder, loaded.files, loaded.texts, loaded.media, loaded.downloads)
    if (length := result.longest_suspend_data) > suspend.LIMIT:
        message = f"a learner's progress could need {length} characters; an LMS keeps {suspend.LIMIT}"
        hint = "split the course, or draw fewer questions in an attempt"
        raise CourseError([Problem(Place(str(loaded.folder / lock.LOCK_FILE)), "CP070", message, hint)])
    return result
