"""Faces: named pairs for text and headings, out of what the learner's own system has.

Nothing is loaded: one face costs more than the whole player.
"""

from __future__ import annotations

from typing import NamedTuple


class Faces(NamedTuple):
    """Families of the text and of the headings, the headings' weight, and the height of a line."""

    text: str
    head: str
    weight: int = 600
    leading: float = 1.6


# The script of the course has its own faces (player/src/style/scripts.css), which come before the last resort.
_SANS, _SERIF = "var(--face-script,sans-serif),sans-serif", "var(--face-script,serif),serif"
_SYSTEM = f'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Helvetica Neue",Arial,{_SANS}'
_BOOK = f'Charter,"Bitstream Charter","Sitka Text",Cambria,"Noto Serif",Georgia,{_SERIF}'
_TITLE = f'"Iowan Old Style","Sitka Heading",Charter,"Bitstream Charter",Cambria,"Noto Serif",Georgia,{_SERIF}'
_HUMANIST = f'Seravek,"Avenir Next",Candara,Corbel,Ubuntu,"Open Sans","Noto Sans",{_SANS}'
_ROUND = 'ui-rounded,"SF Pro Rounded","Hiragino Maru Gothic ProN",Nunito,Quicksand,"Arial Rounded MT Bold",Ubuntu,'
_LEGIBLE = f'"Atkinson Hyperlegible Next","Atkinson Hyperlegible",Verdana,"DejaVu Sans",Tahoma,"Noto Sans",{_SANS}'

DEFAULT = "editorial"
FACES = {
    "editorial": Faces(_SYSTEM, _TITLE),
    "sans": Faces(_SYSTEM, _SYSTEM, 700),
    "humanist": Faces(_HUMANIST, _HUMANIST, 600),
    "serif": Faces(_BOOK, _TITLE, 600, 1.55),
    "rounded": Faces(_SYSTEM, _ROUND + _SYSTEM, 700),
    "legible": Faces(_LEGIBLE, _LEGIBLE, 700, 1.7),
}
