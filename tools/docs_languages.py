"""The table of docs/languages.md: what is known of each language, and how far its catalogue has come."""

from __future__ import annotations

from pathlib import Path

from coursepack.languages import SOURCE, Language, languages
from coursepack.strings import catalogue

_BEGIN, _END = "<!-- table: written by make docs -->", "<!-- end of table -->"
_WAYS = {"ltr": "left to right", "rtl": "right to left"}


def languages_page(root: Path) -> str:
    """docs/languages.md with its table renewed."""
    text = (root / "docs/languages.md").read_text(encoding="utf-8")
    before, rest = text.split(_BEGIN)
    after = rest.split(_END)[1]
    rows = "\n".join(map(_row, languages()))
    head = "| language | | tag | direction | plural forms | translated | reviewed |\n|---|---|---|---|---|---:|---:|"
    return f"{before}{_BEGIN}\n{head}\n{rows}\n{_END}{after}"


def _row(one: Language) -> str:
    forms = ", ".join(one.categories)
    return f"| {one.english} | {one.name} | `{one.catalogue}` | {_WAYS[one.direction]} | {forms} | {_progress(one)} |"


def _progress(one: Language) -> str:
    if one.catalogue == SOURCE:
        return "source | source"
    entries = catalogue(one.catalogue).values()
    return f"{len(entries)} | {sum(entry['status'] == 'reviewed' for entry in entries)}"
