"""QTI interactions in which things are arranged: pairs and orders."""

from __future__ import annotations

from decimal import Decimal

from coursepack.exchange import parts
from coursepack.exchange.bank import Form
from coursepack.exchange.parts import UnusableError
from coursepack.exchange.qti_item import Item
from coursepack.exchange.qti_rules import Outcome
from coursepack.exchange.safe_xml import Element, attribute, children


def order(item: Item, interaction: Element) -> Form:
    """Things to be put in order."""
    response = item.response(interaction)
    choices = item.choices(interaction)
    right = response.correct
    if sorted(right) != sorted(choices):
        raise UnusableError("CP174", f"{item.draft.label} does not say the right order of all its things")
    made = parts.sequencing(item.draft, [choices[ident] for ident in right], right)
    whole = item.run(response.identifier, right)
    swapped = item.run(response.identifier, [right[1], right[0], *right[2:]])
    made["scoring"] = _policy(whole, swapped, len(right), 2)
    feedback = item.common(whole, [item.run(response.identifier, right[::-1])])
    return {"prompt": item.prompt(interaction)} | made | {"feedback": feedback} | item.points(whole)


def _policy(whole: Outcome | None, other: Outcome | None, count: int, wrong: int) -> str:
    """The way of scoring, by what an answer earns in which some parts are wrong."""
    full = whole.score if whole is not None else None
    score = other.score if other is not None else None
    if not full or score is None:
        return "all-or-nothing"
    earned = score / full
    if abs(earned - Decimal(count - wrong) / count) < Decimal("0.01"):
        return "per-part"
    if earned > 0 and abs(earned - Decimal(count - 2 * wrong) / count) < Decimal("0.01"):
        return "right-minus-wrong"
    return "all-or-nothing"


def match(item: Item, interaction: Element) -> Form:
    """Things to be paired with others."""
    response = item.response(interaction)
    sets = children(interaction, "simpleMatchSet")
    if len(sets) != 2:
        raise UnusableError("CP173", f"{item.draft.label} has {len(sets)} sets to match, not two")
    left, right = (item.choices(one, "simpleAssociableChoice") for one in sets)
    declared = response.correct or [key for key, worth in response.mapped.items() if worth > 0]
    pairs = [tuple(pair.split()) for pair in declared]
    partner = {pair[0]: pair[1] for pair in pairs if len(pair) == 2}
    if len(partner) != len(pairs) or set(partner) != set(left) or not set(partner.values()) <= set(right):
        raise UnusableError(
            "CP172", f"{item.draft.label} does not give each thing exactly one partner", "make a choice of it"
        )
    made = _paired(item, interaction, left, right, partner)
    whole = item.run(response.identifier, declared)
    made["scoring"] = _policy(whole, item.run(response.identifier, _one_wrong(pairs, right)), len(pairs), 1)
    feedback = item.common(whole, [item.run(response.identifier, [])])
    return {"prompt": item.prompt(interaction)} | made | {"feedback": feedback} | item.points(whole)


def _one_wrong(pairs: list[tuple[str, ...]], targets: dict[str, str]) -> list[str]:
    """The right pairs, but the first thing has another partner."""
    first, partner = pairs[0]
    other = next((target for target in targets if target != partner), partner)
    return [" ".join(pair) for pair in [(first, other), *pairs[1:]]]


def _paired(
    item: Item, interaction: Element, left: dict[str, str], right: dict[str, str], partner: dict[str, str]
) -> Form:
    if len(set(right.values())) < len(right):
        raise UnusableError("CP174", f"two partners in {item.draft.label} have the same words")
    mixed = None if attribute(interaction, "shuffle") == "true" else False
    paired = [(text, right[partner[ident]]) for ident, text in left.items()]
    idents = {right[ident]: ident.removeprefix("target-") for ident in right}
    made = parts.matching(item.draft, paired, list(right.values()), shuffle=mixed, idents=(list(left), idents))
    if attribute(interaction, "class") != "categorise":
        return made
    return parts.grouped(made)
