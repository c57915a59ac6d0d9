"""Right answers stand nowhere in plain sight: a package looks the same whatever is right, but for what is veiled.

A package that scores in the browser holds what it scores with, so this is no secret from somebody determined (docs/security.md).
"""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace as changed

from coursepack.formats import FORMATS, Format
from coursepack.package import Package
from coursepack.plan import Plan
from coursepack.questions import (
    AnyQuestion,
    Categorise,
    Choice,
    Deciding,
    FillIn,
    Hotspot,
    Matching,
    Numeric,
    QuestionSet,
    Sequencing,
    SurveyQuestion,
    TrueFalse,
)
from tests.conftest import COURSES, ROOT, planned

VEILED = ("key", "feedback")


def otherwise(question: AnyQuestion) -> AnyQuestion:
    """The same question with another right answer."""
    fields: dict[str, Any] = {}
    match question:
        case Choice():
            fields = {"options": _shifted(question.options, "correct")}
        case Hotspot():
            fields = {"regions": _shifted(question.regions, "correct")}
        case Matching():
            fields = {"sources": _shifted(question.sources, "target")}
        case TrueFalse():
            fields = {"answer": not question.answer}
        case FillIn():
            fields = {"answers": ("something else",), "patterns": ()}
        case Numeric():
            fields = {"answer": Decimal(77), "range": None, "tolerance": ""}
        case Categorise():
            other = {group.id: question.groups[at - 1].id for at, group in enumerate(question.groups)}
            fields = {"items": tuple(changed(thing, group=other[thing.group]) for thing in question.items)}
        case Sequencing():
            fields = {"items": (question.items[1], question.items[0], *question.items[2:])}
        case Deciding():
            scenes = ((scene, _shifted(scene.decisions, "safe")) for scene in question.scenes)
            fields = {"scenes": tuple(changed(scene, decisions=decisions) for scene, decisions in scenes)}
    return changed(question, **fields)


def _shifted(parts: tuple[Any, ...], field: str) -> tuple[Any, ...]:
    """Each part with the value of the one before it."""
    values = [getattr(part, field) for part in parts]
    return tuple(changed(part, **{field: values[at - 1]}) for at, part in enumerate(parts))


def turned(entry: AnyQuestion | QuestionSet) -> AnyQuestion | QuestionSet:
    """An entry of a quiz with other right answers."""
    if isinstance(entry, QuestionSet):
        return changed(entry, questions=tuple(map(otherwise, entry.questions)))
    return otherwise(entry)


def all_otherwise(plan: Plan) -> Plan:
    quizzes = [changed(quiz, entries=tuple(map(turned, quiz.entries))) for quiz in plan.course.quizzes]
    return replace(plan, course=changed(plan.course, quizzes=tuple(quizzes)))


def course_data(package: Package) -> Any:
    text = package["course.js"].read().decode()
    return json.loads(text.removeprefix("window.coursepackCourse=").rstrip().removesuffix(";"))


def plain(data: Any) -> Any:
    """Course data without what is veiled."""
    if isinstance(data, list):
        return [plain(one) for one in data]
    if isinstance(data, dict):
        return {name: plain(value) for name, value in data.items() if name not in VEILED}
    return data


def stamped(text: str) -> str:
    """The document without the fingerprint of course.js, which holds the key."""
    at = text.index("course.js?v=")
    return text[:at] + text[at + len("course.js?v=") + 8 :]


@pytest.mark.parametrize("item", [item for item in FORMATS if item.suffix == ".zip"], ids=lambda item: item.name)
@pytest.mark.parametrize("folder", COURSES, ids=lambda path: path.name)
def test_a_package_looks_the_same_whatever_is_right(item: Format, folder: Path) -> None:
    plan = planned(folder)
    one, other = item.render(plan), item.render(all_otherwise(plan))
    assert stamped(one["index.html"].read().decode()) == stamped(other["index.html"].read().decode())
    assert plain(course_data(one)) == plain(course_data(other))
    same = set(one) - {"index.html", "course.js"}
    assert {name for name in same if one[name].sha256 != other[name].sha256} == set()


@pytest.mark.parametrize("item", [item for item in FORMATS if not item.player], ids=lambda item: item.name)
@pytest.mark.parametrize("folder", COURSES, ids=lambda path: path.name)
def test_what_is_only_read_looks_the_same_whatever_is_right(item: Format, folder: Path) -> None:
    """But for the quizzes that an LMS asks and scores."""
    plan = planned(folder)
    one, other = item.render(plan), item.render(all_otherwise(plan))
    assert {name for name in one if one[name].sha256 != other[name].sha256 and not name.startswith("quizzes/")} == set()


def test_every_type_with_a_right_answer_is_turned_round() -> None:
    """Else the test above would prove nothing of it."""
    questions = [one for quiz in planned(ROOT / "courses/every-question").course.quizzes for one in quiz.questions]
    assert {type(one) for one in questions} == set(AnyQuestion.__args__)
    for question in questions:
        assert (otherwise(question) == question) == isinstance(question, SurveyQuestion)


def test_the_veil_covers_key_and_feedback() -> None:
    """What a learner could read in the script holds no accepted answer and no word of feedback."""
    package = FORMATS[0].render(planned(ROOT / "courses/every-question"))
    script = package["course.js"].read().decode()
    for told in ("glass* of water", "still water", "Yes. It gives hands", "It hums", "Robin jumps up"):
        assert told not in script
        assert told not in package["index.html"].read().decode()
