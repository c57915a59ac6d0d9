"""A page with a content note opens on its note; whoever goes round it loses no completion, and what counts cannot be gone round."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame

from coursepack.play import PlayServer
from tests.browser.conftest import package_of
from tests.browser.courses import frame, question, write
from tests.browser.learner import Learner
from tests.browser.test_access import AXE, RUN_AXE

Enrol = Callable[..., Learner]
NOTE = {"id": "hard", "text": "This page is about hard days."}
SOURCE = {"id": "guide", "type": "report", "title": "A guide"}


def words(name: str, text: str = "Some words.") -> dict[str, Any]:
    return {"id": name, "type": "text", "markdown": text}


def page(name: str, *blocks: dict[str, Any], noted: bool = False) -> dict[str, Any]:
    notes = {"contentNotes": ["hard"]} if noted else {}
    return {"id": name, "title": name.capitalize(), "blocks": list(blocks)} | notes


@pytest.fixture
def course(tmp_path: Path) -> Callable[..., Path]:
    """Three pages, the second behind a note, with a check on it; `assessment` puts an assessment there, `last` ends with it."""

    def make(*, assessment: bool = False, last: bool = False) -> Path:
        quiz = {"id": "quiz", "title": "Quiz", "purpose": "assessment" if assessment else "check"}
        hard = page("hard", words("h-1", "A [link](#start) and a source [@guide]."), words("h-2"), noted=True)
        hard["blocks"].append({"id": "h-quiz", "type": "quiz", "quiz": "quiz"})
        pages = [
            page("start", words("s-1")),
            hard,
            *([] if last else [page("end", words("e-1", "Some words.\n\n" * 60))]),
        ]
        rules: dict[str, Any] = {"completion": {"pages": "all", "assessments": "none"}}
        if assessment:
            rules = {"completion": {"pages": "all", "assessments": "passed"}, "passing": {"passMark": 80}}
        made = frame("noted", pages) | {"contentNotes": [NOTE], "sources": [SOURCE], "minutes": 9} | rules
        return write(tmp_path / "course", made | {"quizzes": [quiz | {"questions": [question(0)]}]})

    return make


def gate(learner: Learner) -> str:
    """What the gate of the page on show says; nothing when the page is open."""
    found = learner.frame.locator(".page:visible .gate")
    return found.inner_text() if found.count() else ""


def press(learner: Learner, name: str) -> None:
    learner.frame.locator(".gate").get_by_role("button", name=name).click()
    learner.page.wait_for_timeout(150)


def mark(learner: Learner, name: str) -> str:
    return learner.frame.locator(f'#outline a[href="#{name}"] .mark').inner_text()


def shown(inside: Frame, name: str) -> bool:
    return bool(inside.evaluate("id => document.getElementById(id).checkVisibility()", name))


def test_only_the_note_is_there_and_nothing_behind_it_is_seen(enrol: Enrol, course: Callable[..., Path]) -> None:
    learner = enrol(course())
    learner.read()
    learner.go("hard", note=True)
    assert "hard days" in learner.frame.locator(".content-note").inner_text()
    learner.frame.evaluate("dispatchEvent(new WheelEvent('wheel')); scrollTo(0, 99999)")
    learner.page.set_viewport_size({"width": 1280, "height": 2000})
    learner.page.wait_for_timeout(700)
    for block in ("b-h-1", "b-h-2", "b-h-quiz"):
        assert not shown(learner.frame, block)
    tree = learner.frame.locator("#main").aria_snapshot()
    assert "Some words" not in tree
    assert "Question" not in tree
    assert "Next" not in tree
    for _ in range(25):
        learner.page.keyboard.press("Tab")
        assert not learner.frame.evaluate("Boolean(document.activeElement.closest('.page[data-gate] .block'))")
    assert mark(learner, "hard") == ""
    learner.go("end")
    learner.read()
    learner.close()
    assert learner.status == "incomplete"
    learner.nothing_wrong()


def test_going_round_costs_no_completion(enrol: Enrol, course: Callable[..., Path]) -> None:
    learner = enrol(course())
    learner.read()
    learner.go("hard", note=True)
    assert "practice questions" in gate(learner)
    press(learner, "Skip")
    assert learner.current() == "end"
    assert mark(learner, "hard") == "not read, counts as done"
    assert learner.frame.locator("#outline-standing").inner_text().startswith("2 of 3 pages done")
    assert learner.status == "incomplete"
    learner.read()
    learner.page.wait_for_timeout(500)
    assert learner.status == "completed"
    assert learner.frame.locator("#progress").get_attribute("aria-valuenow") == "100"
    learner.close()
    assert learner.values["cmi.core.exit"] == ""
    learner.nothing_wrong()


def test_a_page_that_was_passed_over_is_kept_and_can_be_opened(enrol: Enrol, course: Callable[..., Path]) -> None:
    learner = enrol(course())
    learner.go("hard", note=True)
    press(learner, "Skip")
    learner.relaunch()
    assert mark(learner, "hard") == "not read, counts as done"
    learner.go("hard", note=True)
    assert "You have not read" in gate(learner)
    assert learner.frame.locator(".page:visible .turn-next").is_visible()
    press(learner, "Show")
    assert gate(learner) == ""
    learner.check("q-0")
    learner.read()
    assert mark(learner, "hard") == "done"
    learner.nothing_wrong()


def test_an_opened_page_is_not_asked_about_again(enrol: Enrol, course: Callable[..., Path]) -> None:
    learner = enrol(course())
    learner.go("hard", note=True)
    press(learner, "Show")
    assert learner.frame.evaluate("document.activeElement.matches('.block')")
    learner.go("start")
    learner.go("hard", note=True)
    assert gate(learner) == ""
    learner.read()
    learner.relaunch()
    learner.go("hard", note=True)
    assert gate(learner) == "", "some of it was seen before"
    learner.nothing_wrong()


def test_an_assessment_cannot_be_gone_round(enrol: Enrol, course: Callable[..., Path]) -> None:
    learner = enrol(course(assessment=True))
    learner.read()
    learner.go("hard", note=True)
    assert "assessment on this page still counts" in gate(learner)
    press(learner, "Skip")
    learner.read()
    learner.frame.locator(".turn-finish").click()
    learner.page.wait_for_timeout(700)
    assert "pass its assessment" in learner.frame.locator(".finish").inner_text()
    assert learner.status == "incomplete"
    assert "cmi.core.score.raw" not in learner.values
    learner.go("hard", note=True)
    assert "still to be done" in gate(learner)
    press(learner, "Show")
    learner.take("quiz")
    assert learner.status == "passed"
    learner.nothing_wrong()


def test_the_last_page_can_be_gone_round(enrol: Enrol, course: Callable[..., Path]) -> None:
    learner = enrol(course(last=True))
    learner.read()
    learner.go("hard", note=True)
    assert not learner.frame.locator(".turn-finish").is_visible()
    press(learner, "Skip")
    assert learner.current() == "hard"
    assert "You have not read" in learner.frame.evaluate("document.activeElement.textContent")
    learner.frame.locator(".turn-finish").click()
    learner.frame.wait_for_selector(".finish-done")
    learner.page.wait_for_timeout(300)
    assert learner.status == "completed"
    learner.nothing_wrong()


def test_an_lrs_is_told_the_same(enrol: Enrol, course: Callable[..., Path]) -> None:
    learner = enrol(course(), "xapi")
    learner.read()
    learner.go("hard", note=True)
    press(learner, "Skip")
    learner.read()
    learner.page.wait_for_timeout(1500)
    told = [one for one in learner.server.lrs.statements if one["object"]["id"] == learner.plan.course.id]
    verbs = [one["verb"]["id"].rsplit("/", 1)[-1] for one in told]
    assert verbs.count("completed") == 1
    progress = [one["result"]["extensions"] for one in told if one["verb"]["id"].endswith("/progressed")]
    assert next(iter(progress[-1].values())) == 100
    assert "hard" not in str(told), "that somebody went round a page is nobody's business"
    learner.nothing_wrong()


def test_a_link_into_the_page_meets_the_note_first(enrol: Enrol, course: Callable[..., Path]) -> None:
    learner = enrol(course())
    learner.go("references")
    learner.frame.locator(".backlinks a").first.click()
    learner.page.wait_for_timeout(100)
    assert learner.current() == "hard"
    assert not shown(learner.frame, "cite-guide-1")
    assert learner.frame.evaluate("document.activeElement.tagName") == "H1"
    press(learner, "Show")
    assert learner.frame.evaluate("document.activeElement.id") == "cite-guide-1"
    learner.relaunch(learner.frame.url.split("content")[0] + "?bare=1")
    learner.nothing_wrong()


def test_a_launch_into_the_page_meets_the_note_first(enrol: Enrol, course: Callable[..., Path]) -> None:
    learner = enrol(course())
    learner.go("hard", note=True)
    learner.page.wait_for_timeout(1500)
    learner.relaunch()
    assert learner.current() == "hard"
    assert gate(learner)
    learner.frame.page.goto(f"{learner.server.url}content/index.html#cite-guide-1")
    learner.ready()
    assert not shown(learner.frame, "cite-guide-1")


def test_search_shows_no_more_than_the_title(enrol: Enrol, course: Callable[..., Path]) -> None:
    learner = enrol(course())
    learner.frame.locator(".bar .tools-open").click()
    learner.frame.locator("#tools-search").fill("source")
    found = learner.frame.locator("#tools-found a", has_text="Hard")
    found.wait_for()
    assert found.locator("mark").count() == 0
    assert "content note" in found.inner_text()
    found.click()
    assert gate(learner)
    press(learner, "Show")
    assert "a source" in learner.frame.evaluate("document.activeElement.textContent")
    learner.frame.locator(".bar .tools-open").click()
    assert learner.frame.locator("#tools-found a", has_text="Hard").locator("mark").count() == 1
    learner.nothing_wrong()


def test_paper(enrol: Enrol, course: Callable[..., Path]) -> None:
    learner = enrol(course())
    learner.go("hard", note=True)
    learner.page.emulate_media(media="print")
    assert learner.frame.locator(".content-note").is_visible()
    assert not shown(learner.frame, "b-h-1"), "what was not opened is not printed with the page"
    assert not shown(learner.frame, "b-s-1")
    learner.frame.evaluate("document.documentElement.classList.add('print-whole')")
    for block in ("b-s-1", "b-h-1", "b-e-1"):
        assert shown(learner.frame, block)
    assert not learner.frame.locator(".gate").is_visible()
    learner.page.emulate_media(media="screen")
    assert not shown(learner.frame, "b-h-1"), "on the screen the class changes nothing"
    learner.page.wait_for_timeout(700)
    learner.relaunch()
    assert gate(learner), "printing is not seeing"


def test_without_script_the_note_stands_above(
    chromium: Browser, server_of: Callable[..., PlayServer], course: Callable[..., Path]
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    document = context.new_page()
    document.goto(f"{server_of(package_of(course(), 'scorm12')[1]).url}content/index.html")
    assert document.locator("#hard .content-note").is_visible()
    assert document.locator("#b-h-1").is_visible()
    context.close()


def test_by_keyboard_and_nothing_for_axe(enrol: Enrol, course: Callable[..., Path]) -> None:
    learner = enrol(course())
    learner.go("hard", note=True)
    learner.frame.add_script_tag(path=AXE)
    for scheme in ("light", "dark"):
        learner.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for direction in ("ltr", "rtl"):
            learner.frame.evaluate("way => { document.documentElement.dir = way }", direction)
            assert learner.frame.evaluate(RUN_AXE) == []
    for _ in range(3):
        learner.page.keyboard.press("Tab")
        if "Skip" in learner.frame.evaluate("document.activeElement.textContent"):
            break
    learner.page.keyboard.press("Enter")
    learner.page.wait_for_timeout(200)
    assert learner.current() == "end"
    assert learner.frame.evaluate("document.activeElement.tagName") == "H1"
    learner.nothing_wrong()
