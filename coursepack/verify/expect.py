"""What must be, by the course's definition alone: points, per cent, completion and success. Written apart from the player on purpose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from coursepack.model import Course, Quiz
from coursepack.questions import AnyQuestion

# Of one attempt: which questions were asked, and whether each was answered rightly.
Attempt = Mapping[str, bool]


@dataclass(frozen=True)
class Must:
    """`score` None: there is none yet. `success`: passed, failed or unknown."""

    completed: bool
    success: str
    score: Fraction | None

    @property
    def per_cent(self) -> Decimal | None:
        """As it is shown and sent: cut after two decimals."""
        return None if self.score is None else cut(self.score)

    def status12(self, *, asks_pass: bool, has_mark: bool) -> str:
        """The one word of SCORM 1.2 (docs/player.md)."""
        if self.success == "failed":
            return "failed"
        if not self.completed:
            return "incomplete"
        if self.success == "passed" and has_mark:
            return "passed"
        return "incomplete" if asks_pass else "completed"


def cut(share: Fraction) -> Decimal:
    """A share of one in per cent, cut after two decimals."""
    return Decimal(floor(share * 10_000)) / 100


def questions(quiz: Quiz) -> dict[str, AnyQuestion]:
    """The questions of a quiz by their ids."""
    return {question.id: question for question in quiz.questions}


def points(quiz: Quiz, attempt: Attempt) -> tuple[int, int]:
    """Earned and possible points of an attempt in which each answer was wholly right or wholly wrong."""
    known = questions(quiz)
    earned = sum(known[name].points for name, right in attempt.items() if right)
    return earned, sum(known[name].points for name in attempt)


def share(quiz: Quiz, attempt: Attempt) -> Fraction:
    """What an attempt earned of what it could."""
    earned, possible = points(quiz, attempt)
    return Fraction(earned, possible) if possible else Fraction(0)


def must(course: Course, taken: Mapping[str, list[Attempt]], *, read: bool) -> Must:
    """After these attempts at the assessments, with all pages read or not."""
    best = {
        quiz.id: max(taken[quiz.id], key=lambda one, quiz=quiz: share(quiz, one))  # type: ignore[misc]
        for quiz in course.assessments()
        if taken.get(quiz.id)
    }
    score = _score(course, best)
    success = _success(course, taken, best, score)
    return Must(_completed(course, best, success, read=read), success, score)


def _score(course: Course, best: Mapping[str, Attempt]) -> Fraction | None:
    asked = course.assessments()
    if not asked or len(best) < len(asked):
        return None
    whole = {quiz.id: points(quiz, best[quiz.id]) for quiz in asked}
    weighted = any(quiz.weight is not None for quiz in asked)
    weights = {quiz.id: (quiz.weight if weighted and quiz.weight else whole[quiz.id][1]) for quiz in asked}
    total = sum(weights.values())
    return (
        sum((share(quiz, best[quiz.id]) * weights[quiz.id] for quiz in asked), Fraction(0)) / total if total else None
    )


def _success(
    course: Course, taken: Mapping[str, list[Attempt]], best: Mapping[str, Attempt], score: Fraction | None
) -> str:
    if course.passing is None or score is None:
        return "unknown"
    if score * 100 >= course.passing.pass_mark and _mastered(course, best):
        return "passed"
    left = any(quiz.attempts is None or len(taken.get(quiz.id, [])) < quiz.attempts for quiz in course.assessments())
    return "unknown" if left else "failed"


def _mastered(course: Course, best: Mapping[str, Attempt]) -> bool:
    """Every objective that has a mark of its own reaches it."""
    for objective in course.objectives:
        if objective.pass_mark is None:
            continue
        earned = possible = 0
        for quiz in course.assessments():
            known = questions(quiz)
            mine = {name: right for name, right in best[quiz.id].items() if known[name].objective == objective.id}
            more = points(quiz, mine)
            earned, possible = earned + more[0], possible + more[1]
        if not possible or earned * 100 < objective.pass_mark * possible:
            return False
    return True


def _completed(course: Course, best: Mapping[str, Attempt], success: str, *, read: bool) -> bool:
    rule, asked = course.completion, course.assessments()
    met: bool | None = None
    if rule.assessments == "passed":
        met = success == "passed"
    elif rule.assessments == "submitted" and asked:
        met = len(best) == len(asked)
    return (read or (rule.pages == "none" and met is not None)) and met is not False
