"""Interface texts by key, from `data/strings/<language>.json`; English fills what a language lacks."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "data" / "strings"


@cache
def strings(language: str) -> dict[str, str]:
    """All texts for a BCP 47 language tag."""
    texts: dict[str, str] = json.loads((_FOLDER / "en.json").read_text(encoding="utf-8"))
    path = _FOLDER / f"{language.partition('-')[0]}.json"
    return texts | json.loads(path.read_text(encoding="utf-8")) if path.is_file() else texts
