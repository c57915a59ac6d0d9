"""A table of questions as CSV, for people who write in a spreadsheet. `coursepack questions template` prints one to begin with.

Columns are found by their names, in any order; a comma, a semicolon or a tab parts them, whatever the spreadsheet wrote.
"""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

from coursepack.exchange import parts
from coursepack.exchange.bank import Bank, Draft, Form, Log, Origin, feedback_of
from coursepack.exchange.hypertext import from_markdown
from coursepack.exchange.parts import UnusableError, Weighted
from coursepack.problems import CourseError, Place, Problem, did_you_mean

OPTIONS = 8
COLUMNS = (
    *("id", "type", "objective", "points", "difficulty", "story", "prompt", "answer", "unit", "hint"),
    *(f"option {number}" for number in range(1, OPTIONS + 1)),
    *("feedback correct", "feedback incorrect"),
    *(f"feedback {number}" for number in range(1, OPTIONS + 1)),
)
_TRUE, _FALSE = ("true", "t", "yes", "1", "wahr", "verdadero"), ("false", "f", "no", "0", "falsch", "falso")

TEMPLATE: tuple[dict[str, str], ...] = (
    {
        "id": "q-door", "type": "choice", "prompt": "Where does the guest sit?", "answer": "1", "points": "1",
        "option 1": "Nearer to the door", "option 2": "Under the window", "option 3": "Behind the table",
        "feedback correct": "Yes: whoever can leave easily can stay at ease.", "feedback incorrect": "Nearer to the door.",
        "feedback 2": "A nice view, but the host may be in the way.",
    },
    {
        "id": "q-things", "type": "choice", "prompt": "What belongs in the room? Choose **two**.", "answer": "1, 3", "points": "2",
        "option 1": "Water", "option 2": "A printer", "option 3": "Two chairs",
        "feedback correct": "Yes.", "feedback incorrect": "Water and two chairs.",
    },
    {
        "id": "q-offered", "type": "true-false", "prompt": "The room is offered, not ordered.", "answer": "true",
        "feedback correct": "Yes.", "feedback incorrect": "It is offered: the choice is half of the calm.",
    },
    {
        "id": "q-word", "type": "fill-in", "prompt": "What stands beside each chair?", "answer": "water", "option 1": "a glass of water",
        "feedback correct": "Yes.", "feedback incorrect": "Water.",
    },
    {
        "id": "q-number", "type": "numeric", "prompt": "How far is the chair from the door?", "answer": "1.5±0.5", "unit": "m",
        "difficulty": "hard", "hint": "Think of one step.",
        "feedback correct": "Yes.", "feedback incorrect": "A step and a half.",
    },
    {
        "id": "q-order", "type": "sequencing", "prompt": "What comes first?", "option 1": "Pick a room", "option 2": "Turn things off",
        "option 3": "Place the chairs", "feedback correct": "Yes.", "feedback incorrect": "First the room, then the chairs.",
    },
    {
        "id": "q-pairs", "type": "matching", "prompt": "What belongs to what?", "option 1": "Door = ajar", "option 2": "Light = warm",
        "feedback correct": "Yes.", "feedback incorrect": "The door is ajar, and the light is warm.",
    },
    {
        "id": "q-groups", "type": "categorise", "prompt": "Where does each thing belong?", "option 1": "Water = inside",
        "option 2": "Two chairs = inside", "option 3": "A radio = outside",
        "feedback correct": "Yes.", "feedback incorrect": "Whatever makes a noise stays outside.",
    },
    {
        "id": "q-useful", "type": "likert", "prompt": "These questions were useful.", "option 1": "Not at all", "option 2": "Somewhat",
        "option 3": "Fully", "feedback correct": "Thank you.",
    },
    {"id": "q-more", "type": "long-fill-in", "prompt": "What else would the room need?", "feedback correct": "Thank you."},
)  # fmt: skip


def template(types: tuple[str, ...]) -> str:
    """The table to begin with: the columns, and a question of each type that there is."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row in TEMPLATE if row["type"] in types)
    return stream.getvalue()


def read(origin: Origin, log: Log) -> Bank:
    """All questions of a table."""
    bank = Bank()
    text = origin.text()
    try:
        rows = list(_rows(text, origin.name))
    except csv.Error as error:
        raise CourseError(
            [Problem(Place(origin.name), "CP170", "this is no table that can be read", str(error))]
        ) from None
    for line, row in rows:
        name = row.get("id") or row.get("prompt", "")
        label = f"question '{name[:40]}'" if name else f"the question in line {line}"
        draft = Draft(
            Place(origin.name, line, 1),
            label,
            {},
            ident=row.get("id", ""),
            topics=tuple(filter(None, [row.get("objective", "")])),
        )
        try:
            safe = _safe(draft, row)
            draft.case = draft.story = safe.get("story", "")
            draft.question = _question(draft, safe, log)
            bank.drafts.append(draft)
        except UnusableError as error:
            log.skip(draft.place, error.code, error.message, error.hint)
    return bank


def _rows(text: str, name: str) -> list[tuple[int, dict[str, str]]]:
    first = text.lstrip("\n").split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    header: list[str] = []
    rows, line = [], 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            if not header:
                header = _header(cells, name, line)
            else:
                rows.append((line, {key: cell.strip() for key, cell in zip(header, cells, strict=False) if key}))
        line = reader.line_num + 1
    if not header:
        raise CourseError(
            [Problem(Place(name), "CP170", "the table is empty", "'coursepack questions template' prints one")]
        )
    return rows


def _header(cells: list[str], name: str, line: int) -> list[str]:
    keys = [" ".join(re.sub(r"[_-]", " ", cell.strip().lower()).split()) for cell in cells]
    unknown = [key for key in keys if key and key not in COLUMNS]
    if unknown or "prompt" not in keys:
        wrong = f"'{unknown[0]}' is no column here" if unknown else "the table has no column 'prompt'"
        hint = (
            did_you_mean(unknown[0], COLUMNS)
            if unknown
            else "'coursepack questions template' prints one with all columns"
        )
        raise CourseError([Problem(Place(name, line, 1), "CP170", wrong, hint)])
    return keys


def _safe(draft: Draft, row: dict[str, str]) -> dict[str, str]:
    """The row with its texts as our Markdown: cells may hold Markdown, and what is more than that is made plain."""
    words = {
        key: draft.take(from_markdown(row[key]))
        for key in ("story", "prompt", "feedback correct", "feedback incorrect")
        if key in row
    }
    inline = {
        key: draft.take(from_markdown(row[key], inline=True))
        for key in row
        if re.fullmatch(r"(option|feedback) \d", key)
    }
    return row | words | inline


def _question(draft: Draft, row: dict[str, str], log: Log) -> Form:
    kind = row.get("type", "").lower() or ("choice" if row.get("option 1") else "true-false")
    make = _KINDS.get(kind)
    if make is None and kind not in _SURVEY:
        raise UnusableError(
            "CP172",
            f"{draft.label} has a type that no table can carry: '{kind[:40]}'",
            f"a table carries {', '.join([*_KINDS, *_SURVEY])}",
        )
    if not row.get("prompt"):
        raise UnusableError("CP173", f"{draft.label} has no prompt")
    question: Form = {
        "prompt": row["prompt"],
        "feedback": feedback_of(row.get("feedback correct", ""), row.get("feedback incorrect", "")),
    }
    if kind in _SURVEY:
        return _survey(draft, row, kind, question)
    if hint := row.get("hint"):
        question["hints"] = [{"text": hint}]
    draft.difficulty = _difficulty(draft, row)
    draft.question = question
    points = row.get("points", "") or "1"
    if not re.fullmatch(r"[1-9][0-9]?|100", points):
        raise UnusableError("CP173", f"'{points[:20]}' points of {draft.label} are no whole number from 1 to 100")
    assert make is not None
    return question | make(draft, row, log) | ({"points": int(points)} if points != "1" else {})


def _difficulty(draft: Draft, row: dict[str, str]) -> str:
    level = row.get("difficulty", "").lower()
    if level and level not in ("easy", "medium", "hard"):
        raise UnusableError("CP173", f"'{level[:40]}' is no difficulty of {draft.label}", "write easy, medium or hard")
    return level


def _survey(draft: Draft, row: dict[str, str], kind: str, question: Form) -> Form:
    """A question without right and wrong; whatever is said of right answers has no place in it."""
    lost = [name for name in ("answer", "points", "difficulty", "hint") if row.get(name)]
    draft.settings += [f"its {name}, because a {kind} has no right answer" for name in lost]
    made: Form = {"type": kind, "prompt": question["prompt"]}
    if thanks := question["feedback"].get("correct"):
        made["thanks"] = thanks
    if kind == "likert":
        made["scale"] = parts.scale(draft, list(_listed(row).values()))
    return made


def _listed(row: dict[str, str], what: str = "option") -> dict[int, str]:
    return {number: text for number in range(1, OPTIONS + 1) if (text := row.get(f"{what} {number}", ""))}


def _choice(draft: Draft, row: dict[str, str], log: Log) -> Form:
    options, feedback = _listed(row), _listed(row, "feedback")
    right = [int(number) for number in re.findall(r"\d{1,3}", row.get("answer", ""))]
    if not right or re.sub(r"[\d,;\s]|and", "", row.get("answer", "")):
        raise UnusableError(
            "CP173",
            f"'{row.get('answer', '')[:40]}' of {draft.label} names no option",
            "write the number of the right option, or several: 1, 3",
        )
    if missing := [number for number in right if number not in options]:
        raise UnusableError("CP174", f"{draft.label} has no option {missing[0]}, which is to be right")
    several = len(set(right)) > 1
    weighted = [Weighted(text, Decimal(number in right), feedback.get(number, "")) for number, text in options.items()]
    made = parts.choice(draft, parts.even(weighted, several=several), several=several, log=log)
    made.pop("scoring", None)  # a table says nothing of it: the quiz decides
    return made


def _true_false(draft: Draft, row: dict[str, str], log: Log) -> Form:
    answer = row.get("answer", "").lower()
    if answer not in (*_TRUE, *_FALSE):
        raise UnusableError(
            "CP173", f"'{answer[:40]}' of {draft.label} is neither true nor false", "write true or false"
        )
    return {"type": "true-false", "answer": answer in _TRUE}


def _fill_in(draft: Draft, row: dict[str, str], log: Log) -> Form:
    accepted = [row.get("answer", ""), *_listed(row).values()]
    return parts.fill_in(draft, [Weighted(text, Decimal(100)) for text in accepted if text], exact=False, log=log)


def _numeric(draft: Draft, row: dict[str, str], log: Log) -> Form:
    answer = row.get("answer", "")
    unit = row.get("unit", "")
    if len(unit) > 20:
        raise UnusableError("CP173", f"'{unit[:40]}' of {draft.label} is too long for a unit", "20 characters at most")
    units: Form = {"units": [{"text": unit}]} if unit else {}
    low, dots, high = answer.partition("..")
    if dots:
        return parts.numeric(draft, "", low=low.strip(), high=high.strip()) | units
    value, _, tolerance = answer.replace("±", "+-").partition("+-")
    made = parts.numeric(draft, value.strip(), tolerance.strip().removesuffix("%"))
    if tolerance.strip().endswith("%") and "tolerance" in made:
        made["tolerance"] += "%"
    return made | units


def _sequencing(draft: Draft, row: dict[str, str], log: Log) -> Form:
    return parts.sequencing(draft, list(_listed(row).values()))


def _matching(draft: Draft, row: dict[str, str], log: Log) -> Form:
    pairs = [tuple(part.strip() for part in text.partition("=")[::2]) for text in _listed(row).values()]
    return parts.matching(
        draft,
        [(thing, partner) for thing, partner in pairs if thing],
        [partner for thing, partner in pairs if not thing],
    )


def _categorise(draft: Draft, row: dict[str, str], log: Log) -> Form:
    return parts.grouped(_matching(draft, row, log))


_SURVEY = ("likert", "long-fill-in")
_KINDS = {
    "choice": _choice,
    "true-false": _true_false,
    "fill-in": _fill_in,
    "numeric": _numeric,
    "sequencing": _sequencing,
    "matching": _matching,
    "categorise": _categorise,
}
