"""xAPI: an answer given in the last moment, and that the course was left, reach the store although the page is gone."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.browser.conftest import in_browsers
from tests.browser.trouble import Walk, wait_for
from tests.browser.walker import Walker

WAYS = ["left", "window closed", "frame removed"]
PAIRS = [(browser, how) for browser in ("chromium", "firefox", "webkit") for how in WAYS]
# With its last window the automated WebKitGTK ends as a whole, requests and all. Safari goes on running.
PAIRS.remove(("webkit", "window closed"))
# As Firefox before 133: requests end with their page.
NO_KEEPALIVE = """
const real = window.fetch;
delete Request.prototype.keepalive;
window.fetch = (url, init) => real(url, { ...init, keepalive: false });
"""


def suspend(walker: Walker) -> str:
    state: Any = walker.server.lrs.state("coursepack")
    return str(state["suspend"])


def answer_and_leave(walker: Walker, how: str) -> str:
    """Hands the assessment in; while that is under way to a slow store the course is closed. The progress that was kept before."""
    walker.go([page.id for page in walker.plan.course.pages()][-1])
    for name in walker.asked("final"):
        walker.pick(name, walker.key(name))
    time.sleep(1.5)
    before = suspend(walker)
    walker.server.lrs.slow = 300
    form = f'form[data-quiz="{walker.plan.lock.quizzes["final"]}"]'
    walker.window.run("document.querySelector(arguments[0]).click()", f'{form} button[type="submit"]')
    if how == "window closed":
        walker.window.close()
    elif how == "frame removed":
        walker.window.host("document.getElementById('course').remove()")
    else:
        walker.window.goto("about:blank")
    return before


def passed(walker: Walker) -> list[Any]:
    """The scores of the assessment and of the course."""
    told = [one for one in walker.server.lrs.statements if one["verb"]["id"].endswith("/passed")]
    return [one["result"]["score"]["scaled"] for one in told]


def all_arrived(walker: Walker, before: str) -> None:
    """The verdict, the progress and the end of the session."""
    wait_for(
        lambda: len(passed(walker)) == 2 and "terminated" in walker.verbs() and suspend(walker) != before, patience=20
    )
    assert passed(walker) == [1, 1]
    assert walker.verbs().count("terminated") == 1
    assert walker.server.lrs.violations == []


@pytest.mark.parametrize(("browser", "how"), PAIRS, indirect=["browser"])
def test_last_words_arrive_at_a_store_elsewhere(walk: Walk, how: str) -> None:
    """Another origin than the course's: the browser asks for leave first, also as the page goes."""
    walker = walk(format_name="xapi", name="localhost")
    all_arrived(walker, answer_and_leave(walker, how))


# An automated Firefox ends a window that it is told to close without waiting for its requests, about one time in six (docs/browsers.md).
@in_browsers("firefox")
@pytest.mark.parametrize("how", ["left", "frame removed"])
def test_last_words_arrive_from_a_firefox_that_drops_requests(walk: Walk, how: str) -> None:
    walker = walk(format_name="xapi")
    walker.window.run(NO_KEEPALIVE)
    all_arrived(walker, answer_and_leave(walker, how))
