"""docs/cli.md: usage, arguments and options from the commands; exit codes and an example are stated here."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass

import click

from coursepack.cli import main

USAGE_ERROR = "the command was called wrongly: an unknown option, or a value that is not allowed"


@dataclass(frozen=True)
class More:
    """What click does not know of a command: what its exit codes 0 and 1 mean, and an example with its purpose."""

    zero: str
    one: str
    example: str
    purpose: str


MORE = {
    "validate": More(
        "every course is valid; there may be warnings",
        "at least one course has an error",
        "coursepack validate my-course --format json --as-of 2026-11-23",
        "Lists the problems of one course as JSON, with dated facts judged for that day.",
    ),
    "build": More(
        "every package was written",
        "something is wrong; no package was written",
        "coursepack build my-course -f scorm12 -f xapi -o dist",
        "Writes `dist/my-course-0.1.0-scorm12.zip`, `dist/my-course-0.1.0-xapi.zip` and a `.sha256` file beside each.",
    ),
    "lint": More(
        "no package has errors; there may be warnings (with --strict: there are none)",
        "at least one package has an error or cannot be read",
        "coursepack lint dist/my-course-0.1.0-scorm12.zip --lms moodle",
        "Looks at a package, and at what Moodle asks for beyond the standard.",
    ),
    "rule": More(
        "the rule was explained, or all were listed",
        "never",
        "coursepack rule CP453",
        "Says why an LMS may decide on completion by itself, and what to do.",
    ),
    "profiles": More(
        "the profiles were listed, or the one was shown",
        "never",
        "coursepack profiles healthstream",
        "Shows what is known of HealthStream, from where, and how surely.",
    ),
    "diff": More(
        "the new package may replace the old one",
        "it needs a new version in the LMS",
        "coursepack diff live.zip dist/my-course-0.1.0-scorm12.zip",
        "Says what changes for learners in progress, for scores and for credit. Exit 2: it cannot be told.",
    ),
    "new": More(
        "the course was made",
        "the folder cannot be made, or is not empty",
        'coursepack new my-course --title "My course"',
        "Makes a course of two pages and a quiz, ready to be changed.",
    ),
    "play": More(
        "ended by Ctrl-C",
        "the course or package cannot be used, or the port cannot be listened on",
        "coursepack play my-course -f xapi -p 8000",
        "Serves the course at http://127.0.0.1:8000/ and builds it again when a file changes.",
    ),
    "verify": More(
        "every story that could be played went as it must",
        "there is a finding, also a warning, or a package cannot be read",
        "coursepack verify dist/my-course-0.1.0-scorm12.zip --course my-course --html evidence.html",
        "Plays all stories of the course in Chromium and writes a report with pictures, to be filed. See [verify.md](verify.md).",
    ),
    "questions import": More(
        "every question was imported; there may be warnings of what was left out",
        "a question was skipped, although the others were written; or nothing was written, which it says",
        "coursepack questions import bank.csv --to my-course/quizzes/bank.json --objective o-first",
        "Makes a quiz file of a table; `coursepack questions template` prints one to begin with.",
    ),
    "questions export": More(
        "every question was exported; there may be warnings of what was left out",
        "a question could not be carried, although the others were written; or nothing was written, which it says",
        "coursepack questions export my-course --quiz final -f moodle-xml -o final.xml",
        "Writes the questions of the quiz `final` for Moodle’s question bank.",
    ),
    "questions paper": More(
        "every file was written",
        "something is wrong; no file was written",
        "coursepack questions paper my-course --quiz final -o paper --variants 2 --seed spring",
        "Writes `paper/final-a.html`, `paper/final-b.html` and a key to each.",
    ),
    "questions template": More(
        "the table was printed",
        "never",
        "coursepack questions template",
        "Save it with `> bank.csv`, and open it in a spreadsheet.",
    ),
    "migrate": More(
        "every file is at the newest schemaVersion",
        "a file cannot be read, or names a schemaVersion that is not known; files named before it may be rewritten",
        "coursepack migrate my-course",
        "There is only schemaVersion 1 so far, so nothing changes yet.",
    ),
}

_HEAD = """# Command line

This page is written by `make docs` from the commands themselves.

Results go to standard output, problems to standard error (with `validate --format json` they are the result). A problem has a
place, a code and mostly a hint: see [problems.md](problems.md). `coursepack COMMAND --help` shows the same options.

| command | what it does |
|---|---|
"""


def commands_of(group: click.Group, context: click.Context, above: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command by its words, those of a group one by one."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands_of(command, context, f"{above}{name} ")
        elif command is not None:
            yield f"{above}{name}", command


def cli_page() -> str:
    """The page, in the order in which `coursepack --help` lists the commands."""
    group = click.Context(main, info_name="coursepack", **main.context_settings)
    commands = dict(commands_of(main, group))
    anchors = {name: f"#coursepack-{name.replace(' ', '-')}" for name in commands}
    rows = "".join(f"| [{name}]({anchors[name]}) | {_first(command)} |\n" for name, command in commands.items())
    options = _table("option", [param for param in main.params if isinstance(param, click.Option)], group)
    sections = [_section(name, command, group) for name, command in commands.items()]
    return _HEAD + rows + "\nOptions of `coursepack` itself:\n\n" + options + "\n" + "\n".join(sections)


def _first(command: click.Command) -> str:
    return inspect.cleandoc(command.help or "").split("\n\n")[0].replace("\n", " ").split(". ")[0].rstrip(".") + "."


def _section(name: str, command: click.Command, group: click.Context) -> str:
    context = click.Context(command, info_name=name, parent=group)
    more = MORE[name]
    arguments = [param for param in command.params if isinstance(param, click.Argument)]
    options = [param for param in command.params if isinstance(param, click.Option)]
    usage = " ".join(["coursepack", name, *command.collect_usage_pieces(context)])
    words = f"## coursepack {name}\n\n{inspect.cleandoc(command.help or '')}\n\n```\n{usage}\n```\n\n"
    words += _table("argument", arguments, context) + "\n" + _table("option", options, context)
    return (
        f"{words}\n| exit code | meaning |\n|---|---|\n| 0 | {more.zero} |\n| 1 | {more.one} |\n| 2 | {USAGE_ERROR} |\n"
        f"\nExample:\n\n```sh\n{more.example}\n```\n\n{more.purpose}\n"
    )


def _table(kind: str, params: list[click.Argument] | list[click.Option], context: click.Context) -> str:
    rows = [_argument(param) if isinstance(param, click.Argument) else _option(param, context) for param in params]
    if kind == "option":
        rows.append((", ".join(context.help_option_names), "Show this message and exit."))
    lines = [f"| `{_cell(name)}` | {_cell(text)} |\n" for name, text in rows]
    return f"| {kind} | meaning |\n|---|---|\n" + "".join(lines)


def _argument(param: click.Argument) -> tuple[str, str]:
    """Click keeps no text about an argument, so that its names are explained here."""
    known = {
        "PATH...": "One course or several: a folder with a `course.json`, or that file.",
        "PATH": "A course, as for the other commands, or a package: a zip file, or the folder of an unpacked one.",
        "FILE...": "One file or several: QTI 2.1, Moodle XML, GIFT, Aiken or CSV.",
        "COURSE": "A folder with a `course.json`, or that file.",
        "PACKAGE...": "One package or several: a zip, the folder of an unpacked one, or a manifest by itself.",
        "[CODE]": "A code, as it stands in a finding; without it all rules are listed.",
        "[NAME]": "A profile, by the name in the list; without it all are listed.",
        "OLD": "The package that is live: a zip file, the folder of an unpacked one, or the page of format `html`.",
        "NEW": "The package that is to replace it.",
        "DIR": "The folder to make. It must not exist yet, or be empty. Its name becomes the slug of the course.",
    }
    return str(param.metavar), known[str(param.metavar)]


def _option(param: click.Option, context: click.Context) -> tuple[str, str]:
    name, text = param.get_help_record(context) or ("", "")
    return name, " ".join(text.split())


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
