"""From a schema's fault to a problem in the author's words: one small function per JSON Schema keyword."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from coursepack.problems import did_you_mean
from coursepack.schema import Fault
from coursepack.source import Json, Pointer


class Said(NamedTuple):
    """A fault put in words; `on_key` places it at the key instead of the value.

    `means` names the keys that this says something about besides its own: those that a misspelt key was meant to be, or that
    are missing.
    """

    pointer: Pointer
    code: str
    message: str
    hint: str = ""
    on_key: bool = False
    means: tuple[str, ...] = ()


def explain(faults: Iterable[Fault]) -> list[Said]:
    """What the author should read: one problem for one fault, though a schema may see it from two sides."""
    said = [words for fault in faults for words in _KEYWORDS.get(fault.keyword, _other)(fault)]
    misspelt = {(*words.pointer[:-1], key) for words in said if words.on_key for key in words.means}
    return [words for words in said if words.on_key or not (_follows(words, misspelt) or _hidden(words, said))]


def _follows(words: Said, misspelt: set[Pointer]) -> bool:
    """Whether a key is missing only because it is misspelt."""
    return any((*words.pointer, key) in misspelt for key in words.means)


def _hidden(words: Said, said: list[Said]) -> bool:
    """Whether the right answers cannot be counted, because an option or its `correct` is misspelt or misshapen."""
    if words.code not in ("CP034", "CP035") or words.means:
        return False
    owner = len(words.pointer)
    inside = [one for one in said if one.pointer[:owner] == words.pointer and one.pointer[owner : owner + 1] in _MARKED]
    return any(other.on_key or len(other.pointer) <= owner + 2 or "correct" in other.pointer for other in inside)


_MARKED = (("options",), ("regions",))  # lists whose entries are marked as correct


def quoted(value: Json) -> str:
    """A value as the author wrote it, cut when long."""
    text = f"'{value}'" if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "…" + ("'" if isinstance(value, str) else "")


def _name(fault: Fault) -> str:
    """The nearest key above the value: what the author calls the thing."""
    keys = [step for step in fault.pointer if isinstance(step, str)]
    name = f"'{keys[-1]}'" if keys else _whole(fault)
    return f"an entry of {name}" if fault.pointer and isinstance(fault.pointer[-1], int) else name


def _whole(fault: Fault) -> str:
    return "the series" if fault.schema.get("title") == "Series" else "the course"


def _owner(fault: Fault) -> str:
    """The object that the fault is in, by its kind and id when it has them."""
    if not fault.pointer:
        return _whole(fault)
    value = fault.value if isinstance(fault.value, dict) else {}
    kind, name = value.get("type"), value.get("id")
    words = [str(word) if word is kind else f"'{word}'" for word in (kind, name) if isinstance(word, str)]
    return " ".join(words) or _name(fault)


def _unknown_keys(fault: Fault) -> Iterator[Said]:
    known = [key for key in fault.schema.get("properties", {}) if key != "$schema"]
    assert isinstance(fault.value, dict)
    for key in fault.value:
        if key not in known and key != "$schema":
            hint = did_you_mean(key, known)
            meant = tuple(name for name in known if hint == f"did you mean '{name}'?")
            yield Said((*fault.pointer, key), "CP010", f"{quoted(key)} is not a field here", hint, True, meant)


def _missing_key(fault: Fault) -> Iterator[Said]:
    assert isinstance(fault.value, dict)
    missing = fault.message.split("'")[1]  # jsonschema names the key only in its message
    kind = fault.value.get("type") if isinstance(fault.value.get("type"), str) else ""
    code, words, hint = _MISSING.get(f"{kind} {missing}".strip(), ("CP011", f"has no '{missing}'", ""))
    if missing == "alt" and "file" in fault.value:  # a logo always says something
        hint = ""
    hint = hint or _example(fault, missing)
    yield Said(fault.pointer, code, f"{_owner(fault)} {words}", hint, means=(missing,))


_MISSING = {
    "alt": ("CP025", "has no text alternative", 'write "alt", or "decorative": true if it tells nothing'),
    "image alt": ("CP025", "has no text alternative", 'write "alt", or "decorative": true if it tells nothing'),
    "video captions": (
        "CP122",
        "has no captions",
        'write them as WebVTT and name the file in "captions", or write "speech": false if nobody speaks',
    ),
    "true-false answer": ("CP034", "marks no answer as correct", 'write "answer": true or "answer": false'),
    "fill-in answers": ("CP034", "marks no answer as correct", 'write "answers": ["water"]'),
    "statistic sources": (
        "CP036",
        "names no source",
        'a number without a source is a rumour: write "sources": ["key"]',
    ),
    "schemaVersion": ("CP006", "does not name its 'schemaVersion'", 'write "schemaVersion": 1'),
}


def _example(fault: Fault, key: str) -> str:
    examples = fault.schema.get("properties", {}).get(key, {}).get("examples")
    return f'for example "{key}": {quoted_json(examples[0])}' if examples else ""


def quoted_json(value: Any) -> str:
    """A value as JSON, cut when long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:79] + "…"


_TYPES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}


def _kind(value: Json) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f"the text {quoted(value)}"
        case int() | float():
            return f"the number {quoted_json(value)}"
        case list():
            return "a list"
        case dict():
            return "an object"
    return "null"


def _wrong_type(fault: Fault) -> Iterator[Said]:
    wanted = _TYPES.get(str(fault.expected), str(fault.expected))
    yield Said(fault.pointer, "CP012", f"{_name(fault)} must be {wanted}, not {_kind(fault.value)}", _type_hint(fault))


def _type_hint(fault: Fault) -> str:
    if fault.expected == "integer" and isinstance(fault.value, str) and re.fullmatch(r"-?\d+", fault.value):
        return f"write {fault.value} without quotes"
    if fault.expected == "boolean" and fault.value in ("true", "false", "yes", "no"):
        return "write true or false without quotes"
    if fault.expected == "array":
        return "put it in square brackets"
    if fault.expected == "object":
        return "write keys and values between '{' and '}'"
    if fault.expected == "string" and isinstance(fault.value, int | float):
        return "put it in double quotes"
    return ""


def _not_listed(fault: Fault) -> Iterator[Said]:
    hint = did_you_mean(str(fault.value), [str(word) for word in fault.expected])
    kind = _typed(fault.pointer)
    if kind == "question" and fault.value == "set" and fault.pointer[-5:-4] == ("questions",):
        yield Said(
            fault.pointer[:-1],
            "CP161",
            "a set stands inside a set",
            "put its questions into the outer one, or beside it",
        )
    elif kind:
        yield Said(fault.pointer, "CP014", f"there is no {kind} type {quoted(fault.value)}", hint)
    else:
        yield Said(fault.pointer, "CP013", f"{_name(fault)} cannot be {quoted(fault.value)}", hint)


def _typed(pointer: Pointer) -> str:
    """`block` or `question` when the pointer names the type of one, else nothing."""
    if pointer[-1:] != ("type",):
        return ""
    return {"blocks": "block", "questions": "question"}.get(str(pointer[-3]) if len(pointer) > 2 else "", "")


def _const(fault: Fault) -> Iterator[Said]:
    if fault.pointer[-1:] == ("schemaVersion",):
        message = f"schemaVersion {quoted(fault.value)} is not one that this coursepack reads"
        yield Said(fault.pointer, "CP006", message, f"this coursepack reads {fault.expected}")
        return
    yield Said(fault.pointer, "CP013", f"{_name(fault)} must be {quoted(fault.expected)}", "or leave it out")


def _too_large(fault: Fault) -> Iterator[Said]:
    if fault.pointer[-1:] == ("passMark",):
        hint = f"a pass mark is per cent of the points, {fault.expected} at most"
        yield Said(fault.pointer, "CP037", f"pass mark {fault.value} is over {fault.expected}", hint)
        return
    yield Said(fault.pointer, "CP015", f"{_name(fault)} is {fault.value}, over the limit of {fault.expected}")


def _too_small(fault: Fault) -> Iterator[Said]:
    yield Said(fault.pointer, "CP015", f"{_name(fault)} is {fault.value}, under the least of {fault.expected}")


def _too_long(fault: Fault) -> Iterator[Said]:
    size = len(fault.value) if isinstance(fault.value, str | list) else 0
    yield Said(fault.pointer, "CP015", f"{_name(fault)} has {size} characters, over the limit of {fault.expected}")


NO_ALT = 'say what the picture tells, or write "decorative": true instead'


def _empty_text(fault: Fault) -> Iterator[Said]:
    if fault.pointer[-1:] == ("alt",):
        yield Said(fault.pointer, "CP025", "the text alternative is empty", NO_ALT)
        return
    yield Said(fault.pointer, "CP015", f"{_name(fault)} is empty", "write something")


def _too_few(fault: Fault) -> Iterator[Said]:
    count = len(fault.value) if isinstance(fault.value, list) else 0
    last = fault.pointer[-1] if fault.pointer else ""
    if fault.pointer[-3:-2] == ("questions",) and last == "questions":
        hint = "ask at least two questions about the story; a single one needs no set"
        yield Said(fault.pointer, "CP160", f"the set has {count} {'question' if count == 1 else 'questions'}", hint)
    elif last == "questions":
        yield Said(fault.pointer, "CP033", "the quiz has no questions", "add a question, or remove the quiz")
    elif last == "sources" and not count:
        yield Said(fault.pointer, "CP036", "a statistic names no source", "write the key of a source")
    else:
        said = f"{_name(fault)} has {count} {'entry' if count == 1 else 'entries'}"
        yield Said(fault.pointer, "CP015", f"{said}, at least {fault.expected} needed")


def _no_bound(fault: Fault) -> Iterator[Said]:
    names = " nor ".join(f"'{name}'" for name in fault.schema.get("properties", {}))
    yield Said(fault.pointer, "CP011", f"{_name(fault)} has neither {names}", "give at least one of them")


def _too_many(fault: Fault) -> Iterator[Said]:
    count = len(fault.value) if isinstance(fault.value, list) else 0
    yield Said(fault.pointer, "CP015", f"{_name(fault)} has {count} entries, over the limit of {fault.expected}")


_PATTERNS = {
    "id": "small letters, digits and single hyphens, beginning with a letter: 'what-it-is'",
    "slug": "small letters, digits and single hyphens, beginning with a letter: 'quiet-room'",
    "version": "three numbers: '1.0.0'",
    "language": "a BCP 47 tag: 'en', 'en-US', 'zh-Hans'",
    "number": "an international number ('+18883737888') or a short code ('911')",
    "country": "two capital letters: 'US'",
}


def _pattern(fault: Fault) -> Iterator[Said]:
    name = str(fault.pointer[-1]) if fault.pointer else ""
    if len(fault.pointer) == 1 and name == "id":
        hint = "an absolute web address that stays the same for ever: 'https://example.org/courses/awareness'"
    elif re.search(r"(Date|On|By|date|revised)$", name):
        hint = "write year-month-day: '2026-11-23'"
    else:
        hint = _PATTERNS.get(name, "")
    examples = fault.schema.get("examples")
    yield Said(
        fault.pointer,
        "CP016",
        f"{_name(fault)} cannot be written {quoted(fault.value)}",
        hint or (f"for example {quoted_json(examples[0])}" if examples else ""),
    )


def _twice(fault: Fault) -> Iterator[Said]:
    yield Said(fault.pointer, "CP017", f"{_name(fault)} lists the same entry twice", "keep one")


def _right_answers(fault: Fault) -> Iterator[Said]:
    question, options = fault.pointer[:-1], fault.value if isinstance(fault.value, list) else []
    right = sum(isinstance(option, dict) and option.get("correct") is True for option in options)
    if right:
        message = f"a question with one answer marks {right} as correct"
        yield Said(question, "CP035", message, 'keep one, or write "select": "several"')
    else:
        yield Said(question, "CP034", "the question marks no answer as correct", 'write "correct": true at an option')


def _one_of(fault: Fault) -> Iterator[Said]:
    if not isinstance(fault.value, dict):  # its type is reported, and is all that can be said of it
        return
    names = [branch["required"][0] for branch in fault.expected if "required" in branch]
    both = all(name in fault.value for name in names)
    if names[0] == "transcript" and not both:
        hint = 'write "transcript", or name a Markdown file in "transcriptFile"'
        yield Said(fault.pointer, "CP124", f"{_owner(fault)} has no transcript", hint, means=tuple(names))
        return
    if names == ["answer", "range"] and not both:
        yield Said(fault.pointer, "CP034", f"{_owner(fault)} marks no answer as correct", _NUMERIC, means=tuple(names))
        return
    fields = " and ".join(f"'{name}'" for name in names) if both else " nor ".join(f"'{name}'" for name in names)
    words = f"has both {fields}" if both else f"has neither {fields}"
    means = () if both else tuple(names)
    yield Said(fault.pointer, "CP017", f"{_owner(fault)} {words}", "give exactly one of them", means=means)


def _described(fault: Fault) -> Iterator[Said]:
    """`anyOf`: a video says in one of three ways what is to be seen in it."""
    if not isinstance(fault.value, dict):
        return
    names = tuple(branch["required"][0] for branch in fault.expected)
    hint = 'name a WebVTT file in "descriptions" or a video in "described", or say in "noDescriptionNeeded" why not'
    yield Said(fault.pointer, "CP125", f"{_owner(fault)} has no audio description", hint, means=names)


_NUMERIC = 'write "answer": "1.5", or "range": {"min": "1", "max": "2"}'


def _forbidden(fault: Fault) -> Iterator[Said]:
    """A key that another excludes: `not` with `required`."""
    if not isinstance(fault.value, dict):
        return
    for key in fault.expected["required"]:
        message, hint = f"'{key}' cannot stand here", "remove it"
        if key == "alt":
            message = "a decorative picture has a text alternative"
            hint = 'drop "decorative" if the picture tells something, or drop "alt"'
        yield Said((*fault.pointer, key), "CP017", message, hint)


def _other(fault: Fault) -> Iterator[Said]:
    yield Said(fault.pointer, "CP017", fault.message)


_KEYWORDS: dict[str, Callable[[Fault], Iterator[Said]]] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_key,
    "type": _wrong_type,
    "enum": _not_listed,
    "const": _const,
    "maximum": _too_large,
    "minimum": _too_small,
    "maxLength": _too_long,
    "minLength": _empty_text,
    "minItems": _too_few,
    "maxItems": _too_many,
    "minProperties": _no_bound,
    "pattern": _pattern,
    "uniqueItems": _twice,
    "contains": _right_answers,
    "minContains": _right_answers,
    "maxContains": _right_answers,
    "oneOf": _one_of,
    "anyOf": _described,
    "not": _forbidden,
}
