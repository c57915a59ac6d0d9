"""Support and the way out are in reach in every state, and a break loses nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.learner import Learner
from tests.browser.test_access import AXE, RUN_AXE

Enrol = Callable[..., Learner]
EVERY = "every-block"
PANEL = "#support-panel[open]"


def focused(learner: Learner, selector: str) -> bool:
    return bool(learner.frame.evaluate("s => Boolean(document.activeElement?.closest(s))", selector))


def open_state(learner: Learner, state: str) -> None:
    """One of the states that lie over a page."""
    if state == "note":
        learner.go("offer-it", note=True)
    elif state == "quiz":
        learner.go("finish")
        learner.submit("final")
    elif state in ("tools", "keys"):
        learner.frame.locator(".bar .tools-open").click()
        if state == "keys":
            learner.frame.locator("#tools").get_by_role("button", name="Keyboard shortcuts").click()
    elif state == "break":
        learner.frame.locator(".bar .tools-open").click()
        learner.frame.locator("[data-tool=rest]").click()


@pytest.mark.parametrize("state", ["page", "note", "quiz", "tools", "keys", "break"])
def test_support_opens_in_place_in_every_state(enrol: Enrol, state: str) -> None:
    learner = enrol(EVERY)
    open_state(learner, state)
    here = learner.current()
    learner.frame.locator("#support-link").click()
    assert learner.frame.locator(PANEL).is_visible()
    assert focused(learner, "#support-panel h2")
    learner.page.keyboard.press("Escape")
    assert learner.frame.locator(PANEL).count() == 0
    assert focused(learner, "#support-link")
    assert learner.current() == here
    learner.nothing_wrong()


def test_the_line_to_call_comes_first_and_what_is_urgent_is_marked(enrol: Enrol) -> None:
    learner = enrol("human-trafficking-awareness")
    learner.frame.locator("#support-link").click()
    lines = learner.frame.locator("#support-lines > li")
    assert "National Human Trafficking Hotline" in lines.nth(0).inner_text()
    assert lines.nth(0).locator('a[href="tel:+18883737888"]').is_visible()
    assert lines.nth(1).locator(".support-flag").inner_text() == "Emergency"
    assert lines.nth(1).locator('a[href="tel:911"]').is_visible()
    assert lines.count() == len(learner.plan.course.support)
    for line in lines.all():
        assert "November 23, 2026" in line.inner_text()
    learner.nothing_wrong()


def test_support_by_keyboard_and_nothing_for_axe(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.frame.add_script_tag(path=AXE)
    learner.frame.locator("#support-link").focus()
    learner.page.keyboard.press("Space")
    assert learner.frame.locator(PANEL).is_visible()
    assert learner.frame.locator("#support-link").get_attribute("aria-expanded") == "true"
    for scheme in ("light", "dark"):
        learner.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for direction in ("ltr", "rtl"):
            learner.frame.evaluate("way => { document.documentElement.dir = way }", direction)
            assert learner.frame.evaluate(RUN_AXE) == []
    seen = set()
    for _ in range(14):
        learner.page.keyboard.press("Tab")
        seen.add(learner.frame.evaluate("document.activeElement.closest('#support-panel, .bar, main, .outline')?.id"))
    assert seen <= {"support-panel", "", None}, "the page behind takes no focus, the bar does"
    assert "support-panel" in seen
    learner.frame.locator("#support-panel .panel-close").focus()
    learner.page.keyboard.press("Enter")
    assert focused(learner, "#support-link")
    learner.nothing_wrong()


def test_the_panel_needs_no_more_than_a_small_window(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    for width, height in ((320, 568), (640, 320)):
        learner.page.set_viewport_size({"width": width, "height": height})
        learner.frame.locator("#support-link").click()
        wide = learner.frame.evaluate(
            "[...document.querySelectorAll('#support-panel *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).length"
        )
        assert wide == 0
        for way in ("#support-link", "#exit"):
            box = learner.frame.locator(way).bounding_box()
            assert box
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= height, "the bar stays"
        learner.page.keyboard.press("Escape")


def test_without_script_support_is_a_link_to_its_page(plain: Page) -> None:
    link = plain.locator("#support-link")
    assert link.get_attribute("href") == "#support"
    assert link.get_attribute("role") is None
    assert plain.locator("#support .support-flag").is_visible()
    assert plain.get_by_role("link", name="Leave").is_visible()
    assert not plain.locator("#support-panel").is_visible()


@pytest.mark.parametrize("state", ["note", "quiz", "tools", "keys", "break"])
def test_the_way_out_works_in_every_state(enrol: Enrol, state: str) -> None:
    learner = enrol(EVERY)
    open_state(learner, state)
    for _ in range(3):
        learner.page.keyboard.press("Shift")
    learner.page.wait_for_function(
        "() => document.getElementById('course').contentWindow.location.pathname.endsWith('/away.html')"
    )
    learner.page.wait_for_timeout(300)
    assert learner.server.scorm.launches[-1].finished
    learner.nothing_wrong()


def test_a_break_saves_stops_the_clock_and_goes_on_where_it_was(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.go("set-it-up")
    learner.frame.evaluate("scrollTo(0, 300)")
    learner.page.wait_for_timeout(200)
    before = len(learner.server.scorm.calls)
    learner.frame.locator(".bar .tools-open").click()
    learner.frame.locator("[data-tool=rest]").click()
    learner.page.wait_for_timeout(600)
    assert "LMSCommit" in [call.method for call in learner.server.scorm.calls[before:]]
    assert focused(learner, "#curtain-rest-end")
    assert not learner.frame.evaluate("document.getElementById('main').checkVisibility({visibilityProperty: true})"), (
        "nothing of the course is to be seen"
    )
    assert learner.frame.title() == "A break"
    learner.page.set_viewport_size({"width": 1280, "height": 2400})
    learner.page.wait_for_timeout(2000)
    assert learner.frame.locator('#outline a[href="#set-it-up"] .mark').inner_text() == "", "nothing is seen behind it"
    learner.page.set_viewport_size({"width": 1280, "height": 800})
    learner.frame.locator("#curtain-rest-end").click()
    assert learner.frame.evaluate("scrollY") == 300
    assert focused(learner, ".tools-open")
    assert "Set it up" in learner.frame.title()
    learner.close()
    hours, minutes, seconds = learner.values["cmi.core.session_time"].split(":")
    assert (int(hours), int(minutes)) == (0, 0)
    assert float(seconds) < 2.6, "the break does not count"
    learner.nothing_wrong()


def test_nothing_for_axe_in_a_break(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    open_state(learner, "break")
    learner.frame.add_script_tag(path=AXE)
    for scheme in ("light", "dark"):
        learner.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert learner.frame.evaluate(RUN_AXE) == []
    learner.nothing_wrong()
