"""`coursepack lint`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from coursepack.lms.profile import names


@click.command("lint")
@click.argument("packages", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PACKAGE...")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "sarif", "junit"]),
    default="text",
    help="How to print the findings.",
    show_default=True,
)
@click.option("--select", multiple=True, metavar="CODE", help="Only rules whose code begins so, such as CP4.")
@click.option("--ignore", multiple=True, metavar="CODE", help="Not the rules whose code begins so.")
@click.option("--lms", type=click.Choice(names()), help="Ask the rules of this LMS, too; see 'coursepack profiles'.")
@click.option(
    "--xsd",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="Validate manifests against the official XSD files in this folder.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings, too.")
def command(  # noqa: PLR0913, PLR0917 - click hands over each option by its name
    packages: tuple[Path, ...],
    style: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    lms: str | None,
    xsd: Path | None,
    strict: bool,
) -> None:
    """Say what is wrong with each PACKAGE, whoever made it: SCORM 1.2 and 2004, cmi5, xAPI, Common Cartridge, AICC.

    A PACKAGE is a zip, a folder, or a manifest by itself. Nothing is unpacked to disk, run, or fetched. Exits with 1 when a package
    has errors; `coursepack rule CODE` explains a finding.
    """
    from coursepack.lint import Options, lint, output
    from coursepack.lint.registry import Level

    _known(select, ignore)
    options = Options(select, ignore, lms or "", xsd)
    reports, unread = [], 0
    for path in packages:
        try:
            reports.append(lint(path, options))
        except (OSError, ValueError) as error:
            unread += 1
            reason = getattr(error, "strerror", None) or str(error)
            click.echo(f"{path}: error CP001 the file cannot be read: {reason}", err=True)
    if style == "text":
        colours = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "cyan", Level.REVIEW: "magenta"}
        if reports:
            click.echo(output.text(reports, lambda words, level: click.style(words, fg=colours[level])), nl=False)
    else:
        click.echo({"json": output.as_json, "sarif": output.sarif, "junit": output.junit}[style](reports), nl=False)
    bad = [Level.ERROR, Level.WARNING] if strict else [Level.ERROR]
    sys.exit(1 if unread or any(report.count(level) for report in reports for level in bad) else 0)


def _known(*prefixes: tuple[str, ...]) -> None:
    """A misspelt code would silence, or miss, everything without a word."""
    from coursepack.lint import all_rules

    for prefix in (one for many in prefixes for one in many):
        if not any(code.startswith(prefix) for code in all_rules()):
            raise click.UsageError(f"no rule's code begins with '{prefix}': 'coursepack rule' lists them")
