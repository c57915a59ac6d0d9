"""What is wrong with a course, where, and what to do about it: one shape for every report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters: an error stops the build, a warning does not, a note is advice."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, order=True)
class Place:
    """A spot in a file; line and column count from 1, 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: `place: CODE message`, then the hint on a line of its own."""

    place: Place
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __post_init__(self) -> None:
        for name in ("message", "hint"):
            object.__setattr__(self, name, _printable(getattr(self, name)))

    def __str__(self) -> str:
        word = "" if self.severity is Severity.ERROR else f"{self.severity} "
        line = f"{self.place}: {word}{self.code} {self.message}"
        if self.severity is Severity.NOTE:  # there may be many: one line each
            return f"{line} ({self.hint})" if self.hint else line
        return f"{line}\n    hint: {self.hint}" if self.hint else line

    def as_json(self) -> dict[str, str | int]:
        """Flat mapping for `--format json`."""
        return {
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "severity": str(self.severity),
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
        }


def _printable(text: str) -> str:
    """Quoted words of an author in one line that any terminal takes: control characters and surrogates as escapes."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff]", lambda match: repr(match[0])[1:-1], text)


class CourseError(Exception):
    """A course that cannot be used; `problems` holds everything that is wrong with it, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Only those that stop a build."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def did_you_mean(word: str, known: Sequence[str], otherwise: str = "") -> str:
    """A hint that names the nearest known word, or lists a few when none is near."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if not near:
        near = [name for name in known if name.lower() == word.lower()]
    if near:
        return f"did you mean '{near[0]}'?"
    if otherwise:
        return otherwise
    shown = ", ".join(f"'{name}'" for name in known[:8])
    return f"known here: {shown}{' …' if len(known) > 8 else ''}" if known else ""
