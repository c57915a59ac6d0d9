"""Citations in the text and the list of sources, numbered in the order of their first use."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from coursepack.model import CslDate, Name, Reference
from coursepack.render.markdown import Cited
from coursepack.render.words import Words


@dataclass
class Bibliography:
    """Collects citations while the pages are rendered; `anchors` are the places that cite each source."""

    sources: dict[str, Reference]
    words: Words
    anchors: dict[str, list[str]] = field(default_factory=dict)

    def cite(self, cited: tuple[Cited, ...]) -> str:
        """HTML of one citation: numbers that lead to the list of sources, which leads back."""
        return f'<sup class="cite">[{", ".join(self._one(one, anchored=True) for one in cited)}]</sup>'

    def mention(self, cited: tuple[Cited, ...]) -> str:
        """The same for a text that is not in the document, such as feedback: nothing can lead back to it."""
        return f'<sup class="cite">[{", ".join(self._one(one, anchored=False) for one in cited)}]</sup>'

    def _one(self, cited: Cited, *, anchored: bool) -> str:
        places = self.anchors.setdefault(cited.key, [])
        number = list(self.anchors).index(cited.key) + 1
        name = ""
        if anchored:
            places.append(anchor := f"cite-{cited.key}-{len(places) + 1}")
            name = f' id="{anchor}"'
        locator = f", {escape(cited.locator)}" if cited.locator else ""
        label = escape(self.words.label("references.cited", number, self.short(self.sources[cited.key])), quote=True)
        return f'<a href="#ref-{cited.key}"{name}{self.words.ui} aria-label="{label}">{number}</a>{locator}'

    def cited(self) -> list[tuple[Reference, list[str]]]:
        """The sources that were cited, in order, each with the anchors that cite it."""
        return [(self.sources[key], anchors) for key, anchors in self.anchors.items()]

    def short(self, source: Reference) -> str:
        """Author and year, for a label: `Ertl et al. 2020`."""
        names = [name.family or name.literal for name in source.author or source.editor]
        if len(names) > 2:
            who = self.words.label("references.many", names[0])
        elif len(names) == 2:
            who = self.words.label("references.two", *names)
        else:
            who = names[0] if names else source.publisher or source.title
        return f"{who} {_year(source.issued)}".strip()

    def entry(self, source: Reference) -> str:
        """HTML of a source in the list: authors, year, title, where, address."""
        year = _year(source.issued) or self._own("references.undated")
        people = self._people(source.author or source.editor)
        parts = [f"{people} ({year}).".strip(), f"<cite>{escape(source.title)}</cite>."]
        where = _where(source)
        if where:
            parts.append(f"{where}.")
        if source.note:
            parts.append(f"{escape(source.note.rstrip('.'))}.")
        if address := _address(source):
            parts.append(f'<a href="{escape(address)}">{escape(address)}</a>')
        return " ".join(parts)

    def _own(self, key: str, *values: str) -> str:
        """The player's words among the author's."""
        return f"<bdi{self.words.ui}>{self.words.say(key, *values)}</bdi>"

    def _people(self, names: tuple[Name, ...]) -> str:
        shown = [name.literal or f"{name.family}, {name.given}".strip(", ") for name in names]
        if len(shown) > 6:
            return self._own("references.others", "; ".join(shown[:6]))
        return escape("; ".join(shown))


def _where(source: Reference) -> str:
    issue = f"({escape(source.issue)})" if source.issue else ""
    volume = f"{escape(source.volume)}{issue}"
    parts = [escape(source.container_title), volume, escape(source.page), escape(source.genre), escape(source.number)]
    if source.publisher not in (source.container_title, *(name.literal for name in source.author)):
        parts.append(escape(source.publisher))
    return ", ".join(part for part in parts if part)


def _address(source: Reference) -> str:
    return f"https://doi.org/{source.doi}" if source.doi else source.url


def _year(date: CslDate | None) -> str:
    return str(date.parts[0][0]) if date else ""
