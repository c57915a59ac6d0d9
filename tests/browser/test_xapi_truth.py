"""What an LRS is told is true: our strict host, two independent validators, a real browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser.learner import Learner
from tests.hosts.judges import judge_statements

Enrol = Callable[..., Learner]
EVERY = "every-block"


def statements(learner: Learner) -> list[dict[str, Any]]:
    """What the store holds, oldest first, after the player had time to send."""
    learner.page.wait_for_timeout(1500)
    return list(learner.server.lrs.statements)


def verbs(learner: Learner, *, course_only: bool = True) -> list[str]:
    course = learner.plan.course.id
    return [
        one["verb"]["id"].rsplit("/", 1)[-1]
        for one in statements(learner)
        if not course_only or one["object"]["id"] == course
    ]


def test_open_and_close_neither_completes_nor_passes(enrol: Enrol) -> None:
    learner = enrol(EVERY, "xapi")
    learner.close()
    told = verbs(learner)
    assert told[0] in ("initialized", "attempted")
    assert told[-1] == "terminated"
    assert not {"completed", "passed", "failed"} & set(told)
    learner.nothing_wrong()


def test_a_whole_run_is_told_once_and_judged_by_two_others(enrol: Enrol) -> None:
    learner = enrol(EVERY, "xapi")
    learner.read_all()
    learner.take("final", wrong=4)
    learner.again()
    learner.take("final")
    shown = learner.shown_score()
    learner.relaunch()
    learner.close()
    told = Counter(verbs(learner))
    assert (told["completed"], told["passed"], told["failed"]) == (1, 1, 0)
    assert (told["initialized"], told["terminated"], told["attempted"]) == (2, 2, 1)
    assert told["progressed"] >= 1
    passed = next(
        one
        for one in statements(learner)
        if one["verb"]["id"].endswith("/passed") and one["object"]["id"] == learner.plan.course.id
    )
    assert passed["result"]["score"]["scaled"] == 1
    score = passed["result"]["score"]
    assert f"{score['raw']} of {score['max']}" in shown
    assert "100" in shown
    assert passed["context"]["registration"]
    assert judge_statements(statements(learner)) == []
    learner.nothing_wrong()


def test_answers_carry_definition_response_and_success(enrol: Enrol) -> None:
    learner = enrol(EVERY, "xapi")
    pages = [page.id for page in learner.plan.course.pages()]
    learner.go(pages[-1])
    asked = learner.asked("final")
    learner.take("final", wrong=1)
    answered = [one for one in statements(learner) if one["verb"]["id"].endswith("/answered")]
    assert [one["object"]["id"].rsplit("/", 1)[-1] for one in answered] == asked
    assert [one["result"]["success"] for one in answered] == [False, *[True] * (len(asked) - 1)]
    for one in answered:
        definition = one["object"]["definition"]
        assert definition["interactionType"] in ("choice", "true-false")
        assert (one["result"]["response"] in definition["correctResponsesPattern"]) == one["result"]["success"]
    assert judge_statements(answered) == []
    learner.nothing_wrong()


def test_resumes_from_the_state_api(enrol: Enrol) -> None:
    learner = enrol(EVERY, "xapi")
    pages = [page.id for page in learner.plan.course.pages()]
    learner.go(pages[-1])
    asked = learner.asked("final")
    learner.pick(asked[0], learner.key(asked[0]))
    learner.page.wait_for_timeout(1500)
    learner.relaunch()
    assert learner.current() == pages[-1]
    assert learner.asked("final") == asked
    assert learner.checked(asked[0]) == learner.key(asked[0])
    learner.nothing_wrong()


def test_a_dead_network_loses_and_doubles_nothing(enrol: Enrol) -> None:
    learner = enrol(EVERY, "xapi", bare=False)
    learner.page.wait_for_timeout(800)
    learner.server.lrs.offline = True
    learner.read_all()
    learner.take("final")
    learner.page.wait_for_timeout(1200)
    assert learner.notice()
    learner.server.lrs.offline = False
    learner.frame.locator("#notice button").first.click()
    learner.frame.wait_for_selector("#notice", state="hidden", timeout=30_000)
    told = statements(learner)
    assert len({one["id"] for one in told}) == len(told)
    assert Counter(verbs(learner))["passed"] == 1
    assert judge_statements(told) == []
    learner.page.wait_for_timeout(300)
    assert learner.server.faults == []


def test_a_lost_answer_of_the_store_doubles_nothing(enrol: Enrol) -> None:
    learner = enrol(EVERY, "xapi", bare=False)
    learner.page.wait_for_timeout(800)
    learner.server.lrs.lose = 3
    learner.read_all()
    learner.take("final")
    learner.page.wait_for_timeout(9000)
    told = Counter(verbs(learner))
    assert (told["completed"], told["passed"]) == (1, 1)
    assert learner.server.faults == []


def test_an_actor_of_before_1_0_is_put_right(enrol: Enrol) -> None:
    learner = enrol(EVERY, "xapi", "actor=legacy")
    learner.close()
    assert {one["actor"]["mbox"] for one in statements(learner)} == {"mailto:robin@lms.example"}
    assert judge_statements(statements(learner)) == []
    learner.nothing_wrong()


def test_no_tries_left_is_failed(enrol: Enrol, small_course: Callable[..., Path]) -> None:
    learner = enrol(small_course(attempts=1), "xapi")
    learner.read_all()
    learner.take("final", wrong=2)
    told = Counter(verbs(learner))
    assert (told["failed"], told["passed"], told["completed"]) == (1, 0, 0)
    learner.relaunch()
    assert Counter(verbs(learner))["failed"] == 1
    learner.nothing_wrong()
