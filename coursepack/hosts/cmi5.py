"""A strict cmi5 LMS around the strict record store: launches, tokens, sessions, and everything that a unit does against cmi5.

It refuses what breaks a requirement, with its number, as ADL's CATAPULT player does.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid4, uuid5

from coursepack.hosts.cmi5_rules import complaints
from coursepack.hosts.cmi5_session import CONTEXT, SESSION_ID, Session, Statement, defined, find
from coursepack.hosts.http import Request, Response, json_response
from coursepack.hosts.launchable import Launchable
from coursepack.hosts.xapi import Lrs, XapiViolation
from coursepack.hosts.xapi_documents import agent_key
from coursepack.hosts.xapi_errors import RefusedError

LAUNCH_DATA = "LMS.LaunchData"
PREFERENCES = "cmi5LearnerPreferences"
# How long the LMS waits after "terminated" for what is still on its way (9.3.8).
GRACE = 10.0
MODES = {"normal": "Normal", "browse": "Browse", "review": "Review"}


class Cmi5Lms:
    """Its switches count from the next launch on: `mode`, `mastery` and `return_url` for LMS.LaunchData, `preferences` of the learner."""

    def __init__(self, lrs: Lrs) -> None:
        self.lrs = lrs
        self.sessions: list[Session] = []
        self.mode = ""
        self.mastery: float | None = None
        self.return_url = ""
        self.preferences: dict[str, str] = {}
        self._judged: list[Statement] = []

    # --- launching ------------------------------------------------------------------------------------------------

    def launch(self, unit: Launchable, actor: dict[str, Any], origin: str, number: int, attempt: int) -> str:
        """Opens a session. Returns the query of the launch (8.1). An earlier session that has not ended is abandoned (9.3.6)."""
        earlier = [one for one in self.sessions if one.attempt == attempt]
        for one in earlier:
            self._abandon(one)
        session = self._session(unit, actor, number, attempt, earlier)
        self.sessions.append(session)
        self._prepare(unit, session)
        self._say(session, "launched", context=self._launched(unit, session, origin))
        return urlencode(
            {
                "endpoint": f"{origin}/xapi/",
                "fetch": f"{origin}/cmi5/fetch/{session.key}",
                "actor": json.dumps(actor),
                "registration": session.registration,
                "activityId": session.activity_id,
            }
        )

    def _session(
        self, unit: Launchable, actor: dict[str, Any], number: int, attempt: int, earlier: list[Session]
    ) -> Session:
        mastery = self.mastery if self.mastery is not None else float(unit.mastery) if unit.mastery else None
        return Session(
            number=number,
            attempt=attempt,
            registration=earlier[0].registration if earlier else str(uuid4()),
            activity_id=_activity_id(unit),
            actor=actor,
            mode=self.mode or "Normal",
            move_on=unit.move_on,
            mastery=mastery,
            key=secrets.token_urlsafe(12),
            token=secrets.token_urlsafe(18),
            template={
                "extensions": {SESSION_ID: str(uuid4())},
                "contextActivities": {"grouping": [{"objectType": "Activity", "id": unit.activity_id}]},
            },
        )

    def _prepare(self, unit: Launchable, session: Session) -> None:
        """The documents that the unit will ask for (10, 11)."""
        data: dict[str, Any] = {
            "contextTemplate": session.template,
            "launchMode": session.mode,
            "launchMethod": unit.launch_method,
            "moveOn": session.move_on,
        }
        data |= {"masteryScore": session.mastery} if session.mastery is not None else {}
        data |= {"launchParameters": unit.launch_data} if unit.launch_data else {}
        data |= {"entitlementKey": {"courseStructure": unit.entitlement_key}} if unit.entitlement_key else {}
        data |= {"returnURL": self.return_url} if self.return_url else {}
        agent = agent_key(json.dumps(session.actor))
        self.lrs.documents.put(
            ("/activities/state", session.activity_id, agent, session.registration, LAUNCH_DATA), data
        )
        if self.preferences:
            self.lrs.documents.put(("/agents/profile", agent, PREFERENCES), self.preferences)

    def _launched(self, unit: Launchable, session: Session, origin: str) -> dict[str, Any]:
        told: dict[str, Any] = {"launchmode": session.mode, "moveon": session.move_on}
        told |= {"masteryscore": session.mastery} if session.mastery is not None else {}
        told |= {"launchparameters": unit.launch_data} if unit.launch_data else {}
        told["launchurl"] = f"{origin}/content/{unit.href}"
        return {f"{CONTEXT}extensions/{name}": value for name, value in told.items()}

    def _abandon(self, session: Session) -> None:
        if session.live:
            session.abandoned = True
            self._say(session, "abandoned", result={"duration": "PT0S"})

    def _say(self, session: Session, verb: str, *, context: dict[str, Any] | None = None, **more: Any) -> None:
        """A statement of the LMS itself."""
        base = "http://adlnet.gov/expapi/verbs/" if verb == "launched" else "https://w3id.org/xapi/adl/verbs/"
        template = session.template
        lists = template["contextActivities"] | {"category": [{"id": CONTEXT + "categories/cmi5"}]}
        self.lrs.keep(
            {
                "id": str(uuid4()),
                "actor": session.actor,
                "verb": {"id": base + verb, "display": {"en": verb}},
                "object": {"id": session.activity_id},
                "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                "context": {
                    "registration": session.registration,
                    "contextActivities": lists,
                    "extensions": template["extensions"] | (context or {}),
                },
                **more,
            }
        )

    # --- the fetch URL (8.2) --------------------------------------------------------------------------------------

    def fetch(self, request: Request) -> Response:
        """The token, once; afterwards error-code 1."""
        session = next((one for one in self.sessions if request.path == f"/fetch/{one.key}"), None)
        if session is None:
            return json_response({"error-code": "2", "error-text": "no such launch"})
        if request.method != "POST":
            self._object(f"8.2.1.0-2 {request.method} on the fetch URL, not POST")
            return json_response({"error-code": "3", "error-text": "only POST"}, 405)
        session.fetched += 1
        if session.fetched > 1 or session.abandoned:
            self._object("8.2.3.0-1 the fetch URL was asked a second time")
            return json_response({"error-code": "1", "error-text": "the token has been given out"})
        assert self.lrs.authorizations is not None
        self.lrs.authorizations.add(session.authorization)
        return json_response({"auth-token": session.token}, headers={"Cache-Control": "no-store"})

    def _object(self, text: str) -> None:
        self.lrs.violations.append(XapiViolation(len(self.lrs.exchanges), text))

    # --- what the record store asks about each request ------------------------------------------------------------

    def before(self, request: Request) -> None:
        """Raises RefusedError for what cmi5 forbids."""
        self._judged = []
        session = self._of(request)
        if session is None:
            return
        if session.abandoned:
            raise RefusedError(403, "9.3.6.0-2 the session was abandoned", fault=False)
        if request.path == "/statements" and request.method in ("POST", "PUT"):
            self._statements(session, request)
        elif request.path in ("/activities/state", "/agents/profile"):
            _document(session, request)
            if request.method == "GET":
                session.read.add(request.query.get("stateId") or request.query.get("profileId") or "")

    def after(self, request: Request) -> None:
        """The store has done what the request asked."""
        session = self._of(request)
        if session is None:
            return
        session.said += self._judged
        self._judged = []
        if session.first("terminated") and not session.over_at:
            session.over_at = time.monotonic()
        if self.satisfied(session) and not self._told_satisfied(session):
            self._say(session, "satisfied")

    def _of(self, request: Request) -> Session | None:
        given = request.headers.get("authorization")
        return next((one for one in self.sessions if one.authorization == given), None)

    def _statements(self, session: Session, request: Request) -> None:
        """All or none, as the store takes them. What it has already is nothing new."""
        try:
            body = json.loads(request.body)
        except ValueError:
            return
        wrong: list[str] = []
        if session.over_at and time.monotonic() - session.over_at > GRACE:
            wrong.append("9.3.0.0-5 sent long after terminated")
        others = self._registered(session)
        for one in body if isinstance(body, list) else [body]:
            if isinstance(one, dict) and not self.lrs.holds(one):
                wrong += complaints(session, one, [*session.said, *self._judged], others)
                self._judged.append(one)
        if wrong:
            self._judged = []
            raise RefusedError(403, "\n".join(wrong))

    def _registered(self, session: Session) -> list[Statement]:
        return [
            one
            for other in self.sessions
            if other is not session
            and other.registration == session.registration
            and other.activity_id == session.activity_id
            for one in other.said
        ]

    # --- what became of it ----------------------------------------------------------------------------------------

    def satisfied(self, session: Session | None = None) -> bool:
        """Whether the moveOn rule of a session's unit is met in its registration; of the newest session, if none is named."""
        session = session or self.sessions[-1]
        return self._met(session.move_on, session.registration, session.activity_id)

    def whole_satisfied(self, units: Sequence[Launchable]) -> bool:
        """Whether the rules of all units are met in the newest registration: then the course is (9.3.9)."""
        registration = self.sessions[-1].registration
        return all(self._met(unit.move_on, registration, _activity_id(unit)) for unit in units)

    def _met(self, move_on: str, registration: str, activity: str) -> bool:
        mine = [one for one in self.sessions if (one.registration, one.activity_id) == (registration, activity)]
        said = [one for session in mine for one in session.said if defined(one)]
        done, passed = bool(find(said, "completed")), bool(find(said, "passed"))
        return {
            "Completed": done,
            "Passed": passed,
            "CompletedAndPassed": done and passed,
            "CompletedOrPassed": done or passed,
        }.get(move_on, True)

    def _told_satisfied(self, session: Session) -> bool:
        return any(
            one["verb"]["id"].endswith("/satisfied")
            and one["context"]["registration"] == session.registration
            and one["object"]["id"] == session.activity_id
            for one in self.lrs.statements
        )

    def flow(self) -> list[str]:
        """What is missing in the sessions that have ended."""
        cut = any(one.simulated for one in self.lrs.exchanges)
        ended = [one for one in self.sessions if one.ended and not one.crashed and not cut]
        return [f"launch {one.number}: {text}" for one in ended for text in _missing(one)]


def _activity_id(unit: Launchable) -> str:
    """Not the publisher's id (8.1.5)."""
    return f"https://lms.example/activities/{uuid5(NAMESPACE_URL, unit.activity_id)}"


def _missing(session: Session) -> list[str]:
    if not session.fetched:
        return ["8.1.2.0-4 the fetch URL was never asked"]
    found = {
        "10.2.1.0-4 LMS.LaunchData was never read": LAUNCH_DATA in session.read,
        "11.0.0.0-3 the learner's preferences were never read": PREFERENCES in session.read,
        "7.1.1.0-1 ended without initialized": session.first("initialized"),
        "7.1.2.0-1 ended without terminated": session.first("terminated") or session.abandoned,
    }
    return [text for text, there in found.items() if not there]


def _document(session: Session, request: Request) -> None:
    query = request.query
    if query.get("stateId") == LAUNCH_DATA and request.method != "GET":
        raise RefusedError(403, f"10.2.1.0-5 {request.method} on {LAUNCH_DATA}, which can only be read")
    if json.loads(query.get("agent", "null")) != session.actor:
        number = "11.0.0.0-1" if request.path == "/agents/profile" else "8.1.3.0-3"
        raise RefusedError(403, f"{number} the agent is not the actor of the launch")
    if request.path == "/activities/state" and query.get("registration") != session.registration:
        raise RefusedError(403, "8.1.4.0-3 the registration is not the one of the launch")
    if session.mode != "Normal" and request.method != "GET":
        raise RefusedError(403, f"10.2.2.0-{2 if session.mode == 'Browse' else 3} a document written in {session.mode}")
