"""Texts: characters that every XML, LMS and browser carries, and Markdown that is only text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursepack.checks.context import Context
from coursepack.explain import NO_ALT
from coursepack.facts import Fact
from coursepack.problems import Place, Problem, did_you_mean
from coursepack.render import markdown as md
from coursepack.source import Json, Pointer

# XML 1.0 section 2.2, Char: no control characters, surrogates or non-characters.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
OWN_PAGES = ("support", "references", "glossary", "about")


def characters(context: Context) -> Iterator[Problem]:
    """Characters that XML cannot hold would make a package that no LMS opens."""
    for pointer, text in _strings(context.data, ()):
        if (match := ILLEGAL.search(text)) is not None:
            message = f"the text holds the character U+{ord(match[0]):04X}, which no package can carry"
            yield context.error(pointer, "CP008", message, "delete it; it often comes from copying out of a PDF")


def blank(context: Context) -> Iterator[Problem]:
    """Texts of nothing but white space, which would show as nothing."""
    for pointer, text in _strings(context.data, ()):
        if text and not text.strip():
            name = next((step for step in reversed(pointer) if isinstance(step, str)), "")
            if name == "alt":
                yield context.error(pointer, "CP025", "the text alternative is blank", NO_ALT)
            else:
                yield context.error(pointer, "CP015", f"'{name}' is blank", "write something")


def _strings(value: Json, pointer: Pointer) -> Iterator[tuple[Pointer, str]]:
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from _strings(child, (*pointer, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _strings(child, (*pointer, index))


def markdown(context: Context) -> Iterator[Problem]:
    """Script, HTML, unsafe links and unknown citations, in the course file and in the Markdown files beside it."""
    for fact, text in written(context):
        yield from _text(context, fact, text, inline=fact.kind == "inline")


def written(context: Context) -> Iterator[tuple[Fact, str]]:
    """Every Markdown text, in the course file and in the files beside it, with the fact that names it."""
    for fact in context.having("text"):
        if not ILLEGAL.search(fact.value):
            yield fact, fact.value
    for fact in context.having("asset"):
        if fact.kind == "markdown" and fact.value in context.texts:
            yield fact, context.texts[fact.value]


def _text(context: Context, fact: Fact, text: str, *, inline: bool) -> Iterator[Problem]:
    if fact.kind == "markdown" and (match := ILLEGAL.search(text)) is not None:
        line = text.count("\n", 0, match.start())
        yield Problem(
            place_of(context, fact, line), "CP008", f"the text holds the character U+{ord(match[0]):04X}", "delete it"
        )
        return
    for fault in md.faults(text, inline=inline):
        yield Problem(place_of(context, fact, fault.line), fault.code, fault.message, fault.hint)
    all_pages = context.whole("lessons")
    for line, page in md.page_links(text):
        if all_pages and page not in context.ids.get("page", {}) and page not in OWN_PAGES:
            hint = did_you_mean(page, list(context.ids.get("page", {})))
            yield Problem(place_of(context, fact, line), "CP046", f"there is no page '{page}' to link to", hint)
    known, whole = context.ids.get("source", {}), context.whole("sources")
    for line, cited in md.citations(text):
        if cited.key not in known and whole:
            hint = did_you_mean(cited.key, list(known)) or "the course has no 'sources'"
            yield Problem(place_of(context, fact, line), "CP032", f"there is no source '{cited.key}' to cite", hint)


def place_of(context: Context, fact: Fact, line: int) -> Place:
    """Where line `line` (from 0) of a text stands."""
    if fact.role == "asset":
        return Place(str(context.folder / fact.value), line + 1, 1)
    return context.place(fact.pointer)
