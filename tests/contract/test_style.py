"""The style sheet: every name that it uses is defined, and its colours are tokens."""

from __future__ import annotations

import re
from pathlib import Path

from coursepack.brand.sheet import sheet
from tests.conftest import ROOT

STYLE = ROOT / "player/src/style"
SHEETS = sorted(STYLE.glob("*.css"))
# Set by the script or on the element itself.
LOCAL = {"--progress", "--score", "--mark", "--full"}


def _rules(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_every_token_that_is_used_is_defined() -> None:
    known = set(re.findall(r"(--[\w-]+)\s*:", sheet(None, "") + "".join(map(_rules, SHEETS)))) | LOCAL
    used = {(path.name, name) for path in SHEETS for name in re.findall(r"var\((--[\w-]+)", _rules(path))}
    assert {(file, name) for file, name in used if name not in known} == set()


def test_every_sheet_is_part_of_the_whole() -> None:
    whole = (STYLE.parent / "style.css").read_text(encoding="utf-8")
    assert [path.name for path in SHEETS if f'"./style/{path.name}"' not in whole] == []


def test_colours_are_tokens() -> None:
    """Literal colours stand in the print rules only, where there is no theme."""
    found = {
        (path.name, match[0])
        for path in SHEETS
        if path.name not in ("media.css", "print.css")
        for match in re.finditer(r"#[0-9a-f]{3,8}(?=[;\s)])", _rules(path))
    }
    assert found == set()
