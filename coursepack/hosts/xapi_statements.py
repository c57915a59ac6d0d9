"""The statements of an LRS: storing and finding them (xAPI-Communication 2.1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast
from urllib.parse import urlencode
from uuid import uuid4

from coursepack.hosts.http import Request, Response, json_response
from coursepack.hosts.xapi_documents import agent_key
from coursepack.hosts.xapi_errors import RefusedError
from coursepack.hosts.xapi_rules import VOIDED, complaints
from coursepack.hosts.xapi_types import TIMESTAMP, UUID

Statement = dict[str, Any]

PAGE = 100
AUTHORITY = {"objectType": "Agent", "account": {"homePage": "https://host.coursepack.example", "name": "host"}}
# What an LRS adds or may change: not looked at when two statements with one id are compared (2.1.1).
LRS_OWN = ("stored", "authority", "version", "id")
FILTERS = {"agent", "verb", "activity", "registration", "related_activities", "related_agents", "since", "until"}
LIST_PARAMETERS = {*FILTERS, "limit", "format", "attachments", "ascending", "cursor"}


def now() -> str:
    """The moment, in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Statements:
    """Statements in the order of arrival: `received` exactly as they were sent, `stored` as an LRS gives them."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.received: list[Statement] = []
        self.stored: list[Statement] = []
        self.senders: list[str] = []
        self._by_id: dict[str, int] = {}

    def handle(self, request: Request) -> Response:
        """GET, POST, PUT on /statements. Raises RefusedError."""
        if request.method == "GET":
            return self._get(request)
        body = _json_body(request)
        if request.method == "POST":
            return self._post(request, body)
        if request.method == "PUT":
            return self._put(request, body)
        raise RefusedError(405, f"{request.method} is no method of /statements")

    @property
    def voided(self) -> set[str]:
        """Ids of the statements that others void."""
        return {item["object"]["id"].lower() for item in self.stored if item["verb"]["id"] == VOIDED}

    def holds(self, statement: Statement) -> bool:
        """Whether there is a statement of this id and content."""
        found = self._by_id.get(str(statement.get("id", "")).lower())
        return found is not None and _content(self.received[found]) == _content(statement)

    def keep(self, statement: Statement) -> None:
        """One that comes from the host itself. Raises RefusedError, as for others."""
        self._take([statement], "")

    # --- writing --------------------------------------------------------------------------------------------------

    def _post(self, request: Request, body: object) -> Response:
        if request.query:
            raise RefusedError(400, f"POST /statements takes no parameter, found '{next(iter(request.query))}'")
        batch = body if isinstance(body, list) else [body]
        return json_response(self._take(batch, request.headers.get("authorization", "")))

    def _put(self, request: Request, body: object) -> Response:
        if set(request.query) != {"statementId"} or not UUID.fullmatch(request.query["statementId"]):
            raise RefusedError(400, "PUT /statements needs exactly the parameter statementId, a UUID")
        wanted = request.query["statementId"]
        if not isinstance(body, dict) or str(body.get("id", wanted)).lower() != wanted.lower():
            raise RefusedError(400, "PUT /statements: the body is not the one statement that statementId names")
        self._take([{**body, "id": wanted}], request.headers.get("authorization", ""))
        return Response(204)

    def _take(self, batch: list[Any], sender: str) -> list[str]:
        """All or none. Returns the ids. Raises RefusedError with every complaint."""
        wrong = [
            (f"statement {index + 1} of {len(batch)}: " if len(batch) > 1 else "") + text
            for index, statement in enumerate(batch)
            for text in complaints(statement)
        ]
        if wrong:
            raise RefusedError(400, "\n".join(wrong))
        identified = [{"id": str(uuid4()), **statement} for statement in batch]
        self._conflicts(identified)
        for given, statement in zip(batch, identified, strict=True):
            self._store(given, statement, sender)
        return [statement["id"] for statement in identified]

    def _conflicts(self, batch: list[Statement]) -> None:
        ids = [statement["id"].lower() for statement in batch]
        twice = next((name for name in ids if ids.count(name) > 1), None)
        if twice:
            raise RefusedError(400, f"the id {twice} stands twice in one batch")
        for statement in batch:
            found = self._by_id.get(statement["id"].lower())
            if found is not None and _content(self.received[found]) != _content(statement):
                raise RefusedError(409, f"there is another statement with the id {statement['id']}")

    def _store(self, given: Statement, statement: Statement, sender: str) -> None:
        if statement["id"].lower() in self._by_id:
            return
        moment = now()
        self._by_id[statement["id"].lower()] = len(self.stored)
        self.received.append(given)
        self.senders.append(sender)
        own = {"stored": moment, "authority": AUTHORITY, "version": statement.get("version", "1.0.0")}
        self.stored.append({"timestamp": moment, **statement, **own})

    # --- reading --------------------------------------------------------------------------------------------------

    def _get(self, request: Request) -> Response:
        headers = {"X-Experience-API-Consistent-Through": now()}
        single = [name for name in ("statementId", "voidedStatementId") if name in request.query]
        if single:
            return self._single(request, single, headers)
        unknown = sorted(set(request.query) - LIST_PARAMETERS)
        if unknown:
            raise RefusedError(400, f"GET /statements: parameter '{unknown[0]}' is not known here")
        _check_filters(request.query)
        return json_response(self._page(request.query), headers=headers)

    def _single(self, request: Request, single: list[str], headers: Mapping[str, str]) -> Response:
        if len(single) > 1 or set(request.query) - {*single, "format", "attachments"}:
            raise RefusedError(400, f"GET /statements: {single[0]} goes with format and attachments only")
        name = request.query[single[0]].lower()
        found = self._by_id.get(name)
        if found is None or (name in self.voided) != (single[0] == "voidedStatementId"):
            raise RefusedError(404, f"no statement {name}", fault=False)
        return json_response(self.stored[found], headers=headers)

    def _page(self, query: Mapping[str, str]) -> dict[str, object]:
        voided = self.voided
        found = [item for item in self.stored if item["id"].lower() not in voided and _fits(item, query)]
        if query.get("ascending") != "true":
            found.reverse()
        start = int(query.get("cursor", "0"))
        size = min(int(query.get("limit", "0")) or PAGE, PAGE)
        more = ""
        if start + size < len(found):
            more = f"{self.base}/statements?{urlencode({**query, 'cursor': str(start + size)})}"
        return {"statements": found[start : start + size], "more": more}


def _content(statement: Statement) -> Statement:
    return {name: value for name, value in statement.items() if name not in LRS_OWN}


def _json_body(request: Request) -> object:
    kind = request.headers.get("content-type", "").split(";")[0].strip()
    if kind == "multipart/mixed":
        raise RefusedError(400, "multipart/mixed: this host takes no attachments")
    if kind != "application/json":
        raise RefusedError(400, f"{request.method} /statements has the Content-Type '{kind}', not application/json")
    try:
        return json.loads(request.body, parse_constant=_no_constant, object_pairs_hook=_no_duplicates)
    except ValueError as error:
        raise RefusedError(400, f"the body is not JSON: {error}") from None


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON")


def _no_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = [name for name, _ in pairs]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ValueError(f"the name '{twice}' stands twice in one object")
    return dict(pairs)


def _check_filters(query: Mapping[str, str]) -> None:
    for name in ("since", "until"):
        if name in query and not TIMESTAMP.fullmatch(query[name]):
            raise RefusedError(400, f"GET /statements: {name} '{query[name]}' is not a date and time with a zone")
    if "registration" in query and not UUID.fullmatch(query["registration"]):
        raise RefusedError(400, "GET /statements: registration is not a UUID")
    for name in ("limit", "cursor"):
        if name in query and not query[name].isdigit():
            raise RefusedError(400, f"GET /statements: {name} '{query[name]}' is not a whole number")
    for name in ("ascending", "related_activities", "related_agents", "attachments"):
        if query.get(name, "true") not in ("true", "false"):
            raise RefusedError(400, f"GET /statements: {name} is neither true nor false")
    if query.get("format", "exact") not in ("ids", "exact", "canonical"):
        raise RefusedError(400, f"GET /statements: format '{query['format']}' is not known")
    if "agent" in query:
        agent_key(query["agent"])


def _moment(text: str) -> datetime:
    """A legal timestamp as a moment."""
    moment = datetime.fromisoformat(text.replace("Z", "+00:00").replace(",", "."))
    return moment.astimezone(UTC)


def _fits(item: Statement, query: Mapping[str, str]) -> bool:
    """Whether the statement passes every filter of the query."""
    context = item.get("context", {})
    return (
        query.get("verb", item["verb"]["id"]) == item["verb"]["id"]
        and query.get("registration", "").lower() in ("", str(context.get("registration", "")).lower())
        and ("agent" not in query or agent_key(query["agent"]) in _agents(item, query))
        and ("activity" not in query or query["activity"] in _activities(item, query))
        and ("since" not in query or _moment(item["stored"]) > _moment(query["since"]))
        and ("until" not in query or _moment(item["stored"]) <= _moment(query["until"]))
    )


def _agents(item: Statement, query: Mapping[str, str]) -> set[str]:
    found = [item["actor"], item["object"]]
    if query.get("related_agents") == "true":
        context = item.get("context", {})
        found += [item["authority"], context.get("instructor"), context.get("team")]
    people = [one for one in found if isinstance(one, dict)]
    people += [member for one in people for member in one.get("member", ())]
    return {_key(one) for one in people if _key(one)}


def _key(value: dict[str, Any]) -> str:
    try:
        return agent_key(json.dumps(value))
    except RefusedError:
        return ""


def _activities(item: Statement, query: Mapping[str, str]) -> set[str]:
    found = {cast(str, item["object"].get("id", ""))}
    if query.get("related_activities") == "true":
        for group in item.get("context", {}).get("contextActivities", {}).values():
            found |= {one["id"] for one in (group if isinstance(group, list) else [group])}
    return found
