"""Item quality: what a question of a valid course may give away, leave out or ask too much of. Notes, never errors.

One file per area, one line each in `AREAS`. An author silences a finding where it is not right, with a reason; a silence that
hides nothing any more is itself a note (CP209).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coursepack.checks.context import Context
from coursepack.checks.quality import feedback, keys, objectives, options, reading, repeats, stems
from coursepack.checks.quality.asked import Exam, Finding
from coursepack.checks.quality.silence import silence
from coursepack.problems import Problem, Severity

AREAS: tuple[Callable[[Exam], Iterator[Finding]], ...] = (
    feedback.feedback,
    options.options,
    stems.stems,
    keys.keys,
    objectives.objectives,
    reading.reading,
    repeats.repeats,
)


def notes(context: Context) -> tuple[Problem, ...]:
    """All findings that are not silenced, sorted by place. The course must be valid."""
    exam = Exam(context)
    found = [finding for area in AREAS for finding in area(exam)]
    return tuple(
        sorted(
            Problem(context.place(one.pointer), one.code, one.message, one.hint, Severity.NOTE)
            for one in silence(context, found)
        )
    )


__all__ = ["AREAS", "Exam", "Finding", "notes"]
