"""What a cmi5 package tells a strict LMS: `server.faults` must stay empty through all of it."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser.learner import Learner
from tests.hosts.judges import judge_statements

Enrol = Callable[..., Learner]


def told(learner: Learner) -> list[dict[str, Any]]:
    """The unit's own statements, after the page had time to send them."""
    learner.page.wait_for_timeout(1200)
    return [one for session in learner.server.cmi5.sessions for one in session.said]


def verbs(learner: Learner) -> Counter[str]:
    """Of the course itself."""
    activity = learner.server.cmi5.sessions[0].activity_id
    return Counter(one["verb"]["id"].rsplit("/", 1)[-1] for one in told(learner) if one["object"]["id"] == activity)


def by_the_lms(learner: Learner) -> list[str]:
    names = ("launched", "abandoned", "satisfied")
    found = [one["verb"]["id"].rsplit("/", 1)[-1] for one in learner.server.lrs.statements]
    return [name for name in found if name in names]


def test_fails_then_passes_and_is_satisfied_once(enrol: Enrol, small_course: Callable[..., Path]) -> None:
    """Twice opened and closed, read, failed once, passed, looked at again: in a review and in a browse launch too."""
    learner = enrol(small_course(), "cmi5")
    learner.relaunch()
    assert verbs(learner) == {"initialized": 2, "terminated": 1}
    learner.read_all(skip=["quiz"])
    learner.go("quiz")
    learner.take("final", wrong=2)
    assert not {"passed", "failed", "completed"} & set(verbs(learner))
    learner.again()
    learner.take("final")
    learner.read()
    told(learner)
    assert learner.server.cmi5.satisfied()
    learner.relaunch()
    learner.server.cmi5.mode = "Review"
    learner.relaunch()
    assert learner.notice()
    assert "100" in learner.frame.locator(".result-score").first.inner_text()
    learner.server.cmi5.mode = "Browse"
    learner.relaunch()
    assert learner.notice()
    learner.go("quiz")
    learner.take("final", wrong=2)
    learner.close()
    counted = verbs(learner)
    assert (counted["completed"], counted["passed"], counted["failed"]) == (1, 1, 0)
    assert (counted["initialized"], counted["terminated"]) == (5, 5)
    assert Counter(by_the_lms(learner)) == {"launched": 5, "satisfied": 1}
    assert judge_statements(told(learner)) == []
    learner.nothing_wrong()


def test_reload_crash_and_the_way_back(enrol: Enrol, small_course: Callable[..., Path]) -> None:
    learner = enrol(small_course(attempts=1), "cmi5")
    learner.server.cmi5.return_url = f"{learner.server.url}content/away.html"
    learner.server.cmi5.preferences = {"languagePreference": "en-US", "audioPreference": "off"}
    learner.relaunch()
    learner.read_all(skip=["quiz"])
    learner.page.wait_for_timeout(1200)
    learner.frame.evaluate("location.reload()")
    learner.page.wait_for_timeout(1000)
    assert "recording has ended" in learner.notice()
    learner.relaunch()
    learner.go("quiz")
    learner.take("final", wrong=2)
    assert verbs(learner)["failed"] == 1
    learner.crash()
    learner.relaunch()
    assert by_the_lms(learner).count("abandoned") == 1
    learner.frame.locator(".page:visible .back").click()
    learner.page.wait_for_timeout(1200)
    assert learner.frame.url.endswith("/content/away.html")
    counted = verbs(learner)
    assert (counted["completed"], counted["passed"], counted["failed"]) == (0, 0, 1)
    assert (counted["initialized"], counted["terminated"]) == (4, 3)
    assert not learner.server.cmi5.satisfied()
    assert learner.server.faults == []
