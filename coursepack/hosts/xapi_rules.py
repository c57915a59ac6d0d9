"""What a statement must be (xAPI 1.0.3, Data 2): tables of fields, and the rules across fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coursepack.hosts import xapi_types as t
from coursepack.hosts.xapi_interactions import interaction_complaints

VOIDED = "http://adlnet.gov/expapi/verbs/voided"
IFIS = ("mbox", "mbox_sha1sum", "openid", "account")
INTERACTION_PARTS = {
    "choice": ("choices",),
    "sequencing": ("choices",),
    "likert": ("scale",),
    "matching": ("source", "target"),
    "performance": ("steps",),
}
COMPONENTS = ("choices", "scale", "source", "target", "steps")
INTERACTIONS = (
    *("true-false", "choice", "fill-in", "long-fill-in", "matching"),
    *("performance", "sequencing", "likert", "numeric", "other"),
)


def complaints(statement: object) -> list[str]:
    """Everything wrong with a statement, each with its path; [] for a good one."""
    about = interaction_complaints(statement) if isinstance(statement, dict) else ()
    return [*_statement(statement, ""), *about]


def agent_complaints(agent: object, path: str = "agent") -> list[str]:
    """The same for an Agent or identified Group on its own, as in a query parameter."""
    return list(_actor(agent, path))


# --- actors (2.4.2) ---------------------------------------------------------------------------------------------------


def _one_ifi(value: dict[str, Any], path: str) -> Iterator[str]:
    found = [name for name in IFIS if name in value]
    if value.get("objectType") == "Group" and "member" in value and not found:
        return
    if len(found) != 1:
        yield f"{path}: needs exactly one of {', '.join(IFIS)}, has {', '.join(found) or 'none'}"


def _account_home(value: dict[str, Any], path: str) -> Iterator[str]:
    if value.get("name") == "":
        yield f"{path}.name: is empty"


_account = t.every(
    t.record({"homePage": t.iri, "name": t.text}, required=("homePage", "name")), t.when_object(_account_home)
)
_identity = {"name": t.text, "mbox": t.mbox, "mbox_sha1sum": t.sha1, "openid": t.iri, "account": _account}
_agent = t.every(t.record({"objectType": t.word("Agent"), **_identity}), t.when_object(_one_ifi))
_group = t.every(
    t.record({"objectType": t.word("Group"), **_identity, "member": t.each(_agent)}, required=("objectType",)),
    t.when_object(_one_ifi),
)


def _actor(value: object, path: str) -> Iterator[str]:
    group = isinstance(value, dict) and value.get("objectType") == "Group"
    yield from (_group if group else _agent)(value, path)


# --- activities (2.4.4.1) ---------------------------------------------------------------------------------------------


def _component_id(value: object, path: str) -> Iterator[str]:
    yield from t.text(value, path)
    if value == "":
        yield f"{path}: is empty"


_component = t.record({"id": _component_id, "description": t.language_map}, required=("id",))


def _unique_ids(value: object, path: str) -> Iterator[str]:
    yield from t.each(_component)(value, path)
    if isinstance(value, list):
        ids = [member.get("id") for member in value if isinstance(member, dict)]
        twice = {str(name) for name in ids if ids.count(name) > 1}
        yield from (f"{path}: the id {t.quote(name)} stands twice" for name in sorted(twice))


def _interaction(value: dict[str, Any], path: str) -> Iterator[str]:
    kind = value.get("interactionType")
    used = [name for name in (*COMPONENTS, "correctResponsesPattern") if name in value]
    if used and kind is None:
        yield f"{path}.{used[0]}: needs an interactionType"
    allowed = INTERACTION_PARTS.get(str(kind), ())
    for name in COMPONENTS:
        if kind is not None and name in value and name not in allowed:
            yield f"{path}.{name}: does not belong to the interaction type {kind}"


_definition = t.every(
    t.record(
        {
            "name": t.language_map,
            "description": t.language_map,
            "type": t.iri,
            "moreInfo": t.iri,
            "extensions": t.extensions,
            "interactionType": t.word(*INTERACTIONS),
            "correctResponsesPattern": t.each(t.text),
            **dict.fromkeys(COMPONENTS, _unique_ids),
        }
    ),
    t.when_object(_interaction),
)
_activity = t.record({"objectType": t.word("Activity"), "id": t.iri, "definition": _definition}, required=("id",))
_reference = t.record({"objectType": t.word("StatementRef"), "id": t.uuid}, required=("objectType", "id"))


# --- result (2.4.5) ---------------------------------------------------------------------------------------------------


def _score_bounds(value: dict[str, Any], path: str) -> Iterator[str]:
    low, raw, high = (_number(value.get(name)) for name in ("min", "raw", "max"))
    if low is not None and high is not None and not low < high:
        yield f"{path}: min {low} is not under max {high}"
    if raw is not None and low is not None and raw < low:
        yield f"{path}.raw: {raw} is under min {low}"
    if raw is not None and high is not None and raw > high:
        yield f"{path}.raw: {raw} is over max {high}"


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


_score = t.every(
    t.record({"scaled": t.between(-1, 1), "raw": t.number, "min": t.number, "max": t.number}),
    t.when_object(_score_bounds),
)
_result = t.record(
    {
        "score": _score,
        "success": t.boolean,
        "completion": t.boolean,
        "response": t.text,
        "duration": t.duration,
        "extensions": t.extensions,
    }
)


# --- context (2.4.6) --------------------------------------------------------------------------------------------------


def _activities(value: object, path: str) -> Iterator[str]:
    """One activity or an array of them."""
    yield from (t.each(_activity) if isinstance(value, list) else _activity)(value, path)


_context = t.record(
    {
        "registration": t.uuid,
        "instructor": _actor,
        "team": _group,
        "contextActivities": t.record(dict.fromkeys(("parent", "grouping", "category", "other"), _activities)),
        "revision": t.text,
        "platform": t.text,
        "language": t.language,
        "statement": _reference,
        "extensions": t.extensions,
    }
)


# --- the statement (2.1 to 2.4) ---------------------------------------------------------------------------------------


def _object(value: object, path: str) -> Iterator[str]:
    kind = value.get("objectType", "Activity") if isinstance(value, dict) else "Activity"
    by_kind = {"Activity": _activity, "StatementRef": _reference, "Agent": _agent, "Group": _group}
    if kind == "SubStatement":
        yield from _substatement(value, path)
    elif kind in by_kind:
        yield from by_kind[kind](value, path)
    else:
        yield f"{path}.objectType: {t.quote(kind)} is not an object type"


def _attachments(value: object, path: str) -> Iterator[str]:
    yield f"{path}: this host takes no attachments"


def _only_for_activities(value: dict[str, Any], path: str) -> Iterator[str]:
    """revision and platform say something about an Activity only (2.4.6)."""
    thing, context = value.get("object"), value.get("context")
    if isinstance(thing, dict) and isinstance(context, dict) and thing.get("objectType", "Activity") != "Activity":
        for name in ("revision", "platform"):
            if name in context:
                yield f"{path + '.' if path else ''}context.{name}: only when the object is an Activity"


def _voiding(value: dict[str, Any], path: str) -> Iterator[str]:
    verb, thing = value.get("verb"), value.get("object")
    voids = isinstance(verb, dict) and verb.get("id") == VOIDED
    if voids and (not isinstance(thing, dict) or thing.get("objectType") != "StatementRef"):
        yield f"{path + '.' if path else ''}object: voided needs a StatementRef"


def _no_nesting(value: dict[str, Any], path: str) -> Iterator[str]:
    thing = value.get("object")
    if isinstance(thing, dict) and thing.get("objectType") == "SubStatement":
        yield f"{path}.object: a SubStatement cannot hold another"


_parts: dict[str, t.Check] = {
    "actor": _actor,
    "verb": t.record({"id": t.iri, "display": t.language_map}, required=("id",)),
    "object": _object,
    "result": _result,
    "context": _context,
    "timestamp": t.timestamp,
    "attachments": _attachments,
}
_needed = ("actor", "verb", "object")
_statement = t.every(
    t.record(
        {**_parts, "id": t.uuid, "stored": t.timestamp, "authority": _actor, "version": t.version}, required=_needed
    ),
    t.when_object(_only_for_activities),
    t.when_object(_voiding),
)


def _substatement(value: object, path: str) -> Iterator[str]:
    kinds = {"objectType": t.word("SubStatement")}
    nested = isinstance(value, dict) and list(_no_nesting(value, path))
    if nested:
        yield from nested
        return
    yield from t.record({**_parts, **kinds}, required=(*_needed, "objectType"))(value, path)
    yield from t.when_object(_only_for_activities)(value, path)
