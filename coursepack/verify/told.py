"""What a host was told, in the same words for all formats. Read from the host's records, never from the player."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from coursepack.play import PlayServer

INTERACTION = re.compile(r"cmi\.interactions\.(\d+)\.(id|result)")


@dataclass(frozen=True)
class Told:
    """`completion` is "" where the format has no word for it beside `success`. `score` in per cent, None if none was told."""

    status: str
    success: str
    score: Decimal | None
    answers: tuple[tuple[str, bool], ...]
    calls: int
    suspend: int

    @property
    def done(self) -> bool:
        """The record would count as done, or as passed or failed."""
        return self.status in ("completed", "passed", "failed") or self.success in ("passed", "failed")


def told(server: PlayServer) -> Told:
    """What stands in the record now."""
    launchable = server.shelf.launchable
    assert launchable is not None
    if launchable.format in ("xapi", "cmi5"):
        return _by_statements(server, launchable.activity_id)
    later = launchable.format == "scorm2004"
    kept = server.scorm.values
    core = "cmi." if later else "cmi.core."
    status = kept.get("cmi.completion_status" if later else "cmi.core.lesson_status", "not attempted")
    success = kept.get("cmi.success_status", "unknown") if later else "unknown"
    raw = kept.get(f"{core}score.raw")
    answers = tuple(_by_interactions(server))
    return Told(status, success, _number(raw), answers, len(server.scorm.calls), len(kept.get("cmi.suspend_data", "")))


def _number(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def _by_interactions(server: PlayServer) -> Iterator[tuple[str, bool]]:
    entries: dict[tuple[int, str], dict[str, str]] = {}
    for launch in server.scorm.launches:
        for call in launch.calls:
            found = INTERACTION.fullmatch(call.element)
            if found and call.verb == "SetValue" and call.error == "0":
                entries.setdefault((launch.attempt, found[1]), {})[found[2]] = str(call.args[1])
    for one in entries.values():
        if one.get("result") in ("correct", "wrong", "incorrect"):
            yield one.get("id", ""), one["result"] == "correct"


def _by_statements(server: PlayServer, activity: str) -> Told:
    statements = server.lrs.statements
    whole = [one for one in statements if _is_whole(one, activity, server)]
    verbs = [_verb(one) for one in whole]
    success = next((verb for verb in reversed(verbs) if verb in ("passed", "failed")), "unknown")
    scores = [one["result"]["score"] for one in whole if one.get("result", {}).get("score")]
    scaled = scores[-1].get("scaled") if scores else None
    answered = [one for one in statements if _verb(one) == "answered" and "success" in one.get("result", {})]
    answers = tuple((_name(str(one["object"]["id"])), bool(one["result"]["success"])) for one in answered)
    states = [len(one.sent) for one in server.lrs.exchanges if one.path == "/activities/state" and one.method != "GET"]
    return Told(
        "completed" if "completed" in verbs else "incomplete",
        success,
        None if scaled is None else Decimal(str(scaled)) * 100,
        answers,
        len(server.lrs.exchanges),
        max(states, default=0),
    )


def _name(activity: str) -> str:
    """As SCORM names it: a decision of a case goes by the case and its scene."""
    return re.split("/questions?/", activity)[-1].replace("/", "_")


def _is_whole(one: dict[str, Any], activity: str, server: PlayServer) -> bool:
    units = {session.activity_id for session in server.cmi5.sessions if hasattr(session, "activity_id")}
    return one["object"].get("id") in {activity, *units}


def _verb(one: dict[str, Any]) -> str:
    return str(one["verb"]["id"]).rsplit("/", 1)[-1]
