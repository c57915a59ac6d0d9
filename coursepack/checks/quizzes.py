"""Quizzes: drawn from enough questions, standing in one place, and able to decide what the course's rules ask of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coursepack.checks.context import Context
from coursepack.problems import Problem
from coursepack.schema import ROOT, schemas
from coursepack.source import Json

# Purposes for which attempts mean nothing, and why.
_ONCE = {
    "check": "a check may be tried without limit",
    "pretest": "a pretest is taken once",
    "survey": "a survey is sent once",
}


def quizzes(context: Context) -> Iterator[Problem]:
    """Draws that the pool cannot give, and quizzes that stand nowhere or twice."""
    placed = Counter(fact.value for fact in context.having("ref") if fact.kind == "quiz")
    all_placed = _blocks_known(context) and set(placed) <= set(context.ids.get("quiz", {}))
    for pointer, quiz in context.entries("quizzes"):
        questions, draw, name = quiz.get("questions"), quiz.get("draw"), quiz.get("id")
        if type(draw) is int and isinstance(questions, list) and draw > len(questions) > 0:
            message = f"the quiz draws {draw} of {len(questions)} questions"
            yield context.error(
                (*pointer, "draw"), "CP038", message, f"write at most {len(questions)}, or add questions"
            )
        if quiz.get("purpose") in _ONCE and "attempts" in quiz:
            hint = f"{_ONCE[str(quiz['purpose'])]}; drop 'attempts', or make it an assessment"
            message = f"a {quiz['purpose']} quiz limits its attempts"
            yield context.error((*pointer, "attempts"), "CP038", message, hint)
        if isinstance(name, str) and (placed[name] > 1 or (not placed[name] and all_placed)):
            where = "on no page" if not placed[name] else f"in {placed[name]} places"
            hint = 'give it exactly one block: {"type": "quiz", "quiz": "' + name + '"}'
            yield context.error(pointer, "CP039", f"quiz '{name}' stands {where}", hint)


def _blocks_known(context: Context) -> bool:
    """Whether every block could be read so far as to say which quiz it places."""
    types = schemas()[ROOT + "block.schema.json"]["properties"]["type"]["enum"]
    lessons = _parts(context.data, "lessons")
    blocks = [block for lesson in lessons for page in _parts(lesson, "pages") for block in _parts(page, "blocks")]
    return all(isinstance(block, dict) and block.get("type") in types and _places(block) for block in blocks)


def _places(block: dict[str, Json]) -> bool:
    return block["type"] != "quiz" or isinstance(block.get("quiz"), str)


def _parts(value: Json, key: str) -> list[Json]:
    """The entries of a list inside an object; one None when there is no list."""
    parts = value.get(key) if isinstance(value, dict) else None
    return parts if isinstance(parts, list) else [None]
