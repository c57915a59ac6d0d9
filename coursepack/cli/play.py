"""`coursepack play`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from coursepack import archive
from coursepack.cli import report
from coursepack.cli.options import brand_option, units_option
from coursepack.formats import BY_NAME, FORMATS
from coursepack.load import COURSE_FILE, load
from coursepack.lock import LOCK_FILE
from coursepack.package import Package
from coursepack.plan import plan
from coursepack.play import serve
from coursepack.problems import CourseError
from coursepack.series import SERIES_FILE, is_series, load_series, plan_series


@click.command("play")
@click.argument("path", type=click.Path(path_type=Path), metavar="PATH")
@click.option(
    "-f",
    "--format",
    "name",
    type=click.Choice([item.name for item in FORMATS if item.player]),
    default=FORMATS[0].name,
    show_default=True,
    help="Format to build a course in; a package is played in its own.",
)
@click.option("-p", "--port", type=click.IntRange(0, 65535), default=0, help="Port to listen on (default: a free one).")
@units_option
@brand_option
def command(path: Path, name: str, port: int, units: str, brand: Path | None) -> None:
    """Try a course or a package in a local LMS page with an inspector of every call.

    PATH is the folder of a course or of a series, which is built again whenever one of its files changes, or a package: a
    zip, or the folder of an unpacked one. Nothing leaves this computer, and nothing is written. Ctrl-C ends it.
    """
    is_course = path.name == COURSE_FILE or (path / COURSE_FILE).is_file()
    folder = path.parent if path.name in (COURSE_FILE, SERIES_FILE) else path

    def package() -> Package:
        if is_series(path):
            return BY_NAME[name].render(plan_series(load_series(path, brand=brand), lessons=units == "lesson"))
        if not is_course:
            return archive.read(path)
        return BY_NAME[name].render(plan(load(path, brand=brand), lessons=units == "lesson"))

    try:
        package()
        server = serve(package, port=port, watch=lambda: _stamp(folder))
    except CourseError as error:
        report.as_text(error.problems)
        sys.exit(1)
    except OSError as error:
        click.echo(
            f"port {port}: CP068 the server cannot listen here: {error.strerror}\n    hint: try another --port",
            err=True,
        )
        sys.exit(1)
    click.echo(f"{path} is playing at {server.url}\nPress Ctrl-C to end.")
    server.wait()


def _stamp(path: Path) -> str:
    """Changes whenever a file of the course or the package does."""
    return str(sorted((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in _files(path)))


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for file in path.rglob("*"):
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if file.is_file() and not hidden and file.name != LOCK_FILE:
            yield file
