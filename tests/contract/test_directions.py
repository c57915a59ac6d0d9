"""The style sheets know no left and no right: what runs from right to left is mirrored by the browser."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

SHEETS = sorted((ROOT / "player/src").rglob("*.css"))
SIDES = r"left|right"
FORBIDDEN = {
    "a physical property": rf"(?:^|[;{{\s])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:{SIDES}|top|bottom)[\w-]*"
    rf"|border-(?:top|bottom)-(?:{SIDES})-radius|{SIDES}|top|bottom)\s*:",
    "a physical value": rf"(?:text-align|float|clear|justify-\w+)\s*:\s*(?:{SIDES})\b",
    # Four values in a row name sides; two or three are the same on both. A drawn sign (border-width) is the same in every language.
    "four sides at once": r"(?:margin|padding|inset)\s*:\s*(?:[^\s;(]+\s+){3}[^\s;(]+\s*(?:!important\s*)?;",
    "corners one by one": r"border-radius\s*:\s*(?:[^\s;(]+\s+)+[^\s;(]+\s*;",
}
# A movement sideways needs its mirror image, a query of the window is not about a side, and print pages have sides of their own.
MOVES = re.compile(r"(?:translate\s*:\s*|translate[X3]?d?\()\s*(-?[\d.]+(?:rem|em|px|%|vw))")


def code(path: Path) -> str:
    return re.sub(r"/\*.*?\*/|@media[^{]*|@page[^}]*\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("what", FORBIDDEN)
@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_sheet_uses_logical_properties_only(path: Path, what: str) -> None:
    found = [match[0].strip() for match in re.finditer(FORBIDDEN[what], code(path), re.MULTILINE)]
    assert found == [], what


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_what_moves_sideways_is_mirrored(path: Path) -> None:
    moves = [value for value in MOVES.findall(code(path)) if float(re.match(r"-?[\d.]+", value)[0])]  # type: ignore[index]
    lone = [
        value for value in moves if value.removeprefix("-") not in moves or f"-{value.removeprefix('-')}" not in moves
    ]
    assert lone == []
    assert not moves or '[dir="rtl"]' in code(path)


@pytest.mark.parametrize(
    "rule",
    [
        "a { margin-left: 1rem }",
        "a {\n  left: 0;\n}",
        "a { padding: 1px 2px 3px 4px; }",
        "a { text-align: right }",
        "a { border-radius: 1px 2px; }",
    ],
)
def test_the_net_catches(rule: str) -> None:
    assert any(re.search(pattern, rule, re.MULTILINE) for pattern in FORBIDDEN.values())
