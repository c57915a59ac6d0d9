"""`coursepack questions`: questions from and to other tools, and on paper."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from coursepack.cli import report
from coursepack.cli.options import as_of_option, day
from coursepack.exchange import READERS, WRITERS
from coursepack.problems import CourseError, Place, Problem


@click.group("questions")
def command() -> None:
    """Import questions from other tools, export them, print a quiz on paper.

    What cannot be carried over is said item by item: see docs/exchange.md.
    """


@command.command("import", short_help="Import questions of other tools into a quiz file.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The quiz file to write, inside a course.",
)
@click.option(
    "-f",
    "--format",
    type=click.Choice([one.name for one in READERS]),
    default=None,
    help="Format of the files (default: what each looks like).",
)
@click.option("--objective", default="", metavar="ID", help="Objective of questions whose category or tags name none.")
@click.option("--title", default="", help="Title of the quiz (default: the source's own, or from the file's name).")
@click.option(
    "--purpose",
    type=click.Choice(["check", "assessment"]),
    default="check",
    show_default=True,
    help="Purpose of the quiz.",
)
@click.option("--force", is_flag=True, help="Write over a quiz file that exists.")
@click.option("--strict", is_flag=True, help="Write nothing when anything would be left out.")
def import_(files: tuple[Path, ...], target: Path, **wish: Any) -> None:
    """Import questions from each FILE into one quiz file of a course.

    Reads QTI 2.1 (an item, or a package as a zip), Moodle XML, GIFT, Aiken and CSV. The quiz file is written whole or not at all. Exits
    with 1 when a question was skipped, although the others were written.
    """
    from coursepack.exchange.importing import Wish, import_questions

    try:
        done = import_questions(files, target, Wish(**wish))
    except CourseError as error:
        report.as_text(error.problems)
        click.echo("nothing was written", err=True)
        sys.exit(1)
    report.as_text(done.problems)
    if done.quiz is None:
        click.echo(f"{report.tally(done.problems) or 'no questions were found'}; nothing was written", err=True)
        sys.exit(1)
    click.echo(_summary(target, done.quiz["questions"], done.files, done.skipped))
    if done.problems:
        click.echo(report.tally(done.problems), err=True)
    quiz = done.quiz["id"]
    block = f'{{"id": "{quiz}-block", "type": "quiz", "quiz": "{quiz}"}}'
    click.echo(f'Next: put {{"include": "{done.include}"}} into "quizzes" of course.json, and {block} on a page.')
    sys.exit(1 if done.skipped else 0)


def _summary(target: Path, questions: list[dict[str, Any]], files: tuple[str, ...], skipped: int) -> str:
    asked = [one for entry in questions for one in entry.get("questions", [entry])]
    sets = sum(entry["type"] == "set" for entry in questions)
    kinds: dict[str, int] = {}
    for question in asked:
        kinds[question["type"]] = kinds.get(question["type"], 0) + 1
    counted = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    line = f"{target}: {len(asked)} question{'s' * (len(asked) != 1)} ({counted})"
    line += f", {sets} set{'s' * (sets != 1)} of them" if sets else ""
    line += f", {len(files)} picture{'s' * (len(files) != 1)}" if files else ""
    return line + (f"; {skipped} skipped" if skipped else "")


@command.command("template", short_help="Print a CSV table to begin with.")
def template() -> None:
    """Print a CSV table to begin with: all columns, and an example of each type that a table can carry."""
    from coursepack.exchange import table
    from coursepack.exchange.finish import types

    click.echo(table.template(types()), nl=False)


@command.command("export", short_help="Export a quiz for other tools.")
@click.argument("path", type=click.Path(path_type=Path), metavar="COURSE")
@click.option("--quiz", "quiz", required=True, metavar="ID", help="Id of the quiz.")
@click.option(
    "-f", "--format", "name", type=click.Choice([one.name for one in WRITERS]), required=True, help="Format to write."
)
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
@click.option("--force", is_flag=True, help="Write over a file that exists.")
@click.option("--strict", is_flag=True, help="Write nothing when anything would be left out.")
@as_of_option
def export_(path: Path, out: Path, **wish: Any) -> None:
    """Export the questions of one quiz of COURSE to a file for another tool.

    QTI 2.1 is a package (zip), Moodle XML and GIFT are files that Moodle's question bank imports. Exits with 1 when a question could not
    be carried, although the others were written.
    """
    from coursepack.exchange.exporting import export, the_quiz
    from coursepack.load import load

    try:
        _free(out, wish["force"])
        loaded = load(path, day(wish["as_of"]))
        done = export(loaded, the_quiz(loaded, path, wish["quiz"]), wish["name"], out, strict=wish["strict"])
    except CourseError as error:
        report.as_text(error.problems)
        click.echo("nothing was written", err=True)
        sys.exit(1)
    report.as_text(done.problems)
    if not done.written:
        click.echo(f"{report.tally(done.problems)}; nothing was written", err=True)
        sys.exit(1)
    line = f"{out}: {done.written} question{'s' * (done.written != 1)}"
    click.echo(line + (f"; {done.skipped} skipped" if done.skipped else ""))
    if done.problems:
        click.echo(report.tally(done.problems), err=True)
    sys.exit(1 if done.skipped else 0)


def _free(out: Path, force: bool) -> None:
    """Raises `CourseError` when a file would be written over that nobody said to."""
    if out.exists() and not force:
        raise CourseError(
            [
                Problem(
                    Place(str(out)), "CP180", "there is a file of that name", "--force writes over it; or name another"
                )
            ]
        )


@command.command("paper", short_help="Write a quiz to print, with its key.")
@click.argument("path", type=click.Path(path_type=Path), metavar="COURSE")
@click.option("--quiz", "quiz", required=True, metavar="ID", help="Id of the quiz.")
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder to write to."
)
@click.option(
    "--variants", type=click.IntRange(1, 26), default=1, show_default=True, help="How many variants: A, B and so on."
)
@click.option(
    "--seed",
    default="1",
    show_default=True,
    metavar="WORD",
    help="What mixes and draws: the same word gives the same sheets.",
)
@click.option("--shuffle", is_flag=True, help="Mix questions and options even where the quiz does not.")
@click.option("--force", is_flag=True, help="Write over files that exist.")
@as_of_option
def paper_(path: Path, quiz: str, out: Path, **wish: Any) -> None:
    """Write one quiz of COURSE as HTML to print: a sheet to fill in, and a key with answers, feedback and sources.

    Each variant draws and mixes as the quiz says, or mixes everything with --shuffle. Nothing but the course, the seed and the letter
    decides. The foot of each page names them, so that a key finds its sheet.
    """
    from coursepack.exchange import paper
    from coursepack.exchange.exporting import the_quiz
    from coursepack.load import load

    try:
        loaded = load(path, day(wish["as_of"]))
        chosen = the_quiz(loaded, path, quiz)
        made = paper.sheets(loaded, chosen, seed=wish["seed"], variants=wish["variants"], shuffle=wish["shuffle"])
        files = paper.write(made, chosen, out, force=wish["force"])
    except CourseError as error:
        report.as_text(error.problems)
        click.echo("nothing was written", err=True)
        sys.exit(1)
    for file in files:
        click.echo(str(file))
    if paper.alike(made):
        click.echo(
            "The variants came out alike. --shuffle mixes questions and options whatever the quiz says.", err=True
        )
