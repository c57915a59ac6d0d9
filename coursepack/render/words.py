"""The player's own texts as the templates use them, each with the marks that tell its language (WCAG 3.1.2).

`html` has the language of the course, and all that an author wrote is in it. Where the player speaks another language (there is no
catalogue for the course's, so it speaks English) `body` has that one, and the author's words are marked one by one; the script then
needs to mark nothing. Where both are the same, which is nearly always, all marks are empty.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from markupsafe import Markup, escape

from coursepack.languages import direction
from coursepack.strings import interface

_HOLE = re.compile(r"\{(\d)\}")
_MARKDOWN_BLOCK = re.compile(r"<(p|h[1-6]|ul|ol|blockquote|table|pre)(?=[ >])")
_ISOLATE, _END = "\u2068", "\u2069"
_T = TypeVar("_T", bound=str)


class Words:
    """The texts for a course in that language.

    `ui` and `own` are attributes for an element that holds the player's or the author's words, within one that holds the other's.
    """

    def __init__(self, course_language: str) -> None:
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
        text = _fill(escape(self.interface.text(key, *values)), values, self._value)
        if key in self.interface.lacking:
            return Markup('<span lang="en" dir="ltr">{}</span>').format(text)
        if (english := self.interface.english(key, *values)) is None:
            return text
        beside = _fill(escape(english), values, self._value)
        return text + Markup(' <span class="english" lang="en" dir="ltr">{}</span>').format(beside)

    def label(self, key: str, *values: object) -> str:
        """A text for an attribute, or for another place that holds no elements."""
        text = _fill(self.interface.text(key, *values), values, self._plain)
        english = self.interface.english(key, *values)
        return text if english is None else f"{text}\n{_fill(english, values, self._plain)}"

    def mark(self, text: str) -> Markup:
        """The author's words inside a line, marked when the line is the player's."""
        return Markup("<span{}>{}</span>").format(self.own, text) if self.foreign else escape(text)

    def mark_blocks(self, html: str) -> str:
        """The same for whole paragraphs."""
        return _MARKDOWN_BLOCK.sub(rf"<\1{self.own}", html) if self.foreign else html

    def for_player(self, keys: Iterable[str]) -> dict[str, Any]:
        """What the script gets (docs/player.md): the texts of these keys and what it takes to say them."""
        told = self.interface
        beside = {key: told.beside[key] for key in keys if key in told.beside}
        optional = {
            "plural": self.language.plural,
            "decimal": self.language.decimal.replace(".", ""),
            "english": beside,
        }
        return {"strings": {key: told.texts[key] for key in keys}} | {k: v for k, v in optional.items() if v}

    def _value(self, value: object) -> Markup:
        if isinstance(value, str) and not isinstance(value, Markup):
            return Markup("<bdi{}>{}</bdi>").format(self.own, value)
        return escape(self._told(value))

    def _plain(self, value: object) -> str:
        told = str(self._told(value))
        isolated = isinstance(value, str) and self.language.direction == "rtl"
        return f"{_ISOLATE}{told}{_END}" if isolated else told

    def _told(self, value: object) -> object:
        if isinstance(value, datetime.date):
            return self.language.long_date(value)
        return self.language.number(value) if isinstance(value, float) else value


def _fill(text: _T, values: tuple[object, ...], told: Callable[[object], str]) -> _T:
    # A `Markup` puts itself together by escaping, so it has to be plain text in between.
    return type(text)(_HOLE.sub(lambda hole: str(told(values[int(hole[1])])), str(text)))
