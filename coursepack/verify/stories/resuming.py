"""Stories with a break in the middle."""

from __future__ import annotations

from collections.abc import Iterator

from coursepack.verify import judge
from coursepack.verify.judge import Hit
from coursepack.verify.learner import Learner
from coursepack.verify.told import told


def leave_and_resume(learner: Learner) -> Iterator[Hit]:
    """A page in the middle is turned to, the window closed and opened again: the same page is on show, and nothing is done."""
    assert learner.plan is not None
    pages = [page.id for page in learner.plan.course.pages()]
    middle = pages[len(pages) // 2]
    learner.open()
    learner.go(middle)
    learner.page.wait_for_timeout(1200)
    learner.close()
    learner.open()
    if (now := learner.current()) != middle:
        yield "CP917", f"left on page '{middle}', and came back to '{now}'"
    learner.close()
    if len(pages) > 1:
        yield from judge.opened(told(learner.server))
