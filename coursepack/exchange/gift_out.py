"""GIFT, as Moodle's own importer reads it. See gift_in.py for the way back."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from coursepack.exchange.bank import Form
from coursepack.exchange.leaving import Leaving, no_such
from coursepack.exchange.parts import UnusableError
from coursepack.model import Quiz


def write(questions: list[Leaving], quiz: Quiz) -> bytes:
    """The text of a bank."""
    head = f"// {' '.join(quiz.title.split())}\n\n$CATEGORY: {quiz.id}\n\n"
    return (head + "\n\n".join(map(item, questions)) + "\n").encode()


def item(one: Leaving) -> str:
    """One question. Raises `UnusableError` when GIFT has no such question."""
    make = _KINDS.get(str(one["type"]))
    if make is None:
        raise no_such("GIFT", one)
    answers = make(one)
    if one.points != 1:
        one.lose("points")
    if one.get("maxLength"):
        one.lose("the most characters that may be written")
    tags = f" [tag:{one['objective']}]" if one.get("objective") else ""
    body = f"{{\n{answers}\n}}" if answers else "{}"  # an empty line would end the question
    if one["type"] == "numeric" and (unit := one.shown_unit()):
        body += f" {_escaped(unit)}"
    return f"// [id:{one['id']}]{tags}\n::{_escaped(one.title)}::{_text(one, one.prompt)} {body}"


def _escaped(text: str) -> str:
    return re.sub(r"([~=#{}:])", r"\\\1", text.replace("\\", "\\\\"))


def _text(one: Leaving, text: str, *, inline: bool = False) -> str:
    """A text in the format that fits: as it is, or HTML."""
    made = one.html(text, inline=inline)
    plain = re.sub(r"^<p>|</p>$", "", made)
    if not re.search(r"[<&]", plain) and "\n" not in plain:
        return _escaped(plain) if not plain.startswith("[") else "[plain]" + _escaped(plain)
    return "[html]" + _escaped(made.replace("\n", " "))


def _said(one: Leaving, *texts: str) -> str:
    said = "\n\n".join(text for text in texts if text)
    return f"#{_text(one, said)}" if said else ""


def _feedback(one: Leaving) -> tuple[str, str]:
    said = one.get("feedback") or {}
    return str(said.get("correct", "")), str(said.get("incorrect", ""))


def _choice(one: Leaving) -> str:
    right, wrong = _feedback(one)
    if one.get("shuffle") is False:
        one.lose("that its options keep their order")
    if any(option.get("pinned") for option in one["options"]):
        one.lose("that an option keeps its place")
    if one["select"] == "one":
        return "\n".join(_option(one, option, right if option.get("correct") else wrong) for option in one["options"])
    if one.scoring != "right-minus-wrong":
        one.lose(f"the scoring '{one.scoring}' (a right pick earns its share, a wrong one takes it off)")
    one.lose("the feedback to right answers")
    share = _per_cent(one.share())
    lines = [
        f"~%{'' if option.get('correct') else '-'}{share}%{_text(one, option['text'], inline=True)}{_said(one, option.get('feedback', ''))}"
        for option in one["options"]
    ]
    return "\n".join([*lines, f"####{_text(one, wrong)}"])


def _option(one: Leaving, option: Form, general: str) -> str:
    mark = "=" if option.get("correct") else "~"
    return f"{mark}{_text(one, option['text'], inline=True)}{_said(one, str(option.get('feedback', '')), general)}"


def _per_cent(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.00001')).normalize():f}"


def _true_false(one: Leaving) -> str:
    right, wrong = _feedback(one)
    return f"{'TRUE' if one['answer'] else 'FALSE'}#{_text(one, wrong)}#{_text(one, right)}"


def _fill_in(one: Leaving) -> str:
    right, wrong = _feedback(one)
    if one.get("compare") == "exact":
        one.lose("that letter case counts")
    else:
        one.lose("that accents do not count")
    if any("?" in pattern for pattern in one.get("patterns", [])):
        one.lose("patterns with '?'")
    answers = [
        *(text.replace("*", "\\*") for text in one["answers"]),
        *(text for text in one.get("patterns", []) if "?" not in text),
    ]
    if arrows := [text for text in answers if "->" in text]:  # which would make pairs of it, and cannot be escaped
        one.lose(f"the answer '{arrows[0]}'")
        answers = [text for text in answers if text not in arrows]
    if not answers:
        raise UnusableError(
            "CP184", f"GIFT cannot hold the answer of '{one['id']}', because of its '->'", "export it as QTI 2.1"
        )
    return "\n".join([*(f"=%100%{_escaped(text)}{_said(one, right)}" for text in answers), f"=%0%*{_said(one, wrong)}"])


def _numeric(one: Leaving) -> str:
    right, wrong = _feedback(one)
    return f"#\n=%100%{numbers(one)}{_said(one, right)}\n~{_said(one, wrong)}"


def numbers(one: Leaving) -> str:
    """`answer:tolerance` or `min..max`. Raises `UnusableError` for a range without an end."""
    if "answer" in one.question:
        answer, tolerance = str(one["answer"]), str(one.get("tolerance", "0"))
        return f"{answer}:{absolute(answer, tolerance)}"
    least, most = one["range"].get("min"), one["range"].get("max")
    if least is None or most is None:
        raise UnusableError("CP184", f"the range of '{one['id']}' has only one end", "give it both")
    return f"{least}..{most}"


def absolute(answer: str, tolerance: str) -> str:
    """A tolerance as a number; per cent are of the answer."""
    if not tolerance.endswith("%"):
        return tolerance
    return f"{(abs(Decimal(answer)) * Decimal(tolerance[:-1]) / 100).normalize():f}"


def _matching(one: Leaving) -> str:
    return pairs(one, [(source["text"], source["target"]) for source in one["sources"]], one["targets"])


def _categorise(one: Leaving) -> str:
    one.lose("that it sorts into groups (it becomes a matching)")
    return pairs(one, [(thing["text"], thing["group"]) for thing in one["items"]], one["groups"])


def _sequencing(one: Leaving) -> str:
    one.lose("that it puts things in order (it becomes a matching of things and places)")
    places: list[Form] = [{"id": str(number), "text": str(number)} for number in range(1, len(one["items"]) + 1)]
    return pairs(one, [(thing["text"], place["id"]) for thing, place in zip(one["items"], places, strict=True)], places)


def lose_of_pairs(one: Leaving) -> None:
    """What matching questions of Moodle do not know."""
    if one.scoring != "per-part":
        one.lose(f"the scoring '{one.scoring}' (each pair earns its share)")
    if any(part.get("feedback") for part in one.get("sources", one.get("items", []))):
        one.lose("the feedback to its single parts")


def pairs(one: Leaving, things: list[tuple[str, str]], targets: list[Form]) -> str:
    """Pairs, and the partners that belong to nothing."""
    lose_of_pairs(one)
    if one.get("shuffle") is False:
        one.lose("that its parts keep their order")
    one.lose("the feedback to right answers")
    texts = {target["id"]: _text(one, target["text"], inline=True) for target in targets}
    used = {target for _, target in things}
    lines = [f"={_text(one, thing, inline=True)} -> {texts[target]}" for thing, target in things]
    lines += [f"= -> {text}" for ident, text in texts.items() if ident not in used]
    return "\n".join([*lines, f"####{_text(one, _feedback(one)[1])}"])


def _essay(one: Leaving) -> str:
    if one.get("thanks"):
        return f"####{_text(one, one['thanks'])}"
    return ""


_KINDS: dict[str, Callable[[Leaving], str]] = {
    "choice": _choice,
    "true-false": _true_false,
    "fill-in": _fill_in,
    "numeric": _numeric,
    "matching": _matching,
    "categorise": _categorise,
    "sequencing": _sequencing,
    "long-fill-in": _essay,
}
