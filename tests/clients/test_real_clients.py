"""Built packages, imported and played in LMSs that are not ours, whose own code says what they kept."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Frame, expect

from coursepack import archive
from tests.browser.conftest import COURSES, package_of
from tests.browser.courses import write_small
from tests.browser.learner import Learner
from tests.clients.lms import Client, ScormHost, Wagtail, XBlock

CLIENTS = (ScormHost, XBlock, Wagtail)
CASES = [(client, format_name) for client in CLIENTS for format_name in client.formats]
REAL = COURSES / "human-trafficking-awareness"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[type[Client], Client]]:
    """All clients, started together: each needs some seconds."""
    clients = {kind: kind(tmp_path_factory.mktemp(kind.__name__)) for kind in CLIENTS}
    yield clients
    for client in clients.values():
        client.stop()


class Visitor(Learner):
    """A learner in somebody else's LMS."""

    def __init__(self, context: BrowserContext, client: Client, course: Path, format_name: str) -> None:
        plan, self.package = package_of(course, format_name)
        super().__init__(context.new_page(), None, plan)  # type: ignore[arg-type]
        self.client, self.format_name, self.ask = client, format_name, context.request

    def _console(self, message: ConsoleMessage) -> None:
        """What the LMS's own pages say there is theirs."""
        if message.type == "error" and "player.js" in message.location["url"]:
            self.errors.append(message.text)

    @property
    def frame(self) -> Frame:
        return next(frame for frame in reversed(self.page.frames) if "/index.html" in frame.url)

    def ready(self) -> None:
        pages = self.page.frame_locator("iframe").locator("html.js .page:not([hidden])")
        expect(pages).to_have_count(1, timeout=10_000)
        self.page.wait_for_timeout(150)

    def kept(self, *elements: str) -> list[str]:
        return self.client.kept(self.ask, *elements)

    def outcome_is(self, completed: bool, passed: bool, score: float | None, *, still: bool = False) -> None:
        """The LMS's requests have some seconds to arrive; with `still`, it must not change in that time."""
        wanted, end = (completed, passed, score), time.monotonic() + (1.5 if still else 8)
        while True:
            found = self.client.outcome(self.ask, self.format_name)
            # Two of the LMSs begin with a score of 0.
            same = found == wanted or (score is None and found == (completed, passed, 0))
            if same != still or time.monotonic() > end:
                break
            time.sleep(0.25)
        assert same, (found, wanted)


@pytest.fixture(params=CASES, ids=lambda case: f"{case[0].__name__}-{case[1]}")
def visitor(
    request: pytest.FixtureRequest, started: dict[type[Client], Client], chromium: Browser, tmp_path: Path
) -> Iterator[Visitor]:
    """The course is a real one where most real learners would meet it, and a small one elsewhere."""
    kind, format_name = request.param
    course = REAL if request.param == (XBlock, "scorm12") else write_small(tmp_path / "small", questions=2)
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    client = started[kind]
    client.await_ready(context.request)
    visitor = Visitor(context, client, course, format_name)
    archive.write(visitor.package, tmp_path / "course.zip")
    visitor.open(client.take(context.request, tmp_path / "course.zip"))
    yield visitor
    context.close()


def test_a_course_is_imported_left_resumed_failed_passed_and_opened_again(visitor: Visitor) -> None:
    address = visitor.page.url
    pages = [page.id for page in visitor.plan.course.pages()]
    (final,) = (quiz.id for quiz in visitor.plan.course.quizzes if quiz.purpose == "assessment")
    visitor.outcome_is(completed=False, passed=False, score=None)

    visitor.go(pages[1])
    visitor.read()
    # Two of the LMSs send each value when they have time: what they hear in the moment of closing is lost.
    visitor.page.wait_for_timeout(1600)
    visitor.close()
    visitor.outcome_is(completed=False, passed=False, score=None, still=True)
    place = "cmi.core.lesson_location" if visitor.format_name == "scorm12" else "cmi.location"
    suspend, location = visitor.kept("cmi.suspend_data", place)
    assert suspend != ""
    assert location == pages[1]

    visitor.open(address)
    assert visitor.current() == pages[1]
    visitor.read_all()
    visitor.take(final, wrong=len(visitor.asked(final)))
    visitor.outcome_is(completed=False, passed=False, score=0)
    visitor.again()
    visitor.take(final)
    visitor.outcome_is(completed=True, passed=True, score=100)
    visitor.close()
    visitor.outcome_is(completed=True, passed=True, score=100, still=True)

    visitor.open(address)
    visitor.go(pages[-1])
    assert "100" in visitor.shown_score()
    visitor.outcome_is(completed=True, passed=True, score=100, still=True)
    visitor.close()
    visitor.outcome_is(completed=True, passed=True, score=100, still=True)
    assert visitor.errors == []
