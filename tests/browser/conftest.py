"""Real browsers and our strict hosts. A missing browser is a failure, never a skip."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from coursepack.formats import BY_NAME
from coursepack.package import Package
from coursepack.plan import Plan
from coursepack.play import PlayServer, serve
from tests.browser.courses import write_small
from tests.browser.learner import Learner
from tests.browser.walker import Walker
from tests.browser.windows.chromium import Chromium
from tests.browser.windows.firefox import Firefox
from tests.browser.windows.webkit import WebKit
from tests.conftest import ROOT, planned

COURSES = ROOT / "courses"
# The packages of both editions of SCORM 2004 are the same but for one word of the manifest (tests/standard/test_scorm2004.py).
EDITIONS = ("scorm12", "scorm2004-4")


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
def edition() -> str:
    """The format that a course is opened in. What is true of SCORM 1.2 and 2004 alike is tested in both (EDITIONS)."""
    return "scorm12"


@pytest.fixture
def enrol(context: BrowserContext, edition: str) -> Iterator[Callable[..., Learner]]:
    """Opens a course in the strict host: `enrol("every-block", "scorm12", "mastery=80")`; ends with everything closed."""
    with ExitStack() as stack:

        def start(course: str | Path, format_name: str = edition, switches: str = "", *, bare: bool = True) -> Learner:
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


@pytest.fixture
def quick(small_course: Callable[..., Path]) -> Path:
    """A course that two answers complete and pass: its pages do not count."""
    return small_course(mastery=True)


@pytest.fixture(scope="session")
def firefox() -> Iterator[Firefox]:
    """Debian's Firefox ESR, once for all tests."""
    browser = Firefox()
    yield browser
    browser.stop()


@pytest.fixture(scope="session")
def webkit() -> Iterator[WebKit]:
    """Debian's WebKitGTK, once for all tests."""
    browser = WebKit()
    yield browser
    browser.stop()


@pytest.fixture
def browser(request: pytest.FixtureRequest) -> Chromium | Firefox | WebKit:
    """The browser that a test is parametrized with, by name: `in_browsers("firefox", "webkit")`."""
    if request.param == "chromium":
        return Chromium(request.getfixturevalue("chromium"))
    found: Firefox | WebKit = request.getfixturevalue(request.param)
    return found


def in_browsers(*names: str) -> pytest.MarkDecorator:
    """Runs a test, or with `pytestmark` all tests of a file, in each of these browsers."""
    return pytest.mark.parametrize("browser", names, indirect=True)


@pytest.fixture
def walk(browser: Chromium | Firefox | WebKit) -> Iterator[Callable[..., Walker]]:
    """Opens a course in the strict host, in any browser: `walk("every-block", "scorm12", "mode=review")`.

    The record store stands at 127.0.0.1: with the `name` localhost it is on another origin than the course.
    """
    with ExitStack() as stack:

        def start(
            course: str | Path = "every-block",
            format_name: str = "scorm12",
            switches: str = "",
            name: str = "127.0.0.1",
        ) -> Walker:
            folder = COURSES / course if isinstance(course, str) else course
            made, package = package_of(folder, format_name)
            server = stack.enter_context(serve(lambda: package))
            window = stack.enter_context(browser.window())
            query = "&".join(filter(None, ["bare=1", switches]))
            walker = Walker(window, server, made, f"http://{name}:{server.port}/?{query}")
            walker.open()
            return walker

        yield start


@pytest.fixture
def plain(chromium: Browser, server_of: Callable[[Package], PlayServer]) -> Iterator[Page]:
    """The document without script."""
    server = server_of(package_of(COURSES / "every-block", "scorm12")[1])
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}content/index.html")
    yield page
    context.close()


@pytest.fixture
def walk_chromium(chromium: Browser) -> Iterator[Callable[..., Walker]]:
    """As `walk`, with what only Chromium can do: a `clock` of its own, and a `script` that runs before those of any page."""
    with ExitStack() as stack:

        def start(
            course: str | Path = "every-block", format_name: str = "scorm12", *, clock: bool = False, script: str = ""
        ) -> Walker:
            made, package = package_of(COURSES / course, format_name)
            server = stack.enter_context(serve(lambda: package))
            window = stack.enter_context(Chromium(chromium).window())
            if clock:
                window.page.clock.install()
            if script:
                window.page.add_init_script(script)
            walker = Walker(window, server, made, f"{server.url}?bare=1")
            walker.open()
            return walker

        yield start
