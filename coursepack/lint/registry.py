"""Rules: what each is called, how bad it is, where it is written and what to do; the docstring of the function is its page."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coursepack.lint.subject import Subject


class Level(StrEnum):
    """How bad: an error breaks import or tracking, a warning breaks somewhere, a note is advice, a review is for a human to decide."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    REVIEW = "review"


LEVELS = list(Level)


@dataclass(frozen=True)
class Hit:
    """One place where a rule does not hold; no file means the whole package."""

    message: str
    file: str = ""
    line: int = 0
    level: Level | None = None
    """Where the rule's own level is not right for this one place."""


Check = Callable[["Subject"], Iterator[Hit]]


@dataclass(frozen=True)
class Rule:
    """One rule. `kinds` are the kinds of package that it is asked about, none means all of them."""

    code: str
    name: str
    level: Level
    spec: str
    fix: str
    kinds: tuple[str, ...]
    lms: tuple[str, ...]
    """The profiles that it belongs to: `*` for any that is named, none for a rule that always holds."""
    check: Check

    @property
    def page(self) -> str:
        """Why it matters, where, and an example."""
        return inspect.cleandoc(self.check.__doc__ or "")

    @property
    def title(self) -> str:
        """The first sentence of the page."""
        return self.page.split("\n", maxsplit=1)[0].rstrip(".")


RULES: dict[str, Rule] = {}

SCORM = ("scorm12", "scorm2004")


def rule(  # noqa: PLR0913, PLR0917 - what there is to say of a rule
    code: str,
    name: str,
    level: Level,
    spec: str,
    fix: str,
    kinds: tuple[str, ...] = (),
    lms: tuple[str, ...] = (),
) -> Callable[[Check], Check]:
    """Make the function a rule."""

    def register(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"{code} is two rules: {RULES[code].name} and {name}")
        RULES[code] = Rule(code, name, level, spec, fix, kinds, lms, check)
        return check

    return register


@dataclass(frozen=True)
class Finding:
    """What a rule found in a package."""

    package: str
    rule: Rule
    level: Level
    message: str
    file: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """The file within the package, with its line where one is known."""
        return f"{self.file}:{self.line}" if self.line else self.file or "the package"

    @property
    def order(self) -> tuple[int, str, int, str, str]:
        """Worst first, then by place."""
        return LEVELS.index(self.level), self.file, self.line, self.rule.code, self.message
