"""`coursepack profiles`."""

from __future__ import annotations

import datetime

import click

from coursepack.cli.options import as_of_option, day
from coursepack.lms.profile import MARKS, Fact, Profile, names, profile

_WORDS = {"passed-or-failed": "passed, failed or completed", "completed-only": "completed, and nothing else"}
_YEAR = 366


@click.command("profiles")
@click.argument("name", required=False, type=click.Choice(names()), metavar="[NAME]")
@as_of_option
def command(name: str | None, as_of: datetime.datetime | None) -> None:
    """List the LMS profiles, or show one.

    A profile holds what is known of an LMS, each fact with its source, the day it was looked at and a mark of how sure it is.
    `coursepack build --lms NAME` applies it. What was gone through more than a year ago is marked.
    """
    chosen = [profile(one) for one in ([name] if name else names())]
    click.echo(_whole(chosen[0]) if name else _list())
    if old := [f"{one.name} ({one.reviewed})" for one in chosen if (day(as_of) - one.reviewed).days > _YEAR]:
        said = (
            f"gone through more than a year ago, so look at the vendor's pages before you rely on it: {', '.join(old)}"
        )
        click.echo(f"\nOLD: {said}")


def _list() -> str:
    rows = [(one.name, one.format.use, str(one.reviewed), one.tally()) for one in map(profile, names())]
    head = ("profile", "format", "gone through", "facts")
    widths = [max(len(row[at]) for row in [head, *rows]) for at in range(3)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]])
        for row in [head, *rows]
    ]
    legend = [f"{mark}: {meaning}" for mark, meaning in MARKS.items()]
    return "\n".join([*lines, "", *legend])


def _whole(one: Profile) -> str:
    said = [
        one.title + (f" ({', '.join(one.also)})" if one.also else ""),
        one.summary,
        "",
        f"format   {one.format.use}" + (f"; not {', '.join(one.format.refuses)}" if one.format.refuses else ""),
        f"says     {_WORDS[one.status.words]} (SCORM 1.2)",
        f"facts    {one.tally()}; gone through on {one.reviewed}",
        "",
        *(_fact(fact) for fact in one.facts),
    ]
    return "\n".join(said)


def _fact(fact: Fact) -> str:
    line = f"{fact.topic}: {fact.text} [{fact.mark}{f', {fact.dated}' if fact.dated else ''}]"
    return f"{line}\n    {fact.source.url}, looked at on {fact.checked}" if fact.source else line
