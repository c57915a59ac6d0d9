"""What all Python tests share: one day for dated facts, plans of courses, and `--accept` for golden files."""

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from coursepack.load import load
from coursepack.plan import Plan, plan

ROOT = Path(__file__).parent.parent
BASE = ROOT / "tests/faults/base"
COURSES = sorted(path.parent for path in (ROOT / "courses").glob("*/course.json"))
AS_OF = datetime.date(2026, 11, 23)
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]

settings.register_profile(
    "coursepack",
    deadline=None,
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("coursepack")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="Rewrite the golden files; review the difference.")


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Tests neither use nor fill the cache of whoever runs them."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSEPACK_CACHE", str(folder))
        yield folder


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, once for all tests: Playwright's sync API starts once in a process. Missing is a failure."""
    path = shutil.which("chromium")
    assert path, "the tests need Debian's Chromium: run tools/need.sh chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


def planned(folder: Path) -> Plan:
    """The plan of a course, without touching its lock."""
    return plan(load(folder, AS_OF))


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A copy of the small valid course that the tests break."""
    return shutil.copytree(BASE, tmp_path / "base")


@pytest.fixture(params=COURSES, ids=lambda path: path.name)
def course(request: pytest.FixtureRequest) -> Path:
    """Each course of the repository in turn."""
    folder: Path = request.param
    return folder


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> "Golden":
    return Golden(ROOT / "tests/golden/data", accept=request.config.getoption("--accept"))


class Golden:
    """Compares a text with the accepted one; with `--accept` it becomes the accepted one."""

    def __init__(self, folder: Path, *, accept: bool) -> None:
        self.folder, self.accept = folder, accept

    def __call__(self, name: str, text: str) -> None:
        path = self.folder / name
        if self.accept:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"{path} is missing: run 'make accept' and review it"
        accepted = path.read_text(encoding="utf-8")
        assert text.splitlines() == accepted.splitlines(), f"differs from {path}; if it should: 'make accept'"
