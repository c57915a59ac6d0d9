"""The player's own texts as the templates use them, each with the marks that tell its language (WCAG 3.1.2).

`html` has the language of the course, and all that an author wrote is in it. Where the player speaks another language (there is no
catalogue for the course's, so it speaks English) `body` has that one, and the author's words are marked one by one; the script then
needs to mark nothing. Where both are the same, which is nearly always, all marks are empty.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup, escape

from coursepack.languages import SOURCE, Language, direction
from coursepack.strings import interface

_HOLE = re.compile(r"\{(\d)\}")
_MARKDOWN_BLOCK = re.compile(r"<(p|h[1-6]|ul|ol|blockquote|table|pre)(?=[ >])")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_LEFT_TO_RIGHT = re.compile("[A-Za-z\u00c0-\u02b8\u0370-\u058f\u0900-\u1fff\u2c00-\ufb1c]")
_ISOLATES, _END = {"ltr": "\u2066", "rtl": "\u2067"}, "\u2069"


# What is said otherwise in a unit that is a part of a course: nobody shall take a part for the whole.
IN_A_PART = {
    "about.rule": "unit.rule",
    "finish.assessment": "unit.finish-assessment",
    "finish.done": "unit.finish-done",
    "result.completed": "unit.completed",
    "result.course-done": "unit.completed",
    "result.read-on": "unit.read-on",
    "save.completed": "unit.save-completed",
}


class Words:
    """The texts for a course in that language, or for a `part` of it.

    `ui` and `own` are attributes for an element that holds the player's or the author's words, within one that holds the other's.
    """

    def __init__(self, course_language: str, *, part: bool = False) -> None:
        self._instead = IN_A_PART if part else {}
        self.interface = interface(course_language)
        self.language = self.interface.language
        self.foreign = self.language.tag != course_language
        self.direction = direction(course_language)
        self.two_ways = self.foreign and self.direction != self.language.direction
        self.ui = Markup(f' lang="{self.language.tag}"') if self.foreign else Markup("")
        self.own = Markup(f' lang="{escape(course_language)}"') if self.foreign else Markup("")

    def __getitem__(self, key: str) -> Markup:
        return self.say(key)

    def say(self, key: str, *values: object) -> Markup:
        """A text for an element. The first value chooses the plural form; texts among the values are the author's words."""
        key = self._instead.get(key, key)
        lacking, english = key in self.interface.lacking, self.interface.english(key, *values)
        text = self._filled(self.interface.text(key, *values), values, self._english if lacking else self.language)
        if lacking:
            return Markup('<span lang="en" dir="ltr">{}</span>').format(text)
        if english is None:
            return text
        beside = self._filled(english, values, self._english)
        return text + Markup(' <span class="english" lang="en" dir="ltr">{}</span>').format(beside)

    def label(self, key: str, *values: object) -> str:
        """A text for an attribute, or for another place that holds no elements."""
        key = self._instead.get(key, key)
        text = _fill(self.interface.text(key, *values), [self._plain(value, self.language) for value in values])
        english = self.interface.english(key, *values)
        return text if english is None else f"{text}\n{_fill(english, [self._plain(v, self._english) for v in values])}"

    def mark(self, text: str) -> Markup:
        """The author's words inside a line, marked where they run another way than the page, or the line is the player's."""
        if (way := self._way(text)) != self.direction:
            return Markup('<bdi dir="{}"{}>{}</bdi>').format(way, self.own, text)
        return Markup("<span{}>{}</span>").format(self.own, text) if self.foreign else escape(text)

    def mark_blocks(self, html: str) -> str:
        """The same for whole paragraphs."""
        return _MARKDOWN_BLOCK.sub(rf"<\1{self.own}", html) if self.foreign else html

    def for_player(self, keys: Iterable[str]) -> dict[str, Any]:
        """What the script gets (docs/player.md): the texts of these keys and what it takes to say them."""
        told, said = self.interface, {key: self._instead.get(key, key) for key in keys}
        beside = {key: told.beside[name] for key, name in said.items() if name in told.beside}
        optional = {
            "plural": self.language.plural,
            "decimal": self.language.decimal.replace(".", ""),
            "english": beside,
        }
        return {"strings": {key: told.texts[name] for key, name in said.items()}} | {
            k: v for k, v in optional.items() if v
        }

    @property
    def _english(self) -> Language:
        return interface(SOURCE).language

    def _filled(self, text: str, values: tuple[object, ...], spoken: Language) -> Markup:
        return Markup(_fill(str(escape(text)), [self._value(value, spoken) for value in values]))

    def _value(self, value: object, spoken: Language) -> str:
        """HTML of a value. The author's words are isolated where they could turn the sentence round, and keep their own way."""
        if isinstance(value, str) and not isinstance(value, Markup) and self._apart(value):
            return Markup('<bdi dir="{}"{}>{}</bdi>').format(self._way(value), self.own, value)
        return str(escape(_told(value, spoken)))

    def _plain(self, value: object, spoken: Language) -> str:
        told = str(_told(value, spoken))
        if isinstance(value, str) and self._apart(value):
            return f"{_ISOLATES[self._way(value)]}{told}{_END}"
        return told

    def _way(self, words: str) -> str:
        """The way that some words run: the course's, unless they hold no letter of its direction. English names do not turn Arabic."""
        turned = _RIGHT_TO_LEFT.search(words) is not None
        if self.direction == "rtl":
            return "rtl" if turned or words.isdecimal() else "ltr"
        return "rtl" if turned and not _LEFT_TO_RIGHT.search(words) else "ltr"

    def _apart(self, value: str) -> bool:
        return self.foreign or self.direction == "rtl" or _RIGHT_TO_LEFT.search(value) is not None


def _told(value: object, spoken: Language) -> object:
    if isinstance(value, datetime.date):
        return spoken.long_date(value)
    return spoken.number(value) if isinstance(value, float) else value


def _fill(text: str, values: Sequence[str]) -> str:
    return _HOLE.sub(lambda hole: values[int(hole[1])], text)
