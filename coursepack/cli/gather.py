"""What a build was asked for: the courses and series at some paths, loaded and planned, or every reason why not."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TypeVar

import click

from coursepack.cli import report
from coursepack.load import Loaded, course_file, load
from coursepack.plan import Plan, plan
from coursepack.problems import CourseError, Place, Problem
from coursepack.series import LoadedSeries, is_series, load_series, plan_series

T = TypeVar("T")


@dataclass(frozen=True)
class Gathered:
    """Courses that were named, and series with courses of their own."""

    courses: list[Loaded]
    series: list[LoadedSeries]


def gather(paths: Sequence[Path], as_of: datetime.date, brand: Path | None) -> Gathered:
    """Everything at the paths; ends the program with all problems when any of it cannot be used."""
    problems: list[Problem] = []
    alone = {course_file(path).resolve(): path for path in paths if not is_series(path)}.values()
    courses = list(_each(alone, lambda path: load(path, as_of, brand), problems))
    wholes = {path.resolve(): path for path in paths if is_series(path)}.values()
    series = list(_each(wholes, lambda path: load_series(path, as_of, brand), problems))
    if problems:
        stop(list(dict.fromkeys(problems)))  # a brand's are found once for each course
    report.as_text(
        [*(said for one in courses for said in one.warnings), *(said for one in series for said in one.warnings)]
    )
    _tell_notes([*courses, *(course for one in series for course in one.courses)])
    return Gathered(courses, series)


def _each(paths: Iterable[Path], read: Callable[[Path], T], problems: list[Problem]) -> Iterable[T]:
    for path in paths:
        try:
            yield read(path)
        except CourseError as error:
            problems.extend(error.problems)


def _tell_notes(courses: Sequence[Loaded]) -> None:
    for course in courses:
        if course.notes:
            click.echo(
                f"{course.folder}: {report.tally(course.notes)} on its questions; 'coursepack validate' lists them",
                err=True,
            )


def plan_all(gathered: Gathered, *, frozen: bool, lessons: bool, each: bool) -> tuple[list[Plan], list[Plan]]:
    """What is built in the formats asked for; and with `each`, the series that are built beside it as blocks."""
    courses = [*gathered.courses, *(course for one in gathered.series for course in one.courses if each)]
    _distinct(courses)
    try:
        plans = [plan(loaded, frozen=frozen, lessons=lessons) for loaded in courses]
        wholes = [plan_series(one, frozen=frozen, lessons=lessons) for one in gathered.series]
    except CourseError as error:
        stop(error.problems)
    return (plans, wholes) if each else ([*plans, *wholes], [])


def _distinct(courses: Sequence[Loaded]) -> None:
    named: set[tuple[str, str]] = set()
    for loaded in courses:
        name = loaded.course.slug, loaded.course.version
        if name in named:
            message = f"another course here is also '{name[0]}' {name[1]}"
            stop([Problem(Place(str(loaded.folder)), "CP066", message, "give one of them another slug or version")])
        named.add(name)


def stop(problems: Sequence[Problem]) -> NoReturn:
    """Report, and end the program: nothing was built."""
    report.as_text(problems)
    click.echo(f"{report.tally(problems)}; nothing was built", err=True)
    sys.exit(1)
