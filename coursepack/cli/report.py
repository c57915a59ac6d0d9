"""Printing problems: the same words on a terminal and in JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import click

from coursepack.problems import Problem, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def as_text(problems: Iterable[Problem]) -> None:
    """One problem after the other on stderr, coloured on a terminal."""
    for problem in problems:
        first, _, rest = str(problem).partition("\n")
        colour = _COLOURS[problem.severity]
        first = first.replace(problem.code, click.style(problem.code, fg=colour, bold=True), 1)
        click.echo(first + (f"\n{rest}" if rest else ""), err=True)


def as_json(problems: Sequence[Problem]) -> None:
    """A list of objects on stdout."""
    click.echo(json.dumps([problem.as_json() for problem in problems], indent=2, ensure_ascii=False))


def tally(problems: Sequence[Problem]) -> str:
    """`2 errors, 1 warning`."""
    counts = {severity: sum(problem.severity is severity for problem in problems) for severity in Severity}
    return ", ".join(f"{count} {severity}{'s' if count != 1 else ''}" for severity, count in counts.items() if count)
