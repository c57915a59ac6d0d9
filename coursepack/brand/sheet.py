"""The part of the style sheet that differs from course to course: it stands before the player's own, which only uses these names."""

from __future__ import annotations

from coursepack.brand.faces import DEFAULT, FACES
from coursepack.brand.palette import ACCENT, PRIMARY, THEMES, Palette, palettes
from coursepack.model import Brand

# Which media ask for a theme as long as the learner has not chosen one.
_ASKED = {
    "light": "",
    "dark": "(prefers-color-scheme:dark)",
    "contrast": "(prefers-contrast:more)",
    "contrast-dark": "(prefers-contrast:more) and (prefers-color-scheme:dark)",
}


def sheet(brand: Brand | None, foot: str) -> str:
    """Faces, colours of every theme, and the line at the foot of printed pages. Paper has the light theme, whatever the screen shows."""
    own = brand or Brand(name="")
    colours = palettes((own.primary or PRIMARY).lower(), (own.accent or ACCENT).lower())
    rules = [f":root{{{_faces(own.font or DEFAULT)}{_declared(colours['light'])}}}", "@media screen{"]
    for theme in THEMES[1:]:
        rules.append(f':root[data-theme="{theme}"]{{{_declared(colours[theme], theme)}}}')
        rules.append(f"@media {_ASKED[theme]}{{:root:not([data-theme]){{{_declared(colours[theme], theme)}}}}}")
    rules.append(f'}}@page{{@bottom-left{{font:9pt sans-serif;content:"{_escaped(foot)}"}}}}\n')
    return "".join(rules)


def _faces(name: str) -> str:
    faces = FACES[name]
    return (
        f"--face-text:{faces.text};--face-head:{faces.head};--weight-head:{faces.weight};--leading:{faces.leading:g};"
    )


def _declared(palette: Palette, theme: str = "light") -> str:
    scheme = f"color-scheme:{'dark' if 'dark' in theme else 'light'};"
    # Tinted boxes have an edge where a tint alone is too little.
    scheme += f"--tint-edge:{'var(--line)' if 'contrast' in theme else 'transparent'};"
    return scheme + ";".join(f"--{name}:{color}" for name, color in sorted(palette.items()))


def _escaped(text: str) -> str:
    """As the inside of a string of CSS: whatever could end it, or is not ASCII, by its number."""
    plain = " .,:;()-"
    return "".join(
        char if char.isascii() and (char.isalnum() or char in plain) else f"\\{ord(char):x} " for char in text
    )
