"""The authoring contract: loads `schemas/`, validates by it, and says what is wrong in the author's words.

`jsonschema-rs` decides whether a course is valid (7 ms for 2.3 MB); only when it is not does `jsonschema`, slower and
richer, say why. JSON Schema 2020-12, https://json-schema.org/draft/2020-12.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urljoin

from coursepack.source import Json, Pointer

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

Schema = dict[str, Any]
ROOT = "https://coursepack.example/schemas/1/"
COURSE = ROOT + "course.schema.json"


def schema_folder() -> Path:
    """Where the schemas are: inside the installed distribution, or beside it in a checkout."""
    here = Path(__file__).parent
    return here / "schemas" if (here / "schemas").is_dir() else here.parent / "schemas"


@cache
def schemas() -> dict[str, Schema]:
    """All schemas by their `$id`."""
    found = {}
    for path in sorted(schema_folder().rglob("*.schema.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        found[schema["$id"]] = schema
    return found


@cache
def resolve(ref: str, base: str) -> tuple[Schema, str]:
    """The schema that `ref` names when read in the document `base`, and the document it stands in."""
    document, _, fragment = urljoin(base, ref).partition("#")
    node: Any = schemas()[document]
    for step in fragment.strip("/").split("/") if fragment else []:
        node = node[step]
    return node, document


@dataclass(frozen=True)
class Fault:
    """What a schema has against a value: where, and enough of both to explain it."""

    pointer: Pointer
    keyword: str
    value: Json
    expected: Any
    schema: Schema
    steps: tuple[str | int, ...]
    message: str


@cache
def _is_valid() -> Any:
    import jsonschema_rs

    registry = jsonschema_rs.Registry(list(schemas().items()))
    return jsonschema_rs.Draft202012Validator(schemas()[COURSE], registry=registry).is_valid


def faults_of(uri: str, value: Json) -> Iterator[Fault]:
    """Everything in which a part of a course departs from its own schema."""
    from jsonschema import Draft202012Validator

    yield from (_fault(error) for error in Draft202012Validator({"$ref": uri}, registry=_registry()).iter_errors(value))


def faults(course: Json) -> Iterator[Fault]:
    """Everything in which `course` (includes resolved) departs from `course.schema.json`."""
    try:
        valid = _is_valid()(course)
    except ValueError:  # a text that is no Unicode, as in "\ud800"
        valid = False
    if not valid:
        yield from (_fault(error) for error in _explain(course))


def _explain(course: Json) -> Iterator[ValidationError]:
    from jsonschema import Draft202012Validator

    yield from Draft202012Validator(schemas()[COURSE], registry=_registry()).iter_errors(course)


@cache
def _registry() -> Any:
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    resources = ((uri, DRAFT202012.create_resource(schema)) for uri, schema in schemas().items())
    return Registry().with_resources(resources)


def _fault(error: ValidationError) -> Fault:
    return Fault(
        pointer=tuple(error.absolute_path),
        keyword=str(error.validator),
        value=cast(Json, error.instance),
        expected=error.validator_value,
        schema=error.schema if isinstance(error.schema, dict) else {},
        steps=tuple(error.absolute_schema_path),
        message=error.message,
    )
