"""How long each page takes, about: the minutes of its lesson spread over its pages by the words on them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from coursepack.model import Course, Lesson, Page

_QUIZ = re.compile(r"<form class=\"quiz\".*?</form>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# A word of an alphabet, or a character of a script that writes none between spaces.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_PICTURE = 20  # words that could be read in the time that a picture is looked at
_QUESTION = 40  # and in the time that an answer is thought over, beside its words


def seconds(course: Course, html: Mapping[str, str]) -> dict[str, int]:
    """Seconds by page id, for a course whose pages are rendered as `html`.

    Lessons that name no minutes share what the others leave of the course's minutes.
    """
    weights = {page.id: _weight(page, html[page.id], course) for page in course.pages()}
    open_lessons = [lesson for lesson in course.lessons if lesson.minutes is None]
    rest = max(0, course.minutes - sum(lesson.minutes or 0 for lesson in course.lessons))
    found: dict[str, int] = {}
    for lesson in course.lessons:
        if lesson.minutes is not None:
            found |= _spread(lesson.minutes * 60, [lesson], weights)
    return found | _spread(rest * 60, open_lessons, weights)


def _spread(total: int, lessons: list[Lesson], weights: Mapping[str, int]) -> dict[str, int]:
    pages = [page.id for lesson in lessons for page in lesson.pages]
    whole = sum(weights[page] for page in pages)
    return {page: round(total * weights[page] / whole) for page in pages}


def _weight(page: Page, html: str, course: Course) -> int:
    """Words, and what takes as long as words; of a quiz that draws, the share that it asks."""
    quizzes = {quiz.id: quiz for quiz in course.quizzes}
    own = [quizzes[block.quiz] for block in page.blocks if hasattr(block, "quiz")]
    words = _words(_QUIZ.sub("", html)) + _PICTURE * html.count("<img")
    for quiz, form in zip(own, _QUIZ.findall(html), strict=True):
        asked = sum(row.count for row in quiz.rows()) or len(quiz.units)
        words += (_words(form) + _QUESTION * len(quiz.questions)) * asked // len(quiz.units)
    return max(1, words)


def _words(html: str) -> int:
    return len(_WORD.findall(_TAG.sub(" ", html)))
