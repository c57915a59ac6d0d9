"""A learner comes back to exactly where they were: after closing, after a crash, and after the course was updated."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coursepack.lock import keep
from coursepack.package import Package
from tests.browser.conftest import EDITIONS, package_of
from tests.browser.courses import frame, question, write
from tests.browser.learner import Learner

Enrol = Callable[..., Learner]
EVERY = "every-block"


@pytest.fixture(params=EDITIONS)
def edition(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_resumes_page_and_answers_after_closing(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.read()
    pages = [page.id for page in learner.plan.course.pages()]
    learner.go(pages[-1])
    asked = learner.asked("final")
    learner.pick(asked[0], learner.key(asked[0]))
    learner.pick(asked[1], learner.wrong(asked[1]))
    learner.relaunch()
    assert learner.current() == pages[-1]
    assert learner.asked("final") == asked
    assert learner.checked(asked[0]) == learner.key(asked[0])
    assert learner.checked(asked[1]) == learner.wrong(asked[1])
    assert learner.checked(asked[2]) == []
    learner.nothing_wrong()


def test_a_crash_loses_nothing_that_the_lms_had(enrol: Enrol) -> None:
    learner = enrol(EVERY, bare=False)
    pages = [page.id for page in learner.plan.course.pages()]
    learner.go(pages[-1])
    learner.read()
    learner.take("final", wrong=4)
    learner.page.wait_for_timeout(300)
    kept = dict(learner.values)
    learner.crash()
    learner.page.reload()
    learner.ready()
    assert learner.current() == pages[-1]
    assert learner.frame.locator(".result-score").is_visible()
    assert learner.values["cmi.suspend_data"] == kept["cmi.suspend_data"]
    learner.nothing_wrong()


def test_done_marks_come_back(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.read_all()
    done = learner.frame.locator("#outline a.done, #outline [data-done]").count()
    progress = learner.frame.locator("#progress").get_attribute("aria-valuenow")
    learner.relaunch()
    assert learner.frame.locator("#progress").get_attribute("aria-valuenow") == progress == "100"
    assert learner.frame.locator("#outline a.done, #outline [data-done]").count() == done
    learner.nothing_wrong()


def test_damaged_suspend_data_starts_over_and_says_so(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.read_all()
    learner.take("final")
    assert learner.status == "passed"
    learner.close()
    learner.values["cmi.suspend_data"] = learner.values["cmi.suspend_data"][:-3] + "AAA"
    learner.open(f"{learner.server.url}?bare=1")
    assert learner.notice()
    assert learner.status == "passed"
    learner.nothing_wrong()


class Updating:
    """A course that is changed while a learner is in it; the lock is kept beside it, as an author would."""

    def __init__(self, folder: Path, edition: str) -> None:
        self.folder, self.edition = folder, edition
        self.data: dict[str, Any] = _course()
        self.package: Package | None = None

    def publish(self) -> Any:
        write(self.folder, self.data)
        planned, self.package = package_of(self.folder, self.edition)
        keep(self.folder, planned.lock)
        return planned


def _course() -> dict[str, Any]:
    text = {"type": "text", "markdown": "Some words."}
    pages = [
        {"id": "one", "title": "One", "blocks": [text | {"id": "b-1"}, text | {"id": "b-2"}]},
        {"id": "two", "title": "Two", "blocks": [text | {"id": "b-3"}]},
        {"id": "end", "title": "End", "blocks": [{"id": "b-quiz", "type": "quiz", "quiz": "final"}]},
    ]
    return frame("updating", pages) | {
        "quizzes": [
            {"id": "final", "title": "Final", "purpose": "assessment", "questions": [question(n) for n in range(4)]}
        ],
        "completion": {"pages": "all", "assessments": "passed"},
        "passing": {"passMark": 80},
    }


def _begin(context: Any, server_of: Any, tmp_path: Path, edition: str) -> tuple[Learner, Updating]:
    updating = Updating(tmp_path / "course", edition)
    planned = updating.publish()
    assert updating.package is not None
    server = server_of(updating.package)
    server.shelf._source = lambda: updating.package
    learner = Learner(context.new_page(), server, planned)
    learner.open(f"{server.url}?bare=1")
    for page in ("one", "two", "end"):
        learner.go(page)
        learner.read()
    learner.pick("q-0", learner.key("q-0"))
    learner.pick("q-2", learner.wrong("q-2"))
    learner.close()
    return learner, updating


def _update(learner: Learner, updating: Updating) -> None:
    learner.plan = updating.publish()
    learner.server.shelf.refresh()
    learner.open(f"{learner.server.url}?bare=1")


def test_inserted_moved_and_removed_parts_keep_progress(
    context: Any, server_of: Any, tmp_path: Path, edition: str
) -> None:
    learner, updating = _begin(context, server_of, tmp_path, edition)
    picked = {"q-0": learner.key("q-0"), "q-2": learner.wrong("q-2")}
    pages = updating.data["lessons"][0]["pages"]
    pages[0]["blocks"].insert(0, {"id": "b-new", "type": "text", "markdown": "New words."})
    pages[0]["blocks"].reverse()
    pages.insert(0, {"id": "zero", "title": "Zero", "blocks": [{"id": "b-zero", "type": "text", "markdown": "First."}]})
    questions = updating.data["quizzes"][0]["questions"]
    questions.insert(0, question(9))
    del questions[2]  # q-1
    questions.reverse()
    for one in questions:
        one["options"].reverse()
        one["options"].insert(1, {"id": "new", "text": "New"})
    _update(learner, updating)
    assert learner.current() == "end"
    assert {name: learner.checked(name) for name in picked} == picked
    assert (
        learner.frame.locator("#progress").get_attribute("aria-valuenow") == "50"
    )  # two and end; one and zero have new blocks
    assert learner.asked("final") == ["q-0", "q-2", "q-3", "q-9"]  # q-9 takes the place of q-1
    learner.nothing_wrong()


def test_a_pass_survives_an_update(context: Any, server_of: Any, tmp_path: Path, edition: str) -> None:
    learner, updating = _begin(context, server_of, tmp_path, edition)
    learner.open(f"{learner.server.url}?bare=1")
    learner.take("final")
    assert learner.status == "passed"
    learner.close()
    updating.data["lessons"][0]["pages"][0]["blocks"].append({"id": "b-late", "type": "text", "markdown": "Late."})
    updating.data["quizzes"][0]["questions"].append(question(8))
    _update(learner, updating)
    learner.go("one")
    learner.close()
    assert (learner.status, learner.kept("score.raw")) == ("passed", "100")
    learner.nothing_wrong()


def test_the_lock_never_reuses_a_number(tmp_path: Path, edition: str) -> None:
    updating = Updating(tmp_path / "course", edition)
    before = updating.publish().lock
    updating.data["lessons"][0]["pages"][0]["blocks"] = [{"id": "b-other", "type": "text", "markdown": "Other."}]
    after = updating.publish().lock
    assert after.blocks["b-other"] > max(before.blocks.values())
    assert json.loads((updating.folder / "course.lock.json").read_text())["blocks"]["b-1"] == before.blocks["b-1"]


def test_a_check_asks_a_question_that_an_update_added(
    context: Any, server_of: Any, tmp_path: Path, edition: str
) -> None:
    updating = Updating(tmp_path / "course", edition)
    updating.data["quizzes"][0] |= {"purpose": "check"}
    updating.data["completion"] = {"pages": "all", "assessments": "none"}
    del updating.data["passing"]
    planned = updating.publish()
    server = server_of(updating.package)
    server.shelf._source = lambda: updating.package
    learner = Learner(context.new_page(), server, planned)
    learner.open(f"{server.url}?bare=1")
    learner.go("end")
    for name in learner.asked("final"):
        learner.check(name)
    learner.close()
    updating.data["quizzes"][0]["questions"].insert(1, question(7))
    _update(learner, updating)
    learner.go("end")
    assert sorted(learner.asked("final")) == ["q-0", "q-1", "q-2", "q-3", "q-7"]
    learner.read_all()
    assert learner.status == "completed"
    learner.nothing_wrong()
