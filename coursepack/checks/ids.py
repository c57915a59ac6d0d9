"""Names: each stands for one thing, and each reference finds its own."""

from __future__ import annotations

from collections.abc import Iterator

from coursepack.checks.context import Context
from coursepack.explain import quoted
from coursepack.facts import Fact
from coursepack.problems import Problem, did_you_mean

# Kinds whose names need to be unique only within what holds them: a question, a block, a scene.
WITHIN = ("option", "item", "scene", "decision", "thing", "partner", "group")


def duplicate_ids(context: Context) -> Iterator[Problem]:
    """Two things of a kind with one name: reports and saved progress could not tell them apart."""
    seen: dict[tuple[object, ...], Fact] = {}
    for fact in context.having("id"):
        scope = fact.pointer[:-3] if fact.kind in WITHIN else ()
        first = seen.setdefault((fact.kind, scope, fact.value), fact)
        if first is not fact:
            message = f"{fact.kind.replace('-', ' ')} id '{fact.value}' is used twice"
            hint = f"it stands first at {context.place(first.pointer)}"
            yield context.error(fact.pointer, "CP030", message, hint)


# What coursepack's own pages and parts are called in the document; the templates' contract test finds one that is missing here.
RESERVED = frozenset(
    [
        *(
            "about",
            "display",
            "exit",
            "glossary",
            "main",
            "menu",
            "notice",
            "outline",
            "outline-standing",
            "progress",
            "references",
        ),
        *("save", "support", "support-link", "support-panel", "support-lines"),
        *("tools", "tools-search", "tools-count", "tools-found", "tools-list", "tools-marks", "tools-no-marks"),
        *("keys-panel", "keys-on"),
        *("curtain-rest", "curtain-rest-end", "curtain-rest-timed", "curtain-return", "curtain-return-again"),
    ]
)
_PREFIXES = ("b-", "cite-", "ref-", "quiz-", "term-", "use-")


def is_reserved(name: str) -> bool:
    """Whether a page may not be called so."""
    return name.removesuffix("-title") in RESERVED or name.startswith(_PREFIXES)


def reserved_ids(context: Context) -> Iterator[Problem]:
    """Page ids that would stand twice in the document: addresses of coursepack's own pages and parts."""
    for fact in context.having("id"):
        if fact.kind == "page" and is_reserved(fact.value):
            hint = f"take another id, for example 'page-{fact.value}'"
            yield context.error(fact.pointer, "CP019", f"the page id '{fact.value}' is coursepack's own", hint)
        elif (
            fact.kind == "page"
            and fact.value.removesuffix("-title") in context.ids["page"]
            and fact.value[-6:] == "-title"
        ):
            hint = "take an id that does not end with '-title'"
            yield context.error(
                fact.pointer, "CP019", f"the page id '{fact.value}' is the name of another page's title", hint
            )


# Where the things of a kind stand, when something may refer to them.
LISTS = {
    "source": "sources",
    "quiz": "quizzes",
    "objective": "objectives",
    "lesson": "lessons",
    "competency": "competencies",
    "content-note": "contentNotes",
    "support-line": "support",
    "term": "glossary",
}


def dangling_references(context: Context) -> Iterator[Problem]:
    """A reference to something that the course does not have."""
    whole = {kind: context.whole(name) for kind, name in LISTS.items()}
    for fact in context.having("ref"):
        known = context.ids.get(fact.kind, {})
        if fact.value not in known and whole[fact.kind]:
            words = fact.kind.replace("-", " ")
            hint = did_you_mean(fact.value, list(known)) or f"the course has no '{LISTS[fact.kind]}'"
            yield context.error(fact.pointer, "CP031", f"there is no {words} {quoted(fact.value)}", hint)
