"""The command line: parse, call, print. Commands are imported when they are used, so that `--help` is quick."""

from __future__ import annotations

import importlib

import click

from coursepack import __version__

_COMMANDS = {
    "validate": ("coursepack.cli.validate", "Say everything that is wrong with a course."),
    "build": ("coursepack.cli.build", "Build packages for an LMS."),
    "lint": ("coursepack.cli.lint", "Say what is wrong with a package, whoever made it."),
    "verify": ("coursepack.cli.verify", "Play a package in a real browser, and say what was not true."),
    "rule": ("coursepack.cli.rule", "Explain a rule of lint."),
    "profiles": ("coursepack.cli.profiles", "List what is known of each LMS, and how surely."),
    "diff": ("coursepack.cli.diff", "Say what a new package means for those who are in the old one."),
    "new": ("coursepack.cli.new", "Make a new course that validates and builds."),
    "play": ("coursepack.cli.play", "Try a course or a package in a local LMS."),
    "questions": ("coursepack.cli.questions", "Bring questions from other tools, and to them; print a quiz."),
    "migrate": ("coursepack.cli.migrate", "Bring a course's files to the newest schemaVersion."),
}


class _Commands(click.Group):
    """Knows the commands by name and one line; imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(_COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="coursepack")
def main() -> None:
    """Compile a course written as JSON into the packages that a hospital's LMS imports.

    \b
    coursepack new my-course               start a course
    coursepack validate my-course          find what is wrong with it
    coursepack play my-course              try it in a local LMS
    coursepack build my-course -f scorm12  make the zip for the LMS
    """
