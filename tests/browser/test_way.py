"""Finding one's way: search, glossary, sources and back, bookmarks, the outline, paper, keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.courses import frame, write
from tests.browser.learner import Learner
from tests.browser.test_access import AXE, RUN_AXE, TOO_WIDE

Enrol = Callable[..., Learner]
EVERY = "every-block"


def focused(learner: Learner, selector: str) -> bool:
    return bool(learner.frame.evaluate("s => Boolean(document.activeElement?.closest(s))", selector))


def tools(learner: Learner) -> None:
    learner.frame.locator(".bar .tools-open").click()


def look_for(learner: Learner, query: str) -> list[str]:
    """Text of each result, once they are there: the search waits for a pause in the typing."""
    learner.frame.evaluate("document.getElementById('tools-count').textContent = '…'")
    learner.frame.locator("#tools-search").fill("")
    learner.frame.locator("#tools-search").fill(query)
    learner.frame.wait_for_function("document.getElementById('tools-count').textContent !== '…'")
    learner.page.wait_for_timeout(50)
    return [one.inner_text() for one in learner.frame.locator("#tools-found a").all()]


def clean(learner: Learner) -> None:
    """axe-core finds nothing in light and dark, in both directions."""
    learner.frame.add_script_tag(path=AXE)
    for scheme in ("light", "dark"):
        learner.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for direction in ("ltr", "rtl"):
            learner.frame.evaluate("way => { document.documentElement.dir = way }", direction)
            assert learner.frame.evaluate(RUN_AXE) == []
    learner.frame.evaluate("document.documentElement.dir = 'ltr'")


# ---- the bar and the panel


@pytest.mark.parametrize("width", [320, 360, 480, 640, 900, 1280])
def test_the_bar_is_one_row_and_the_tools_are_in_reach(enrol: Enrol, width: int) -> None:
    learner = enrol("human-trafficking-awareness")
    learner.page.set_viewport_size({"width": width, "height": 700})
    box = learner.frame.locator(".bar").bounding_box()
    assert box
    assert box["height"] <= 64
    opener = learner.frame.locator(".bar .tools-open")
    if not opener.is_visible():
        learner.frame.locator("#menu").click()
        opener = learner.frame.locator(".outline .tools-open")
    opener.click()
    assert learner.frame.locator("#tools").is_visible()
    assert focused(learner, "#tools h2")
    look_for(learner, "work")
    assert learner.frame.evaluate(TOO_WIDE) == []
    learner.page.keyboard.press("Escape")
    assert focused(learner, ".bar button")
    learner.nothing_wrong()


def test_the_panel_opens_closes_and_gives_the_focus_back(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.frame.locator(".bar .tools-open").focus()
    learner.page.keyboard.press("Enter")
    assert focused(learner, "#tools")
    for _ in range(25):
        learner.page.keyboard.press("Tab")
        assert not focused(learner, "main, #outline"), "the page behind takes no focus"
    learner.page.keyboard.press("Escape")
    assert focused(learner, ".bar .tools-open")
    tools(learner)
    learner.page.mouse.click(400, 500)
    assert not learner.frame.locator("#tools").is_visible()
    tools(learner)
    learner.frame.locator("#tools").get_by_role("link", name="About this course").click()
    learner.page.wait_for_timeout(100)
    assert learner.current() == "about"
    assert focused(learner, "#about h1")
    learner.nothing_wrong()


def test_nothing_for_axe_in_the_panels(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    tools(learner)
    clean(learner)
    assert len(look_for(learner, "chair")) > 3
    clean(learner)
    learner.page.keyboard.press("Escape")
    learner.frame.locator("h1:visible").first.click()
    learner.page.keyboard.press("?")
    assert learner.frame.locator("#keys-panel").is_visible()
    clean(learner)
    learner.nothing_wrong()


# ---- search


def test_search_marks_counts_and_goes_to_the_very_place(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    tools(learner)
    found = look_for(learner, "LISTENS")
    assert len(found) == 1
    assert learner.frame.locator("#tools-count").inner_text() == "Places found: 1"
    assert learner.frame.locator("#tools-count").get_attribute("role") == "status"
    assert learner.frame.locator("#tools-found mark").inner_text() == "listens"
    learner.page.keyboard.press("Enter")
    assert focused(learner, "#tools-found a")
    learner.page.keyboard.press("Enter")
    learner.page.wait_for_timeout(200)
    assert learner.current() == "open-and-choose"
    assert learner.frame.evaluate("document.activeElement.closest('details').open"), "a folded part is opened"
    assert "listens" in learner.frame.evaluate("document.activeElement.textContent")
    assert learner.frame.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    learner.nothing_wrong()


def test_search_opens_a_tab_and_a_step(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    for query, page in (("ceiling light", "open-and-choose"), ("umbrella in the stand", "a-visitor")):
        tools(learner)
        assert look_for(learner, query)
        learner.frame.locator("#tools-found a").first.click()
        learner.page.wait_for_timeout(200)
        assert learner.current() == page
        assert learner.frame.evaluate("document.activeElement.checkVisibility()")
    learner.nothing_wrong()


def test_search_tells_nothing_of_an_assessment(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    final = learner.quiz("final")
    assert final
    learner.go("finish")
    learner.take("final", wrong=2)
    tools(learner)
    for one in final.questions:
        for text in (one.prompt, one.feedback.correct, *(option.text for option in getattr(one, "options", ()))):
            sample = text.replace("*", "")
            assert not [hit for hit in look_for(learner, sample) if hit.startswith("Finish")], sample
    assert look_for(learner, "drawn from a pool")


def test_search_finds_the_glossary_and_nothing_says_so(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    tools(learner)
    assert "Glossary" in [hit.splitlines()[0] for hit in look_for(learner, "calm room")]
    assert look_for(learner, "xyzzy") == []
    assert "Nothing was found" in learner.frame.locator("#tools-count").inner_text()
    assert not learner.frame.locator("#tools-list").is_visible()
    look_for(learner, "")
    assert learner.frame.locator("#tools-list").is_visible()


@pytest.mark.parametrize(
    "spoken",
    [
        ("zh-Hans", "防止人口贩运的课程。", "人口贩运", "人口贩运"),
        ("ar", "الإنسان حُرّ.", "انسان", "إنسان"),
        ("vi", "Ông Trần đến.", "tran", "Trần"),
        ("ru", "Ёлка зелёная.", "елка", "Ёлка"),
    ],
)
def test_search_in_other_scripts(enrol: Enrol, tmp_path: Path, spoken: tuple[str, str, str, str]) -> None:
    language, text, query, marked = spoken
    block = {"id": "words", "type": "text", "markdown": text}
    pages = [{"id": "only", "title": "Only page", "blocks": [block]}]
    learner = enrol(write(tmp_path / "course", frame("spoken", pages) | {"language": language}))
    tools(learner)
    assert [hit for hit in look_for(learner, query) if hit.startswith("Only page")] == [f"Only page\n{text}"]
    assert learner.frame.locator("#tools-found a", has_text="Only page").locator("mark").inner_text() == marked
    learner.nothing_wrong()


# ---- glossary and sources


def test_a_definition_opens_in_place(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    term = learner.frame.locator("#why-quiet a.term").first
    assert term.get_attribute("role") == "button"
    term.focus()
    learner.page.keyboard.press("Space")
    box = learner.frame.get_by_role("group", name="Definition: Quiet room")
    assert "two people can talk without an audience" in box.inner_text()
    assert term.get_attribute("aria-expanded") == "true"
    assert focused(learner, ".definition")
    assert learner.current() == "why-quiet"
    clean(learner)
    learner.page.keyboard.press("Escape")
    assert learner.frame.locator(".definition").count() == 0
    assert focused(learner, "a.term")
    term.click()
    box.get_by_role("button", name="Close").click()
    assert focused(learner, "a.term")
    assert term.get_attribute("aria-expanded") == "false"
    learner.frame.locator("#why-quiet a.term").nth(1).click()
    term.click()
    assert learner.frame.locator(".definition").count() == 1, "one at a time"
    box.get_by_role("link", name="Glossary").click()
    learner.page.wait_for_timeout(100)
    assert learner.current() == "glossary"
    assert focused(learner, "#term-quiet-room")
    learner.nothing_wrong()


def test_a_definition_inside_a_folded_list(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.go("set-it-up")
    learner.frame.locator("#set-it-up summary").first.click()
    learner.frame.locator("#set-it-up a.term").click()
    box = learner.frame.locator("#set-it-up .definition")
    assert box.is_visible()
    assert box.locator("a.term").count() == 1
    assert box.locator("[id]").count() == 0, "what is copied brings no second id"
    learner.nothing_wrong()


@pytest.mark.parametrize("way", ["touch", "keyboard"])
def test_from_a_source_or_a_term_back_to_the_very_place(enrol: Enrol, way: str) -> None:
    learner = enrol(EVERY)
    learner.go("keep-it-quiet")
    cite = learner.frame.locator("#keep-it-quiet .cite a").first
    anchor = cite.get_attribute("id")
    cite.click()
    learner.page.wait_for_timeout(150)
    assert learner.current() == "references"
    came = learner.frame.locator("#references .came")
    assert came.get_attribute("href") == f"#{anchor}", "the way back to where one came from is marked"
    assert "Keep it quiet" in str(came.get_attribute("aria-label"))
    box = came.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    if way == "touch":
        came.click()
    else:
        came.focus()
        learner.page.keyboard.press("Enter")
    learner.page.wait_for_timeout(200)
    assert learner.current() == "keep-it-quiet"
    assert learner.frame.evaluate("document.activeElement.id") == anchor
    assert learner.frame.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert learner.frame.evaluate(
        "() => { const b = document.activeElement.getBoundingClientRect(); return b.top > 60 && b.bottom < innerHeight; }"
    )
    learner.nothing_wrong()


def test_the_glossary_stands_in_order_and_leads_back(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.go("glossary")
    names = [one.inner_text() for one in learner.frame.locator("#glossary .term-name").all()]
    assert names == ["Host", "Quiet room", "Trauma-informed"]
    learner.frame.locator("#term-host .backlinks a").first.click()
    learner.page.wait_for_timeout(150)
    assert learner.current() == "set-it-up"
    assert learner.frame.evaluate("document.activeElement.id") == "use-host-1"
    assert learner.frame.evaluate("document.activeElement.closest('details').open")
    learner.nothing_wrong()


def test_without_script_a_term_leads_to_the_glossary(plain: Page) -> None:
    term = plain.locator("#why-quiet a.term").first
    assert term.get_attribute("href") == "#term-quiet-room"
    assert plain.locator("#term-quiet-room").is_visible()
    assert not plain.locator("#tools").is_visible()
    assert not plain.locator(".tools-open").first.is_visible()


# ---- bookmarks and the outline


def bookmark(learner: Learner) -> Locator:
    return learner.frame.get_by_role("button", name="Bookmark this page").locator("visible=true")


def test_bookmarks_are_kept(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.go("one-week")
    mark = bookmark(learner)
    mark.focus()
    learner.page.keyboard.press("Enter")
    assert mark.get_attribute("aria-pressed") == "true"
    learner.page.wait_for_timeout(1500)
    learner.relaunch()
    mark = bookmark(learner)
    assert mark.get_attribute("aria-pressed") == "true"
    learner.go("why-quiet")
    assert mark.get_attribute("aria-pressed") == "false"
    tools(learner)
    links = learner.frame.locator("#tools-marks a")
    assert [one.inner_text() for one in links.all()] == ["One week"]
    links.first.click()
    learner.page.wait_for_timeout(150)
    assert learner.current() == "one-week"
    mark.click()
    tools(learner)
    assert learner.frame.locator("#tools-no-marks").is_visible()
    learner.nothing_wrong()


def test_the_outline_says_what_is_done_and_how_long_the_rest_takes(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    whole = learner.frame.locator("#outline-standing")
    first = learner.frame.locator(".outline-state").first
    count = len(list(learner.plan.course.pages()))
    assert whole.inner_text() == f"0 of {count} pages done, about {learner.plan.course.minutes} min left"
    minutes = learner.plan.course.lessons[0].minutes
    assert first.inner_text() == f"0 of 3 pages done, about {minutes} min left"
    for page in ("why-quiet", "set-it-up", "keep-it-quiet"):
        learner.go(page)
        learner.read()
    assert first.inner_text() == "3 of 3 pages done"
    assert whole.inner_text().startswith(f"3 of {count} pages done, about {learner.plan.course.minutes - minutes} min")
    learner.read_all()
    assert whole.inner_text() != "You have completed this course."
    learner.take("final")
    assert whole.inner_text() == "You have completed this course."
    learner.nothing_wrong()


# ---- paper


def printed(learner: Learner) -> list[str]:
    """Pages of the course that paper would have now."""
    learner.page.emulate_media(media="print")
    shown = learner.frame.evaluate(
        "[...document.querySelectorAll('.page')].filter(p => p.checkVisibility()).map(p => p.id)"
    )
    learner.page.emulate_media(media="screen")
    return [str(one) for one in shown]


def test_paper_has_the_page_or_the_whole_course(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.frame.evaluate("window.print = () => { window.asked = document.documentElement.className }")
    learner.go("set-it-up")
    assert printed(learner) == ["set-it-up"], "Ctrl+P"
    tools(learner)
    learner.frame.locator("[data-tool=print-page]").click()
    assert not learner.frame.locator("#tools").is_visible()
    assert printed(learner) == ["set-it-up"]
    tools(learner)
    learner.frame.locator("[data-tool=print-whole]").click()
    assert "print-whole" in learner.frame.evaluate("asked")
    assert set(printed(learner)) >= {page.id for page in learner.plan.course.pages()}
    learner.frame.evaluate("dispatchEvent(new Event('afterprint'))")
    assert printed(learner) == ["set-it-up"]
    assert learner.current() == "set-it-up"
    learner.nothing_wrong()


def test_a_browser_that_never_ends_printing_prints_the_page_the_next_time(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.frame.evaluate("window.print = () => undefined")
    tools(learner)
    learner.frame.locator("[data-tool=print-whole]").click()
    learner.page.keyboard.press("ArrowDown")
    assert printed(learner) == ["why-quiet"]


def test_an_assessment_gives_no_answer_away_on_paper(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.go("finish")
    learner.take("final", wrong=1)
    looks = """() => [...document.querySelectorAll('#finish .option')].map(o => {
        const s = getComputedStyle(o); return [s.borderColor, s.backgroundColor, s.boxShadow].join(' ') })"""
    learner.page.emulate_media(media="print")
    for gone in (".feedback", ".option-mark", ".option input", ".result"):
        assert learner.frame.locator(f"#finish {gone}").locator("visible=true").count() == 0, gone
    assert len(set(learner.frame.evaluate(looks))) == 1, "a picked option looks like any other"
    assert learner.frame.locator("#finish .option").locator("visible=true").count() > 4


# ---- keys


def test_keys(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    press = learner.page.keyboard.press
    learner.frame.locator("h1:visible").click()
    for key, page in (("n", "set-it-up"), ("n", "keep-it-quiet"), ("p", "set-it-up")):
        press(key)
        learner.page.wait_for_timeout(120)
        assert learner.current() == page
    press("b")
    assert learner.frame.locator(".bookmark:visible").get_attribute("aria-pressed") == "true"
    press("c")
    assert focused(learner, "#outline [aria-current]")
    press("s")
    assert focused(learner, "#tools-search")
    learner.page.keyboard.type("nph?")
    learner.page.wait_for_timeout(250)
    assert learner.current() == "set-it-up", "a field keeps its letters"
    assert learner.frame.locator("#tools-search").input_value() == "nph?"
    press("Escape")
    press("h")
    assert learner.frame.locator("#support-panel").is_visible()
    press("n")
    press("Escape")
    assert learner.current() == "set-it-up", "nothing happens behind a panel"
    press("Control+n")
    press("?")
    assert learner.frame.locator("#keys-panel").is_visible()
    learner.nothing_wrong()


def test_keys_can_be_switched_off_for_good(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.frame.locator("h1:visible").click()
    learner.page.keyboard.press("?")
    learner.frame.locator("#keys-on").uncheck()
    learner.page.keyboard.press("Escape")
    for key in ("n", "?", "s"):
        learner.page.keyboard.press(key)
    assert learner.current() == "why-quiet"
    assert learner.frame.locator(".panel:visible").count() == 0
    learner.relaunch()
    learner.page.keyboard.press("n")
    assert learner.current() == "why-quiet"
    assert learner.frame.evaluate("JSON.stringify(localStorage)") == '{"coursepack-keys":"off"}'
    tools(learner)
    learner.frame.locator("#tools").get_by_role("button", name="Keyboard shortcuts").click()
    learner.frame.locator("#keys-on").check()
    learner.page.keyboard.press("Escape")
    assert focused(learner, ".bar .tools-open")
    learner.page.keyboard.press("n")
    learner.page.wait_for_timeout(150)
    assert learner.current() == "set-it-up"
    assert learner.frame.evaluate("localStorage.length") == 0
    learner.nothing_wrong()


def test_a_key_on_a_keyboard_of_another_script(enrol: Enrol) -> None:
    learner = enrol(EVERY)
    learner.frame.evaluate("dispatchEvent(new KeyboardEvent('keydown', {key: 'т', code: 'KeyN', bubbles: true}))")
    learner.frame.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'т', code: 'KeyN', bubbles: true}))"
    )
    learner.page.wait_for_timeout(150)
    assert learner.current() != "why-quiet"
    learner.nothing_wrong()
