"""A strict xAPI 1.0.3 host in memory: what a package may say to an LRS, and what was wrong when it said something else.

`Lrs.handle` takes a request and gives an answer, without a server; `play` puts it behind HTTP.
"""

from __future__ import annotations

import json
import re
import threading
import time
from dataclasses import dataclass
from typing import Any, Protocol

from coursepack.hosts.http import Request, Response, json_response, text_response
from coursepack.hosts.xapi_documents import RESOURCES, Documents, agent_key
from coursepack.hosts.xapi_errors import RefusedError
from coursepack.hosts.xapi_statements import Statement, Statements
from coursepack.hosts.xapi_types import IRI

VERSION = "1.0.3"
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, If-Match, If-None-Match, X-Experience-API-Version",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, X-Experience-API-Version, "
    "X-Experience-API-Consistent-Through",
}


@dataclass(frozen=True)
class Exchange:
    """One request as the inspector shows it. `t`: seconds since the epoch. `sent`: the body's text, "" for none."""

    seq: int
    t: float
    method: str
    path: str
    query: dict[str, str]
    sent: str
    status: int
    answer: str
    simulated: bool


@dataclass(frozen=True)
class XapiViolation:
    """What was wrong, in words with the path in the statement. `seq`: the exchange it was seen in."""

    seq: int
    text: str


class Judge(Protocol):
    """A stricter reader of what a store is asked: cmi5's LMS."""

    def before(self, request: Request) -> None:
        """Before the store does what is asked. May raise RefusedError."""

    def after(self, request: Request) -> None:
        """It was done."""


class Lrs:
    """One learning record store. Safe to use from several threads.

    Switches: `offline` answers 503 to everything, `fail` answers 500 to the next N requests without reading them,
    `lose` does what the next N requests say and then answers 500 (the answer got lost), `slow` waits so many
    milliseconds, `refuse` answers everything with this status and these headers. `cut` holds the authorizations of
    crashed windows: what they still send is dropped.
    """

    def __init__(self, base: str = "/xapi", authorizations: set[str] | None = None) -> None:
        """`base`: path put before `more` links. `authorizations`: header values taken; None takes any."""
        self.offline = False
        self.fail = 0
        self.lose = 0
        self.slow = 0
        self.refuse: tuple[int, dict[str, str]] | None = None
        self.cut: set[str] = set()
        self.authorizations = authorizations
        self.exchanges: list[Exchange] = []
        self.violations: list[XapiViolation] = []
        self.documents = Documents()
        self.judge: Judge | None = None
        self._statements = Statements(base)
        self._lock = threading.RLock()

    @property
    def statements(self) -> list[Statement]:
        """Every statement in the order of arrival, with what an LRS adds (id, stored, authority, version)."""
        return list(self._statements.stored)

    @property
    def received(self) -> list[Statement]:
        """The same statements exactly as they were sent."""
        return list(self._statements.received)

    def statements_of(self, authorization: str) -> list[Statement]:
        """Those that came with this Authorization header: one launch's."""
        return [
            one
            for one, who in zip(self._statements.stored, self._statements.senders, strict=False)
            if who == authorization
        ]

    def holds(self, statement: Statement) -> bool:
        """Whether this very statement has come before."""
        return self._statements.holds(statement)

    def keep(self, statement: Statement) -> None:
        """Stores a statement that no request has brought: the LMS's own."""
        with self._lock:
            self._statements.keep(statement)

    def state(self, name: str) -> object:
        """The JSON of the newest state document with this stateId. Raises KeyError when there is none."""
        found = [doc for key, doc in self.documents.all.items() if key[0] == "/activities/state" and key[-1] == name]
        if not found:
            raise KeyError(name)
        return max(found, key=lambda doc: doc.updated).json()

    def handle(self, request: Request) -> Response:
        """The answer to one request; never raises for what a client sent."""
        if request.method == "OPTIONS":
            return Response(204, headers=dict(CORS))
        if self.slow:
            time.sleep(self.slow / 1000)
        with self._lock:
            response, simulated = self._answer(request)
            self._record(request, response, simulated=simulated)
        response.headers.update(CORS)
        response.headers["X-Experience-API-Version"] = VERSION
        return response

    def _answer(self, request: Request) -> tuple[Response, bool]:
        if self.offline or request.headers.get("authorization") in self.cut:
            return text_response("the host was set offline", 503), True
        if self.refuse:
            status, headers = self.refuse
            return Response(status, b"", dict(headers)), True
        if self.fail > 0:
            self.fail -= 1
            return text_response("the host was asked to fail", 500), True
        response = self._judged(request)
        if self.lose > 0:
            self.lose -= 1
            return text_response("the host was asked to lose this answer", 500), True
        return response, False

    def _judged(self, request: Request) -> Response:
        try:
            self._headers(request)
            if self.judge:
                self.judge.before(request)
            response = self._route(request)
            if self.judge and response.status < 400:
                self.judge.after(request)
            return response
        except RefusedError as refusal:
            if refusal.fault:
                seq = len(self.exchanges) + 1
                self.violations.extend(XapiViolation(seq, line) for line in refusal.text.splitlines())
            return text_response(refusal.text, refusal.status)

    def _headers(self, request: Request) -> None:
        """What every request but the one for /about must carry (Communication 3.3, 4)."""
        if request.path == "/about":
            return
        version = request.headers.get("x-experience-api-version")
        if version is None or not re.fullmatch(r"1\.0(\.\d+)?", version):
            raise RefusedError(400, f"X-Experience-API-Version is '{version or ''}', not 1.0.x")
        given = request.headers.get("authorization", "")
        if self.authorizations is None and re.fullmatch(r"(Basic|Bearer) \S+", given):
            return
        if self.authorizations is None or given not in self.authorizations:
            raise RefusedError(401, "Authorization is not what the launch gave" if given else "no Authorization")

    def _route(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD", "POST", "PUT", "DELETE"):
            raise RefusedError(405, f"{request.method} is no method of xAPI")
        if request.method == "HEAD":
            answer = self._route(Request("GET", request.path, request.query, request.headers))
            return Response(answer.status, b"", answer.headers)
        if request.path == "/statements":
            return self._statements.handle(request)
        if request.path in RESOURCES:
            return self.documents.handle(request)
        return self._small(request)

    def _small(self, request: Request) -> Response:
        """About, Agents and Activities: only to be read."""
        if request.path not in ("/about", "/agents", "/activities"):
            raise RefusedError(404, f"{request.path} is no resource of xAPI")
        if request.method != "GET":
            raise RefusedError(405, f"{request.path} can only be read")
        if request.path == "/about":
            return json_response({"version": ["1.0.3", "1.0.2", "1.0.1", "1.0.0"]})
        return self._person(request) if request.path == "/agents" else self._activity(request)

    def _person(self, request: Request) -> Response:
        agent_key(request.query.get("agent", ""))
        agent = json.loads(request.query["agent"])
        return json_response(
            {"objectType": "Person", **{name: [value] for name, value in agent.items() if name != "objectType"}}
        )

    def _activity(self, request: Request) -> Response:
        name = request.query.get("activityId", "")
        if not IRI.fullmatch(name):
            raise RefusedError(400, "GET /activities needs the parameter activityId, an absolute IRI")
        definition: dict[str, Any] = {}
        for statement in self._statements.stored:
            if statement["object"].get("id") == name:
                definition.update(statement["object"].get("definition", {}))
        found = {"objectType": "Activity", "id": name}
        return json_response({**found, "definition": definition} if definition else found)

    def _record(self, request: Request, response: Response, *, simulated: bool) -> None:
        refused = response.status >= 400
        self.exchanges.append(
            Exchange(
                seq=len(self.exchanges) + 1,
                t=time.time(),
                method=request.method,
                path=request.path,
                query=dict(request.query),
                sent=request.body.decode("utf-8", "replace"),
                status=response.status,
                answer=response.body.decode("utf-8", "replace") if refused else "",
                simulated=simulated,
            )
        )
