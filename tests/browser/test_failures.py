"""docs/failures.md, in browsers: what the LMS had is kept, the learner is told, and work goes on when the trouble is over."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from coursepack.hosts.scorm import Launch
from tests.browser.conftest import in_browsers
from tests.browser.learner import Learner
from tests.browser.trouble import CALM, RESULT, TOLD, Walk, last_page, pick_first, wait_for
from tests.browser.walker import SHOWN, Walker

Enrol = Callable[..., Learner]
DIE = """
window.alive = { ...window.API };
for (const name of ['LMSSetValue', 'LMSCommit']) window.API[name] = () => 'false';
const code = arguments[0];
window.API.LMSGetLastError = () => code;
"""
REVIVE = "Object.assign(window.API, window.alive)"


def launch(walker: Walker) -> Launch:
    return walker.server.scorm.launches[-1]


# --- SCORM: the session and the window of the LMS


@pytest.mark.parametrize(("browser", "code"), [("chromium", "101"), ("firefox", "301")], indirect=["browser"])
def test_a_session_that_dies_and_comes_back_loses_nothing(walk: Walk, quick: Path, code: str) -> None:
    walker = walk(quick)
    walker.window.host(DIE, code)
    walker.take("final")
    walker.until(TOLD)
    assert walker.status == "incomplete"
    walker.window.host(REVIVE)
    walker.until(CALM, patience=20)
    assert (walker.status, walker.values["cmi.core.score.raw"]) == ("passed", "100")
    walker.relaunch()
    walker.until(RESULT)
    # 301 says that no session is open, so the course tries to open one.
    assert [one for one in walker.server.faults if "nitialize" not in one] == []


def test_an_lms_that_was_loaded_again_is_gone_on_with(enrol: Enrol, context: BrowserContext) -> None:
    """As after a log-in in its own window: the course in its pop-up meets another API, in a new session."""
    learner, window = in_popup(enrol, context)
    turn(window)
    learner.page.reload()
    learner.page.wait_for_function("() => !!window.API")
    here = turn(window)
    first, second = learner.server.scorm.launches[-2:]
    assert not first.finished
    assert second.values_set("cmi.core.lesson_location")[-1:] == [here]
    assert window.is_hidden("#notice")
    window.close()
    wait_for(lambda: learner.calls() and second.finished)
    # How the course learns that nobody has opened this session; and the first one ended with its page.
    known = ("before-initialize", "refused 301", "no-finish")
    assert [one for one in learner.server.faults if not one.startswith(known)] == []


def test_the_window_of_the_lms_is_closed_first(enrol: Enrol, context: BrowserContext) -> None:
    learner, window = in_popup(enrol, context)
    here = turn(window)
    wait_for(lambda: learner.calls() and learner.values.get("cmi.core.lesson_location") == here)
    # Our host takes its pop-up along; this LMS does not.
    learner.page.evaluate("() => { coursepackHost.stage.popup = null }")
    learner.page.close()
    turn(window)
    assert "no longer there" in window.inner_text("#notice")
    assert learner.values["cmi.core.lesson_location"] == here


def in_popup(enrol: Enrol, context: BrowserContext) -> tuple[Learner, Page]:
    """The course in a window of its own, the API in its opener."""
    learner = enrol("human-trafficking-awareness", bare=False)
    learner.page.goto(f"{learner.server.url}?api=opener")
    with context.expect_page() as opened:
        learner.page.click("#open")
    window = opened.value
    window.wait_for_selector(f"{SHOWN} .turn-next")
    window.wait_for_timeout(300)
    return learner, window


def turn(window: Page) -> str:
    """To the next page; its id, when the save is over."""
    window.click(f"{SHOWN} .turn-next")
    window.wait_for_timeout(1800)
    return str(window.evaluate("document.querySelector('.page:not([hidden])').id"))


@in_browsers("chromium", "firefox")
@pytest.mark.parametrize("how", ["document.getElementById('course').remove()", "course.src = 'about:blank'"])
def test_the_frame_is_taken_away(walk: Walk, quick: Path, how: str) -> None:
    walker = walk(quick)
    walker.take("final")
    walker.window.host(how)
    wait_for(lambda: launch(walker).finished)
    assert walker.status == "passed"
    assert walker.server.faults == []


def test_the_whole_window_is_closed(walk_chromium: Walk) -> None:
    walker = walk_chromium()
    before = walker.values.get("cmi.suspend_data")
    pick_first(walker)
    walker.window.close()
    wait_for(lambda: walker.values.get("cmi.core.lesson_location") == last_page(walker))
    assert walker.values["cmi.suspend_data"] != before
    assert [one for one in walker.server.faults if "no-finish" not in one] == []


# --- SCORM: time


@in_browsers("chromium")
def test_a_slow_commit_shows_the_answer_first_and_loses_no_click(walk: Walk, quick: Path) -> None:
    walker = walk(quick)
    walker.go("quiz")
    for name in walker.asked("final"):
        walker.give(name, "right")
    time.sleep(1.5)
    walker.window.host("""
        const { LMSCommit } = window.API;
        window.shown = [];
        window.API.LMSCommit = (...args) => {
          const page = document.getElementById('course').contentDocument;
          window.shown.push(!!page.querySelector('.result-score')?.getClientRects().length);
          for (const end = performance.now() + 1500; performance.now() < end; );
          return LMSCommit(...args);
        };
    """)
    walker.window.click('form.quiz button[type="submit"]')
    walker.window.click(f"{SHOWN} .turn-next")
    walker.until("return document.querySelector(arguments[0]).id === 'text'", SHOWN)
    assert walker.window.host("return window.shown")[0] is True
    walker.away()
    assert walker.status == "passed"
    assert len(launch(walker).values_set("cmi.interactions.0.result")) == 1
    walker.nothing_wrong()


def test_a_night_is_no_session_time_and_a_dead_session_is_known_at_once(walk_chromium: Walk) -> None:
    walker = walk_chromium(clock=True)
    clock = walker.window.page.clock
    walker.next()
    clock.run_for(2000)
    walker.window.host(DIE, "101")
    clock.fast_forward("08:00:00")
    walker.window.page.mouse.move(300, 300)
    clock.run_for(500)
    walker.until(TOLD)
    walker.window.host(REVIVE)
    clock.run_for(30_000)
    walker.until(CALM)
    walker.away()
    assert launch(walker).values_set("cmi.core.session_time")[-1] < "0000:07:00"


# --- the page is frozen, hidden, killed


@pytest.mark.parametrize("format_name", ["scorm12", "xapi"])
def test_a_frozen_page_has_said_what_it_knows(walk_chromium: Walk, format_name: str) -> None:
    walker = walk_chromium(format_name=format_name)
    time.sleep(1.5)
    question, picked = pick_first(walker)
    devtools = walker.window.page.context.new_cdp_session(walker.window.page)
    devtools.send("Page.setWebLifecycleState", {"state": "frozen"})
    wait_for(lambda: kept_page(walker) == last_page(walker), 4)
    devtools.send("Page.setWebLifecycleState", {"state": "active"})
    walker.until("return document.visibilityState === 'visible'")
    walker.go(next(page.id for page in walker.plan.course.pages()))
    walker.relaunch()
    assert walker.current() != last_page(walker)
    walker.go(last_page(walker))
    assert walker.checked(question) == picked
    walker.nothing_wrong()


def kept_page(walker: Walker) -> str:
    """The page that the records would bring the learner back to."""
    if walker.server.scorm.launches[-1].tracked:
        return walker.values.get("cmi.core.lesson_location", "")
    try:
        kept: Any = walker.server.lrs.state("coursepack")
    except KeyError:
        return ""
    # The second letter of the text is the number of the page.
    number = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".index(kept["suspend"][1])
    return next((name for name, n in walker.plan.lock.pages.items() if n == number), "")


@pytest.mark.parametrize("format_name", ["scorm12", "xapi"])
def test_a_hidden_page_that_is_killed_without_a_word(walk_chromium: Walk, format_name: str) -> None:
    """As phones do with what lies in the background."""
    walker = walk_chromium(format_name=format_name)
    question, picked = pick_first(walker)
    walker.window.run(
        "Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    time.sleep(0.4)
    walker.crash()
    walker.open()
    assert walker.checked(question) == picked
    walker.nothing_wrong()


# --- the browser


def test_two_windows_know_of_each_other(walk_chromium: Walk) -> None:
    walker = walk_chromium()
    second = walker.window.page.context.new_page()
    second.goto(walker.address)
    walker.until(TOLD)
    assert "another window" in walker.notice()
    second.close()
    walker.until(CALM)


REFUSED = """
for (const name of ['sessionStorage', 'localStorage'])
  Object.defineProperty(window, name, { get() { throw new DOMException('refused', 'SecurityError'); } });
"""
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"


@pytest.mark.parametrize("script", [REFUSED, FULL], ids=["refused", "full"])
@pytest.mark.parametrize("format_name", ["scorm12", "xapi"])
def test_without_storage_everything_is_kept(walk_chromium: Walk, quick: Path, format_name: str, script: str) -> None:
    walker = walk_chromium(quick, format_name, script=script)
    walker.take("final")
    walker.relaunch()
    walker.until(RESULT)
    walker.away()
    if format_name == "scorm12":
        assert walker.status == "passed"
    else:
        assert walker.verbs().count("passed") == 1
    walker.nothing_wrong()


@in_browsers("firefox", "webkit")
def test_a_page_out_of_the_browsers_cache_asks_to_be_loaded_again(walk: Walk, quick: Path) -> None:
    walker = walk(quick, "xapi")
    course = walker.window.host("return document.getElementById('course').src")
    walker.window.goto("about:blank")
    walker.open(course)
    time.sleep(1.5)
    walker.window.run("window.same = true")
    walker.window.goto("about:blank")
    walker.window.back()
    walker.until("return window.same")
    walker.until(TOLD)
    before = len(walker.server.lrs.exchanges)
    walker.window.run("document.querySelector('.option input').click(); location.hash = '#text'")
    time.sleep(1.5)
    assert len(walker.server.lrs.exchanges) == before
    walker.window.run("document.querySelector('#notice button').click()")
    walker.until("return !window.same")
    walker.until(CALM)
    walker.go("quiz")
    walker.take("final")
    wait_for(lambda: walker.verbs().count("passed") == 1)
