"""`coursepack rule`."""

from __future__ import annotations

import click


@click.command("rule")
@click.argument("code", required=False, metavar="[CODE]")
def command(code: str | None) -> None:
    """Explain a rule of `coursepack lint`, or list all.

    The page says why it matters, in which LMS, with an example and what to do.
    """
    from coursepack.lint import all_rules, output

    known = all_rules()
    if code is None:
        click.echo("\n".join(f"{one.code} {one.level:8} {one.name:30} {one.title}" for one in known.values()))
    elif (name := code.upper()) in known:
        click.echo(output.page(known[name]))
    else:
        raise click.UsageError(f"there is no rule '{code}': 'coursepack rule' lists them")
