"""What a schema cannot see: references, files, texts, and rules that span the course. One file per area, one line in `CHECKS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coursepack.checks import (
    assembly,
    assets,
    brand,
    captions,
    comparisons,
    credit,
    glossary,
    ids,
    language,
    notes,
    pictures,
    questions,
    quizzes,
    recordings,
    rules,
    scenarios,
    support,
    texts,
)
from coursepack.checks.context import Context, OutsideError, inside
from coursepack.problems import Problem

CHECKS: tuple[Callable[[Context], Iterator[Problem]], ...] = (
    ids.duplicate_ids,
    ids.reserved_ids,
    ids.dangling_references,
    assets.files,
    pictures.pictures,
    recordings.recordings,
    recordings.weight,
    captions.captions,
    texts.characters,
    texts.blank,
    texts.markdown,
    glossary.glossary,
    notes.notes,
    comparisons.comparisons,
    scenarios.scenarios,
    quizzes.quizzes,
    assembly.assembly,
    questions.questions,
    rules.rules,
    credit.credit,
    brand.brand,
    support.support_lines,
    language.interface_language,
)


def run(context: Context) -> Iterator[Problem]:
    """All findings of all checks. `context.files`, `texts`, `captions` and `media` are filled on the way."""
    for check in CHECKS:
        yield from check(context)


__all__ = ["CHECKS", "Context", "OutsideError", "inside", "run"]
