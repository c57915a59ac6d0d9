"""`coursepack diff`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NoReturn

import click

from coursepack.cli import report
from coursepack.problems import CourseError
from coursepack.update.change import Area, Change
from coursepack.update.compare import compare
from coursepack.update.structure import Whole, read

_TITLES = {
    Area.PROGRESS: "Saved progress",
    Area.COMPLETION: "Learners in progress",
    Area.SCORE: "Questions and scores",
    Area.CREDIT: "Time and credit",
    Area.CONTENT: "What is read",
    Area.PACKAGE: "The packages",
}


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path), metavar="OLD")
@click.argument("new", type=click.Path(path_type=Path), metavar="NEW")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to say it.", show_default=True
)
def command(old: Path, new: Path, form: str) -> None:
    """Say what changes for those who are in a course when the package NEW replaces OLD.

    For learners in progress, for scores and for credit; whether saved progress carries over; and whether the new package may
    replace the old one in the LMS (exit 0) or needs a new version there (exit 1). 2: it cannot be told.
    """
    try:
        before, after = read(old), read(new)
        changes = compare(before, after)
    except CourseError as error:
        _cannot_tell(error, form)
    verdict = any(change.new_version for change in changes)
    lost = any(change.lost for change in changes)
    if form == "json":
        click.echo(json.dumps(_data(before, after, changes, verdict=verdict, lost=lost), indent=2, ensure_ascii=False))
    else:
        click.echo(_text(before, after, changes, verdict=verdict, lost=lost))
    sys.exit(int(verdict))


def _cannot_tell(error: CourseError, form: str) -> NoReturn:
    if form == "json":
        report.as_json(error.problems)
    else:
        report.as_text(error.problems)
    sys.exit(2)


def _data(old: Whole, new: Whole, changes: list[Change], *, verdict: bool, lost: bool) -> dict[str, object]:
    return {
        "verdict": "new-version" if verdict else "safe-to-replace",
        "progress": "not-carried-over" if lost else "carried-over",
        "old": {"course": old.course, "package": old.title, "structure": old.fingerprint()},
        "new": {"course": new.course, "package": new.title, "structure": new.fingerprint()},
        "changes": [
            {
                "area": str(change.area),
                "newVersion": change.new_version,
                "progressLost": change.lost,
                "text": change.text,
            }
            for change in changes
        ],
    }


def _text(old: Whole, new: Whole, changes: list[Change], *, verdict: bool, lost: bool) -> str:
    lines = [f"old  {old.title}, structure {old.fingerprint()}", f"new  {new.title}, structure {new.fingerprint()}", ""]
    lines.append("Needs a new version in the LMS." if verdict else "Safe to replace.")
    lines.append("Saved progress does not carry over, or not all of it." if lost else "Saved progress carries over.")
    for area, title in _TITLES.items():
        if said := [change for change in changes if change.area is area]:
            lines += ["", title, *(f"  {'!' if change.new_version else '-'} {change.text}" for change in said)]
    if verdict:
        lines += ["", "! needs a new version: records from before and after it would not mean the same"]
    if not changes:
        lines += ["", "Nothing differs that learners, scores or credit hang on."]
    return "\n".join(lines)
