"""What a learner puts into blocks: found again after the course was closed, told only where the block says so, never asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.browser.learner import Learner
from tests.browser.test_access import AXE, RUN_AXE

PAGE = "your-turn"
SOON = (date.today() + timedelta(days=40)).isoformat()


@pytest.fixture
def learner(enrol: Callable[..., Learner]) -> Learner:
    learner = enrol("every-block")
    learner.go(PAGE)
    return learner


def interactions(learner: Learner) -> dict[str, dict[str, str]]:
    """By id, what the LMS holds of each interaction."""
    found: dict[str, dict[str, str]] = {}
    values = learner.values
    for element, value in values.items():
        if element.startswith("cmi.interactions.") and element.endswith(".id") and element.count(".") == 3:
            place = element.removesuffix("id")
            found[value] = {key.removeprefix(place): text for key, text in values.items() if key.startswith(place)}
    return found


def seen(learner: Learner, block: str) -> bool:
    return not learner.frame.locator(f"#b-{block}").evaluate("e => e.hasAttribute('data-waiting')")


def decide(learner: Learner, words: str) -> None:
    learner.frame.locator(".decision-choose:visible", has_text=words).click()


def test_a_scenario_goes_on_as_the_learner_decides(learner: Learner) -> None:
    scenes = learner.frame.locator(".scene:visible")
    assert scenes.count() == 1
    decide(learner, "Ask first why")
    assert "takes a step back" in learner.frame.locator(".consequence:visible").inner_text()
    assert "A riskier step" in learner.frame.locator(".decision:focus").inner_text()
    assert scenes.count() == 1
    learner.frame.locator(".scene-again:visible").click()
    assert learner.frame.locator(".scene-title:focus").inner_text() == "The knock"
    decide(learner, "Offer the quiet room")
    assert scenes.count() == 2
    assert not seen(learner, "turn-scenario")
    decide(learner, "Switch on the small lamp")
    assert scenes.count() == 3
    assert seen(learner, "turn-scenario")
    learner.nothing_wrong()


def test_the_way_back_takes_what_followed_with_it(learner: Learner) -> None:
    decide(learner, "Offer the quiet room")
    decide(learner, "Switch on the small lamp")
    learner.frame.locator(".scene-again:visible").first.click()
    assert learner.frame.locator(".scene:visible").count() == 1
    assert learner.frame.locator(".consequence:visible").count() == 0
    decide(learner, "tomorrow")
    assert learner.frame.locator(".scene:visible .scene-title").all_inner_texts() == ["The knock", "An empty corridor"]
    learner.frame.locator(".scene:visible .scene-again").last.click()
    assert learner.frame.locator(".scene:visible").count() == 1


def test_everything_is_found_again(learner: Learner) -> None:
    decide(learner, "Offer the quiet room")
    learner.frame.locator("#b-turn-reflection--text").fill("A lamp, and less noise: größer!")
    learner.frame.locator("#b-turn-thought--text").fill("Mine.")
    learner.frame.locator(".checklist input").nth(1).check()
    learner.frame.locator(".commitment input[type=checkbox]").nth(2).check()
    learner.frame.locator(".commitment input[type=date]").fill(SOON)
    learner.page.wait_for_timeout(1300)
    learner.relaunch()
    learner.go(PAGE)
    assert learner.frame.locator(".scene:visible").count() == 2
    assert learner.frame.locator("#b-turn-reflection--text").input_value() == "A lamp, and less noise: größer!"
    assert learner.frame.locator("#b-turn-thought--text").input_value() == "", "what is not to be kept is not kept"
    assert learner.frame.locator(".checklist input:checked").count() == 1
    assert learner.frame.locator(".commitment input[type=date]").input_value() == SOON
    assert learner.frame.locator(".commitment button[type=submit]").is_visible(), "picked, but not committed to"
    assert interactions(learner) == {}
    learner.nothing_wrong()


def test_a_commitment_is_told_when_it_is_made(learner: Learner) -> None:
    learner.frame.locator(".commitment input[type=checkbox]").nth(0).check()
    learner.frame.locator(".commitment input[type=checkbox]").nth(2).check()
    learner.frame.locator(".commitment input[type=date]").fill(SOON)
    learner.frame.locator(".commitment button[type=submit]").click()
    assert "committed" in learner.frame.locator(".commitment-done:focus").inner_text()
    learner.page.wait_for_timeout(300)
    told = interactions(learner)
    assert told["commitment-turn-commitment"]["type"] == "choice"
    assert told["commitment-turn-commitment"]["student_response"] == "1,3"
    assert told["commitment-turn-commitment"]["result"] == "neutral"
    assert told["commitment-turn-commitment-date"]["student_response"] == SOON
    assert "cmi.core.score.raw" not in learner.values
    learner.relaunch()
    learner.go(PAGE)
    assert learner.frame.locator(".commitment input[type=checkbox]").first.is_disabled()
    learner.frame.locator(".commitment-actions button", has_text="Change").click()
    assert learner.frame.locator(".commitment input:focus").count() == 1
    learner.nothing_wrong()


def test_a_commitment_over_xapi(enrol: Callable[..., Learner]) -> None:
    learner = enrol("every-block", format_name="xapi")
    learner.go(PAGE)
    learner.frame.locator(".commitment input[type=checkbox]").nth(1).check()
    learner.frame.locator(".commitment input[type=date]").fill(SOON)
    learner.frame.locator(".commitment button[type=submit]").click()
    learner.page.wait_for_timeout(600)
    answered = [one for one in learner.server.lrs.statements if one["verb"]["id"].endswith("/answered")]
    assert [one["result"] for one in answered] == [{"response": "2"}, {"response": SOON}]
    assert {one["object"]["definition"]["interactionType"] for one in answered} == {"choice", "fill-in"}
    assert "correctResponsesPattern" not in answered[0]["object"]["definition"]
    learner.nothing_wrong()


def test_a_commitment_wants_something_picked_and_a_day_that_is_still_to_come(learner: Learner) -> None:
    submit = learner.frame.locator(".commitment button[type=submit]")
    error = learner.frame.locator(".commitment .error")
    submit.click()
    assert error.inner_text() == "Pick at least one thing first."
    assert learner.frame.locator(".commitment input[type=checkbox]:focus").get_attribute("aria-describedby") == (
        error.get_attribute("id")
    )
    learner.frame.locator(".commitment input[type=checkbox]").first.check()
    assert error.is_hidden()
    for day in ("", (date.today() - timedelta(days=2)).isoformat()):
        learner.frame.locator(".commitment input[type=date]").fill(day)
        submit.click()
        assert error.inner_text() == "Pick a day, today or later."
        assert learner.frame.locator(".commitment input[type=date]:focus").count() == 1
    learner.page.wait_for_timeout(300)
    assert interactions(learner) == {}


def test_nothing_of_it_is_asked_for(learner: Learner) -> None:
    """Only the scenario has to be taken to an end; the rest is the learner's own business."""
    learner.read()
    learner.page.wait_for_timeout(200)
    assert learner.frame.locator(f'#outline a[href="#{PAGE}"].done').count() == 1


def test_axe_finds_nothing_in_any_state(learner: Learner) -> None:
    learner.frame.add_script_tag(path=AXE)
    learner.frame.locator(".commitment button[type=submit]").click()
    assert learner.frame.evaluate(RUN_AXE) == []
    decide(learner, "Ask first why")
    learner.frame.locator(".commitment input[type=checkbox]").first.check()
    learner.frame.locator(".commitment input[type=date]").fill(SOON)
    learner.frame.locator(".commitment button[type=submit]").click()
    assert learner.frame.evaluate(RUN_AXE) == []


def test_on_paper_everything_stands(learner: Learner) -> None:
    learner.frame.locator("#b-turn-reflection--text").fill("one\n" * 12)
    learner.page.emulate_media(media="print")
    frame = learner.frame
    assert frame.locator(".scene:visible").count() == 4
    assert frame.locator(".decision-text:visible").count() == 5
    assert frame.locator(".decision-choose:visible").count() == 0
    assert frame.locator(".decision-to a:visible").count() == 5
    height = frame.locator("#b-turn-reflection .grow").evaluate("e => e.offsetHeight")
    assert height > 12 * 16
