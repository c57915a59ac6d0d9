"""What nobody asks for and somebody does: a page out of the browser's cache, a changed course, another course in the same place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser.conftest import package_of
from tests.browser.courses import frame, question, write
from tests.browser.learner import Learner

Enrol = Callable[..., Learner]
EVERY = "every-block"


def focused(learner: Learner, within: str) -> bool:
    script = "within => document.activeElement !== document.body && Boolean(document.activeElement?.closest(within))"
    return bool(learner.frame.evaluate(script, within))


def test_a_page_out_of_the_cache_stays_closed_whatever_is_pressed(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.page.set_viewport_size({"width": 400, "height": 700})
    learner.frame.locator("#menu").click()
    learner.frame.evaluate(
        "dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}));"
        "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
    )
    assert learner.notice()
    learner.page.mouse.click(390, 690)
    learner.page.keyboard.press("Escape")
    learner.frame.locator("#menu").click(force=True, timeout=1000)
    learner.page.keyboard.press("Escape")
    assert learner.frame.evaluate("document.getElementById('main').inert")
    assert learner.frame.evaluate("document.getElementById('outline').inert")


def test_the_open_outline_has_the_focus_on_the_page_that_is_on_show(enrol: Enrol) -> None:
    learner = enrol("human-trafficking-awareness")
    learner.page.set_viewport_size({"width": 360, "height": 740})
    last = [page.id for page in learner.plan.course.pages()][-1]
    learner.go(last)
    learner.frame.locator("#menu").click()
    assert focused(learner, f'#outline a[href="#{last}"]')
    learner.page.wait_for_timeout(300)
    assert learner.frame.locator(f'#outline a[href="#{last}"]').bounding_box()["y"] < 740  # type: ignore[index]
    learner.page.keyboard.press("Escape")
    assert focused(learner, "#menu")


def _check_course(folder: Path) -> Path:
    check = {"id": "check", "title": "Check", "purpose": "check", "questions": [question(0), question(1)]}
    pages = [{"id": "only", "title": "Only", "blocks": [{"id": "b-quiz", "type": "quiz", "quiz": "check"}]}]
    return write(folder, frame("checked", pages) | {"quizzes": [check]})


def test_an_answered_check_loses_no_focus(enrol: Enrol, tmp_path: Path) -> None:
    learner = enrol(_check_course(tmp_path / "course"))
    for name, options in (("q-0", learner.wrong("q-0")), ("q-1", learner.key("q-1"))):
        learner.pick(name, options)
        learner.fieldset(name).locator(".question-actions button").press("Enter")
        learner.page.wait_for_timeout(150)
        assert learner.fieldset(name).get_attribute("data-result")
        assert focused(learner, f'[data-question="{learner.plan.lock.questions[name].number}"]')
    learner.fieldset("q-0").locator(".question-actions button").press("Enter")
    assert focused(learner, ".option")
    learner.nothing_wrong()


def test_the_button_of_a_trouble_that_is_over_hands_on_the_focus(enrol: Enrol) -> None:
    learner = enrol(EVERY, switches="failCommits=1", bare=False)
    learner.frame.locator("#notice button").press("Enter")
    learner.frame.wait_for_selector("#notice", state="hidden")
    assert focused(learner, "#main")


class Shelf:
    """A package in an LMS, and what is put in its place."""

    def __init__(self, context: Any, server_of: Any, folder: Path, course: dict[str, Any]) -> None:
        self.folder = folder
        planned, self.package = package_of(write(folder, course), "scorm12")
        self.server = server_of(self.package)
        self.server.shelf._source = lambda: self.package
        self.learner = Learner(context.new_page(), self.server, planned)
        self.learner.open(f"{self.server.url}?bare=1")

    def replace(self, course: dict[str, Any]) -> None:
        self.learner.close()
        self.learner.plan, self.package = package_of(write(self.folder, course), "scorm12")
        self.server.shelf.refresh()
        self.learner.open(f"{self.server.url}?bare=1")


def _quiz_course(slug: str, right: str) -> dict[str, Any]:
    questions = [question(n) for n in range(2)]
    for one in questions:
        one["options"] = [{"id": n, "text": n, **({"correct": True} if n == right else {})} for n in ("yes", "no")]
    pages = [{"id": "end", "title": "End", "blocks": [{"id": "b-quiz", "type": "quiz", "quiz": "final"}]}]
    return frame(slug, pages) | {
        "quizzes": [{"id": "final", "title": "Final", "purpose": "assessment", "questions": questions}],
        "completion": {"pages": "none", "assessments": "passed"},
        "passing": {"passMark": 80},
    }


def test_a_corrected_key_shows_no_pass_that_the_lms_was_not_told(context: Any, server_of: Any, tmp_path: Path) -> None:
    shelf = Shelf(context, server_of, tmp_path / "course", _quiz_course("keyed", "yes"))
    learner = shelf.learner
    for turn in range(2):
        learner.take("final", wrong=2)
        if turn == 0:
            learner.again()
    shelf.replace(_quiz_course("keyed", "no"))
    assert (learner.status, learner.values["cmi.core.score.raw"]) == ("incomplete", "0")
    assert learner.shown_score().startswith("0 %")
    learner.again()
    learner.take("final")
    assert (learner.status, learner.values["cmi.core.score.raw"]) == ("passed", "100")
    learner.nothing_wrong()


def test_another_course_in_the_same_place_is_not_done_by_this_one(context: Any, server_of: Any, tmp_path: Path) -> None:
    words = {"type": "text", "markdown": "Some words."}
    pages = [{"id": f"p-{n}", "title": "Page", "blocks": [words | {"id": f"b-{n}"}]} for n in range(3)]
    shelf = Shelf(context, server_of, tmp_path / "one", frame("first", pages))
    learner = shelf.learner
    for n in range(2):
        learner.go(f"p-{n}")
        learner.read()
    shelf.folder = tmp_path / "two"
    shelf.replace(frame("second", pages[:2]))
    assert learner.notice()
    learner.relaunch(f"{shelf.server.url}?bare=1")
    learner.close()
    assert learner.status == "incomplete"
    learner.nothing_wrong()
