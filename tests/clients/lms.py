"""Learning management systems that are not ours, each served by its own code in an environment of its own (make clients)."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import APIRequestContext, APIResponse

PYTHON = Path(sys.prefix) / "clients/bin/python"
SERVERS = Path(__file__).parent / "servers"
PATIENCE = 90.0


class Client(ABC):
    """One LMS: takes packages, opens them for one learner, and shows what it keeps."""

    script: str
    formats: tuple[str, ...]
    ready = "/"
    """Answers as soon as the LMS is there."""

    def __init__(self, folder: Path) -> None:
        assert PYTHON.is_file(), "the LMSs that packages are tried in are missing: run 'make clients'"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self._log = folder / "log.txt"
        with self._log.open("w") as log:
            command = [str(PYTHON), str(SERVERS / self.script), str(port), str(folder)]
            self._process = subprocess.Popen(command, stdout=log, stderr=log)

    def await_ready(self, requests: APIRequestContext) -> None:
        """Raises when the server ends, or does not answer in time."""
        end = time.monotonic() + PATIENCE
        while True:
            assert self._process.poll() is None, f"{self.script} has ended:\n{self._log.read_text()[-2000:]}"
            assert time.monotonic() < end, f"{self.script} does not answer:\n{self._log.read_text()[-2000:]}"
            try:
                requests.get(self.url + self.ready)
            except Exception:  # refused connections come as a general error
                time.sleep(0.2)
            else:
                return

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(10)

    @abstractmethod
    def take(self, requests: APIRequestContext, package: Path) -> str:
        """Imports a package. Returns the address at which the learner opens it."""

    @abstractmethod
    def kept(self, requests: APIRequestContext, *elements: str) -> list[str]:
        """What is kept of the newest package for the learner, by the elements' names; "" for what is not there."""

    def outcome(self, requests: APIRequestContext, format_name: str) -> tuple[bool, bool, float | None]:
        """Completed, passed and the score, as the LMS would show them to an administrator."""
        core = "core." if format_name == "scorm12" else ""
        names = ("core.lesson_status",) * 2 if core else ("completion_status", "success_status")
        completion, success, score = self.kept(requests, *(f"cmi.{name}" for name in (*names, f"{core}score.raw")))
        return completion in ("completed", "passed"), success == "passed", float(score) if score else None


class ScormHost(Client):
    """PyPI's scormhost: a FastAPI application that checks no value, with its own API objects."""

    script = "serve_scormhost.py"
    formats = ("scorm12", "scorm2004-3", "scorm2004-4")
    ready = "/health"
    package = ""

    def take(self, requests: APIRequestContext, package: Path) -> str:
        admin = {
            "email": "admin@example.org",
            "password": "only-for-tests-1",
            "username": "admin",
            "display_name": "Ana",
        }
        entered = requests.post(f"{self.url}/api/auth/register", data=admin)
        if not entered.ok:
            entered = requests.post(f"{self.url}/api/auth/login", data=admin)
        token = _json(entered)["access_token"]
        answer = requests.post(
            f"{self.url}/api/packages",
            multipart={"file": _upload(package)},
            headers={"Authorization": f"Bearer {token}"},
        )
        self.package = _json(answer)["id"]
        return f"{self.url}/launch/{self.package}"

    def kept(self, requests: APIRequestContext, *elements: str) -> list[str]:
        answer = requests.get(f"{self.url}/api/scorm/{self.package}/cmi?launch=index.html")
        values = _json(answer)["elements"]
        return [str(values.get(name, "")) for name in elements]


class XBlock(Client):
    """PyPI's openedx-scorm-xblock in the workbench of the XBlock SDK: what Open edX plays SCORM with."""

    script = "serve_xblock.py"
    formats = ("scorm12", "scorm2004-3", "scorm2004-4")
    blocks = 0

    def take(self, requests: APIRequestContext, package: Path) -> str:
        self.blocks += 1
        scenario = f"{self.url}/scenario/course.{self.blocks - 1}/"
        page = requests.get(scenario).text()
        self._usage = page.partition("data-usage='")[2].partition("'")[0]
        settings: Mapping[str, Any] = {
            "display_name": "Course",
            "width": "",
            "height": "700",
            "has_score": "1",
            "enable_navigation_menu": "0",
            "enable_fullscreen_button": "0",
            "navigation_menu_width": "",
            "weight": "1",
            "popup_on_launch": "0",
            "file": _upload(package),
        }
        answer = _json(requests.post(self._handler("studio_submit"), multipart=dict(settings)))
        assert answer == {"result": "success", "errors": []}
        return scenario

    def kept(self, requests: APIRequestContext, *elements: str) -> list[str]:
        found = []
        for name in elements:
            answer = requests.post(self._handler("scorm_get_value"), data={"name": name, "url": self.url})
            found.append(str(_json(answer)["value"]))
        return found

    def outcome(self, requests: APIRequestContext, format_name: str) -> tuple[bool, bool, float | None]:
        """The block joins what both versions tell it into the words of 2004, and makes a grade of the score."""
        return super().outcome(requests, "scorm2004")

    def _handler(self, name: str) -> str:
        return f"{self.url}/handler/{self._usage}/{name}/?student=student_1"


class Wagtail(Client):
    """PyPI's wagtail-lms: SCORM 1.2 without LMSFinish, every value a request of its own."""

    script = "serve_wagtail.py"
    formats = ("scorm12",)
    ready = "/enter"
    lesson = 0

    def take(self, requests: APIRequestContext, package: Path) -> str:
        answer = _json(requests.post(f"{self.url}/import", multipart={"file": _upload(package)}))
        self.lesson = answer["lesson"]
        return f"{self.url}/lms/scorm-lesson/{self.lesson}/play/"

    def kept(self, requests: APIRequestContext, *elements: str) -> list[str]:
        values = _json(requests.get(f"{self.url}/kept/{self.lesson}"))
        return [values.get(name, "") for name in elements]


def _upload(package: Path) -> Any:
    return {"name": package.name, "mimeType": "application/zip", "buffer": package.read_bytes()}


def _json(answer: APIResponse) -> dict[str, Any]:
    assert answer.ok, f"{answer.url}: {answer.status} {answer.text()[:500]}"
    found: dict[str, Any] = json.loads(answer.body())
    return found
