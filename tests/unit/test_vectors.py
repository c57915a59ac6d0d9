"""Cases that the player and Python share (tests/vectors/): the player's own tests write them, an independent reading checks them."""

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from coursepack.suspend import (
    COMPLETED,
    DIGITS,
    FAILED,
    PASSED,
    Attempt,
    Entry,
    Progress,
    longest_text,
    pack,
    unpack,
    written,
)
from coursepack.veil import veil
from tests.conftest import ROOT


def vectors(name: str, part: str | None = None) -> list[Any]:
    data = json.loads((ROOT / f"tests/vectors/{name}.json").read_text(encoding="utf-8"))
    cases: list[Any] = data[part] if part else data
    assert cases
    return cases


def detail(entry: dict[str, Any]) -> int:
    return int(entry["carried"]) + 2 * int(entry["tries"]) + 16 * int(entry["hints"]) + 128 * int(entry["confidence"])


def progress(state: dict[str, Any]) -> Progress:
    flags = COMPLETED * state["completed"] | PASSED * state["passed"] | FAILED * state["failed"]
    quizzes = {
        quiz["quiz"]: Attempt(
            quiz["attempts"],
            quiz["earned"],
            quiz["possible"],
            {aim: (earned, possible) for aim, earned, possible in quiz["objectives"]},
            quiz["mode"],
            frozenset(quiz["used"]),
            quiz["since"],
            quiz["seed"],
            quiz["extra"],
            {entry["question"]: Entry(entry["response"], detail(entry)) for entry in quiz["entries"]},
        )
        for quiz in state["quizzes"]
    }
    extras = (frozenset(state[name]) for name in ("passedOver", "bookmarks"))
    kept = {one["block"]: one["response"] for one in state["kept"]}
    return Progress(state["page"], flags, state["nextInteraction"], frozenset(state["seen"]), quizzes, *extras, kept)


@pytest.mark.parametrize("case", vectors("suspend"), ids=lambda case: case["name"])
def test_suspend_data(case: dict[str, Any]) -> None:
    expected = progress(case["state"])
    assert unpack(case["text"]) == expected
    assert pack(expected) == case["text"]


def text_written(units: list[int]) -> str:
    """Letters and digits as they are, a space as `_`, other units as a mark and their number; or a point and three digits for each unit."""

    def number(value: int) -> str:
        return DIGITS[value] if value < 32 else DIGITS[value % 32 + 32] + number(value // 32)

    letters = {ord(char): char for char in DIGITS[:62]} | {32: "_"}
    plain = "".join(letters.get(unit) or "-" + number(unit) for unit in units)
    packed = "." + "".join(DIGITS[unit // 4096] + DIGITS[unit // 64 % 64] + DIGITS[unit % 64] for unit in units)
    return min(plain, packed, key=len)


def test_what_a_learner_writes_takes_three_characters_a_unit_and_one_at_most() -> None:
    for case in vectors("kept", "texts"):
        assert case["response"] == text_written(case["units"])
        assert len(case["response"]) <= longest_text(len(case["units"]))


def test_a_commitment_says_whether_it_was_made_the_day_and_the_items() -> None:
    for case in vectors("kept", "commitments"):
        days = (date.fromisoformat(case["day"]) - date(2019, 12, 31)).days if case["day"] else 0
        numbers = [int(case["made"]), days, *case["items"]] if case["day"] or case["items"] else []
        assert case["response"] == written(numbers)


def test_the_same_progress_gives_the_same_text_in_any_order_of_seeing() -> None:
    assert pack(Progress(seen=frozenset([9, 1, 70]))) == pack(Progress(seen=frozenset([70, 9, 1])))


def test_veiled_texts() -> None:
    for case in vectors("veil"):
        assert veil(case["text"], case["n"]) == case["veiled"]


def mix(seed: int, n: int) -> int:
    h = seed ^ n * 0x9E3779B1 & 0xFFFFFFFF
    h = (h ^ h >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    h = (h ^ h >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return h ^ h >> 16


def test_mixing() -> None:
    for case in vectors("order", "mix"):
        assert mix(case["seed"], case["n"]) == case["value"]


def test_questions_are_drawn_and_asked_in_order() -> None:
    for case in vectors("order", "questions"):
        ranked = sorted(case["questions"], key=lambda n, seed=case["seed"]: mix(seed, n))
        drawn = ranked[: case["draw"] or len(ranked)]
        asked = drawn if case["shuffleQuestions"] else [n for n in case["questions"] if n in drawn]
        assert asked == case["asked"]


def test_a_set_is_drawn_and_asked_whole() -> None:
    for case in vectors("order", "sets"):
        units: dict[int, list[int]] = {}
        for n in case["questions"]:
            units.setdefault(case["setOf"].get(str(n), n), []).append(n)
        rows = case["rows"] or [[len(units), list(units)]]
        taken = set[int]()
        for count, names in rows:
            used = {name: bool(set(units[name]) & set(case["used"])) for name in names}
            taken |= set(sorted(names, key=lambda name, at=case["seed"], u=used: (u[name], mix(at, name)))[:count])
        asked = sorted(taken, key=lambda name, at=case["seed"]: mix(at, name)) if case["shuffleQuestions"] else taken
        in_order = asked if case["shuffleQuestions"] else [name for name in units if name in taken]
        assert [n for name in in_order for n in units[name]] == case["asked"]
        largest = [sorted((len(units[name]) for name in names), reverse=True)[:count] for count, names in rows]
        assert sum(map(sum, largest)) == case["most"]


def test_options_are_shuffled() -> None:
    for case in vectors("order", "options"):
        seed, question = case["seed"], case["question"]
        assert sorted(case["options"], key=lambda n: mix(seed, question * 64 + n)) == case["shown"]


def cut(value: Fraction, places: int) -> Fraction:
    """Cut, not rounded: 79.996 per cent are 79.99."""
    return Fraction(value * 10**places // 1, 10**places)


def share(policy: str, case: dict[str, Any]) -> Fraction:
    """The share of its points that a choice earns: what the documentation says (docs/authoring.md), in another way than the player."""
    key, picked, options = (set(case[name]) for name in ("key", "picked", "options"))
    if policy == "all-or-nothing" or not picked:
        return Fraction(key == picked)
    if policy == "per-part":
        return Fraction(len(options - (key ^ picked)), len(options)) if len(key) > 1 else Fraction(key == picked)
    return max(Fraction(0), Fraction(len(key & picked) - len(picked - key), len(key)))


def test_answers_and_scores() -> None:
    for case in vectors("scoring", "right"):
        assert (set(case["key"]) == set(case["picked"])) == case["right"]
        for policy, earned in case["earned"].items():
            assert earned == int(100 * case["points"] * share(policy, case)), (policy, case)
    for case in vectors("scoring", "percent"):
        whole = Fraction(case["earned"], case["possible"])
        assert cut(whole * 100, 2) == Fraction(case["percent"])
        assert cut(whole, 4) == Fraction(str(case["scaled"]))


def test_wrong_tries_and_hints_cost_their_share() -> None:
    for case in vectors("scoring", "costs"):
        lost = Fraction(case["penalty"], 100) * (case["tries"] - 1) + Fraction(
            sum(case["hintCosts"][: case["hints"]]), 100
        )
        assert case["earned"] == 100 * case["points"] * max(Fraction(0), 1 - lost) // 1, case


def test_objectives_get_the_points_of_their_questions() -> None:
    for case in vectors("scoring", "objectives"):
        asked = list(zip(case["aims"], case["points"], case["right"], strict=True))
        whole = {
            aim: (sum(p for a, p, r in asked if a == aim and r), sum(p for a, p, _ in asked if a == aim))
            for aim in dict.fromkeys(case["aims"])
            if aim
        }
        assert {
            n: (Fraction(earned, 100), Fraction(possible, 100)) for n, earned, possible in case["objectives"]
        } == whole
        score = Fraction(sum(p for _, p, r in asked if r), sum(case["points"]))
        for one in case["passed"]:
            met = all(Fraction(*whole[n]) >= Fraction(mark, 100) for n, mark in one["marks"])
            assert one["passed"] == (met and score >= Fraction(one["passMark"], 100))


def test_assessments_count_by_their_weights_or_else_by_their_points() -> None:
    for case in vectors("scoring", "totals"):
        if None in case["best"]:
            assert case["total"] is None
            continue
        weights = [
            Fraction(possible, 100) if weight is None else Fraction(weight)
            for weight, (_, possible) in zip(case["weights"], case["best"], strict=True)
        ]
        shares = [Fraction(*one) for one in case["best"]]
        mean = sum(w * s for w, s in zip(weights, shares, strict=True)) / sum(weights)
        assert Fraction(case["total"]) == cut(mean * 100, 2), case


def test_the_best_attempt_counts_and_the_earlier_one_wins_a_tie() -> None:
    for case in vectors("scoring", "best"):
        assert max(case["attempts"], key=lambda one: Fraction(*one)) == case["best"]


@pytest.mark.parametrize("case", vectors("scoring", "verdicts"), ids=lambda case: case["name"])
def test_verdicts(case: dict[str, Any]) -> None:
    quizzes = case["assessments"]
    submitted = bool(quizzes) and all(quiz["handedIn"] for quiz in quizzes)
    score = (
        Fraction(sum(quiz["earned"] for quiz in quizzes), sum(quiz["possible"] for quiz in quizzes))
        if submitted
        else None
    )
    passed = score is not None and case["passMark"] is not None and score * 100 >= case["passMark"]
    spent = submitted and all(quiz["attempts"] is not None and quiz["handedIn"] >= quiz["attempts"] for quiz in quizzes)
    rule = case["completion"] if quizzes else case["completion"] | {"assessments": "none"}
    done = {"passed": passed, "submitted": submitted, "none": True}[rule["assessments"]]
    asks_for_something = rule != {"pages": "none", "assessments": "none"}
    pages = case["pagesDone"] or (rule["pages"] == "none" and asks_for_something)
    success = "passed" if passed else "failed" if spent and case["passMark"] is not None else "unknown"
    assert (case["success"], case["completed"]) == (success, pages and done)
    assert (case["score"] is None) == (score is None)
    if score is not None:
        assert Fraction(case["score"]["percent"]) == cut(score * 100, 2)


def test_durations() -> None:
    for case in vectors("duration"):
        hundredths = min(case["ms"] // 10, 10_000 * 360_000 - 1)
        minutes, rest = divmod(hundredths, 6000)
        assert case["scorm12"] == f"{minutes // 60:04}:{minutes % 60:02}:{rest // 100:02}.{rest % 100:02}"
        seconds = f"{rest / 100:g}S" if rest or not minutes else ""
        hours = f"{minutes // 60}H" if minutes >= 60 else ""
        assert case["iso"] == "PT" + hours + (f"{minutes % 60}M" if minutes % 60 else "") + seconds
