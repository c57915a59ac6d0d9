"""Ids for what comes without one, or with one that cannot be kept: made from words, so that importing again gives the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Sequence

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
MAX_ID = 64
_MADE = 40  # characters that a made id has at most


def is_id(text: str) -> bool:
    """Whether the authoring contract takes it as an id."""
    return len(text) <= MAX_ID and _ID.fullmatch(text) is not None


def slug(text: str, prefix: str, limit: int = _MADE) -> str:
    """An id made from words: whole words as far as they fit. `prefix` goes before what does not begin with a letter."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", bare))
    if not words or not words[0][0].isalpha():
        words.insert(0, prefix)
    made = str(words[0])[:limit]
    for word in words[1:]:
        if len(made) + 1 + len(word) > limit:
            break
        made += f"-{word}"
    return made


def unique(name: str, taken: Container[str], tried: dict[str, int] | None = None) -> str:
    """The name, or the name with the first number from 2 that is free. `tried` remembers where the search for a name ended."""
    if name not in taken:
        return name
    number = (tried or {}).get(name, 2)
    while (made := f"{name[: MAX_ID - len(str(number)) - 1].rstrip('-')}-{number}") in taken:
        number += 1
    if tried is not None:
        tried[name] = number
    return made


def named_ids(texts: Sequence[str], idents: Sequence[str] = ()) -> list[str]:
    """Ids for the parts of a question: the source's own where they can be kept, or made from the words."""
    given: list[str] = []
    for index, text in enumerate(texts):
        own = idents[index] if index < len(idents) else ""
        wanted = own if is_id(own) else slug(own, "option") if own else slug(_visible(text), "option", 24)
        given.append(unique(wanted, given))
    return given


def _visible(text: str) -> str:
    return re.sub(r"\]\([^)]*\)|[\\*`\[\]]", "", text)
