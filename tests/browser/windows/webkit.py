"""Debian's WebKitGTK (the engine of Safari) by its own driver: W3C WebDriver over HTTP, on a screen that nobody sees."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.browser.windows import NoWindowError, Window

MINI_BROWSER = "webkit2gtk-4.1/MiniBrowser"
MISSING = "is missing: run tools/need.sh webkit"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
# The code points by which WebDriver names keys.
KEYS = {
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Shift": "\ue008",
    "Escape": "\ue00c",
    "End": "\ue010",
    "ArrowDown": "\ue015",
}
SETTLE = """
const done = arguments[arguments.length - 1];
const args = [...arguments].slice(0, -1);
new Promise((resolve) => resolve((function () { %s }).apply(null, args)))
  .then((value) => done({ value }), (error) => done({ error: String(error) }));
"""
COURSE = "const f = document.getElementById('course'); return f && f.contentWindow ? f : null"
# WebDriver tells nothing of the console: the course's document keeps what goes wrong in it.
LISTEN = (
    "top.wrong ??= []; if (!self.heard) { self.heard = 1; addEventListener('error', (e) => top.wrong.push(e.message)) }"
)


class WebKit:
    """A driver and a screen; each window is a session of its own, with an empty profile."""

    def __init__(self) -> None:
        self.browser = _browser()
        driver = shutil.which("WebKitWebDriver")
        assert driver, f"WebKitWebDriver {MISSING}"
        assert shutil.which("Xvfb"), f"Xvfb {MISSING}"
        self._screen, display = _screen()
        port = _free_port()
        # Software only: containers have no graphics card, and no user namespaces for WebKit's own sandbox.
        environment = os.environ | {"DISPLAY": display, "LIBGL_ALWAYS_SOFTWARE": "1", "GDK_BACKEND": "x11"}
        self._driver = subprocess.Popen([driver, f"--port={port}"], env=environment, stderr=subprocess.DEVNULL)
        self.address = f"http://127.0.0.1:{port}"
        _wait_for_port(port)

    @contextmanager
    def window(self) -> Iterator[Window]:
        options = {"binary": self.browser, "args": ["--automation"]}
        asked = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        session = request(f"{self.address}/session", "POST", asked)["sessionId"]
        yield _Window(f"{self.address}/session/{session}")
        request(f"{self.address}/session/{session}", "DELETE")

    def stop(self) -> None:
        """Ends the driver and the screen."""
        for process in (self._driver, self._screen):
            process.terminate()
            process.wait(10)


class _Window:
    def __init__(self, session: str) -> None:
        self._session = session

    def _ask(self, path: str, body: dict[str, Any], method: str = "POST") -> Any:
        return request(f"{self._session}/{path}", method, body)

    def goto(self, url: str) -> None:
        self._ask("frame", {"id": None})
        self._ask("url", {"url": url})

    def back(self) -> None:
        self._ask("back", {})

    def run(self, script: str, *args: object) -> Any:
        self._enter()
        return self._execute(f"{LISTEN}\n{script}", args)

    def host(self, script: str, *args: object) -> Any:
        self._ask("frame", {"id": None})
        return self._execute(script, args)

    def click(self, selector: str) -> None:
        self._enter()
        self._execute("document.querySelector(arguments[0])?.scrollIntoView({ block: 'center' })", (selector,))
        element = self._ask("element", {"using": "css selector", "value": selector})
        self._ask(f"element/{element[ELEMENT]}/click", {})

    def press(self, *keys: str) -> None:
        for key in keys:
            value = KEYS.get(key, key)
            actions = [{"type": kind, "value": value} for kind in ("keyDown", "keyUp")]
            self._ask("actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def errors(self) -> list[str]:
        return list(self.host("return top.wrong || []"))

    def close(self) -> None:
        self._ask("window", {}, "DELETE")

    def _enter(self) -> None:
        """Into the frame of the course, where the host has one."""
        self._ask("frame", {"id": None})
        if frame := self._ask("execute/sync", {"script": COURSE, "args": []}):
            self._ask("frame", {"id": frame})

    def _execute(self, script: str, args: tuple[object, ...]) -> Any:
        answer = self._ask("execute/async", {"script": SETTLE % script, "args": list(args)})
        if "error" in answer:
            raise NoWindowError(answer["error"])
        return answer.get("value")


def request(address: str, method: str, body: dict[str, Any] | None = None) -> Any:
    """One WebDriver command. Raises NoWindowError with the driver's own words."""
    data = None if method == "DELETE" else json.dumps(body or {}).encode()
    asked = urllib.request.Request(address, data, {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return json.load(answer)["value"]
    except urllib.error.HTTPError as error:
        told = json.loads(error.read())["value"]
        raise NoWindowError(f"{told['error']}: {told['message']}") from None


def _browser() -> str:
    found = [path for path in Path("/usr/lib").glob(f"*/{MINI_BROWSER}") if os.access(path, os.X_OK)]
    assert found, f"WebKitGTK's MiniBrowser {MISSING}"
    return str(found[0])


def _screen() -> tuple[subprocess.Popen[bytes], str]:
    """Xvfb takes a free display number and says which."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as told:
        return process, f":{told.readline().strip()}"


def _free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


def _wait_for_port(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise NoWindowError("WebKitWebDriver did not start")
