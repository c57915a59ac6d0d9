"""Colours: the arithmetic against known values, and every pair of the derived themes against what WCAG asks."""

from __future__ import annotations

import pytest

from coursepack.brand.colour import Oklch, contrast, luminance, oklch, reach
from coursepack.brand.palette import PAIRS, THEMES, failures, palettes

# More than WCAG asks where the learner, or the system for them, asked for more.
NEEDED = {"light": 1.0, "dark": 1.0, "contrast": 1.5, "contrast-dark": 1.5}


@pytest.mark.parametrize(
    ("color", "known"),
    [
        ("#ffffff", (1.0, 0.0, None)),
        ("#000000", (0.0, 0.0, None)),
        ("#ff0000", (0.627955, 0.257683, 29.23)),
        ("#00ff00", (0.866440, 0.294827, 142.50)),
        ("#0000ff", (0.452014, 0.313214, 264.05)),
    ],
)
def test_oklch_of_known_colours(color: str, known: tuple[float, float, float | None]) -> None:
    made = oklch(color)
    assert made.lightness == pytest.approx(known[0], abs=1e-4)
    assert made.chroma == pytest.approx(known[1], abs=1e-4)
    if known[2] is not None:
        assert made.hue == pytest.approx(known[2], abs=0.01)


@pytest.mark.parametrize("part", range(0, 256, 15))
def test_there_and_back(part: int) -> None:
    for color in (f"#{part:02x}40c0", f"#40{part:02x}{255 - part:02x}", f"#{part:02x}{part:02x}{part:02x}"):
        assert oklch(color).hex == color


def test_a_colour_that_no_screen_shows_keeps_its_hue_and_lightness() -> None:
    made = oklch(Oklch(0.7, 0.4, 150).hex)
    assert made.lightness == pytest.approx(0.7, abs=0.01)
    assert made.hue == pytest.approx(150, abs=1)


def test_contrast_as_wcag_counts_it() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert luminance("#808080") == pytest.approx(0.2159, abs=0.0001)


def test_the_nearest_colour_that_passes() -> None:
    assert reach(oklch("#005500"), 4.5, ["#ffffff"], darker=True) == "#005500"
    made = reach(oklch("#f2a900"), 3.0, ["#ffffff"], darker=True)
    assert 3.0 <= contrast(made, "#ffffff") < 3.05


@pytest.mark.parametrize("theme", THEMES)
def test_the_default_theme_passes(theme: str) -> None:
    assert list(failures(palettes()[theme], theme, NEEDED[theme])) == []


@pytest.mark.parametrize("hue", range(0, 360, 20))
def test_whatever_is_derived_passes_for_brands_of_every_hue(hue: int) -> None:
    for chroma in (0.0, 0.05, 0.12, 0.3):
        for lightness in (0.0, 0.2, 0.35, 0.44):
            primary = Oklch(lightness, chroma, hue).hex
            accent = reach(Oklch(0.7, chroma, (hue + 150) % 360), 3.3, ["#eaeaea"], darker=True)
            for theme, palette in palettes(primary, accent).items():
                assert list(failures(palette, theme, NEEDED[theme])) == [], (primary, accent)


def test_the_same_colours_every_time() -> None:
    assert palettes.__wrapped__() == palettes.__wrapped__()
    assert {len(palette) for palette in palettes().values()} == {len(palettes()["light"])}
    assert {name for name, _, _ in PAIRS} | {on for _, on, _ in PAIRS} == set(palettes()["light"]) - {"line"}
