"""Credit: units follow from minutes, exactly."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.credit import units

steps = st.sampled_from(["0.01", "0.1", "0.25", "0.5", "1", "0.0001"]).map(Decimal)
minutes, unit = st.integers(0, 6000), st.integers(1, 6000)

CASES = [
    (30, 600, "0.1", "nearest", "0", "0.1"),  # IACET's own example: 0.05 CEU is 0.1
    (29, 600, "0.1", "nearest", "0", "0"),
    (60, 60, "0.1", "floor", "0", "1.0"),
    (50, 60, "0.25", "floor", "0", "0.75"),
    (44, 60, "0.25", "nearest", "0", "0.75"),
    (10, 60, "0.1", "ceil", "0", "0.2"),
    (29, 60, "0.25", "floor", "0.5", "0"),
    (30, 60, "0.25", "floor", "0.5", "0.50"),
]


@pytest.mark.parametrize("case", CASES)
def test_known_cases(case: tuple[int, int, str, str, str, str]) -> None:
    time, of, step, rounding, minimum, expected = case
    assert units(time, of, Decimal(step), rounding, Decimal(minimum)) == Decimal(expected)


@given(minutes, unit, steps)
def test_whole_steps_on_the_right_side_of_the_truth(time: int, of: int, step: Decimal) -> None:
    floor, nearest, ceil = (units(time, of, step, rounding) for rounding in ("floor", "nearest", "ceil"))
    assert floor <= nearest <= ceil <= floor + step
    assert all(value % step == 0 for value in (floor, nearest, ceil))
    assert floor * of <= time <= ceil * of
    assert abs(nearest * of - time) * 2 <= step * of


@given(minutes, unit, steps, st.sampled_from(["floor", "nearest", "ceil"]))
def test_more_minutes_never_give_less(time: int, of: int, step: Decimal, rounding: str) -> None:
    assert units(time, of, step, rounding) <= units(time + 1, of, step, rounding)


@given(minutes, unit, steps, st.integers(0, 99))
def test_under_the_least_there_is_nothing(time: int, of: int, step: Decimal, least: int) -> None:
    value, minimum = units(time, of, step, "floor"), least * step
    assert units(time, of, step, "floor", minimum) == (value if value >= minimum else 0)
