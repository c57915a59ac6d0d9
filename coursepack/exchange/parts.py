"""Questions in the authoring form, put together from what the formats share: options, answers with weights, pairs, orders, numbers.

What a format says and the authoring form does not is logged here once for all formats.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from coursepack.exchange.bank import Draft, Form, Log, joined
from coursepack.exchange.hypertext import Read
from coursepack.exchange.names import named_ids

MAX_OPTIONS = 26
_SAID = 5  # single answers that are named; of more only the number is said


@dataclass
class Weighted:
    """An answer with its weight in per cent of the points; `text` is Markdown, or plain for what is written."""

    text: str
    weight: Decimal
    feedback: str = ""
    ident: str = ""


def even(answers: Sequence[Weighted], *, several: bool = True) -> list[Weighted]:
    """The same answers where each that earns anything earns the same part, and each other one takes as much away (one: nothing)."""
    share = Decimal(100) / max(1, sum(one.weight > 0 for one in answers))
    wrong = -share if several else Decimal(0)
    return [replace(one, weight=share if one.weight > 0 else wrong) for one in answers]


class UnusableError(Exception):
    """A question that cannot be used: code, message, hint."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def choice(draft: Draft, answers: Sequence[Weighted], *, several: bool, log: Log, shuffle: bool | None = None) -> Form:
    """A choice; an answer is right when it earns something (one: everything). Raises `UnusableError` without a right one."""
    answers = [one for one in answers if one.text] if any(one.text for one in answers) else list(answers)
    if len(answers) < 2:
        raise UnusableError(
            "CP174", f"{draft.label} has {len(answers)} option{'s' * (len(answers) != 1)}; a choice needs two"
        )
    few_enough(draft, len(answers))
    right = [one.weight > 0 for one in answers] if several else [one.weight >= 100 for one in answers]
    if not several and sum(right) > 1:
        message = f"{draft.label} takes any of {sum(right)} options as right; here all of them are to be picked"
        log.left_out(draft.place, "CP178", message, "look at it, or keep one of them")
        several = True
    if not any(right):
        best = max(one.weight for one in answers)
        if best <= 0 or several:
            raise UnusableError("CP174", f"{draft.label} marks no option as right", "mark one, then import it again")
        right = [one.weight == best for one in answers]
        if sum(right) > 1:
            raise UnusableError(
                "CP174", f"{draft.label} marks no option as wholly right", "mark one, then import it again"
            )
        log.left_out(
            draft.place,
            "CP178",
            f"the best option of {draft.label} earns {best:f} per cent; here it earns all",
            "look at its points",
        )
    ids = named_ids([one.text for one in answers], [one.ident for one in answers])
    options: list[Form] = []
    for ident, one, correct in zip(ids, answers, right, strict=True):
        option: Form = {"id": ident, "text": one.text}
        options.append(
            option | ({"correct": True} if correct else {}) | ({"feedback": one.feedback} if one.feedback else {})
        )
    question: Form = {"type": "choice", "select": "several" if several else "one"}
    if several:
        question |= _scoring(draft, answers, log)
    else:
        _say_partial(draft, [one for one, hit in zip(answers, right, strict=True) if not hit], log)
    if shuffle is False:
        question["shuffle"] = False
    return question | {"options": options}


def few_enough(draft: Draft, count: int) -> None:
    """Raises `UnusableError` for more options than a question can have."""
    if count > MAX_OPTIONS:
        raise UnusableError("CP174", f"{draft.label} has {count} options; {MAX_OPTIONS} are possible")


def _say_partial(draft: Draft, answers: Sequence[Weighted], log: Log) -> None:
    partial = [one for one in answers if 0 < one.weight < 100]
    negative = [one for one in answers if one.weight < 0]
    if partial:
        said = ", ".join(f"'{_cut(one.text)}' {one.weight.normalize():f} %" for one in partial[:3])
        log.left_out(
            draft.place,
            "CP178",
            f"{draft.label} gives part of the points for {said}; here it is wrong",
            'leave it, or write "select": "several"',
        )
    if negative:
        log.left_out(
            draft.place,
            "CP178",
            f"{draft.label} takes points off for wrong options ({len(negative)}); here a wrong answer earns nothing",
        )


def _scoring(draft: Draft, answers: Sequence[Weighted], log: Log) -> Form:
    """Right picks less wrong ones, which is what weights of a choice mean; where they mean something else, that is said."""
    right = [one.weight for one in answers if one.weight > 0]
    wrong = [one.weight for one in answers if one.weight <= 0]
    share = Decimal(100) / len(right)
    if any(abs(weight - share) > Decimal("0.5") for weight in right):
        log.left_out(
            draft.place, "CP178", f"the right options of {draft.label} earn different parts; here each earns the same"
        )
    if any(abs(weight + share) > Decimal("0.5") for weight in wrong):
        message = f"wrong options of {draft.label} take off {_range([-weight for weight in wrong])} per cent; here {share:.4g}"
        log.left_out(draft.place, "CP178", message, 'look at "scoring"')
    return {"scoring": "right-minus-wrong"}


def _range(values: Sequence[Decimal]) -> str:
    low, high = min(values), max(values)
    return f"{low.normalize():f}" if low == high else f"{low.normalize():f} to {high.normalize():f}"


def _cut(text: str, limit: int = 30) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def fill_in(draft: Draft, answers: Sequence[Weighted], *, exact: bool, log: Log) -> Form:
    """Words to write; `*` in an answer stands for anything, as in Moodle, unless escaped."""
    wrong_said(draft, answers)
    answers = [one for one in answers if one.text.strip() and one.text != "*"]
    full = [one for one in answers if one.weight >= 100]
    if not full:
        raise UnusableError("CP174", f"{draft.label} accepts no answer wholly", "give one answer all points")
    _say_lesser(draft, [one for one in answers if one.weight < 100], log)
    literal = list(dict.fromkeys(_unstarred(one.text) for one in full if not _starred(one.text)))
    patterns = list(dict.fromkeys(one.text.replace("\\*", "?") for one in full if _starred(one.text)))
    if not literal:
        message = f"{draft.label} accepts only patterns: '{_cut(patterns[0])}'"
        raise UnusableError("CP174", message, "add one whole answer")
    if len(literal) > 20 or len(patterns) > 20:
        log.left_out(draft.place, "CP175", f"{draft.label} accepts more than 20 answers; the others are left out")
    right_said(draft, next((one.feedback for one in full if one.feedback), ""))
    question: Form = {"type": "fill-in", "answers": literal[:20]}
    question |= {"patterns": patterns[:20]} if patterns else {}
    question |= {"compare": "exact"} if exact else {}
    longest = max(map(len, literal))
    return question | ({"maxLength": min(200, longest + 20)} if longest > 40 else {})


def _say_lesser(draft: Draft, lesser: Sequence[Weighted], log: Log) -> None:
    """Answers that earn a part of the points, and what is said to them."""
    partial = [one for one in lesser if one.weight > 0]
    for one in partial[:_SAID]:
        message = f"{draft.label} gives {one.weight.normalize():f} per cent for '{_cut(one.text)}'; here it is wrong"
        log.left_out(draft.place, "CP178", message)
    if len(partial) > _SAID:
        message = f"{draft.label} gives part of the points for {len(partial) - _SAID} more answers; here they are wrong"
        log.left_out(draft.place, "CP178", message)
    if any(one.feedback for one in lesser):
        hint = "say it in the feedback to all wrong answers"
        log.left_out(draft.place, "CP175", f"feedback to single wrong answers of {draft.label}", hint)


def _starred(text: str) -> bool:
    return "*" in text.replace("\\*", "")


def right_said(draft: Draft, text: str) -> None:
    """Feedback that stands at the right answer."""
    feedback = draft.question.get("feedback")
    if isinstance(feedback, dict) and text:
        feedback["correct"] = joined(text, str(feedback.get("correct", "")))


def wrong_said(draft: Draft, answers: Sequence[Weighted]) -> None:
    """Feedback that stands at "anything else", which earns nothing."""
    feedback = draft.question.get("feedback")
    for one in answers:
        if one.text.strip() in ("", "*") and one.weight <= 0 and one.feedback and isinstance(feedback, dict):
            feedback["incorrect"] = joined(one.feedback, str(feedback.get("incorrect", "")))


def _unstarred(text: str) -> str:
    return text.replace("\\*", "*").strip()


def number(text: str) -> str | None:
    """A number as the authoring form writes it, with ten decimals at most; None when it is none that fits."""
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value) >= Decimal(10) ** 15:
        return None
    plain = f"{value:f}"
    plain = f"{value.quantize(Decimal(1).scaleb(-10)):f}" if len(plain.partition(".")[2]) > 10 else plain
    return re.sub(r"\.?0+$", "", plain) if "." in plain else plain


def numeric(draft: Draft, value: str, tolerance: str = "", low: str = "", high: str = "") -> Form:
    """A number to write: with a tolerance, or in a range. Raises `UnusableError` when it is no number."""
    if value:
        answer, off = number(value), number(tolerance) if tolerance else "0"
        if answer is None or off is None or off.startswith("-"):
            raise UnusableError(
                "CP174",
                f"'{_cut(value)}' with tolerance '{_cut(tolerance)}' in {draft.label} is no number that can be asked for",
            )
        return {"type": "numeric", "answer": answer} | ({"tolerance": off} if off != "0" else {})
    least, most = number(low), number(high)
    if least is None or most is None or Decimal(least) > Decimal(most):
        raise UnusableError("CP174", f"'{_cut(low)}' to '{_cut(high)}' in {draft.label} is no range of numbers")
    return {"type": "numeric", "range": {"min": least, "max": most}}


def matching(
    draft: Draft,
    pairs: Sequence[tuple[str, str]],
    spare: Sequence[str] = (),
    *,
    shuffle: bool | None = None,
    idents: tuple[Sequence[str], Mapping[str, str]] = ((), {}),
) -> Form:
    """Things and their partners, in words; `spare` partners belong to nothing. `idents`: of things, and of partners by their words."""
    paired = [partner for _, partner in pairs]
    partners = list(dict.fromkeys(spare if set(paired) <= set(spare) else [*paired, *spare]))
    fits = 2 <= len(pairs) <= 12 and 2 <= len(partners) <= 20
    if not fits or not all(thing and partner for thing, partner in pairs):
        message = f"{draft.label} has {len(pairs)} things and {len(partners)} partners"
        raise UnusableError("CP174", message, "2 to 12 things and 2 to 20 partners are possible, each with words")
    ids = dict(zip(partners, named_ids(partners, [idents[1].get(one, "") for one in partners]), strict=True))
    things = named_ids([thing for thing, _ in pairs], idents[0])
    sources = [
        {"id": own, "text": thing, "target": ids[partner]} for own, (thing, partner) in zip(things, pairs, strict=True)
    ]
    targets = [{"id": ids[partner], "text": partner} for partner in partners]
    question: Form = {"type": "matching", "scoring": "per-part", "sources": sources, "targets": targets}
    if len({partner for _, partner in pairs}) < len(pairs):
        question["reuse"] = True
    return question | ({"shuffle": False} if shuffle is False else {})


def grouped(matching: Form) -> Form:
    """A matching as things in groups."""
    things = [
        {key: part for key, part in one.items() if key != "target"} | {"group": one["target"]}
        for one in matching["sources"]
    ]
    kept = {key: matching[key] for key in ("shuffle", "scoring") if key in matching}
    return {"type": "categorise", "items": things, "groups": matching["targets"]} | kept


def scale(draft: Draft, steps: Sequence[str], idents: Sequence[str] = ()) -> list[Form]:
    """The steps of a scale. Raises `UnusableError` when there are too few or too many."""
    if not 2 <= len(steps) <= 11 or not all(steps):
        raise UnusableError("CP174", f"{draft.label} has {len(steps)} steps; a scale has 2 to 11, each with words")
    return [{"id": own, "text": text} for own, text in zip(named_ids(steps, idents), steps, strict=True)]


def sequencing(draft: Draft, items: Sequence[str], idents: Sequence[str] = ()) -> Form:
    """Things in their right order."""
    if not 3 <= len(items) <= 12 or not all(items):
        raise UnusableError("CP174", f"{draft.label} puts {len(items)} things in order; 3 to 12 are possible")
    listed: list[Form] = [{"id": own, "text": text} for own, text in zip(named_ids(items, idents), items, strict=True)]
    return {"type": "sequencing", "items": listed}


def pictured(name: str, alt: str) -> Read:
    """A text of nothing but a picture."""
    return Read("", [(name, alt)])
