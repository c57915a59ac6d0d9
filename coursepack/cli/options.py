"""Arguments and options that several commands share."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

paths_argument = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")

as_of_option = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Judge dated facts, such as telephone numbers, as on this day (default: today).",
)

brand_option = click.option(
    "--brand",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Brand to use instead of each course's own; files that it names are beside it.",
)

units_option = click.option(
    "--units",
    type=click.Choice(["course", "lesson"]),
    default="course",
    show_default=True,
    help="What an LMS launches by itself: the course, or each of its lessons; see docs/formats/units.md.",
)


def day(as_of: datetime.datetime | None) -> datetime.date:
    """The day that dated facts are judged for. Only the command line reads the clock; what is built does not depend on it."""
    return (as_of or datetime.datetime.now()).date()
