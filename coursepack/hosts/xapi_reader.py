"""The careful reader of an xAPI launch: statements that are each legal and yet do not add up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coursepack.hosts.xapi import Lrs

Statement = dict[str, Any]

ADL = "http://adlnet.gov/expapi/verbs/"
STARTS = (ADL + "initialized", ADL + "attempted", ADL + "launched", ADL + "resumed")
VERDICTS = (ADL + "completed", ADL + "passed")


@dataclass
class XapiLaunch:
    """One window of the course as it was launched, and how it ended."""

    number: int
    attempt: int
    registration: str
    authorization: str
    activity_id: str
    actor: dict[str, Any]
    ended: bool = False
    crashed: bool = False


def read_flow(launch: XapiLaunch, lrs: Lrs) -> list[str]:
    """Every objection to what this launch sent, in words."""
    statements = lrs.statements_of(launch.authorization)
    return [f"launch {launch.number}: {text}" for rule in RULES for text in rule(launch, statements, lrs)]


def _verb(statement: Statement) -> str:
    return str(statement["verb"]["id"])


def _short(statement: Statement) -> str:
    """ "answered https://…/question/3", for a complaint."""
    return f"{_verb(statement).rsplit('/', 1)[-1]} {statement['object'].get('id', '')}"


def _about_course(launch: XapiLaunch, statement: Statement) -> bool:
    return bool(statement["object"].get("id") == launch.activity_id)


def _registration(launch: XapiLaunch, statements: list[Statement], lrs: Lrs) -> Iterator[str]:
    for one in statements:
        given = one.get("context", {}).get("registration")
        if given != launch.registration:
            yield f"{_short(one)} has the registration {given}, the launch gave {launch.registration}"


def _actor(launch: XapiLaunch, statements: list[Statement], lrs: Lrs) -> Iterator[str]:
    wanted = {name: value for name, value in launch.actor.items() if name not in ("name", "objectType")}
    for one in statements:
        if {name: one["actor"].get(name) for name in wanted} != wanted:
            yield f"{_short(one)} is about another actor than the launch: {one['actor']}"


def _start(launch: XapiLaunch, statements: list[Statement], lrs: Lrs) -> Iterator[str]:
    if statements and _verb(statements[0]) not in STARTS:
        yield f"the first statement is {_short(statements[0])}, not initialized or attempted"


def _end(launch: XapiLaunch, statements: list[Statement], lrs: Lrs) -> Iterator[str]:
    ends = [index for index, one in enumerate(statements) if _verb(one) == ADL + "terminated"]
    if ends and ends[0] + 1 < len(statements):
        yield f"{_short(statements[ends[0] + 1])} was sent after terminated"
    # What a switch of the host refused may have been the end.
    cut_off = launch.crashed or any(one.simulated for one in lrs.exchanges)
    if launch.ended and not cut_off and statements and not ends:
        yield "the launch ended without terminated"


def _once(launch: XapiLaunch, statements: list[Statement], lrs: Lrs) -> Iterator[str]:
    """completed and passed at most once in a registration."""
    for verb in VERDICTS:
        everything = [
            one
            for one in lrs.statements
            if _verb(one) == verb
            and _about_course(launch, one)
            and one.get("context", {}).get("registration") == launch.registration
        ]
        own = {one["id"] for one in statements}
        mine = [one for one in everything[1:] if one["id"] in own]
        yield from (f"{_short(one)} a second time in one registration" for one in mine)


def _course_known(launch: XapiLaunch, statements: list[Statement], lrs: Lrs) -> Iterator[str]:
    """The LMS follows the activity of tincan.xml: something must be said about it."""
    if statements and not any(_about_course(launch, one) for one in statements):
        yield f"no statement is about the activity that tincan.xml names, {launch.activity_id}"


def _responses(launch: XapiLaunch, statements: list[Statement], lrs: Lrs) -> Iterator[str]:
    """A choice response names ids of the definition, joined by [,]."""
    for one in statements:
        definition = one["object"].get("definition", {})
        response = one.get("result", {}).get("response")
        if definition.get("interactionType") in ("choice", "sequencing") and response and "choices" in definition:
            known = {choice["id"] for choice in definition["choices"]}
            unknown = [part for part in response.split("[,]") if part not in known]
            yield from (f"{_short(one)}: the response names '{part}', which is no choice" for part in unknown)


Rule = Callable[[XapiLaunch, list[Statement], "Lrs"], Iterator[str]]
RULES: tuple[Rule, ...] = (_registration, _actor, _start, _end, _once, _course_known, _responses)
