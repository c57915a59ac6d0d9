"""`coursepack validate`."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from coursepack.cli import report
from coursepack.cli.options import as_of_option, day, paths_argument
from coursepack.load import load
from coursepack.problems import CourseError, Problem, errors
from coursepack.series import is_series, load_series


@click.command("validate")
@paths_argument
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", help="How to print the problems."
)
@as_of_option
def command(paths: tuple[Path, ...], style: str, as_of: datetime.datetime | None) -> None:
    """Say everything that is wrong with each course or series at PATH (a folder with a course.json or a series.json, or that file).

    Exits with 1 when there are errors; warnings, and notes on how good its questions are, do not count.
    """
    problems = [problem for path in paths for problem in _problems(path, day(as_of), quiet=style == "json")]
    if style == "json":
        report.as_json(problems)
    else:
        report.as_text(problems)
        if problems:
            click.echo(report.tally(problems), err=True)
    sys.exit(1 if errors(problems) else 0)


def _problems(path: Path, as_of: datetime.date, *, quiet: bool) -> tuple[Problem, ...]:
    if is_series(path):
        return _of_series(path, as_of, quiet=quiet)
    try:
        loaded = load(path, as_of)
    except CourseError as error:
        return error.problems
    if not quiet:
        pages = sum(1 for _ in loaded.course.pages())
        questions = sum(len(quiz.questions) for quiz in loaded.course.quizzes)
        click.echo(f"{path}: valid, {pages} pages, {questions} questions")
    return loaded.warnings + loaded.notes


def _of_series(path: Path, as_of: datetime.date, *, quiet: bool) -> tuple[Problem, ...]:
    try:
        loaded = load_series(path, as_of)
    except CourseError as error:
        return error.problems
    if not quiet:
        click.echo(f"{path}: valid, {len(loaded.courses)} courses, {loaded.series.minutes} minutes")
    return loaded.warnings + tuple(note for course in loaded.courses for note in course.notes)
