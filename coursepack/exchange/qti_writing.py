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
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + (whole.text or "")
        else:
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

    def mapping(
        self,
        declared: Element,
        worth: dict[str, Decimal],
        *,
        lower: str = "",
        folded: bool = False,
        other: Decimal = Decimal(0),
    ) -> None:
        """What each answer is worth, and any other."""
        mapping = self.add(declared, "mapping", defaultValue=number(other), **({"lowerBound": lower} if lower else {}))
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
        """The body with the prompt in it; the story of its set stands before it, because an item may be used alone."""
        body = self.add(self.root, "itemBody")
        if self.one.stem:
            self.flow(self.add(body, "div", **{"class": "vignette"}), self.one.stem)
        self.flow(body, str(self.one["prompt"]))
        return body

    def program(self) -> Element:
        """The response processing."""
        return self.add(self.root, "responseProcessing")

    def processing(
        self,
        test: Callable[[Element], None],
        otherwise: Callable[[Element], None] | None = None,
        *,
        picked: bool = False,
    ) -> None:
        """All points and the right feedback when the test holds, nothing for no answer, else what is said otherwise; then the feedback."""
        program = self.program()
        condition = self.add(program, "responseCondition")
        branch = self.add(condition, "responseIf")
        test(branch)
        self.earn(branch, str(self.one.points))
        self.tell(branch, "right")
        if otherwise is not None:
            branch = self.add(condition, "responseElseIf")
            self.add(self.add(branch, "isNull"), "variable", identifier="RESPONSE")
            self.earn(branch, "0")
            self.tell(branch, "wrong")
        branch = self.add(condition, "responseElse")
        if otherwise is not None:
            otherwise(self.add(branch, "setOutcomeValue", identifier="SCORE"))
        else:
            self.earn(branch, "0")
        self.tell(branch, "wrong")
        if picked:
            self.add(self.add(program, "setOutcomeValue", identifier="PICKED"), "variable", identifier="RESPONSE")
        self.feedback()

    def earn(self, branch: Element, points: str) -> None:
        """Set the score."""
        score = self.add(branch, "setOutcomeValue", identifier="SCORE")
        self.add(score, "baseValue", points, baseType="float")

    def tell(self, branch: Element, feedback: str) -> None:
        """Set which feedback is shown."""
        shown = self.add(branch, "setOutcomeValue", identifier="FEEDBACK")
        self.add(shown, "baseValue", feedback, baseType="identifier")

    def feedback(self) -> None:
        """The feedback to right and to wrong answers."""
        said = self.one.get("feedback") or {}
        for name, identifier in (("correct", "right"), ("incorrect", "wrong")):
            if said.get(name):
                self.modal("FEEDBACK", identifier, said[name])

    def modal(self, outcome: str, identifier: str, text: str) -> None:
        """Feedback that is shown when an outcome has that value."""
        modal = self.add(self.root, "modalFeedback", outcomeIdentifier=outcome, identifier=identifier, showHide="show")
        self.flow(modal, text)

    def thanked(self) -> None:
        """What is said to any answer, by an outcome that has its value from the beginning; declared before the body."""
        if self.one.get("thanks"):
            outcome = self.add(
                self.root, "outcomeDeclaration", identifier="FEEDBACK", cardinality="single", baseType="identifier"
            )
            self.add(self.add(outcome, "defaultValue"), "value", "thanks")

    def thanks(self) -> None:
        """The thanks themselves, which come last."""
        if self.one.get("thanks"):
            self.modal("FEEDBACK", "thanks", self.one["thanks"])

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
