"""One thing that an update changes, for whom, and whether it wants a new version in the LMS."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Area(StrEnum):
    """What a change is about, in the order of a report."""

    PROGRESS = "progress"
    COMPLETION = "completion"
    SCORE = "score"
    CREDIT = "credit"
    CONTENT = "content"
    PACKAGE = "package"


@dataclass(frozen=True)
class Change:
    """`new_version`: records from before and after it do not mean the same. `lost`: saved progress does not carry over whole."""

    area: Area
    text: str
    new_version: bool = False
    lost: bool = False


def listed(names: Iterable[str], most: int = 6) -> str:
    """`'a', 'b' and 3 more`."""
    quoted = [f"'{name}'" for name in names]
    if len(quoted) > most:
        return f"{', '.join(quoted[:most])} and {len(quoted) - most} more"
    return ", ".join(quoted)


def counted(names: Sequence[object], one: str) -> str:
    """`1 page`, `3 pages`."""
    return f"{len(names)} {one if len(names) == 1 else f'{one}s'}"
