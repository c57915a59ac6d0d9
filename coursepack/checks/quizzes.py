"""Quizzes: drawn from enough questions, standing in one place, and able to decide what the course's rules ask of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coursepack.checks.context import Context
from coursepack.problems import Problem


def quizzes(context: Context) -> Iterator[Problem]:
    """Draws that the pool cannot give, and quizzes that stand nowhere or twice."""
    placed = Counter(fact.value for fact in context.having("ref") if fact.kind == "quiz")
    for pointer, quiz in context.entries("quizzes"):
        questions, draw, name = quiz.get("questions"), quiz.get("draw"), quiz.get("id")
        if isinstance(draw, int) and isinstance(questions, list) and draw > len(questions) > 0:
            message = f"the quiz draws {draw} of {len(questions)} questions"
            yield context.error(
                (*pointer, "draw"), "CP038", message, f"write at most {len(questions)}, or add questions"
            )
        if quiz.get("purpose") == "check" and "attempts" in quiz:
            hint = "a check may be tried without limit; drop 'attempts', or make it an assessment"
            yield context.error((*pointer, "attempts"), "CP038", "a check quiz limits its attempts", hint)
        if isinstance(name, str) and placed[name] != 1:
            where = "on no page" if not placed[name] else f"in {placed[name]} places"
            hint = 'give it exactly one block: {"type": "quiz", "quiz": "' + name + '"}'
            yield context.error(pointer, "CP039", f"quiz '{name}' stands {where}", hint)
