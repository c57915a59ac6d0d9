"""What the player needs to know of a question: `QuestionData` of player/src/course.ts (docs/player.md)."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from coursepack.answers import decimal_sign
from coursepack.lock import QuestionNumbers
from coursepack.model import Quiz
from coursepack.plan import Plan
from coursepack.questions import (
    AnyQuestion,
    Categorise,
    Choice,
    Deciding,
    FillIn,
    Hotspot,
    LongFillIn,
    Matching,
    Numeric,
    PartedQuestion,
    Sequencing,
    SurveyQuestion,
    TrueFalse,
)
from coursepack.render.html import Renderer
from coursepack.veil import veil


def question_data(plan: Plan, quiz: Quiz, question: AnyQuestion, renderer: Renderer) -> dict[str, Any]:
    """One question; its key and what is said after it are veiled."""
    numbers = plan.lock.questions[question.id]
    data: dict[str, Any] = {
        "n": numbers.number,
        "id": question.id,
        "type": question.__struct_config__.tag,
        "points": question.points,
        "policy": (question.scoring if isinstance(question, PartedQuestion) else None) or quiz.scoring,
        "objective": question.objective,
        "aim": plan.lock.objectives.get(question.objective, 0),
        "penalty": quiz.penalty,
        "hintCosts": [hint.cost for hint in question.hints],
        "options": _options(question, numbers),
        "fixed": True,
    }
    data |= _controls(question, numbers)
    key, said = _key(question, numbers, renderer), _said(question, numbers, renderer)
    return data | {"key": _veiled(key, numbers.number), "feedback": _veiled(said, numbers.number)}


def _veiled(value: Any, number: int) -> str:
    return veil(json.dumps(value, ensure_ascii=False, separators=(",", ":")), number)


def _controls(question: AnyQuestion, numbers: QuestionNumbers) -> dict[str, Any]:
    """What the controls of a type are made of. `mixed`: in an order of each attempt's own, whatever the quiz says."""
    match question:
        case Choice() | Hotspot():
            data: dict[str, Any] = {"select": question.select}
            return data | (_mixing(question, numbers) if isinstance(question, Choice) else {})
        case TrueFalse():
            return {"options": [1, 0]}
        case FillIn() | LongFillIn():
            report = isinstance(question, LongFillIn) and question.report
            return {"maxLength": question.max_length} | ({"report": True} if report else {})
        case Matching() | Categorise():
            mixed, partners = question.shuffle, [numbers.targets[partner.id] for partner in question.partners]
            data = {"targets": sorted(partners) if mixed and question.telling == "partners" else partners}
            return data | ({"mixed": True} if mixed else {}) | ({"reuse": True} if question.reuse else {})
        case Sequencing() | Deciding():
            return _scenes(question, numbers) if isinstance(question, Deciding) else {"mixed": True}
    return {}


def _scenes(question: Deciding, numbers: QuestionNumbers) -> dict[str, Any]:
    options, scenes = numbers.options, numbers.targets
    ways = [
        [scenes[scene.id], options[f"{scene.id}/{one.id}"], scenes[one.to]]
        for scene in question.scenes
        for one in scene.decisions
    ]
    names = {str(scenes[scene.id]): scene.id for scene in question.points_of_decision}
    return {"fixed": False, "decisions": ways, "scenes": names}


def _mixing(question: Choice, numbers: QuestionNumbers) -> dict[str, Any]:
    pinned = [numbers.options[option.id] for option in question.options if option.pinned]
    return {"fixed": not question.shuffle} | ({"pinned": pinned} if pinned else {})


def _options(question: AnyQuestion, numbers: QuestionNumbers) -> list[int]:
    """In the order of the source, unless that may tell the right answer."""
    listed = [numbers.options[part.id] for part in question.parts]
    return sorted(listed) if question.telling == "parts" and getattr(question, "shuffle", True) else listed


def _key(question: AnyQuestion, numbers: QuestionNumbers, renderer: Renderer) -> Any:
    """What is right; None when nothing is."""
    options, targets = numbers.options, numbers.targets
    key: Any = None
    match question:
        case Choice() | Hotspot():
            key = sorted(options[option.id] for option in question.parts if option.correct)
        case TrueFalse():
            key = [int(question.answer)]
        case Matching() | Categorise():
            key = sorted([options[part.id], targets[part.target]] for part in question.parts)
        case Sequencing():
            key = [options[item.id] for item in question.items]
        case Deciding():
            decisions = ((f"{scene.id}/{one.id}", one) for scene in question.scenes for one in scene.decisions)
            key = sorted(options[name] for name, one in decisions if one.safe)
        case FillIn():
            key = {"answers": question.answers, "patterns": question.patterns, "exact": question.compare == "exact"}
        case Numeric():
            key = _numeric(question, renderer)
    return key


def _numeric(question: Numeric, renderer: Renderer) -> dict[str, Any]:
    bounds, words = question.bounds, renderer.words
    sign = decimal_sign(renderer.course.language) if words.foreign else words.language.decimal
    return {
        "min": plain_number(bounds.min),
        "max": plain_number(bounds.max),
        "answer": plain_number(question.answer),
        "units": [[unit.text, plain_number(unit.factor)] for unit in question.units],
        "required": question.unit == "required",
        "decimal": sign,
    }


def plain_number(number: Decimal | None) -> str | None:
    """In the one way to write it: digits and a point, without an exponent and needless zeros."""
    if number is None:
        return None
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _said(question: AnyQuestion, numbers: QuestionNumbers, renderer: Renderer) -> dict[str, Any]:
    """The author's words after an answer."""
    if isinstance(question, SurveyQuestion):
        return {"thanks": renderer.feedback(question.thanks)} if question.thanks else {}
    more: dict[str, Any] = {}
    if isinstance(question, Deciding):
        decided = [(f"{scene.id}/{one.id}", one) for scene in question.scenes for one in scene.decisions]
        more = {
            "consequences": {str(numbers.options[name]): renderer.feedback(one.consequence) for name, one in decided}
        }
    spoken = {numbers.options[part.id]: getattr(part, "feedback", "") for part in question.parts}
    return {
        "correct": renderer.feedback(question.feedback.correct),
        "incorrect": renderer.feedback(question.feedback.incorrect),
        "options": {str(n): renderer.feedback(text, inline=True) for n, text in spoken.items() if text},
        "hints": [renderer.feedback(hint.text) for hint in question.hints],
    } | more
