"""`coursepack new`."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import click

TEMPLATE = Path(__file__).parent.parent / "data" / "new"


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--title", help="Title of the course (default: from the folder's name).")
def command(folder: Path, title: str | None) -> None:
    """Make a new course in DIR that validates and builds: two pages and a quiz to change into your own."""
    slug = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")[:40].strip("-")
    if not re.match("[a-z]", slug):
        slug = f"course-{slug}".strip("-")
    words = {
        "slug": slug,
        "title": _in_json(title or slug.replace("-", " ").capitalize()),
        "today": datetime.date.today().isoformat(),
    }
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        _stop(folder, "exists and is not empty", "name a folder that does not exist yet")
    try:
        _make(folder, words)
    except OSError as error:
        _stop(folder, f"cannot be made: {error.strerror}", "name a folder that you may write to")
    click.echo(f"{folder}: a new course. Next:\n  coursepack play {folder}\n  coursepack build {folder}")


def _stop(folder: Path, what: str, hint: str) -> None:
    click.echo(f"{folder}: CP067 the folder {what}\n    hint: {hint}", err=True)
    sys.exit(1)


def _in_json(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _make(folder: Path, words: dict[str, str]) -> None:
    """Fill a temporary folder, then give it its name, so that no half-made course is left."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".coursepack-", dir=folder.parent) as temporary:
        target = Path(temporary) / "course"
        shutil.copytree(TEMPLATE, target)
        course = target / "course.json"
        text = re.sub(r"@(\w+)@", lambda match: words[match[1]], course.read_text(encoding="utf-8"))
        course.write_text(text, encoding="utf-8")
        if folder.exists():
            folder.rmdir()
        os.replace(target, folder)
