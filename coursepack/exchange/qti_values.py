"""Values of QTI's response processing: numbers, words and lists of them, none larger than an answer can need."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TypeAlias

Value: TypeAlias = "str | Decimal | bool | list[str | Decimal] | None"

MAX_NUMBER = Decimal(10) ** 12
MAX_LIST = 1_000


class UnknownError(Exception):
    """A part of the language that is not followed here."""


def decimal(text: str) -> Decimal:
    """A number; 0 for what is none."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return Decimal(0)
    return value if value.is_finite() and abs(value) < 10**9 else Decimal(0)


def typed(text: str, base: str) -> str | Decimal:
    """A text as a value of a base type."""
    if base in ("integer", "float"):
        return decimal(text)
    if base == "pair":
        return " ".join(sorted(text.split()))
    return text


def same(one: Value, other: Value, cardinality: str = "") -> bool:
    """Whether two values are equal; lists in any order unless they are `ordered`."""
    if one is None or other is None:
        return False
    if isinstance(one, list) and isinstance(other, list) and cardinality != "ordered":
        return sorted(map(str, one)) == sorted(map(str, other))
    return one == other


def listed(value: Value) -> list[str | Decimal]:
    """A value as a list."""
    if isinstance(value, list):
        return value
    return [] if value is None or isinstance(value, bool) else [value]


def bounded(value: Value) -> Value:
    """The value; a small program can make numbers and lists without end. Raises `UnknownError`."""
    if isinstance(value, Decimal) and not abs(value) < MAX_NUMBER:
        raise UnknownError("a number that is too large")
    if isinstance(value, list) and len(value) > MAX_LIST:
        raise UnknownError("a list that is too long")
    return value
