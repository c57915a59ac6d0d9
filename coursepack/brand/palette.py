"""The colours of the course in four themes, all derived from two: the primary colour and the accent.

The light theme shows the two as they were given; everything else follows in OKLCH, and is made dark or light enough for what
it stands on. `PAIRS` says what stands on what. A brand whose own two colours are too pale fails there, and is told so
(coursepack/checks/brand.py); the derived ones pass by construction, which a test proves for brands of every hue.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from coursepack.brand.colour import Oklch, contrast, edge, oklch, reach

PRIMARY, ACCENT = "#0d5466", "#a86f0c"
THEMES = ("light", "dark", "contrast", "contrast-dark")

# Meanings keep their hue in every brand, so that care looks like care everywhere.
MEANINGS = {"warm": 48.0, "care": 322.0, "right": 152.0, "wrong": 27.0}
SURFACES = ("paper", "card", "sunk")
TINTS = ("brand-tint", "accent-tint", *(f"{name}-tint" for name in MEANINGS))

# Text and what it stands on (WCAG 2.2, 1.4.3), and parts that must be seen and what they stand on (1.4.11).
TEXT: dict[str, tuple[str, ...]] = {
    "ink": SURFACES + TINTS,
    "ink-soft": SURFACES + TINTS,
    "brand": SURFACES + TINTS,
    "brand-deep": SURFACES + TINTS,
    "on-brand": ("brand", "brand-deep"),
    "on-cover": ("cover",),
    **{name: (*SURFACES, f"{name}-tint") for name in MEANINGS},
}
PARTS: dict[str, tuple[str, ...]] = {
    "line-strong": SURFACES,
    "accent": SURFACES,
    "focus": SURFACES + TINTS,
    "lamp": ("cover",),
}
PAIRS = [(*pair, 4.5) for pair in ((text, on) for text, grounds in TEXT.items() for on in grounds)]
PAIRS += [(*pair, 3.0) for pair in ((part, on) for part, grounds in PARTS.items() for on in grounds)]

Palette = dict[str, str]


class Failure(NamedTuple):
    """A colour that is too near to the one that it stands on."""

    theme: str
    name: str
    on: str
    ratio: float
    needed: float


class Aim(NamedTuple):
    """Where a theme's inks go: darker than their grounds or lighter, and how far for text and for other parts."""

    darker: bool
    ink: str
    text: float
    part: float


@cache
def palettes(primary: str = PRIMARY, accent: str = ACCENT) -> dict[str, Palette]:
    """The colours of each theme by their name."""
    brand, lamp = oklch(primary), oklch(accent)
    return {
        "light": _light(brand, lamp, primary, accent),
        "dark": _dark(brand, lamp),
        "contrast": _contrast(brand, lamp),
        "contrast-dark": _contrast_dark(brand, lamp),
    }


def failures(palette: Palette, theme: str, more: float = 1.0) -> Iterator[Failure]:
    """The pairs of a theme that do not reach their ratio, or `more` times what WCAG asks."""
    for name, on, needed in PAIRS:
        ratio = contrast(palette[name], palette[on])
        if ratio < needed * more:
            yield Failure(theme, name, on, ratio, needed * more)


def nearest(which: str, primary: str, accent: str) -> str:
    """The primary colour or the accent, made only as dark as it has to be for the light theme to pass."""
    start = oklch(primary if which == "primary" else accent)

    def passes(lightness: float) -> bool:
        tried = start._replace(lightness=lightness).hex
        made = palettes(*((tried, accent) if which == "primary" else (primary, tried)))["light"]
        return not any(
            failure for failure in failures(made, "light") if (failure.name == "accent") == (which == "accent")
        )

    return start._replace(lightness=edge(passes, 0.0, start.lightness)).hex


def _tinted(lightness: float, color: Oklch, chroma: float) -> str:
    """A quiet colour in the hue of another; one of a grey brand stays grey."""
    return Oklch(lightness, chroma * min(1.0, color.chroma / 0.06), color.hue).hex


def _light(brand: Oklch, lamp: Oklch, primary: str, accent: str) -> Palette:
    made = {
        "paper": _tinted(0.986, brand, 0.003),
        "card": "#ffffff",
        "sunk": _tinted(0.963, brand, 0.006),
        "line": _tinted(0.89, brand, 0.01),
        "brand": primary,
        "brand-deep": brand._replace(lightness=max(0.0, brand.lightness - 0.08)).hex,
        "brand-tint": _tinted(0.952, brand, 0.02),
        "accent": accent,
        "accent-tint": _tinted(0.95, lamp, 0.045),
        "on-brand": _on(primary),
    }
    made |= {f"{name}-tint": Oklch(0.96, 0.018, hue).hex for name, hue in MEANINGS.items()}
    made |= _cover(brand._replace(lightness=min(brand.lightness, 0.37)), brand, lamp)
    return _with_inks(made, brand, lamp, Aim(True, _tinted(0.25, brand, 0.028), 5.2, 3.2))


def _dark(brand: Oklch, lamp: Oklch) -> Palette:
    made = {
        "paper": _tinted(0.195, brand, 0.014),
        "card": _tinted(0.228, brand, 0.016),
        "sunk": _tinted(0.258, brand, 0.017),
        "line": _tinted(0.37, brand, 0.02),
        "brand-tint": _tinted(0.305, brand, 0.045),
        "accent-tint": _tinted(0.32, lamp, 0.05),
        "on-brand": _tinted(0.2, brand, 0.03),
    }
    made |= {f"{name}-tint": Oklch(0.295, 0.04, hue).hex for name, hue in MEANINGS.items()}
    made |= _cover(brand._replace(lightness=0.285, chroma=min(brand.chroma, 0.055)), brand, lamp)
    light = brand._replace(lightness=0.8, chroma=min(brand.chroma, 0.1))
    made["brand"] = reach(light, 5.5, _grounds(made), darker=False)
    made["brand-deep"] = reach(light._replace(lightness=0.87), 5.5, _grounds(made), darker=False)
    made["accent"] = reach(lamp._replace(lightness=0.78), 3.2, _of(made, SURFACES), darker=False)
    return _with_inks(made, brand, lamp, Aim(False, _tinted(0.935, brand, 0.01), 5.5, 3.2))


def _contrast(brand: Oklch, lamp: Oklch) -> Palette:
    made = dict.fromkeys((*SURFACES, "on-brand", "on-cover", "lamp"), "#ffffff")
    made |= {"brand-tint": _tinted(0.972, brand, 0.015), "accent-tint": _tinted(0.972, lamp, 0.03)}
    made |= {f"{name}-tint": Oklch(0.972, 0.018, hue).hex for name, hue in MEANINGS.items()}
    deep = reach(brand, 8.5, _grounds(made), darker=True)
    made |= {"brand": deep, "brand-deep": _deeper(deep, -0.08), "cover": deep}
    made = _with_inks(made, brand, lamp, Aim(True, "#000000", 8.0, 7.0))
    return made | {"ink-soft": "#000000", "line": made["line-strong"], "accent": "#000000"}


def _contrast_dark(brand: Oklch, lamp: Oklch) -> Palette:
    made = dict.fromkeys((*SURFACES, "on-brand", "cover"), "#000000") | dict.fromkeys(("on-cover", "lamp"), "#ffffff")
    made |= {"brand-tint": _tinted(0.2, brand, 0.03), "accent-tint": _tinted(0.22, lamp, 0.04)}
    made |= {f"{name}-tint": Oklch(0.2, 0.03, hue).hex for name, hue in MEANINGS.items()}
    light = brand._replace(lightness=0.86, chroma=min(brand.chroma, 0.09))
    made |= {"brand": reach(light, 9.0, _grounds(made), darker=False)}
    made |= {"brand-deep": _deeper(made["brand"], 0.06)}
    made = _with_inks(made, brand, lamp, Aim(False, "#ffffff", 9.0, 7.0))
    return made | {"ink-soft": "#ffffff", "line": made["line-strong"], "accent": "#ffffff"}


def _with_inks(made: Palette, brand: Oklch, lamp: Oklch, aim: Aim) -> Palette:
    """What is written, drawn and framed, made to be read on everything that is there already."""
    darker, ink, text, part = aim
    start = 0.5 if darker else 0.8
    quiet = Oklch(start, 0.022 * min(1.0, brand.chroma / 0.06), brand.hue)
    frame = quiet._replace(lightness=0.66 if darker else 0.5)
    glow = lamp._replace(lightness=0.6 if darker else 0.82, chroma=min(0.15, max(lamp.chroma, 0.05)))
    made |= {
        "ink": ink,
        "ink-soft": reach(quiet, text, _grounds(made), darker=darker),
        "line-strong": reach(frame, part, _of(made, SURFACES), darker=darker),
        "focus": reach(glow, part * 1.1, _grounds(made), darker=darker),
    }
    for name, hue in MEANINGS.items():
        own = [*_of(made, SURFACES), made[f"{name}-tint"]]
        made[name] = reach(Oklch(start, 0.115 if darker else 0.09, hue), text, own, darker=darker)
    return made


def _cover(ground: Oklch, brand: Oklch, lamp: Oklch) -> Palette:
    glow = reach(lamp._replace(lightness=0.8), 3.2, [ground.hex], darker=False)
    return {"cover": ground.hex, "on-cover": _tinted(0.985, brand, 0.01), "lamp": glow}


def _on(color: str) -> str:
    """White or black, whichever is read better."""
    return max("#ffffff", "#000000", key=lambda ink: contrast(ink, color))


def _deeper(color: str, by: float) -> str:
    before = oklch(color)
    return before._replace(lightness=min(1.0, max(0.0, before.lightness + by))).hex


def _grounds(made: Palette) -> list[str]:
    return _of(made, SURFACES + TINTS)


def _of(made: Palette, names: tuple[str, ...]) -> list[str]:
    return [made[name] for name in names]
