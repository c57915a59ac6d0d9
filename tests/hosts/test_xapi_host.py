"""The xAPI host over HTTP: what it stores, finds and refuses."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from coursepack.play import PlayServer, serve
from tests.hosts import samples, statements

AUTH = "Basic dGVzdDp0ZXN0"
AGENT = json.dumps({"mbox": "mailto:robin@example.org"})
COURSE = statements.COURSE


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class Client:
    """An xAPI client that can also be impolite."""

    def __init__(self, server: PlayServer) -> None:
        self.server = server

    def __call__(
        self, method: str, path: str, body: Any = None, query: dict[str, str] | None = None, **headers: str | None
    ) -> Answer:
        own = {"Authorization": AUTH, "X-Experience-API-Version": "1.0.3"}
        if body is not None:
            own["Content-Type"] = "application/json"
        own |= {name.replace("_", "-"): value for name, value in headers.items() if value is not None}
        for name in [name.replace("_", "-") for name, value in headers.items() if value is None]:
            own.pop(name, None)
        data = body if isinstance(body, str | bytes | None) else json.dumps(body)
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=5)
        try:
            connection.request(method, f"/xapi{path}" + (f"?{urlencode(query)}" if query else ""), data, own)
            response = connection.getresponse()
            return Answer(response.status, dict(response.headers.items()), response.read().decode())
        finally:
            connection.close()


@pytest.fixture
def server() -> Iterator[PlayServer]:
    with serve(samples.xapi) as running:
        running.lrs.authorizations = {AUTH}
        yield running


@pytest.fixture
def call(server: PlayServer) -> Client:
    return Client(server)


# --- headers ----------------------------------------------------------------------------------------------------------


def test_about_needs_no_header(call: Client) -> None:
    answer = call("GET", "/about", X_Experience_API_Version=None, Authorization=None)
    assert answer.status == 200
    assert "1.0.3" in answer.json["version"]
    assert answer.headers["X-Experience-API-Version"] == "1.0.3"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X_Experience_API_Version": None}, 400),
        ({"X_Experience_API_Version": "0.95"}, 400),
        ({"X_Experience_API_Version": "2.0.0"}, 400),
        ({"Authorization": None}, 401),
        ({"Authorization": "Basic other"}, 401),
        ({"Content_Type": "text/plain"}, 400),
        ({"Content_Type": "multipart/mixed; boundary=x"}, 400),
    ],
)
def test_wrong_headers_are_refused_and_recorded(
    call: Client, server: PlayServer, headers: dict[str, str | None], status: int
) -> None:
    assert call("POST", "/statements", statements.ordinary(), **headers).status == status
    assert len(server.lrs.violations) == 1
    assert server.lrs.statements == []


def test_cors(call: Client) -> None:
    answer = call("OPTIONS", "/statements", Authorization=None, X_Experience_API_Version=None)
    assert answer.status == 204
    assert "PUT" in answer.headers["Access-Control-Allow-Methods"]
    assert "X-Experience-API-Version" in answer.headers["Access-Control-Allow-Headers"]


# --- statements: writing ----------------------------------------------------------------------------------------------


def test_post_then_get(call: Client, server: PlayServer) -> None:
    answer = call("POST", "/statements", statements.ordinary())
    assert (answer.status, answer.json) == (200, [statements.ID])
    found = call("GET", "/statements", query={"statementId": statements.ID}).json
    assert found["authority"]
    assert found["stored"]
    assert found["version"] == "1.0.0"
    assert server.lrs.received == [statements.ordinary()]


def test_an_id_is_made_when_missing(call: Client) -> None:
    (made,) = call("POST", "/statements", statements.GOOD["no id"]).json
    assert call("GET", "/statements", query={"statementId": made}).status == 200


def test_put(call: Client, server: PlayServer) -> None:
    query = {"statementId": statements.ID}
    assert call("PUT", "/statements", statements.GOOD["no id"], query).status == 204
    assert call("PUT", "/statements", statements.ordinary(), query).status == 204
    assert len(server.lrs.statements) == 1


@pytest.mark.parametrize("query", [{}, {"statementId": "1"}, {"statementId": str(uuid4())}])
def test_put_names_its_statement(call: Client, query: dict[str, str]) -> None:
    assert call("PUT", "/statements", statements.ordinary(), query).status == 400


def test_the_same_statement_again_is_no_second_one(call: Client, server: PlayServer) -> None:
    for _ in range(2):
        assert call("POST", "/statements", statements.ordinary()).status == 200
    assert len(server.lrs.statements) == 1
    assert server.lrs.violations == []


def test_another_statement_with_the_id_conflicts(call: Client, server: PlayServer) -> None:
    call("POST", "/statements", statements.ordinary())
    other = statements.changed(lambda one: one["result"].update(success=False))
    assert call("POST", "/statements", other).status == 409
    assert "another statement" in server.lrs.violations[0].text
    assert server.lrs.statements[0]["result"]["success"] is True


def test_a_batch_is_all_or_nothing(call: Client, server: PlayServer) -> None:
    bad, path = statements.BAD["scaled over 1"]
    answer = call("POST", "/statements", [statements.GOOD["mbox"], {**bad, "id": str(uuid4())}])
    assert answer.status == 400
    assert f"statement 2 of 2: {path}" in answer.text
    assert server.lrs.statements == []


def test_an_id_twice_in_a_batch(call: Client) -> None:
    assert call("POST", "/statements", [statements.ordinary(), statements.ordinary()]).status == 400


@pytest.mark.parametrize("name", statements.GOOD)
def test_good_statements_are_taken(call: Client, server: PlayServer, name: str) -> None:
    assert call("POST", "/statements", statements.GOOD[name]).status == 200
    assert server.lrs.violations == []


@pytest.mark.parametrize("name", statements.BAD)
def test_bad_statements_are_refused_with_their_path(call: Client, server: PlayServer, name: str) -> None:
    statement, path = statements.BAD[name]
    assert call("POST", "/statements", statement).status == 400
    assert any(one.text.startswith(path) for one in server.lrs.violations)


@pytest.mark.parametrize("body", ["", "{", "[NaN]", '{"id": 1, "id": 2}', "3"])
def test_bodies_that_are_no_statement(call: Client, body: str) -> None:
    assert call("POST", "/statements", body).status == 400


def test_voiding(call: Client) -> None:
    call("POST", "/statements", statements.ordinary())
    assert call("POST", "/statements", statements.GOOD["voiding"]).status == 200
    assert call("GET", "/statements", query={"statementId": statements.ID}).status == 404
    assert call("GET", "/statements", query={"voidedStatementId": statements.ID}).status == 200
    assert len(call("GET", "/statements").json["statements"]) == 1


# --- statements: finding ----------------------------------------------------------------------------------------------


@pytest.fixture
def filled(call: Client) -> Client:
    """25 statements: verb n % 2, learner n % 3, activity n."""
    batch = [
        {
            "actor": {"mbox": f"mailto:robin{n % 3}@example.org"},
            "verb": {"id": f"https://example.org/verb/{n % 2}"},
            "object": {"id": f"{COURSE}/{n}"},
            "context": {
                "registration": f"ec531277-b57b-4c15-8d91-d292c5b2b8f{n % 5}",
                "contextActivities": {"parent": {"id": COURSE}},
            },
        }
        for n in range(25)
    ]
    assert call("POST", "/statements", batch).status == 200
    return call


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 25),
        ({"verb": "https://example.org/verb/1"}, 12),
        ({"activity": COURSE + "/3"}, 1),
        ({"activity": COURSE}, 0),
        ({"activity": COURSE, "related_activities": "true"}, 25),
        ({"agent": json.dumps({"mbox": "mailto:robin0@example.org"})}, 9),
        ({"registration": "ec531277-b57b-4c15-8d91-d292c5b2b8f1"}, 5),
        ({"since": "2020-01-01T00:00:00Z"}, 25),
        ({"until": "2020-01-01T00:00:00Z"}, 0),
        ({"verb": "https://example.org/verb/1", "registration": "ec531277-b57b-4c15-8d91-d292c5b2b8f1"}, 3),
    ],
)
def test_filters(filled: Client, query: dict[str, str], count: int) -> None:
    assert len(filled("GET", "/statements", query=query).json["statements"]) == count


def test_order_and_more(filled: Client) -> None:
    seen: list[str] = []
    answer = filled("GET", "/statements", query={"limit": "10", "ascending": "true"}).json
    while True:
        seen += [one["object"]["id"] for one in answer["statements"]]
        if not answer["more"]:
            break
        assert answer["more"].startswith("/xapi/statements?")
        answer = filled("GET", answer["more"].removeprefix("/xapi")).json
    assert seen == [f"{COURSE}/{n}" for n in range(25)]
    newest = filled("GET", "/statements", query={"limit": "1"}).json["statements"]
    assert newest[0]["object"]["id"] == f"{COURSE}/24"


@pytest.mark.parametrize(
    "query",
    [
        {"statementId": statements.ID, "verb": "x"},
        {"verbs": "x"},
        {"since": "yesterday"},
        {"registration": "1"},
        {"limit": "-1"},
        {"ascending": "yes"},
        {"agent": "{"},
        {"agent": "{}"},
        {"format": "pretty"},
    ],
)
def test_queries_that_are_refused(call: Client, query: dict[str, str]) -> None:
    assert call("GET", "/statements", query=query).status == 400


# --- documents --------------------------------------------------------------------------------------------------------

STATE = {"activityId": COURSE, "agent": AGENT, "registration": "ec531277-b57b-4c15-8d91-d292c5b2b8f7"}


def test_state(call: Client, server: PlayServer) -> None:
    one = {**STATE, "stateId": "suspend"}
    assert call("GET", "/activities/state", query=one).status == 404
    assert call("PUT", "/activities/state", {"page": 1}, one).status == 204
    answer = call("GET", "/activities/state", query=one)
    assert (answer.status, answer.json, answer.headers["Content-Type"]) == (200, {"page": 1}, "application/json")
    assert call("POST", "/activities/state", {"score": 2}, one).status == 204
    assert server.lrs.state("suspend") == {"page": 1, "score": 2}
    assert call("GET", "/activities/state", query=STATE).json == ["suspend"]
    assert call("DELETE", "/activities/state", query=one).status == 204
    assert call("GET", "/activities/state", query=STATE).json == []
    assert server.lrs.violations == []


def test_state_belongs_to_its_registration_and_learner(call: Client) -> None:
    call("PUT", "/activities/state", {"page": 1}, {**STATE, "stateId": "s"})
    other = {**STATE, "registration": str(uuid4()), "stateId": "s"}
    assert call("GET", "/activities/state", query=other).status == 404
    named = {**STATE, "agent": json.dumps({"name": "Robin", **json.loads(AGENT)}), "stateId": "s"}
    assert call("GET", "/activities/state", query=named).status == 200
    everywhere = {"activityId": COURSE, "agent": AGENT}
    assert call("GET", "/activities/state", query=everywhere).json == ["s"]
    assert call("DELETE", "/activities/state", query=everywhere).status == 204
    assert call("GET", "/activities/state", query={**STATE, "stateId": "s"}).status == 404


def test_etags(call: Client) -> None:
    one = {**STATE, "stateId": "s"}
    etag = call("PUT", "/activities/state", {"page": 1}, one).headers["ETag"]
    assert call("PUT", "/activities/state", {"page": 2}, one, If_None_Match="*").status == 412
    assert call("PUT", "/activities/state", {"page": 2}, one, If_Match='"stale"').status == 412
    assert call("PUT", "/activities/state", {"page": 2}, one, If_Match=etag).status == 204
    assert call("GET", "/activities/state", query=one).json == {"page": 2}


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/agents/profile", {"agent": AGENT, "profileId": "p"}),
        ("/activities/profile", {"activityId": COURSE, "profileId": "p"}),
    ],
)
def test_profiles_are_not_overwritten_blindly(call: Client, path: str, query: dict[str, str]) -> None:
    assert call("PUT", path, {"a": 1}, query).status == 400
    assert call("PUT", path, {"a": 1}, query, If_None_Match="*").status == 204
    assert call("PUT", path, {"a": 2}, query).status == 409
    assert call("POST", path, {"b": 2}, query).status == 204
    assert call("GET", path, query=query).json == {"a": 1, "b": 2}
    assert call("GET", path, query={name: query[name] for name in query if name != "profileId"}).json == ["p"]


@pytest.mark.parametrize(
    ("method", "query", "headers", "body"),
    [
        ("GET", {"agent": AGENT, "stateId": "s"}, {}, None),
        ("GET", {"activityId": "course", "agent": AGENT, "stateId": "s"}, {}, None),
        ("GET", {"activityId": COURSE, "stateId": "s"}, {}, None),
        ("GET", {"activityId": COURSE, "agent": '{"mbox": ["mailto:a@example.org"]}', "stateId": "s"}, {}, None),
        ("GET", {**STATE, "stateId": "s", "activity_id": "x"}, {}, None),
        ("GET", {**STATE, "registration": "1", "stateId": "s"}, {}, None),
        ("PUT", STATE, {}, "{}"),
        ("PUT", {**STATE, "stateId": ""}, {}, "{}"),
        ("PUT", {**STATE, "stateId": "s"}, {}, "{"),
        ("PUT", {**STATE, "stateId": "s"}, {"Content_Type": None}, "x"),
        ("POST", {**STATE, "stateId": "s"}, {}, "[]"),
    ],
)
def test_state_requests_that_are_refused(  # noqa: PLR0917
    call: Client,
    server: PlayServer,
    method: str,
    query: dict[str, str],
    headers: dict[str, str | None],
    body: str | None,
) -> None:
    assert call(method, "/activities/state", body, query, **headers).status == 400
    assert server.lrs.violations


def test_post_does_not_merge_into_what_is_no_json(call: Client) -> None:
    one = {**STATE, "stateId": "s"}
    call("PUT", "/activities/state", "text", one, Content_Type="text/plain")
    assert call("POST", "/activities/state", {"a": 1}, one).status == 400


# --- the rest ---------------------------------------------------------------------------------------------------------


def test_agents_and_activities(call: Client) -> None:
    assert call("GET", "/agents", query={"agent": AGENT}).json["mbox"] == ["mailto:robin@example.org"]
    call("POST", "/statements", statements.ordinary())
    found = call("GET", "/activities", query={"activityId": COURSE + "/question/3"}).json
    assert found["definition"]["interactionType"] == "choice"
    assert call("GET", "/activities", query={"activityId": "x"}).status == 400


def test_unknown_resources_and_methods(call: Client) -> None:
    assert call("GET", "/statement").status == 404
    assert call("DELETE", "/statements").status in (400, 405)
    assert call("POST", "/about", {}).status == 405
    assert call("HEAD", "/statements").status == 200


def test_switches(call: Client, server: PlayServer) -> None:
    server.lrs.offline = True
    assert call("POST", "/statements", statements.ordinary()).status == 503
    server.lrs.offline = False
    server.lrs.fail = 1
    assert call("POST", "/statements", statements.ordinary()).status == 500
    assert server.lrs.statements == []
    server.lrs.lose = 1
    assert call("POST", "/statements", statements.ordinary()).status == 500
    assert len(server.lrs.statements) == 1, "it was taken, only the answer got lost"
    assert call("POST", "/statements", statements.ordinary()).status == 200
    assert len(server.lrs.statements) == 1
    assert server.lrs.violations == []
    assert [one.simulated for one in server.lrs.exchanges] == [True, True, True, False]
