"""Follows the response processing of a QTI 2.1 item, to learn what it does with an answer: the score, and which feedback it shows.

QTI has no word like "feedback to a wrong answer"; an item is a small program. So the program is run with the right answer and with wrong
ones, and what it shows is noted. The part of the language that items for single questions use is known; for anything else
`UnknownError` is raised, and the item is taken by its correct response alone. (IMS QTI 2.1, Information Model, response processing.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from lxml import etree

from coursepack.exchange.qti_expressions import EXPRESSIONS
from coursepack.exchange.qti_values import UnknownError, Value, bounded, decimal, same, typed
from coursepack.exchange.safe_xml import attribute, child, children, local, words

Element = etree._Element
_MOST_STEPS = 20_000  # of one run; the items of other tools need some dozens


class _ExitError(Exception):
    """`exitResponse`."""


@dataclass
class Declared:
    """A response: what is right, and what each answer is worth when that is mapped."""

    identifier: str
    cardinality: str
    base: str
    correct: list[str] = field(default_factory=list)
    mapped: dict[str, Decimal] = field(default_factory=dict)
    default: Decimal = Decimal(0)
    lower: Decimal | None = None
    upper: Decimal | None = None
    exact: bool = True


def declared(element: Element) -> Declared:
    """A `responseDeclaration`."""
    own = Declared(
        attribute(element, "identifier"), attribute(element, "cardinality", "single"), attribute(element, "baseType")
    )
    correct = child(element, "correctResponse")
    own.correct = [words(value) for value in children(correct, "value")] if correct is not None else []
    mapping = child(element, "mapping")
    if mapping is not None:
        own.default = decimal(attribute(mapping, "defaultValue", "0"))
        own.lower, own.upper = (
            decimal(text) if (text := attribute(mapping, key)) else None for key in ("lowerBound", "upperBound")
        )
        for entry in children(mapping, "mapEntry"):
            own.mapped[attribute(entry, "mapKey")] = decimal(attribute(entry, "mappedValue", "0"))
            own.exact = own.exact and attribute(entry, "caseSensitive", "true") != "false"
    return own


@dataclass
class Outcome:
    """What an item did with an answer."""

    score: Decimal | None
    values: dict[str, Value]

    def shows(self, element: Element) -> bool:
        """Whether a feedback element is shown."""
        value = self.values.get(attribute(element, "outcomeIdentifier"))
        held = [str(one) for one in value] if isinstance(value, list) else [str(value)] if value is not None else []
        return (attribute(element, "identifier") in held) == (attribute(element, "showHide", "show") != "hide")


class Rules:
    """The response processing of one item."""

    def __init__(self, item: Element, responses: dict[str, Declared]) -> None:
        self.program = child(item, "responseProcessing")
        self.responses = responses
        self.defaults = {attribute(one, "identifier"): _default(one) for one in children(item, "outcomeDeclaration")}
        self.base = {
            attribute(one, "identifier"): attribute(one, "baseType") for one in children(item, "outcomeDeclaration")
        }

    def run(self, answers: dict[str, Sequence[str]]) -> Outcome:
        """What comes of an answer to each response. Raises `UnknownError`."""
        self.answers = {name: list(answer) for name, answer in answers.items()}
        self.values: dict[str, Value] = dict(self.defaults)
        self.steps = 0
        if self.program is not None:
            template = attribute(self.program, "template").rpartition("/")[2].removesuffix(".xml")
            if template and not children(self.program):
                self._template(template)
            else:
                try:
                    self._statements(children(self.program))
                except _ExitError:
                    pass
                except ArithmeticError:
                    raise UnknownError("a number that is too large") from None
                except RecursionError:
                    raise UnknownError("nested too deep") from None
        score = self.values.get("SCORE")
        shown = {
            name: self._response(name) for name in answers if name in self.responses
        }  # some tools hang feedback on it
        return Outcome(score if isinstance(score, Decimal) else None, shown | self.values)

    def _template(self, name: str) -> None:
        response = self.responses.get("RESPONSE")
        if response is None:
            raise UnknownError(name)
        if name in ("match_correct", "cc2_match_basic", "cc2_match"):
            self.values["SCORE"] = Decimal(
                int(same(self._response("RESPONSE"), self.correct("RESPONSE"), response.cardinality))
            )
        elif name in ("map_response", "cc2_map_response"):
            self.values["SCORE"] = self.mapped("RESPONSE")
        else:
            raise UnknownError(name)

    def _statements(self, statements: Sequence[Element]) -> None:
        for element in statements:
            name = local(element)
            if name == "responseCondition":
                self._condition(element)
            elif name == "setOutcomeValue":
                self.values[attribute(element, "identifier")] = self._value(_only(element))
            elif name == "responseProcessingFragment":
                self._statements(children(element))
            elif name == "exitResponse":
                raise _ExitError
            else:
                raise UnknownError(name)

    def _condition(self, element: Element) -> None:
        for branch in children(element):
            inner = children(branch)
            if local(branch) != "responseElse":
                if not inner:
                    raise UnknownError(local(branch))
                if self._value(inner[0]) is not True:
                    continue
                inner = inner[1:]
            self._statements(inner)
            return

    def _response(self, name: str) -> Value:
        response, answer = self.responses[name], self.answers.get(name, [])
        return _held([typed(text, response.base) for text in answer], response.cardinality)

    def correct(self, name: str) -> Value:
        """The right answer to a response."""
        response = self.responses.get(name)
        if response is None:
            raise UnknownError(name)
        return _held([typed(text, response.base) for text in response.correct], response.cardinality)

    def mapped(self, name: str) -> Decimal:
        """What an answer is worth by its mapping."""
        response = self.responses.get(name)
        if response is None:
            raise UnknownError(name)
        keys = response.mapped if response.exact else {key.lower(): value for key, value in response.mapped.items()}
        answers = dict.fromkeys(self.answers.get(name, []))
        total = sum((keys.get(one if response.exact else one.lower(), response.default) for one in answers), Decimal(0))
        total = max(total, response.lower) if response.lower is not None else total
        return min(total, response.upper) if response.upper is not None else total

    def _value(self, element: Element) -> Value:
        evaluate = EXPRESSIONS.get(local(element))
        self.steps += 1
        if evaluate is None or self.steps > _MOST_STEPS:
            raise UnknownError(local(element) if evaluate is None else "too long")
        return bounded(evaluate(self, element))

    def variable(self, element: Element) -> Value:
        """The value of a response or an outcome."""
        name = attribute(element, "identifier")
        if name in self.responses:
            return self._response(name)
        if name not in self.defaults and name not in self.values:
            raise UnknownError(name)
        return self.values.get(name)

    def operands(self, element: Element) -> list[Value]:
        """The values of all expressions inside."""
        return [self._value(inner) for inner in children(element)]

    def numbers(self, element: Element) -> list[Decimal] | None:
        """The same as numbers; None when one of them is null."""
        found: list[Decimal] = []
        for value in self.operands(element):
            if value is None:
                return None
            for one in value if isinstance(value, list) else [value]:
                if not isinstance(one, Decimal):
                    raise UnknownError("a number is expected")
                found.append(one)
        return found


def _held(values: list[str | Decimal], cardinality: str) -> Value:
    """What a variable holds; nothing is null."""
    if cardinality == "single":
        return values[0] if values else None
    return values or None


def _default(element: Element) -> Value:
    default = child(element, "defaultValue")
    values = (
        [typed(words(value), attribute(element, "baseType")) for value in children(default, "value")]
        if default is not None
        else []
    )
    if attribute(element, "cardinality", "single") != "single":
        return values or None
    if values:
        return values[0]
    return Decimal(0) if attribute(element, "baseType") in ("integer", "float") else None


def _only(element: Element) -> Element:
    inner = children(element)
    if not inner:
        raise UnknownError(local(element))
    return inner[0]
