"""Attempts as a quiz says: tries, hints, retries, waiting, limits, reviews, marks of objectives, pretests; and what is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.courses import write_small
from tests.browser.learner import Learner
from tests.browser.test_access import AXE, RUN_AXE

Take = Callable[..., Learner]


@pytest.fixture
def take(enrol: Callable[..., Learner], tmp_path: Path) -> Take:
    """A learner in front of the small course's assessment, made to measure."""

    def start(
        quiz: dict[str, Any], format_name: str = "scorm12", *, questions: int = 2, course: dict[str, Any] | None = None
    ) -> Learner:
        folder = write_small(tmp_path / "course", questions=questions)
        file = folder / "course.json"
        data = json.loads(file.read_text())
        data |= course or {}
        data = {key: value for key, value in data.items() if value is not None}
        options = quiz.pop("options", {})
        data["quizzes"][0] |= quiz
        for at, more in options.items():
            data["quizzes"][0]["questions"][at] |= more
        file.write_text(json.dumps(data))
        learner = enrol(folder, format_name)
        learner.go(list(learner.plan.course.pages())[-1].id)
        return learner

    return start


def button(learner: Learner, name: str, text: str) -> Any:
    return learner.fieldset(name).locator("button", has_text=text)


def names(learner: Learner) -> list[str]:
    return learner.asked("final")


def test_each_question_says_at_once_how_it_went_and_a_wrong_try_costs(take: Take) -> None:
    learner = take({"answering": "each", "tries": 2, "penalty": 50})
    first, second = names(learner)
    learner.pick(first, learner.wrong(first))
    button(learner, first, "Check").click()
    assert "You have 1 try left." in learner.fieldset(first).inner_text()
    button(learner, first, "Try again").click()
    learner.pick(first, learner.key(first))
    button(learner, first, "Check").click()
    learner.submit("final")
    assert "Check your answer to this question first." in learner.fieldset(second).inner_text()
    learner.pick(second, learner.key(second))
    button(learner, second, "Check").click()
    learner.submit("final")
    assert learner.shown_score().startswith("75 %")
    learner.page.wait_for_timeout(300)
    assert learner.values["cmi.core.score.raw"] == "75"
    told = [value for key, value in sorted(learner.values.items()) if key.endswith(".result")]
    assert told == ["wrong", "correct", "correct"], "each try once, and nothing again at the hand-in"
    learner.nothing_wrong()


def test_the_last_try_is_the_last(take: Take) -> None:
    learner = take({"answering": "each", "review": {"before": "result", "after": "answers"}})
    first = names(learner)[0]
    learner.pick(first, learner.wrong(first))
    button(learner, first, "Check").click()
    assert learner.fieldset(first).locator(".question-actions button:visible").count() == 0
    assert "The right answer" in learner.fieldset(first).inner_text()
    assert learner.fieldset(first).locator(".option input:enabled").count() == 0
    learner.relaunch()
    learner.go(list(learner.plan.course.pages())[-1].id)
    assert learner.fieldset(first).locator(".option input:enabled").count() == 0, "also after a close"


def test_a_hint_is_shown_when_it_is_asked_for_and_kept(take: Take) -> None:
    learner = take({"options": {0: {"hints": [{"text": "Think of the *door*.", "cost": 50}]}}})
    with_hint = "q-0"
    assert "door" not in learner.frame.content()
    button(learner, with_hint, "Show a hint (1 of 1); it costs 50 %").click()
    assert "Think of the door." in learner.fieldset(with_hint).locator(".hint").inner_text()
    learner.page.wait_for_timeout(1300)
    learner.relaunch()
    learner.go(list(learner.plan.course.pages())[-1].id)
    assert learner.fieldset(with_hint).locator(".hint").count() == 1
    learner.take("final")
    assert learner.shown_score().startswith("75 %")


def test_the_missed_ones_again(take: Take) -> None:
    learner = take({"retry": "missed", "attempts": 3}, questions=4)
    asked = names(learner)
    learner.take("final", wrong=2)
    learner.frame.locator(".result button", has_text="Try the missed questions again").click()
    assert [bool(learner.fieldset(name).locator(".option input:enabled").count()) for name in asked] == [
        True,
        True,
        False,
        False,
    ]
    for name in asked[:2]:
        learner.pick(name, learner.key(name))
    learner.submit("final")
    assert learner.shown_score().startswith("100 %")
    learner.page.wait_for_timeout(300)
    assert learner.status == "incomplete" or learner.values["cmi.core.score.raw"] == "100"
    count = sum(key.endswith(".student_response") for key in learner.values)
    assert count == 6, "four, and the two that were asked again"
    learner.nothing_wrong()


def test_nothing_is_shown_before_the_last_attempt_and_answers_after_it(take: Take) -> None:
    learner = take({"attempts": 2, "review": {"before": "nothing", "after": "answers"}})
    learner.take("final", wrong=1)
    assert learner.frame.locator(".verdict:visible").count() == 0
    assert learner.frame.locator(".is-right, .is-wrong, .is-answer").count() == 0
    learner.again()
    learner.take("final", wrong=1)
    assert learner.frame.locator(".is-answer:visible").count() == 1
    assert learner.frame.locator(".verdict:visible").count() == 2


def test_the_next_attempt_waits(take: Take) -> None:
    learner = take({"wait": 60})
    learner.take("final", wrong=1)
    assert learner.frame.locator(".result-wait").inner_text() == "You can try again in about 60 minutes."
    assert learner.frame.locator(".result button:visible").count() == 0
    learner.relaunch()
    learner.go(list(learner.plan.course.pages())[-1].id)
    assert learner.frame.locator(".result button:visible").count() == 0, "closing the course does not help"
    learner.nothing_wrong()


def test_a_time_limit_is_said_before_it_runs_and_hands_in_what_there_is(take: Take) -> None:
    learner = take({"timeLimit": 10, "extraTime": [50, 100], "attempts": 2})
    assert learner.frame.locator(".question:visible").count() == 0
    gate = learner.frame.locator(".quiz-gate")
    assert "There is a time limit of 10 minutes." in gate.inner_text()
    gate.locator("label", has_text="15 minutes").click()
    learner.frame.add_script_tag(path=AXE)
    assert learner.frame.evaluate(RUN_AXE) == []
    gate.locator("button").click()
    assert learner.frame.locator(".question input:focus").count() == 1
    assert learner.frame.locator(".time-left").inner_text() == "Less than 15 minutes are left."
    first = names(learner)[0]
    learner.pick(first, learner.key(first))
    learner.page.wait_for_timeout(1300)
    learner.close()
    learner.page.clock.set_fixed_time(learner.page.evaluate("Date.now()") + 16 * 60_000)
    learner.relaunch()
    learner.go(list(learner.plan.course.pages())[-1].id)
    assert "The time is over." in learner.frame.locator(".result").inner_text()
    assert learner.shown_score().startswith("50 %")
    learner.nothing_wrong()


def test_a_mark_of_an_objective_keeps_a_pass_away_and_is_told(take: Take) -> None:
    objectives = [{"id": "aim", "text": "Aim well.", "passMark": 100}, {"id": "other", "text": "Do the other thing."}]
    options = {0: {"objective": "aim"}, **{at: {"objective": "other"} for at in range(1, 5)}}
    learner = take({"attempts": 1, "options": options}, questions=5, course={"objectives": objectives})
    for name in names(learner):
        learner.pick(name, learner.wrong(name) if name == "q-0" else learner.key(name))
    learner.submit("final")
    assert learner.shown_score().startswith("80 %")
    result = learner.frame.locator(".result")
    assert "Not passed" in result.inner_text()
    result.locator("summary").click()
    assert "0 % – Aim well. (not reached: 100 % are needed)" in result.inner_text()
    assert "100 % – Do the other thing." in result.inner_text()
    learner.page.wait_for_timeout(300)
    assert learner.status == "failed"
    values = learner.values
    assert [values[f"cmi.objectives.{at}.id"] for at in (0, 1)] == ["aim", "other"]
    assert [values[f"cmi.objectives.{at}.status"] for at in (0, 1)] == ["failed", "completed"]
    assert [values[f"cmi.objectives.{at}.score.raw"] for at in (0, 1)] == ["0", "100"]
    learner.nothing_wrong()


def test_objectives_and_confidence_over_xapi(take: Take) -> None:
    objectives = [{"id": "aim", "text": "Aim well.", "passMark": 50}]
    options = {at: {"objective": "aim"} for at in range(2)}
    learner = take({"confidence": True, "options": options}, "xapi", course={"objectives": objectives})
    first = names(learner)[0]
    learner.fieldset(first).locator(".confidence label", has_text="Not sure").click()
    learner.take("final", wrong=1)
    learner.page.wait_for_timeout(500)
    told = {one["object"]["id"]: one for one in learner.server.lrs.statements}
    aim = next(one for iri, one in told.items() if iri.endswith("/objective/aim"))
    assert (aim["verb"]["id"].rsplit("/")[-1], aim["result"]["score"]["scaled"]) == ("passed", 0.5)
    sure = [one["result"].get("extensions") for iri, one in told.items() if "/question/" in iri]
    assert {"https://coursepack.example/xapi/extensions/confidence": 1} in sure
    assert None in sure
    learner.nothing_wrong()


def test_a_pretest_passes_lessons_over_and_scores_nothing(take: Take) -> None:
    course = {"passing": None, "completion": {"pages": "all", "assessments": "none"}}
    rule = {"lesson": "lesson", "objectives": ["o-one"], "mark": 100}
    learner = take({"purpose": "pretest", "testOut": [rule]}, course=course)
    learner.take("final")
    result = learner.frame.locator(".result").inner_text()
    assert "its pages count as done" in result
    assert "left" not in result
    learner.page.wait_for_timeout(300)
    assert learner.status == "completed"
    assert "cmi.core.score.raw" not in learner.values
    learner.nothing_wrong()
