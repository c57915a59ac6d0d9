"""A course as one unit per lesson: what each carries, and its part of the course's rule (docs/formats/units.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from msgspec import structs

from coursepack.model import Completion, Course, Lesson, Objective, Quiz
from coursepack.plan import Group, Part, Plan, Unit
from coursepack.problems import CourseError, Place, Problem


def by_lesson(whole: Plan) -> Plan:
    """The plan with a unit for each lesson. Raises `CourseError` for a course that cannot be cut."""
    return replace(whole, suffix="/lessons", groups=(Group(whole.course.slug, whole, lessons(whole)),))


def lessons(whole: Plan, folder: str = "", prefix: str = "") -> tuple[Unit, ...]:
    """The units, their pages below `folder`, and `prefix` before their ids. Raises `CourseError` for a course that cannot be cut."""
    if problems := list(_not_to_be_cut(whole)):
        raise CourseError(problems)
    pieces = [_piece(whole, number, minutes) for number, minutes in enumerate(lesson_minutes(whole.course), 1)]
    return tuple(_unit(whole.course, piece, folder, prefix) for piece in pieces)


def _not_to_be_cut(whole: Plan) -> Iterator[Problem]:
    """A unit knows nothing of the others: what is promised in one for another would never come true."""
    home = {
        block.quiz: lesson.id
        for lesson in whole.course.lessons
        for page in lesson.pages
        for block in page.blocks
        if hasattr(block, "quiz")
    }
    for quiz in whole.course.quizzes:
        for rule in quiz.test_out:
            if rule.lesson != home.get(quiz.id):
                message = f"the pretest '{quiz.id}' lets a learner pass over the lesson '{rule.lesson}', which would be another unit"
                hint = "leave out 'testOut', or build the course in one unit"
                yield Problem(Place(str(whole.source)), "CP231", message, hint)


def _unit(whole: Course, piece: Plan, folder: str, prefix: str) -> Unit:
    """A course that asks for no pages is done without the lessons that only hold pages."""
    (lesson,) = piece.course.lessons
    needed = whole.completion.pages == "all" or bool(piece.course.assessments())
    return Unit(prefix + lesson.id, piece, f"{folder}lesson-{lesson.id}/", needed)


def _piece(whole: Plan, number: int, minutes: int) -> Plan:
    course, lesson = whole.course, whole.course.lessons[number - 1]
    return replace(
        whole,
        course=lesson_course(course, lesson, minutes),
        part=Part(number, len(course.lessons), course.title),
        up="../",
        suffix=f"/lessons/{lesson.id}",
    )


def lesson_course(course: Course, lesson: Lesson, minutes: int) -> Course:
    """The lesson as a course of its own: its pages and quizzes, and the course's rule as far as it can be met in it."""
    placed = {block.quiz for page in lesson.pages for block in page.blocks if hasattr(block, "quiz")}
    quizzes = tuple(quiz for quiz in course.quizzes if quiz.id in placed)
    scored = any(quiz.purpose == "assessment" for quiz in quizzes)
    return structs.replace(
        course,
        title=lesson.title,
        summary=lesson.summary or course.summary,
        minutes=minutes,
        lessons=(lesson,),
        quizzes=quizzes,
        objectives=_objectives(course, lesson, quizzes),
        completion=course.completion if scored else Completion("all", "none"),
        passing=course.passing if scored else None,
    )


def _objectives(course: Course, lesson: Lesson, quizzes: tuple[Quiz, ...]) -> tuple[Objective, ...]:
    """Those that the lesson names or tests; a mark that no other unit can ask for stays with each assessment. All, if it names none."""
    named = {name for page in lesson.pages for name in page.objectives}
    named |= {question.objective for quiz in quizzes for question in quiz.questions}
    elsewhere = {question.objective for quiz in course.assessments() for question in quiz.questions}
    kept = tuple(
        one for one in course.objectives if one.id in named or (one.pass_mark is not None and one.id not in elsewhere)
    )
    return kept or course.objectives


def lesson_minutes(course: Course) -> list[int]:
    """Of each lesson. Those that name none share what the others leave of the course's minutes, by their pages."""
    rest = max(0, course.minutes - sum(lesson.minutes or 0 for lesson in course.lessons))
    pages = sum(len(lesson.pages) for lesson in course.lessons if lesson.minutes is None)
    return [
        max(1, round(rest * len(lesson.pages) / pages)) if lesson.minutes is None else lesson.minutes
        for lesson in course.lessons
    ]
