"""What of the player and the style a package carries (docs/decisions/0013-parts-of-the-player.md)."""

import json
import re
from typing import Any

import msgspec
import pytest

from coursepack import model, questions
from coursepack.formats.parts import STATIC, keys, parts_of, player, style
from tests.conftest import ROOT, planned

EXTRAS = {
    "content-note",
    "glossary",
    "other-language",
    "set",
    "assessment",
    "time-limit",
    "hints",
    "confidence",
    "test-out",
}
TAGS = {str(one.__struct_config__.tag) for union in (model.AnyBlock, questions.AnyQuestion) for one in union.__args__}
SECTION = re.compile(rb"/\*@ ([a-z -]+) \*/")


@pytest.mark.parametrize(
    "name", ["style.css", *(f"player-{runtime}.js" for runtime in ("scorm12", "scorm2004", "xapi", "cmi5", "web"))]
)
def test_a_section_is_for_something_that_a_course_can_have(name: str) -> None:
    named = {part for found in SECTION.findall((STATIC / name).read_bytes()) for part in found.decode().split()}
    assert named
    assert named <= TAGS | EXTRAS


def test_the_courses_that_show_everything_need_every_part() -> None:
    wanted: set[str] = set()
    for name in ("every-block", "every-question"):
        wanted |= parts_of(planned(ROOT / "courses" / name).course)
    assert wanted >= TAGS | {"content-note", "glossary", "assessment"}


@pytest.mark.parametrize(
    ("part", "more"),
    [
        ("time-limit", {"time_limit": 20}),
        ("confidence", {"confidence": True}),
        ("test-out", {"test_out": (model.TestOut(lesson="one", objectives=(), mark=80),)}),
        ("assessment", {"purpose": "survey"}),
    ],
)
def test_a_rule_of_a_quiz_brings_its_part(part: str, more: dict[str, Any]) -> None:
    course = planned(ROOT / "courses" / "every-block").course
    checks = [msgspec.structs.replace(quiz, purpose="check") for quiz in course.quizzes]
    without = msgspec.structs.replace(course, quizzes=tuple(checks))
    assert part not in parts_of(without)
    changed = msgspec.structs.replace(checks[0], **more)
    assert part in parts_of(msgspec.structs.replace(without, quizzes=(changed, *checks[1:])))


def test_a_hint_brings_its_part() -> None:
    course = planned(ROOT / "courses" / "every-block").course
    assert "hints" not in parts_of(course)
    quiz = course.quizzes[0]
    hinted = msgspec.structs.replace(quiz.questions[0], hints=(questions.Hint(text="Look again."),))
    changed = msgspec.structs.replace(quiz, entries=(hinted, *quiz.questions[1:]))
    assert "hints" in parts_of(msgspec.structs.replace(course, quizzes=(changed,)))


def test_what_is_not_needed_is_left_out() -> None:
    none, some = frozenset[str](), frozenset({"numeric"})
    for cut in (lambda parts: player("scorm12", parts), style):
        assert b"/*@" not in cut(none) + cut(some)
        assert len(cut(none)) < len(cut(some)) < len(cut(frozenset(TAGS | EXTRAS)))
    assert set(keys("scorm12", none)) < set(keys("scorm12", some))


def test_all_parts_together_are_the_whole() -> None:
    whole = (STATIC / "player-scorm12.js").read_bytes()
    assert player("scorm12", frozenset(TAGS | EXTRAS)) == re.sub(rb"/\*@[^/]*\*/", b"", whole)


def test_another_language_brings_its_faces() -> None:
    course = planned(ROOT / "courses" / "every-block").course
    assert "other-language" not in parts_of(course)
    assert b"PingFang" not in style(parts_of(course))
    assert b"PingFang" in style(parts_of(course) | {"other-language"})


def test_every_section_of_a_script_lists_its_texts() -> None:
    listed = json.loads((STATIC / "player-keys.json").read_text(encoding="utf-8"))
    for runtime, sections in listed.items():
        named = {found.decode() for found in SECTION.findall((STATIC / f"player-{runtime}.js").read_bytes())}
        assert set(sections) == {"", *named}
