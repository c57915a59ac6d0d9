"""What the host page asks of the play server: launches, reports, switches, news. No HTTP server in here."""

from __future__ import annotations

import base64
import json
import secrets
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from coursepack.hosts.cmi5 import MODES, Cmi5Lms
from coursepack.hosts.cmi5_session import Session
from coursepack.hosts.content import serve_file
from coursepack.hosts.http import Request, Response, json_response, text_response
from coursepack.hosts.launchable import Launchable
from coursepack.hosts.scorm import ScormStore
from coursepack.hosts.shelf import Shelf
from coursepack.hosts.xapi import Lrs
from coursepack.hosts.xapi_reader import XapiLaunch, read_flow

STATIC = Path(__file__).parent.parent / "static"
PAGE = Path(__file__).with_name("page.html")
ACTOR = {
    "objectType": "Agent",
    "name": "Robin Example",
    "account": {"homePage": "https://lms.example", "name": "learner-1"},
}
# How launchers from before xAPI 1.0 put an actor (and some still do): every value in an array.
LEGACY_ACTOR = {"objectType": ["Person"], "name": ["Robin Example"], "mbox": ["mailto:robin@lms.example"]}
MODERN_OF_LEGACY = {"objectType": "Agent", "name": "Robin Example", "mbox": "mailto:robin@lms.example"}
NO_CACHE = {"Cache-Control": "no-cache"}


@dataclass(frozen=True)
class Missing:
    """A file that the course asked for and that is not in the package."""

    path: str


class Desk:
    """Routes every request of the play server. `origin`: "http://127.0.0.1:8000", known once the port is bound."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.scorm = ScormStore()
        self.lrs = Lrs("/xapi", authorizations=set())
        self.cmi5 = Cmi5Lms(self.lrs)
        self.lrs.judge = self.cmi5
        self.xapi_launches: list[XapiLaunch] = []
        self.missing: list[Missing] = []
        self.origin = ""

    def handle(self, request: Request) -> Response:
        """The answer to any request; 404 for what is nothing here."""
        mounts = {"/content": self._content, "/xapi": self.lrs.handle, "/cmi5": self.cmi5.fetch, "/api": self._api}
        for mount, handler in mounts.items():
            if request.path.startswith(mount + "/"):
                inner = request.path.removeprefix(mount)
                return handler(Request(request.method, inner, request.query, request.headers, request.body))
        return self._page(request)

    def _page(self, request: Request) -> Response:
        files = {
            "/": (PAGE, "text/html; charset=utf-8"),
            "/host.js": (STATIC / "host.js", "text/javascript; charset=utf-8"),
            "/host.css": (STATIC / "host.css", "text/css; charset=utf-8"),
        }
        if request.method not in ("GET", "HEAD") or request.path not in files:
            return text_response(f"nothing at {request.path}", 404)
        path, kind = files[request.path]
        return Response(200, path.read_bytes(), {"Content-Type": kind, **NO_CACHE})

    def _content(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return text_response(f"{request.method} on a file of the package", 405)
        response = serve_file(self.shelf.package, request)
        if response.status == 404:
            self.missing.append(Missing(request.path.lstrip("/")))
        return response

    # --- /api -----------------------------------------------------------------------------------------------------

    def _api(self, request: Request) -> Response:
        actions = {
            ("POST", "/launch"): self._launch,
            ("POST", "/scorm"): self._report,
            ("POST", "/switches"): self._switches,
            ("GET", "/news"): self._news,
        }
        action = actions.get((request.method, request.path))
        if action is None:
            return text_response(f"nothing at {request.method} /api{request.path}", 404)
        try:
            given = json.loads(request.body) if request.body else dict(request.query)
        except ValueError:
            return text_response("the body is not JSON", 400)
        return action(given)

    def _launch(self, given: dict[str, Any]) -> Response:
        unit = int(given.get("unit") or 0)
        if unit not in range(len(self.shelf.launchables)):
            return json_response({"error": self.shelf.error or "the package has no such unit any more"}, 409)
        launchable = self.shelf.launchables[unit]
        self._switches(given.get("lrs", {}))
        tracked = launchable.format in ("scorm12", "scorm2004")
        # SCORM keeps each unit's records apart; a registration of cmi5 is of the whole course.
        place = unit if tracked else 0
        over = launchable.format == "scorm2004" and self.scorm.over(place)
        attempt, launch = self.scorm.launch(new_attempt=over or bool(given.get("new")), tracked=tracked, unit=place)
        href = "/content/" + launchable.href
        if launchable.format == "xapi":
            href = _with_query(href, self._xapi_query(launchable, given, attempt.number, launch.number))
        if launchable.format == "cmi5":
            href = _with_query(href, self._cmi5_query(launchable, given, attempt.number, launch.number))
        return json_response(
            {
                "format": launchable.format,
                "title": launchable.title,
                "unit": unit,
                "units": [one.title for one in self.shelf.launchables],
                "url": href,
                "attempt": attempt.number,
                "launch": launch.number,
                "stored": attempt.values,
                "manifest": _manifest(launchable),
                "version": self.shelf.version,
            }
        )

    def _cmi5_query(self, launchable: Launchable, given: dict[str, Any], attempt: int, launch: int) -> str:
        """What a window that was closed still says is waited for, so that a session that has ended is not taken for abandoned."""
        for _ in range(20):
            if not any(one.live and one.ended and not one.crashed for one in self.cmi5.sessions):
                break
            time.sleep(0.05)
        self.cmi5.mode = MODES.get(str(given.get("mode", "")), self.cmi5.mode)
        return self.cmi5.launch(launchable, ACTOR, self.origin, launch, attempt)

    def _xapi_query(self, launchable: Launchable, given: dict[str, Any], attempt: int, launch: int) -> str:
        """The launch convention of tincan.xml packages."""
        earlier = next((old for old in self.xapi_launches if old.attempt == attempt), None)
        credentials = base64.b64encode(f"launch-{launch}:{secrets.token_urlsafe(9)}".encode()).decode()
        legacy = given.get("actor") == "legacy"
        this = XapiLaunch(
            number=launch,
            attempt=attempt,
            registration=earlier.registration if earlier else str(uuid4()),
            authorization=f"Basic {credentials}",
            activity_id=launchable.activity_id,
            actor=MODERN_OF_LEGACY if legacy else ACTOR,
        )
        self.xapi_launches.append(this)
        assert self.lrs.authorizations is not None
        self.lrs.authorizations.add(this.authorization)
        return urlencode(
            {
                "endpoint": f"{self.origin}/xapi/",
                "auth": this.authorization,
                "actor": json.dumps(LEGACY_ACTOR if legacy else ACTOR),
                "registration": this.registration,
                "activity_id": this.activity_id,
            }
        )

    @property
    def _launches(self) -> list[XapiLaunch | Session]:
        return [*self.xapi_launches, *self.cmi5.sessions]

    def _report(self, given: dict[str, Any]) -> Response:
        if given.get("crashed"):
            self.lrs.cut |= {one.authorization for one in self._launches if one.number == given.get("launch")}
        known = self.scorm.receive(given)
        for one in self._launches:
            if one.number == given.get("launch"):
                one.ended = one.ended or bool(given.get("ended"))
                one.crashed = one.crashed or bool(given.get("crashed"))
        return json_response({"ok": known}, 200 if known else 409)

    def _switches(self, given: dict[str, Any]) -> Response:
        for name in ("offline", "fail", "lose", "slow"):
            if name in given:
                setattr(self.lrs, name, bool(given[name]) if name == "offline" else int(given[name]))
        return json_response({"offline": self.lrs.offline, "fail": self.lrs.fail, "slow": self.lrs.slow})

    def _news(self, given: dict[str, Any]) -> Response:
        """What the inspector has not seen: exchanges from `since` on; the rest in full, as it is short."""
        since = int(given.get("since", 0))
        return json_response(
            {
                "version": self.shelf.version,
                "error": self.shelf.error,
                "exchanges": [asdict(one) for one in self.lrs.exchanges[since:]],
                "violations": [asdict(one) for one in self.lrs.violations]
                + [{"seq": 0, "text": text} for text in self.flow_violations()],
                "scorm": [asdict(one) for one in self.scorm.violations if one.seq == 0],
                "missing": [one.path for one in self.missing],
            }
        )

    def flow_violations(self) -> list[str]:
        """What is wrong with the sequence of statements, launch by launch."""
        flows = [text for launch in self.xapi_launches for text in read_flow(launch, self.lrs)]
        return [*flows, *self.cmi5.flow()]


def _with_query(href: str, query: str) -> str:
    return href + ("&" if "?" in href else "?") + query


def _manifest(launchable: Launchable) -> dict[str, str]:
    return {
        "mastery": launchable.mastery,
        "launchData": launchable.launch_data,
        "maxTime": launchable.max_time,
        "limitAction": launchable.limit_action,
        "threshold": launchable.threshold,
        "completionByContent": launchable.completion_by_content,
        "successByContent": launchable.success_by_content,
    }
