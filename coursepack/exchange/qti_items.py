"""One question as a QTI 2.1 item, in the order that the schema wants: see qti_out.py for the package around it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from lxml import etree

from coursepack.exchange import qti_patterns
from coursepack.exchange.bank import Form
from coursepack.exchange.leaving import Leaving
from coursepack.exchange.moodle_out import centre
from coursepack.exchange.parts import UnusableError
from coursepack.exchange.qti_writing import QTI, Element, Writing, number
from coursepack.media.types import media_type

XSI = "http://www.w3.org/2001/XMLSchema-instance"
LOCATION = f"{QTI} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"


def item(one: Leaving) -> Element:
    """One question as an `assessmentItem`. Raises `UnusableError` when it cannot be asked there."""
    make = _KINDS.get(str(one["type"]))
    if make is None:
        raise UnusableError("CP184", f"QTI 2.1 has no questions like '{one['id']}' ({one['type']}) here")
    root = etree.Element(f"{{{QTI}}}assessmentItem", nsmap={None: QTI, "xsi": XSI})  # type: ignore[dict-item]
    root.set(f"{{{XSI}}}schemaLocation", LOCATION)
    for name, value in (
        ("identifier", one["id"]),
        ("title", one.title),
        ("adaptive", "false"),
        ("timeDependent", "false"),
    ):
        root.set(name, value)
    make(Writing(one, root))
    return root


def _choice(own: Writing) -> None:
    one = own.one
    several = one["select"] == "several"
    finish = _picks(own, one["options"])
    mixed = "false" if one.get("shuffle") is False else "true"
    interaction = own.add(
        own.body(),
        "choiceInteraction",
        responseIdentifier="RESPONSE",
        shuffle=mixed,
        maxChoices="0" if several else "1",
    )
    for option in one["options"]:
        choice = own.add(interaction, "simpleChoice", identifier=option["id"])
        if option.get("pinned"):
            choice.set("fixed", "true")
        own.flow(choice, option["text"], inline=True)
        if option.get("feedback"):
            inline = own.add(
                choice, "feedbackInline", outcomeIdentifier="PICKED", identifier=option["id"], showHide="show"
            )
            own.flow(inline, option["feedback"], inline=True)
    finish()


def _picks(own: Writing, parts: list[Form]) -> Callable[[], None]:
    """Declares a response of which the candidate picks one or several parts; what comes after the interaction scores it."""
    one = own.one
    cardinality = "multiple" if one["select"] == "several" else "single"
    declared = own.response(cardinality, "identifier", [part["id"] for part in one.right])
    otherwise, picked = None, any(part.get("feedback") for part in parts)
    if one["select"] == "several" and one.scoring != "all-or-nothing":
        otherwise = _in_part(own, declared, parts)
    own.outcomes(picked=cardinality if picked else "")
    return lambda: own.processing(own.matched, otherwise, picked=picked)


def _in_part(own: Writing, declared: Element, options: list[Form]) -> Callable[[Element], None]:
    """What picks are worth that are right in part, exactly as the player scores them."""
    one = own.one
    right = {option["id"] for option in one.right}
    per_part = one.scoring == "per-part"
    share = Decimal(one.points) / (len(options) if per_part else len(right))
    own.mapping(
        declared,
        {option["id"]: share if option["id"] in right else -share for option in options},
        lower="" if per_part else "0",
    )
    if not per_part:
        return own.mapped

    def left_alone(score: Element) -> None:
        """Wrong options that were left alone are right parts too."""
        total = own.add(score, "sum")
        own.add(total, "baseValue", number(share * (len(options) - len(right))), baseType="float")
        own.mapped(total)

    return left_alone


def _true_false(own: Writing) -> None:
    one = own.one
    own.response("single", "identifier", ["true" if one["answer"] else "false"])
    own.outcomes()
    interaction = own.add(
        own.body(), "choiceInteraction", responseIdentifier="RESPONSE", shuffle="false", maxChoices="1"
    )
    for name in ("true", "false"):
        own.add(interaction, "simpleChoice", str(one.sources.words.label(f"question.{name}")), identifier=name)
    own.processing(own.matched)


def _entry(own: Writing, length: int, unit: str = "") -> None:
    """A field below the prompt, and the unit behind it."""
    paragraph = own.add(own.body(), "p")
    field = own.add(paragraph, "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength=str(length))
    field.tail = f" {unit}" if unit else None


def _fill_in(own: Writing) -> None:
    one = own.one
    folded = one.get("compare") != "exact"
    if folded:
        one.lose("that accents do not count")
    declared = own.response("single", "string", [one["answers"][0]])
    own.mapping(declared, {text: Decimal(one.points) for text in one["answers"]}, folded=folded)
    own.outcomes()
    _entry(own, int(one.get("maxLength", 40)))

    def test(branch: Element) -> None:
        either = own.add(branch, "or") if one.get("patterns") else branch
        above = own.add(either, "gt")
        own.mapped(above)
        own.add(above, "baseValue", "0", baseType="float")
        for pattern in one.get("patterns", []):
            matched = own.add(either, "patternMatch", pattern=qti_patterns.written(pattern, folded=folded))
            own.add(matched, "variable", identifier="RESPONSE")

    own.processing(test)


def _numeric(own: Writing) -> None:
    one = own.one
    unit = one.shown_unit()
    bounds = one["range"] if "range" in one.question else None
    value, off = centre(one) if bounds is None else (_within(bounds), "0")
    own.response("single", "float", [value])
    own.outcomes()
    _entry(own, 15, unit)

    def near(branch: Element) -> None:
        equal = own.add(
            branch,
            "equal",
            toleranceMode="absolute",
            tolerance=f"{off} {off}",
            includeLowerBound="true",
            includeUpperBound="true",
        )
        own.add(equal, "correct", identifier="RESPONSE")
        own.add(equal, "variable", identifier="RESPONSE")

    def between(branch: Element) -> None:
        ends = [(name, bounds[key]) for name, key in (("gte", "min"), ("lte", "max")) if bounds and key in bounds]
        parent = own.add(branch, "and") if len(ends) > 1 else branch
        for name, end in ends:
            compared = own.add(parent, name)
            own.add(compared, "variable", identifier="RESPONSE")
            own.add(compared, "baseValue", str(end), baseType="float")

    own.processing(near if bounds is None else between)


def _within(bounds: Form) -> str:
    """A number of a range: its middle, or its only end."""
    ends = [Decimal(str(bounds[key])) for key in ("min", "max") if key in bounds]
    return f"{(sum(ends, Decimal(0)) / len(ends)).normalize():f}"


def _paired(own: Writing, things: list[Form], targets: list[Form], partner: str, name: str) -> None:
    one = own.one
    pairs = [f"{thing['id']} {_target(thing[partner])}" for thing in things]
    declared = own.response("multiple", "directedPair", pairs)
    otherwise = None
    if one.scoring != "all-or-nothing":
        share = Decimal(one.points) / len(things)
        less = -share if one.scoring == "right-minus-wrong" else Decimal(0)
        own.mapping(declared, dict.fromkeys(pairs, share), lower="0", other=less)
        otherwise = own.mapped
    own.outcomes()
    mixed = "false" if one.get("shuffle") is False else "true"
    interaction = own.add(
        own.body(),
        "matchInteraction",
        responseIdentifier="RESPONSE",
        shuffle=mixed,
        maxAssociations=str(len(things)),
        **{"class": name},
    )
    first, second = own.add(interaction, "simpleMatchSet"), own.add(interaction, "simpleMatchSet")
    for thing in things:
        choice = own.add(first, "simpleAssociableChoice", identifier=thing["id"], matchMax="1")
        own.flow(choice, thing["text"], inline=True)
        if thing.get("feedback"):
            one.lose("the feedback to its single parts")
    most = "0" if one.get("reuse") or name == "categorise" else "1"
    for target in targets:
        own.flow(
            own.add(second, "simpleAssociableChoice", identifier=_target(target["id"]), matchMax=most),
            target["text"],
            inline=True,
        )
    own.processing(own.matched, otherwise)


def _target(ident: str) -> str:
    """Identifiers are unique in an item, so that a partner may not be called like a thing."""
    return f"target-{ident}"


def _matching(own: Writing) -> None:
    _paired(own, own.one["sources"], own.one["targets"], "target", "matching")


def _categorise(own: Writing) -> None:
    _paired(own, own.one["items"], own.one["groups"], "group", "categorise")


def _sequencing(own: Writing) -> None:
    one = own.one
    own.response("ordered", "identifier", [thing["id"] for thing in one["items"]])
    own.outcomes()
    interaction = own.add(own.body(), "orderInteraction", responseIdentifier="RESPONSE", shuffle="true")
    for thing in one["items"]:
        own.flow(own.add(interaction, "simpleChoice", identifier=thing["id"]), thing["text"], inline=True)
    if one.scoring == "all-or-nothing":
        own.processing(own.matched)
    else:
        _by_places(own, one["items"])


def _by_places(own: Writing, things: list[Form]) -> None:
    """Each thing in its place earns its share; `right-minus-wrong` counts it twice and begins below nothing."""
    program = own.program()
    share = Decimal(own.one.points) / len(things)
    less = own.one.scoring == "right-minus-wrong"
    if less:
        own.earn(program, str(-own.one.points))
    for place, thing in enumerate(things, 1):
        branch = own.add(own.add(program, "responseCondition"), "responseIf")
        match = own.add(branch, "match")
        own.add(own.add(match, "index", n=str(place)), "variable", identifier="RESPONSE")
        own.add(match, "baseValue", thing["id"], baseType="identifier")
        total = own.add(own.add(branch, "setOutcomeValue", identifier="SCORE"), "sum")
        own.add(total, "variable", identifier="SCORE")
        own.add(total, "baseValue", number(2 * share if less else share), baseType="float")
    if less:
        branch = own.add(own.add(program, "responseCondition"), "responseIf")
        below = own.add(branch, "lt")
        own.add(below, "variable", identifier="SCORE")
        own.add(below, "baseValue", "0", baseType="float")
        own.earn(branch, "0")
    condition = own.add(program, "responseCondition")
    branch = own.add(condition, "responseIf")
    own.matched(branch)
    own.earn(branch, str(own.one.points))
    own.tell(branch, "right")
    own.tell(own.add(condition, "responseElse"), "wrong")
    own.feedback()


def _likert(own: Writing) -> None:
    own.response("single", "identifier", [])
    own.thanked()
    interaction = own.add(
        own.body(),
        "choiceInteraction",
        responseIdentifier="RESPONSE",
        shuffle="false",
        maxChoices="1",
        **{"class": "likert"},
    )
    for step in own.one["scale"]:
        own.flow(own.add(interaction, "simpleChoice", identifier=step["id"]), step["text"], inline=True)
    own.thanks()


def _long_fill_in(own: Writing) -> None:
    own.response("single", "string", [])
    own.thanked()
    own.add(
        own.body(),
        "extendedTextInteraction",
        responseIdentifier="RESPONSE",
        expectedLength=str(own.one.get("maxLength", 200)),
    )
    own.thanks()


def _hotspot(own: Writing) -> None:
    one = own.one
    source = one["image"]["src"]
    several = one["select"] == "several"
    finish = _picks(own, one["regions"])
    interaction = own.add(
        own.body(), "hotspotInteraction", responseIdentifier="RESPONSE", maxChoices="0" if several else "1"
    )
    width, height = one.size(source)
    kind = media_type(source)
    own.add(
        interaction, "object", one["image"].get("alt", ""), data=source, type=kind, width=str(width), height=str(height)
    )
    for region in one["regions"]:
        shape, coords = region["shape"], region["coords"]
        sizes = [width, height, width] if shape == "circle" else [width, height] * 30
        pixels = ",".join(str(round(float(value) * size / 100)) for value, size in zip(coords, sizes, strict=False))
        name = {"polygon": "poly"}.get(shape, shape)
        own.add(
            interaction,
            "hotspotChoice",
            identifier=region["id"],
            shape=name,
            coords=pixels,
            hotspotLabel=one.plain(region["text"]),
        )
    finish()
    for region in one["regions"]:
        if region.get("feedback"):
            own.modal("PICKED", region["id"], region["feedback"])


_KINDS: dict[str, Callable[[Writing], None]] = {
    "choice": _choice,
    "true-false": _true_false,
    "fill-in": _fill_in,
    "numeric": _numeric,
    "matching": _matching,
    "categorise": _categorise,
    "sequencing": _sequencing,
    "hotspot": _hotspot,
    "likert": _likert,
    "long-fill-in": _long_fill_in,
}
