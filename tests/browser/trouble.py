"""What the tests of docs/failures.md share."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from tests.browser.walker import Walker

Walk = Callable[..., Walker]
TOLD = "return !document.getElementById('notice').hidden"
CALM = "return document.getElementById('notice').hidden"
RESULT = "return !!document.querySelector('.result-score')?.getClientRects().length"


def last_page(walker: Walker) -> str:
    return [page.id for page in walker.plan.course.pages()][-1]


def pick_first(walker: Walker) -> tuple[str, list[int]]:
    """Picks in the first question of the assessment that is answered by picking; which and what."""
    walker.go(last_page(walker))
    question = next(name for name in walker.asked("final") if isinstance(walker.answer(name, "right"), list))
    walker.pick(question, walker.key(question))
    return question, walker.key(question)


def wait_for(what: Callable[[], Any], patience: float = 10.0) -> None:
    end = time.monotonic() + patience
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)
