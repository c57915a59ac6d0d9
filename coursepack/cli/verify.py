"""`coursepack verify`."""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coursepack.cli import report
from coursepack.problems import CourseError, Place, Problem

if TYPE_CHECKING:
    from coursepack.verify.run import Report


@click.command("verify")
@click.argument("packages", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PACKAGE...")
@click.option(
    "--course",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="The course that the packages were built from: then its questions are answered, and the results compared.",
)
@click.option("--json", "json_file", type=click.Path(path_type=Path), metavar="FILE", help="Write the report as JSON.")
@click.option(
    "--html", "html_file", type=click.Path(path_type=Path), metavar="FILE", help="Write the report as one HTML file."
)
@click.option(
    "--record",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Keep Playwright's trace of each story, in a folder for each package.",
)
@click.option(
    "--executable",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The Chromium, Chrome or Edge to use (default: the one that is found).",
)
def command(  # noqa: PLR0913, PLR0917 - click hands over each option by its name
    packages: tuple[Path, ...],
    course: Path | None,
    json_file: Path | None,
    html_file: Path | None,
    record: Path | None,
    executable: Path | None,
) -> None:
    """Play each PACKAGE in a real browser against strict hosts, and say what was not true.

    A PACKAGE is a zip or the folder of an unpacked one, of any tool. With the course's folder, whole runs are played, and three things
    are compared: what the learner saw, what the LMS received, and what the course says must be. Nothing leaves this computer.
    """
    from coursepack.verify.browser import NoBrowserError, started

    try:
        with started(executable) as browser:
            name = f"Chromium {browser.version}"
            reports = [_one(browser, path, course, record) for path in packages]
    except NoBrowserError as error:
        from coursepack.verify.codes import CODES

        click.echo(f"verify: {error.code} {error}\n    hint: {CODES[error.code].fix}", err=True)
        sys.exit(2)
    except CourseError as error:
        report.as_text(error.problems)
        sys.exit(1)
    _write(reports, name, json_file, html_file)
    _say(reports)
    sys.exit(1 if any(one.findings for one in reports) else 0)


def _one(browser: object, path: Path, course: Path | None, record: Path | None) -> Report:
    from coursepack.load import load
    from coursepack.plan import plan
    from coursepack.verify.run import verify

    made = plan(load(course)) if course else None
    trace = record / path.stem if record else None
    if trace:
        trace.mkdir(parents=True, exist_ok=True)
    return verify(browser, path, made, trace)  # type: ignore[arg-type]


def _write(reports: list[Report], browser: str, json_file: Path | None, html_file: Path | None) -> None:
    from coursepack.verify.report import as_data, as_html

    try:
        if json_file:
            json_file.write_text(json.dumps(as_data(reports, browser), indent=1, ensure_ascii=False) + "\n", "utf-8")
        if html_file:
            html_file.write_text(as_html(reports, browser, f"{datetime.date.today():%Y-%m-%d}"), "utf-8")
    except OSError as error:
        problem = Problem(Place(str(error.filename)), "CP063", f"the file cannot be written: {error.strerror}")
        report.as_text([problem])
        sys.exit(2)


def _say(reports: list[Report]) -> None:
    from coursepack.verify.run import summary

    for one in reports:
        click.echo(f"{one.package}: {one.title}")
        for story in one.stories:
            click.echo(f"  {story.name}: {story.outcome}")
        report.as_text(found.problem(one.package) for found in one.findings)
    click.echo(summary(reports))
