"""Continuing-education facts: dates in order, numbers that follow from minutes, no credit claimed without a provider."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from coursepack.checks.context import Context
from coursepack.credit import units
from coursepack.problems import Problem
from coursepack.source import Json, Pointer


def credit(context: Context) -> Iterator[Problem]:
    """All that a CE office would send back."""
    release, expiry = context.get("credit", "releaseDate"), context.get("credit", "expiryDate")
    if isinstance(release, str) and isinstance(expiry, str) and expiry < release:
        hint = "swap the two dates, or correct one"
        message = f"the activity expires on {expiry}, before its release on {release}"
        yield context.error(("credit", "expiryDate"), "CP801", message, hint)
    for pointer, award in context.entries("credit", "awards"):
        yield from _award(context, pointer, award)
    accredited = context.get("credit", "status") == "accredited"
    if accredited and not any(award.get("providerNumber") for _, award in context.entries("credit", "awards")):
        hint = "only an accredited provider designates credit; write its number, or another status"
        yield context.error(
            ("credit", "status"), "CP803", "the activity is called accredited but names no provider", hint
        )


def _award(context: Context, pointer: Pointer, award: dict[str, Json]) -> Iterator[Problem]:
    minutes, claimed = context.get("credit", "minutes"), award.get("value")
    numbers = [_decimal(award.get("step")), _decimal(award.get("minimum", "0"))]
    step, minimum = numbers
    unit, rounding = award.get("unitMinutes"), award.get("rounding")
    if not (type(minutes) is int and minutes > 0 and type(unit) is int and step and minimum is not None and unit > 0):
        return
    if rounding not in ("floor", "nearest", "ceil"):
        return
    value = units(minutes, unit, step, str(rounding), minimum)
    if isinstance(claimed, str) and _decimal(claimed) not in (None, value):
        message = f"{claimed} ({award.get('unit')}) is claimed, but {minutes} minutes give {value}"
        hint = f"{minutes} / {unit} in steps of {step}, {rounding}; correct the value or leave it out"
        yield context.error((*pointer, "value"), "CP802", message, hint)


def _decimal(value: Json) -> Decimal | None:
    """The number, when it is written as the schema has it."""
    return Decimal(value) if isinstance(value, str) and re.fullmatch(r"[0-9]+(\.[0-9]{1,4})?", value) else None
