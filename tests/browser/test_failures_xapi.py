"""docs/failures.md, in browsers: the network, the record store, and another device."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from tests.browser.conftest import in_browsers
from tests.browser.trouble import CALM, RESULT, TOLD, Walk, last_page, pick_first, wait_for
from tests.browser.walker import SHOWN, Walker


def test_the_network_drops_and_returns(walk_chromium: Walk, quick: Path) -> None:
    walker = walk_chromium(quick, "xapi")
    walker.window.page.context.set_offline(True)
    walker.take("final")
    walker.until(TOLD)
    assert "passed" not in walker.verbs()
    walker.window.page.context.set_offline(False)
    walker.until(CALM)
    wait_for(lambda: walker.verbs().count("passed") == 1)
    assert walker.server.faults == []


@in_browsers("firefox")
def test_a_reload_with_a_dead_network_loses_nothing(walk: Walk, quick: Path) -> None:
    walker = walk(quick, "xapi")
    time.sleep(1.5)
    walker.server.lrs.offline = True
    walker.take("final")
    walker.until(TOLD)
    walker.window.run("setTimeout(() => location.reload())")
    time.sleep(1)
    walker.until("return document.querySelector('#notice:not([hidden]) button')?.isConnected", patience=20)
    walker.server.lrs.offline = False
    walker.window.click("#notice button")
    walker.until(RESULT)
    wait_for(lambda: walker.verbs().count("passed") == 1)
    walker.relaunch()
    walker.until(RESULT)
    assert walker.verbs().count("passed") == 1


def test_a_store_that_wants_peace_has_it(walk_chromium: Walk, quick: Path) -> None:
    walker = walk_chromium(quick, "xapi")
    time.sleep(1.5)
    walker.server.lrs.refuse = (429, {"Retry-After": "4"})
    walker.take("final", wrong=2)
    walker.until(TOLD)
    before = len(walker.server.lrs.exchanges)
    walker.window.click(".result button")
    walker.take("final")
    time.sleep(1)
    assert len(walker.server.lrs.exchanges) == before
    walker.server.lrs.refuse = None
    walker.until(CALM, patience=15)
    wait_for(lambda: walker.verbs().count("passed") == 1)


def test_a_store_that_knows_the_session_no_more_is_told_of(walk_chromium: Walk, quick: Path) -> None:
    walker = walk_chromium(quick, "xapi")
    time.sleep(1.5)
    walker.server.lrs.refuse = (401, {})
    walker.take("final")
    walker.until(TOLD)
    assert "open it again" in walker.notice()
    walker.server.lrs.refuse = None
    walker.relaunch()
    wait_for(lambda: walker.verbs().count("passed") == 1)
    walker.until(RESULT)


@in_browsers("chromium")
def test_a_store_that_lets_the_learner_wait(walk: Walk) -> None:
    """The course says so, opens no page before the progress is there, and lets the learner leave."""
    walker = walk(format_name="xapi")
    time.sleep(1.5)
    question, picked = pick_first(walker)
    walker.away()
    time.sleep(0.5)
    kept = walker.server.lrs.state("coursepack")
    walker.server.lrs.slow = 3500
    walker.window.goto(walker.address)
    walker.until(TOLD)
    assert "being loaded" in walker.notice()
    walker.window.run("location.hash = '#about'")
    assert walker.window.run(f"return document.querySelectorAll('{SHOWN}').length") == 0
    walker.window.run("document.getElementById('exit').click()")
    walker.until("return location.pathname.endsWith('/away.html')")
    walker.server.lrs.slow = 0
    time.sleep(3.5)
    assert walker.server.lrs.state("coursepack") == kept
    walker.open()
    assert walker.checked(question) == picked


@in_browsers("firefox")
def test_another_device_went_on_meanwhile(walk: Walk, browser: Any) -> None:
    walker = walk(format_name="xapi")
    pages = list(walker.plan.course.pages())
    walker.read_page(pages[0])
    time.sleep(1.5)
    with browser.window() as window:
        other = Walker(window, walker.server, walker.plan, walker.address)
        other.open()
        other.read_page(pages[1])
        other.go(last_page(other))
        other.take("final")
        other.away()
    walker.read_page(pages[2])
    walker.until(TOLD, patience=70)
    assert "nothing is lost" in walker.notice()
    time.sleep(1.5)
    walker.relaunch()
    done = walker.window.run("return [...document.querySelectorAll('#outline .done')].map((a) => a.hash.slice(1))")
    assert {page.id for page in pages[:3]} <= set(done)
    walker.go(last_page(walker))
    walker.until(RESULT)
    assert walker.verbs().count("passed") == 1
