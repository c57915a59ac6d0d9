"""docs/schema.md: every field of `schemas/` with its type, meaning and example; and a full example of each part, proved valid."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from coursepack.schema import ROOT, Schema, resolve, schemas

# Documents in the order of the page; block and question types follow the enumerations that name them.
ORDER = (
    *(
        "course",
        "lesson",
        "lesson#page",
        "quiz",
        "question-set",
        "source",
        "source#name",
        "sources",
        "term",
        "glossary",
    ),
    *("support-line", "support", "credit", "credit#award", "brand", "series", "series#course"),
)

# What conditions (`if`, `oneOf`) ask, in words. A schema with a condition and no words here fails the tests.
RULES = {
    "blocks/text": "Exactly one of `markdown` and `file` is given.",
    "blocks/image": "Either `alt` is given, or `decorative` is true; never both. A decorative picture has no large view.",
    "blocks/audio": "Exactly one of `transcript` and `transcriptFile` is given.",
    "blocks/video": "Exactly one of `transcript` and `transcriptFile` is given. `captions` are needed unless `speech` is false. "
    "At least one of `descriptions`, `described` and `noDescriptionNeeded` is given.",
    "questions/choice": "With `select` `one`, exactly one option has `correct` true; with `several`, at least one.",
    "questions/hotspot": "With `select` `one`, exactly one region has `correct` true; with `several`, at least one.",
    "questions/numeric": "Exactly one of `answer` and `range` is given.",
}

_HEAD = """# Fields of a course

This page is written by `make docs` from the JSON Schemas in `schemas/` (2020-12). [authoring.md](authoring.md) shows how to write a
course; here every field is listed once.

* A field that is not listed is refused (CP010). A field marked *yes* must be there (CP011).
* `authors[].name` means the field `name` of each entry of the list `authors`.
* *Markdown* may hold paragraphs, lists and headings; *one paragraph of Markdown* may not. Both are a safe subset without HTML: see
  [authoring.md](authoring.md#text). Every other text is shown exactly as it is written. No text may be blank.
* Some rules span several fields, such as "each quiz stands on exactly one page". They are listed in [problems.md](problems.md).
"""


class Part(NamedTuple):
    """One section: `key` is `course` or `lesson#page`, `base` the document that its references are read in."""

    key: str
    heading: str
    schema: Schema
    base: str


class Row(NamedTuple):
    """One field."""

    path: str
    kind: str
    required: bool
    meaning: str
    example: str


def schema_page() -> str:
    """The page."""
    found = parts()
    contents = "".join(f"* [{part.heading}](#{_anchor(part.heading)})\n" for part in found)
    return _HEAD + "\n" + contents + "\n" + "\n".join(map(_section, found)) + "\n" + _shared()


@cache
def parts() -> tuple[Part, ...]:
    """All sections in order."""
    keys = [*ORDER]
    at = keys.index("quiz")
    keys[at:at] = ["block", *_types("block")]
    at = keys.index("source")
    keys[at:at] = ["question", *_types("question")]
    return tuple(map(_part, keys))


def _types(kind: str) -> list[str]:
    return [f"{kind}s/{name}" for name in schemas()[f"{ROOT}{kind}.schema.json"]["properties"]["type"]["enum"]]


def _part(key: str) -> Part:
    name, _, inner = key.partition("#")
    base = f"{ROOT}{name}.schema.json"
    schema = schemas()[base]["$defs"][inner] if inner else schemas()[base]
    folder, title = PurePosixPath(name).parent.name, schema.get("title", inner.capitalize())
    heading = f"{folder.removesuffix('s').capitalize()}: {PurePosixPath(name).name}" if folder else title
    return Part(key, heading, schema, base)


def _section(part: Part) -> str:
    words = f"## {part.heading}\n\n{part.schema['description']}"
    if part.key in RULES:
        words += f" {RULES[part.key]}"
    table = "".join(
        f"| `{row.path}` | {_cell(row.kind)} | {'yes' if row.required else ''} | {_cell(row.meaning)} | {_cell(_code(row.example))} |\n"
        for row in rows(part.schema, part.base)
    )
    words += f"\n\n| field | type | required | meaning | example |\n|---|---|---|---|---|\n{table}"
    if part.key in ("block", "question"):
        links = ", ".join(f"[{_part(key).heading.partition(': ')[2]}]({_link(key)})" for key in _types(part.key))
        return f"{words}\nThe types: {links}.\n"
    if part.key == "course":
        return f"{words}\n`coursepack new` writes a full example.\n"
    if part.key == "source#name":
        return words
    text = json.dumps(full_example(part), indent=2, ensure_ascii=False)
    return f"{words}\nFull example:\n\n```json\n{text}\n```\n"


def rows(schema: Schema, base: str, above: str = "") -> Iterator[Row]:
    """The fields of an object, and below each object or list of objects that stands in it, theirs."""
    required = schema.get("required", ())
    for name, field in schema.get("properties", {}).items():
        path = f"{above}{name}"
        examples = field.get("examples", [None])
        yield Row(
            path,
            kind_of(field, base),
            name in required,
            field["description"],
            json.dumps(examples[0], ensure_ascii=False),
        )
        inner, step = (field["items"], "[].") if "items" in field else (field, ".")
        if "properties" in inner:
            yield from rows(inner, base, path + step)


def kind_of(schema: Schema, base: str) -> str:
    """The type of a value in words."""
    if "if" in schema:
        comma = "," if schema["else"].get("type") == "array" else ""
        other = schema["then"].get("$ref", "")
        either = f"a {_referred(other, base)}" if other.startswith("question-set") else "an [include](#include)"
        return f"{kind_of(schema['else'], base)}{comma} or {either}"
    if "$ref" in schema:
        owner = f" of {_name(schema['x-id'])}" if "x-id" in schema else ""
        return _referred(schema["$ref"], base) + owner + _limits(schema)
    role = next((role for role in _ROLES if role in schema), None)
    return _ROLES[role].format(_name(schema[role])) + _limits(schema) if role else _plain(schema, base)


_ROLES = {"x-ref": "id of {}", "x-asset": "path of {}", "x-id": "key of {}"}


def _name(kind: str) -> str:
    known = {"image": "picture", "markdown": "Markdown file", "audio": "sound file", "captions": "WebVTT file"}
    words = known.get(kind, kind.replace("-", " "))
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"


def _referred(ref: str, base: str) -> str:
    target, document = resolve(ref, base)
    inner = ref.partition("#")[2].rpartition("/")[2]
    if document.endswith("/common.schema.json"):
        return f"[{inner}](#{inner})"
    key = document.removeprefix(ROOT).removesuffix(".schema.json") + (f"#{inner}" if inner else "")
    return f"[{target.get('title', inner).lower()}]({_link(key)})"


def _plain(schema: Schema, base: str) -> str:
    if words := [json.dumps(word) for word in schema.get("enum", [schema["const"]] if "const" in schema else [])]:
        return ("one of " if "enum" in schema else "") + ", ".join(f"`{word}`" for word in words)
    match schema["type"]:
        case "array":
            return _list(schema, base)
        case "string":
            text = {"markdown": "Markdown", "inline": "one paragraph of Markdown"}.get(schema.get("x-text", ""), "text")
            return text + _limits(schema)
        case "integer":
            return f"whole number{_range(schema)}"
        case "number":
            return f"number{_range(schema)}"
        case other:
            return {"boolean": "true or false", "object": "object"}[other]


def _list(schema: Schema, base: str) -> str:
    entries = _between(schema.get("minItems", 0), schema.get("maxItems"), "entry", "entries")
    each = "each a " if "if" in schema["items"] else "of "
    comma = ", " if entries else "; " if each == "each a " else " "
    return f"list{comma}{f'{entries}, ' if entries else ''}{each}{kind_of(schema['items'], base)}"


def _limits(schema: Schema) -> str:
    most = f", at most {schema['maxLength']} characters" if "maxLength" in schema else ""
    return most + (f", written as `{schema['pattern']}`" if "pattern" in schema else "")


def _between(least: int, most: int | None, one: str, many: str) -> str:
    if most is None:
        return f"at least {least} {one if least == 1 else many}" if least else ""
    if least == most:
        return f"{most} {one if most == 1 else many}"
    return f"{least} to {most} {many}" if least else f"at most {most} {many}"


def _range(schema: Schema) -> str:
    least, most = schema.get("minimum"), schema.get("maximum")
    if most is not None:
        return f", {least} to {most}"
    return f", {least} or more" if least is not None else ""


def full_example(part: Part) -> dict[str, Any]:
    """An object with every field that may stand together, out of the schema's own examples. Raises ValueError when it is not valid."""
    schema = part.schema
    order = [*schema.get("required", ()), *schema["properties"]]
    chosen: dict[str, Any] = {}
    for name in dict.fromkeys(order):
        if name == "$schema":
            continue
        more = chosen | {name: schema["properties"][name]["examples"][0]}
        if name in schema.get("required", ()) or _faults(part, more) <= _faults(part, chosen):
            chosen = more
    if _faults(part, chosen):
        raise ValueError(f"the examples of {part.key} do not make a valid whole")
    return {name: chosen[name] for name in schema["properties"] if name in chosen}


def _faults(part: Part, value: dict[str, Any]) -> int:
    inner = part.key.partition("#")[2]
    ref = part.base + (f"#/$defs/{inner}" if inner else "")
    return sum(1 for _ in Draft202012Validator({"$ref": ref}, registry=registry()).iter_errors(value))


@cache
def registry() -> Registry[Any]:
    """All schemas by their `$id`, as jsonschema wants them."""
    return Registry().with_resources((uri, DRAFT202012.create_resource(one)) for uri, one in schemas().items())


def _shared() -> str:
    document = schemas()[f"{ROOT}common.schema.json"]
    words = [f"## {document['title']}\n\n{document['description']}\n"]
    for name, schema in document["$defs"].items():
        pattern = f" Written as `{schema['pattern']}`." if "pattern" in schema else ""
        example = json.dumps(schema["examples"][0], ensure_ascii=False)
        words.append(f"\n### {name}\n\n{schema['description']}{pattern} Example: `{example}`.\n")
        for row in rows(schema, document["$id"]):
            words.append(f"\n* `{row.path}`: {row.kind}. {row.meaning} Example: `{row.example}`.\n")
    return "".join(words)


def _link(key: str) -> str:
    return f"#{_anchor(_part(key).heading)}"


def _anchor(heading: str) -> str:
    return "".join(char for char in heading.lower().replace(" ", "-") if char.isalnum() or char == "-")


def _code(text: str) -> str:
    return f"`{text}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
