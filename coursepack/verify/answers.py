"""A wholly right and a wholly wrong answer to each type of question, by the course's definition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from coursepack.lock import Lock, QuestionNumbers
from coursepack.questions import (
    AnyQuestion,
    Categorise,
    Choice,
    Deciding,
    FillIn,
    Hotspot,
    Matching,
    Numeric,
    ScoredDecision,
    Sequencing,
    TrueFalse,
)

# Picked options, an order of things, pairs as a mapping, or words.
Answer: TypeAlias = list[int] | dict[int, int] | str


def answer(question: AnyQuestion, lock: Lock, *, right: bool) -> Answer:
    """The answer, in the numbers of the lock."""
    numbers = lock.questions[question.id]
    given: Answer = [numbers.options[part.id] for part in question.parts[-1:]]
    match question:
        case Choice() | Hotspot():
            picks = [numbers.options[part.id] for part in question.parts if part.correct is right]
            given = picks if question.select == "several" else picks[:1]
        case TrueFalse():
            given = [int(question.answer is right)]
        case FillIn():
            given = question.answers[0] if right else "qx"
        case Numeric():
            given = _number(question, right=right)
        case Matching() | Categorise():
            given = _pairs(question, numbers, right=right)
        case Sequencing():
            key = [numbers.options[item.id] for item in question.items]
            given = key if right else [*key[1:], key[0]]
        case Deciding():
            given = _way(question, numbers, right=right)
    if isinstance(given, list) and not question.parts and not given:
        return "A word."
    return given


def _number(question: Numeric, *, right: bool) -> str:
    bounds = question.bounds
    inside = bounds.min if bounds.min is not None else bounds.max
    if question.answer is not None:
        inside = question.answer
    assert inside is not None
    unit = f" {question.units[0].text}" if question.unit == "required" and question.units else ""
    if right:
        return f"{inside:f}{unit}"
    outside = bounds.max + 1000 if bounds.max is not None else inside - 1000
    return f"{outside:f}{unit}"


def _pairs(question: Matching | Categorise, numbers: QuestionNumbers, *, right: bool) -> dict[int, int]:
    key = {numbers.options[part.id]: numbers.targets[part.target] for part in question.parts}
    if right:
        return key
    if question.reuse:
        return {source: next(n for n in numbers.targets.values() if n != target) for source, target in key.items()}
    targets = list(key.values())
    return dict(zip(key, [*targets[1:], targets[0]], strict=True))


def way(question: Deciding, *, right: bool) -> list[tuple[str, bool]]:
    """The scenes that a learner comes through, each with whether what is done there is safe; each is told as a question of its own."""
    return [(scene, taken.safe) for scene, taken in _decisions(question, right=right)]


def _way(question: Deciding, numbers: QuestionNumbers, *, right: bool) -> list[int]:
    return [numbers.options[f"{scene}/{taken.id}"] for scene, taken in _decisions(question, right=right)]


def _decisions(question: Deciding, *, right: bool) -> Iterator[tuple[str, ScoredDecision]]:
    scenes, scene = {scene.id: scene for scene in question.scenes}, question.scenes[0]
    while scene.decisions:
        taken = next(one for one in scene.decisions if one.safe == right)
        yield scene.id, taken
        scene = scenes[taken.to]
