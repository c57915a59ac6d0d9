"""Completion and passing: rules that a learner can meet and an LMS can believe."""

from __future__ import annotations

from collections.abc import Iterator

from coursepack.checks.context import Context
from coursepack.problems import Problem


def rules(context: Context) -> Iterator[Problem]:
    """Rules that contradict the course, or each other."""
    scored = _scored(context)
    passing, wanted = context.get("passing"), context.get("completion", "assessments")
    if scored and context.lacks((), "passing"):
        hint = 'write "passing": {"passMark": 80}'
        yield context.error((), "CP050", "there is an assessment but no pass mark", hint)
    if wanted in ("passed", "submitted") and scored is False:
        hint = 'write "none", or add an assessment'
        place = ("completion", "assessments")
        yield context.error(place, "CP051", f"completion waits for '{wanted}' but nothing is scored", hint)
    elif passing is not None and scored is False:
        hint = 'give a quiz "purpose": "assessment", or remove "passing"'
        yield context.error(("passing",), "CP050", "there is a pass mark but nothing that is scored", hint)
    if context.get("completion", "pages") == "none" and wanted == "none":
        hint = 'write "pages": "all", or let assessments count'
        yield context.error(("completion",), "CP051", "the course would be done as soon as it is opened", hint)
    yield from _mastery(context)


def _scored(context: Context) -> bool | None:
    """Whether a quiz is scored; None when the quizzes cannot be read so far."""
    purposes = {
        quiz.get("purpose") if isinstance(quiz.get("purpose"), str) else None for _, quiz in context.entries("quizzes")
    }
    if "assessment" in purposes:
        return True
    return False if context.whole("quizzes") and purposes <= {"check", "pretest", "survey"} else None


def _mastery(context: Context) -> Iterator[Problem]:
    """An LMS that sees a mastery score sets the status from the score alone, so nothing else may be outstanding.

    SCORM 1.2 RTE, cmi.core.lesson_status; Moodle's mastery override and Saba do so.
    """
    if context.get("passing", "masteryScore") is not True:
        return
    pointer = ("passing", "masteryScore")
    hint = 'write "completion": {"pages": "none", "assessments": "passed"}, or drop "masteryScore"'
    if context.get("completion", "pages") != "none":
        message = "with a mastery score an LMS would pass learners who have pages left"
        yield context.error(pointer, "CP052", message, hint)
    elif any("passMark" in objective for _, objective in context.entries("objectives")):
        message = "with a mastery score an LMS would pass learners who miss the mark of an objective"
        yield context.error(pointer, "CP052", message, 'drop "masteryScore", or the marks of the objectives')
    elif context.get("completion", "assessments") != "passed":
        message = "with a mastery score an LMS would fail learners whom the completion rule lets through"
        yield context.error(pointer, "CP052", message, hint)
