"""Silencing: `"quality": {"ignore": [{"code", "reason"}]}` at the thing itself, or at the quiz for all of its questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coursepack.checks.context import Context
from coursepack.checks.quality.asked import Finding
from coursepack.source import Json, Pointer

STALE = "CP209"


def silence(context: Context, found: Sequence[Finding]) -> Iterator[Finding]:
    """The findings that nobody has silenced, and a finding for each silence that hides nothing."""
    silenced = dict(_silences(context))
    used: set[tuple[Pointer, str]] = set()
    for finding in found:
        owners = [owner for owner in _owners(finding.pointer) if (owner, finding.code) in silenced]
        used.update((owner, finding.code) for owner in owners)
        if not owners:
            yield finding
    for (owner, code), place in silenced.items():
        if (owner, code) not in used:
            yield Finding(place, STALE, f"{code} is silenced here but finds nothing", "remove the entry of 'ignore'")


def _owners(pointer: Pointer) -> Iterator[Pointer]:
    while pointer:
        yield pointer
        pointer = pointer[:-1]


def _silences(context: Context) -> Iterator[tuple[tuple[Pointer, str], Pointer]]:
    """What is silenced where, with the place of the entry. Only things that can have findings have the field."""
    for owner, thing in _things(context):
        quality = thing.get("quality")
        ignored = quality.get("ignore") if isinstance(quality, dict) else None
        for index, entry in enumerate(ignored if isinstance(ignored, list) else []):
            if isinstance(entry, dict) and isinstance(code := entry.get("code"), str):
                yield (owner, code), (*owner, "quality", "ignore", index)


def _things(context: Context) -> Iterator[tuple[Pointer, dict[str, Json]]]:
    yield from context.entries("objectives")
    yield from context.blocks("text")
    pending = list(context.entries("quizzes"))
    while pending:
        owner, thing = pending.pop()
        yield owner, thing
        pending.extend(context.entries(*owner, "questions"))
