"""A language for tests: English with accents, about a third longer, in brackets. What stands without brackets on a page is no text of
a catalogue, and what breaks with it breaks in German too. A course asks for it by the tag `en-XA`.
"""

from __future__ import annotations

import re

_ACCENTED = str.maketrans("aceginorstuyACEGINORSTUY", "áçéĝíñóŕšţúýÁÇÉĜÍÑÓŔŠŢÚÝ")
_HOLE = re.compile(r"(\{\d\})")


def pseudo(text: str | dict[str, str]) -> str | dict[str, str]:
    """The text in the pseudo-locale, its holes as they were."""
    if isinstance(text, dict):
        return {category: _bracketed(form) for category, form in text.items()}
    return _bracketed(text)


def _bracketed(text: str) -> str:
    return f"⟦{''.join(part if _HOLE.fullmatch(part) else _longer(part) for part in _HOLE.split(text))}⟧"


def _longer(words: str) -> str:
    return re.sub(r"[aeiouAEIOU]", lambda vowel: vowel[0] + vowel[0].lower(), words).translate(_ACCENTED)
