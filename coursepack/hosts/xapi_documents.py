"""State, agent profile and activity profile documents (xAPI-Communication 2.2, 2.5 to 2.7)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from coursepack.hosts.http import Request, Response, json_response
from coursepack.hosts.xapi_errors import RefusedError
from coursepack.hosts.xapi_rules import agent_complaints
from coursepack.hosts.xapi_types import IRI, TIMESTAMP, UUID

JSON = "application/json"


@dataclass(frozen=True)
class Resource:
    """Which parameters name a document of this kind. Concurrency headers are compulsory where `guarded`."""

    needs: tuple[str, ...]
    may: tuple[str, ...]
    id_name: str
    guarded: bool


RESOURCES: Mapping[str, Resource] = {
    "/activities/state": Resource(("activityId", "agent"), ("registration",), "stateId", guarded=False),
    "/activities/profile": Resource(("activityId",), (), "profileId", guarded=True),
    "/agents/profile": Resource(("agent",), (), "profileId", guarded=True),
}


@dataclass(frozen=True)
class Document:
    """One stored document, with its media type and the moment it was last written."""

    content: bytes
    type: str
    updated: str

    @property
    def etag(self) -> str:
        """SHA-1 of the content, quoted, as the specification proposes (3.1)."""
        return f'"{hashlib.sha1(self.content, usedforsecurity=False).hexdigest()}"'

    def json(self) -> object:
        """The content as JSON. Raises ValueError for other content."""
        return json.loads(self.content)


Key = tuple[str, ...]


class Documents:
    """All documents of a host by (resource, who or what, id)."""

    def __init__(self) -> None:
        self.all: dict[Key, Document] = {}

    def handle(self, request: Request) -> Response:
        """GET, PUT, POST, DELETE on one of RESOURCES. Raises RefusedError."""
        resource = RESOURCES[request.path]
        _parameters(request, resource)
        scope = _scope(request, resource)
        name = request.query.get(resource.id_name)
        if name is None:
            return self._many(request, scope)
        return self._one(request, resource, (*scope, name))

    def put(self, key: Key, value: object) -> None:
        """A document that the host itself makes; its key is the resource, the values of RESOURCES, the id."""
        self.all[key] = _document(json.dumps(value).encode(), JSON)

    def _many(self, request: Request, scope: Key) -> Response:
        keys = [key for key in self.all if _under(key, scope, request)]
        if request.method == "GET":
            since = request.query.get("since", "")
            return json_response([key[-1] for key in keys if self.all[key].updated > since])
        if request.method == "DELETE" and request.path == "/activities/state":
            for key in keys:
                del self.all[key]
            return Response(204)
        wanted = RESOURCES[request.path].id_name
        raise RefusedError(400, f"{request.method} {request.path} needs the parameter {wanted}")

    def _one(self, request: Request, resource: Resource, key: Key) -> Response:
        found = self.all.get(key)
        if request.method == "GET":
            return _read(found)
        _preconditions(request, resource, found)
        if request.method == "DELETE":
            self.all.pop(key, None)
            return Response(204)
        self.all[key] = _written(request, found)
        return Response(204, headers={"ETag": self.all[key].etag})


def _parameters(request: Request, resource: Resource) -> None:
    """Compulsory ones there, no others, and each of its type."""
    known = {*resource.needs, *resource.may, resource.id_name}
    if request.method in ("GET", "DELETE"):
        known.add("since")
    unknown = sorted(set(request.query) - known)
    if unknown:
        raise RefusedError(400, f"{request.path}: parameter '{unknown[0]}' is not known here")
    for name in resource.needs:
        if name not in request.query:
            raise RefusedError(400, f"{request.path}: parameter '{name}' is missing")
    for name, regex in (("activityId", IRI), ("registration", UUID), ("since", TIMESTAMP)):
        if name in request.query and not regex.fullmatch(request.query[name]):
            raise RefusedError(400, f"{request.path}: {name} '{request.query[name]}' is malformed")
    if request.query.get(resource.id_name) == "":
        raise RefusedError(400, f"{request.path}: {resource.id_name} is empty")


def agent_key(text: str) -> str:
    """The same text for the same person: the agent's one identifier, without its name. Raises RefusedError."""
    try:
        agent = json.loads(text)
    except ValueError:
        raise RefusedError(400, "parameter 'agent' is not JSON") from None
    wrong = agent_complaints(agent)
    if wrong:
        raise RefusedError(400, wrong[0])
    return json.dumps({name: agent[name] for name in sorted(agent) if name not in ("name", "objectType", "member")})


def _scope(request: Request, resource: Resource) -> Key:
    values = []
    for name in (*resource.needs, *resource.may):
        value = request.query.get(name, "")
        values.append(agent_key(value) if name == "agent" else value)
    return (request.path, *values)


def _under(key: Key, scope: Key, request: Request) -> bool:
    """Whether the document is in scope; no registration given means every registration (2.3)."""
    if "registration" in RESOURCES[request.path].may and not request.query.get("registration"):
        return key[:-2] == scope[:-1]
    return key[:-1] == scope


def _read(found: Document | None) -> Response:
    if found is None:
        return Response(404)
    return Response(
        200, found.content, {"Content-Type": found.type, "ETag": found.etag, "Last-Modified": found.updated}
    )


def _preconditions(request: Request, resource: Resource, found: Document | None) -> None:
    """If-Match and If-None-Match (3.1); a profile may not be overwritten blindly."""
    match, none_match = request.headers.get("if-match"), request.headers.get("if-none-match")
    if match is not None and (found is None or (match != "*" and found.etag not in match)):
        raise RefusedError(412, f"{request.path}: If-Match does not fit what is stored", fault=False)
    if none_match is not None and found is not None and (none_match == "*" or found.etag in none_match):
        raise RefusedError(412, f"{request.path}: If-None-Match, and there is such a document", fault=False)
    if resource.guarded and request.method == "PUT" and match is None and none_match is None:
        raise RefusedError(409 if found else 400, f"{request.path}: PUT needs If-Match or If-None-Match")


def _written(request: Request, found: Document | None) -> Document:
    kind = request.headers.get("content-type", "")
    if not kind:
        raise RefusedError(400, f"{request.method} {request.path} has no Content-Type")
    if _is_json(kind):
        _json_object(request.body, request.path, objects_only=request.method == "POST")
    content = request.body
    if request.method == "POST" and found is not None:
        content = _merged(request, kind, found)
    return _document(content, kind)


def _document(content: bytes, kind: str) -> Document:
    return Document(content, kind, datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"))


def _is_json(kind: str) -> bool:
    return kind.partition(";")[0].strip() == JSON


def _merged(request: Request, kind: str, found: Document) -> bytes:
    """POST merges the top-level names of two JSON objects (2.2)."""
    if not _is_json(kind) or not _is_json(found.type):
        raise RefusedError(400, f"POST {request.path} merges, and so needs {JSON} on both sides")
    old = _json_object(found.content, request.path, objects_only=True)
    new = _json_object(request.body, request.path, objects_only=True)
    return json.dumps({**old, **new}, ensure_ascii=False).encode()


def _json_object(content: bytes, path: str, *, objects_only: bool) -> dict[str, object]:
    try:
        value = json.loads(content)
    except ValueError:
        raise RefusedError(400, f"{path}: the document says it is JSON and is not") from None
    if objects_only and not isinstance(value, dict):
        raise RefusedError(400, f"{path}: POST needs a JSON object")
    return value if isinstance(value, dict) else {}
