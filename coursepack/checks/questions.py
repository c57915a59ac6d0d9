"""Questions: what is accepted can be written, partners and groups are there, and places lie in the picture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

from coursepack.answers import exact, fold, unit_folded
from coursepack.checks.context import Context
from coursepack.checks.scenarios import scored
from coursepack.explain import quoted
from coursepack.problems import Problem, did_you_mean
from coursepack.schema import ROOT, schemas
from coursepack.source import Json, Pointer

_Data = dict[str, Json]
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")


SURVEY = ("likert", "long-fill-in")


def questions(context: Context) -> Iterator[Problem]:
    """What each type of question asks of itself, beyond its schema; and assessments that could score nothing."""
    for quiz, data in context.entries("quizzes"):
        yield from _unscored(context, quiz, data)
        for pointer, question in context.asked(*quiz):
            if data.get("purpose") == "survey" and question.get("type") in _graded():
                hint = f"ask it by {' or '.join(SURVEY)}, or make the quiz a check"
                yield context.error(pointer, "CP159", "a survey asks a question that has a right answer", hint)
            check = _CHECKS.get(str(question.get("type")))
            if check:
                yield from check(context, pointer, question)


def _surveys(entry: _Data) -> bool:
    """Whether an entry of a quiz asks nothing that has a right answer."""
    inside = entry.get("questions") if entry.get("type") == "set" else [entry]
    listed = inside if isinstance(inside, list) else []
    return bool(listed) and all(isinstance(one, dict) and one.get("type") in SURVEY for one in listed)


def _graded() -> set[str]:
    return set(schemas()[ROOT + "question.schema.json"]["properties"]["type"]["enum"]) - set(SURVEY)


def _unscored(context: Context, pointer: Pointer, quiz: _Data) -> Iterator[Problem]:
    listed = [entry for _, entry in context.entries(*pointer, "questions")]
    draw = quiz.get("draw", len(listed))
    surveys = sum(_surveys(entry) for entry in listed)
    if quiz.get("purpose") == "assessment" and surveys and type(draw) is int and draw <= surveys:
        message = "an attempt at the assessment could ask survey questions only, which score nothing"
        hint = "add questions with a right answer, draw more of them, or make it a check"
        yield context.error((*pointer, "questions"), "CP158", message, hint)


def _texts(value: Json) -> list[tuple[int, str]]:
    return [(at, text) for at, text in enumerate(value if isinstance(value, list) else []) if isinstance(text, str)]


# --- fill-in


def _fill_in(context: Context, pointer: Pointer, question: _Data) -> Iterator[Problem]:
    same = exact if question.get("compare") == "exact" else fold
    most = question.get("maxLength", 40)
    seen: dict[str, str] = {}
    for at, text in _texts(question.get("answers")):
        here = (*pointer, "answers", at)
        told = same(text)
        if text.strip() and not told:
            yield context.error(
                here, "CP150", f"nothing of the answer {quoted(text)} counts", "write letters or digits"
            )
        elif type(most) is int and len(text.encode("utf-16-le")) // 2 > most:
            message = f"the answer {quoted(text)} is longer than the {most} characters that may be written"
            yield context.error(here, "CP150", message, "raise 'maxLength', or shorten the answer")
        elif told and told in seen and seen[told] != text:
            message = f"the answer {quoted(text)} is the same as {quoted(seen[told])}"
            yield context.error(here, "CP150", message, 'drop one; or write "compare": "exact" if they differ')
        seen.setdefault(told, text)
    for at, text in _texts(question.get("patterns")):
        if text.strip() and not re.sub(r"[*?\s]", "", same(text)):
            hint = "name at least one letter or digit: '*' alone accepts everything"
            yield context.error(
                (*pointer, "patterns", at), "CP151", f"the pattern {quoted(text)} asks for nothing", hint
            )


# --- numeric


def _decimal(value: Json) -> Decimal | None:
    return Decimal(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else None


def _numeric(context: Context, pointer: Pointer, question: _Data) -> Iterator[Problem]:
    span = question.get("range")
    if isinstance(span, dict):
        low, high = _decimal(span.get("min")), _decimal(span.get("max"))
        if low is not None and high is not None and low > high:
            message = f"the range begins with {low} and ends with {high}"
            yield context.error((*pointer, "range"), "CP152", message, "exchange 'min' and 'max'")
        if "tolerance" in question and "answer" not in question:
            hint = "a range says itself how far an answer may lie off; drop 'tolerance'"
            yield context.error((*pointer, "tolerance"), "CP152", "a range has a tolerance", hint)
    if "unit" in question and context.lacks(pointer, "units"):
        hint = 'name the units: "units": [{"text": "mg"}]'
        yield context.error((*pointer, "unit"), "CP153", "'unit' speaks of units, and there are none", hint)
    yield from _units(context, pointer)


def _units(context: Context, pointer: Pointer) -> Iterator[Problem]:
    seen: dict[str, Json] = {}
    for index, (here, unit) in enumerate(context.entries(*pointer, "units")):
        text, factor = unit.get("text"), _decimal(unit.get("factor", "1"))
        if factor is not None and ((index == 0 and factor != 1) or factor <= 0):
            message = "the question's own unit has a factor" if index == 0 else f"the factor of the unit is {factor}"
            hint = (
                "the answer is in the first unit: drop its factor"
                if index == 0
                else "write how many of the first unit it is"
            )
            yield context.error((*here, "factor"), "CP153", message, hint)
        if not isinstance(text, str) or not text.strip():
            continue
        told = unit_folded(text)
        if not told or told[0] in "0123456789.,'":
            hint = "it stands behind a number: begin it with a letter or a sign"
            yield context.error((*here, "text"), "CP153", f"the unit {quoted(text)} cannot be told from a number", hint)
        elif told in seen:
            message = f"the unit {quoted(text)} is the same as {quoted(seen[told])}"
            yield context.error(
                (*here, "text"), "CP153", message, "drop one: letter case and white space do not matter"
            )
        seen.setdefault(told, text)


# --- pairs


def _pairs(
    sources: str, target: str, targets: str, what: str
) -> Callable[[Context, Pointer, _Data], Iterator[Problem]]:
    def check(context: Context, pointer: Pointer, question: _Data) -> Iterator[Problem]:
        known = [one.get("id") for _, one in context.entries(*pointer, targets)]
        chosen = [(here, one.get(target)) for here, one in context.entries(*pointer, sources)]
        whole = all(isinstance(name, str) for name in known) and isinstance(question.get(targets), list)
        used = Counter(name for _, name in chosen if isinstance(name, str))
        for here, name in chosen:
            if not isinstance(name, str):
                continue
            if name not in known and whole:
                hint = did_you_mean(name, [str(one) for one in known])
                yield context.error(
                    (*here, target), "CP154", f"there is no {what} {quoted(name)} in this question", hint
                )
            elif what == "partner" and used[name] > 1 and question.get("reuse") is not True:
                hint = 'write "reuse": true if a partner may belong to several things'
                yield context.error(
                    (*here, target), "CP155", f"the partner {quoted(name)} belongs to {used[name]} things", hint
                )

    return check


# --- hotspot

_COUNTS = {"rect": "four numbers: left, top, right, bottom", "circle": "three numbers: across, down, radius"}


def _hotspot(context: Context, pointer: Pointer, question: _Data) -> Iterator[Problem]:
    for here, region in context.entries(*pointer, "regions"):
        coords = region.get("coords")
        if isinstance(coords, list) and all(
            isinstance(one, int | float) and not isinstance(one, bool) for one in coords
        ):
            fault = _misshapen(str(region.get("shape")), [float(one) for one in coords if isinstance(one, int | float)])
            if fault:
                yield context.error((*here, "coords"), "CP156", *fault)
    image = question.get("image")
    src = image.get("src") if isinstance(image, dict) else None
    picture = context.media.pictures.get(src) if isinstance(src, str) else None
    if picture and picture.size is None:
        message = f"the size of the picture {quoted(src)} cannot be read, so its places cannot be drawn"
        hint = "give an SVG a 'viewBox'; save other pictures once more as PNG or JPEG"
        yield context.error((*pointer, "image", "src"), "CP157", message, hint)


def _misshapen(shape: str, coords: list[float]) -> tuple[str, str] | None:
    """What is wrong with the numbers of a place, and what to do."""
    count = len(coords)
    if shape in _COUNTS and count != len(_COUNTS[shape].split(",")):
        return f"a {shape} with {count} numbers", f"write {_COUNTS[shape]}"
    if shape == "rect" and not (coords[0] < coords[2] and coords[1] < coords[3]):
        return "the right or lower edge is not beyond the left or upper one", f"write {_COUNTS[shape]}"
    if shape == "circle" and coords[2] == 0:
        return "the circle has no radius", f"write {_COUNTS[shape]}"
    if shape == "polygon":
        corners = list(pairwise(coords))[::2]
        if count % 2 or len(set(corners)) < 3:
            return (
                "a polygon needs two numbers for each of at least three corners",
                "write across, down, across, down, …",
            )
    return None


_CHECKS: dict[str, Callable[[Context, Pointer, _Data], Iterator[Problem]]] = {
    "fill-in": _fill_in,
    "numeric": _numeric,
    "matching": _pairs("sources", "target", "targets", "partner"),
    "categorise": _pairs("items", "group", "groups", "group"),
    "hotspot": _hotspot,
    "decision": scored,
}
