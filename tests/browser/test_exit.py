"""The quick exit: gone from sight at once, nothing lost, nothing of the course left in the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Route

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


def shift(learner: Learner) -> None:
    for _ in range(3):
        learner.page.keyboard.press("Shift")


def test_shift_works_while_the_keyboard_is_still_in_the_lmss_own_page(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.page.evaluate("document.activeElement.blur(); window.focus()")
    assert learner.page.evaluate("document.activeElement === document.body")
    shift(learner)
    _gone(learner)
    assert learner.server.scorm.launches[-1].finished
    shift(learner)
    assert learner.errors == []


def test_leaves_though_the_last_words_fail(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.frame.evaluate("() => { for (const name in parent.API) parent.API[name] = () => { throw Error('gone') } }")
    learner.frame.click("#exit")
    _gone(learner)


def test_leaves_though_the_player_did_not_start(enrol: Enrol, context: BrowserContext) -> None:
    """A course whose data are broken is still a course that somebody must be able to leave."""
    learner = enrol(EVERY)
    context.route("**/course.js*", _break_pages)
    learner.page.reload()
    learner.page.frame_locator("#course").locator("#notice").wait_for()
    assert "did not start" in learner.notice()
    assert learner.frame.locator("#exit").is_visible()
    learner.frame.locator("#exit").focus()
    shift(learner)
    _gone(learner)


def _break_pages(route: Route) -> None:
    body = route.fetch().text() + "delete coursepackCourse.pages;"
    route.fulfill(body=body, content_type="text/javascript")


def test_leaves_while_the_progress_is_still_awaited(enrol: Enrol, context: BrowserContext) -> None:
    """And what is kept of the learner is not written over by a state that was never read."""
    learner = enrol(EVERY, "xapi")
    learner.go("one-week")
    learner.page.wait_for_timeout(1500)
    kept = dict(learner.server.lrs.documents.all)
    assert kept
    context.route("**/activities/state*", lambda route: None)
    learner.page.goto("about:blank")
    learner.page.goto(next(url for url in learner.requests if url.startswith(learner.server.url)))
    inside = learner.page.wait_for_selector("#course").content_frame()
    assert inside
    inside.wait_for_selector(".can-leave #exit", state="attached")
    inside.evaluate("for (let n = 0; n < 3; n++) dispatchEvent(new KeyboardEvent('keydown', {key: 'Shift'}))")
    _gone(learner)
    learner.page.wait_for_timeout(500)
    assert dict(learner.server.lrs.documents.all) == kept


def test_nothing_of_the_course_comes_back_by_the_back_button(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.read()
    learner.next()
    before = len(learner.server.scorm.launches)
    learner.frame.click("#exit")
    _gone(learner)
    assert learner.frame.title() == "Notes"
    learner.page.evaluate("history.back()")
    learner.frame.wait_for_selector("#curtain-return-again")
    learner.page.wait_for_timeout(300)
    seen = learner.frame.evaluate("document.body.innerText").lower()
    assert "quiet" not in seen
    assert "room" not in seen
    assert learner.frame.title() == "Notes"
    assert len(learner.server.scorm.launches) == before, "and nothing is started"
    learner.frame.click("#curtain-return-again")
    learner.frame.wait_for_selector(".page:visible h1")
    assert "quiet" in learner.frame.title().lower() or learner.current()
    assert learner.errors == []


def test_sound_stops_at_once(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.frame.evaluate(
        "() => { const sound = document.createElement('audio'); sound.pause = () => { parent.paused = true };"
        " document.querySelector('main').append(sound); }"
    )
    learner.frame.click("#exit")
    _gone(learner)
    assert learner.page.evaluate("paused")
