"""The glossary as a page: terms in the order of the alphabet, each with the places that use it."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from coursepack.model import Term
from coursepack.render.alphabet import sort_key


@dataclass
class Glossary:
    """Collects the uses of terms while the pages are rendered, as `Bibliography` does with citations."""

    terms: tuple[Term, ...]
    language: str
    anchors: dict[str, list[str]] = field(default_factory=dict)

    def use(self, term: str) -> str:
        """The id of one more place that links to the term."""
        places = self.anchors.setdefault(term, [])
        places.append(f"use-{term}-{len(places) + 1}")
        return places[-1]

    def ordered(self) -> list[Term]:
        """All terms in the order of the alphabet."""
        return sorted(self.terms, key=lambda term: (sort_key(term.term, self.language), term.id))


@dataclass(frozen=True)
class Entry:
    """A term with its definition as HTML, and the ids of the places that use it."""

    id: str
    term: str
    also: tuple[str, ...]
    definition: Markup
    anchors: list[str]
