"""A real browser for the host page: the one of all tests when they share one, else one of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Playwright's sync API runs once in a process, so a session fixture `chromium` further up comes first."""
    try:
        yield request.getfixturevalue("chromium")
        return
    except pytest.FixtureLookupError:
        pass
    path = shutil.which("chromium")
    assert path, "the tests need Debian's Chromium"
    with sync_playwright() as playwright:
        own = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield own
        own.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """With a second page open: closing the last page would end the renderer before its last words."""
    made = browser.new_context(viewport={"width": 1280, "height": 800})
    made.new_page()
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
