"""From minutes to a body's units, in exact decimals."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def units(minutes: int, unit_minutes: int, step: Decimal, rounding: str, minimum: Decimal = Decimal(0)) -> Decimal:
    """Units that `minutes` give, in whole steps; 0 when below `minimum`.

    `unit_minutes` is minutes in one unit, `step` the smallest part of a unit. `rounding` is floor, ceil or nearest (halves
    go up: IACET's own example turns 30 minutes, 0.05 CEU, into 0.1).
    """
    steps = Fraction(minutes, unit_minutes) / Fraction(step)
    whole = steps.numerator // steps.denominator
    rest = steps - whole
    if (rounding == "ceil" and rest) or (rounding == "nearest" and rest * 2 >= 1):
        whole += 1
    value = whole * step
    return value if value >= minimum else Decimal(0)
