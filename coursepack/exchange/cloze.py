"""Texts of Moodle with answers embedded, where there is one blank only.

https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from html import unescape

from coursepack.exchange import parts
from coursepack.exchange.bank import Draft, Form, Log
from coursepack.exchange.hypertext import from_html
from coursepack.exchange.parts import UnusableError, Weighted

BLANK = " _____ "
_BEGINNING = re.compile(r"\{\d{0,3}:([A-Z_]{2,20}):")
_ANSWERS = re.compile(r"((?:\\.|[^\\}])*)\}", re.DOTALL)
_WEIGHT = re.compile(r"\s*(?:=|%(-?\d{1,3}(?:\.\d{1,7})?)%)")
_WRITTEN = {"SHORTANSWER": False, "SA": False, "MW": False, "SHORTANSWER_C": True, "SAC": True, "MWC": True}
_NUMBERS = ("NUMERICAL", "NM")


@dataclass
class Blank:
    """The words around a blank, the word for its kind, and its answers."""

    around: str
    kind: str
    answers: list[str]


def only(draft: Draft, source: str) -> Blank:
    """The only blank of a text. Raises `UnusableError` when there are several, or none."""
    found = list(_BEGINNING.finditer(source))
    if len(found) != 1:
        what = "several blanks in one text (Cloze)" if found else "no blank in its text (Cloze)"
        raise UnusableError("CP172", f"{draft.label} has {what}", "make one question of each blank")
    answers = _ANSWERS.match(source, found[0].end())
    if answers is None:
        raise UnusableError("CP173", f"the blank of {draft.label} has no end", "a blank ends with '}'")
    around = source[: found[0].start()] + BLANK + source[answers.end() :]
    return Blank(around, found[0][1], re.split(r"(?<!\\)~", answers[1]))


def question(draft: Draft, blank: Blank, log: Log) -> Form:
    """What fills the blank, as a question of its own."""
    written = blank.kind in _WRITTEN or blank.kind in _NUMBERS
    weighted = [_weighted(draft, answer, written) for answer in blank.answers if answer.strip()]
    if blank.kind in _WRITTEN:
        return parts.fill_in(draft, weighted, exact=_WRITTEN[blank.kind], log=log)
    if blank.kind in _NUMBERS:
        return _number(draft, weighted, log)
    several = blank.kind.startswith(("MULTIRESPONSE", "MR"))
    if several and not any(0 < one.weight < 100 for one in weighted):  # '=' means one of the right ones there
        weighted = parts.even(weighted)
    return parts.choice(draft, weighted, several=several, log=log)


def _weighted(draft: Draft, answer: str, written: bool) -> Weighted:
    weight = Decimal(0)
    if (found := _WEIGHT.match(answer)) is not None:
        weight, answer = Decimal(found[1] or 100), answer[found.end() :]
    cut = [*re.split(r"(?<!\\)#", answer, maxsplit=1), ""][:2]
    text, feedback = (re.sub(r"\\([~=#{}\\/\"])", r"\1", one).strip() for one in cut)
    words = " ".join(unescape(text).split()) if written else draft.take(from_html(text, inline=True))
    return Weighted(words, weight, draft.take(from_html(feedback, inline=True)))


def _number(draft: Draft, answers: list[Weighted], log: Log) -> Form:
    parts.wrong_said(draft, answers)
    numbers = [one for one in answers if one.text != "*"]
    right = next((one for one in numbers if one.weight >= 100), None)
    if right is None:
        raise UnusableError("CP174", f"{draft.label} accepts no number wholly", "give one number all points")
    if len(numbers) > 1:
        message = f"{draft.label} takes {len(numbers)} answers; here only '{right.text}' is right"
        log.left_out(draft.place, "CP178", message)
    parts.right_said(draft, right.feedback)
    value, _, tolerance = right.text.partition(":")
    return parts.numeric(draft, value, tolerance)
