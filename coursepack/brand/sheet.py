"""The part of the style sheet that differs from brand to brand: it stands before the player's own, which only uses these names."""

from __future__ import annotations

from coursepack.brand.palette import THEMES, Palette, palettes

# Which media ask for a theme as long as the learner has not chosen one.
_ASKED = {
    "light": "",
    "dark": "(prefers-color-scheme:dark)",
    "contrast": "(prefers-contrast:more)",
    "contrast-dark": "(prefers-contrast:more) and (prefers-color-scheme:dark)",
}


def sheet(foot: str) -> str:
    """Colours of every theme, and the line at the foot of printed pages. Paper has the light theme, whatever the screen shows."""
    colours = palettes()
    rules = [f":root{{{_declared(colours['light'])}}}", "@media screen{"]
    for theme in THEMES[1:]:
        rules.append(f':root[data-theme="{theme}"]{{{_declared(colours[theme], theme)}}}')
        rules.append(f"@media {_ASKED[theme]}{{:root:not([data-theme]){{{_declared(colours[theme], theme)}}}}}")
    rules.append(f'}}@page{{@bottom-left{{font:9pt sans-serif;content:"{_escaped(foot)}"}}}}\n')
    return "".join(rules)


def _declared(palette: Palette, theme: str = "light") -> str:
    scheme = f"color-scheme:{'dark' if 'dark' in theme else 'light'};"
    return scheme + ";".join(f"--{name}:{color}" for name, color in sorted(palette.items()))


def _escaped(text: str) -> str:
    """As the inside of a string of CSS: whatever could end it, or is not ASCII, by its number."""
    return "".join(
        char if char.isascii() and (char.isalnum() or char in " .,:;()-") else f"\\{ord(char):x} " for char in text
    )
