"""What a response and a right response of an interaction must look like (xAPI 1.0.3, Data, Appendix C): one grammar for each type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from coursepack.hosts.xapi_types import quote

LIST, PAIR, RANGE = "[,]", "[.]", "[:]"
_NUMBER = re.compile(r"-?(\d+(\.\d+)?|\.\d+)")
_PREFIXES = re.compile(r"^(\{(case_matters|order_matters)=(true|false)\})*(\{lang=[A-Za-z0-9-]+\})?")

_Definition = Mapping[str, Any]


def interaction_complaints(statement: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the response of a statement, and with the right responses of its activity."""
    thing = statement.get("object")
    definition = thing.get("definition") if isinstance(thing, dict) else None
    if not isinstance(definition, dict):
        return
    patterns = definition.get("correctResponsesPattern")
    for at, pattern in enumerate(patterns if isinstance(patterns, list) else []):
        if isinstance(pattern, str) and (wrong := _pattern(definition, pattern)):
            yield f"object.definition.correctResponsesPattern[{at}]: {quote(pattern)} {wrong}"
    result = statement.get("result")
    response = result.get("response") if isinstance(result, dict) else None
    if isinstance(response, str) and (wrong := _response(definition, response)):
        yield f"result.response: {quote(response)} {wrong}"


def _response(definition: _Definition, text: str) -> str:
    kind = str(definition.get("interactionType"))
    return _GRAMMARS[kind](definition, text) if kind in _GRAMMARS else ""


def _pattern(definition: _Definition, text: str) -> str:
    kind = definition.get("interactionType")
    if kind == "numeric":
        low, mark, high = text.partition(RANGE)
        fine = all(not end or _NUMBER.fullmatch(end) for end in (low, high)) and (low or high)
        return "" if fine and (mark or low) else "is neither a number nor a range"
    if kind in ("fill-in", "long-fill-in", "performance"):
        return "" if _PREFIXES.sub("", text) else "has nothing behind its settings"
    return _response(definition, text)


def _known(definition: _Definition, part: str) -> set[str] | None:
    """Ids that the definition lists; None when it lists none, so that any will do."""
    listed = definition.get(part)
    return {str(one.get("id")) for one in listed if isinstance(one, dict)} if isinstance(listed, list) else None


def _unknown(names: list[str], known: set[str] | None, part: str) -> str:
    odd = [name for name in names if not name or re.search(r"\s|\[[,.:]\]", name)]
    if odd:
        return f"has {quote(odd[0])}, which is no id"
    missing = [name for name in names if known is not None and name not in known]
    return f"names {quote(missing[0])}, which is none of the {part}" if missing else ""


def _one(part: str) -> Callable[[_Definition, str], str]:
    return lambda definition, text: _unknown([text], _known(definition, part), part)


def _ids(definition: _Definition, text: str) -> str:
    names = text.split(LIST) if text else []
    twice = "names an id twice" if len(set(names)) < len(names) else ""
    return _unknown(names, _known(definition, "choices"), "choices") or twice


def _pairs(definition: _Definition, text: str) -> str:
    pairs = [pair.split(PAIR) for pair in text.split(LIST)]
    if any(len(pair) != 2 for pair in pairs):
        return "is not pairs of a source and a target"
    sources, targets = ([pair[end] for pair in pairs] for end in (0, 1))
    twice = "gives a source two targets" if len(set(sources)) < len(sources) else ""
    return (
        _unknown(sources, _known(definition, "source"), "source")
        or _unknown(targets, _known(definition, "target"), "target")
        or twice
    )


def _truth(_definition: _Definition, text: str) -> str:
    return "" if text in ("true", "false") else "is neither true nor false"


def _number(_definition: _Definition, text: str) -> str:
    return "" if _NUMBER.fullmatch(text) else "is not a number"


_GRAMMARS: dict[str, Callable[[_Definition, str], str]] = {
    "true-false": _truth,
    "choice": _ids,
    "sequencing": _ids,
    "likert": _one("scale"),
    "matching": _pairs,
    "numeric": _number,
}
