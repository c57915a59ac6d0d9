"""What cmi5 asks of a unit's statements beyond xAPI. A complaint begins with the requirement's number, as ADL's CATAPULT has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from coursepack.hosts.cmi5_session import (
    CMI5,
    MASTERY,
    MOVE_ON,
    PROGRESS,
    SESSION_ID,
    Session,
    Statement,
    defined,
    find,
    in_category,
    lists_of,
    moment,
    verb_of,
)
from coursepack.hosts.xapi_types import UUID

OF_UNIT = ("initialized", "completed", "passed", "failed", "terminated")
JUDGING = ("completed", "passed", "failed")
Rule = Callable[[Session, Statement, list[Statement], list[Statement]], Iterator[str]]


def complaints(
    session: Session, statement: Statement, said: list[Statement], registered: list[Statement]
) -> Iterator[str]:
    """`said`: earlier statements of this session; `registered`: those of other sessions of the registration."""
    for rule in DEFINED if defined(statement) else ALLOWED:
        for text in rule(session, statement, said, registered):
            number, _, words = text.partition(" ")
            yield f"{number} {verb_of(statement)}: {words}"


def _identity(session: Session, one: Statement, said: list[Statement], registered: list[Statement]) -> Iterator[str]:
    if not UUID.fullmatch(str(one.get("id", ""))):
        yield "9.1.0.0-1 the unit gave no id that is a UUID"
    if one.get("actor") != session.actor:
        yield "8.1.3.0-3 the actor is not the one of the launch"
    if "account" not in one.get("actor", {}):
        yield "9.2.0.0-3 the actor has no account"
    if "timestamp" not in one:
        yield "9.7.0.0-1 no timestamp"
    elif (at := moment(one)) is None or at.utcoffset() != timedelta(0):
        yield f"9.7.0.0-2 the timestamp {one['timestamp']} is not in UTC"


def _order(session: Session, one: Statement, said: list[Statement], registered: list[Statement]) -> Iterator[str]:
    verb, at = verb_of(one), moment(one)
    first, last = find(said, "initialized"), find(said, "terminated")
    if first is None and not (verb == "initialized" and defined(one)):
        yield "9.3.0.0-4 said before initialized"
    if first and at and at < (moment(first) or at):
        yield "7.1.3.0-1 its timestamp is before that of initialized"
    if last and at and at > (moment(last) or at):
        yield "9.3.0.0-5 said after terminated"
    if verb == "terminated" and at and any(at < (moment(other) or at) for other in said):
        yield "7.1.2.0-1 its timestamp is before that of another statement"


def _context(session: Session, one: Statement, said: list[Statement], registered: list[Statement]) -> Iterator[str]:
    context = one.get("context") or {}
    if context.get("registration") != session.registration:
        yield "9.6.1.0-1 the registration is not the one of the launch"
    given = context.get("extensions") or {}
    if given.get(SESSION_ID) != session.session_id:
        yield "9.6.3.1-4 the session id is not the one of the launch"
    for name, value in session.template["extensions"].items():
        if given.get(name) != value:
            yield f"10.2.1.0-{7 if name in given else 6} the template's extension {name}"
    for name, value in session.template.items():
        if name not in ("extensions", "contextActivities") and context.get(name) != value:
            yield f"10.2.1.0-{7 if name in context else 6} the template's {name}"
    yield from _lists(session, one)


def _lists(session: Session, one: Statement) -> Iterator[str]:
    number = "9.6.2.0-1" if defined(one) else "10.2.1.0-6"
    mine = lists_of(one)
    for name, wanted in session.template["contextActivities"].items():
        if not {each["id"] for each in wanted} <= {each.get("id") for each in mine.get(name, [])}:
            yield f"{number} the template's {name} activities are not all there"


def _allowed(session: Session, one: Statement, said: list[Statement], registered: list[Statement]) -> Iterator[str]:
    about_unit = one.get("object", {}).get("id") == session.activity_id
    if about_unit and verb_of(one) in OF_UNIT:
        yield f"9.6.2.1-1 a verb of cmi5 about the unit, without the category {CMI5}"
    if any(each.get("id") == MOVE_ON for some in lists_of(one).values() for each in some):
        yield "9.6.2.2-2 the moveOn category in a statement that is not cmi5 defined"
    if session.mode != "Normal":
        yield f"{_looking(session)} said in a launch for {session.mode}"
    progress = ((one.get("result") or {}).get("extensions") or {}).get(PROGRESS)
    if progress is not None and not (isinstance(progress, int) and 0 <= progress <= 100):
        yield f"9.5.5.1 the progress {progress} is no whole number from 0 to 100"
    if progress is not None and find([*said, *registered], "completed"):
        yield "9.5.5.1 progress after completed"


def _looking(session: Session) -> str:
    return "10.2.2.0-9" if session.mode == "Browse" else "10.2.2.0-11"


def _verb(session: Session, one: Statement, said: list[Statement], registered: list[Statement]) -> Iterator[str]:
    verb = verb_of(one)
    if verb not in OF_UNIT:
        yield "9.6.2.1-1 no verb of a unit, yet with the category of cmi5"
    if one.get("object", {}).get("id") != session.activity_id:
        yield "8.1.5.0-6 the object is not the activityId of the launch"
    if session.mode != "Normal" and verb not in ("initialized", "terminated"):
        yield f"{_looking(session)} said in a launch for {session.mode}"
    if find(said, verb):
        yield "9.3.0.0-2 a second time in one session"
    if verb in ("passed", "failed") and (find(said, "passed") or find(said, "failed")):
        yield "9.3.0.0-3 a second verdict in one session"
    everything = [*said, *registered]
    numbers = {"completed": "9.3.0.0-6", "passed": "9.3.0.0-7"}
    if verb in numbers and find(everything, verb):
        yield f"{numbers[verb]} a second time in one registration"
    if verb == "failed" and find(everything, "passed"):
        yield "9.3.0.0-8 after passed in one registration"
    if verb == "initialized" and "cmi5LearnerPreferences" not in session.read:
        yield "11.0.0.0-3 the learner's preferences were not read before"
    if verb == "initialized" and "LMS.LaunchData" not in session.read:
        yield "10.2.1.0-4 LMS.LaunchData was not read before"


def _result(session: Session, one: Statement, said: list[Statement], registered: list[Statement]) -> Iterator[str]:
    verb, result = verb_of(one), one.get("result") or {}
    success = {"passed": True, "failed": False}.get(verb)
    if result.get("success") is not success:
        yield f"9.5.2.0-{3 if success is None else 1 if success else 2} success is {result.get('success')}"
    if result.get("completion") is not (True if verb == "completed" else None):
        yield f"9.5.3.0-{1 if verb == 'completed' else 2} completion is {result.get('completion')}"
    due = {"terminated": 1, "completed": 2, "passed": 3, "failed": 4}
    if verb in due and "duration" not in result:
        yield f"9.5.4.1-{due[verb]} no duration"
    if verb in JUDGING and not in_category(one, MOVE_ON):
        yield "9.6.2.2-1 no moveOn category"
    if verb not in JUDGING and in_category(one, MOVE_ON):
        yield "9.6.2.2-2 the moveOn category, and neither success nor completion"
    if PROGRESS in (result.get("extensions") or {}) and verb == "completed":
        yield "9.5.5.1 progress in completed"


def _score(session: Session, one: Statement, said: list[Statement], registered: list[Statement]) -> Iterator[str]:
    verb, score = verb_of(one), (one.get("result") or {}).get("score")
    if verb not in ("passed", "failed"):
        if score is not None:
            yield "9.5.1.0-2 a score"
        return
    extensions = (one.get("context") or {}).get("extensions") or {}
    if session.mastery is not None and score is not None and extensions.get(MASTERY) != session.mastery:
        yield "9.6.3.2-2 the masteryScore is not in the context"
    yield from _numbers(score or {})
    scaled = (score or {}).get("scaled")
    if session.mastery is not None and scaled is not None and (scaled >= session.mastery) != (verb == "passed"):
        number = "9.3.4.0-2" if verb == "passed" else "9.3.5.0-2"
        yield f"{number} the scaled score {scaled}, and a masteryScore of {session.mastery}"


def _numbers(score: dict[str, Any]) -> Iterator[str]:
    if "scaled" in score and not 0 <= score["scaled"] <= 1:
        yield "9.5.1 the scaled score is not between 0 and 1"
    points = [score[name] for name in ("min", "raw", "max") if name in score]
    if "raw" in score and len(points) < 3:
        yield "9.5.1.0-3 raw without min and max"
    if not all(isinstance(each, int) for each in points):
        yield "9.5.1 points that are no whole numbers"
    if points != sorted(points):
        yield "9.5.1 raw is not between min and max"


COMMON: tuple[Rule, ...] = (_identity, _order, _context)
ALLOWED: tuple[Rule, ...] = (*COMMON, _allowed)
DEFINED: tuple[Rule, ...] = (*COMMON, _verb, _result, _score)
