"""Languages: which catalogue of interface texts a tag means, which way it runs, its plural forms, dates and decimal sign.

The facts stand in `data/languages.json`, one entry for each language that has a catalogue, so that nothing here or in the player
depends on what a browser or a system knows of languages.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
SOURCE = "en"
PSEUDO = "en-XA"  # the tag of the pseudo-locale; no place has the region XA

# A category and what must hold for it; a test is [modulus or 0, lowest, highest] of the number, and a fourth element 1 means "not".
PluralRules = Sequence[Sequence[Any]]

# Older or narrower tags of languages that have a catalogue.
_ALIASES = {"tl": "fil", "cmn": "zh", "arb": "ar"}
_TRADITIONAL = {"TW", "HK", "MO"}
_RTL_SCRIPTS = {"Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"}
_RTL_LANGUAGES = frozenset(
    "ar arb arc ary arz azb bal ckb dv fa glk haz he iw ji ks lrc mzn nqo pnb prs ps rhg sd skr syr ug ur yi".split()  # noqa: SIM905
)
_RTL_TAGS = {"az-IR", "kk-CN", "ku-IQ", "ku-IR", "ms-CC", "pa-PK", "tk-AF", "tg-PK", "uz-AF"}


@dataclass(frozen=True)
class Language:
    """What is known of a language that has a catalogue; `tag` is the one asked for, `catalogue` names the file."""

    tag: str
    catalogue: str
    name: str
    english: str
    script: str
    plural: PluralRules
    decimal: str
    date: str
    months: Sequence[str] = ()

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return direction(f"und-{self.script}")

    @property
    def categories(self) -> tuple[str, ...]:
        """The plural categories that a text with forms must have, `other` last."""
        return (*dict.fromkeys(str(rule[0]) for rule in self.plural), "other")

    def category(self, number: object) -> str:
        """The plural category of a number: whole numbers from 0 up; anything else is `other`."""
        if not isinstance(number, int) or isinstance(number, bool):
            return "other"
        return next(
            (str(name) for name, *tests in self.plural if all(_holds(number, *test) for test in tests)), "other"
        )

    def number(self, value: float) -> str:
        """A number with the decimal sign of the language, in Western digits."""
        return str(value).replace(".", self.decimal)

    def long_date(self, day: datetime.date) -> str:
        """A date as it stands in a sentence: `November 23, 2026`."""
        month = self.months[day.month - 1] if self.months else ""
        return self.date.format(day=day.day, number=day.month, month=month, year=day.year)


def _holds(number: int, modulus: int, low: int, high: int, negated: int = 0) -> bool:
    rest = number % modulus if modulus else number
    return (low <= rest <= high) != bool(negated)


@cache
def language(tag: str) -> Language | None:
    """The language of a BCP 47 tag, or None when there is no catalogue for it."""
    if tag == PSEUDO:
        return replace(_known()[SOURCE], tag=PSEUDO, catalogue=PSEUDO)
    known = _known().get(name) if (name := _catalogue(tag)) else None
    if known is None:
        return None
    region = _parts(tag)[2]
    own = next((facts for regions, facts in _regions(known.catalogue).items() if region in regions.split()), {})
    return replace(known, tag=tag, **own)


def languages() -> tuple[Language, ...]:
    """All that have a catalogue, English first."""
    return tuple(_known().values())


def direction(tag: str) -> str:
    """Which way a language is written, `ltr` or `rtl`: by its script, or the one that it has when the tag names none."""
    name, script, region = _parts(tag)
    if script:
        return "rtl" if script in _RTL_SCRIPTS else "ltr"
    return "rtl" if name in _RTL_LANGUAGES or f"{name}-{region}" in _RTL_TAGS else "ltr"


def _catalogue(tag: str) -> str | None:
    name, script, region = _parts(tag)
    name = _ALIASES.get(name, name)
    if name == "zh":
        script = script or ("Hant" if region in _TRADITIONAL else "Hans")
    for each in (f"{name}-{script}", name):
        if (known := _known().get(each)) is not None:
            return each if script in ("", known.script) else None
    return None


def _parts(tag: str) -> tuple[str, str, str]:
    """Language, script and region of a tag; what it lacks is empty."""
    name, *rest = tag.replace("_", "-").split("-")
    script = next((part.title() for part in rest if len(part) == 4 and part.isalpha()), "")
    region = next((part.upper() for part in rest if len(part) == 2 or (len(part) == 3 and part.isdigit())), "")
    return name.lower(), script, region


@cache
def _facts() -> dict[str, dict[str, Any]]:
    facts: dict[str, dict[str, Any]] = json.loads((DATA / "languages.json").read_text(encoding="utf-8"))
    return facts


def _regions(catalogue: str) -> dict[str, dict[str, Any]]:
    regions: dict[str, dict[str, Any]] = _facts()[catalogue].get("regions", {})
    return regions


@cache
def _known() -> dict[str, Language]:
    return {
        tag: Language(tag=tag, catalogue=tag, **{key: value for key, value in facts.items() if key != "regions"})
        for tag, facts in _facts().items()
    }
