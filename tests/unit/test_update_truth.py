"""What `coursepack diff` says of an update is what the player does: learners of the old package go on in the new one.

The suspend data is packed by the build's own reading of the format (coursepack/suspend.py), and read by the player's modules.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace as changed

from coursepack.archive import write
from coursepack.blocks import Checklist, Text
from coursepack.formats import BY_NAME
from coursepack.lock import complete
from coursepack.model import Completion, Course, Page, Passing, Quiz
from coursepack.plan import Plan
from coursepack.questions import Choice, TrueFalse
from coursepack.suspend import COMPLETED, PASSED, Attempt, Entry, Progress, pack, written
from coursepack.update.change import Change
from coursepack.update.compare import compare
from coursepack.update.structure import Whole, read
from tests.conftest import ROOT, planned

OLD = planned(ROOT / "courses/every-block")
LOCK = OLD.lock
Edit = Callable[[Course], Course]
UNDER_WAY, ON_SHOW = 1, 2


def response(question: Any, *, right: bool) -> str:
    match question:
        case Choice():
            numbers = LOCK.questions[question.id].options
            return written(
                sorted(numbers[one.id] for one in question.options if one.correct is right)[: None if right else 1]
            )
        case TrueFalse():
            return written([int(question.answer is right)])
    raise AssertionError(question)


def answers(quiz: str, names: list[str], *, right: bool = True) -> dict[int, Entry]:
    questions = {one.id: one for each in OLD.course.quizzes if each.id == quiz for one in each.questions}
    return {LOCK.questions[name].number: Entry(response(questions[name], right=right)) for name in names}


CHECK = Attempt(mode=UNDER_WAY, entries=answers("check-offer", ["c-door", "c-choice"]))
ASKED = ["f-first", "f-things", "f-say", "f-alone"]
SEEN = frozenset(LOCK.blocks[block.id] for block in OLD.course.blocks())
KEPT = {LOCK.blocks["turn-checklist"]: written([1, 2])}
OFFER, FINAL = LOCK.quizzes["check-offer"], LOCK.quizzes["final"]


def learner(final: Attempt | None = None, flags: int = 0) -> Progress:
    """Somebody who has read everything."""
    quizzes = {OFFER: CHECK} | ({FINAL: final} if final else {})
    return Progress(page=1, flags=flags, seen=SEEN, quizzes=quizzes, kept=KEPT)


LEARNERS = {
    "finished": learner(Attempt(attempts=1, earned=500, possible=500), COMPLETED | PASSED),
    "reader": learner(),
    "under way": learner(Attempt(mode=UNDER_WAY, seed=5, entries=answers("final", ASKED))),
    "not passed": learner(Attempt(attempts=1, earned=300, possible=500)),
}


def quiz(edit: Callable[[Quiz], Quiz], name: str = "final") -> Edit:
    return lambda course: changed(course, quizzes=tuple(edit(one) if one.id == name else one for one in course.quizzes))


def pages(edit: Callable[[tuple[Page, ...]], tuple[Page, ...]]) -> Edit:
    """An edit of the last lesson's pages."""
    return lambda course: changed(
        course, lessons=(*course.lessons[:-1], changed(course.lessons[-1], pages=edit(course.lessons[-1].pages)))
    )


def blocks(name: str, edit: Callable[[Any], Any]) -> Edit:
    def each(page: Page) -> Page:
        return changed(
            page, blocks=tuple(made for one in page.blocks if (made := edit(one) if one.id == name else one))
        )

    return lambda course: changed(
        course, lessons=tuple(changed(lesson, pages=tuple(map(each, lesson.pages))) for lesson in course.lessons)
    )


def questions(edit: Callable[[Any], Any], name: str = "final") -> Edit:
    return quiz(lambda one: changed(one, entries=tuple(made for each in one.entries if (made := edit(each)))), name)


def key_of(name: str) -> Callable[[Any], Any]:
    return lambda one: changed(one, answer=not one.answer) if one.id == name else one


NEW_PAGE = Page("page-new", "A new page", (Text("new-text", markdown="New."),))
NEW_QUESTION = TrueFalse(
    id="f-new", prompt="New?", objective="o-use", answer=True, feedback=OLD.course.quizzes[1].questions[3].feedback
)


@dataclass(frozen=True)
class Case:
    """An edit; words that must be said of it; whether it wants a new version and loses progress; and the truth, by learner."""

    edit: Edit
    says: str
    truth: Callable[[dict[str, Any]], bool]
    new_version: bool = False
    lost: bool = False


CASES = {
    "page added": Case(
        pages(lambda all_: (*all_, NEW_PAGE)),
        "1 page added: 'A new page'. Who has completed the course stays completed and need not read them. Who is still in it has 1 more",
        lambda who: (
            who["finished"]["completed"]
            and "page-new" not in who["reader"]["done"]
            and len(who["reader"]["done"]) == 10
        ),
    ),
    "page removed": Case(
        lambda course: changed(
            course, lessons=(changed(course.lessons[0], pages=course.lessons[0].pages[1:]), *course.lessons[1:])
        ),
        "1 page removed",
        lambda who: len(who["reader"]["done"]) == 9 and who["finished"]["completed"],
    ),
    "part added": Case(
        pages(lambda all_: (changed(all_[0], blocks=(*all_[0].blocks, Text("new-text", markdown="New."))), *all_[1:])),
        "New parts on 1 page",
        lambda who: "offer-it" not in who["reader"]["done"] and who["finished"]["completed"],
    ),
    "order of pages": Case(
        pages(lambda all_: all_[::-1]), "Pages stand in another order", lambda who: len(who["reader"]["done"]) == 10
    ),
    "pass mark raised": Case(
        lambda course: changed(course, passing=Passing(100)),
        "The pass mark changes from 75 % to 100 %. Who has passed stays passed",
        lambda who: who["finished"]["success"] == "passed" and who["not passed"]["success"] == "unknown",
        new_version=True,
    ),
    "pass mark lowered": Case(
        lambda course: changed(course, passing=Passing(60)),
        "attempts that were handed in before are judged by the new mark",
        lambda who: who["not passed"]["success"] == "passed",
        new_version=True,
    ),
    "rule of completion": Case(
        lambda course: changed(course, completion=Completion("all", "submitted")),
        "The rule of completion changes from pages all, assessments passed to pages all, assessments submitted",
        lambda who: who["not passed"]["completed"] and not who["reader"]["completed"],
        new_version=True,
    ),
    "another right answer": Case(
        questions(key_of("f-alone")),
        "Another answer is right in 'Final quiz': 'f-alone'. Attempts that were handed in are not scored again; one under way",
        lambda who: who["finished"]["score"] == 100 and who["under way, handed in"]["score"] == 80,
        new_version=True,
    ),
    "another right answer in a check": Case(
        questions(key_of("c-choice"), "check-offer"),
        "Answers given before are kept",
        lambda who: (
            who["reader"]["quizzes"]["check-offer"]["answered"] == ["c-door", "c-choice"]
            and "offer-it" in who["reader"]["done"]
        ),
    ),
    "points": Case(
        questions(lambda one: changed(one, points=5) if one.id == "f-first" else one),
        "Answers earn otherwise in 'Final quiz': 'f-first'. Attempts that were handed in keep what they earned",
        lambda who: who["not passed"]["score"] == 60,
        new_version=True,
    ),
    "question joins a pool": Case(
        quiz(lambda one: changed(one, entries=(*one.entries, NEW_QUESTION))),
        "An attempt under way keeps its own questions; scores from before stay",
        lambda who: who["under way"]["quizzes"]["final"]["asked"] == ASKED and who["not passed"]["score"] == 60,
    ),
    "question leaves a pool": Case(
        questions(lambda one: None if one.id == "f-first" else one),
        "An attempt under way gets others of the pool",
        lambda who: (
            len(who["under way"]["quizzes"]["final"]["asked"]) == 4
            and len(who["under way"]["quizzes"]["final"]["answered"]) == 3
        ),
    ),
    "question joins a check": Case(
        quiz(lambda one: changed(one, entries=(*one.entries, changed(NEW_QUESTION, id="c-new"))), "check-offer"),
        "a page with a check is done when they are answered, too",
        lambda who: (
            "offer-it" not in who["reader"]["done"]
            and who["reader"]["quizzes"]["check-offer"]["answered"] == ["c-door", "c-choice"]
        ),
    ),
    "fewer attempts": Case(
        quiz(lambda one: changed(one, attempts=1)),
        "allows 1 attempts instead of any number of",
        lambda who: who["not passed"]["success"] == "failed" and who["finished"]["success"] == "passed",
        new_version=True,
    ),
    "draws more": Case(
        quiz(lambda one: changed(one, draw=6)),
        "An attempt at 'Final quiz' draws otherwise (4, now 6)",
        lambda who: who["under way"]["quizzes"]["final"]["asked"] == ASKED,
        new_version=True,
    ),
    "a new assessment": Case(
        lambda course: changed(
            pages(lambda all_: (*all_[:-1], changed(all_[-1], blocks=(*all_[-1].blocks, _quiz_block("second")))))(
                course
            ),
            quizzes=(*course.quizzes, Quiz("second", "Second", "assessment", (changed(NEW_QUESTION, id="s-one"),))),
        ),
        "all others have no score until they hand it in, too",
        lambda who: who["not passed"]["score"] is None and who["finished"]["success"] == "passed",
        new_version=True,
    ),
    "list shortened": Case(
        blocks("turn-checklist", lambda one: changed(one, items=one.items[1:]) if isinstance(one, Checklist) else one),
        "Lists have lost items that learners may have ticked: 'turn-checklist'",
        lambda who: who["reader"]["kept"]["turn-checklist"] == written([2]),
        new_version=True,
        lost=True,
    ),
    "words only": Case(
        blocks("turn-reflection", lambda one: changed(one, prompt="What else would make this room calmer for you?")),
        "Other words or pictures on 1 page",
        lambda who: len(who["reader"]["done"]) == 10 and who["reader"]["kept"]["turn-checklist"] == written([1, 2]),
    ),
    "another course": Case(
        lambda course: changed(course, id=f"{course.id}/other"),
        "These are two courses",
        lambda who: not who["finished"]["read"] and not who["reader"]["read"],
        new_version=True,
        lost=True,
    ),
}


def _quiz_block(name: str) -> Any:
    (block,) = [one for one in OLD.course.blocks() if one.id == "final-quiz" or getattr(one, "quiz", "") == "final"]
    return changed(block, id=f"block-{name}", quiz=name)


def edited(edit: Edit) -> Plan:
    course = edit(OLD.course)
    return replace(OLD, course=course, lock=complete(OLD.lock, course)[0])


def structure(plan: Plan, path: Path) -> Whole:
    write(BY_NAME["scorm12"].render(plan), path)
    return read(path)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[list[Change], dict[str, Any]]]:
    """What is said of each case, and what becomes of each learner: one run of the player for all."""
    folder = tmp_path_factory.mktemp("updates")
    old = structure(OLD, folder / "old.zip")
    new = {name: structure(edited(case.edit), folder / "new.zip") for name, case in CASES.items()}
    runs = [
        (name, who, {"course": next(iter(new[name].units.values())).data, "suspend": pack(progress, OLD.course.id)})
        for name in CASES
        for who, progress in LEARNERS.items()
    ]
    runs += [(name, f"{who}, handed in", run | {"handIn": "final"}) for name, who, run in runs if who == "under way"]
    script = ROOT / "player/test/support/continued.mjs"
    done = subprocess.run(
        ["node", script], input=json.dumps([run for *_, run in runs]), check=True, capture_output=True, text=True
    )
    truth: dict[str, dict[str, Any]] = {name: {} for name in CASES}
    for (name, who, _), result in zip(runs, json.loads(done.stdout), strict=True):
        truth[name][who] = result
    return {name: (compare(old, new[name]), truth[name]) for name in CASES}


@pytest.mark.parametrize("name", CASES)
def test_what_is_said_is_what_happens(name: str, told: dict[str, tuple[list[Change], dict[str, Any]]]) -> None:
    case, (changes, who) = CASES[name], told[name]
    said = [change for change in changes if case.says in change.text]
    assert said, [change.text for change in changes]
    assert any(change.new_version for change in changes) == case.new_version
    assert any(change.lost for change in changes) == case.lost
    assert case.truth(who), who


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if not case.lost])
def test_where_progress_carries_over_nothing_of_it_is_missing(
    name: str, told: dict[str, tuple[list[Change], dict[str, Any]]]
) -> None:
    who = told[name][1]
    assert all(one["read"] for one in who.values())
    assert who["finished"]["completed"]
    assert who["finished"]["success"] == "passed"
    for one in who.values():
        assert one["kept"]["turn-checklist"] == written([1, 2])
    assert who["not passed"]["quizzes"]["final"]["attempts"] == 1


def test_nothing_is_said_of_the_same_package(tmp_path: Path) -> None:
    old = structure(OLD, tmp_path / "old.zip")
    assert compare(old, old) == []
