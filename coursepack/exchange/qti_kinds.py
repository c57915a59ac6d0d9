"""From the interactions of QTI to question types: one function each, listed in `KINDS`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from coursepack.exchange import parts
from coursepack.exchange.bank import Form, joined
from coursepack.exchange.hypertext import from_plain
from coursepack.exchange.names import named_ids
from coursepack.exchange.parts import UnusableError, Weighted
from coursepack.exchange.qti_item import Item
from coursepack.exchange.qti_rules import Declared, Outcome
from coursepack.exchange.safe_xml import Element, attribute, below, child, children, words

_NOBODY = "__no_such_answer__"


def _choices(item: Item, interaction: Element, tag: str = "simpleChoice") -> list[tuple[str, str, Element]]:
    """Identifier, words and element of each choice."""
    found = children(interaction, tag)
    return [(attribute(one, "identifier"), item.text(one, inline=True), one) for one in found]


def choice(item: Item, interaction: Element) -> Form:
    """Options to pick from."""
    response = item.response(interaction)
    options = _choices(item, interaction)
    prompt = item.prompt(interaction)
    classes = attribute(interaction, "class") + attribute(item.body, "class")
    if not response.correct and not response.mapped and "likert" in classes:
        ids = named_ids([text for _, text, _ in options], [ident for ident, _, _ in options])
        scale: list[Form] = [{"id": own, "text": text} for own, (_, text, _) in zip(ids, options, strict=True)]
        return {"type": "likert", "prompt": prompt, "scale": scale}
    return {"prompt": prompt} | _picked(item, interaction, response, options)


def inline_choice(item: Item, interaction: Element) -> Form:
    """One word to pick for a blank in a line."""
    options = _choices(item, interaction, "inlineChoice")
    return {"prompt": item.prompt(interaction)} | _picked(item, interaction, item.response(interaction), options)


def _picked(item: Item, interaction: Element, response: Declared, options: list[tuple[str, str, Element]]) -> Form:
    several = response.cardinality == "multiple"
    outcomes = {ident: item.run(response.identifier, [ident]) for ident, _, _ in options}
    right = _right(response, outcomes, several)
    whole = item.run(response.identifier, sorted(right))
    feedback = item.common(whole, [outcomes[ident] for ident, _, _ in options if ident not in right])
    if _says_true_or_false(response, options, right):
        return _statement(item, options, right, feedback) | item.points(whole)
    policy = _policy(outcomes, right, whole) if several else ""
    weights = _even(outcomes, right, several) if policy else _weights(response, outcomes, right, whole, several)
    answers = [
        Weighted(text, weights[ident], _own(item, element, outcomes[ident], feedback, ident in right), ident)
        for ident, text, element in options
    ]
    mixed = attribute(interaction, "shuffle") == "true"
    made = parts.choice(item.draft, answers, several=several, shuffle=None if mixed else False, log=item.log)
    if policy:
        made["scoring"] = policy
    for option, (_, _, element) in zip(made["options"], options, strict=False):
        if mixed and attribute(element, "fixed") == "true":
            option["pinned"] = True
    return made | {"feedback": feedback} | item.points(whole)


def _policy(outcomes: dict[str, Outcome | None], right: set[str], whole: Outcome | None) -> str:
    """The way of scoring that earns for each single option what the item gives for it; empty when it is none of ours."""
    full = whole.score if whole is not None else None
    scores = {ident: one.score for ident, one in outcomes.items() if one is not None and one.score is not None}
    if not full or len(scores) < len(outcomes):
        return "all-or-nothing" if whole is None else ""
    count, good = len(outcomes), len(right)

    def earned(policy: str, ident: str) -> Decimal:
        hit = ident in right
        if policy == "all-or-nothing":
            return full if hit and good == 1 else Decimal(0)
        if policy == "right-minus-wrong":
            return full / good if hit else Decimal(0)
        return full * (count - good + (1 if hit else -1)) / count

    for policy in ("all-or-nothing", "per-part", "right-minus-wrong"):
        if all(abs(earned(policy, ident) - score) < Decimal("0.01") * full for ident, score in scores.items()):
            return policy if policy != "right-minus-wrong" else ""
    return ""


def _right(response: Declared, outcomes: dict[str, Outcome | None], several: bool) -> set[str]:
    """The right options: as declared, or else those that earn something."""
    if response.correct:
        return {ident for ident in outcomes if ident in response.correct}
    if response.mapped:
        best = max(response.mapped.values())
        return {
            ident
            for ident in outcomes
            if (worth := response.mapped.get(ident, response.default)) > 0 and (several or worth == best)
        }
    scores = {ident: one.score for ident, one in outcomes.items() if one is not None and one.score is not None}
    best = max(scores.values(), default=Decimal(0))
    return {ident for ident, score in scores.items() if score > 0 and (several or score == best)}


def _even(outcomes: dict[str, Outcome | None], right: set[str], several: bool) -> dict[str, Decimal]:
    """Each right option the same part, and each wrong one as much less."""
    share = Decimal(100) / max(1, len(right))
    return {ident: share if ident in right else (-share if several else Decimal(0)) for ident in outcomes}


def _weights(
    response: Declared, outcomes: dict[str, Outcome | None], right: set[str], whole: Outcome | None, several: bool
) -> dict[str, Decimal]:
    """What each option earns of the whole, in per cent."""
    even = _even(outcomes, right, several)
    full = whole.score if whole is not None else None
    if several and response.mapped:
        total = sum((response.mapped.get(ident, response.default) for ident in right), Decimal(0))
        if total > 0:
            return {ident: 100 * response.mapped.get(ident, response.default) / total for ident in outcomes}
    if several or not full:
        return even
    return {
        ident: 100 * one.score / full if one is not None and one.score is not None else even[ident]
        for ident, one in outcomes.items()
    }


def _own(item: Item, element: Element, outcome: Outcome | None, feedback: Form, right: bool) -> str:
    """Feedback to one option: what stands in it, and what is shown for it but not for all."""
    shown = [one for one in below(element, "feedbackInline", "feedbackBlock") if outcome is None or outcome.shows(one)]
    inside = [item.text(one, inline=True) for one in shown]
    known = str(feedback.get("correct" if right else "incorrect", ""))
    outside = [] if right else [" ".join(text.split()) for text in item.said(outcome) if text not in known]
    return " ".join(text for text in [*inside, *outside] if text)


def _says_true_or_false(response: Declared, options: list[tuple[str, str, Element]], right: set[str]) -> bool:
    """Whether a choice is a statement: its identifiers say so."""
    idents = sorted(ident.lower() for ident, _, _ in options)
    return idents == ["false", "true"] and len(right) == 1 and response.cardinality == "single"


def _statement(item: Item, options: list[tuple[str, str, Element]], right: set[str], feedback: Form) -> Form:
    for ident, _, element in options:
        if own := [item.text(one) for one in below(element, "feedbackInline", "feedbackBlock")]:
            name = "correct" if ident in right else "incorrect"
            feedback[name] = joined(str(feedback.get(name, "")), *own)
    return {"type": "true-false", "answer": next(iter(right)).lower() == "true", "feedback": feedback}


def text_entry(item: Item, interaction: Element) -> Form:
    """A word or a number to write."""
    response = item.response(interaction)
    prompt = item.prompt(interaction)
    if response.base in ("integer", "float"):
        return {"prompt": prompt} | _number(item, response)
    accepted = {answer: Decimal(100) for answer in response.correct}
    best = max(response.mapped.values(), default=Decimal(0))
    accepted |= {key: 100 * worth / best for key, worth in response.mapped.items() if best > 0 and key not in accepted}
    whole = item.run(response.identifier, response.correct[:1] or list(accepted)[:1])
    item.draft.question["feedback"] = item.common(whole, [item.run(response.identifier, [_NOBODY])])
    answers = [Weighted(_literal(text), weight) for text, weight in accepted.items()]
    exact = response.exact if response.mapped else not _folds(item, response)
    made = parts.fill_in(item.draft, answers, exact=exact, log=item.log)
    if length := _expected(interaction, max(map(len, made["answers"])), 200):
        made["maxLength"] = length
    return {"prompt": prompt} | made | {"feedback": item.draft.question["feedback"]} | item.points(whole)


def _literal(text: str) -> str:
    return text.replace("*", "\\*")


def _folds(item: Item, response: Declared) -> bool:
    """Whether another letter case is taken for right too."""
    answer = response.correct[0] if response.correct else ""
    other = answer.swapcase()
    outcome = item.run(response.identifier, [other]) if other != answer else None
    return bool(outcome and outcome.score)


def _number(item: Item, response: Declared) -> Form:
    """A number, with the tolerance that the first `equal` states."""
    if not response.correct:
        raise UnusableError("CP174", f"{item.draft.label} names no right number")
    whole = item.run(response.identifier, response.correct[:1])
    equal = next(
        (one for one in below(item.root, "equal") if attribute(one, "toleranceMode", "exact") != "exact"), None
    )
    off = attribute(equal, "tolerance").split() if equal is not None else []
    made = parts.numeric(item.draft, response.correct[0], off[-1] if off else "")
    if off and attribute(equal, "toleranceMode") == "relative" and "tolerance" in made:
        made["tolerance"] = f"{made['tolerance']}%"
    if len(set(off)) > 1:
        item.log.left_out(
            item.draft.place,
            "CP178",
            f"{item.draft.label} tolerates {off[0]} below and {off[1]} above; here {off[1]} either way",
        )
    wrong = [item.run(response.identifier, ["-987654321"])]
    return made | {"feedback": item.common(whole, wrong)} | item.points(whole)


def extended_text(item: Item, interaction: Element) -> Form:
    """A longer text, which nobody scores here."""
    length = _expected(interaction, 1, 700)
    return {"type": "long-fill-in", "prompt": item.prompt(interaction)} | ({"maxLength": length} if length else {})


def _expected(interaction: Element, least: int, most: int) -> int:
    """The length that is expected, where it can be the longest; else 0."""
    length = attribute(interaction, "expectedLength")
    return int(length) if length.isdigit() and len(length) < 6 and least <= int(length) <= most else 0


def order(item: Item, interaction: Element) -> Form:
    """Things to be put in order."""
    response = item.response(interaction)
    choices = {ident: text for ident, text, _ in _choices(item, interaction)}
    if sorted(response.correct) != sorted(choices):
        raise UnusableError("CP174", f"{item.draft.label} does not say the right order of all its things")
    made = parts.sequencing(item.draft, [choices[ident] for ident in response.correct], response.correct)
    whole = item.run(response.identifier, response.correct)
    feedback = item.common(whole, [item.run(response.identifier, response.correct[::-1])])
    return {"prompt": item.prompt(interaction)} | made | {"feedback": feedback} | item.points(whole)


def match(item: Item, interaction: Element) -> Form:
    """Things to be paired with others."""
    response = item.response(interaction)
    sets = children(interaction, "simpleMatchSet")
    if len(sets) != 2:
        raise UnusableError("CP173", f"{item.draft.label} has {len(sets)} sets to match, not two")
    left, right = ({ident: text for ident, text, _ in _choices(item, one, "simpleAssociableChoice")} for one in sets)
    declared_ = response.correct or [key for key, worth in response.mapped.items() if worth > 0]
    pairs = [tuple(pair.split()) for pair in declared_]
    partner = {pair[0]: pair[1] for pair in pairs if len(pair) == 2}
    if len(partner) != len(pairs) or set(partner) != set(left) or not set(partner.values()) <= set(right):
        raise UnusableError(
            "CP172", f"{item.draft.label} does not give each thing exactly one partner", "make a choice of it"
        )
    made = _paired(item, interaction, left, right, partner)
    whole = item.run(response.identifier, declared_)
    made["scoring"] = "per-part" if response.mapped else "all-or-nothing"
    feedback = item.common(whole, [item.run(response.identifier, [])])
    return {"prompt": item.prompt(interaction)} | made | {"feedback": feedback} | item.points(whole)


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
    things = [
        {key: part for key, part in one.items() if key != "target"} | {"group": one["target"]}
        for one in made["sources"]
    ]
    kept = {key: made[key] for key in ("shuffle",) if key in made}
    return {"type": "categorise", "items": things, "groups": made["targets"]} | kept


def hotspot(item: Item, interaction: Element) -> Form:
    """Places in a picture."""
    response = item.response(interaction)
    picture = child(interaction, "object")
    width, height = (attribute(picture, key) for key in ("width", "height"))
    name = attribute(picture, "data")
    data = item.find(name)
    if picture is None or not (width.isdigit() and height.isdigit() and int(width) and int(height)) or data is None:
        raise UnusableError("CP177", f"{item.draft.label} has no picture in the package, or does not say its size")
    choices = children(interaction, "hotspotChoice")
    texts = [from_plain(attribute(one, "hotspotLabel") or words(one), inline=True).text for one in choices]
    if not all(texts):
        texts = [f"Place {number}" for number in range(1, len(choices) + 1)]
        item.log.left_out(
            item.draft.place,
            "CP175",
            f"the places of {item.draft.label} have no words",
            "say what is at each place: it is their text alternative",
        )
    ids = named_ids(texts, [attribute(one, "identifier") for one in choices])
    regions: list[Form] = []
    for own, text, one in zip(ids, texts, choices, strict=True):
        shape, coords = _shape(item, one, int(width), int(height))
        regions.append(
            {"id": own, "text": text, "shape": shape, "coords": coords}
            | ({"correct": True} if attribute(one, "identifier") in response.correct else {})
        )
    whole = item.run(response.identifier, response.correct)
    select = "several" if response.cardinality == "multiple" else "one"
    alt = words(picture) or "A picture with places to choose from."
    item.draft.take(parts.pictured(name, alt), item.find)
    question: Form = {
        "type": "hotspot",
        "prompt": item.prompt(interaction),
        "select": select,
        "image": {"src": name, "alt": alt},
        "regions": regions,
    }
    return question | {"feedback": item.common(whole, [item.run(response.identifier, [_NOBODY])])} | item.points(whole)


def _shape(item: Item, one: Element, width: int, height: int) -> tuple[str, list[float]]:
    shape = {"poly": "polygon"}.get(attribute(one, "shape"), attribute(one, "shape"))
    found = [
        float(text)
        for text in attribute(one, "coords").split(",")
        if text.strip().replace(".", "", 1).lstrip("-").isdigit()
    ]
    sizes: Sequence[int] = [width, height] * 30
    if shape == "circle":
        sizes = [width, height, width]
    if shape not in ("rect", "circle", "polygon") or len(found) < 3 or len(found) > 60:
        raise UnusableError(
            "CP172",
            f"{item.draft.label} has a place of the shape '{shape[:20]}'",
            "draw it as a rectangle, a circle or a polygon",
        )
    return shape, [
        max(0.0, min(100.0, round(100 * value / size, 2))) for value, size in zip(found, sizes, strict=False)
    ]


KINDS: dict[str, Callable[[Item, Element], Form]] = {
    "choiceInteraction": choice,
    "inlineChoiceInteraction": inline_choice,
    "textEntryInteraction": text_entry,
    "extendedTextInteraction": extended_text,
    "orderInteraction": order,
    "matchInteraction": match,
    "hotspotInteraction": hotspot,
}
