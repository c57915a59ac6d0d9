"""Follows the response processing of a QTI 2.1 item, to learn what it does with an answer: the score, and which feedback it shows.

QTI has no word like "feedback to a wrong answer"; an item is a small program. So the program is run with the right answer and with wrong
ones, and what it shows is noted. The part of the language that items for single questions use is known; for anything else
`UnknownError` is raised, and the item is taken by its correct response alone. (IMS QTI 2.1, Information Model, response processing.)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from lxml import etree

from coursepack.exchange.safe_xml import attribute, child, children, local, words

Element = etree._Element
Value: TypeAlias = "str | Decimal | bool | list[str | Decimal] | None"


class UnknownError(Exception):
    """A part of the language that is not followed here."""


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


def decimal(text: str) -> Decimal:
    """A number; 0 for what is none."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return Decimal(0)
    return value if value.is_finite() and abs(value) < 10**9 else Decimal(0)


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
        if self.program is not None:
            template = attribute(self.program, "template").rpartition("/")[2].removesuffix(".xml")
            if template and not children(self.program):
                self._template(template)
            else:
                try:
                    self._statements(children(self.program))
                except _ExitError:
                    pass
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
                int(_same(self._response("RESPONSE"), self._correct("RESPONSE"), response.cardinality))
            )
        elif name in ("map_response", "cc2_map_response"):
            self.values["SCORE"] = self._map("RESPONSE")
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
        typed = [_typed(text, response.base) for text in answer]
        if response.cardinality == "single":
            return typed[0] if typed else None
        return typed or None

    def _correct(self, name: str) -> Value:
        response = self.responses.get(name)
        if response is None:
            raise UnknownError(name)
        typed = [_typed(text, response.base) for text in response.correct]
        if response.cardinality == "single":
            return typed[0] if typed else None
        return typed or None

    def _map(self, name: str) -> Decimal:
        response = self.responses.get(name)
        if response is None:
            raise UnknownError(name)
        keys = response.mapped if response.exact else {key.lower(): value for key, value in response.mapped.items()}
        answers = dict.fromkeys(self.answers.get(name, []))
        total = sum((keys.get(one if response.exact else one.lower(), response.default) for one in answers), Decimal(0))
        total = max(total, response.lower) if response.lower is not None else total
        return min(total, response.upper) if response.upper is not None else total

    def _value(self, element: Element) -> Value:
        evaluate = _EXPRESSIONS.get(local(element))
        if evaluate is None:
            raise UnknownError(local(element))
        return evaluate(self, element)

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


def _typed(text: str, base: str) -> str | Decimal:
    if base in ("integer", "float"):
        return decimal(text)
    if base == "pair":
        return " ".join(sorted(text.split()))
    return text


def _default(element: Element) -> Value:
    default = child(element, "defaultValue")
    values = (
        [_typed(words(value), attribute(element, "baseType")) for value in children(default, "value")]
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


def _same(one: Value, other: Value, cardinality: str = "") -> bool:
    if one is None or other is None:
        return False
    if isinstance(one, list) and isinstance(other, list) and cardinality != "ordered":
        return sorted(map(str, one)) == sorted(map(str, other))
    return one == other


def _match(rules: Rules, element: Element) -> Value:
    inner = children(element)
    one, other = rules.operands(element)[:2] if len(inner) > 1 else (None, None)
    names = [attribute(child_, "identifier") for child_ in inner]
    ordered = any(rules.responses[name].cardinality == "ordered" for name in names if name in rules.responses)
    return _same(one, other, "ordered" if ordered else "")


def _base_value(rules: Rules, element: Element) -> Value:
    base, text = attribute(element, "baseType"), words(element)
    return text == "true" if base == "boolean" else _typed(text, base)


def _compared(test: Callable[[Decimal, Decimal], bool]) -> Callable[[Rules, Element], Value]:
    def evaluate(rules: Rules, element: Element) -> Value:
        found = rules.numbers(element)
        return test(found[0], found[1]) if found and len(found) == 2 else None

    return evaluate


def _equal(rules: Rules, element: Element) -> Value:
    mode = attribute(element, "toleranceMode", "exact")
    found = rules.numbers(element)
    if not found or len(found) != 2:
        return None
    if mode == "exact":
        return found[0] == found[1]
    off = [decimal(text) for text in attribute(element, "tolerance").split()]
    if not off:
        raise UnknownError("equal")
    if mode == "relative":
        off = [abs(found[0]) * part / 100 for part in off]
    return found[0] - off[0] <= found[1] <= found[0] + off[-1]


def _string_match(rules: Rules, element: Element) -> Value:
    one, other = (str(value) if value is not None else "" for value in rules.operands(element)[:2])
    exact, part = attribute(element, "caseSensitive", "true") == "true", attribute(element, "substring") == "true"
    one, other = (one, other) if exact else (one.lower(), other.lower())
    return other in one if part else one == other


def _listed(value: Value) -> list[str | Decimal]:
    if isinstance(value, list):
        return value
    return [] if value is None or isinstance(value, bool) else [value]


def _member(rules: Rules, element: Element) -> Value:
    one, other = rules.operands(element)[:2]
    return one in _listed(other) if one is not None else None


def _contains(rules: Rules, element: Element) -> Value:
    one, other = rules.operands(element)[:2]
    return all(part in _listed(one) for part in _listed(other))


def _sum(rules: Rules, element: Element) -> Value:
    found = rules.numbers(element)
    return sum(found, Decimal(0)) if found is not None else None


def _product(rules: Rules, element: Element) -> Value:
    found = rules.numbers(element)
    total = Decimal(1)
    for one in found or ():
        total *= one
    return total if found is not None else None


def _divide(rules: Rules, element: Element) -> Value:
    found = rules.numbers(element)
    return found[0] / found[1] if found and len(found) == 2 and found[1] else None


def _subtract(rules: Rules, element: Element) -> Value:
    found = rules.numbers(element)
    return found[0] - found[1] if found and len(found) == 2 else None


def _all(rules: Rules, element: Element) -> Value:
    return all(value is True for value in rules.operands(element))


def _any(rules: Rules, element: Element) -> Value:
    return any(value is True for value in rules.operands(element))


def _not(rules: Rules, element: Element) -> Value:
    value = rules.operands(element)[0] if children(element) else None
    return None if value is None else value is not True


def _is_null(rules: Rules, element: Element) -> Value:
    return rules.operands(element)[0] in (None, "") if children(element) else True


def _multiple(rules: Rules, element: Element) -> Value:
    return [one for value in rules.operands(element) for one in _listed(value)] or None


_EXPRESSIONS: dict[str, Callable[[Rules, Element], Value]] = {
    "baseValue": _base_value,
    "variable": Rules.variable,
    "correct": lambda rules, element: rules._correct(attribute(element, "identifier")),
    "mapResponse": lambda rules, element: rules._map(attribute(element, "identifier")),
    "match": _match,
    "equal": _equal,
    "stringMatch": _string_match,
    "member": _member,
    "contains": _contains,
    "sum": _sum,
    "product": _product,
    "divide": _divide,
    "subtract": _subtract,
    "and": _all,
    "or": _any,
    "not": _not,
    "isNull": _is_null,
    "null": lambda rules, element: None,
    "multiple": _multiple,
    "ordered": _multiple,
    "gt": _compared(lambda one, other: one > other),
    "lt": _compared(lambda one, other: one < other),
    "gte": _compared(lambda one, other: one >= other),
    "lte": _compared(lambda one, other: one <= other),
}
