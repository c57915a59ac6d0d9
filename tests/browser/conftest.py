"""A real browser and our strict hosts. A missing browser is a failure, never a skip."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from coursepack.formats import BY_NAME
from coursepack.load import load
from coursepack.lock import Missing
from coursepack.package import Package
from coursepack.plan import Plan, plan
from coursepack.play import PlayServer, serve

from tests.browser.courses import write_small
from tests.browser.learner import Learner

COURSES = Path(__file__).parents[2] / "courses"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path, "the tests need Debian's Chromium: run tools/need.sh chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(8000)
    yield context
    context.close()


def package_of(course: Path, format_name: str) -> tuple[Plan, Package]:
    """A course as it stands, in a format; its lock is not written."""
    planned = plan(load(course), Missing.FORGET)
    return planned, BY_NAME[format_name].render(planned)


@pytest.fixture
def enrol(context: BrowserContext) -> Iterator[Callable[..., Learner]]:
    """Opens a course in the strict host: `enrol("every-block", "scorm12", "mastery=80")`; ends with everything closed."""
    with ExitStack() as stack:

        def start(
            course: str | Path, format_name: str = "scorm12", switches: str = "", *, bare: bool = True
        ) -> Learner:
            folder = COURSES / course if isinstance(course, str) else course
            planned, package = package_of(folder, format_name)
            server = stack.enter_context(serve(lambda: package))
            query = "&".join(filter(None, ["bare=1" if bare else "", switches]))
            learner = Learner(context.new_page(), server, planned)
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
