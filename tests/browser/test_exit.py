"""The quick exit: gone from sight at once, nothing lost, nothing of the course left in the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.learner import Learner

Enrol = Callable[..., Learner]
EVERY = "every-block"


def _gone(learner: Learner) -> None:
    learner.page.wait_for_function(
        "() => document.getElementById('course').contentWindow.location.pathname.endsWith('/away.html')"
    )
    learner.page.wait_for_timeout(400)


@pytest.mark.parametrize("way", ["button", "shift"])
def test_leaves_at_once_and_loses_nothing(enrol: Enrol, way: str) -> None:
    learner = enrol(EVERY)
    learner.read()
    learner.next()
    here = learner.current()
    if way == "button":
        learner.frame.click("#exit")
    else:
        learner.frame.focus("#menu")
        for _ in range(3):
            learner.page.keyboard.press("Shift")
    _gone(learner)
    assert learner.frame.evaluate("document.body.innerText").lower().count("quiet room") == 0
    launch = learner.server.scorm.launches[-1]
    assert launch.finished
    assert learner.values["cmi.core.exit"] == "suspend"
    learner.relaunch()
    assert learner.current() == here
    learner.nothing_wrong()


def test_shift_in_ordinary_typing_does_not_leave(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.frame.focus("#menu")
    for key in ("Shift", "a", "Shift", "Shift", "b", "Shift"):
        learner.page.keyboard.press(key)
    learner.page.wait_for_timeout(2200)
    learner.page.keyboard.press("Shift")
    learner.page.wait_for_timeout(300)
    assert learner.current()
    learner.nothing_wrong()


def test_hidden_before_the_last_words(enrol: Enrol) -> None:
    """A slow LMS must not keep the course on the screen."""
    learner = enrol(EVERY)
    learner.frame.evaluate(
        "() => { window.parent.seen = []; const real = window.parent.API.LMSFinish;"
        " window.parent.API.LMSFinish = function (...words) {"
        " window.parent.seen.push(getComputedStyle(document.body).display); return real.apply(this, words); }; }"
    )
    learner.frame.click("#exit")
    _gone(learner)
    assert learner.page.evaluate("seen") == ["none"]


def test_leaves_from_an_xapi_launch(enrol: Enrol) -> None:
    learner = enrol(EVERY, "xapi")
    learner.page.wait_for_timeout(600)
    learner.frame.click("#exit")
    _gone(learner)
    learner.page.wait_for_timeout(800)
    verbs = [one["verb"]["id"].rsplit("/", 1)[-1] for one in learner.server.lrs.statements]
    assert verbs[-1] == "terminated"
    learner.nothing_wrong()
