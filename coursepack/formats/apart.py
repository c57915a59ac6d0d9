"""What formats without the player leave behind, whichever of them it is."""

from __future__ import annotations

from collections.abc import Iterator

from coursepack.blocks import Checklist, Commitment, Reflection, Scenario
from coursepack.load import COURSE_FILE
from coursepack.plan import Plan
from coursepack.problems import Place, Problem, Severity

# Blocks into which a learner puts something, as a report calls them.
_WORKING = {Reflection: "reflections", Checklist: "checklists", Commitment: "commitments", Scenario: "scenarios"}


def left_behind(plan: Plan, what: str, hint: str) -> Iterator[Problem]:
    """The rules of the course, which `what` has no place for, and what is only text without the player."""
    course, place = plan.course, Place(str(plan.folder / COURSE_FILE))
    rules = ["when it is done"]
    rules += [f"its pass mark of {course.passing.pass_mark} %"] if course.passing else []
    rules += ["its credit facts"] if course.credit else []
    message = f"{what} has no place for the rules of the course: {', '.join(rules)}"
    yield Problem(place, "CP283", message, hint, Severity.WARNING)
    kinds = [name for kind, name in _WORKING.items() if any(isinstance(block, kind) for block in course.blocks())]
    if any(page.content_notes for page in course.pages()):
        kinds.append("content notes before a page, and passing over it")
    if kinds:
        message = f"without the player these are only text to read: {', '.join(kinds)}"
        hint = "nothing of them is lost but what a learner does with them"
        yield Problem(place, "CP284", message, hint, Severity.WARNING)
