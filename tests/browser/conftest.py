"""A real browser and our strict hosts. A missing browser is a failure, never a skip."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from coursepack.formats import BY_NAME
from coursepack.package import Package
from coursepack.plan import Plan
from coursepack.play import PlayServer, serve
from tests.browser.courses import write_small
from tests.browser.learner import Learner
from tests.conftest import ROOT, planned

COURSES = ROOT / "courses"


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(8000)
    yield context
    context.close()


def package_of(course: Path, format_name: str) -> tuple[Plan, Package]:
    """A course as it stands, in a format; its lock is not written."""
    made = planned(course)
    return made, BY_NAME[format_name].render(made)


@pytest.fixture
def enrol(context: BrowserContext) -> Iterator[Callable[..., Learner]]:
    """Opens a course in the strict host: `enrol("every-block", "scorm12", "mastery=80")`; ends with everything closed."""
    with ExitStack() as stack:

        def start(
            course: str | Path, format_name: str = "scorm12", switches: str = "", *, bare: bool = True
        ) -> Learner:
            folder = COURSES / course if isinstance(course, str) else course
            made, package = package_of(folder, format_name)
            server = stack.enter_context(serve(lambda: package))
            query = "&".join(filter(None, ["bare=1" if bare else "", switches]))
            learner = Learner(context.new_page(), server, made)
            learner.open(f"{server.url}?{query}")
            return learner

        yield start


@pytest.fixture
def server_of() -> Iterator[Callable[[Package], PlayServer]]:
    """A play server for a package, without a browser window."""
    with ExitStack() as stack:
        yield lambda package: stack.enter_context(serve(lambda: package))


@pytest.fixture
def small_course(tmp_path: Path) -> Callable[..., Path]:
    """A course made to measure: `questions` true-false questions in one assessment, on the second of two pages."""

    def make(
        *, questions: int = 2, attempts: int | None = None, mastery: bool = False, draw: int | None = None
    ) -> Path:
        return write_small(tmp_path / "course", questions=questions, attempts=attempts, mastery=mastery, draw=draw)

    return make
