"""Finds Chromium on this machine and starts it so that nothing leaves the machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
# Every name but this machine's own is unknown: a request to the outside is seen, and goes nowhere.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


class NoBrowserError(Exception):
    """There is nothing to play packages in; `code` is of verify's table."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


def find(executable: Path | None = None) -> Path:
    """The browser to start. Raises NoBrowserError."""
    if executable is not None:
        if executable.is_file():
            return executable
        raise NoBrowserError("CP903", f"there is no browser at {executable}")
    found = [path for name in NAMES if (path := shutil.which(name))]
    found += [place for place in PLACES if Path(place).is_file()]
    if not found:
        raise NoBrowserError("CP903", "no Chromium, Chrome or Edge was found on this machine")
    return Path(found[0])


def axe_script() -> str | None:
    """The text of axe-core; None where the package that carries it is not installed."""
    spec = util.find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        return None
    return (Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8")


@contextmanager
def started(executable: Path | None = None) -> Iterator[Browser]:
    """A running browser, ended with the block. Raises NoBrowserError."""
    path = find(executable)
    if util.find_spec("playwright") is None:
        raise NoBrowserError("CP904", "verify needs Playwright, which is not installed")
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        except Error as error:
            raise NoBrowserError("CP903", f"{path} does not start: {str(error).splitlines()[0]}") from None
        yield browser
        browser.close()
