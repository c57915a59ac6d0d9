"""Debian's Firefox ESR over WebDriver BiDi, by npm `puppeteer-core`: neither Playwright nor geckodriver drives it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from tests.browser.windows import NoWindowError, Window

BRIDGE = Path(__file__).with_name("bridge.mjs")


class Firefox:
    """One running browser; every window has cookies and storage of its own."""

    def __init__(self, prefs: dict[str, Any] | None = None) -> None:
        path = shutil.which("firefox-esr")
        assert path, "the tests need Debian's Firefox: run tools/need.sh firefox"
        self._numbers = count(1)
        self._node = subprocess.Popen(
            ["node", BRIDGE, path, json.dumps(prefs or {})],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.version = str(self._answer())

    @contextmanager
    def window(self) -> Iterator[Window]:
        number = next(self._numbers)
        self.ask(number, "open")
        yield _Window(self, number)
        self.ask(number, "close", number)

    def ask(self, window: int, action: str, *args: object) -> Any:
        """One request and its answer. Raises NoWindowError with Firefox's own words."""
        assert self._node.stdin
        self._node.stdin.write(json.dumps({"id": window, "window": window, "do": action, "args": args}) + "\n")
        self._node.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._node.stdout
        line = self._node.stdout.readline()
        if not line:
            raise NoWindowError(f"Firefox has gone (exit {self._node.wait(10)})")
        answer = json.loads(line)
        if "error" in answer:
            raise NoWindowError(answer["error"])
        return answer["value"]

    def stop(self) -> None:
        """Ends the browser and waits for it."""
        assert self._node.stdin
        self._node.stdin.close()
        self._node.wait(30)


class _Window:
    def __init__(self, firefox: Firefox, number: int) -> None:
        self._firefox, self._number = firefox, number

    def _ask(self, action: str, *args: object) -> Any:
        return self._firefox.ask(self._number, action, *args)

    def goto(self, url: str) -> None:
        self._ask("goto", url)

    def back(self) -> None:
        self._ask("back")

    def run(self, script: str, *args: object) -> Any:
        return self._ask("run", script, *args)

    def host(self, script: str, *args: object) -> Any:
        return self._ask("host", script, *args)

    def click(self, selector: str) -> None:
        self._ask("click", selector)

    def press(self, *keys: str) -> None:
        self._ask("press", *keys)

    def errors(self) -> list[str]:
        return list(self._ask("errors"))

    def close(self) -> None:
        self._ask("shut")
