"""Support lines: dated data, because a patient's safety may hang on a number being right."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from coursepack.checks.context import Context
from coursepack.problems import Problem
from coursepack.schema import ROOT, resolve
from coursepack.source import Json, Pointer


def support_lines(context: Context) -> Iterator[Problem]:
    """Numbers past their check date, numbers nobody has checked, channels that cannot be used; and dates that do not exist."""
    for pointer, line in context.entries("support"):
        name = line.get("name")
        if line.get("confidence") == "unchecked":
            hint = 'look it up on the body\'s own page, then write "confidence": "seen"'
            yield context.warning((*pointer, "confidence"), "CP091", f"nobody has checked the number of '{name}'", hint)
        due, checked = _date(line.get("verifyBy")), _date(line.get("verifiedOn"))
        if due and checked and due < checked:
            message = f"'{name}' is to be checked again by {due}, before it was checked on {checked}"
            yield context.error((*pointer, "verifyBy"), "CP092", message, "swap the two dates, or correct one")
        if due and context.as_of and due < context.as_of:
            hint = "check it again, then write the new verifiedOn and verifyBy"
            yield context.error(
                (*pointer, "verifyBy"), "CP090", f"the number of '{name}' was to be checked by {due}", hint
            )
        yield from _channels(context, pointer)
    yield from _dates(context, (), context.data)


def _channels(context: Context, pointer: Pointer) -> Iterator[Problem]:
    for place, channel in context.entries(*pointer, "channels"):
        kind = channel.get("kind")
        if kind == "chat" and context.lacks(place, "url"):
            yield context.error(place, "CP093", "a chat has no address", 'write "url": "https://…"')
        elif kind in ("call", "text", "tty") and context.lacks(place, "number"):
            yield context.error(place, "CP093", f"a line to {kind} has no number", 'write "number": "+1…"')


_DAY = re.compile(resolve("#/$defs/date", ROOT + "common.schema.json")[0]["pattern"])
_DATED = ("revised", "date", "verifiedOn", "verifyBy", "releaseDate", "reviewDate", "expiryDate")


def _dates(context: Context, pointer: Pointer, value: Json) -> Iterator[Problem]:
    """Days that have the right form but stand in no calendar, such as 30 February."""
    if isinstance(value, dict):
        for key, child in value.items():
            if key in _DATED and isinstance(child, str) and _DAY.fullmatch(child) and _date(child) is None:
                yield context.error(
                    (*pointer, key), "CP018", f"there is no day {child}", "correct the day, the month or the year"
                )
            elif key in ("support", "credit", "reviewers"):
                yield from _dates(context, (*pointer, key), child)
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _dates(context, (*pointer, index), child)


def _date(value: Json) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
