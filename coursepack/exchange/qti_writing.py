"""A QTI 2.1 item that is being written: its parts, in the order that the schema wants."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from lxml import etree

from coursepack.exchange.leaving import Leaving

Element = etree._Element

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"


class Writing:
    """An item that is being written, in the order that the schema wants."""

    def __init__(self, one: Leaving, root: Element) -> None:
        self.one, self.root = one, root

    def add(self, parent: Element, name: str, text: str = "", **attributes: str) -> Element:
        """An element of QTI."""
        element = etree.SubElement(parent, f"{{{QTI}}}{name}", attributes)
        element.text = text or None
        return element

    def flow(self, parent: Element, text: str, *, inline: bool = False) -> None:
        """Words into an element, as the XHTML that QTI allows."""
        made = self.one.html(text, inline=inline)
        whole = etree.fromstring(f'<x xmlns="{QTI}">{made}</x>')
        parent.text = (parent.text or "") + (whole.text or "")
        parent.extend(list(whole))

    def response(self, cardinality: str, base: str, correct: list[str]) -> Element:
        """The declaration of the response, with what is right."""
        declared = self.add(
            self.root, "responseDeclaration", identifier="RESPONSE", cardinality=cardinality, baseType=base
        )
        if correct:
            values = self.add(declared, "correctResponse")
            for value in correct:
                self.add(values, "value", value)
        return declared

    def mapping(self, declared: Element, worth: dict[str, Decimal], *, lower: str = "", folded: bool = False) -> None:
        """What each answer is worth."""
        mapping = self.add(declared, "mapping", defaultValue="0", **({"lowerBound": lower} if lower else {}))
        for key, value in worth.items():
            entry = self.add(mapping, "mapEntry", mapKey=key, mappedValue=number(value))
            if folded:
                entry.set("caseSensitive", "false")

    def outcomes(self, *, picked: str = "") -> None:
        """Score, highest score, which feedback to show; with `picked` what was picked, for feedback to options."""
        points = str(self.one.points)
        score = self.add(
            self.root,
            "outcomeDeclaration",
            identifier="SCORE",
            cardinality="single",
            baseType="float",
            normalMaximum=points,
        )
        self.add(self.add(score, "defaultValue"), "value", "0")
        most = self.add(self.root, "outcomeDeclaration", identifier="MAXSCORE", cardinality="single", baseType="float")
        self.add(self.add(most, "defaultValue"), "value", points)
        self.add(self.root, "outcomeDeclaration", identifier="FEEDBACK", cardinality="single", baseType="identifier")
        if picked:
            self.add(self.root, "outcomeDeclaration", identifier="PICKED", cardinality=picked, baseType="identifier")

    def body(self) -> Element:
        """The body with the prompt in it."""
        body = self.add(self.root, "itemBody")
        self.flow(body, self.one.prompt)
        return body

    def processing(
        self,
        test: Callable[[Element], None],
        otherwise: Callable[[Element], None] | None = None,
        *,
        picked: bool = False,
    ) -> None:
        """All points and the right feedback when the test holds, else what is said otherwise; then the feedback itself."""
        processing = self.add(self.root, "responseProcessing")
        condition = self.add(processing, "responseCondition")
        for name, feedback in (("responseIf", "right"), ("responseElse", "wrong")):
            branch = self.add(condition, name)
            if name == "responseIf":
                test(branch)
            score = self.add(branch, "setOutcomeValue", identifier="SCORE")
            if name == "responseIf":
                self.add(score, "baseValue", str(self.one.points), baseType="float")
            elif otherwise is not None:
                otherwise(score)
            else:
                self.add(score, "baseValue", "0", baseType="float")
            shown = self.add(branch, "setOutcomeValue", identifier="FEEDBACK")
            self.add(shown, "baseValue", feedback, baseType="identifier")
        if picked:
            self.add(self.add(processing, "setOutcomeValue", identifier="PICKED"), "variable", identifier="RESPONSE")
        said = self.one.get("feedback") or {}
        for name, identifier in (("correct", "right"), ("incorrect", "wrong")):
            if said.get(name):
                modal = self.add(
                    self.root, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier=identifier, showHide="show"
                )
                self.flow(modal, said[name])

    def matched(self, parent: Element) -> None:
        """The test for exactly the right answer."""
        match = self.add(parent, "match")
        self.add(match, "variable", identifier="RESPONSE")
        self.add(match, "correct", identifier="RESPONSE")

    def mapped(self, parent: Element) -> None:
        """What the answer is worth by its mapping."""
        self.add(parent, "mapResponse", identifier="RESPONSE")


def number(value: Decimal) -> str:
    """A number with five decimals at most."""
    return f"{value.quantize(Decimal('0.00001')).normalize():f}"
