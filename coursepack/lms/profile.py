"""Profiles as they stand in `data/lms/`: facts with their sources, and what follows from them (`data/lms.schema.json`)."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from coursepack.plan import Plan

FOLDER = Path(__file__).parent.parent / "data/lms"

Mark = Literal["checked", "vendor", "reported", "unverified"]

# From the surest to the least sure.
MARKS: dict[Mark, str] = {
    "checked": "this project ran the LMS or read its code",
    "vendor": "the vendor’s own pages say so",
    "reported": "somebody else says so",
    "unverified": "from memory, or nothing was found: not to be relied on",
}


class _Part(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """All parts of a profile; written in camelCase, as in a course."""


class Source(_Part, frozen=True):
    """Where a fact is from."""

    title: str
    url: str


class Fact(_Part, frozen=True):
    """Something about an LMS; `dated` is how old its source is, `checked` the day on which that was last looked at."""

    id: str
    topic: str
    mark: Mark
    text: str
    checked: datetime.date
    source: Source | None = None
    dated: str = ""


class FormatRule(_Part, frozen=True):
    """The format to build, and those that the LMS is said to take, and not to take."""

    use: str
    takes: tuple[str, ...]
    refuses: tuple[str, ...]
    facts: tuple[str, ...]


class StatusRule(_Part, frozen=True):
    """The words that end a course in SCORM 1.2."""

    words: Literal["passed-or-failed", "completed-only"]
    facts: tuple[str, ...]


class ScoreRule(_Part, frozen=True):
    """The LMS is said to want a score from every course."""

    wanted: bool
    facts: tuple[str, ...]


class Number(_Part, frozen=True):
    """A limit; `refuses`: the LMS does not take more, else it is advice."""

    value: int
    refuses: bool
    facts: tuple[str, ...]


class Endings(_Part, frozen=True):
    """Endings of file names that the LMS does not take."""

    value: tuple[str, ...]
    refuses: bool
    facts: tuple[str, ...]


class Limits(_Part, frozen=True):
    """What a package must keep to."""

    package_megabytes: Number | None = None
    refused_endings: Endings | None = None
    identifier_characters: Number | None = None


class Profile(_Part, frozen=True):
    """One LMS."""

    schema_version: int
    name: str
    title: str
    reviewed: datetime.date
    summary: str
    format: FormatRule
    status: StatusRule
    limits: Limits
    facts: tuple[Fact, ...]
    score: ScoreRule | None = None
    also: tuple[str, ...] = ()
    schema: str = msgspec.field(name="$schema", default="")

    def about(self, *topics: str) -> list[Fact]:
        """The facts on some topics, in the order of the file."""
        return [fact for fact in self.facts if fact.topic in topics]

    def because(self, names: tuple[str, ...]) -> list[Fact]:
        """The facts of those ids."""
        return [fact for fact in self.facts if fact.id in names]

    def tally(self) -> str:
        """`3 checked, 1 unverified`: how many facts have each mark."""
        counts = Counter(fact.mark for fact in self.facts)
        return ", ".join(f"{counts[mark]} {mark}" for mark in MARKS if counts[mark])


def names() -> list[str]:
    """All profiles by name, the generic one last."""
    return sorted((path.stem for path in FOLDER.glob("*.json")), key=lambda name: (name == "generic", name))


@cache
def profile(name: str) -> Profile:
    """The profile of that name."""
    return msgspec.json.decode((FOLDER / f"{name}.json").read_bytes(), type=Profile)


def tailored(plan: Plan, chosen: Profile, *, score_on_completion: bool) -> Plan:
    """The plan as that LMS asks for it, with all of its units. Only a course without an assessment may tell a score that nobody earned."""
    unearned = score_on_completion and not plan.course.assessments()

    def told(piece: Plan) -> Plan:
        return tailored(piece, chosen, score_on_completion=unearned)

    return replace(
        plan,
        lms=chosen.name,
        completed_only=chosen.status.words == "completed-only",
        score_on_completion=unearned,
        groups=tuple(
            replace(
                group,
                plan=told(group.plan),
                units=tuple(replace(unit, plan=told(unit.plan)) for unit in group.units),
            )
            for group in plan.groups
        ),
    )
