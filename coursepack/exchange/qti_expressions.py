"""The expressions of QTI's response processing that are known here: one function each, listed in `EXPRESSIONS`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from coursepack.exchange import qti_patterns
from coursepack.exchange.qti_values import UnknownError, Value, decimal, listed, same, typed
from coursepack.exchange.safe_xml import Element, attribute, children, words

if TYPE_CHECKING:
    from coursepack.exchange.qti_rules import Rules


def _match(rules: Rules, element: Element) -> Value:
    inner = children(element)
    one, other = rules.operands(element)[:2] if len(inner) > 1 else (None, None)
    names = [attribute(child_, "identifier") for child_ in inner]
    ordered = any(rules.responses[name].cardinality == "ordered" for name in names if name in rules.responses)
    return same(one, other, "ordered" if ordered else "")


def _base_value(rules: Rules, element: Element) -> Value:
    base, text = attribute(element, "baseType"), words(element)
    return text == "true" if base == "boolean" else typed(text, base)


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


def _member(rules: Rules, element: Element) -> Value:
    one, other = rules.operands(element)[:2]
    return one in listed(other) if one is not None else None


def _contains(rules: Rules, element: Element) -> Value:
    one, other = rules.operands(element)[:2]
    return all(part in listed(one) for part in listed(other))


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
    return [one for value in rules.operands(element) for one in listed(value)] or None


def _index(rules: Rules, element: Element) -> Value:
    number, held = attribute(element, "n"), listed(rules.operands(element)[0]) if children(element) else []
    if not number.isdigit() or len(number) > 4:
        raise UnknownError("index")
    return held[int(number) - 1] if 0 < int(number) <= len(held) else None


def _pattern_match(rules: Rules, element: Element) -> Value:
    wanted = qti_patterns.parts(attribute(element, "pattern"))
    value = rules.operands(element)[0] if children(element) else None
    if wanted is None:
        raise UnknownError("patternMatch")
    return None if value is None else qti_patterns.fits(wanted, str(value))


EXPRESSIONS: dict[str, Callable[[Rules, Element], Value]] = {
    "baseValue": _base_value,
    "variable": lambda rules, element: rules.variable(element),
    "correct": lambda rules, element: rules.correct(attribute(element, "identifier")),
    "mapResponse": lambda rules, element: rules.mapped(attribute(element, "identifier")),
    "match": _match,
    "equal": _equal,
    "stringMatch": _string_match,
    "patternMatch": _pattern_match,
    "member": _member,
    "contains": _contains,
    "index": _index,
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
