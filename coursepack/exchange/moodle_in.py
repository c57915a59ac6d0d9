"""Moodle XML (https://docs.moodle.org/en/Moodle_XML_format), as Moodle's question bank and many other tools write it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import unquote

from lxml import etree

from coursepack.exchange import cloze, parts
from coursepack.exchange.bank import Bank, Draft, Form, Log, Origin, feedback_of, joined
from coursepack.exchange.hypertext import Read, escaped, from_html, from_markdown, from_plain
from coursepack.exchange.parts import UnusableError, Weighted
from coursepack.exchange.safe_xml import attribute, below, child, children, local, parse, place, words
from coursepack.problems import CourseError, Place, Problem

Element = etree._Element

# Moodle's own words, which say nothing that our player does not say too.
_STOCK = ("your answer is correct.", "your answer is partially correct.", "your answer is incorrect.", "")
_USUAL_PENALTY = ("0", "0.1", "0.33", "0.333", "0.3333", "0.33333", "0.333333", "0.3333333", "1", "")
_NOT_QUESTIONS = {"description": "is a passage without a question"}
_CLOZE = ("cloze", "multianswer")
_UNKNOWN = {
    "gapselect": "has blanks to choose words for", "ddwtos": "has words to drag into a text",
    "ddimageortext": "has things to drag onto a picture", "ddmarker": "has markers to drag onto a picture",
    "calculated": "is calculated anew for each learner", "calculatedsimple": "is calculated anew for each learner",
    "calculatedmulti": "is calculated anew for each learner", "randomsamatch": "is made of other questions",
    "random": "is drawn from a category", "missingtype": "has a type that Moodle itself did not know",
}  # fmt: skip


def read(origin: Origin, log: Log) -> Bank:
    """All questions of a Moodle XML file."""
    root = parse(origin.data, origin.name)
    if local(root) != "quiz":
        message = f"this is neither Moodle XML nor QTI 2.1: it begins with <{local(root)}>"
        raise CourseError([Problem(Place(origin.name, 1, 1), "CP170", message, "name another format with --format")])
    bank, category = Bank(), ""
    for number, element in enumerate(children(root, "question"), 1):
        kind = attribute(element, "type")
        if kind == "category":
            category = words(child(element, "category"))
            continue
        draft = _draft(origin.name, element, number, category)
        try:
            draft.question = _question(draft, element, kind, log)
            bank.drafts.append(draft)
        except UnusableError as error:
            log.skip(draft.place, error.code, error.message, error.hint)
    return bank


def _draft(file: str, element: Element, number: int, category: str) -> Draft:
    name = words(child(element, "name"))
    label = f"question '{name[:40]}'" if name else f"question {number}"
    tags = tuple(words(tag) for tag in below(element, "tag"))
    topics = (category, *tags) if category else tags
    return Draft(place(element, file), label, {}, name, words(child(element, "idnumber")), topics)


def _question(draft: Draft, element: Element, kind: str, log: Log) -> Form:
    if kind in _NOT_QUESTIONS:
        raise UnusableError("CP172", f"{draft.label} {_NOT_QUESTIONS[kind]}", "put it into a text block")
    source, make = _reading(draft, element, kind)
    prompt = _text(draft, child(element, "questiontext"), source=source)
    if not prompt and not draft.pictures:
        raise UnusableError("CP173", f"{draft.label} has no text")
    _settings(draft, element)
    draft.question = {"prompt": prompt, "feedback": _feedback(draft, element)}
    made = make(draft, element, log)
    question = {"prompt": prompt, "feedback": draft.question["feedback"]} | made
    if "units" in question and (rest := _without_unit(prompt, question["units"][0]["text"])):
        question = {key: value for key, value in question.items() if key != "unit"} | {"prompt": rest}
    if hints := [{"text": text} for hint in children(element, "hint") if (text := _text(draft, hint))]:
        question["hints"] = hints[:5]
    if kind == "essay":
        del question["feedback"]
    elif (points := _points(draft, element, log)) != 1:
        question["points"] = points
    return question


def _reading(draft: Draft, element: Element, kind: str) -> tuple[str, Callable[[Draft, Element, Log], Form]]:
    """The words of a question as they stand, around the blank where answers are embedded in them; and what reads its answers."""
    text = child(element, "questiontext")
    source = _source(text) if text is not None else ""
    if kind in _CLOZE:
        blank = cloze.only(draft, source)
        return blank.around, lambda draft, _, log: cloze.question(draft, blank, log)
    make = _KINDS.get(kind)
    if make is None:
        why = _UNKNOWN.get(kind, f"is of a type that is not known here: '{kind[:40]}'")
        hint = "make one question of each blank" if "blanks" in why else "write it anew as a type that there is here"
        raise UnusableError("CP172", f"{draft.label} {why}", hint)
    return source, make


def _source(element: Element) -> str:
    """A text as it stands."""
    raw = child(element, "text")
    return "".join(map(str, raw.itertext())) if raw is not None else (element.text or "")


def _without_unit(prompt: str, unit: str) -> str:
    """The prompt without a last paragraph that is only a blank with the unit behind it; empty when there is none."""
    rest, _, last = prompt.rpartition("\n\n")
    return rest if re.fullmatch(rf"(?:\\?_)+ {re.escape(escaped(unit))}", last) else ""


def _text(draft: Draft, element: Element | None, *, inline: bool = False, source: str | None = None) -> str:
    """Markdown of a text in whatever format the element says it has, its files among the pictures; `source` in place of its words."""
    if element is None:
        return ""
    files = {attribute(file, "name"): file for file in children(element, "file")}
    words_ = _source(element) if source is None else source
    return draft.take(_converted(words_, attribute(element, "format"), inline), _finder(files))


def _converted(text: str, kind: str, inline: bool) -> Read:
    if kind == "plain_text":
        return from_plain(text, inline=inline)
    if kind == "markdown":
        return from_markdown(text, inline=inline)
    if kind == "moodle_auto_format" and "<" not in text:
        return from_plain(text, inline=inline)
    return from_html(text, inline=inline)


def _finder(files: dict[str, Element]) -> Callable[[str], bytes | None]:
    """Looks up the bytes of a file that a text names as `@@PLUGINFILE@@/name`, or that it holds itself."""

    def find(source: str) -> bytes | None:
        if source.startswith("data:image/") and ";base64," in source:
            return _decoded(source.partition(";base64,")[2])
        name = unquote(source.split("?", maxsplit=1)[0]).rpartition("/")[2]
        file = files.get(name)
        if file is None or attribute(file, "encoding", "base64") != "base64":
            return None
        return _decoded("".join(map(str, file.itertext())))

    return find


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode("".join(text.split()), validate=True) or None
    except (binascii.Error, ValueError):
        return None


def _settings(draft: Draft, element: Element) -> None:
    """What is set for the question and has no counterpart; what is usual is not worth a word."""
    penalty = words(child(element, "penalty"))
    if penalty.rstrip("0").rstrip(".") not in _USUAL_PENALTY and penalty:
        draft.settings.append(f"the penalty {penalty} for each further try")
    if words(child(element, "hidden")) == "1":
        draft.settings.append("that it is hidden")
    if words(child(element, "answernumbering")).lower() not in ("", "abc", "none"):
        draft.settings.append(f"the numbering '{words(child(element, 'answernumbering'))[:20]}' of its options")


def _feedback(draft: Draft, element: Element) -> Any:
    said = {
        name: _text(draft, child(element, name))
        for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
    }
    said = {name: "" if text.lower() in _STOCK else text for name, text in said.items()}
    partly = said["partiallycorrectfeedback"]
    if partly and partly not in (said["correctfeedback"], said["incorrectfeedback"]):
        draft.settings.append("the feedback to answers that are right in part")
    general = _text(draft, child(element, "generalfeedback"))
    return feedback_of(said["correctfeedback"], said["incorrectfeedback"], general)


def _points(draft: Draft, element: Element, log: Log) -> int:
    grade = _decimal(words(child(element, "defaultgrade")) or "1")
    points = min(100, max(1, int(grade.to_integral_value())))
    if points != grade:
        log.left_out(
            draft.place,
            "CP178",
            f"{draft.label} has {grade.normalize():f} points; here {points}",
            "points are whole numbers from 1 to 100",
        )
    return points


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return Decimal(0)
    return value if value.is_finite() and abs(value) < 10**9 else Decimal(0)


def _answers(draft: Draft, element: Element, *, plain: bool = False) -> list[Weighted]:
    """The answers with their weights; `plain` ones are written by learners and not Markdown."""
    found = []
    for answer in children(element, "answer"):
        text = words(child(answer, "text")) if plain else _text(draft, answer, inline=True)
        feedback = _text(draft, child(answer, "feedback"), inline=not plain)
        found.append(Weighted(text, _decimal(attribute(answer, "fraction", "0")), feedback))
    return found


def _multichoice(draft: Draft, element: Element, log: Log) -> Form:
    several = words(child(element, "single")).lower() in ("false", "0")
    shuffle = words(child(element, "shuffleanswers")).lower() in ("true", "1", "")
    answers = _answers(draft, element)
    return parts.choice(draft, answers, several=several, shuffle=None if shuffle else False, log=log)


def _all_or_nothing(draft: Draft, element: Element, log: Log) -> Form:
    """The plugin for choices of which all right ones must be picked."""
    answers = _answers(draft, element)
    return parts.choice(draft, parts.even(answers), several=True, log=log) | {"scoring": "all-or-nothing"}


def _truefalse(draft: Draft, element: Element, log: Log) -> Form:
    right = {
        words(child(answer, "text")).lower(): _decimal(attribute(answer, "fraction", "0"))
        for answer in children(element, "answer")
    }
    if right.get("true", 0) == right.get("false", 0):
        raise UnusableError("CP174", f"{draft.label} does not say whether it is true or false")
    answer = right.get("true", 0) > right.get("false", 0)
    said = {
        words(child(one, "text")).lower(): _text(draft, child(one, "feedback")) for one in children(element, "answer")
    }
    general = draft.question["feedback"]
    assert isinstance(general, dict)
    own = {"correct": said.get(str(answer).lower(), ""), "incorrect": said.get(str(not answer).lower(), "")}
    draft.question["feedback"] = {name: text for name in own if (text := joined(own[name], str(general.get(name, ""))))}
    return {"type": "true-false", "answer": answer}


def _shortanswer(draft: Draft, element: Element, log: Log) -> Form:
    exact = words(child(element, "usecase")) in ("1", "true")
    return parts.fill_in(draft, _answers(draft, element, plain=True), exact=exact, log=log)


def _numerical(draft: Draft, element: Element, log: Log) -> Form:
    answers = list(zip(children(element, "answer"), _answers(draft, element, plain=True), strict=True))
    parts.wrong_said(draft, [weighted for _, weighted in answers])
    answers = [(one, weighted) for one, weighted in answers if weighted.text != "*"]
    full = [(one, weighted) for one, weighted in answers if weighted.weight >= 100]
    if not full:
        raise UnusableError("CP174", f"{draft.label} accepts no number wholly", "give one number all points")
    first, weighted = full[0]
    if len(answers) > 1:
        message = f"{draft.label} takes {len(answers)} answers; here only {weighted.text} is right"
        log.left_out(draft.place, "CP178", message)
    parts.right_said(draft, weighted.feedback)
    return parts.numeric(draft, weighted.text, words(child(first, "tolerance"))) | _units(draft, element)


def _units(draft: Draft, element: Element) -> Form:
    """Moodle says how many of a unit make one of the question's own; the authoring form says it the other way round."""
    units: list[Form] = []
    for unit in below(element, "unit"):
        name, many = words(child(unit, "unit_name")), _decimal(words(child(unit, "multiplier")) or "1")
        factor = parts.number(f"{Decimal(1) / many:.10f}") if many > 0 else None
        if not name or len(name) > 20 or factor is None or factor == "0":
            draft.settings.append(f"the unit '{name[:20]}'")
            continue
        units.append({"text": name} | ({"factor": factor} if factor != "1" else {}))
    if not units:
        return {}
    asked = words(child(element, "showunits")) or "3"
    return {"units": units[:12]} | (
        {"unit": "required"}
        if asked == "0" and words(child(element, "unitgradingtype")) not in ("", "0")
        else {"unit": "optional"}
    )


def _matching(draft: Draft, element: Element, log: Log) -> Form:
    pairs, spare = [], []
    for sub in children(element, "subquestion"):
        thing = _text(draft, sub, inline=True)
        partner = draft.take(from_plain(words(child(sub, "answer")), inline=True))
        if thing:
            pairs.append((thing, partner))
        elif partner:
            spare.append(partner)
    shuffle = words(child(element, "shuffleanswers")).lower() in ("true", "1", "")
    return parts.matching(draft, pairs, spare, shuffle=None if shuffle else False)


def _ordering(draft: Draft, element: Element, log: Log) -> Form:
    """The plugin for putting things in order, part of Moodle since 4.4. Its answers stand in the right order."""
    return parts.sequencing(draft, [one.text for one in _answers(draft, element)])


def _essay(draft: Draft, element: Element, log: Log) -> Form:
    if words(child(element, "graderinfo")):
        draft.settings.append("the notes for who grades it")
    general = draft.question["feedback"]
    assert isinstance(general, dict)
    return {"type": "long-fill-in"} | ({"thanks": general["correct"]} if general.get("correct") else {})


_KINDS: dict[str, Callable[[Draft, Element, Log], Form]] = {
    "multichoice": _multichoice,
    "multichoiceset": _all_or_nothing,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "ordering": _ordering,
    "essay": _essay,
}
