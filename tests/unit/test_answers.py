"""What an answer means: the build's own reading of written answers and numbers against the player's, and points of every type."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from coursepack.answers import accepts, exact, fits, fold, read_number, unit_folded
from coursepack.formats.questions import plain_number
from tests.unit.test_vectors import mix, vectors

DELIMITERS = ("[,]", "[.]", "[:]")


@pytest.mark.parametrize("case", vectors("answers", "texts"), ids=lambda case: ascii(case["text"]))
def test_what_is_the_same_text(case: dict[str, Any]) -> None:
    assert exact(case["text"]) == case["exact"]
    assert fold(case["text"]) == case["folded"]


def test_patterns() -> None:
    for case in vectors("answers", "patterns"):
        assert fits(case["pattern"], case["text"]) == case["fits"], case


@pytest.mark.parametrize("case", vectors("answers", "numbers"), ids=lambda case: f"{case['text']!a} {case['decimal']}")
def test_numbers_as_people_write_them(case: dict[str, Any]) -> None:
    found = read_number(case["text"], case["decimal"])
    told = found and {"value": plain_number(found[0]), "rest": found[1]}
    assert told == case["read"]


def test_numbers_are_compared_exactly() -> None:
    for case in vectors("answers", "exact"):
        a, b = Fraction(case["a"]), Fraction(case["b"])
        assert (a > b) - (a < b) == case["compared"]
        assert Fraction(case["product"]) == a * b


# --- points


def hits_and_misses(case: dict[str, Any]) -> tuple[int, int, int]:
    """Right and wrong answers given, and how many right ones there are: worked out from the key alone."""
    key, given = case["key"], case["given"]
    match case["type"]:
        case "fill-in":
            compare = "exact" if key["exact"] else "folded"
            right = accepts(tuple(key["answers"]), tuple(key["patterns"]), compare, given)
            return int(right), int(not right and given != ""), 1
        case "numeric":
            value = number(key, given)
            low, high = key["min"], key["max"]
            right = (
                value is not None
                and (low is None or value >= Decimal(low))
                and (high is None or value <= Decimal(high))
            )
            return int(right), int(not right and given != ""), 1
        case "sequencing":
            right_places = sum(a == b for a, b in zip(key, given, strict=False))
            return right_places, len(given) - right_places, len(key)
        case "decision":
            safe = len(set(key) & set(given))
            return safe, len(given) - safe, len(given) + still_open(case)
        case "hotspot":
            return len(set(key) & set(given)), len(set(given) - set(key)), len(key)
    pairs = {tuple(pair) for pair in key}
    chosen = {tuple(pair) for pair in given}
    return len(pairs & chosen), len(chosen - pairs), len(pairs)


def still_open(case: dict[str, Any]) -> int:
    """1 while the way that was taken has come to no end."""
    scene = case["decisions"][0][0]
    for taken in case["given"]:
        (scene,) = (to for at, n, to in case["decisions"] if (at, n) == (scene, taken))
    return int(any(at == scene for at, _, _ in case["decisions"]))


def number(key: dict[str, Any], given: str) -> Decimal | None:
    """In the question's own unit."""
    found = read_number(given, key["decimal"])
    if found is None or (found[1] and not key["units"]):
        return None
    value, unit = found
    if not unit:
        return None if key["required"] else value
    factors = {unit_folded(text): Decimal(factor) for text, factor in key["units"]}
    factor = factors.get(unit_folded(unit))
    return None if factor is None else value * factor


def judged(case: dict[str, Any]) -> tuple[int, int]:
    """Parts that are right, of all that can be."""
    hits, misses, wanted = hits_and_misses(case)
    if case["type"] == "hotspot" and case["select"] == "several":
        missed = wanted - hits
        return (len(case["options"]) - misses - missed if case["given"] else 0), len(case["options"])
    return hits, wanted


def test_points_of_every_type() -> None:
    for case in vectors("types", "parts"):
        hits, misses, wanted = hits_and_misses(case)
        good, of = judged(case)
        assert case["right"] == (good == of), case
        shares = {
            "all-or-nothing": Fraction(good == of),
            "per-part": Fraction(good, of),
            "right-minus-wrong": max(Fraction(0), Fraction(hits - misses, wanted)),
        }
        assert case["earned"] == {policy: int(100 * case["points"] * share) for policy, share in shares.items()}, case


# --- what is told


def letters(number: int) -> str:
    return "0123456789abcdefghijklmnopqrstuvwxyz"[number]


def wording(kind: str, given: Any) -> dict[str, str | None]:
    """The response in the grammars of SCORM 1.2 and xAPI."""
    if not given:
        return {"scorm12": None, "xapi": None}
    if kind in ("matching", "categorise"):
        pairs = sorted(given)
        return {
            "scorm12": ",".join(f"{letters(a)}.{letters(b)}" for a, b in pairs),
            "xapi": "[,]".join(f"{a}[.]{b}" for a, b in pairs),
        }
    return {"scorm12": ",".join(map(letters, given)), "xapi": "[,]".join(map(str, given))}


def test_what_is_told_of_a_response() -> None:
    for case in vectors("types", "parts"):
        key, given, kind = case["key"], case["given"], case["type"]
        if kind == "fill-in":
            said = given.strip() or None
            unsayable = said is not None and (said.startswith("{") or any(mark in said for mark in DELIMITERS))
            assert case["told"] == {"scorm12": said, "xapi": None if unsayable else said}
            prefix = "{case_matters=true}" if key["exact"] else ""
            assert case["patterns"] == [{"scorm12": one, "xapi": prefix + one} for one in key["answers"]]
        elif kind == "numeric":
            said = plain_number(number(key, given))
            assert case["told"] == {"scorm12": said, "xapi": said}
            one = key["min"] if key["min"] == key["max"] else None
            assert case["patterns"] == [{"scorm12": one, "xapi": f"{key['min'] or ''}[:]{key['max'] or ''}"}]
        else:
            assert case["told"] == wording(kind, given)
            assert case["patterns"] == [wording(kind, key)]


def test_each_decision_is_told_with_the_safe_ones_of_its_scene() -> None:
    cases = [case for case in vectors("types", "parts") if case["type"] == "decision"]
    assert len(cases) > 5
    for case in cases:
        for taken, step in zip(case["given"], case["steps"], strict=True):
            (scene,) = (at for at, n, _ in case["decisions"] if n == taken)
            safe = [n for at, n, _ in case["decisions"] if at == scene and n in case["key"]]
            assert step == {
                "id": f"q1_{case['scenes'][str(scene)]}",
                "activity": f"question/1/{scene}",
                "response": wording("choice", [taken]),
                "patterns": [wording("choice", [n]) for n in safe],
                "outcome": "correct" if taken in safe else "wrong",
            }


def test_a_sequence_begins_mixed_and_never_right() -> None:
    for case in vectors("types", "sequences"):
        mixed = sorted(case["options"], key=lambda n, case=case: mix(case["seed"], case["question"] * 64 + n))
        if mixed == case["key"]:
            mixed = [*mixed[1:], mixed[0]]
        assert case["first"] == mixed != case["key"]
