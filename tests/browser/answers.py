"""Answers by the source of a course, never by its package: right, wrong, right in part, of every type; and what stands in its controls."""

from __future__ import annotations

from typing import Literal, TypeAlias

from playwright.sync_api import Locator

from coursepack.lock import Lock, QuestionNumbers
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
    Sequencing,
    SurveyQuestion,
    TrueFalse,
)
from coursepack.verify.answers import Answer
from coursepack.verify.learner import give

__all__ = ["Answer", "How", "answer", "give", "given"]

How: TypeAlias = Literal["right", "wrong", "part"]


def answer(question: AnyQuestion, lock: Lock, how: How) -> Answer:
    """`part` is right in part; where a type knows no parts, it is wrong."""
    numbers = lock.questions[question.id]
    given: Answer = [numbers.options[part.id] for part in question.parts[-1:]]
    match question:
        case Choice() | Hotspot():
            given = _picks(question, numbers, how)
        case TrueFalse():
            given = [int(question.answer is (how == "right"))]
        case FillIn():
            given = question.answers[0] if how == "right" else "sand"
        case Numeric():
            given = str(question.answer) if how == "right" else "999"
        case Matching() | Categorise():
            given = _pairs(question, numbers, how)
        case Sequencing():
            given = _order([numbers.options[item.id] for item in question.items], how)
        case Deciding():
            given = _way(question, numbers, how)
        case LongFillIn():
            given = "A lamp, “dimmed”."
    return given


def _picks(question: Choice | Hotspot, numbers: QuestionNumbers, how: How) -> list[int]:
    right = [numbers.options[part.id] for part in question.parts if part.correct]
    wrong = [numbers.options[part.id] for part in question.parts if not part.correct]
    if question.select == "one":
        return right if how == "right" else wrong[:1]
    # All that are not right: where each option counts, one left alone would be a part.
    return {"right": right, "wrong": wrong, "part": right[:1] if len(right) > 1 else wrong[:1]}[how]


def _pairs(question: Matching | Categorise, numbers: QuestionNumbers, how: How) -> dict[int, int]:
    key = {numbers.options[part.id]: numbers.targets[part.target] for part in question.parts}
    if how == "right":
        return key
    if isinstance(question, Categorise):
        others = {source: next(n for n in numbers.targets.values() if n != target) for source, target in key.items()}
        return others if how == "wrong" else others | dict(list(key.items())[:1])
    sources, targets = list(key), list(key.values())
    turned = dict(zip(sources, [*targets[1:], targets[0]], strict=True))
    if how == "wrong":
        return turned
    first, second, *_ = sources
    return key | {first: key[second], second: key[first]}


def _way(question: Deciding, numbers: QuestionNumbers, how: How) -> list[int]:
    """Safe decisions; or the first one that is not, again and again; or a safe one and then only those."""
    scenes, scene, way = {scene.id: scene for scene in question.scenes}, question.scenes[0], list[int]()
    while scene.decisions:
        safe = how == "right" or (how == "part" and not way)
        taken = next(one for one in scene.decisions if one.safe == safe)
        way.append(numbers.options[f"{scene.id}/{taken.id}"])
        scene = scenes[taken.to]
    return way


def _order(key: list[int], how: How) -> list[int]:
    turned = [*key[1:], key[0]]
    return {"right": key, "wrong": turned, "part": [key[1], key[0], *key[2:]]}[how]


def given(fieldset: Locator) -> Answer:
    """What stands in the controls of a question."""
    if (field := fieldset.locator(".write :is(input, textarea)")).count():
        return field.input_value()
    if fieldset.locator(".pair").count():
        pairs = fieldset.locator(".pair").evaluate_all(
            "rows => rows.map(row => [+row.dataset.option, +row.querySelector('select').value])"
        )
        return {source: target for source, target in pairs if target}
    if fieldset.locator(".place").count():
        return [int(n) for n in fieldset.locator(".place").evaluate_all("rows => rows.map(row => +row.dataset.option)")]
    if fieldset.locator(".scene").count():
        return [int(n) for n in fieldset.locator(".scene :checked").evaluate_all("all => all.map(one => +one.value)")]
    return sorted(
        int(n) for n in fieldset.locator(".option input:checked").evaluate_all("all => all.map(one => +one.value)")
    )


def scored(question: AnyQuestion) -> bool:
    """Whether there is a right answer to it."""
    return not isinstance(question, SurveyQuestion)
