"""docs/rules.md: every rule of `coursepack lint`, as its function's docstring and its registration say it."""

from __future__ import annotations

import inspect
from importlib import import_module
from itertools import groupby

from coursepack.lint import AREAS, all_rules
from coursepack.lint.registry import Rule

HEAD = """# Rules of `coursepack lint`

This page is written by `make docs` from the rules themselves. How to use them is in [lint.md](lint.md). An **error** breaks import or
tracking, or breaks a rule that importers check; a **warning** breaks in some LMS; a **note** is advice; a **review** is for a human to
decide. A code means one thing, and one that is retired is never used again.

"""


def rules_page() -> str:
    """The page, area by area, with a table in front."""
    every = all_rules()
    by_area = {f"coursepack.lint.rules.{area}": area for area in AREAS}
    placed = sorted(every.values(), key=lambda rule: (AREAS.index(by_area[rule_module(rule)]), rule.code))
    parts = [HEAD, f"{len(every)} rules.\n"]
    for area, rules in groupby(placed, key=lambda rule: by_area[rule_module(rule)]):
        doc = inspect.getdoc(import_module(f"coursepack.lint.rules.{area}")) or ""
        listed = list(rules)
        rows = "".join(
            f"| [{one.code}](#{one.code.lower()}-{one.name}) | {one.level} | {_cell(one.title)} |\n" for one in listed
        )
        parts.append(f"\n## {area}\n\n{doc}\n\n| code | severity | what is wrong |\n|---|---|---|\n{rows}")
        parts += [_section(one) for one in listed]
    return "".join(parts)


def rule_module(rule: Rule) -> str:
    """The module that a rule stands in; those over texts remember their judge."""
    return getattr(rule.check, "area", rule.check.__module__)


def _section(rule: Rule) -> str:
    title, _, rest = rule.page.partition("\n")
    why, _, example = rest.strip().partition("Example: ")
    lms = f" Asked with `--lms {'NAME' if '*' in rule.lms else ' or '.join(rule.lms)}`." if rule.lms else ""
    return (
        f"\n### {rule.code} {rule.name}\n\n{_plain(title)} {_plain(' '.join(why.split()))}{lms}\n\n"
        f"* Example: {_plain(' '.join(example.split()))}\n* Fix: {_plain(rule.fix)}\n* Reference: {_plain(rule.spec)}\n"
    )


def _plain(text: str) -> str:
    """Text that Markdown must not read as markup."""
    parts = text.split("`")
    return "`".join(part if at % 2 else _escape(part) for at, part in enumerate(parts))


def _escape(text: str) -> str:
    for one in ("\\", "*", "_", "<", "[", "]", "|"):
        text = text.replace(one, "\\" + one)
    return text


def _cell(text: str) -> str:
    return _plain(text)
