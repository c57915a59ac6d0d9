"""What a course's data holds, told by the schemas: ids, references, texts and files, each with its pointer.

A schema says of a property what it is: `x-id` (it names a thing of that kind), `x-ref` (it refers to one), `x-text` (Markdown:
`markdown` or `inline`), `x-asset` (a file of the course: `image`, `file` or `markdown`). The checks work on these facts, so
a new block type is checked for dangling references, unsafe text and missing files without a line of code. The walk
bears any data, valid or not: what is misshapen is passed over, because the schema reports it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from coursepack.schema import COURSE, Schema, resolve, schemas
from coursepack.source import Json, Pointer


class Fact(NamedTuple):
    """`role` is id, ref, text or asset; `kind` what the schema says of it."""

    role: str
    kind: str
    value: str
    pointer: Pointer


def facts(course: Json) -> Iterator[Fact]:
    """Every fact of a course with its includes resolved, in the order of the data's schemas."""
    return _walk(schemas()[COURSE], COURSE, course, ())


def facts_of(uri: str, value: Json) -> Iterator[Fact]:
    """Every fact of a part of a course, by its own schema."""
    return _walk(schemas()[uri], uri, value, ())


def _walk(schema: Schema, base: str, data: Json, pointer: Pointer) -> Iterator[Fact]:
    if isinstance(data, str):
        yield from _of_text(schema, data, pointer)
        return
    if "$ref" in schema:
        yield from _walk(*resolve(schema["$ref"], base), data, pointer)
    if isinstance(data, dict):
        yield from _of_object(schema, base, data, pointer)
    elif isinstance(data, list) and "items" in schema:
        for index, item in enumerate(data):
            yield from _walk(schema["items"], base, item, (*pointer, index))
    for branch in _branches(schema, base, data):
        yield from _walk(branch, base, data, pointer)


def _of_text(schema: Schema, value: str, pointer: Pointer) -> Iterator[Fact]:
    for role in ("id", "ref", "text", "asset"):
        if (kind := schema.get(f"x-{role}")) is not None:
            yield Fact(role, kind, value, pointer)


def _of_object(schema: Schema, base: str, data: dict[str, Json], pointer: Pointer) -> Iterator[Fact]:
    properties = schema.get("properties")
    if properties:
        for key, value in data.items():
            if isinstance(inner := properties.get(key), dict):
                yield from _walk(inner, base, value, (*pointer, key))


def _branches(schema: Schema, base: str, data: Json) -> Iterator[Schema]:
    if "allOf" in schema:
        by_type = _by_type(base, schema["title"]) if "title" in schema else {}
        kind = data.get("type") if isinstance(data, dict) else None
        if isinstance(kind, str) and kind in by_type:
            yield by_type[kind]
    if "if" in schema:
        chosen = "then" if _holds(schema["if"], data) else "else"
        if chosen in schema:
            yield schema[chosen]


@cache
def _by_type(base: str, title: str) -> dict[str, Schema]:
    """The `allOf` of `if type … then` of a whole document, as a mapping: looked up instead of tried one after the other."""
    return {rule["if"]["properties"]["type"]["const"]: rule["then"] for rule in schemas()[base]["allOf"]}


def _holds(condition: dict[str, Any], data: Json) -> bool:
    """Whether the small conditions that our schemas use hold: type, required, and a constant property."""
    if not isinstance(data, dict):
        return condition.get("type") != "object" and "required" not in condition
    wanted = {key: rule["const"] for key, rule in condition.get("properties", {}).items()}
    present = all(key in data for key in condition.get("required", ()))
    return present and all(data.get(key, value) == value for key, value in wanted.items())
