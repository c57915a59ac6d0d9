"""The store behind the SCORM hosts: attempts with their launches, kept in memory.

The API object itself runs in the host page (player/host); it sends here what it keeps and what it saw.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

END_RULES = {
    "no-finish": "the launch ended without LMSFinish, or Terminate",
    "no-initialize": "the launch ended without LMSInitialize, or Initialize",
}


@dataclass(frozen=True)
class Call:
    """One call of the API. `t`: ms since the launch. `simulated`: refused by a switch of the host, not for a fault."""

    seq: int
    t: int
    method: str
    args: tuple[Any, ...]
    result: str | float
    error: str
    simulated: bool = False

    def __str__(self) -> str:
        shown = ", ".join(repr(arg) if len(repr(arg)) <= 80 else repr(arg)[:77] + "..." for arg in self.args)
        return f"{self.method}({shown})"

    @property
    def element(self) -> str:
        """What a call to get or set a value names; "" for other calls."""
        return str(self.args[0]) if self.args and self.verb in ("GetValue", "SetValue") else ""

    @property
    def says_nothing_there(self) -> bool:
        """SCORM 2004 answers so when an element has no value yet."""
        return self.method == "GetValue" and self.error == "403"

    @property
    def verb(self) -> str:
        """The method by the name that it has in all editions: SCORM 1.2 puts LMS before it, and says Finish for Terminate."""
        return self.method.removeprefix("LMS").replace("Terminate", "Finish")


@dataclass(frozen=True)
class Violation:
    """What a careful reader objects to. `seq`: the call it was seen at, 0 for none."""

    seq: int
    t: int
    code: str
    text: str


@dataclass
class Launch:
    """One window of the course, from its opening to its end."""

    number: int
    attempt: int
    commits: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    finished: bool = False
    ended: bool = False
    crashed: bool = False
    tracked: bool = True
    _calls: dict[int, Call] = field(default_factory=dict)
    _seen: list[Violation] = field(default_factory=list)

    @property
    def calls(self) -> list[Call]:
        """Every call in order, however late it was reported."""
        return [self._calls[seq] for seq in sorted(self._calls)]

    @property
    def violations(self) -> list[Violation]:
        """What the host page reported, then what shows only at the launch's end. A crash is not the course's fault."""
        return [*self._seen, *(Violation(0, 0, code, END_RULES[code]) for code in self._end_codes())]

    @property
    def refusals(self) -> list[Call]:
        """The calls that were refused for a fault of the course."""
        return [call for call in self.calls if not (call.error == "0" or call.simulated or call.says_nothing_there)]

    def values_set(self, element: str) -> list[str]:
        """Every accepted value of an element in this launch, in order."""
        return [
            str(call.args[1])
            for call in self.calls
            if call.verb == "SetValue" and call.element == element and call.error == "0"
        ]

    def add(self, calls: Iterable[Mapping[str, Any]], violations: Iterable[Mapping[str, Any]]) -> None:
        """Takes the wire form of calls and violations; a call reported twice counts once."""
        for call in calls:
            self._calls[call["seq"]] = Call(**{**call, "args": tuple(call["args"])})
        self._seen.extend(Violation(**violation) for violation in violations)

    def _end_codes(self) -> list[str]:
        silent = not self.tracked or self.finished or self.crashed
        if not self.ended or silent or any(call.error == "throw" for call in self.calls):
            return []
        started = any(call.verb == "Initialize" and call.error == "0" for call in self.calls)
        return ["no-finish"] if started else ["no-initialize"]


@dataclass
class Attempt:
    """One try at the course, or at one unit of several: what the LMS keeps of it, by element name, and its launches."""

    number: int
    unit: int = 0
    values: dict[str, str] = field(default_factory=dict)
    launches: list[Launch] = field(default_factory=list)


class ScormStore:
    """Attempts of the one learner of this host. Safe to use from several threads."""

    def __init__(self) -> None:
        self.attempts: list[Attempt] = []
        self.unit = 0
        self._lock = threading.RLock()

    @property
    def launches(self) -> list[Launch]:
        """Every launch of every attempt, in order."""
        return [launch for attempt in self.attempts for launch in attempt.launches]

    @property
    def calls(self) -> list[Call]:
        """Every call of every launch."""
        return [call for launch in self.launches for call in launch.calls]

    @property
    def violations(self) -> list[Violation]:
        """Every objection of every launch."""
        return [violation for launch in self.launches for violation in launch.violations]

    @property
    def refusals(self) -> list[Call]:
        """Every call that was refused for a fault of the course."""
        return [call for launch in self.launches for call in launch.refusals]

    @property
    def values(self) -> dict[str, str]:
        """What is kept of the newest attempt at the unit that was launched last."""
        return self.values_of(self.unit)

    def values_of(self, unit: int) -> dict[str, str]:
        """What is kept of the newest attempt at a unit; units know nothing of each other."""
        return next((one.values for one in reversed(self.attempts) if one.unit == unit), {})

    def over(self, unit: int = 0) -> bool:
        """SCORM 2004: an attempt that was not suspended is over, and the next launch begins a new one."""
        values = self.values_of(unit)
        return bool(values) and values.get("cmi.exit") != "suspend"

    def launch(self, *, new_attempt: bool = False, tracked: bool = True, unit: int = 0) -> tuple[Attempt, Launch]:
        """Opens the course, or one of its units; a launch that is still open counts as ended. `tracked`: it ought to use the API."""
        with self._lock:
            for earlier in self.launches:
                earlier.ended = True
            self.unit = unit
            if new_attempt or all(one.unit != unit for one in self.attempts):
                self.attempts.append(Attempt(len(self.attempts) + 1, unit))
            attempt = next(one for one in reversed(self.attempts) if one.unit == unit)
            launch = Launch(len(self.launches) + 1, attempt.number, tracked=tracked)
            attempt.launches.append(launch)
            return attempt, launch

    def receive(self, body: Mapping[str, Any]) -> bool:
        """Takes a report of the host page: {launch, set?, finished?, ended?, crashed?, calls?, violations?, notes?}.

        Returns False when there is no such launch (a page from before the server was started).
        """
        with self._lock:
            launch = next((item for item in self.launches if item.number == body.get("launch")), None)
            if launch is None:
                return False
            launch.add(body.get("calls", ()), body.get("violations", ()))
            launch.notes.extend(note["text"] for note in body.get("notes", ()))
            for mark in ("finished", "ended", "crashed"):
                setattr(launch, mark, getattr(launch, mark) or bool(body.get(mark)))
            if "set" in body:
                launch.commits.append(dict(body["set"]))
                self.attempts[launch.attempt - 1].values.update(body["set"])
            return True
