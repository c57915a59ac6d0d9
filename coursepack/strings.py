"""The player's own texts in the language of a course: `data/strings/<catalogue>.json`, and English for what it lacks.

English holds the sources: a text, or `{"text": …, "critical": true, "note": …}`, where a text is a string or plural forms by category.
Another catalogue holds for each key the translation (`text`), the English that it translates (`source`), its `status` (`machine`, `human`
or `reviewed`), and `reviewer` and `reviewedOn`. A translation of an English text that has changed since is not used.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from coursepack.languages import DATA, PSEUDO, SOURCE, Language, language
from coursepack.pseudo import pseudo

FOLDER = DATA / "strings"

Text: TypeAlias = str | dict[str, str]


@dataclass(frozen=True)
class Interface:
    """All texts in one language. `beside` holds the English of critical texts that no person has reviewed in it; `lacking` are
    the keys that it shows in English for want of a translation; `reviewed` counts the texts that a person has reviewed.
    """

    language: Language
    texts: Mapping[str, Text]
    beside: Mapping[str, Text]
    lacking: frozenset[str]
    reviewed: int

    @property
    def translated(self) -> bool:
        """Whether these are translations, and not the English texts themselves."""
        return self.language.catalogue not in (SOURCE, PSEUDO)

    def text(self, key: str, *values: object) -> str:
        """The text of a key with its holes open; the first value chooses among plural forms."""
        if key in self.lacking:
            return form(english().language, self.texts[key], values)
        return form(self.language, self.texts[key], values)

    def english(self, key: str, *values: object) -> str | None:
        """The English that is to stand beside the text, if any."""
        text = self.beside.get(key)
        return None if text is None else form(english().language, text, values)


def form(spoken: Language, text: Text, values: tuple[object, ...]) -> str:
    """The plural form that the first value asks for, or the text itself when it has none."""
    if isinstance(text, str):
        return text
    return text.get(spoken.category(values[0]), text["other"]) if values else text["other"]


def english() -> Interface:
    """The source texts."""
    return interface(SOURCE)


@cache
def interface(tag: str) -> Interface:
    """The texts for a language tag; English when there is no catalogue for it."""
    spoken = language(tag) or language(SOURCE)
    assert spoken
    sources = catalogue(SOURCE)
    texts = {key: source_text(entry) for key, entry in sources.items()}
    if spoken.catalogue == SOURCE:
        return Interface(spoken, texts, {}, frozenset(), len(texts))
    if spoken.catalogue == PSEUDO:
        return Interface(spoken, {key: pseudo(text) for key, text in texts.items()}, {}, frozenset(), 0)
    entries = catalogue(spoken.catalogue)
    fresh = {key: entry for key, entry in entries.items() if key in texts and entry["source"] == texts[key]}
    reviewed = {key for key, entry in fresh.items() if entry["status"] == "reviewed"}
    beside = {key: texts[key] for key in fresh if critical(sources[key]) and key not in reviewed}
    translated = texts | {key: entry["text"] for key, entry in fresh.items()}
    return Interface(spoken, translated, beside, frozenset(texts) - frozenset(fresh), len(reviewed))


def catalogue(name: str) -> dict[str, Any]:
    """The entries of a catalogue, as they stand in its file."""
    entries: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return entries


def source_text(entry: Any) -> Text:
    """The text of an entry of the English catalogue."""
    text: Text = entry if isinstance(entry, str) else entry["text"]
    return text


def critical(entry: Any) -> bool:
    """Whether an entry of the English catalogue is one on which somebody's safety or record may hang."""
    return not isinstance(entry, str) and bool(entry.get("critical"))
