"""The authoring contract: closed, described, with examples that hold; and every type in it has all of its parts."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import msgspec
import pytest
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from coursepack import model, questions
from coursepack.facts import facts
from coursepack.load import read_tree
from coursepack.schema import COURSE, ROOT, resolve, schemas
from tests.conftest import COURSES
from tests.conftest import ROOT as HERE

Schema = dict[str, Any]
REGISTRY: Registry[Any] = Registry().with_resources(
    (uri, DRAFT202012.create_resource(one)) for uri, one in schemas().items()
)
KINDS = {
    "block": schemas()[ROOT + "block.schema.json"]["properties"]["type"]["enum"],
    "question": schemas()[ROOT + "question.schema.json"]["properties"]["type"]["enum"],
}
TYPES = [(kind, name) for kind, names in KINDS.items() for name in names]


def nodes(schema: Any, path: str) -> Iterator[tuple[str, Schema]]:
    """Every schema inside a schema, with the way to it."""
    if isinstance(schema, dict):
        yield path, schema
        for key, value in schema.items():
            if key not in ("examples", "enum", "const", "required"):
                yield from nodes(value, f"{path}/{key}")
    elif isinstance(schema, list):
        for index, value in enumerate(schema):
            yield from nodes(value, f"{path}/{index}")


ALL = [pair for uri, schema in schemas().items() for pair in nodes(schema, uri.removeprefix(ROOT) + "#")]
CONDITIONS = ("/if", "/then", "/else", "/allOf", "/contains", "/not")
PROPERTIES = [
    (f"{path}/properties/{name}", uri, node)
    for uri, schema in schemas().items()
    for path, owner in nodes(schema, uri.removeprefix(ROOT) + "#")
    if not any(f"{word}/" in f"{path}/" for word in CONDITIONS) and isinstance(owner.get("properties"), dict)
    for name, node in owner["properties"].items()
    if isinstance(node, dict)
]


@pytest.mark.parametrize("uri", schemas())
def test_each_is_a_schema_of_2020_12(uri: str) -> None:
    schema = schemas()[uri]
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert uri == ROOT + next(
        str(file.relative_to(HERE / "schemas"))
        for file in (HERE / "schemas").rglob("*.json")
        if json.loads(file.read_text())["$id"] == uri
    )
    assert schema["title"]
    assert schema["description"]


def test_references_are_local_and_lead_somewhere() -> None:
    for path, node in ALL:
        if isinstance(ref := node.get("$ref"), str):
            assert not ref.startswith("http")
            assert resolve(ref, ROOT + path.split("#")[0])


def test_unknown_keys_are_refused_everywhere() -> None:
    open_objects = {
        path for path, node in ALL
        if isinstance(node.get("properties"), dict) and not any(f"{word}/" in f"{path}/" for word in CONDITIONS)
        and node.get("additionalProperties") is not False
        and not path.endswith("/properties")
    }  # fmt: skip
    assert open_objects == {"block.schema.json#", "question.schema.json#"}, (
        "only these two leave it to the schema of the type"
    )


def test_every_property_is_described_with_an_example() -> None:
    assert [path for path, _, node in PROPERTIES if not str(node.get("description", "")).strip().endswith(".")] == []
    assert [path for path, _, node in PROPERTIES if not node.get("examples")] == []


@pytest.mark.parametrize(("path", "uri", "node"), PROPERTIES, ids=[path for path, _, _ in PROPERTIES])
def test_the_examples_are_valid(path: str, uri: str, node: Schema) -> None:
    validator = jsonschema.Draft202012Validator({"$ref": ROOT + path}, registry=REGISTRY)
    for example in node["examples"]:
        assert [error.message for error in validator.iter_errors(example)] == []


def model_tags(union: Any) -> set[str]:
    return {str(member.__struct_config__.tag) for member in union.__args__}


def test_the_model_knows_the_same_types() -> None:
    assert model_tags(model.AnyBlock) == set(KINDS["block"])
    assert model_tags(questions.AnyQuestion) == set(KINDS["question"])


def test_the_model_has_the_same_fields() -> None:
    for union, kind in ((model.AnyBlock, "block"), (questions.AnyQuestion, "question")):
        for member in union.__args__:
            info = msgspec.inspect.type_info(member)
            fields = {field.encode_name for field in info.fields} | {"type"}
            assert fields == set(schemas()[f"{ROOT}{kind}s/{member.__struct_config__.tag}.schema.json"]["properties"])


@pytest.mark.parametrize(("kind", "name"), TYPES)
def test_each_type_has_all_of_its_parts(kind: str, name: str) -> None:
    assert (HERE / f"schemas/{kind}s/{name}.schema.json").is_file()
    assert (HERE / f"coursepack/templates/{kind}s/{name}.html.j2").is_file()
    rules = schemas()[f"{ROOT}{kind}.schema.json"]["allOf"]
    assert {rule["if"]["properties"]["type"]["const"]: rule["then"]["$ref"] for rule in rules}[
        name
    ] == f"{kind}s/{name}.schema.json"
    if kind == "block":
        course: Any = read_tree(HERE / "courses/every-block").data
        blocks = [block for lesson in course["lessons"] for page in lesson["pages"] for block in page["blocks"]]
        assert name in {block["type"] for block in blocks}
    else:
        assert {"check", "assessment"} <= purposes(name)


def purposes(kind: str) -> set[str]:
    """Of the quizzes of the course of questions in which that type stands."""
    course: Any = read_tree(HERE / "courses/every-question").data
    return {quiz["purpose"] for quiz in course["quizzes"] if kind in {one["type"] for one in quiz["questions"]}}


@pytest.mark.parametrize("folder", COURSES, ids=lambda path: path.name)
def test_what_templates_render_as_markdown_is_checked_as_markdown(folder: Any) -> None:
    """Every text that the schemas call Markdown is found by the walk that the checks use."""
    data = read_tree(folder).data
    found = {fact.pointer for fact in facts(data) if fact.role == "text"}
    assert found
    for pointer in found:
        assert pointer[-1] != "alt"
    assert COURSE in schemas()
