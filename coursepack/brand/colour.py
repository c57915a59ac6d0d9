"""Colour arithmetic: sRGB and OKLCH, and the contrast of WCAG.

OKLab and its matrices: Björn Ottosson, "A perceptual color space for image processing", 2020
(https://bottosson.github.io/posts/oklab/). The sRGB curve: IEC 61966-2-1. Relative luminance and contrast ratio: WCAG 2.2,
glossary (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

Triple = tuple[float, float, float]


class Oklch(NamedTuple):
    """Lightness 0 to 1, chroma 0 to about 0.37, hue in degrees."""

    lightness: float
    chroma: float
    hue: float

    @property
    def hex(self) -> str:
        """As `#rrggbb`, with as much of the chroma as a screen can show."""
        linear = _linear(self)
        if not _shown(linear):
            linear = _linear(self._replace(chroma=_most_chroma(self)))
        return "#" + "".join(f"{round(255 * _curve(min(1.0, max(0.0, part)))):02x}" for part in linear)


def oklch(color: str) -> Oklch:
    """What `#rrggbb` is in OKLCH."""
    red, green, blue = _linear_of(color)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


@cache
def luminance(color: str) -> float:
    """Relative luminance of `#rrggbb`."""
    red, green, blue = _linear_of(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def reach(start: Oklch, ratio: float, grounds: Iterable[str], *, darker: bool) -> str:
    """The colour nearest to `start` in lightness, its own or darker (else lighter), that has the ratio to each of the grounds.

    When none has it, black or white with the chroma that is left: as far as one can go.
    """
    against = tuple(grounds)

    def passes(lightness: float) -> bool:
        color = start._replace(lightness=lightness).hex
        return all(contrast(color, ground) >= ratio for ground in against)

    if passes(start.lightness):
        return start.hex
    return start._replace(lightness=edge(passes, 0.0 if darker else 1.0, start.lightness)).hex


def edge(passes: Callable[[float], bool], good: float, bad: float) -> float:
    """Where it begins to pass, from the passing side; 14 halvings are finer than 8 bits of a screen."""
    for _ in range(14):
        middle = (good + bad) / 2
        good, bad = (middle, bad) if passes(middle) else (good, middle)
    return good


def _most_chroma(color: Oklch) -> float:
    return edge(lambda chroma: _shown(_linear(color._replace(chroma=chroma))), 0.0, color.chroma)


def _shown(linear: Triple) -> bool:
    return all(-0.0001 <= part <= 1.0001 for part in linear)


def _linear(color: Oklch) -> Triple:
    a = color.chroma * math.cos(math.radians(color.hue))
    b = color.chroma * math.sin(math.radians(color.hue))
    long = (color.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (color.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (color.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _linear_of(color: str) -> Triple:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _uncurve(red), _uncurve(green), _uncurve(blue)


def _curve(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _uncurve(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
