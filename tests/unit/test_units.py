"""A course cut into lessons: nothing is lost, and nothing is done that the course in one unit would not be."""

import dataclasses
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace

from coursepack import suspend
from coursepack.formats import BY_NAME, FORMATS
from coursepack.formats.cautions import cautions
from coursepack.lms.profile import profile, tailored
from coursepack.load import load
from coursepack.lock import Lock, complete
from coursepack.model import Completion, Course, Passing
from coursepack.plan import Plan, plan
from coursepack.problems import CourseError
from coursepack.scores import share
from coursepack.units import by_lesson, lesson_course, lesson_minutes
from tests.conftest import AS_OF, BASE, ROOT
from tests.faults.case import change, run

CUT = [BASE, *(ROOT / "courses" / name for name in ("every-block", "human-trafficking-awareness"))]


def cut(folder: Path) -> Plan:
    return plan(load(folder, AS_OF), lessons=True)


@pytest.fixture(scope="module", params=CUT, ids=lambda path: path.name)
def made(request: pytest.FixtureRequest) -> Plan:
    return cut(request.param)


def test_the_units_are_the_course(made: Plan) -> None:
    pieces = [unit.plan.course for unit in made.units]
    assert [page for piece in pieces for page in piece.pages()] == list(made.course.pages())
    assert sorted(quiz.id for piece in pieces for quiz in piece.quizzes) == sorted(q.id for q in made.course.quizzes)
    assert {one.id for piece in pieces for one in piece.objectives} == {one.id for one in made.course.objectives}
    assert abs(sum(piece.minutes for piece in pieces) - sum(lesson_minutes(made.course))) == 0


def test_all_know_of_help_and_of_words(made: Plan) -> None:
    for unit in made.units:
        kept = unit.plan.course
        assert (kept.support, kept.glossary, kept.sources) == (
            made.course.support,
            made.course.glossary,
            made.course.sources,
        )


def test_each_unit_keeps_its_progress_under_a_name_of_its_own(made: Plan) -> None:
    names = [unit.plan.id for unit in made.units]
    assert len({*names, made.id, made.course.id}) == len(names) + 2
    texts = [suspend.pack(suspend.Progress(page=1), name) for name in names]
    with pytest.raises(suspend.SuspendError):
        suspend.unpack(texts[0], names[1])


def test_progress_is_bounded_by_unit(made: Plan) -> None:
    bounds = [len(suspend.worst_case(unit.plan.course, made.lock)) for unit in made.units]
    assert made.longest_suspend_data == max(bounds) <= suspend.LIMIT
    assert max(bounds) <= len(suspend.worst_case(made.course, made.lock))


def test_a_course_that_is_too_long_may_fit_in_units(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = ROOT / "courses/human-trafficking-awareness"
    longest = cut(long).longest_suspend_data
    monkeypatch.setattr(suspend, "LIMIT", longest)
    with pytest.raises(CourseError, match="CP070"):
        plan(load(long, AS_OF))
    assert cut(long).longest_suspend_data == longest
    monkeypatch.setattr(suspend, "LIMIT", cut(base).longest_suspend_data - 1)
    with pytest.raises(CourseError, match=r"CP070 a learner's progress in '.*' could need"):
        cut(base)


def rules() -> Iterator[tuple[Completion, bool]]:
    for pages, assessments, passing in product(("all", "none"), ("passed", "submitted", "none"), (True, False)):
        if (pages, assessments) != ("none", "none") and not (assessments == "passed" and not passing):
            yield Completion(pages, assessments), passing  # type: ignore[arg-type]


def done(course: Course, read: set[str], scores: dict[str, int | None]) -> tuple[bool, bool]:
    """Completed and passed, as player/src/rules.ts judges, for assessments of like points."""
    tests = [scores[quiz.id] for quiz in course.assessments()]
    known = [score for score in tests if score is not None]
    mark = course.passing.pass_mark if course.passing else None
    passed = mark is not None and bool(tests) and len(known) == len(tests) and sum(known) >= mark * len(tests)
    asked = course.completion.assessments if tests else "none"
    met = {"passed": passed, "submitted": len(known) == len(tests), "none": True}[asked]
    pages = course.completion.pages == "all" or asked == "none"
    return met and (not pages or {page.id for page in course.pages()} <= read), passed


@pytest.mark.parametrize(("completion", "passing"), list(rules()))
def test_units_never_say_more_than_the_course(completion: Completion, passing: bool) -> None:
    """Every way in which two lessons of a page and an assessment each, and one of a page alone, can be read and passed."""
    course = three_lessons(completion, passing)
    lessons = [lesson_course(course, lesson, 1) for lesson in course.lessons]
    needed = [course.completion.pages == "all" or bool(piece.assessments()) for piece in lessons]
    for read_bits, first, second in product(product((0, 1), repeat=3), (None, 0, 80, 100), (None, 0, 80, 100)):
        read = {page.id for bit, page in zip(read_bits, course.pages(), strict=True) if bit}
        scores = {"t1": first, "t2": second}
        units = [done(piece, read, scores) for piece, waits in zip(lessons, needed, strict=True) if waits]
        completed, passed = done(course, read, scores)
        if all(one for one, _ in units):
            assert completed
        if all(won for piece, (_, won) in zip(lessons, units, strict=False) if piece.passing) and course.passing:
            assert passed or not all(piece.assessments() for piece in lessons[:2])


def three_lessons(completion: Completion, passing: bool) -> Course:
    """The base course's parts, put together anew."""
    base = load(BASE, AS_OF).course
    final = base.assessments()[0]
    quizzes = [replace(final, id=name) for name in ("t1", "t2")]
    page = next(
        page for page in base.pages() if any(hasattr(block, "quiz") and block.quiz == final.id for block in page.blocks)
    )
    test = next(block for block in page.blocks if getattr(block, "quiz", "") == final.id)
    plain = next(page for page in base.pages() if not any(hasattr(block, "quiz") for block in page.blocks))
    pages = [
        replace(plain, id=f"p{n}", blocks=(*plain.blocks, replace(test, quiz=quiz)) if quiz else plain.blocks)
        for n, quiz in enumerate(("t1", "t2", ""))
    ]
    lessons = tuple(replace(base.lessons[0], id=f"l{n}", pages=(page,)) for n, page in enumerate(pages))
    mark = Passing(80) if passing else None
    return replace(base, lessons=lessons, quizzes=tuple(quizzes), completion=completion, passing=mark)


def test_minutes_of_lessons_that_name_none() -> None:
    course = three_lessons(Completion("all", "passed"), passing=True)
    lessons = tuple(
        replace(one, minutes=minutes) for one, minutes in zip(course.lessons, (10, None, None), strict=True)
    )
    assert lesson_minutes(replace(course, minutes=30, lessons=lessons)) == [10, 10, 10]
    assert lesson_minutes(replace(course, minutes=10, lessons=lessons)) == [10, 1, 1]


def test_shares_of_a_score_are_by_points_or_weights() -> None:
    course = three_lessons(Completion("all", "passed"), passing=True)
    pieces = [lesson_course(course, lesson, 1) for lesson in course.lessons]
    assert [share(course, piece) for piece in pieces] == [0.5, 0.5, 0.0]
    heavy = replace(
        course, quizzes=tuple(replace(quiz, weight=n) for quiz, n in zip(course.quizzes, (1, 3), strict=True))
    )
    assert [share(heavy, lesson_course(heavy, lesson, 1)) for lesson in heavy.lessons] == [0.25, 0.75, 0.0]


def test_a_mark_that_nothing_asks_for_stays() -> None:
    """It keeps the course from being passed, and must keep its units from it."""
    course = three_lessons(Completion("all", "passed"), passing=True)
    marked = replace(course.objectives[0], id="never-asked", pass_mark=100)
    course = replace(course, objectives=(*course.objectives, marked))
    kept = [lesson_course(course, lesson, 1).objectives for lesson in course.lessons]
    assert all(marked in objectives for objectives in kept)


def test_a_format_with_one_door_is_refused(base: Path) -> None:
    for name in (item.name for item in FORMATS if not item.units):
        result = run("build", base, "--units", "lesson", "-f", name, "--as-of", AS_OF, "-o", base / "dist")
        assert result.exit_code == 1
        assert f"course.json: CP230 '{name}' cannot hold several units" in result.stderr
    assert not list((base / "dist").glob("*"))


def test_without_a_format_only_those_that_can_are_built(base: Path) -> None:
    result = run("build", base, "--units", "lesson", "--as-of", AS_OF, "-o", base / "dist")
    assert result.exit_code == 0
    assert [path.name for path in (base / "dist").glob("*.zip")] == ["base-1.0.0-lessons-scorm12.zip"]
    assert "CP232 SCORM 1.2 does not say when several units are done" in result.stderr


def test_a_pretest_cannot_reach_into_another_unit() -> None:
    with pytest.raises(CourseError, match=r"CP231 the pretest 'before' lets a learner pass over the lesson"):
        cut(ROOT / "courses/every-question")


def test_several_assessments_and_a_loose_rule_are_told() -> None:
    course = three_lessons(Completion("all", "submitted"), passing=True)
    made = cut(BASE)
    whole = replace_course(made, course)
    said = [(one.code, one.hint) for one in cautions([whole], [BY_NAME["scorm2004-4"]])]
    assert [code for code, _ in said] == ["CP233", "CP234"]
    assert list(cautions([whole], [BY_NAME["cmi5"]]))[1:] == []
    assert list(cautions([plan(load(BASE, AS_OF))], [BY_NAME["scorm12"]])) == []


def replace_course(made: Plan, course: Course) -> Plan:
    """The plan in lessons with another course, that has the files of the first."""
    (group,) = made.groups
    return by_lesson(dataclasses.replace(group.plan, course=course, lock=complete(Lock(), course)[0]))


def test_a_course_in_one_unit_has_no_units(base: Path) -> None:
    whole = plan(load(base, AS_OF))
    assert (whole.units, whole.id, whole.about) == ((), whole.course.id, whole.course)
    change("course.json", '"Base course"', '"Another"')(base)
    assert plan(load(base, AS_OF)).about.title == "Another"


def test_an_lms_profile_reaches_every_unit(base: Path) -> None:
    made = tailored(cut(base), profile("healthstream"), score_on_completion=True)
    assert [unit.plan.telling for unit in made.units] == [{"completedOnly": True}] * 2
    assert made.name("scorm12") == "base-1.0.0-lessons-scorm12-healthstream"


def test_the_import_guide_tells_of_units(base: Path) -> None:
    words = ("--units", "lesson", "--lms", "moodle", "--as-of", AS_OF, "-o", base / "dist")
    assert run("build", base, *words).exit_code == 0
    guide = (base / "dist/base-1.0.0-lessons-scorm12-moodle-import-guide.html").read_text(encoding="utf-8")
    assert "The package holds 2 units" in guide
    assert "SCORM 1.2 has no rule for that" in guide
    assert "The LMS does not show the whole as completed" in guide
