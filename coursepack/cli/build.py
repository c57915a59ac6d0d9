"""`coursepack build`."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coursepack.build import Built, build
from coursepack.cli import report
from coursepack.cli.gather import gather, plan_all, stop
from coursepack.cli.options import as_of_option, brand_option, day, paths_argument, units_option
from coursepack.formats import BY_NAME, FORMATS
from coursepack.formats.cautions import cautions
from coursepack.lms.profile import names, profile, tailored
from coursepack.lock import keep
from coursepack.plan import Plan
from coursepack.problems import CourseError
from coursepack.series import is_series, members

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
@click.option(
    "--each",
    is_flag=True,
    help="Of a series: a package for each course, and one of cmi5 with a block for each, instead of one package.",
)
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
    each: bool,
    frozen: bool,
    brand: Path | None,
    as_of: datetime.datetime | None,
) -> None:
    """Build packages of each course or series at PATH: a folder with a course.json or a series.json, or that file.

    Each package is written whole or not at all, with its SHA-256 beside it. Nothing is written for any course while one
    of them has errors.
    """
    if score_on_completion and not lms:
        raise click.UsageError("--score-on-completion is for an LMS: name it with --lms")
    if each and not any(map(is_series, paths)):
        raise click.UsageError("--each is for a series: name a folder with a series.json")
    alone = [name for name in formats if not BY_NAME[name].records]
    if lms and alone:
        what = "is a page without an LMS" if BY_NAME[alone[0]].player else "tells no LMS what a learner does"
        raise click.UsageError(f"'{alone[0]}' {what}: leave out --lms, or this format")
    plans, wholes = plan_all(gather(paths, day(as_of), brand), frozen=frozen, lessons=units == "lesson", each=each)
    try:
        if lms:
            from coursepack.lms.delivery import Delivery

            _deliver(plans, wholes, Delivery(profile(lms)), formats, out, score_on_completion=score_on_completion)
            return
        in_one = not any(made.groups for made in plans)
        usual = [item for item in FORMATS if item.default and (item.units or in_one)]
        chosen = [BY_NAME[name] for name in dict.fromkeys(formats)] or usual
        also = [(whole, BY_NAME["cmi5"]) for whole in wholes]
        _keep_all([*plans, *wholes])
        report.as_text(said for item in chosen for one in plans for said in item.warnings(one))
        report.as_text([*cautions(plans, chosen), *cautions(wholes, [BY_NAME["cmi5"]])])
        for built in build(plans, chosen, out, _progress, also=also):
            click.echo(_line(built))
    except CourseError as error:
        stop(error.problems)


def _deliver(  # noqa: PLR0913 - what a build knows
    plans: Sequence[Plan],
    wholes: Sequence[Plan],
    delivery: Delivery,
    formats: Sequence[str],
    out: Path,
    *,
    score_on_completion: bool,
) -> None:
    """Build for one LMS, and a series of blocks for one that takes cmi5. Raises `CourseError`."""
    chosen = delivery.formats(formats)
    made, blocks = (
        [tailored(item, delivery.profile, score_on_completion=score_on_completion) for item in each]
        for each in (plans, wholes if "cmi5" in delivery.profile.format.takes else ())
    )
    delivery.check(made, chosen)
    _keep_all([*made, *blocks])
    done = build(made, chosen, out, _progress, delivery.beside, [(whole, BY_NAME["cmi5"]) for whole in blocks])
    report.as_text([*delivery.warnings, *cautions(made, chosen), *cautions(blocks, [BY_NAME["cmi5"]])])
    for built in done:
        click.echo("\n".join([_line(built), *(f"    {path}" for path in built.beside)]))


def _keep_all(plans: Sequence[Plan]) -> None:
    for item in plans:
        for one in members(item):
            keep(one.folder, one.lock)


def _progress(name: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"building {name} …", err=True)


def _line(built: Built) -> str:
    size = f"{built.size / 1024:.0f} KB"
    files = "1 file" if built.files == 1 else f"{built.files} files"
    kept = built.kept if built.suspend is None else f"progress at most {built.suspend} of 4096 characters"
    return f"{built.path}  {size}, {files}, {kept}\n    sha256 {built.sha256}"
