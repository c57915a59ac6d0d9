"""`coursepack new`."""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import click

TEMPLATE = Path(__file__).parent.parent / "data" / "new"


def _title(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    if value is not None and not (value.strip() and len(value) <= 200 and value.isprintable()):
        raise click.BadParameter("a title is one line of 1 to 200 characters")
    return value


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--title", callback=_title, help="Title of the course (default: from the folder's name).")
def command(folder: Path, title: str | None) -> None:
    """Make a new course in DIR that validates and builds: two pages and a quiz to change into your own."""
    slug = _slug(folder.resolve().name)
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


def _slug(name: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return (slug if re.match("[a-z]", slug) else f"course-{slug}")[:40].strip("-")


def _in_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _make(folder: Path, words: dict[str, str]) -> None:
    """Fill a temporary folder, then give it its name, so that no half-made course is left."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".coursepack-", dir=folder.parent) as temporary:
        target = Path(temporary) / "course"
        shutil.copytree(TEMPLATE, target)
        course = target / "course.json"
        text = re.sub(r"@(\w+)@", lambda match: words[match[1]], course.read_text(encoding="utf-8"))
        course.write_text(text, encoding="utf-8")
        if not folder.exists():
            os.replace(target, folder)
            return
        for part in target.iterdir():
            os.replace(part, folder / part.name)
