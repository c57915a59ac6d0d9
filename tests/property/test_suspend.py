"""Suspend data: what is packed is unpacked, also by a later version of the course, and never longer than was proved at build."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursepack.blocks import Checklist, Commitment, KeepingBlock, Reflection, Scenario
from coursepack.lock import Lock
from coursepack.plan import Plan
from coursepack.questions import (
    AnyQuestion,
    Categorise,
    Choice,
    Deciding,
    FillIn,
    Hotspot,
    LongFillIn,
    Matching,
    Numeric,
    Sequencing,
)
from coursepack.suspend import DIGITS, LIMIT, Attempt, Entry, Progress, SuspendError, pack, unpack, worst_case, written
from tests.conftest import BASE, COURSES, planned

numbers = st.integers(0, 99_999)
aims = st.dictionaries(numbers, st.tuples(numbers, numbers), max_size=4)
picks = st.frozensets(st.integers(0, 35), max_size=6).map(lambda found: written(sorted(found)))
responses = picks | st.text(DIGITS + ".", max_size=20)


@st.composite
def attempts(draw: st.DrawFn) -> Attempt:
    tries, mode = draw(st.integers(0, 99)), draw(st.integers(0, 2))
    points = (draw(numbers), draw(numbers), draw(aims)) if tries else (0, 0, {})
    kept = Attempt(tries, *points, mode, draw(st.frozensets(st.integers(0, 400))), draw(st.integers(0, 2**32 - 1)))
    if not mode:
        return kept
    entries = draw(st.dictionaries(numbers, st.builds(Entry, responses, st.integers(0, 511)), max_size=8))
    return replace(kept, seed=draw(st.integers(0, 2**30 - 1)), extra=draw(st.integers(0, 900)), entries=entries)


progresses = st.builds(
    Progress,
    numbers,
    st.integers(0, 7),
    numbers,
    st.frozensets(st.integers(0, 400)),
    st.dictionaries(numbers, attempts(), max_size=4),
    st.frozensets(st.integers(0, 400)),
    st.frozensets(st.integers(0, 400)),
    st.dictionaries(numbers, st.text(DIGITS, min_size=1, max_size=60), max_size=4),
)


@settings(max_examples=300)
@given(progresses)
def test_round_trip(progress: Progress) -> None:
    text = pack(progress)
    assert text.isascii()
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert unpack(text) == progress


@settings(max_examples=300)
@given(progresses, st.integers(0), st.characters(codec="ascii", categories=["L", "N"]))
def test_a_damaged_text_is_not_used(progress: Progress, at: int, char: str) -> None:
    text = pack(progress)
    at %= len(text)
    if text[at] == char:
        return
    with pytest.raises(SuspendError):
        unpack(text[:at] + char + text[at + 1 :])


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert pack(unpack(text))
    except SuspendError:
        return


@pytest.mark.parametrize("text", ["", "1", "1AA", "1BAAAAK1", "3AAAAAAA", "2AAAAAAA", "1" + "_" * 60])
def test_what_is_no_suspend_data_is_refused(text: str) -> None:
    with pytest.raises(SuspendError):
        unpack(text)


def test_unknown_numbers_stay_readable() -> None:
    """A course that lost a block and a question reads the rest as it was: numbers stand for themselves."""
    old = Progress(
        3,
        1,
        5,
        frozenset({1, 2, 40}),
        {1: Attempt(1, 3, 4, mode=1, seed=7, entries={2: Entry(written([1, 3])), 9: Entry(written([2]))})},
    )
    known = unpack(pack(old))
    assert known.seen - {40} == {1, 2}
    assert known.quizzes[1].entries[2].response == written([1, 3])


@pytest.mark.parametrize("folder", [BASE, *COURSES], ids=lambda path: path.name)
def test_no_learner_needs_more_than_the_worst_case(folder: Path) -> None:
    course = planned(folder)
    longest = len(worst_case(course.course, course.lock))
    assert longest == course.longest_suspend_data <= LIMIT
    dice = random.Random(1)
    assert all(len(pack(some_learner(course, dice))) <= longest for _ in range(300))


def some_learner(course: Plan, dice: random.Random) -> Progress:
    lock = course.lock
    blocks = [lock.blocks[block.id] for page in course.course.pages() for block in page.blocks]
    quizzes = {}
    for quiz in course.course.quizzes:
        asked = dice.sample(quiz.questions, quiz.draw or len(quiz.questions))
        entries = {}
        for question in asked:
            answer = some_answer(question, lock, dice)
            entries[lock.questions[question.id].number] = Entry(answer, dice.randint(0, 511))
        points = 100 * sum(question.points for question in asked)
        quizzes[lock.quizzes[quiz.id]] = Attempt(
            dice.randint(1, 99),
            dice.randint(0, points),
            points,
            {
                lock.objectives[question.objective]: (0, 100)
                for question in asked
                if question.objective and quiz.purpose != "check"
            },
            dice.randint(1, 2),
            frozenset(entries) if quiz.rows() else frozenset(),
            dice.randrange(2**32) if quiz.wait or quiz.time_limit else 0,
            dice.randrange(2**30),
            dice.choice([0, *quiz.extra_time]),
            entries,
        )
    seen = frozenset(dice.sample(blocks, dice.randint(0, len(blocks))))
    pages = [lock.pages[page.id] for page in course.course.pages()]
    over, marked = (frozenset(dice.sample(pages, dice.randint(0, len(pages)))) for _ in range(2))
    kept = {lock.blocks[block.id]: some_input(block, course, dice) for block in course.course.keeping_blocks()}
    kept = {block: text for block, text in kept.items() if text}
    page, flags, interactions = dice.choice([0, *pages]), dice.randint(0, 7), dice.randint(0, 9999)
    return Progress(page, flags, interactions, seen, quizzes, over, marked, kept)


def some_answer(question: AnyQuestion, lock: Lock, dice: random.Random) -> str:
    """What a learner may have answered; now and then nothing."""
    numbers = lock.questions[question.id]
    parts = [numbers.options[part.id] for part in question.parts] or [1, 0]
    if dice.random() < 0.2:
        return ""
    match question:
        case FillIn() | LongFillIn() | Numeric():
            length = dice.randint(0, 30 if isinstance(question, Numeric) else question.max_length)
            plain = "".join(dice.choice(["a", "_", "-kB", "-____"]) for _ in range(length))
            return min("." + "A-_" * length, plain, key=len)
        case Matching() | Categorise():
            partners = [numbers.targets[partner.id] for partner in question.partners]
            return written(n for part in sorted(parts) for n in (part, dice.choice(partners)))
        case Sequencing() | Deciding():
            way = isinstance(question, Deciding)
            return written(some_way(question, numbers.options, dice) if way else dice.sample(parts, len(parts)))
        case Choice(select="several") | Hotspot(select="several"):
            return written(sorted(dice.sample(parts, dice.randint(1, len(parts)))))
    return written([dice.choice(parts)])


def some_way(question: Deciding, numbers: dict[str, int], dice: random.Random) -> list[int]:
    """The decisions of a learner who may stop on the way."""
    scenes, scene, way = {scene.id: scene for scene in question.scenes}, question.scenes[0], []
    while scene.decisions and dice.random() < 0.9:
        taken = dice.choice(scene.decisions)
        way.append(numbers[f"{scene.id}/{taken.id}"])
        scene = scenes[taken.to]
    return way


def some_input(block: KeepingBlock, course: Plan, dice: random.Random) -> str:
    """What a learner may have put into a block; every number of these courses is one character, days are three or four."""
    parts = course.lock.parts
    match block:
        case Reflection():
            length = dice.randint(0, block.max_length)
            plain = "".join(dice.choice(["a", "_", "-kB", "-__", "-____"]) for _ in range(length))
            return min("." + "A-_" * length, plain, key=len)
        case Checklist():
            return "".join(DIGITS[n] for n in parts[block.id].values() if dice.random() < 0.5)
        case Commitment():
            items = "".join(DIGITS[n] for n in parts[block.id].values() if dice.random() < 0.5)
            return dice.choice(["AA", "Aq_C", "Btv4C"]) + items
        case Scenario():
            return "".join(dice.choice("BC") for _ in range(dice.randint(0, len(block.scenes))))
