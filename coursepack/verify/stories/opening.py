"""Stories that need no knowledge of the content."""

from __future__ import annotations

from collections.abc import Iterator

from coursepack.verify import judge
from coursepack.verify.judge import Hit
from coursepack.verify.learner import Learner
from coursepack.verify.told import told


def open_and_close(learner: Learner) -> Iterator[Hit]:
    """Opened, looked at, closed, three times: nothing is completed or passed by it."""
    for _ in range(3):
        learner.open()
        learner.page.wait_for_timeout(300)
        learner.close()
    yield from judge.opened(told(learner.server))


def review(learner: Learner) -> Iterator[Hit]:
    """A launch for review: nothing is written."""
    learner.open()
    learner.close()
    for call in learner.server.scorm.calls:
        if call.verb == "SetValue":
            yield "CP918", str(call)
            return
