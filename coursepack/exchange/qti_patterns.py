"""Patterns with wildcards as the regular expressions of QTI's `patternMatch`, and back.

Expressions of other tools are read, never run: only those that say no more than our wildcards do, by the same small matcher.
"""

from __future__ import annotations

import re

_MANY, _ONE = "*", "?"
_LOUD = "\\[]^-"  # signs that mean something even in brackets
_PART = re.compile(r"\.\*|\.|\[((?:\\.|[^\\\[\]^-])+)\]|\\([^A-Za-z0-9])|([^\\\[\](){}|.*+?^$])")


def written(pattern: str, *, folded: bool) -> str:
    """A pattern as a regular expression of XML Schema, which has no flag for letter case."""
    return "".join(_written(char, folded) for char in pattern)


def _written(char: str, folded: bool) -> str:
    if char in "*?":
        return ".*" if char == "*" else "."
    if folded and len(char.lower()) == len(char.upper()) == 1 and char.lower() != char.upper():
        return f"[{char}{char.swapcase()}]"
    if char in _LOUD:
        return f"\\{char}"
    return char if char.isalnum() or char == " " else f"[{char}]"


def parts(expression: str) -> list[str] | None:
    """What an expression wants in turn: `*`, `?`, or `=` and the signs of which one may stand there; None when it says more."""
    found: list[str] = []
    at = 0
    while at < len(expression):
        part = _PART.match(expression, at)
        if part is None:
            return None
        at = part.end()
        signs = part[1] or part[2] or part[3]
        found.append("=" + re.sub(r"\\(.)", r"\1", signs) if signs else _MANY if part[0] == ".*" else _ONE)
    return found


def fits(wanted: list[str], text: str) -> bool:
    """Whether a text has those parts."""
    reachable = {0}
    for part in wanted:
        if part == _MANY:
            reachable = set(range(min(reachable), len(text) + 1)) if reachable else set()
        else:
            reachable = {at + 1 for at in reachable if at < len(text) and (part == _ONE or text[at] in part[1:])}
    return len(text) in reachable


def wildcards(wanted: list[str]) -> str | None:
    """The parts as a pattern of ours; None when one of them is a choice between letters, other than of their case."""
    made = ""
    for part in wanted:
        signs = part[1:]
        if part in (_MANY, _ONE):
            made += part
        elif len(set(signs.lower())) == 1:
            made += signs[0].replace("*", "?")
        else:
            return None
    return made
