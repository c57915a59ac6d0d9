"""Whole runs: every page read, every assessment taken."""

from __future__ import annotations

from collections.abc import Iterator

from coursepack.verify import judge
from coursepack.verify.expect import Attempt, cut, must, share
from coursepack.verify.judge import Hit
from coursepack.verify.learner import Learner
from coursepack.verify.told import told


def all_right(learner: Learner) -> Iterator[Hit]:
    """Every answer is right."""
    yield from _run(learner, right=True)


def all_wrong(learner: Learner) -> Iterator[Hit]:
    """Every answer in the assessments is wrong, once."""
    yield from _run(learner, right=False)


def _run(learner: Learner, *, right: bool) -> Iterator[Hit]:
    assert learner.plan is not None
    launchable = learner.server.shelf.launchable
    assert launchable is not None
    course = learner.plan.course
    learner.open()
    learner.read_all()
    taken: dict[str, list[Attempt]] = {}
    shown = []
    for quiz in course.assessments():
        attempt = learner.take(quiz.id, right=right)
        taken[quiz.id] = [attempt]
        shown.append((learner.shown(quiz.id), cut(share(quiz, attempt))))
    says_done = learner.finish()
    learner.pictures["end"] = learner.page.screenshot(type="jpeg", quality=70)
    learner.close()
    due, record = must(course, taken, read=True), told(learner.server)
    withheld = launchable.format in ("xapi", "cmi5", "scorm2004") or bool(launchable.mastery)
    yield from judge.scores(shown, record, due, withheld=withheld)
    yield from judge.status(record, due, course, launchable.format)
    yield from judge.verdict(says_done, due)
    yield from judge.answers(learner.given, record)
    yield from judge.mastery(launchable.mastery, course, launchable.format)
