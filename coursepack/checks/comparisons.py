"""Comparisons: each row has one cell for each column."""

from __future__ import annotations

from collections.abc import Iterator

from coursepack.checks.context import Context
from coursepack.problems import Problem
from coursepack.source import Json


def comparisons(context: Context) -> Iterator[Problem]:
    """Rows whose values would stand under the wrong heading, or under none."""
    for pointer, block in context.blocks("comparison"):
        columns = block.get("columns")
        if not isinstance(columns, list):
            continue
        for at, row in context.entries(*pointer, "rows"):
            cells = row.get("cells")
            if isinstance(cells, list) and cells and len(cells) != len(columns):
                message = f"the row has {_count(cells, 'cell')}, the table {_count(columns, 'column')}"
                yield context.error((*at, "cells"), "CP047", message, "write one cell for each column, in their order")


def _count(things: list[Json], word: str) -> str:
    return f"{len(things)} {word}{'' if len(things) == 1 else 's'}"
