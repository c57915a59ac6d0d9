"""`python -m tools.strings`: the catalogues of interface texts, for those who translate and review them (docs/languages.md)."""

from __future__ import annotations

import datetime
import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from coursepack.languages import SOURCE, Language, languages
from coursepack.strings import FOLDER, Text, catalogue, source_text

TRANSLATED = {one.catalogue: one for one in languages() if one.catalogue != SOURCE}
STATUSES = ("machine", "human", "reviewed")
_HOLE = re.compile(r"\{(\d)\}")
# Marks that turn the direction round, and white space that no keyboard has but the no-break spaces.
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")

Entries = Mapping[str, Any]


def faults(name: str, entries: Entries | None = None) -> Iterator[str]:
    """What is wrong with a catalogue, one line each; nothing when it can be shipped. `entries` are taken instead of its file's."""
    entries = catalogue(name) if entries is None else entries
    sources = catalogue(SOURCE)
    if name == SOURCE:
        for key, entry in sources.items():
            yield from (f"{key}: {said}" for said in _source_faults(entry))
        return
    for key, entry in sources.items():
        if key not in entries:
            yield f"{key}: missing: {_shown(source_text(entry))}"
        else:
            yield from (f"{key}: {said}" for said in _entry_faults(TRANSLATED[name], entries[key], source_text(entry)))
    yield from (f"{key}: there is no such text any more" for key in entries if key not in sources)


def _source_faults(entry: Any) -> Iterator[str]:
    if not isinstance(entry, str) and (extra := set(entry) - {"text", "critical", "note"}):
        yield f"knows no {sorted(extra)}"
    text = source_text(entry)
    if not isinstance(text, str) and set(text) != {"one", "other"}:
        yield "needs the forms 'one' and 'other'"
    for form in _forms(text).values():
        yield from _text_faults(form)
        if _holes(form) != set(range(len(_holes(form)))):
            yield "counts its holes from {0} without a gap"
        if _holes(form) != _holes(_forms(text)["other"]):
            yield "has other holes in its forms"


def _entry_faults(spoken: Language, entry: Any, source: Text) -> Iterator[str]:
    if entry["source"] != source:
        yield f"stale: it translates {_shown(entry['source'])}, English says {_shown(source)}"
        return
    text, wanted = entry["text"], spoken.categories if isinstance(source, dict) else ()
    if tuple(text if isinstance(text, dict) else ()) != tuple(wanted):
        yield f"needs the forms {', '.join(wanted)} in this order" if wanted else "must have no forms"
        return
    original = _forms(source)["other"]
    for category, form in _forms(text).items():
        yield from _text_faults(form)
        if _holes(form) != _holes(original) and not _counts_itself(spoken, category, original, form):
            yield f"{category}: has other holes than English"
        if sorted(re.findall(r"\d+", _HOLE.sub("", form))) != sorted(re.findall(r"\d+", _HOLE.sub("", original))):
            yield f"{category}: has other digits than English"
    yield from _status_faults(entry)


def _text_faults(form: str) -> Iterator[str]:
    if not form.strip():
        yield "is empty"
    if re.search(r"[<>\"]|&\w+;", form):
        yield "holds HTML or straight quotation marks"
    if unicodedata.normalize("NFC", form) != form:
        yield "is not in the normal form NFC"
    if any(unicodedata.category(char) == "Nd" and not char.isascii() for char in form):
        yield "holds digits that are not Western"
    if _INVISIBLE.search(form) or "  " in form:
        yield "holds invisible characters or two spaces"


def _status_faults(entry: Any) -> Iterator[str]:
    reviewed = entry["status"] == "reviewed"
    if set(entry) != {"text", "source", "status"} | ({"reviewer", "reviewedOn"} if reviewed else set()):
        yield "has other fields than text, source and status, with reviewer and reviewedOn if it was reviewed"
    if entry["status"] not in STATUSES:
        yield f"has a status other than {', '.join(STATUSES)}"
    if reviewed and not _is_day(entry.get("reviewedOn", "")):
        yield "was reviewed on no day"


def _is_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _counts_itself(spoken: Language, category: str, original: str, form: str) -> bool:
    """A form for one number only may say it in a word: Arabic has forms for one and for two."""
    exact = any(
        name == category and tests and tests[0][0] == 0 and tests[0][1] == tests[0][2] for name, *tests in spoken.plural
    )
    return exact and _holes(original) - _holes(form) == {0} and _holes(form) <= _holes(original)


def _forms(text: Text) -> dict[str, str]:
    return {"other": text} if isinstance(text, str) else text


def _holes(text: str) -> set[int]:
    return {int(hole) for hole in _HOLE.findall(text)}


def _shown(text: Text) -> str:
    return json.dumps(text, ensure_ascii=False)


def write(name: str, entries: Entries) -> None:
    """Write a catalogue: one line an entry, in the order of English."""
    order = {key: place for place, key in enumerate(catalogue(SOURCE))}
    lines = [
        f"  {json.dumps(key)}: {json.dumps(entries[key], ensure_ascii=False)}"
        for key in sorted(entries, key=lambda key: order.get(key, len(order)))
    ]
    (FOLDER / f"{name}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


@click.group()
def main() -> None:
    """Catalogues of interface texts: coursepack/data/strings/."""


_languages = click.argument("names", nargs=-1, type=click.Choice([SOURCE, *TRANSLATED]))
_language = click.argument("name", type=click.Choice(list(TRANSLATED)))


@main.command()
@_languages
def missing(names: Sequence[str]) -> None:
    """List what is missing, stale or faulty; exit 1 if anything is."""
    found = [(name, fault) for name in names or (SOURCE, *TRANSLATED) for fault in faults(name)]
    for name, fault in found:
        click.echo(f"{name}: {fault}")
    click.echo(f"{len(found)} to mend" if found else "all catalogues are complete")
    sys.exit(bool(found))


@main.command()
@_language
@click.option("--all", "everything", is_flag=True, help="Also what is translated already, for a review.")
def give(name: str, everything: bool) -> None:
    """Print what is to be translated into a language, as JSON to fill in."""
    entries, spoken = catalogue(name), TRANSLATED[name]
    todo = {}
    for key, entry in catalogue(SOURCE).items():
        source, now = source_text(entry), entries.get(key)
        if everything or now is None or now["source"] != source:
            note = {} if isinstance(entry, str) else {k: v for k, v in entry.items() if k != "text"}
            empty: Text = "" if isinstance(source, str) else dict.fromkeys(spoken.categories, "")
            todo[key] = {"source": source, **note, "text": now["text"] if now else empty}
    click.echo(json.dumps(todo, indent=2, ensure_ascii=False))


@main.command()
@_language
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--status", type=click.Choice(STATUSES[:2]), required=True, help="Who translated.")
def take(name: str, file: Path, status: str) -> None:
    """Take translations from a file that `give` printed, or that maps keys to texts. What is faulty is named and not taken."""
    entries, sources = dict(catalogue(name)), catalogue(SOURCE)
    for key, given in json.loads(file.read_text(encoding="utf-8")).items():
        text = given["text"] if isinstance(given, dict) and "text" in given else given
        if key not in sources or not any(_forms(text).values()):
            continue
        source = source_text(sources[key])
        entry = {"text": text, "source": source, "status": status}
        if found := list(_entry_faults(TRANSLATED[name], entry, source)):
            click.echo(f"{name}: {key}: {'; '.join(found)}", err=True)
        elif (now := entries.get(key)) is None or (now["text"], now["source"]) != (text, source):
            entries[key] = entry
    write(name, {key: entry for key, entry in entries.items() if key in sources})


@main.command()
@_language
@click.argument("keys", nargs=-1)
@click.option("--by", required=True, help="Who reviewed: name and qualification.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The day of the review.")
def reviewed(name: str, keys: Sequence[str], by: str, on: datetime.datetime) -> None:
    """Note that a person has reviewed the translations of KEYS (default: all that are not stale)."""
    entries, sources = dict(catalogue(name)), catalogue(SOURCE)
    if unknown := [key for key in keys if key not in entries]:
        raise click.ClickException(f"no translation of {', '.join(unknown)}")
    for key, entry in entries.items():
        if key in (keys or entries) and key in sources and entry["source"] == source_text(sources[key]):
            entries[key] = entry | {"status": "reviewed", "reviewer": by, "reviewedOn": on.date().isoformat()}
    write(name, entries)


if __name__ == "__main__":
    main()
