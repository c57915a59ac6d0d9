"""One launch of a cmi5 assignable unit, and the small words of cmi5 statements."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Statement = dict[str, Any]

ADL = "http://adlnet.gov/expapi/verbs/"
W3ID = "https://w3id.org/xapi/adl/verbs/"
CONTEXT = "https://w3id.org/xapi/cmi5/context/"
CMI5 = CONTEXT + "categories/cmi5"
MOVE_ON = CONTEXT + "categories/moveon"
SESSION_ID = CONTEXT + "extensions/sessionid"
MASTERY = CONTEXT + "extensions/masteryscore"
PROGRESS = "https://w3id.org/xapi/cmi5/result/extensions/progress"


@dataclass
class Session:
    """`template`: the contextTemplate. `said`: what the unit's statements were, as they were taken. `read`: documents it asked for."""

    number: int
    attempt: int
    registration: str
    activity_id: str
    actor: dict[str, Any]
    mode: str
    move_on: str
    mastery: float | None
    key: str
    token: str
    template: dict[str, Any]
    ended: bool = False
    crashed: bool = False
    abandoned: bool = False
    fetched: int = 0
    read: set[str] = field(default_factory=set)
    said: list[Statement] = field(default_factory=list)
    over_at: float = 0.0

    @property
    def authorization(self) -> str:
        """The header that the token makes (8.2.1)."""
        return f"Basic {self.token}"

    @property
    def session_id(self) -> str:
        """As the LMS gave it."""
        return str(self.template["extensions"][SESSION_ID])

    @property
    def live(self) -> bool:
        """Opened by the course, and neither ended by it nor by the LMS."""
        return bool(self.fetched) and not self.abandoned and not self.over_at

    def first(self, verb: str) -> Statement | None:
        """The cmi5 defined statement with this verb, if there was one."""
        return find(self.said, verb)


def verb_of(statement: Statement) -> str:
    """ "passed" of a verb that cmi5 defines, else the whole IRI."""
    name = str(statement.get("verb", {}).get("id", ""))
    for base in (ADL, W3ID):
        if name.startswith(base):
            return name.removeprefix(base)
    return name


def lists_of(statement: Statement) -> dict[str, list[Any]]:
    """contextActivities with every value as a list."""
    given = (statement.get("context") or {}).get("contextActivities") or {}
    return {name: some if isinstance(some, list) else [some] for name, some in given.items()}


def in_category(statement: Statement, category: str) -> bool:
    """Whether the statement says that it is of this category."""
    return category in [one.get("id") for one in lists_of(statement).get("category", [])]


def defined(statement: Statement) -> bool:
    """7.1.3: cmi5 defined, not cmi5 allowed."""
    return in_category(statement, CMI5)


def find(statements: list[Statement], verb: str) -> Statement | None:
    """The first cmi5 defined statement with this verb."""
    return next((one for one in statements if defined(one) and verb_of(one) == verb), None)


def moment(statement: Statement) -> datetime | None:
    """The timestamp; None for none that can be read."""
    try:
        return datetime.fromisoformat(str(statement.get("timestamp", "")).replace("Z", "+00:00"))
    except ValueError:
        return None
