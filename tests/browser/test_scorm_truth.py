"""What a SCORM LMS is told is true: our strict host, a real browser, and a learner who does all sorts of things."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import EDITIONS
from tests.browser.courses import one_page, write
from tests.browser.learner import Learner

Enrol = Callable[..., Learner]
EVERY = "every-block"


@pytest.fixture(params=EDITIONS)
def edition(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_says_incomplete_before_anything_else(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    calls = learner.calls()
    writes = [call for call in calls if call.verb in ("SetValue", "Commit")]
    assert calls[0].verb == "Initialize"
    assert writes[0].args == (learner.element("lesson_status"), "incomplete")
    assert "Commit" in [call.verb for call in writes[:4]]
    assert learner.status == "incomplete"
    learner.nothing_wrong()


def test_open_and_close_never_completes_or_passes(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    for _ in range(3):
        learner.relaunch()
    learner.close()
    assert learner.status == "incomplete"
    assert learner.kept("score.raw") is None
    learner.nothing_wrong()


def test_a_course_of_one_short_page_is_not_done_by_opening_it(enrol: Enrol, tmp_path: Path) -> None:
    learner = enrol(write(tmp_path / "one", one_page()))
    learner.page.wait_for_timeout(2500)
    learner.relaunch()
    learner.close()
    assert learner.status == "incomplete"
    learner.open(f"{learner.server.url}?bare=1")
    learner.frame.locator(".turn-finish").click()
    learner.frame.wait_for_selector(".finish-done")
    learner.page.wait_for_timeout(200)
    assert learner.status == "completed"
    assert learner.kept("score.raw") is None
    learner.nothing_wrong()


def test_finish_says_what_is_left(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    pages = [page.id for page in learner.plan.course.pages()]
    learner.go(pages[-1])
    learner.frame.locator(".turn-finish").click()
    learner.frame.locator(".finish a").click()
    learner.page.wait_for_timeout(200)
    assert learner.current() == pages[0]
    assert learner.status == "incomplete"
    learner.nothing_wrong()


def test_looking_at_each_page_without_reading_it_completes_nothing(enrol: Enrol) -> None:
    learner = enrol("human-trafficking-awareness")
    for page in learner.plan.course.pages():
        learner.go(page.id)
    learner.close()
    assert learner.status == "incomplete"
    learner.nothing_wrong()


def test_all_read_and_passed_is_passed_with_the_score_that_was_shown(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.read_all()
    learner.take("final")
    assert "100" in learner.shown_score()
    assert learner.status == "passed"
    assert learner.kept("score.raw") == "100"
    learner.close()
    assert learner.kept("exit") == ("suspend" if learner.later else "")
    assert learner.server.scorm.launches[0].finished
    learner.nothing_wrong()


@pytest.mark.parametrize("wrong", [2, 4])
def test_a_failed_try_with_tries_left_stays_incomplete(
    enrol: Enrol, small_course: Callable[..., Path], wrong: int
) -> None:
    learner = enrol(small_course(questions=4))
    learner.read_all()
    learner.take("final", wrong=wrong)
    raw = learner.kept("score.raw")
    assert raw == {2: "50", 4: "0"}[wrong]
    assert raw in learner.shown_score()
    assert learner.status == "incomplete"
    learner.again()
    learner.take("final")
    assert (learner.status, learner.kept("score.raw")) == ("passed", "100")
    learner.nothing_wrong()


def test_a_pass_with_pages_left_waits_for_them(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    pages = [page.id for page in learner.plan.course.pages()]
    learner.go(pages[-1])
    learner.take("final")
    assert learner.status == "incomplete"
    learner.relaunch()
    learner.read_all()
    assert learner.status == "passed"
    learner.nothing_wrong()


def test_no_tries_left_is_failed(enrol: Enrol, small_course: Callable[..., Path]) -> None:
    learner = enrol(small_course(attempts=2))
    learner.read_all()
    learner.take("final", wrong=2)
    assert learner.status == "incomplete"
    learner.again()
    learner.take("final", wrong=2)
    assert learner.status == "failed"
    assert learner.frame.locator(".result button").count() == 0
    learner.relaunch()
    assert learner.status == "failed"
    learner.nothing_wrong()


def test_a_worse_try_afterwards_takes_nothing_back(enrol: Enrol, small_course: Callable[..., Path]) -> None:
    learner = enrol(small_course(questions=5))
    learner.read_all()
    learner.take("final", wrong=1)
    assert (learner.status, learner.kept("score.raw")) == ("passed", "80")
    learner.again()
    learner.take("final", wrong=5)
    assert (learner.status, learner.kept("score.raw")) == ("passed", "80")
    learner.nothing_wrong()


def test_two_thirds_are_cut_not_rounded(enrol: Enrol, small_course: Callable[..., Path]) -> None:
    learner = enrol(small_course(questions=3))
    learner.read_all()
    learner.take("final", wrong=1)
    assert learner.kept("score.raw") == "66.66"
    assert "66.66" in learner.shown_score()


def test_mastery_score_with_override_locks_nobody_out(enrol: Enrol, small_course: Callable[..., Path]) -> None:
    learner = enrol(small_course(mastery=True), switches="masteryOverride=1&reviewAfterDone=1")
    learner.take("final", wrong=2)
    learner.relaunch()
    assert learner.status == "incomplete"
    assert learner.kept("score.raw") is None
    learner.again()
    learner.take("final")
    learner.close()
    assert (learner.status, learner.kept("score.raw")) == ("passed", "100")
    learner.nothing_wrong()


def test_mastery_override_without_a_mastery_score_in_the_manifest(enrol: Enrol) -> None:
    """Moodle's default setting must not turn a pass with pages left into anything."""
    learner = enrol(EVERY, switches="masteryOverride=1")
    learner.go([page.id for page in learner.plan.course.pages()][-1])
    learner.take("final")
    learner.close()
    assert learner.status == "incomplete"
    learner.nothing_wrong()


@pytest.mark.parametrize("mode", ["review", "browse"])
def test_review_and_browse_write_nothing(enrol: Enrol, mode: str) -> None:
    learner = enrol(EVERY, switches=f"mode={mode}")
    learner.read_all()
    learner.take("final")
    learner.close()
    assert [call for call in learner.calls() if call.verb == "SetValue"] == []
    learner.nothing_wrong()


def test_no_credit_writes_no_score_and_no_status(enrol: Enrol) -> None:
    learner = enrol(EVERY, switches="credit=no-credit")
    learner.read_all()
    learner.take("final")
    learner.close()
    told = {call.element for call in learner.calls() if call.verb == "SetValue"}
    names = ("lesson_status", "success_status", "progress_measure", "score.raw", "score.scaled")
    assert not {learner.element(name) for name in names} & told
    learner.nothing_wrong()


def test_once_passed_a_later_launch_lowers_nothing(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.read_all()
    learner.take("final")
    for _ in range(2):
        learner.relaunch()
        learner.read_all()
    learner.close()
    assert (learner.status, learner.kept("score.raw")) == ("passed", "100")
    learner.nothing_wrong()


def test_interactions_have_the_standards_types_and_responses(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.read_all()
    asked = learner.asked("final")
    learner.take("final", wrong=1)
    told: dict[int, dict[str, str]] = {}
    for call in learner.calls():
        if call.element.startswith("cmi.interactions.") and call.verb == "SetValue":
            index, _, field = call.element.removeprefix("cmi.interactions.").partition(".")
            told.setdefault(int(index), {})[field] = str(call.args[1])
    final = [entry for entry in told.values() if entry["id"] in asked]
    assert [entry["id"] for entry in final] == asked
    wrong, response = ("incorrect", "learner_response") if learner.later else ("wrong", "student_response")
    assert [entry["result"] for entry in final] == [wrong, *["correct"] * (len(asked) - 1)]
    for entry in final:
        assert entry["type"] in ("choice", "true-false")
        assert entry["correct_responses.0.pattern"]
        assert (entry[response] == entry["correct_responses.0.pattern"]) == (entry["result"] == "correct")
        assert entry["objectives.0.id"] == learner.question(entry["id"]).objective
        assert entry.get("description", "").startswith("{lang=en-US}") == learner.later
    learner.nothing_wrong()


def test_session_time_is_the_time_that_passed(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.page.wait_for_timeout(2500)
    learner.close()
    told = re.fullmatch(r"(?:0000:00:|PT)(\d+(?:\.\d+)?)S?", str(learner.kept("session_time")))
    assert told
    assert 2 <= float(told[1]) <= 8
    learner.nothing_wrong()
