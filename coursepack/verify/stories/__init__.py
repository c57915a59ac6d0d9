"""The stories, in the order in which they are played: one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coursepack.verify.judge import Hit
from coursepack.verify.learner import Learner
from coursepack.verify.stories import looking, opening, resuming, runs

Play = Callable[[Learner], Iterator[Hit]]


@dataclass(frozen=True)
class Story:
    """`needs_course`: it answers questions, so the definition must be known. `switches`: how the host behaves."""

    name: str
    play: Play
    needs_course: bool = True
    switches: str = ""
    scorm_only: bool = False


STORIES = (
    Story("open and close", opening.open_and_close, needs_course=False),
    Story("looks", looking.looks, needs_course=False),
    Story("review", opening.review, needs_course=False, switches="mode=review", scorm_only=True),
    Story("leave and resume", resuming.leave_and_resume),
    Story("all right", runs.all_right),
    Story("all wrong", runs.all_wrong),
)
