"""Windows for the host page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """With a second page open: closing the last page would end the renderer before its last words."""
    made = chromium.new_context(viewport={"width": 1280, "height": 800})
    made.new_page()
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
