"""What all writers need: a question in the authoring form, its texts as plain HTML, and a word on what stays behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

import msgspec
from lxml import etree, html

from coursepack.exchange.bank import Form, Log
from coursepack.exchange.parts import UnusableError
from coursepack.media.sizes import size_of
from coursepack.model import Course, Quiz
from coursepack.problems import Place
from coursepack.questions import QuestionSet
from coursepack.render import markdown
from coursepack.render.bibliography import Bibliography
from coursepack.render.markdown import Cited
from coursepack.render.words import Words

Element = etree._Element


@dataclass
class Leaving:
    """One question on its way out. `scoring` is what holds for it in the end; `lost` collects what has to be said.

    `stem` is the story of its set, `case` the set's id, and `unit` its first question: its own id where it stands alone. `carried` names
    fields that most formats have no place for, and this one has.
    """

    question: Form
    scoring: str
    sources: Bibliography
    files: Mapping[str, Path]
    stem: str = ""
    unit: str = ""
    case: str = ""
    lost: list[str] = field(default_factory=list)
    carried: set[str] = field(default_factory=set)

    def __getitem__(self, key: str) -> Any:
        return self.question[key]

    def get(self, key: str, default: Any = None) -> Any:
        """A field of the question."""
        return self.question.get(key, default)

    @property
    def points(self) -> int:
        """Its points."""
        return int(self.question.get("points", 1))

    @property
    def right(self) -> list[Form]:
        """The right options of a choice or a hotspot."""
        parts: list[Form] = self.question.get("options") or self.question.get("regions") or []
        return [one for one in parts if one.get("correct")]

    def lose(self, what: str) -> None:
        """Note something that the format has no place for."""
        if what not in self.lost:
            self.lost.append(what)

    def html(self, text: str, *, inline: bool = False) -> str:
        """HTML of a text, as XML has it; citations become words, and links into the course only their words."""
        if markdown.is_plain(text):
            return escape(text, quote=False) if inline else f"<p>{escape(text, quote=False)}</p>"
        made = markdown.to_html(text, self._cite, inline=inline).strip()
        root: Element = html.fragment_fromstring(made, create_parent="div")
        for link in list(root.iter("a")):
            if str(link.get("href", "")).startswith("#"):
                _unwrap(link)
                self.lose("a link to a page of the course")
        for element in root.iter():
            for name in map(str, list(element.attrib)):
                if name not in ("href", "start"):
                    del element.attrib[name]
        whole = etree.tostring(root, encoding="unicode", method="xml")
        return re.sub(r"^<div>|</div>$|^<div/>$", "", whole)

    def plain(self, text: str) -> str:
        """The words alone."""
        return markdown.plain_text(text)

    def _cite(self, cited: tuple[Cited, ...]) -> str:
        self.lose("citations (they become words)")
        shown = [
            f"{self.sources.short(self.sources.sources[one.key])}{f', {one.locator}' if one.locator else ''}"
            for one in cited
        ]
        return f"({escape('; '.join(shown))})"

    @property
    def title(self) -> str:
        """A short title: the first words of the prompt."""
        text = self.plain(str(self.question["prompt"]))
        return text if len(text) <= 70 else text[:69].rstrip() + "…"

    @property
    def prompt(self) -> str:
        """The prompt, with the story of the set before it when it belongs to one."""
        return "\n\n".join(text for text in (self.stem, str(self.question["prompt"])) if text)

    def shown_unit(self) -> str:
        """The first unit, to be shown behind the number where a format knows no others; the others are lost."""
        units = self.get("units", [])
        if not units:
            return ""
        if self.get("unit", "shown") != "shown":
            self.lose(f"that its unit is {self['unit']} (it stands behind the number)")
        if len(units) > 1:
            self.lose("its other units")
        return str(units[0]["text"])

    def size(self, source: str) -> tuple[int, int]:
        """Width and height of a picture in pixels. Raises `UnusableError` when it does not say them."""
        size = size_of(self.files[source].read_bytes())
        if size is None:
            message = f"the picture '{source}' of '{self['id']}' does not say its size"
            raise UnusableError("CP184", message, "save it as PNG or JPEG")
        return size

    def share(self) -> Decimal:
        """What each right option is worth, in per cent."""
        return Decimal(100) / max(1, len(self.right))


def leaving(course: Course, quiz: Quiz, files: Mapping[str, Path]) -> Iterator[Leaving]:
    """Every question of a quiz, those of sets one by one."""
    sources = Bibliography({one.id: one for one in course.sources}, Words(course.language))
    for entry in quiz.entries:
        if isinstance(entry, QuestionSet):
            unit, stem, case = entry.questions, entry.vignette, entry.id
        else:
            unit, stem, case = (entry,), "", ""
        for question in map(_form, unit):
            scoring = str(question.get("scoring") or quiz.scoring)
            yield Leaving(question, scoring, sources, files, stem, unit[0].id, case)


def _form(question: Any) -> Form:
    form: Form = msgspec.to_builtins(question, str_keys=True)
    return form


def no_such(tool: str, one: Leaving) -> UnusableError:
    """What to say of a type that a format lacks. QTI 2.1 has all of ours but cases that branch."""
    hint = "no other format has them either" if one["type"] == "decision" else "export it as QTI 2.1"
    return UnusableError("CP184", f"{tool} has no questions like '{one['id']}' ({one['type']})", hint)


def losses(one: Leaving) -> list[str]:
    """Everything that a question loses, also what hardly a format has a place for."""
    if one.stem and "set" not in one.carried:
        one.lose("that it belongs to a set of questions (its story stands before it)")
    for name, what in (("hints", "its hints"), ("difficulty", "its difficulty"), ("report", "that it is reported")):
        if one.get(name) and name not in one.carried:
            one.lose(what)
    return one.lost


def say(log: Log, place: Place, one: Leaving, title: str) -> None:
    """One line for everything that a question loses."""
    if lost := losses(one):
        listed = lost[0] if len(lost) == 1 else f"{', '.join(lost[:-1])} and {lost[-1]}"
        log.left_out(place, "CP183", f"{title} has no place for this of question '{one['id']}': {listed}")


def _unwrap(link: Element) -> None:
    """The words of a link in its place."""
    link.tag = "span"
    link.attrib.clear()
