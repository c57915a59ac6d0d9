"""Citations in the text and the list of sources, numbered in the order of their first use."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from coursepack.model import CslDate, Name, Reference
from coursepack.render.markdown import Cited


@dataclass
class Bibliography:
    """Collects citations while the pages are rendered; `anchors` are the places that cite each source."""

    sources: dict[str, Reference]
    label: str
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
        label = escape(self.label.format(number, short(self.sources[cited.key])), quote=True)
        return f'<a href="#ref-{cited.key}"{name} aria-label="{label}">{number}</a>{locator}'

    def cited(self) -> list[tuple[Reference, list[str]]]:
        """The sources that were cited, in order, each with the anchors that cite it."""
        return [(self.sources[key], anchors) for key, anchors in self.anchors.items()]


def short(source: Reference) -> str:
    """Author and year, for a label: `Ertl et al. 2020`."""
    names = source.author or source.editor
    if not names:
        who = source.publisher or source.title
    else:
        who = names[0].family or names[0].literal
        who += " et al." if len(names) > 2 else f" and {names[1].family or names[1].literal}" if len(names) == 2 else ""
    return f"{who} {_year(source.issued)}".strip()


def entry(source: Reference) -> str:
    """HTML of a source in the list: authors, year, title, where, address."""
    year = _year(source.issued) or "n.d."
    parts = [f"{_people(source.author or source.editor)} ({year}).".strip(), f"<cite>{escape(source.title)}</cite>."]
    where = _where(source)
    if where:
        parts.append(f"{where}.")
    if source.note:
        parts.append(f"{escape(source.note.rstrip('.'))}.")
    if address := _address(source):
        parts.append(f'<a href="{escape(address)}">{escape(address)}</a>')
    return " ".join(parts)


def _people(names: tuple[Name, ...]) -> str:
    shown = [escape(name.literal or f"{name.family}, {name.given}".strip(", ")) for name in names[:6]]
    return "; ".join(shown) + (" and others" if len(names) > 6 else "")


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
