"""What of the player a package carries: the parts that its course needs, cut out of the whole that `make player` wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Set
from functools import cache
from pathlib import Path

from coursepack.model import Course
from coursepack.questions import QuestionSet

STATIC = Path(__file__).parent.parent / "static"
# player/build/sections.mjs writes the marks.
_SECTION = re.compile(rb"/\*@ ([a-z -]+) \*/(.*?)/\*@\*/", re.DOTALL)


def parts_of(course: Course) -> frozenset[str]:
    """Names of player/src/parts/ and of what the lines of player/src/style.css are for: the course's blocks, questions and more."""
    return frozenset(_parts(course))


def _parts(course: Course) -> Iterator[str]:
    yield from (str(block.__struct_config__.tag) for block in course.blocks())
    if course.language.partition("-")[0] != "en":
        yield "other-language"
    if any(page.content_notes for page in course.pages()):
        yield "content-note"
    if course.glossary:
        yield "glossary"
    for quiz in course.quizzes:
        yield from (str(question.__struct_config__.tag) for question in quiz.questions)
        has = {
            "set": any(isinstance(entry, QuestionSet) for entry in quiz.entries),
            "assessment": quiz.purpose != "check",
            "time-limit": quiz.time_limit is not None,
            "hints": any(question.hints for question in quiz.questions),
            "confidence": quiz.confidence,
            "test-out": bool(quiz.test_out),
        }
        yield from (name for name, needed in has.items() if needed)


@cache
def player(runtime: str, parts: Set[str]) -> bytes:
    """The script of a runtime: scorm12, scorm2004, xapi, cmi5 or web."""
    return _cut(_static(f"player-{runtime}.js"), parts)


@cache
def style(parts: Set[str]) -> bytes:
    """The style without a brand's colours."""
    return _cut(_static("style.css"), parts)


@cache
def keys(runtime: str, parts: Set[str]) -> tuple[str, ...]:
    """Keys of the texts that the script says; its build has found them in it (player/build.mjs)."""
    sections: dict[str, list[str]] = json.loads(_static("player-keys.json"))[runtime]
    return tuple(sorted({key for name, said in sections.items() if _wanted(name, parts) for key in said}))


def _static(name: str) -> bytes:
    return (STATIC / name).read_bytes()


def _cut(whole: bytes, parts: Set[str]) -> bytes:
    return _SECTION.sub(lambda found: found[2] if _wanted(found[1].decode(), parts) else b"", whole)


def _wanted(section: str, parts: Set[str]) -> bool:
    """The core belongs to no part."""
    return not section or not parts.isdisjoint(section.split())
