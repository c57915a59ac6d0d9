"""`coursepack build`."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from coursepack.build import Built, build
from coursepack.cli import report
from coursepack.cli.options import as_of_option, brand_option, day, paths_argument, units_option
from coursepack.formats import BY_NAME, FORMATS
from coursepack.formats.cautions import cautions
from coursepack.lms.profile import names, profile, tailored
from coursepack.load import Loaded, course_file, load
from coursepack.lock import keep
from coursepack.plan import Plan, plan
from coursepack.problems import CourseError, Place, Problem

if TYPE_CHECKING:
    from coursepack.lms.delivery import Delivery


@click.command("build")
@paths_argument
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice([item.name for item in FORMATS]),
    help="Format to build; may be given several times (default: scorm12 and xapi; of several units, scorm12).",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("dist"),
    help="Folder to write to.",
    show_default=True,
)
@click.option(
    "--lms",
    type=click.Choice(names()),
    help="Build for this LMS, and write an import guide and three sheets beside the package; see 'coursepack profiles'.",
)
@click.option(
    "--score-on-completion",
    is_flag=True,
    help="With --lms, for a course without an assessment: tell a score of 100 when it is completed, for an LMS that wants a score.",
)
@units_option
@click.option("--frozen", is_flag=True, help="Refuse to add numbers to course.lock.json (for CI).")
@brand_option
@as_of_option
def command(  # noqa: PLR0913, PLR0917 - click hands over each option by its name
    paths: tuple[Path, ...],
    formats: tuple[str, ...],
    out: Path,
    lms: str | None,
    score_on_completion: bool,
    units: str,
    frozen: bool,
    brand: Path | None,
    as_of: datetime.datetime | None,
) -> None:
    """Build packages of each course at PATH.

    Each package is written whole or not at all, with its SHA-256 beside it. Nothing is written for any course while one
    of them has errors.
    """
    if score_on_completion and not lms:
        raise click.UsageError("--score-on-completion is for an LMS: name it with --lms")
    alone = [name for name in formats if not BY_NAME[name].records]
    if lms and alone:
        what = "is a page without an LMS" if BY_NAME[alone[0]].player else "tells no LMS what a learner does"
        raise click.UsageError(f"'{alone[0]}' {what}: leave out --lms, or this format")
    plans = _plan_all(_load_all(paths, day(as_of), brand), frozen, lessons=units == "lesson")
    try:
        if lms:
            from coursepack.lms.delivery import Delivery

            _deliver(plans, Delivery(profile(lms)), formats, out, score_on_completion=score_on_completion)
            return
        usual = [item for item in FORMATS if item.default and (item.units or units == "course")]
        chosen = [BY_NAME[name] for name in dict.fromkeys(formats)] or usual
        _keep_all(plans)
        report.as_text(said for item in chosen for one in plans for said in item.warnings(one))
        report.as_text(cautions(plans, chosen))
        for built in build(plans, chosen, out, _progress):
            click.echo(_line(built))
    except CourseError as error:
        _stop(error.problems)


def _deliver(
    plans: Sequence[Plan], delivery: Delivery, formats: Sequence[str], out: Path, *, score_on_completion: bool
) -> None:
    """Build for one LMS. Raises `CourseError`."""
    chosen = delivery.formats(formats)
    made = [tailored(item, delivery.profile, score_on_completion=score_on_completion) for item in plans]
    delivery.check(made, chosen)
    _keep_all(made)
    done = build(made, chosen, out, _progress, delivery.beside)
    report.as_text([*delivery.warnings, *cautions(made, chosen)])
    for built in done:
        click.echo("\n".join([_line(built), *(f"    {path}" for path in built.beside)]))


def _keep_all(plans: Sequence[Plan]) -> None:
    for item in plans:
        keep(item.folder, item.lock)


def _progress(name: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"building {name} …", err=True)


def _load_all(paths: tuple[Path, ...], as_of: datetime.date, brand: Path | None) -> list[Loaded]:
    loaded: list[Loaded] = []
    problems: list[Problem] = []
    for path in {course_file(path).resolve(): path for path in paths}.values():
        try:
            loaded.append(load(path, as_of, brand))
        except CourseError as error:
            problems.extend(error.problems)
    if problems:
        _stop(list(dict.fromkeys(problems)))  # a brand's are found once for each course
    report.as_text(warning for course in loaded for warning in course.warnings)
    for course in loaded:
        if course.notes:
            click.echo(
                f"{course.folder}: {report.tally(course.notes)} on its questions; 'coursepack validate' lists them",
                err=True,
            )
    return loaded


def _plan_all(courses: list[Loaded], frozen: bool, *, lessons: bool) -> list[Plan]:
    named: set[tuple[str, str]] = set()
    for loaded in courses:
        name = loaded.course.slug, loaded.course.version
        if name in named:
            message = f"another course here is also '{name[0]}' {name[1]}"
            _stop([Problem(Place(str(loaded.folder)), "CP066", message, "give one of them another slug or version")])
        named.add(name)
    try:
        return [plan(loaded, frozen=frozen, lessons=lessons) for loaded in courses]
    except CourseError as error:
        _stop(error.problems)


def _stop(problems: Sequence[Problem]) -> NoReturn:
    report.as_text(problems)
    click.echo(f"{report.tally(problems)}; nothing was built", err=True)
    sys.exit(1)


def _line(built: Built) -> str:
    size = f"{built.size / 1024:.0f} KB"
    files = "1 file" if built.files == 1 else f"{built.files} files"
    kept = built.kept if built.suspend is None else f"progress at most {built.suspend} of 4096 characters"
    return f"{built.path}  {size}, {files}, {kept}\n    sha256 {built.sha256}"
