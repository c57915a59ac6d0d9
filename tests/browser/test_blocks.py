"""Blocks of several parts: what the script adds, and that everything is there without it, on paper and when a link leads inside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.courses import frame, write
from tests.browser.learner import Learner

Enrol = Callable[..., Learner]
VISIBLE = "all => all.filter(one => one.checkVisibility({visibilityProperty: true})).length"
STEPS = [{"title": f"Step {n}", "markdown": "Some words."} for n in range(1, 4)]


@pytest.fixture
def case_only(tmp_path: Path) -> Path:
    """A course of one page with a case that fits into the window: only its hidden steps keep it from being done."""
    blocks: list[dict[str, Any]] = [{"id": "story", "type": "case", "title": "A story", "steps": STEPS}]
    return write(tmp_path / "course", frame("story", [{"id": "only", "title": "Only page", "blocks": blocks}]))


def shown(learner: Learner, selector: str) -> int:
    return int(learner.frame.locator(f".page:visible {selector}").evaluate_all(VISIBLE))


def focused(learner: Learner) -> str:
    return str(learner.frame.evaluate("document.activeElement.textContent"))


def test_a_case_is_seen_when_its_last_step_was_shown(enrol: Enrol, case_only: Path) -> None:
    learner = enrol(case_only)
    more = learner.frame.locator(".case-next")
    for step in (2, 3):
        assert shown(learner, ".case-step") == step - 1
        learner.frame.evaluate("dispatchEvent(new WheelEvent('wheel')); scrollTo(0, 99999)")
        learner.page.wait_for_timeout(700)
        assert learner.status == "incomplete"
        more.click()
        assert focused(learner) == f"Step {step}"
    learner.page.wait_for_timeout(700)
    assert shown(learner, ".case-step") == 3
    assert more.count() == 0
    assert learner.status == "completed"
    learner.nothing_wrong()


def test_a_long_last_step_has_to_be_read_to_its_end(enrol: Enrol, tmp_path: Path) -> None:
    steps = [STEPS[0], {"title": "Long", "markdown": "Some words.\n\n" * 80}]
    blocks: list[dict[str, Any]] = [{"id": "story", "type": "case", "title": "A story", "steps": steps}]
    learner = enrol(write(tmp_path / "c", frame("story", [{"id": "only", "title": "Only page", "blocks": blocks}])))
    learner.frame.locator(".case-next").click()
    learner.page.wait_for_timeout(700)
    assert learner.status == "incomplete"
    learner.read()
    learner.page.wait_for_timeout(700)
    assert learner.status == "completed"


def test_a_case_that_was_read_stands_open_at_the_next_launch(enrol: Enrol) -> None:
    learner = enrol("every-block")
    learner.go("a-visitor")
    assert shown(learner, ".case-step") == 1
    learner.read()
    learner.relaunch()
    learner.go("a-visitor")
    assert shown(learner, ".case-step") == 3
    assert learner.frame.locator(".case-next").count() == 0


@pytest.mark.parametrize(("direction", "forward", "back"), [("ltr", "Right", "Left"), ("rtl", "Left", "Right")])
def test_tabs_by_keyboard(enrol: Enrol, direction: str, forward: str, back: str) -> None:
    learner = enrol("every-block")
    learner.frame.evaluate("direction => { document.documentElement.dir = direction }", direction)
    learner.go("open-and-choose")
    tabs = learner.frame.get_by_role("tab")
    assert learner.frame.get_by_role("tablist", name="When the room is used").count() == 1
    tabs.nth(0).focus()
    walk = [(forward, 1), (forward, 2), (forward, 0), (back, 2), ("Home", 0), ("End", 2), (back, 1)]
    for key, index in walk:
        learner.page.keyboard.press(key if key in ("Home", "End") else f"Arrow{key}")
        assert focused(learner) == tabs.nth(index).inner_text()
        assert [tab.get_attribute("aria-selected") for tab in tabs.all()] == [str(n == index).lower() for n in range(3)]
        assert [tab.get_attribute("tabindex") for tab in tabs.all()] == ["0" if n == index else "-1" for n in range(3)]
        assert shown(learner, ".tab-panel") == 1
    learner.page.keyboard.press("Tab")
    panel = learner.frame.get_by_role("tabpanel", name="In the evening")
    assert panel.evaluate("one => one === document.activeElement")
    tabs.nth(0).click()
    assert learner.frame.get_by_role("tabpanel", name="By day").is_visible()
    learner.nothing_wrong()


def test_the_way_back_from_a_source_opens_what_is_folded_up(enrol: Enrol) -> None:
    learner = enrol("every-block")
    for inside in (".fold .cite", ".tab-panel .cite"):
        learner.go("open-and-choose")
        anchor = learner.frame.locator(f"#open-and-choose {inside}").first.evaluate(
            "one => (one.matches('[id]') ? one : one.querySelector('[id]')).id"
        )
        cite = learner.frame.locator(f"#{anchor}")
        assert not cite.is_visible()
        learner.go("references")
        learner.frame.locator(f'#references a[href="#{anchor}"]').click()
        cite.wait_for(state="visible")
        assert learner.current() == "open-and-choose"


def test_a_comparison_stays_a_table_on_a_phone(enrol: Enrol) -> None:
    learner = enrol("every-block")
    learner.page.set_viewport_size({"width": 340, "height": 700})
    learner.go("one-week")
    table = learner.frame.get_by_role("table", name="A room, a corner, a walk")
    assert table.get_by_role("row").count() == 4
    assert table.get_by_role("columnheader").count() == 4
    assert table.get_by_role("rowheader", name="Who can hear").is_visible()
    label = table.get_by_role("cell").first.evaluate("one => getComputedStyle(one, '::before').content")
    assert "Quiet room" in label


def test_everything_is_shown_without_script(plain: Page) -> None:
    assert plain.locator(".case-step").evaluate_all(VISIBLE) == 3
    assert plain.locator(".tab-panel").evaluate_all(VISIBLE) == 3
    assert plain.locator(".tab-title").evaluate_all(VISIBLE) == 3
    assert plain.locator(".case-next, .tab-list").count() == 0
    plain.locator("summary", has_text="Does anybody hear us?").click()
    assert plain.get_by_text("listens").is_visible()


def test_paper_has_all_of_it(enrol: Enrol) -> None:
    learner = enrol("every-block", bare=True)
    learner.go("open-and-choose")
    learner.go("a-visitor")
    learner.page.emulate_media(media="print")
    learner.frame.evaluate("document.documentElement.classList.add('print-whole')")
    learner.frame.evaluate("dispatchEvent(new Event('beforeprint'))")
    for selector, count in ((".case-step", 3), (".tab-panel", 3), (".tab-title", 3), (".fold", 3)):
        assert int(learner.frame.locator(selector).evaluate_all(VISIBLE)) == count, selector
    for selector in (".case-next", ".tab-list"):
        assert int(learner.frame.locator(selector).evaluate_all(VISIBLE)) == 0, selector
    learner.frame.evaluate("dispatchEvent(new Event('afterprint'))")
    learner.page.emulate_media(media="screen")
    assert int(learner.frame.locator("details[open]").count()) == 0
