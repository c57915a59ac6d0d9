"""What a part of a course makes of the whole: its share of the score, and whether its completion says enough."""

from __future__ import annotations

from fractions import Fraction

from coursepack.model import Course, Quiz


def share(whole: Course, part: Course) -> float:
    """0 to 1, as the player weighs assessments (player/src/scoring.ts): by their weights where one has any, else by their points."""
    weighted = any(quiz.weight is not None for quiz in whole.assessments())
    total = sum(_worth(quiz, weighted=weighted) for quiz in whole.assessments())
    return float(sum(_worth(quiz, weighted=weighted) for quiz in part.assessments()) / total) if total else 0.0


def strict(whole: Course) -> bool:
    """Whether a completed unit is also passed, wherever the course asks for a pass."""
    return whole.passing is None or whole.completion.assessments == "passed"


def _worth(quiz: Quiz, *, weighted: bool) -> Fraction:
    """An attempt that draws asks a part of the points, taken evenly."""
    if weighted and quiz.weight is not None:
        return Fraction(quiz.weight)
    asked = sum(row.count for row in quiz.rows()) or len(quiz.units)
    return Fraction(sum(question.points for question in quiz.questions) * asked, len(quiz.units))
