"""A course in lessons, played unit by unit in the strict hosts: each is done by itself, and the whole when all are, no sooner."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import BrowserContext

from coursepack.formats import BY_NAME
from coursepack.plan import Plan
from coursepack.play import serve
from tests.browser.conftest import COURSES, EDITIONS
from tests.browser.learner import Learner
from tests.unit.test_units import cut

Open = Callable[[str], tuple[Learner, Plan]]


@pytest.fixture
def units(context: BrowserContext) -> Iterator[Open]:
    """The course of all blocks in three lessons, the last with the assessment."""
    with ExitStack() as stack:

        def start(format_name: str) -> tuple[Learner, Plan]:
            made = cut(COURSES / "every-block")
            package = BY_NAME[format_name].render(made)
            server = stack.enter_context(serve(lambda: package))
            learner = Learner(context.new_page(), server, made.units[0].plan)
            learner.open(f"{server.url}?bare=1")
            return learner, made

        yield start


def turn_to(learner: Learner, made: Plan, unit: int) -> None:
    """As in the LMS's list: what was open is closed, and the unit opened."""
    learner.page.evaluate("n => coursepackHost.choose(n)", unit)
    learner.plan = made.units[unit].plan
    learner.ready()


def read(learner: Learner) -> None:
    learner.read_all()
    if learner.plan.course.assessments():
        learner.take("final")
        learner.read()
    learner.page.wait_for_timeout(300)


def statuses(learner: Learner) -> list[str]:
    """Of the three units, in the one word of SCORM 1.2."""
    said = []
    for unit in range(3):
        learner.server.scorm.unit = unit
        said.append(learner.status)
    return said


@pytest.mark.parametrize("edition", EDITIONS)
def test_each_unit_is_done_by_itself(units: Open, edition: str) -> None:
    learner, made = units(edition)
    assert statuses(learner) == ["incomplete", "not attempted", "not attempted"]
    read(learner)
    assert "You have completed this part of the course" in (
        learner.frame.locator("#outline-standing").text_content() or ""
    )
    turn_to(learner, made, 2)
    read(learner)
    assert statuses(learner) == ["completed", "not attempted", "passed"]
    turn_to(learner, made, 0)
    assert learner.current() == list(made.units[0].plan.course.pages())[-1].id
    turn_to(learner, made, 1)
    assert learner.current() == next(made.units[1].plan.course.pages()).id
    read(learner)
    assert statuses(learner) == ["completed", "completed", "passed"]
    learner.close()
    learner.nothing_wrong()


def test_the_units_of_cmi5_satisfy_the_course_together(units: Open) -> None:
    learner, made = units("cmi5")
    host, launchables = learner.server.cmi5, learner.server.shelf.launchables
    for unit in (2, 0, 1):
        turn_to(learner, made, unit)
        assert not host.satisfied()
        read(learner)
        learner.page.wait_for_timeout(1200)
        assert host.satisfied()
        assert host.whole_satisfied(launchables) == (unit == 1)
    assert len({one.registration for one in host.sessions}) == 1
    assert len({one.activity_id for one in host.sessions}) == 3
    told = [one["object"]["id"] for one in learner.server.lrs.statements if one["verb"]["id"].endswith("/satisfied")]
    assert len(told) == len(set(told)) == 3
    learner.close()
    learner.nothing_wrong()


def test_a_learner_chooses_a_unit_from_a_list(units: Open) -> None:
    learner, made = units("scorm12")
    learner.page.goto(learner.server.url)
    learner.ready()
    chooser = learner.page.get_by_label("Unit")
    assert chooser.locator("option").all_inner_texts() == ["1. Make the room", "2. More blocks", "3. Use the room"]
    chooser.select_option("1")
    learner.plan = made.units[1].plan
    learner.ready()
    learner.page.wait_for_function("() => document.getElementById('title').textContent === 'More blocks'")
    assert learner.current() == next(made.units[1].plan.course.pages()).id
