"""Objectives and questions that do not meet."""

from __future__ import annotations

from collections.abc import Iterator

from coursepack.checks.quality.asked import Exam, Finding, shown

UNSCORED = ("likert", "long-fill-in")


def objectives(exam: Exam) -> Iterator[Finding]:
    """Questions of an assessment without an objective, and objectives that no assessment asks about."""
    scored = [one for one in exam.asked if one.quiz.get("purpose") == "assessment"]
    for asked in scored:
        if not asked.question.get("objective") and asked.kind not in UNSCORED:
            hint = 'name one: "objective": "…"'
            yield Finding(asked.pointer, "CP197", "the question is scored but tests no objective", hint)
    tested = {one.question.get("objective") for one in scored}
    for pointer, objective in exam.context.entries("objectives") if scored else ():
        if objective.get("id") not in tested:
            message = (
                f"no assessment asks about the objective '{objective.get('id')}': {shown(str(objective.get('text')))}"
            )
            yield Finding(pointer, "CP198", message, "add a question that names it")
