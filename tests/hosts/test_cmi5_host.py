"""The strict cmi5 LMS without a browser: a unit that keeps every rule, and the same with one fault each."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl
from uuid import uuid4

import pytest

from coursepack.formats import cmi5 as built
from coursepack.hosts import cmi5
from coursepack.hosts.cmi5 import Cmi5Lms
from coursepack.hosts.cmi5_session import ADL, CMI5, MASTERY, MOVE_ON, PROGRESS, SESSION_ID, W3ID
from coursepack.hosts.http import Request, Response
from coursepack.hosts.launchable import Launchable, NothingToLaunchError, find_launch
from coursepack.hosts.xapi import Lrs
from coursepack.package import Package
from coursepack.play import serve
from tests.conftest import BASE, planned
from tests.hosts import samples
from tests.hosts.test_play_server import ask

Statement = dict[str, Any]
Change = Callable[[Statement], object]

UNIT = Launchable(
    "cmi5", "index.html", "Unit", activity_id="https://example.org/au", mastery="0.8", move_on="CompletedAndPassed"
)
ACTOR = {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": "7"}}
RESULTS: dict[str, dict[str, Any]] = {
    "completed": {"completion": True, "duration": "PT1S"},
    "passed": {"success": True, "duration": "PT1S", "score": {"scaled": 0.9, "raw": 9, "min": 0, "max": 10}},
    "failed": {"success": False, "duration": "PT1S", "score": {"scaled": 0.5}},
    "terminated": {"duration": "PT1S"},
}


class Unit:
    """A course that says what it is told to say. `clock` numbers the seconds of its statements."""

    def __init__(self, lms: Cmi5Lms, attempt: int = 1, mastery: str = "0.8") -> None:
        self.lms = lms
        query = lms.launch(UNIT, ACTOR, "http://lms", len(lms.sessions) + 1, attempt)
        self.launch = dict(parse_qsl(query))
        self.token = ""
        self.clock = 0

    def post_fetch(self, method: str = "POST") -> Any:
        path = self.launch["fetch"].removeprefix("http://lms/cmi5")
        answer = json.loads(self.lms.fetch(Request(method, path)).body)
        self.token = answer.get("auth-token", self.token)
        return answer

    def ask(self, method: str, path: str, query: dict[str, str] | None = None, body: object = None) -> Response:
        headers = {
            "authorization": f"Basic {self.token}",
            "x-experience-api-version": "1.0.3",
            "content-type": "application/json",
        }
        sent = b"" if body is None else json.dumps(body).encode()
        return self.lms.lrs.handle(Request(method, path, query or {}, headers, sent))

    def state(self, method: str = "GET", name: str = "LMS.LaunchData", **more: str) -> Response:
        query = {
            "activityId": self.launch["activityId"],
            "agent": self.launch["actor"],
            "registration": self.launch["registration"],
            "stateId": name,
        }
        return self.ask(method, "/activities/state", query | more, None if method == "GET" else {"x": 1})

    def profile(self, **more: str) -> Response:
        return self.ask(
            "GET", "/agents/profile", {"agent": self.launch["actor"], "profileId": "cmi5LearnerPreferences"} | more
        )

    def open(self) -> Unit:
        self.post_fetch()
        self.state()
        self.profile()
        return self

    def statement(self, verb: str) -> Statement:
        """Legal. A verb with a slash is cmi5 allowed, about a part of the course."""
        self.clock += 1
        session = self.lms.sessions[-1]
        name = verb.strip("/")
        own = name == verb
        extensions = dict(session.template["extensions"])
        if name in ("passed", "failed") and session.mastery is not None:
            extensions[MASTERY] = session.mastery
        category = [{"id": CMI5}] if own else []
        category += [{"id": MOVE_ON}] if own and name in ("completed", "passed", "failed") else []
        context = {
            "registration": session.registration,
            "contextActivities": {**copy.deepcopy(session.template["contextActivities"]), "category": category},
            "extensions": extensions,
        }
        return {
            "id": str(uuid4()),
            "timestamp": f"2026-03-01T12:00:{self.clock:02}Z",
            "actor": ACTOR,
            "verb": {"id": ADL + name},
            "object": {"id": self.launch["activityId"] if own else "https://example.org/part"},
            "context": context,
            **({"result": copy.deepcopy(RESULTS[name])} if own and name in RESULTS else {}),
        }

    def say(self, *verbs: str) -> None:
        """One batch, legal."""
        answer = self.ask("POST", "/statements", body=[self.statement(verb) for verb in verbs])
        assert answer.status == 200, answer.body

    def tell(self, verb: str, change: Change) -> list[str]:
        """Says it with a fault. Returns the numbers of what it was refused for."""
        statement = self.statement(verb)
        change(statement)
        answer = self.ask("POST", "/statements", body=[statement])
        assert answer.status == 403, answer.body
        return [line.split()[0] for line in answer.body.decode().splitlines()]


def lms() -> Cmi5Lms:
    lrs = Lrs("/xapi", authorizations=set())
    made = Cmi5Lms(lrs)
    lrs.judge = made
    return made


def numbers(host: Cmi5Lms) -> list[str]:
    return [one.text.split()[0] for one in host.lrs.violations]


def test_a_legal_life_is_taken_and_satisfied() -> None:
    host = lms()
    unit = Unit(host).open()
    unit.say("initialized", "/answered", "/scored")
    unit.say("failed", "terminated")
    again = Unit(host).open()
    again.say("initialized", "passed")
    assert not host.satisfied()
    again.say("completed", "terminated")
    assert host.satisfied()
    for one in host.sessions:
        one.ended = True
    assert (host.lrs.violations, host.flow()) == ([], [])
    own = [one["verb"]["id"].rsplit("/", 1)[-1] for one in host.lrs.statements if "terminated" not in str(one)]
    assert [name for name in own if name in ("launched", "satisfied", "abandoned")] == [
        "launched",
        "launched",
        "satisfied",
    ]


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [("Completed", ["completed"]), ("Passed", ["passed"]), ("CompletedOrPassed", ["passed"]), ("NotApplicable", [])],
)
def test_what_satisfies_a_move_on_rule(rule: str, wanted: list[str]) -> None:
    host = lms()
    unit = Unit(host).open()
    host.sessions[-1].move_on = rule
    unit.say("initialized")
    assert host.satisfied() == (not wanted)
    unit.say(*wanted, "terminated")
    assert host.satisfied()


def test_launch_data_and_the_statement_of_the_launch() -> None:
    host = lms()
    host.return_url, host.preferences = (
        "https://lms.example/back",
        {"languagePreference": "en", "audioPreference": "on"},
    )
    unit = Unit(host).open()
    data = json.loads(unit.state().body)
    assert (data["launchMode"], data["masteryScore"], data["moveOn"]) == ("Normal", 0.8, "CompletedAndPassed")
    assert data["returnURL"] == host.return_url
    assert json.loads(unit.profile().body) == host.preferences
    assert data["contextTemplate"]["contextActivities"]["grouping"][0]["id"] == UNIT.activity_id
    assert unit.launch["activityId"] != UNIT.activity_id
    (launched,) = host.lrs.statements
    assert launched["context"]["extensions"][SESSION_ID] == data["contextTemplate"]["extensions"][SESSION_ID]


def test_the_token_is_given_once() -> None:
    host = lms()
    unit = Unit(host)
    assert unit.state().status == 401
    assert unit.post_fetch("GET")["error-code"] == "3"
    assert unit.post_fetch()["auth-token"]
    assert unit.post_fetch()["error-code"] == "1"
    assert [one for one in numbers(host) if one[0] in "89"] == ["8.2.1.0-2", "8.2.3.0-1"]
    assert json.loads(host.fetch(Request("POST", "/fetch/none")).body)["error-code"] == "2"


def put(path: str, value: object) -> Change:
    def change(statement: Statement) -> None:
        *way, last = path.split("/")
        inner: Any = statement
        for name in way:
            inner = inner[int(name)] if isinstance(inner, list) else inner.setdefault(name, {})
        if value is None:
            del inner[last]
        else:
            inner[last] = value

    return change


def extension(name: str, value: object) -> Change:
    def change(statement: Statement) -> None:
        extensions = statement["context"]["extensions"]
        if value is None:
            del extensions[name]
        else:
            extensions[name] = value

    return change


def progress(value: object) -> Change:
    return lambda statement: statement.update(result={**statement.get("result", {}), "extensions": {PROGRESS: value}})


LISTS = "context/contextActivities"
# What was said before, the verb, its fault, and the number of the requirement.
FAULTS: dict[str, tuple[list[str], str, Change, str]] = {
    "no id": (["initialized"], "/answered", put("id", None), "9.1.0.0-1"),
    "another actor": (
        ["initialized"],
        "/answered",
        put("actor", {"account": {"homePage": "https://lms.example", "name": "8"}}),
        "8.1.3.0-3",
    ),
    "no account": (["initialized"], "/answered", put("actor", {"mbox": "mailto:a@example.org"}), "9.2.0.0-3"),
    "no timestamp": (["initialized"], "/answered", put("timestamp", None), "9.7.0.0-1"),
    "another zone": (["initialized"], "/answered", put("timestamp", "2026-03-01T13:00:05+01:00"), "9.7.0.0-2"),
    "allowed first": ([], "/answered", lambda _: None, "9.3.0.0-4"),
    "passed first": ([], "passed", lambda _: None, "9.3.0.0-4"),
    "earlier than initialized": (["initialized"], "/answered", put("timestamp", "2026-03-01T11:00:00Z"), "7.1.3.0-1"),
    "after the end": (["initialized", "terminated"], "/answered", lambda _: None, "9.3.0.0-5"),
    "an end before others": (
        ["initialized", "/answered"],
        "terminated",
        put("timestamp", "2026-03-01T12:00:01Z"),
        "7.1.2.0-1",
    ),
    "registration": (["initialized"], "/answered", put("context/registration", str(uuid4())), "9.6.1.0-1"),
    "session id": (["initialized"], "/answered", extension(SESSION_ID, "x"), "9.6.3.1-4"),
    "template overwritten": (["initialized"], "/answered", extension(SESSION_ID, "x"), "10.2.1.0-7"),
    "template left out": (["initialized"], "/answered", extension(SESSION_ID, None), "10.2.1.0-6"),
    "grouping, allowed": (["initialized"], "/answered", put(f"{LISTS}/grouping", []), "10.2.1.0-6"),
    "grouping, defined": (["initialized"], "completed", put(f"{LISTS}/grouping", []), "9.6.2.0-1"),
    "no category": (["initialized"], "passed", put(f"{LISTS}/category", []), "9.6.2.1-1"),
    "foreign verb": (["initialized"], "completed", put("verb/id", W3ID + "waived"), "9.6.2.1-1"),
    "moveon, allowed": (["initialized"], "/answered", put(f"{LISTS}/other", [{"id": MOVE_ON}]), "9.6.2.2-2"),
    "moveon, terminated": (
        ["initialized"],
        "terminated",
        put(f"{LISTS}/category", [{"id": CMI5}, {"id": MOVE_ON}]),
        "9.6.2.2-2",
    ),
    "no moveon": (["initialized"], "completed", put(f"{LISTS}/category", [{"id": CMI5}]), "9.6.2.2-1"),
    "object": (["initialized"], "completed", put("object/id", UNIT.activity_id), "8.1.5.0-6"),
    "initialized twice": (["initialized"], "initialized", lambda _: None, "9.3.0.0-2"),
    "two verdicts": (["initialized", "failed"], "passed", lambda _: None, "9.3.0.0-3"),
    "completed twice": (["initialized", "completed"], "completed", lambda _: None, "9.3.0.0-6"),
    "passed twice": (["initialized", "passed"], "passed", lambda _: None, "9.3.0.0-7"),
    "failed after passed": (["initialized", "passed"], "failed", lambda _: None, "9.3.0.0-8"),
    "no success": (["initialized"], "passed", put("result/success", None), "9.5.2.0-1"),
    "failed with success": (["initialized"], "failed", put("result/success", True), "9.5.2.0-2"),
    "completed with success": (["initialized"], "completed", put("result/success", True), "9.5.2.0-3"),
    "no completion": (["initialized"], "completed", put("result/completion", False), "9.5.3.0-1"),
    "passed with completion": (["initialized"], "passed", put("result/completion", True), "9.5.3.0-2"),
    "terminated, no duration": (["initialized"], "terminated", put("result", {}), "9.5.4.1-1"),
    "completed, no duration": (["initialized"], "completed", put("result/duration", None), "9.5.4.1-2"),
    "passed, no duration": (["initialized"], "passed", put("result/duration", None), "9.5.4.1-3"),
    "failed, no duration": (["initialized"], "failed", put("result/duration", None), "9.5.4.1-4"),
    "completed with score": (["initialized"], "completed", put("result/score", {"scaled": 1}), "9.5.1.0-2"),
    "raw alone": (["initialized"], "passed", put("result/score", {"scaled": 1, "raw": 3}), "9.5.1.0-3"),
    "below 0": (["initialized"], "failed", put("result/score", {"scaled": -0.5}), "9.5.1"),
    "half points": (["initialized"], "passed", put("result/score/raw", 9.5), "9.5.1"),
    "over the top": (["initialized"], "passed", put("result/score/raw", 11), "9.5.1"),
    "passed below": (["initialized"], "passed", put("result/score/scaled", 0.7), "9.3.4.0-2"),
    "failed above": (["initialized"], "failed", put("result/score/scaled", 0.8), "9.3.5.0-2"),
    "no mastery": (["initialized"], "passed", extension(MASTERY, None), "9.6.3.2-2"),
    "progress 101": (["initialized"], "/progressed", progress(101), "9.5.5.1"),
    "progress in completed": (["initialized"], "completed", progress(100), "9.5.5.1"),
    "progress after completed": (["initialized", "completed"], "/progressed", progress(100), "9.5.5.1"),
}


@pytest.mark.parametrize(("before", "verb", "change", "number"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_refused_with_its_requirement(before: list[str], verb: str, change: Change, number: str) -> None:
    host = lms()
    unit = Unit(host).open()
    if before:
        unit.say(*before)
    assert number in unit.tell(verb, change)
    assert number in numbers(host)
    assert len(host.sessions[-1].said) == len(before)


def test_initialized_waits_for_launch_data_and_preferences() -> None:
    unit = Unit(lms())
    unit.post_fetch()
    assert unit.tell("initialized", lambda _: None) == ["11.0.0.0-3", "10.2.1.0-4"]


@pytest.mark.parametrize(("mode", "number", "written"), [("Browse", "9", "2"), ("Review", "11", "3")])
def test_who_only_looks_says_only_that(mode: str, number: str, written: str) -> None:
    host = lms()
    host.mode = mode
    unit = Unit(host).open()
    unit.say("initialized")
    for verb in ("completed", "passed", "/answered"):
        assert unit.tell(verb, lambda _: None) == [f"10.2.2.0-{number}"]
    assert unit.state("PUT", "coursepack").body.startswith(f"10.2.2.0-{written} ".encode())
    unit.say("terminated")


def test_documents_are_asked_for_by_the_launch() -> None:
    host = lms()
    unit = Unit(host).open()
    assert unit.state("PUT", "coursepack").status == 204
    other = json.dumps({**ACTOR, "account": {"homePage": "https://lms.example", "name": "8"}})
    refused = [
        unit.state("PUT"),
        unit.state("DELETE"),
        unit.state(agent=other),
        unit.state(registration=str(uuid4())),
        unit.profile(agent=other),
    ]
    told = [one.body.decode().split()[0] for one in refused]
    assert told == ["10.2.1.0-5", "10.2.1.0-5", "8.1.3.0-3", "8.1.4.0-3", "11.0.0.0-1"]


def test_a_second_launch_abandons_the_first() -> None:
    host = lms()
    first = Unit(host).open()
    first.say("initialized")
    Unit(host).open().say("initialized")
    late = first.ask("POST", "/statements", body=[first.statement("/answered")])
    assert (late.status, host.lrs.violations) == (403, [])
    verbs = [one["verb"]["id"].rsplit("/", 1)[-1] for one in host.lrs.statements]
    assert verbs == ["launched", "initialized", "abandoned", "launched", "initialized"]


def test_a_lost_answer_makes_nothing_a_second_time() -> None:
    host = lms()
    unit = Unit(host).open()
    batch = [unit.statement("initialized"), unit.statement("completed")]
    for _ in range(2):
        assert unit.ask("POST", "/statements", body=batch).status == 200
    assert (len(host.sessions[-1].said), host.lrs.violations) == (2, [])


def test_stragglers_are_taken_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    host = lms()
    unit = Unit(host).open()
    late, later = unit.statement("/answered"), unit.statement("/answered")
    unit.clock = 0
    unit.say("initialized")
    unit.clock = 30
    unit.say("terminated")
    assert unit.ask("POST", "/statements", body=[late]).status == 200
    monkeypatch.setattr(cmi5, "GRACE", -1)
    assert unit.ask("POST", "/statements", body=[later]).status == 403
    assert numbers(host) == ["9.3.0.0-5"]


def test_what_is_missing_at_the_end() -> None:
    host = lms()
    for step in range(3):
        unit = Unit(host, attempt=step)
        host.sessions[-1].ended = True
        if step > 0:
            unit.post_fetch()
        if step > 1:
            unit.open()
            unit.say("initialized")
    assert [text.split()[2] for text in host.flow()] == [
        "8.1.2.0-4",
        "10.2.1.0-4",
        "11.0.0.0-3",
        "7.1.1.0-1",
        "7.1.2.0-1",
        "7.1.2.0-1",
    ]


def test_the_manifest_as_an_lms_reads_it() -> None:
    launch = find_launch(built.render(planned(BASE)))
    assert (launch.format, launch.href, launch.title) == ("cmi5", "index.html", "Base course")
    assert (launch.move_on, launch.launch_method) == ("CompletedAndPassed", "AnyWindow")
    with pytest.raises(NothingToLaunchError, match="no au"):
        find_launch(Package({"cmi5.xml": "<courseStructure/>"}))


def test_play_launches_a_unit() -> None:
    manifest = (
        '<courseStructure><au id="https://example.org/au"><title/><url>index.html?x=1</url></au></courseStructure>'
    )
    with serve(lambda: Package({"cmi5.xml": manifest, "index.html": samples.PAGE})) as server:
        launch = json.loads(ask(server, "POST", "/api/launch", '{"mode": "review"}')[1])
        query = dict(parse_qsl(launch["url"].partition("?")[2]))
        assert launch["format"] == "cmi5"
        assert set(query) == {"x", "endpoint", "fetch", "actor", "registration", "activityId"}
        assert server.cmi5.sessions[0].mode == "Review"
        target = query["fetch"].removeprefix(server.url.rstrip("/"))
        assert json.loads(ask(server, "POST", target)[1])["auth-token"]
        assert server.faults == []
