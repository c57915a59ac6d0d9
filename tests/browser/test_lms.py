"""A package that was built for an LMS which knows only “completed” says nothing else, from the first page to the last."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from coursepack.formats import BY_NAME
from coursepack.lms.profile import profile, tailored
from coursepack.package import Package
from coursepack.play import PlayServer
from tests.browser.learner import Learner
from tests.browser.test_access import AXE, looks
from tests.conftest import ROOT, planned
from tests.faults.case import run


def test_only_completed_is_said(
    context: BrowserContext, server_of: Callable[[Package], PlayServer], small_course: Callable[..., Path]
) -> None:
    plan = tailored(planned(small_course(questions=2)), profile("healthstream"), score_on_completion=False)
    server = server_of(BY_NAME["scorm12"].render(plan))
    learner = Learner(context.new_page(), server, plan)
    learner.open(f"{server.url}?bare=1")
    learner.read_all()
    learner.take("final", wrong=2)
    assert learner.status == "incomplete"
    learner.again()
    learner.take("final")
    assert (learner.status, learner.kept("score.raw")) == ("completed", "100")
    learner.relaunch()
    learner.close()
    assert (learner.status, learner.kept("score.raw")) == ("completed", "100")
    said = {
        call.args[1] for call in learner.calls() if call.verb == "SetValue" and call.args[0].endswith("lesson_status")
    }
    assert said <= {"incomplete", "completed"}
    learner.nothing_wrong()


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("sheets")
    words = ("build", ROOT / "courses/every-block", "--lms", "workday", "--as-of", "2026-11-23", "-o", folder)
    assert run(*words).exit_code == 0
    return sorted(folder.glob("*.html"))


@pytest.mark.parametrize("width", [1280, 320])
def test_the_sheets_can_be_read_by_everybody(context: BrowserContext, sheets: list[Path], width: int) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 800})
    for sheet in sheets:
        page.goto(sheet.as_uri())
        page.add_script_tag(path=AXE)
        assert looks(page) == [], sheet.name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, sheet.name
    assert asked == [sheet.as_uri() for sheet in sheets]
