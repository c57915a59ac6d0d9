"""GIFT, the text format of Moodle (https://docs.moodle.org/en/GIFT_format), as Moodle's own importer reads it.

More forgiving in one thing: empty lines inside the braces of an answer do not end a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from coursepack.exchange import parts
from coursepack.exchange.bank import Bank, Draft, Form, Log, Origin, feedback_of
from coursepack.exchange.hypertext import Read, from_html, from_markdown, from_plain
from coursepack.exchange.parts import UnusableError, Weighted
from coursepack.problems import Place

_ESCAPES = {f"\\{char}": chr(0xE000 + ord(char)) for char in ":#={}~n"}
_BACK = {chr(0xE000 + ord(char)): ("\n" if char == "n" else char) for char in ":#={}~n"}
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
_WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:\.\d{0,7})?)%")
_MAX_UNIT = 20
_ENDS = (".", "?", "!", ":", "…", ")", ">", "。", "？", "؟")
_MARK = re.compile(r"\[(id|tag):([^\[\]]+)\]")


@dataclass
class _Chunk:
    """The lines of one question, and the comments before it."""

    line: int
    text: str
    comments: str


def read(origin: Origin, log: Log) -> Bank:
    """All questions of a GIFT file."""
    bank, category = Bank(), ""
    for chunk in _chunks(origin.text()):
        text = _hidden(chunk.text.strip())
        if text.startswith("$CATEGORY:"):
            category = _shown(text[10:].strip())
            continue
        draft = _draft(origin.name, chunk, text, category)
        try:
            draft.question = _question(draft, text, log)
            bank.drafts.append(draft)
        except UnusableError as error:
            log.skip(draft.place, error.code, error.message, error.hint)
    return bank


def _chunks(text: str) -> Iterator[_Chunk]:
    """The file cut at empty lines that stand outside of braces."""
    lines: list[str] = []
    comments: list[str] = []
    start, open_, blank = 0, False, False
    for number, line in enumerate([*text.split("\n"), ""], 1):
        bare = line.strip()
        if bare.startswith("//"):
            comments.append(bare)
            continue
        begins = bare.startswith(("::", "$CATEGORY:"))
        if lines and (
            (not bare and not open_) or (begins and (blank or not open_)) or lines[0].strip().startswith("$CATEGORY:")
        ):
            yield _Chunk(start, "\n".join(lines), " ".join(comments))
            lines, comments, open_ = [], [], False
        if bare:
            start = start if lines else number
            lines.append(line)
            open_ = _open(line, open_)
        blank = not bare
    if lines:
        yield _Chunk(start, "\n".join(lines), " ".join(comments))


def _open(line: str, open_: bool) -> bool:
    """Whether a brace is open at the end of a line."""
    for mark in re.findall(r"\\.|[{}]", line):
        open_ = {"{": True, "}": False}.get(mark, open_)
    return open_


def _hidden(text: str) -> str:
    """With escaped characters out of the way."""
    return re.sub(r"\\([\\:#={}~n])", lambda match: "\ue05c" if match[1] == "\\" else _ESCAPES[match[0]], text)


def _shown(text: str) -> str:
    """With escaped characters as they are meant."""
    return "".join(_BACK.get(char, char) for char in text.replace("\ue05c", "\\"))


def _draft(file: str, chunk: _Chunk, text: str, category: str) -> Draft:
    name = text[2:].partition("::")[0] if text.startswith("::") and "::" in text[2:] else ""
    marks = _MARK.findall(chunk.comments)
    idents = [value for kind, value in marks if kind == "id"]
    tags = tuple(value for kind, value in marks if kind == "tag")
    name = " ".join(_shown(name).split())
    label = f"question '{name[:40]}'" if name else f"the question in line {chunk.line}"
    topics = (category, *tags) if category else tags
    return Draft(Place(file, chunk.line, 1), label, {}, name, idents[-1].strip() if idents else "", topics)


def _question(draft: Draft, text: str, log: Log) -> Form:
    if text.startswith("::") and "::" in text[2:]:
        text = text[2:].partition("::")[2].strip()
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        raise UnusableError("CP172", f"{draft.label} is a passage without a question", "put it into a text block")
    if start < 0 or end < start:
        raise UnusableError(
            "CP173",
            f"a brace of {draft.label} is missing",
            "answers stand between '{' and '}'; write \\{ for a brace that is meant as it stands",
        )
    answers, rest = text[start + 1 : end].strip(), text[end + 1 :].strip()
    if "{" in rest:
        raise UnusableError("CP172", f"{draft.label} has several blanks", "make one question of each")
    unit = _unit(text[:start], answers, rest)
    stem = text[:start] + (f" _____ {rest}" if rest and not unit else "")
    general = ""
    if "####" in answers:
        answers, _, general = answers.rpartition("####")
    found = _FORMAT.match(stem)
    texts = _Texts(draft, found[1] if found else "moodle")
    prompt = texts.of(stem)
    if not prompt:
        raise UnusableError("CP173", f"{draft.label} has no text")
    question: Form = {"prompt": prompt}
    return question | _answered(draft, answers.strip(), texts, texts.of(general), log) | unit


def _unit(stem: str, answers: str, rest: str) -> Form:
    """A unit behind a number that is asked for after a whole sentence."""
    if not answers.startswith("#") or not rest or len(rest) > _MAX_UNIT or not stem.rstrip().endswith(_ENDS):
        return {}
    return {"units": [{"text": _shown(rest)}]}


@dataclass
class _Texts:
    """Texts of one question; what names no format of its own has that of the question."""

    draft: Draft
    default: str

    def of(self, text: str, *, inline: bool = False) -> str:
        """Markdown of a text."""
        found = _FORMAT.match(text)
        kind, text = (found[1], text[found.end() :]) if found else (self.default, text)
        return self.draft.take(_converted(kind, text.strip(), inline))


def _converted(kind: str, text: str, inline: bool) -> Read:
    wrapped = _shown(" ".join(text.split()))
    if kind == "markdown":
        return from_markdown(_shown(text), inline=inline)
    if kind == "html":
        return from_html(wrapped, inline=inline)
    if kind == "moodle" and re.search(r"<[a-zA-Z/!]|&#?\w+;", wrapped):
        return from_html(wrapped.replace("\n", "<br>"), inline=inline)
    return from_plain(wrapped, inline=inline)


def _answered(draft: Draft, answers: str, texts: _Texts, general: str, log: Log) -> Form:
    """The part of a question that its answers make."""
    if not answers:
        return {"type": "long-fill-in"} | ({"thanks": general} if general else {})
    if answers[0] == "#":
        draft.question["feedback"] = feedback_of("", "", general)
        return _numeric(draft, answers[1:].strip(), texts, log) | {"feedback": draft.question["feedback"]}
    if "~" in answers:
        return _choice(draft, answers, texts, general, log)
    if "=" in answers and "->" in answers:
        pairs, spare = _pairs(draft, answers, texts, log)
        return parts.matching(draft, pairs, spare) | {"feedback": feedback_of("", "", general)}
    said = answers.split("#")
    if said[0].strip() in ("T", "TRUE", "F", "FALSE"):
        wrong, right = (texts.of(text) for text in [*said[1:3], "", ""][:2])
        return {
            "type": "true-false",
            "answer": said[0].strip()[0] == "T",
            "feedback": feedback_of(right, wrong, general),
        }
    draft.question["feedback"] = feedback_of("", "", general)
    weighted = [_weighted(part, texts, plain=True) for part in _split(answers, "=")]
    return parts.fill_in(draft, weighted, exact=False, log=log) | {"feedback": draft.question["feedback"]}


def _split(answers: str, marks: str) -> list[str]:
    """Answers, each with the mark it begins with."""
    return [part for part in re.split(rf"(?=[{marks}])", answers) if part.strip(" \t\n")]


def _weighted(part: str, texts: _Texts, *, plain: bool = False) -> Weighted:
    mark, text = (part[0], part[1:]) if part[0] in "=~" else ("=", part)
    weight = Decimal(100 if mark == "=" else 0)
    if (given := _WEIGHT.match(text)) is not None:
        weight, text = Decimal(given[1].rstrip(".")), text[given.end() :]
    text, _, feedback = text.partition("#")
    bare = text[found.end() :] if (found := _FORMAT.match(text)) else text
    words = " ".join(_shown(bare).split()) if plain else texts.of(text, inline=True)
    return Weighted(words, weight, texts.of(feedback))


def _choice(draft: Draft, answers: str, texts: _Texts, general: str, log: Log) -> Form:
    several = "=" not in answers
    weighted = [_weighted(part, texts) for part in _split(answers, "=~")]
    right, wrong = ("", "") if several else _lifted(weighted)
    for one in weighted:
        one.feedback = " ".join(one.feedback.split())
    made = parts.choice(draft, weighted, several=several, log=log)
    return made | {"feedback": feedback_of(right, wrong, general)}


def _lifted(weighted: list[Weighted]) -> tuple[str, str]:
    """GIFT says all at the options: the right one has what right answers hear, and the end of all wrong ones what wrong answers do."""
    full = [one for one in weighted if one.weight >= 100]
    rest = [one for one in weighted if one.weight < 100]
    right = full[0].feedback if len(full) == 1 else ""
    if right:
        full[0].feedback = ""
    paragraphs = [one.feedback.split("\n\n") if one.feedback else [] for one in rest]
    common: list[str] = []
    while paragraphs and all(paragraphs) and len({part[-1] for part in paragraphs}) == 1:
        common.insert(0, paragraphs[0][-1])
        for part in paragraphs:
            part.pop()
        if len(rest) == 1:  # of an only wrong option, no more than the end
            break
    for one, part in zip(rest, paragraphs, strict=True):
        one.feedback = "\n\n".join(part)
    return right, "\n\n".join(common)


def _numeric(draft: Draft, answers: str, texts: _Texts, log: Log) -> Form:
    listed = [_weighted(part, texts, plain=True) for part in _split(answers, "=~")]
    parts.wrong_said(draft, listed)
    listed = [one for one in listed if one.text not in ("", "*")]
    full = [one for one in listed if one.weight >= 100]
    if not full:
        raise UnusableError("CP174", f"{draft.label} accepts no number wholly", "give one number all points")
    if len(listed) > 1:
        message = f"{draft.label} takes {len(listed)} answers; here only '{full[0].text}' is right"
        log.left_out(draft.place, "CP178", message)
    parts.right_said(draft, full[0].feedback)
    low, dots, high = full[0].text.partition("..")
    if dots:
        return parts.numeric(draft, "", low=low, high=high)
    value, _, tolerance = full[0].text.partition(":")
    return parts.numeric(draft, value, tolerance)


def _pairs(draft: Draft, answers: str, texts: _Texts, log: Log) -> tuple[list[tuple[str, str]], list[str]]:
    pairs, spare = [], []
    for part in _split(answers, "="):
        thing, arrow, partner = part.lstrip("=").partition("->")
        if not arrow:
            raise UnusableError("CP173", f"a pair of {draft.label} has no '->'", "write =thing -> partner")
        partner, _, feedback = partner.partition("#")
        if feedback.strip():
            log.left_out(draft.place, "CP175", f"feedback to a pair of {draft.label}")
        one, other = texts.of(thing, inline=True), texts.of(partner, inline=True)
        if one:
            pairs.append((one, other))
        elif other:
            spare.append(other)
    return pairs, spare
