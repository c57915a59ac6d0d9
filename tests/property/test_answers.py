"""Written answers and numbers: the player and the build mean the same, whatever a learner writes; and no pattern takes long."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coursepack.answers import exact, fits, fold, read_number
from coursepack.formats.questions import plain_number
from coursepack.questions import Feedback, Numeric
from tests.conftest import ROOT

# Letters that both sides' versions of Unicode know, with what phones and foreign keyboards put in.
LETTERS = st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs", "Cn"])
ODD = st.sampled_from("ßẞæŒøŁđıİςΣ’‘“”–—−\u00a0\u3000\u200b\u00ad\u0301\u0308ＡｂＺ０ｶﾞがカйё가각😀ﬁ\ufeff")
TEXTS = st.text(st.one_of(LETTERS, ODD, st.sampled_from("abcABC 012,.-*?")), max_size=12)
WRITTEN = st.text(st.sampled_from("0123456789,. '’-−+\u00a0\u202f٣۵१５mgeE%"), max_size=9)
PIECES = st.text(st.sampled_from("ab*?"), max_size=8)

# Each example is one run of Node; a list of hundreds is not worth shrinking.
BATCHES = settings(max_examples=6, phases=(Phase.explicit, Phase.generate))


def played(calls: Sequence[Sequence[Any]]) -> list[Any]:
    """What the player's functions give."""
    script = ROOT / "player/test/support/evaluate.mjs"
    done = subprocess.run(["node", script], input=json.dumps(calls), capture_output=True, text=True, check=True)
    results: list[Any] = json.loads(done.stdout)
    return results


@BATCHES
@given(st.lists(TEXTS, min_size=150, max_size=300))
def test_texts_are_folded_alike(texts: list[str]) -> None:
    found = played([*(("fold", text) for text in texts), *(("exact", text) for text in texts)])
    assert found == [*map(fold, texts), *map(exact, texts)]


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(f"  {text}\t") == fold(text)


@BATCHES
@given(st.lists(st.tuples(PIECES, st.text("ab", max_size=9)), min_size=150, max_size=300))
def test_patterns_accept_alike(pairs: list[tuple[str, str]]) -> None:
    assert played([("fits", *pair) for pair in pairs]) == [fits(*pair) for pair in pairs]


def test_no_pattern_takes_long() -> None:
    hard = [("fits", "*a" * 100 + "b", "a" * 200), ("fits", "*?" * 100, "a" * 199)]
    start = time.monotonic()
    assert played(hard) == [False, True]
    assert time.monotonic() - start < 10  # most of it is Node's start


@BATCHES
@given(st.lists(st.tuples(WRITTEN, st.sampled_from(",.")), min_size=150, max_size=300))
def test_numbers_are_read_alike(pairs: list[tuple[str, str]]) -> None:
    expected = []
    for pair in pairs:
        found = read_number(*pair)
        expected.append(found and {"value": plain_number(found[0]), "rest": found[1]})
    assert played([("readNumber", *pair) for pair in pairs]) == expected


decimals = st.decimals(-(10**12), 10**12, places=6).map(plain_number)


@BATCHES
@given(st.lists(st.tuples(decimals, decimals), min_size=100, max_size=200))
def test_exact_arithmetic(pairs: list[tuple[str, str]]) -> None:
    exactly = [(Fraction(a), Fraction(b)) for a, b in pairs]
    assert played([("compare", *pair) for pair in pairs]) == [(a > b) - (a < b) for a, b in exactly]
    assert [Fraction(text) for text in played([("times", *pair) for pair in pairs])] == [a * b for a, b in exactly]


@given(st.decimals(-(10**15) + 1, 10**15 - 1, places=10), st.decimals(0, 999, places=10))
def test_a_tolerance_is_exact(answer: Decimal, tolerance: Decimal) -> None:
    feedback = Feedback("Yes.", "No.")
    for text, off in (
        (f"{tolerance:f}", Fraction(tolerance)),
        (f"{tolerance:f}%", Fraction(tolerance) * abs(Fraction(answer)) / 100),
    ):
        question = Numeric("q", "How many?", objective="o", feedback=feedback, answer=answer, tolerance=text)
        assert (Fraction(question.bounds.min or 0), Fraction(question.bounds.max or 0)) == (
            Fraction(answer) - off,
            Fraction(answer) + off,
        )


@given(decimals, st.sampled_from(",."))
def test_a_number_in_the_learners_own_writing_is_read(number: str, sign: str) -> None:
    """Plain, with the language's sign; and grouped by spaces."""
    whole, _, part = number.partition(".")
    shown = whole + (sign + part if part else "")
    grouped = f"{int(whole):,}".replace(",", " ") + (sign + part if part else "")
    for text in (shown, grouped if not number.startswith("-0") else shown):
        found = read_number(text, sign)
        assert found is not None
        assert (plain_number(found[0]), found[1]) == (number, "")


@BATCHES
@given(st.lists(st.text(max_size=20), min_size=100, max_size=200))
def test_texts_survive_the_suspend_data(texts: list[str]) -> None:
    written = played([("writeText", text) for text in texts])
    assert played([("readText", text) for text in written]) == texts
    units = [len(text.encode("utf-16-le")) // 2 for text in texts]
    assert all(len(text) <= 1 + 3 * count for text, count in zip(written, units, strict=True))
