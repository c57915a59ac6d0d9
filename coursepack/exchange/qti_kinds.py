"""From the interactions of QTI to question types: one function each, listed in `KINDS`. Here are those in which something is picked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from coursepack.exchange import parts, qti_arranged, qti_written
from coursepack.exchange.bank import Form, joined
from coursepack.exchange.hypertext import from_plain
from coursepack.exchange.names import named_ids
from coursepack.exchange.parts import UnusableError, Weighted
from coursepack.exchange.qti_item import Item
from coursepack.exchange.qti_rules import Declared, Outcome
from coursepack.exchange.safe_xml import Element, attribute, below, child, children, words


def _choices(item: Item, interaction: Element, tag: str = "simpleChoice") -> list[tuple[str, str, Element]]:
    """Identifier, words and element of each choice."""
    found = children(interaction, tag)
    parts.few_enough(item.draft, len(found))
    return [(attribute(one, "identifier"), item.text(one, inline=True), one) for one in found]


def choice(item: Item, interaction: Element) -> Form:
    """Options to pick from."""
    response = item.response(interaction)
    options = _choices(item, interaction)
    prompt = item.prompt(interaction)
    classes = attribute(interaction, "class") + attribute(item.body, "class")
    if not response.correct and not response.mapped and "likert" in classes:
        scale = parts.scale(item.draft, [text for _, text, _ in options], [ident for ident, _, _ in options])
        return {"type": "likert", "prompt": prompt, "scale": scale} | item.thanks(interaction)
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
    wrong = [outcomes[ident] for ident, _, _ in options if ident not in right]
    feedback = item.common(whole, wrong or [item.run(response.identifier, [])])
    if _says_true_or_false(response, options, right):
        return _statement(item, options, right, feedback) | item.points(whole)
    policy = _policy(item, response.identifier, outcomes, right, whole) if several else ""
    if policy == "right-minus-wrong":  # said by what wrong picks take off, which the weights tell
        policy = ""
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


def _policy(item: Item, name: str, outcomes: dict[str, Outcome | None], right: set[str], whole: Outcome | None) -> str:
    """The way of scoring that earns for each single option, and for all, what the item gives for it; empty when it is none of ours."""
    full = whole.score if whole is not None else None
    tried = [({ident}, one) for ident, one in outcomes.items()] + [(set(outcomes), item.run(name, list(outcomes)))]
    scores = [(picked, one.score) for picked, one in tried if one is not None and one.score is not None]
    if not full or not right or len(scores) < len(tried):
        return "all-or-nothing" if whole is None else ""
    count, good = len(outcomes), len(right)

    def earned(policy: str, picked: set[str]) -> Decimal:
        hits, misses = len(picked & right), len(picked - right)
        if policy == "all-or-nothing":
            return full if hits == good and not misses else Decimal(0)
        if policy == "right-minus-wrong":
            return full * max(0, hits - misses) / good
        return full * (count - misses - (good - hits)) / count

    for policy in ("all-or-nothing", "per-part", "right-minus-wrong"):
        if all(abs(earned(policy, picked) - score) < Decimal("0.01") * full for picked, score in scores):
            return policy
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
    told = item.said(outcome, only=attribute(element, "identifier") if right else "")
    outside = [" ".join(text.split()) for text in told if text not in known]
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
    parts.few_enough(item.draft, len(choices))
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
    several = response.cardinality == "multiple"
    outcomes = {
        ident: item.run(response.identifier, [ident]) for one in choices if (ident := attribute(one, "identifier"))
    }
    right = _right(response, outcomes, several)
    whole = item.run(response.identifier, sorted(right))
    wrong = [outcome for ident, outcome in outcomes.items() if ident not in right]
    feedback = item.common(whole, wrong or [item.run(response.identifier, [])])
    regions: list[Form] = []
    for own, text, one in zip(ids, texts, choices, strict=True):
        shape, coords = _shape(item, one, int(width), int(height))
        ident = attribute(one, "identifier")
        said = _own(item, one, outcomes.get(ident), feedback, ident in right)
        regions.append(
            {"id": own, "text": text, "shape": shape, "coords": coords}
            | ({"correct": True} if ident in right else {})
            | ({"feedback": said} if said else {})
        )
    alt = words(picture) or "A picture with places to choose from."
    item.draft.take(parts.pictured(name, alt), item.find)
    question: Form = {
        "type": "hotspot",
        "prompt": item.prompt(interaction),
        "select": "several" if several else "one",
        "image": {"src": name, "alt": alt},
        "regions": regions,
    }
    if several and (policy := _policy(item, response.identifier, outcomes, right, whole)):
        question["scoring"] = policy
    return question | {"feedback": feedback} | item.points(whole)


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
    "textEntryInteraction": qti_written.text_entry,
    "extendedTextInteraction": qti_written.extended_text,
    "orderInteraction": qti_arranged.order,
    "matchInteraction": qti_arranged.match,
    "hotspotInteraction": hotspot,
}
