"""QTI interactions in which something is written: a word, a number, a text."""

from __future__ import annotations

from decimal import Decimal

from coursepack.exchange import parts, qti_patterns
from coursepack.exchange.bank import Form
from coursepack.exchange.parts import UnusableError, Weighted
from coursepack.exchange.qti_item import Item
from coursepack.exchange.qti_rules import Declared
from coursepack.exchange.safe_xml import Element, attribute, below, children, local, words

NOBODY = "__no_such_answer__"
_MAX_UNIT = 20
# Comparisons of a response with a number: which end of a range it is, whether the number itself is right.
_ENDS = {"gte": ("min", True), "gt": ("min", False), "lte": ("max", True), "lt": ("max", False)}


def text_entry(item: Item, interaction: Element) -> Form:
    """A word or a number to write."""
    response = item.response(interaction)
    if response.base in ("integer", "float"):
        unit = _unit_behind(interaction)
        return {"prompt": item.prompt(interaction)} | _number(item, response) | unit
    prompt = item.prompt(interaction)
    accepted = {answer: Decimal(100) for answer in response.correct}
    best = max(response.mapped.values(), default=Decimal(0))
    accepted |= {key: 100 * worth / best for key, worth in response.mapped.items() if best > 0 and key not in accepted}
    whole = item.run(response.identifier, response.correct[:1] or list(accepted)[:1])
    item.draft.question["feedback"] = item.common(whole, [item.run(response.identifier, [NOBODY])])
    answers = [Weighted(text.replace("*", "\\*"), weight) for text, weight in accepted.items()]
    answers += [Weighted(text, Decimal(100)) for text in _patterns(item, response)]
    exact = response.exact if response.mapped else not _folds(item, response)
    made = parts.fill_in(item.draft, answers, exact=exact, log=item.log)
    if length := _expected(interaction, max(map(len, made["answers"])), 200):
        made["maxLength"] = length
    return {"prompt": prompt} | made | {"feedback": item.draft.question["feedback"]} | item.points(whole)


def _patterns(item: Item, response: Declared) -> list[str]:
    """Patterns that the item accepts, where wildcards can say them; each is tried with a text that has it."""
    found = []
    for one in below(item.root, "patternMatch")[: parts.MAX_OPTIONS]:
        wanted = qti_patterns.parts(attribute(one, "pattern"))
        pattern = qti_patterns.wildcards(wanted) if wanted else None
        if pattern is None:
            message = f"{item.draft.label} compares with a pattern that wildcards cannot say"
            item.log.left_out(item.draft.place, "CP178", message, "write the answers out, or use * and ?")
            continue
        outcome = item.run(response.identifier, [pattern.replace("*", "x").replace("?", "x")])
        if outcome is not None and outcome.score:
            found.append(pattern)
    return found


def _folds(item: Item, response: Declared) -> bool:
    """Whether another letter case is taken for right too."""
    answer = response.correct[0] if response.correct else ""
    other = answer.swapcase()
    outcome = item.run(response.identifier, [other]) if other != answer else None
    return bool(outcome and outcome.score)


def _unit_behind(interaction: Element) -> Form:
    """A unit that stands behind the field in a paragraph of its own; taken out of the words of the item."""
    parent, tail = interaction.getparent(), (interaction.tail or "").strip()
    if parent is None or not tail or len(tail) > _MAX_UNIT or "".join(map(str, parent.itertext())).strip() != tail:
        return {}
    interaction.tail = ""
    return {"units": [{"text": tail}]}


def _number(item: Item, response: Declared) -> Form:
    """A number: in a range that the item compares it with, or with the tolerance that the first `equal` states."""
    ends = _range(item, response)
    if not response.correct and not ends:
        raise UnusableError("CP174", f"{item.draft.label} names no right number")
    right = response.correct[:1] or list(ends.values())[:1]
    whole = item.run(response.identifier, right)
    if ends:
        made: Form = {"type": "numeric", "range": ends}
    else:
        made = _tolerated(item, response.correct[0])
    wrong = [item.run(response.identifier, ["-987654321"]), item.run(response.identifier, ["987654321"])]
    missed = [one for one in wrong if one is None or not one.score]
    return made | {"feedback": item.common(whole, missed)} | item.points(whole)


def _tolerated(item: Item, answer: str) -> Form:
    equal = next(
        (one for one in below(item.root, "equal") if attribute(one, "toleranceMode", "exact") != "exact"), None
    )
    off = attribute(equal, "tolerance").split() if equal is not None else []
    made = parts.numeric(item.draft, answer, off[-1] if off else "")
    if off and attribute(equal, "toleranceMode") == "relative" and "tolerance" in made:
        made["tolerance"] = f"{made['tolerance']}%"
    if len(set(off)) > 1:
        item.log.left_out(
            item.draft.place,
            "CP178",
            f"{item.draft.label} tolerates {off[0]} below and {off[1]} above; here {off[1]} either way",
        )
    return made


def _range(item: Item, response: Declared) -> Form:
    """The ends of a range, where the item compares the response with one number from below, from above, or both, and earns there."""
    ends: Form = {}
    for one in below(item.root, *_ENDS):
        inner = children(one)
        if [local(part) for part in inner] == ["baseValue", "variable"]:
            inner.reverse()
            end, included = _ENDS[{"g": "l", "l": "g"}[local(one)[0]] + local(one)[1:]]
        elif [local(part) for part in inner] == ["variable", "baseValue"]:
            end, included = _ENDS[local(one)]
        else:
            continue
        value = parts.number(words(inner[1]))
        if attribute(inner[0], "identifier") != response.identifier or value is None:
            continue
        if end in ends:
            return {}
        ends[end] = value
        if not included:
            message = f"{item.draft.label} does not take {value} itself for right; here it does"
            item.log.left_out(item.draft.place, "CP178", message, "look at the range")
    outcome = item.run(response.identifier, response.correct[:1] or list(ends.values())[:1]) if ends else None
    return {name: ends[name] for name in ("min", "max") if name in ends} if outcome and outcome.score else {}


def extended_text(item: Item, interaction: Element) -> Form:
    """A longer text, which nobody scores here."""
    length = _expected(interaction, 1, 700)
    kept: Form = {"maxLength": length} if length else {}
    return {"type": "long-fill-in", "prompt": item.prompt(interaction)} | kept | item.thanks(interaction)


def _expected(interaction: Element, least: int, most: int) -> int:
    """The length that is expected, where it can be the longest; else 0."""
    length = attribute(interaction, "expectedLength")
    return int(length) if length.isdigit() and len(length) < 6 and least <= int(length) <= most else 0
