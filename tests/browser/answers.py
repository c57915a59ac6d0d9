"""Answers by the source of a course, never by its package: right, wrong and right in part, of every type; and how a learner gives them."""

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

# Picked options, an order of things, pairs as a mapping, or words.
Answer: TypeAlias = list[int] | dict[int, int] | str
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


def give(fieldset: Locator, given: Answer) -> None:
    """Puts an answer into the controls of a question."""
    if isinstance(given, str):
        fieldset.locator(".write :is(input, textarea)").fill(given)
    elif isinstance(given, dict):
        for source, target in given.items():
            fieldset.locator(f'.pair[data-option="{source}"] select').select_option(str(target))
    elif fieldset.locator(".scene").count():
        for n in given:
            fieldset.locator(f'.option[data-option="{n}"] input').check()
            fieldset.locator(".scene-act:visible").click()
    elif fieldset.locator(".place").count():
        for place, n in enumerate(given, 1):
            fieldset.locator(f'.place[data-option="{n}"] select').select_option(str(place))
    else:
        _pick(fieldset, set(given))


def _pick(fieldset: Locator, wanted: set[int]) -> None:
    for box in fieldset.locator(".option input").all():
        if int(str(box.get_attribute("value"))) in wanted:
            box.check()
        elif box.get_attribute("type") == "checkbox":
            box.uncheck()


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
