"""Documentation that cannot go stale: generated pages are fresh, snippets are valid, and what is named exists."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest

from coursepack.cli import main
from coursepack.load import load
from coursepack.render import markdown
from coursepack.schema import ROOT, schemas
from tests import media
from tests.conftest import AS_OF
from tests.conftest import ROOT as HERE
from tests.faults.case import run
from tools.docs import pages
from tools.docs_cli import commands_of
from tools.docs_schema import RULES, full_example, parts, registry

PAGES = [HERE / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "changelog.d/README.md")]
PAGES += sorted((HERE / "docs").rglob("*.md"))
FENCE = re.compile(r"^```(\w*)(?: ([^\n]*))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
AUTHORING = (HERE / "docs/authoring.md").read_text(encoding="utf-8")
IDS = [str(path.relative_to(HERE)) for path in PAGES]


def fences(kind: str) -> list[tuple[str, str]]:
    """Info and text of each fenced block of that kind in docs/authoring.md."""
    return [(info, text) for name, info, text in FENCE.findall(AUTHORING) if name == kind]


# --- generated pages


@pytest.mark.parametrize("name", pages())
def test_a_generated_page_is_fresh(name: str) -> None:
    assert (HERE / name).read_text(encoding="utf-8") == pages()[name], "run 'make docs' and commit what it writes"


def section(page: str, heading: str) -> str:
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, f"no section '{heading}'"
    return found[1]


COMMANDS = dict(commands_of(main, click.Context(main)))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented_with_an_example(name: str) -> None:
    words = section(pages()["docs/cli.md"], f"coursepack {name}")
    command = COMMANDS[name]
    for param in command.params:
        for word in param.opts if param.param_type_name == "option" else [str(param.metavar)]:
            assert f"{word}`" in words or f"{word}," in words or f"{word} " in words
    assert re.search(rf"^```sh\ncoursepack {name}[^\n]*\n```$", words, re.MULTILINE)


def examples() -> list[str]:
    return re.findall(r"^```sh\n(coursepack [^\n]+)\n```$", pages()["docs/cli.md"], re.MULTILINE)


def test_the_examples_of_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "my-course").exit_code == 0
    (tmp_path / "bank.csv").write_text(run("questions", "template").stdout)
    for line in examples():
        words = line.replace('"My course"', "Title").split()[1:]
        if words[0] == "new":
            shutil.rmtree("my-course")
        if words[0] == "diff":
            shutil.copy("dist/my-course-0.1.0-scorm12.zip", "live.zip")
        result = run(*words, "--help") if words[0] in ("play", "verify") else run(*words)
        assert result.exit_code == 0, result.output
    assert {path.name for path in (tmp_path / "dist").glob("*.zip")} <= set(
        re.findall(r"my-course-[\w.-]+\.zip", pages()["docs/cli.md"])
    )


def properties(schema: Any) -> Iterator[str]:
    """Names of all properties in a schema, but not in its conditions and definitions."""
    if isinstance(schema, list):
        for one in schema:
            yield from properties(one)
    elif isinstance(schema, dict):
        yield from (name for name, value in schema.get("properties", {}).items() if isinstance(value, dict))
        for key, value in schema.items():
            if key not in ("if", "then", "else", "allOf", "oneOf", "not", "examples", "$defs"):
                yield from properties(value)


def documents() -> list[str]:
    return [uri.removeprefix(ROOT).removesuffix(".schema.json") for uri in schemas()]


def test_every_schema_has_a_section() -> None:
    keys = {part.key for part in parts()}
    definitions = {
        f"{name}#{inner}" for name in documents() for inner in schemas()[f"{ROOT}{name}.schema.json"].get("$defs", {})
    }
    common = {name for name in {*documents(), *definitions} if name.startswith("common")}
    assert keys == {*documents(), *definitions} - common
    for name in schemas()[f"{ROOT}common.schema.json"]["$defs"]:
        assert f"\n### {name}\n" in section(pages()["docs/schema.md"], "Shared definitions")


@pytest.mark.parametrize("part", parts(), ids=lambda part: part.key)
def test_every_property_is_documented(part: Any) -> None:
    words = section(pages()["docs/schema.md"], part.heading)
    rows = set(re.findall(r"^\| `(?:[^`]*[.\]])?([^`.\]]+)` \|", words, re.MULTILINE))
    assert set(properties(part.schema)) <= rows
    if {"if", "oneOf"} & set(part.schema):
        assert part.key in RULES, "say in words what the condition asks"


@pytest.mark.parametrize("part", [part for part in parts() if part.key != "course"], ids=lambda part: part.key)
def test_the_full_example_is_valid_and_shown(part: Any) -> None:
    if part.key in ("block", "question", "source#name"):
        return
    shown = FENCE.findall(section(pages()["docs/schema.md"], part.heading))
    assert [json.loads(text) for _, _, text in shown] == [full_example(part)]
    inner = part.key.partition("#")[2]
    ref = part.base + (f"#/$defs/{inner}" if inner else "")
    jsonschema.Draft202012Validator({"$ref": ref}, registry=registry()).validate(full_example(part))


# --- docs/authoring.md


def normal(text: str) -> str:
    """Without what a reader's own build may show otherwise."""
    text = re.sub(r"\b[0-9a-f]{64}\b", "<sha256>", text)
    return re.sub(r"\b\d+ KB, \d+ files", "<size> KB, <n> files", text)


def test_the_commands_of_the_authoring_page_say_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _, text in fences("console"):
        said = ""
        for line in re.findall(r"^\$ coursepack (.*)$", text, re.MULTILINE):
            words = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', line)]
            said += f"$ coursepack {line}\n{normal(run(*words).output)}"
        assert said == text


def test_the_snippets_of_the_authoring_page_make_a_course(tmp_path: Path) -> None:
    """All of them together, put where they belong, in a course that `new` has made."""
    folder = tmp_path / "course"
    assert run("new", folder).exit_code == 0
    course = json.loads((folder / "course.json").read_text())
    lesson = json.loads((folder / "lessons/01-start.json").read_text())
    lesson["pages"][1]["blocks"] = []
    for info, text in fences("json"):
        kind, _, name = info.partition("=")
        if kind == "file":
            (folder / name).write_text(text)
            course[name.removesuffix(".json")] = {"include": name}
        elif name == "course":
            course |= json.loads(text)
        elif name == "quiz":
            quiz = json.loads(text)
        elif name == "question":
            quiz["questions"].append(json.loads(text))
        elif name == "page":
            lesson["pages"].append(json.loads(text))
        elif name == "block":
            lesson["pages"][1]["blocks"].append(json.loads(text))
        else:
            assert json.loads(text) == course["lessons"][0]
    lesson["pages"][1]["blocks"] += [
        {"id": f"text-{n}", "type": "text", "markdown": text} for n, (_, text) in enumerate(fences("markdown"))
    ]
    (folder / "img").mkdir()
    (folder / "img/plan.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
    (folder / "quizzes/final.json").write_text(json.dumps(quiz))
    (folder / "media").mkdir()
    (folder / "media/offer.mp3").write_bytes(media.mp3())
    (folder / "media/tour.mp4").write_bytes(media.mp4())
    for name in ("tour.en", "tour.es", "tour.described"):
        (folder / f"media/{name}.vtt").write_text("WEBVTT\n\n00:00.100 --> 00:01.000\nWords.\n")
    (folder / "course.json").write_text(json.dumps(course))
    (folder / "lessons/01-start.json").write_text(json.dumps(lesson))
    loaded = load(folder, AS_OF)
    assert loaded.warnings == loaded.notes == ()
    assert loaded.course.credit
    assert {source.id for source in loaded.course.sources} == {"samhsa2014"}


QUESTIONS = [
    json.loads(text) for kind, _, text in FENCE.findall((HERE / "docs/questions.md").read_text()) if kind == "json"
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one["type"])
def test_the_examples_of_questions_are_valid(question: Any) -> None:
    kind = "question-set" if question["type"] == "set" else "question"
    jsonschema.Draft202012Validator({"$ref": f"{ROOT}{kind}.schema.json"}, registry=registry()).validate(question)


def test_each_type_of_question_has_an_example() -> None:
    types = schemas()[f"{ROOT}question.schema.json"]["properties"]["type"]["enum"]
    assert sorted(one["type"] for one in QUESTIONS) == sorted(["set", *types])


def test_what_the_authoring_page_calls_refused_is_refused_so() -> None:
    refused = re.findall(r"^\| `(.+)` \| (CP04\d) \|$", AUTHORING, re.MULTILINE)
    assert len(refused) >= 6
    for text, code in refused:
        assert {fault.code for fault in markdown.faults(text)} == {code}, text


def test_the_problem_on_the_authoring_page_looks_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("new", "quiet-room")
    file = tmp_path / "quiet-room/course.json"
    file.write_text(file.read_text().replace("passMark", "passmark"))
    (shown,) = [text for _, text in fences("") if "passmark" in text]
    assert shown in run("validate", "quiet-room").stderr


def test_a_number_is_good_on_its_last_day_and_no_longer(tmp_path: Path) -> None:
    """docs/authoring.md: `verifyBy` is the last good day."""
    folder = shutil.copytree(HERE / "tests/faults/base", tmp_path / "base")
    support = json.loads((folder / "support.json").read_text())
    (last,) = {line["verifyBy"] for line in support["items"]}
    assert run("validate", folder, "--as-of", last).exit_code == 0
    after = last[:-2] + f"{int(last[-2:]) + 1:02}"
    assert "CP090" in run("validate", folder, "--as-of", after).stderr


# --- what pages name


@pytest.mark.parametrize("path", PAGES, ids=IDS)
def test_every_test_that_a_page_names_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for file, name in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text):
        assert re.search(rf"^def {name}\(", (HERE / file).read_text(encoding="utf-8"), re.MULTILINE), f"{file}::{name}"
    for file, name in re.findall(r"`(player/[\w./-]+\.mjs)::([^`]+)`", text):
        assert f'test("{name}"' in (HERE / file).read_text(encoding="utf-8"), f"{file}::{name}"


@pytest.mark.parametrize("path", PAGES, ids=IDS)
def test_every_file_that_a_page_names_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = re.findall(r"`((?:coursepack|player|schemas|tests|tools|docs|courses|changelog\.d)/[\w./-]*)`", text)
    assert [name for name in named if not (HERE / name).exists() and name != "player/node_modules/"] == []
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", FENCE.sub("", text))):
        file, _, anchor = target.partition("#")
        if re.match(r"https?:|mailto:", target):
            continue
        linked = (path.parent / file).resolve() if file else path
        assert linked.exists(), target
        assert not anchor or anchor in anchors(linked), target


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    return {"".join(c for c in line.lower().replace(" ", "-") if c.isalnum() or c in "-_") for line in headings}
