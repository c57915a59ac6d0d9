"""Every type of question in a browser: answered rightly, wrongly and in part, kept over a relaunch, told truly to both hosts."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from playwright.sync_api import Page

from coursepack.questions import AnyQuestion, Deciding, SurveyQuestion, interaction
from tests.browser import answers
from tests.browser.answers import Answer, How
from tests.browser.conftest import COURSES, package_of
from tests.browser.learner import Learner
from tests.browser.test_xapi_truth import statements
from tests.hosts.judges import judge_statements

Enrol = Callable[..., Learner]
EVERY = "every-question"
CHECKS = ["w-door", "w-offer", "w-drink", "w-distance", "p-why", "p-place", "p-order", "k-first", "k-bag", "s-chair"]
SURVEYS = ["s-tomorrow", "s-missing"]
FINAL = [
    *("f-noise", "f-closed", "f-word", "f-minutes", "f-say", "f-who", "f-order", "f-places"),
    *("l-knock", "l-sign", "f-hour", "f-useful", "f-better"),
]


def go_to(learner: Learner, name: str) -> None:
    """The page on which a question stands."""
    for page in learner.plan.course.pages():
        for block in page.blocks:
            quiz = learner.quiz(getattr(block, "quiz", ""))
            if quiz and name in [question.id for question in quiz.questions] and learner.current() != page.id:
                learner.go(page.id)


def press(learner: Learner, name: str) -> None:
    learner.fieldset(name).locator(".question-actions button").click()
    learner.page.wait_for_timeout(80)


@pytest.mark.parametrize("name", CHECKS)
def test_wrong_then_right(enrol: Enrol, name: str) -> None:
    learner = enrol(EVERY)
    go_to(learner, name)
    fieldset = learner.fieldset(name)
    press(learner, name)
    assert fieldset.locator(".error").inner_text()
    assert fieldset.get_attribute("data-result") is None
    learner.give(name, "wrong")
    press(learner, name)
    assert fieldset.get_attribute("data-result") == "wrong"
    assert fieldset.locator(".error").is_hidden()
    assert fieldset.locator(":is(input, select, textarea, .place button):not(:disabled)").count() == 0
    press(learner, name)
    learner.give(name, "right")
    press(learner, name)
    assert fieldset.get_attribute("data-result") == "right"
    assert learner.question(name).feedback.correct.strip("*")[:6] in fieldset.locator(".feedback").inner_text()  # type: ignore[union-attr]
    learner.nothing_wrong()


def test_parts_are_marked_without_telling_the_right_answer(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    for name, marks in (("p-why", [False, False, True]), ("p-place", None), ("p-order", [False, False, True, True])):
        go_to(learner, name)
        learner.give(name, "part")
        press(learner, name)
        rows = learner.fieldset(name).locator("[data-option]")
        shown = rows.evaluate_all("rows => rows.map(row => [row.matches('.is-right'), row.matches('.is-wrong')])")
        assert all(right != wrong for right, wrong in shown)
        if marks:
            assert sorted(right for right, _ in shown) == sorted(marks)
        assert "The right answer" not in learner.fieldset(name).inner_text()
    told = learner.fieldset("p-why").locator(".feedback").inner_text()
    assert "Think of the way out." in told
    learner.nothing_wrong()


def test_a_survey_thanks_and_judges_nothing(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    go_to(learner, "s-missing")
    for name, thanks in (("s-tomorrow", "Your answer is kept"), ("s-missing", "Perhaps show it")):
        learner.give(name, "right")
        press(learner, name)
        fieldset = learner.fieldset(name)
        assert fieldset.get_attribute("data-result") == "noted"
        assert thanks in fieldset.locator(".feedback").inner_text()
        assert fieldset.locator(".verdict, .option-mark").count() == 0
        press(learner, name)
        assert fieldset.locator(":is(input, textarea)").first.is_enabled()
    learner.nothing_wrong()


def test_nobody_has_to_answer_a_survey(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.read_all(skip=["look-and-say"])
    learner.go("look-and-say")
    for name in ("k-first", "k-bag", "d-quiet", "s-chair"):
        learner.check(name)
    learner.read()
    learner.go("final-page")
    for name in FINAL:
        if answers.scored(learner.question(name)):
            learner.give(name, "right")
    learner.submit("final")
    assert "100" in learner.shown_score()
    learner.page.wait_for_timeout(300)
    assert learner.status == "passed"
    learner.nothing_wrong()


def test_half_an_answer_is_asked_for_and_kept(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    go_to(learner, "f-say")
    first = learner.fieldset("f-say").locator("select").first
    first.select_option(index=1)
    learner.submit("final")
    fieldset = learner.fieldset("f-say")
    assert "each line" in fieldset.locator(".error").inner_text()
    assert fieldset.locator("select[aria-invalid]").count() == 2
    assert first.get_attribute("aria-invalid") is None
    chosen = first.input_value()
    learner.page.wait_for_timeout(1200)
    learner.relaunch()
    assert learner.fieldset("f-say").locator("select").first.input_value() == chosen
    learner.nothing_wrong()


def test_a_partner_taken_twice_is_said(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    go_to(learner, "p-why")
    for row in learner.fieldset("p-why").locator("select").all():
        row.select_option(index=1)
    press(learner, "p-why")
    assert "chosen twice" in learner.fieldset("p-why").locator(".error").inner_text()
    assert learner.fieldset("p-why").get_attribute("data-result") is None


@pytest.mark.parametrize(
    ("text", "result", "understood"),
    [
        ("1.5", "right", ""),
        ("1,5 m", "right", "1.5"),
        ("150 cm", "right", ""),
        ("150CM", "right", ""),
        ("1.50", "right", ""),
        ("1,500", "wrong", "1500"),
        ("150.0 cm", "right", ""),
        ("1.5 km", "wrong", ""),
    ],
)
def test_a_number_is_read_as_people_write_it(enrol: Enrol, text: str, result: str, understood: str) -> None:
    learner = enrol(EVERY)
    go_to(learner, "w-distance")
    answers.give(learner.fieldset("w-distance"), text)
    press(learner, "w-distance")
    fieldset = learner.fieldset("w-distance")
    assert fieldset.get_attribute("data-result") == result
    shown = fieldset.locator(".feedback-note")
    assert understood in shown.inner_text() if understood else shown.count() == 0


def test_what_is_no_number_is_asked_for_again(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    go_to(learner, "w-distance")
    for text in ("far", "1.2.3", "one and a half"):
        answers.give(learner.fieldset("w-distance"), text)
        press(learner, "w-distance")
        field = learner.fieldset("w-distance").locator("input")
        assert "12.5" in learner.fieldset("w-distance").locator(".error").inner_text()
        assert field.get_attribute("aria-invalid") == "true"
        assert field.evaluate("one => one === document.activeElement")
    assert told12(learner) == {}


def test_an_order_is_changed_by_buttons_and_told(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    go_to(learner, "p-order")
    rows = learner.fieldset("p-order").locator(".place")
    first, second = (rows.nth(at).locator(".place-text").inner_text() for at in (0, 1))
    down = rows.nth(0).get_by_role("button", name=f"Down: {first}")
    down.click()
    assert [rows.nth(at).locator(".place-text").inner_text() for at in (0, 1)] == [second, first]
    assert learner.frame.evaluate("document.activeElement.getAttribute('aria-label')") == f"Down: {first}"
    learner.page.wait_for_timeout(200)
    assert f"{first}: place 2 of 4" in learner.frame.evaluate("document.body.textContent")
    up = rows.nth(0).get_by_role("button", name=f"Up: {second}")
    assert up.get_attribute("aria-disabled") == "true"
    up.click(force=True)
    assert rows.nth(0).locator(".place-text").inner_text() == second
    rows.nth(3).get_by_role("combobox").select_option("1")
    assert rows.nth(1).locator(".place-text").inner_text() == second


def test_a_place_is_picked_in_the_picture(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    go_to(learner, "s-chair")
    fieldset = learner.fieldset("s-chair")
    numbers = learner.plan.lock.questions["s-chair"].options
    region = fieldset.locator(f'.region[data-region="{numbers["c"]}"]')
    region.locator(".region-edge").click(position={"x": 40, "y": 40})
    assert answers.given(fieldset) == [numbers["c"]]
    assert "is-picked" in str(region.get_attribute("class"))
    assert "is-focused" in str(region.get_attribute("class"))
    learner.page.keyboard.press("ArrowUp")
    assert answers.given(fieldset) == [numbers["b"]]
    assert "is-picked" not in str(region.get_attribute("class"))


@pytest.mark.parametrize("format_name", ["scorm12", "xapi"])
def test_every_type_is_there_again_after_a_relaunch(enrol: Enrol, format_name: str) -> None:
    learner = enrol(EVERY, format_name)
    before: dict[str, Answer] = {}
    hows: list[How] = ["right", "wrong", "part"]
    for at, name in enumerate(FINAL):
        go_to(learner, name)
        learner.give(name, hows[at % 3])
        before[name] = answers.given(learner.fieldset(name))
    for name in [*CHECKS, *SURVEYS]:
        go_to(learner, name)
        learner.give(name, "part")
        before[name] = answers.given(learner.fieldset(name))
        press(learner, name)
    learner.page.wait_for_timeout(1500)
    learner.relaunch()
    for name, given in before.items():
        go_to(learner, name)
        assert answers.given(learner.fieldset(name)) == given, name
    learner.nothing_wrong()


def test_a_set_stands_below_its_story_and_each_answer_is_told_by_itself(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    go_to(learner, "k-first")
    group = learner.frame.locator("#say-quiz .question-set, #b-say-quiz .question-set")
    assert group.locator(".question").count() == 2
    about = "one => [one.ariaLabelledByElements, one.ariaDescribedByElements].flat().map(each => each.textContent)"
    label, story = group.evaluate(about)
    assert label == "One case, several questions"
    assert "Kim has waited in the hall" in story
    # Found by the search, and only where that tells nothing before an assessment.
    assert learner.frame.get_by_text("Lou sits in the quiet room").count() == 1
    learner.page.keyboard.press("s")
    for words, hits in (("waited in the hall", 1), ("ten minutes there is a knock", 0)):
        learner.frame.locator("#tools-search").fill(words)
        learner.page.wait_for_timeout(300)
        assert learner.frame.locator("#tools-found a").count() == hits
    learner.page.keyboard.press("Escape")
    go_to(learner, "l-knock")
    assert learner.asked("final") == FINAL
    for hows in ({"l-sign": "wrong"}, {"l-knock": "wrong"}):
        for name in FINAL:
            learner.give(name, hows.get(name, "right"))
        learner.submit("final")
        if learner.frame.locator("#final-page .result button").count():
            learner.again()
    told = [call.args for call in learner.calls() if call.method == "LMSSetValue"]
    ids = {args[0].split(".")[2]: args[1] for args in told if args[0].endswith(".id") and ".objectives" not in args[0]}
    results = [
        (ids[args[0].split(".")[2]], args[1])
        for args in told
        if args[0].startswith("cmi.inter") and args[0].endswith(".result")
    ]
    assert len(ids) == 2 * (len(FINAL) + 1), "two decisions of one question"
    assert [result for result in results if result[0].startswith("l-")] == [
        *(("l-knock", "correct"), ("l-sign", "wrong"), ("l-knock", "wrong"), ("l-sign", "correct")),
    ]
    learner.nothing_wrong()


def test_a_case_is_walked_once_and_found_again_where_it_was_left(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    go_to(learner, "d-quiet")
    fieldset, options = learner.fieldset("d-quiet"), learner.plan.lock.questions["d-quiet"].options
    titles = fieldset.locator(".scene:visible .scene-title")
    assert titles.all_inner_texts() == ["Sam at the desk"]
    assert fieldset.locator(".scene-act:visible, .question-actions button:visible").count() == 0
    answers.give(fieldset, [options["desk/ask"]])
    assert titles.all_inner_texts() == ["Sam at the desk", "Nothing is said"]
    assert (
        learner.frame.evaluate("document.activeElement.innerText.trim()")
        == "Sam looks at the two colleagues and says nothing."
    )
    assert fieldset.locator(".scene").first.locator("input:enabled").count() == 0
    assert fieldset.locator(".option-mark").count() == 0, "nothing is said of right and wrong on the way"
    learner.page.wait_for_timeout(1200)
    learner.relaunch()
    fieldset = learner.fieldset("d-quiet")
    assert answers.given(fieldset) == [options["desk/ask"]]
    assert told12(learner) == {}
    titles = fieldset.locator(".scene:visible .scene-title")
    answers.give(fieldset, [options["silence/room"], options["door/sign"]])
    assert fieldset.get_attribute("data-result") == "wrong"
    assert fieldset.locator(".option-mark").all_inner_texts() == [
        *("Your answer: not correct", "Your answer: correct", "Your answer: correct"),
    ]
    assert [(name, one["result"]) for name, one in told12(learner).items()] == [
        *(("d-quiet_desk", "wrong"), ("d-quiet_silence", "correct"), ("d-quiet_door", "correct")),
    ]
    press(learner, "d-quiet")
    assert titles.all_inner_texts() == ["Sam at the desk"]
    learner.give("d-quiet", "right")
    assert fieldset.get_attribute("data-result") == "right"
    # In the final, consequences are seen on the way, and an unfinished way is no answer.
    go_to(learner, "f-hour")
    fieldset, options = learner.fieldset("f-hour"), learner.plan.lock.questions["f-hour"].options
    answers.give(fieldset, [options["ten-to/listen"]])
    assert "Robin jumps up" in fieldset.inner_text()
    learner.submit("final")
    assert "has not come to its end" in fieldset.locator(".error").inner_text()
    learner.page.wait_for_timeout(1200)
    learner.relaunch()
    assert answers.given(learner.fieldset("f-hour")) == [options["ten-to/listen"]]
    assert learner.fieldset("f-hour").locator(".scene").first.locator("input:enabled").count() == 0
    learner.nothing_wrong()


# --- what is told


def share(question: AnyQuestion, how: How) -> Fraction:
    """The share of the points that an answer earns when each part counts: worked out from the source."""
    if how == "right":
        return Fraction(1)
    parts = len(question.parts)
    if isinstance(question, Deciding):
        return Fraction(1, 2) if how == "part" else Fraction(0)
    if question.__struct_config__.tag in ("matching", "sequencing"):
        return Fraction(parts - 2, parts) if how == "part" else Fraction(0)
    if question.__struct_config__.tag == "categorise":
        return Fraction(1, parts) if how == "part" else Fraction(0)
    if getattr(question, "select", "") == "several":
        # Of the options, those that are neither wrongly picked nor wrongly left.
        return Fraction(parts - 1, parts) if how == "part" else Fraction(0)
    return Fraction(0)


@pytest.mark.parametrize("how", ["right", "wrong", "part"])
def test_the_score_is_the_sum_of_the_parts(enrol: Enrol, how: How) -> None:
    learner = enrol(EVERY)
    go_to(learner, "f-say")
    earned = possible = 0
    for name in FINAL:
        learner.give(name, how)
        question = learner.question(name)
        if answers.scored(question):
            possible += question.points * 100
            earned += int(question.points * 100 * share(question, how))
    learner.submit("final")
    percent = f"{earned * 10000 // possible / 100:g}"
    assert learner.shown_score().startswith(f"{percent} %")
    learner.page.wait_for_timeout(400)
    learner.nothing_wrong()


def told_as(learner: Learner, how: How) -> dict[str, tuple[str, Answer]]:
    """By the names that an LMS hears, the questions of the final quiz and what it hears of them: of a case, each decision."""
    found: dict[str, tuple[str, Answer]] = {}
    for name in FINAL:
        question, given = learner.question(name), learner.answer(name, how)
        if isinstance(question, Deciding):
            scenes = {n: key.split("/")[0] for key, n in learner.plan.lock.questions[name].options.items()}
            found |= {f"{name}_{scenes[n]}": (name, [n]) for n in given if isinstance(n, int)}
        else:
            found[name] = (name, given)
    return found


def told12(learner: Learner) -> dict[str, dict[str, str]]:
    """Fields of the last interaction of each question."""
    found: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}
    for call in learner.calls():
        if call.method == "LMSSetValue" and call.args[0].startswith("cmi.interactions."):
            _, _, at, field = call.args[0].split(".", 3)
            if field == "id":
                names[at] = call.args[1]
                found[call.args[1]] = {}
            found[names[at]][field] = call.args[1]
    return found


def letter(number: int) -> str:
    return "0123456789abcdefghijklmnopqrstuvwxyz"[number]


def said(given: Answer, question: AnyQuestion, mark: tuple[str, str], name: Callable[[int], str]) -> str:
    """An answer in a grammar of two delimiters."""
    if isinstance(given, str):
        return given
    if isinstance(given, dict):
        return mark[0].join(f"{name(source)}{mark[1]}{name(target)}" for source, target in sorted(given.items()))
    ordered = given if question.__struct_config__.tag == "sequencing" else sorted(given)
    return mark[0].join(map(name, ordered))


@pytest.mark.parametrize("how", ["right", "part"])
def test_scorm_is_told_every_type_in_its_grammar(enrol: Enrol, how: How) -> None:
    learner = enrol(EVERY)
    go_to(learner, "f-say")
    for name in FINAL:
        learner.give(name, how)
    learner.submit("final")
    told, expected = told12(learner), told_as(learner, how)
    assert list(told) == list(expected)
    for heard, fields in told.items():
        name, given = expected[heard]
        question = learner.question(name)
        if isinstance(question, SurveyQuestion):
            assert fields["result"] == "neutral"
            assert not {"weighting", "correct_responses.0.pattern"} & set(fields)
        elif isinstance(question, Deciding):
            assert fields["result"] == ("correct" if how == "right" or heard == "f-hour_ten-to" else "wrong")
            assert "weighting" not in fields
        else:
            assert fields["result"] == ("correct" if how == "right" else "wrong")
            assert fields["weighting"] == str(question.points)
        kind = "fill-in" if name == "f-better" else interaction(question)
        assert fields["type"] == kind
        if kind == "true-false":
            assert fields["student_response"] == ("t" if given == [1] else "f")
        else:
            assert fields["student_response"] == said(given, question, (",", "."), letter)
        if how == "right" and answers.scored(question) and kind != "numeric":
            assert fields["correct_responses.0.pattern"] == fields["student_response"]
    assert "correct_responses.0.pattern" not in told["f-minutes"], "SCORM 1.2 knows no ranges"
    learner.nothing_wrong()


@pytest.mark.parametrize("how", ["right", "part"])
def test_a_record_store_is_told_every_type_and_two_others_agree(enrol: Enrol, how: How) -> None:
    learner = enrol(EVERY, "xapi")
    go_to(learner, "s-chair")
    for name in SURVEYS:
        learner.give(name, how)
        press(learner, name)
    go_to(learner, "f-say")
    for name in FINAL:
        learner.give(name, how)
    learner.submit("final")
    all_told = statements(learner)
    told: dict[str, dict[str, Any]] = {
        one["object"]["id"].split("/question/")[-1].replace("/", "_"): one
        for one in all_told
        if one["verb"]["id"].endswith("/answered")
    }
    expected = {"s-tomorrow": ("s-tomorrow", learner.answer("s-tomorrow", how))} | told_as(learner, how)
    assert list(told) == list(expected), "a text that is not to be told is not told"
    for heard, one in told.items():
        name, given = expected[heard]
        question = learner.question(name)
        definition, result = one["object"]["definition"], one["result"]
        assert definition["interactionType"] == interaction(question)
        if isinstance(question, SurveyQuestion):
            assert not {"success", "score"} & set(result)
            assert "correctResponsesPattern" not in definition
        else:
            assert result["success"] == (how == "right" or heard == "f-hour_ten-to")
            assert definition["correctResponsesPattern"]
            assert ("score" in result) != isinstance(question, Deciding)
        if definition["interactionType"] == "true-false":
            assert result["response"] == str(given == [1]).lower()
        else:
            assert result["response"] == said(given, question, ("[,]", "[.]"), str)
    assert told["f-minutes"]["object"]["definition"]["correctResponsesPattern"] == ["14[:]16"]
    assert judge_statements(all_told) == []
    learner.nothing_wrong()


# --- paper, and no script


@pytest.fixture
def plain(chromium: Any, server_of: Callable[..., Any]) -> Any:
    """The final quiz without script."""
    server = server_of(package_of(COURSES / EVERY, "scorm12")[1])
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}content/index.html")
    yield page
    context.close()


def test_a_quiz_is_readable_without_script(plain: Page) -> None:
    for text in ("Choose a partner for each.", "Wait for the answer", "Chair B, in the corner", "Not at all"):
        assert plain.get_by_text(text).last.is_visible()
    assert plain.locator(".place-controls").count() == 0


def test_a_quiz_on_paper_has_room_to_answer(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    go_to(learner, "f-say")
    learner.page.emulate_media(media="print")
    frame = learner.frame
    assert frame.locator("#final-page .partners li:visible").count() == 4 + 2
    assert frame.locator("#final-page .place-controls:visible").count() == 0
    assert frame.locator("#final-page .pair select:visible").count() == 0
    line = "one => { const s = getComputedStyle(one, '::after'); return parseFloat(s.minHeight) > 20 && s.borderBottomStyle }"
    assert frame.locator("#final-page .pair label").first.evaluate(line) == "solid"
    box = "one => parseFloat(getComputedStyle(one, '::before').width)"
    assert frame.locator("#final-page .place").first.evaluate(box) > 20
