"""The glossary: every link finds its term, no two terms have one name, and none is explained that no text leads to."""

from __future__ import annotations

from collections.abc import Iterator

from coursepack.checks.context import Context
from coursepack.checks.texts import place_of, written
from coursepack.explain import quoted
from coursepack.problems import Place, Problem, did_you_mean
from coursepack.render import markdown as md
from coursepack.render.alphabet import fold


def glossary(context: Context) -> Iterator[Problem]:
    """Links to unknown terms; terms that a reader could not tell apart, or would never meet."""
    yield from _names(context)
    known, whole = context.ids.get("term", {}), context.whole("glossary")
    used: set[str] = set()
    lost = False
    for place, term in _uses(context):
        used.add(term)
        if term not in known and whole:
            lost = True
            hint = did_you_mean(term, list(known)) or "the course has no 'glossary'"
            yield Problem(place, "CP130", f"there is no term '{term}' to explain", hint)
    for name, fact in known.items():
        if name not in used and not lost:  # a link that leads nowhere was perhaps meant for it
            hint = f"link to it where it is first met: [words](term:{name})"
            yield context.warning(fact.pointer, "CP133", f"no text leads to the term '{name}'", hint)


def _uses(context: Context) -> Iterator[tuple[Place, str]]:
    """Each link to a term with its place; that of a definition to its own term leads nobody there."""
    for fact, text in written(context):
        own = context.get(*fact.pointer[:-1], "id") if fact.pointer[0] == "glossary" else None
        for line, term in md.terms(text):
            if term != own:
                yield place_of(context, fact, line), term


def _names(context: Context) -> Iterator[Problem]:
    """Two entries under one name: a reader who looks it up would find two meanings."""
    first: dict[str, str] = {}
    for pointer, entry in context.entries("glossary"):
        also = entry.get("also")
        names = [((*pointer, "term"), entry.get("term"))]
        names += [((*pointer, "also", n), one) for n, one in enumerate(also if isinstance(also, list) else [])]
        for place, name in names:
            if not isinstance(name, str) or not name.strip():
                continue
            other = first.setdefault(fold(name), str(entry.get("id")))
            if other != str(entry.get("id")):
                message = f"{quoted(name)} names the term '{other}' already"
                yield context.error(place, "CP134", message, "join the two, or name one of them otherwise")
