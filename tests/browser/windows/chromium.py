"""Chromium behind the same small interface, for tests that run in several browsers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Frame, Page
from playwright.sync_api import Error as PlaywrightError

from tests.browser.windows import NoWindowError


class Chromium:
    """The browser of the whole suite; each window is a context of its own."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    @contextmanager
    def window(self) -> Iterator[ChromiumWindow]:
        context = self._browser.new_context(viewport={"width": 1280, "height": 800})
        context.set_default_timeout(8000)
        yield ChromiumWindow(context.new_page())
        context.close()


class ChromiumWindow:
    """`page` is Playwright's, for what only Chromium's developer tools can do."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._errors: list[str] = []
        page.on("pageerror", lambda error: self._errors.append(str(error)))
        page.on("console", self._console)

    def _console(self, message: ConsoleMessage) -> None:
        # That a request was refused is no fault of a script: Chromium alone writes it to the console.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self._errors.append(message.text)

    def _course(self) -> Frame:
        self.page.evaluate("0")  # Playwright learns of new frames only while it is asked something
        found = [frame for frame in self.page.frames if "/content/" in frame.url]
        if not found:
            raise NoWindowError("no course is open")
        return found[-1]

    def goto(self, url: str) -> None:
        self.page.goto(url)

    def back(self) -> None:
        self.page.go_back()

    def run(self, script: str, *args: object) -> Any:
        return _evaluate(self._course(), script, args)

    def host(self, script: str, *args: object) -> Any:
        return _evaluate(self.page.main_frame, script, args)

    def click(self, selector: str) -> None:
        self._course().locator(selector).first.click()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def errors(self) -> list[str]:
        return list(self._errors)

    def close(self) -> None:
        self.page.close()


def _evaluate(frame: Frame, script: str, args: tuple[object, ...]) -> Any:
    try:
        return frame.evaluate(f"(args) => (function () {{ {script} }}).apply(null, args)", list(args))
    except PlaywrightError as error:
        raise NoWindowError(str(error)) from None
