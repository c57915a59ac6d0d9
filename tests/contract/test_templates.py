"""Every field that a template renders as Markdown is one that the schemas, and so the checks, know as Markdown."""

import re

import pytest

from coursepack.schema import ROOT, schemas
from tests.conftest import ROOT as HERE

RENDERED = re.compile(
    r"\b(?:block|question|option|step|item|row)\.(\w+)\|(?:md|inline)|\b(?:block|question|option|step)\.(\w+) else block\.(\w+)\)\|md"
)
OUTSIDE = {"file"}  # a Markdown file, checked by its words


def marked(schema: object) -> set[str]:
    """Names of the properties inside a schema that hold Markdown."""
    if isinstance(schema, list):
        return {name for one in schema for name in marked(one)}
    if not isinstance(schema, dict):
        return set()
    own = {key for key, value in schema.get("properties", {}).items() if isinstance(value, dict) and "x-text" in value}
    return own | {name for value in schema.values() for name in marked(value)}


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))


@pytest.mark.parametrize(
    "template", sorted((HERE / "coursepack/templates").glob("*s/*.j2")), ids=lambda path: path.stem
)
def test_rendered_fields_are_marked(template: object) -> None:
    path = HERE / str(template)
    kind, name = path.parent.name, path.name.removesuffix(".html.j2")
    known = marked(schemas()[f"{ROOT}{kind}/{name}.schema.json"]) | OUTSIDE
    if name == "quiz":
        known |= marked(schemas()[ROOT + "quiz.schema.json"])
    found = {camel(word) for groups in RENDERED.findall(path.read_text(encoding="utf-8")) for word in groups if word}
    assert found <= known
