"""The data types of xAPI 1.0.3 as checks that say what is wrong (xAPI-Data 2 and 4).

A check takes a JSON value and its path and yields complaints such as "result.score.scaled: 1.2 is over 1".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

Check = Callable[[object, str], Iterator[str]]

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
MBOX = re.compile(r"mailto:[^\s@]+@[^\s@]+\.[^\s@]+")
SHA1 = re.compile(r"[0-9a-fA-F]{40}")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*|[xi](-[A-Za-z0-9]{1,8})+")
VERSION = re.compile(r"1\.0(\.\d+)?")
TIMESTAMP = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
    r"T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)([.,]\d+)?(Z|[+-]([01]\d|2[0-3])(:?[0-5]\d)?)"
)
DURATION = re.compile(
    r"P(?=.)(\d+(\.\d+)?Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?D)?"
    r"(T(?=.)(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+(\.\d+)?S)?)?|P\d+(\.\d+)?W"
)


def quote(value: object) -> str:
    """A found value for a complaint, cut when long."""
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


def text(value: object, path: str) -> Iterator[str]:
    """Any string."""
    if not isinstance(value, str):
        yield f"{path}: {quote(value)} is not a string"


def boolean(value: object, path: str) -> Iterator[str]:
    """true or false, not 0 or "true"."""
    if not isinstance(value, bool):
        yield f"{path}: {quote(value)} is not true or false"


def number(value: object, path: str) -> Iterator[str]:
    """A JSON number; booleans are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield f"{path}: {quote(value)} is not a number"


def pattern(regex: re.Pattern[str], what: str) -> Check:
    """A string that matches as a whole."""

    def check(value: object, path: str) -> Iterator[str]:
        if not isinstance(value, str) or not regex.fullmatch(value):
            yield f"{path}: {quote(value)} is not {what}"

    return check


uuid = pattern(UUID, "a UUID")
iri = pattern(IRI, "an absolute IRI")
mbox = pattern(MBOX, "a mailto: IRI")
sha1 = pattern(SHA1, "a SHA-1 in hex")
language = pattern(LANGUAGE, "a language tag of RFC 5646")
version = pattern(VERSION, "version 1.0.x")
duration = pattern(DURATION, "an ISO 8601 duration")
_timestamp = pattern(TIMESTAMP, "an ISO 8601 date and time with a zone")


def timestamp(value: object, path: str) -> Iterator[str]:
    """Date, time and zone; -00:00 says "zone unknown" and is refused (xAPI-Data 4.5)."""
    yield from _timestamp(value, path)
    if isinstance(value, str) and re.search(r"-00(:?00)?$", value):
        yield f"{path}: {quote(value)} has the offset -00:00"


def word(*allowed: str) -> Check:
    """One of a few words, in this case."""

    def check(value: object, path: str) -> Iterator[str]:
        if value not in allowed:
            yield f"{path}: {quote(value)} is not one of {', '.join(allowed)}"

    return check


def between(low: float, high: float) -> Check:
    """A number within bounds, both included."""

    def check(value: object, path: str) -> Iterator[str]:
        yield from number(value, path)
        if isinstance(value, int | float) and not isinstance(value, bool) and not low <= value <= high:
            yield f"{path}: {value} is {'under ' + str(low) if value < low else 'over ' + str(high)}"

    return check


def each(check: Check, *, at_least: int = 0) -> Check:
    """An array, every member by `check`."""

    def check_array(value: object, path: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{path}: {quote(value)} is not an array"
            return
        if len(value) < at_least:
            yield f"{path}: the array has {len(value)} members, it needs {at_least}"
        for index, member in enumerate(value):
            yield from check(member, f"{path}[{index}]")

    return check_array


def mapping(key: Check, member: Check) -> Check:
    """An object with free names."""

    def check(value: object, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{path}: {quote(value)} is not an object"
            return
        for name, inner in value.items():
            yield from key(name, f"{path} name")
            yield from member(inner, f"{path}[{quote(name)}]")

    return check


def anything(value: object, path: str) -> Iterator[str]:
    """No demand: the values of extensions, null included."""
    yield from ()


language_map = mapping(language, text)
extensions = mapping(iri, anything)


def record(fields: Mapping[str, Check], *, required: tuple[str, ...] = ()) -> Check:
    """An object with exactly these names; unknown ones and nulls are refused (xAPI-Data 2.2)."""

    def check(value: object, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{path or 'statement'}: {quote(value)} is not an object"
            return
        prefix = f"{path}." if path else ""
        yield from (f"{prefix}{name}: is missing" for name in required if name not in value)
        for name, inner in value.items():
            yield from _field(fields, name, inner, prefix + name)

    return check


def _field(fields: Mapping[str, Check], name: str, value: object, path: str) -> Iterator[str]:
    if name not in fields:
        yield f"{path}: is no property of xAPI here"
    elif value is None:
        yield f"{path}: is null"
    else:
        yield from fields[name](value, path)


def every(*checks: Check) -> Check:
    """All of them, one after the other."""

    def check(value: object, path: str) -> Iterator[str]:
        for one in checks:
            yield from one(value, path)

    return check


def when_object(rule: Callable[[dict[str, object], str], Iterator[str]]) -> Check:
    """A rule across the fields of an object; other values are complained about elsewhere."""

    def check(value: object, path: str) -> Iterator[str]:
        if isinstance(value, dict):
            yield from rule(value, path)

    return check
