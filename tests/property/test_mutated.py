"""A course broken at random is either refused with places inside its files, or builds. Nothing else, and never a traceback."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursepack.formats import FORMATS
from coursepack.load import load
from coursepack.plan import Plan, plan
from coursepack.problems import CourseError, Problem
from tests.conftest import AS_OF, BASE

FILES = ["course.json", "lessons/one.json", "quizzes/final.json", "sources.json", "support.json", "credit.json"]
TEXTS = [*FILES, "text/why.md", "img/plan.svg"]

words = st.one_of(
    st.sampled_from(
        ["", " ", "final", "why", "text", "choice", "../x", "img/Ward.png", "2026-02-30", "[@a]", "<b>", "\ud800", "\0"]
    ),
    st.text(max_size=8),
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=4,
)


def spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place inside a value, as its container and key."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in list(entries):
        yield value, key
        yield from spots(child)


@st.composite
def mutation(draw: st.DrawFn) -> tuple[str, str]:
    """One file and its JSON after up to three changes: a value dropped, replaced, doubled, or put in."""
    file = draw(st.sampled_from(FILES))
    data = json.loads((BASE / file).read_text(encoding="utf-8"))
    for _ in range(draw(st.integers(1, 3))):
        found = list(spots(data))
        if not found:
            break
        container, key = draw(st.sampled_from(found))
        match draw(st.sampled_from(["drop", "replace", "double", "insert"])):
            case "drop":
                del container[key]
            case "replace":
                container[key] = draw(values)
            case "double" if isinstance(container, list):
                container.insert(key, container[key])
            case _ if isinstance(container, dict):
                container[draw(words)] = draw(values)
            case _:
                container.insert(key, draw(values))
    return file, json.dumps(data)


@st.composite
def corruption(draw: st.DrawFn) -> tuple[str, str]:
    """One file and its text with a piece cut out and something put in its place."""
    file = draw(st.sampled_from(TEXTS))
    text = (BASE / file).read_text(encoding="utf-8")
    at, length = draw(st.integers(0, len(text))), draw(st.integers(0, 30))
    put = draw(
        st.sampled_from(["", '"', "{", "}", "[", "]", ",", ":", "\\", "\n", "9" * 20, "\\u0000", "<", "&"])
        | st.text(max_size=5)
    )
    return file, text[:at] + put + text[at + length :]


@settings(max_examples=150)
@given(mutation())
def test_changed_values(change: tuple[str, str]) -> None:
    builds_or_is_refused(*change)


@settings(max_examples=150)
@given(corruption())
def test_corrupted_text(change: tuple[str, str]) -> None:
    builds_or_is_refused(*change)


def builds_or_is_refused(file: str, text: str) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = shutil.copytree(BASE, Path(temporary) / "base")
        (folder / file).write_bytes(text.encode("utf-8", "surrogatepass"))
        course, problems = attempt(folder)
        assert (course is None) == bool(problems)
        for problem in problems:
            check_words(problem, folder)
        for item in FORMATS if course else ():
            assert item.render(course).digest()


def attempt(folder: Path) -> tuple[Plan | None, tuple[Problem, ...]]:
    try:
        return plan(load(folder, AS_OF)), ()
    except CourseError as error:
        return None, error.problems


def check_words(problem: Problem, folder: Path) -> None:
    file = Path(problem.place.file)
    assert file.is_relative_to(folder)
    text = file.read_bytes().decode("utf-8", "replace")
    assert 0 <= problem.place.line <= text.count("\n") + 1
    assert problem.message
    assert "\n" not in problem.message + problem.hint
    str(problem).encode()
    for jargon in (
        "Traceback",
        "object at 0x",
        "NoneType",
        "is not valid under",
        "does not match",
        "unexpected",
        "failed to",
    ):
        assert jargon not in problem.message


@pytest.mark.parametrize("item", FORMATS, ids=lambda item: item.name)
def test_the_base_itself_builds(item: Any) -> None:
    assert item.render(plan(load(BASE, AS_OF)))
