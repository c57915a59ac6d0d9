"""Nothing starts by itself and nothing counts down: not in what an author may write, in the templates, or in the player.

The one exception is `timeLimit` of a quiz, for where time is part of what is examined: it is said before the attempt begins, extra
time is taken without a reason, and no clock ticks (player/src/ui/time-limit.ts).
"""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

SCHEMAS = sorted((ROOT / "schemas").rglob("*.json"))
TEMPLATES = sorted((ROOT / "coursepack/templates").rglob("*.j2"))
SCRIPTS = sorted((ROOT / "player/src").rglob("*.ts"))
STYLES = sorted((ROOT / "player/src/style").glob("*.css"))


def found(paths: list[Path], pattern: str) -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(ROOT)), match[0])
        for path in paths
        for match in re.finditer(pattern, path.read_text(encoding="utf-8"), re.IGNORECASE)
    ]


def test_no_field_starts_something_or_limits_time() -> None:
    words = found(SCHEMAS, r'"\w*(?:auto-?play|countdown|time-?limit|time-?out|auto-?advance)\w*"\s*:')
    assert words == [("schemas/quiz.schema.json", '"timeLimit":')]


def test_nothing_plays_or_moves_on_by_itself() -> None:
    assert found(TEMPLATES, r"\bautoplay\b|\bloop\b(?!\.)(?=[^%{}]*>)|http-equiv=.?refresh|<marquee|<blink") == []
    assert found(SCRIPTS, r"\bautoplay\b") == []
    assert found(STYLES, r"animation-iteration-count|\binfinite\b") == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_no_timer_repeats(path: Path) -> None:
    """A countdown needs one; these keep the LMS session alive, and hand a limited attempt in."""
    allowed = path in (ROOT / "player/src/runtime/scorm.ts", ROOT / "player/src/ui/time-limit.ts")
    assert "setInterval(" not in path.read_text(encoding="utf-8") or allowed
