"""`coursepack migrate`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from coursepack.cli import report
from coursepack.cli.options import paths_argument
from coursepack.migrate import NEWEST, files_of, migrate
from coursepack.problems import CourseError


@click.command("migrate")
@paths_argument
def command(paths: tuple[Path, ...]) -> None:
    """Bring the files of each course at PATH to the newest schemaVersion, in place.

    Each file is rewritten whole or not at all. A file that is new enough is left as it is.
    """
    try:
        for path in paths:
            changed = [file for file in files_of(path) if migrate(file)]
            for file in changed:
                click.echo(f"{file}: now schemaVersion {NEWEST}")
            if not changed:
                click.echo(f"{path}: already at schemaVersion {NEWEST}")
    except CourseError as error:
        report.as_text(error.problems)
        sys.exit(1)
