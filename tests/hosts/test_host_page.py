"""The host page in a real browser: launches as an LMS does, and shows what it sees."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from coursepack.package import Package
from coursepack.play import PlayServer, serve
from tests.hosts import samples


def until(condition: Callable[[], object], seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def open_page(page: Page, server: PlayServer, query: str = "") -> Frame:
    """The host page with the course loaded; returns the course's frame."""
    page.goto(server.url + query)
    return course(page)


def course(page: Page) -> Frame:
    page.frame_locator("#course").locator("h1").first.wait_for()
    frame = page.frame(url="**/content/index.html*")
    assert frame
    frame.wait_for_function("document.readyState === 'complete'")
    return frame


def leave(page: Page, server: PlayServer) -> None:
    """Closes the tab as a learner does. The frame's last words come in after the page's."""
    page.close(run_before_unload=True)
    launch = server.scorm.launches[-1]
    until(lambda: launch.ended)
    patience = time.monotonic() + 0.5
    until(lambda: launch.finished or time.monotonic() > patience)


def test_a_careful_course_has_no_faults(page: Page) -> None:
    with serve(samples.scorm) as server:
        frame = open_page(page, server)
        expect(page.locator("#format")).to_have_text("SCORM 1.2")
        frame.evaluate("pass(85)")
        assert server.scorm.values["cmi.core.lesson_status"] == "passed"
        leave(page, server)
        until(lambda: server.scorm.launches[-1].finished)
        assert server.faults == []
        assert server.scorm.launches[-1].values_set("cmi.core.lesson_status") == ["incomplete", "passed"]
        until(lambda: server.scorm.calls[-1].method == "LMSFinish")


def test_relaunch_resumes_and_new_attempt_starts_over(page: Page) -> None:
    with serve(samples.scorm) as server:
        open_page(page, server)
        page.click("#relaunch")
        until(lambda: len(server.scorm.launches) == 2)
        assert course(page).evaluate("visit") == 2
        page.click("#new-attempt")
        until(lambda: len(server.scorm.attempts) == 2)
        assert course(page).evaluate("visit") == 1
        leave(page, server)
        assert server.faults == []


def test_a_crash_keeps_what_was_committed_only(page: Page) -> None:
    with serve(samples.scorm) as server:
        frame = open_page(page, server)
        frame.evaluate("pass(85); set('cmi.core.lesson_location', 'later')")
        page.click("#crash")
        expect(page.locator("#course")).to_have_count(0)
        launch = server.scorm.launches[0]
        assert (launch.crashed, launch.finished) == (True, False)
        assert server.scorm.values["cmi.core.lesson_status"] == "passed"
        assert server.scorm.values["cmi.core.lesson_location"] == "page-1"
        page.click("#relaunch")
        assert course(page).evaluate("get('cmi.core.lesson_status')") == "passed"
        assert server.faults == []


def test_failing_commits_and_offline(page: Page) -> None:
    with serve(samples.scorm) as server:
        frame = open_page(page, server)
        page.click("#fail-commit")
        assert frame.evaluate("[api.LMSCommit(''), api.LMSGetLastError(), api.LMSCommit('')]") == [
            "false",
            "101",
            "true",
        ]
        page.click("#offline")
        assert frame.evaluate("[api.LMSCommit(''), api.LMSGetLastError()]") == ["false", "101"]
        page.click("#offline")
        assert frame.evaluate("api.LMSCommit('')") == "true"
        until(lambda: len(server.scorm.calls) >= 12)
        assert server.faults == []


def test_a_careless_course_is_shown_prominently(page: Page) -> None:
    with serve(lambda: samples.scorm(samples.BAD_SCO)) as server:
        open_page(page, server)
        expect(page.locator("#violations-title")).to_contain_text("violations")
        expect(page.locator("#violations")).to_contain_text("goes down from passed to incomplete")
        expect(page.locator("#violations")).to_contain_text("missing.png is not in the package")
        leave(page, server)
        codes = {one.code for one in server.scorm.violations}
        assert {"before-initialize", "downgrade", "suspend-not-ascii", "session-too-long", "no-finish"} <= codes
        assert {call.error for call in server.scorm.refusals} == {"101", "201", "301", "405"}


def test_a_silent_course_never_initialized(page: Page) -> None:
    with serve(lambda: samples.scorm("")) as server:
        open_page(page, server)
        leave(page, server)
        assert [one.code for one in server.scorm.violations] == ["no-initialize"]


def test_the_api_in_the_opener(page: Page) -> None:
    with serve(samples.scorm) as server:
        page.goto(server.url + "?api=opener")
        with page.expect_popup() as popup:
            page.click("#open")
        window = popup.value
        window.wait_for_function("window.visit === 1")
        assert window.evaluate("window.parent === window")
        window.close(run_before_unload=True)
        until(lambda: server.scorm.launches[0].ended)
        assert server.scorm.launches[0].finished
        assert server.faults == []


MASTERY = '<a:masteryscore xmlns:a="http://www.adlnet.org/xsd/adlcp_rootv1p2">90</a:masteryscore>'


@pytest.mark.parametrize(
    ("query", "status"),
    [("", "passed"), ("?masteryOverride=1", "failed"), ("?masteryOverride=1&mastery=80", "passed")],
)
def test_mastery_override(page: Page, query: str, status: str) -> None:
    with serve(lambda: samples.scorm(item=MASTERY)) as server:
        open_page(page, server, query).evaluate("pass(85)")
        leave(page, server)
        until(lambda: server.scorm.launches[0].finished)
        assert server.scorm.values["cmi.core.lesson_status"] == status


def test_review_after_done(page: Page) -> None:
    with serve(samples.scorm) as server:
        open_page(page, server, "?reviewAfterDone=1").evaluate("pass(85)")
        page.click("#relaunch")
        until(lambda: len(server.scorm.launches) == 2)
        modes = "[get('cmi.core.lesson_mode'), get('cmi.core.credit')]"
        assert course(page).evaluate(modes) == ["review", "no-credit"]


def test_without_finish_and_with_throwing_calls(page: Page) -> None:
    with serve(samples.scorm) as server:
        frame = open_page(page, server, "?noFinish=1")
        assert frame.evaluate("typeof api.LMSFinish") == "undefined"
        page.goto(server.url + "?throws=1")
        until(lambda: any(call.error == "throw" for call in server.scorm.calls))


def test_a_new_package_is_opened_by_itself(page: Page) -> None:
    state: dict[str, int] = {"version": 1}

    def build() -> Package:
        if state["version"] == 2:
            raise ValueError("a very particular fault")
        return samples.scorm(samples.GOOD_SCO + f"window.version = {state['version']};")

    with serve(build, watch=lambda: state["version"]) as server:
        assert open_page(page, server).evaluate("version") == 1
        state["version"] = 2
        expect(page.locator("#build-error pre")).to_contain_text("ValueError: a very particular fault")
        state["version"] = 3
        expect(page.locator("#build-error")).to_be_hidden()
        until(lambda: len(server.scorm.launches) == 2)
        assert course(page).evaluate("[version, visit]") == [3, 2]


# --- xAPI -------------------------------------------------------------------------------------------------------------


def test_an_xapi_course(page: Page) -> None:
    with serve(samples.xapi) as server:
        frame = open_page(page, server)
        frame.evaluate("say('completed', {result: {completion: true}})")
        expect(page.locator("#log")).to_contain_text("completed")
        page.click("#relaunch")
        until(lambda: len(server.lrs.statements) >= 4)
        leave(page, server)
        until(lambda: len(server.lrs.statements) == 5)
        verbs = [one["verb"]["id"].rsplit("/", 1)[-1] for one in server.lrs.statements]
        assert verbs == ["initialized", "completed", "terminated", "initialized", "terminated"]
        assert len({one["context"]["registration"] for one in server.lrs.statements}) == 1
        assert server.lrs.state("suspend") == {"page": 1}
        assert server.faults == []


@pytest.mark.parametrize(
    ("saying", "words"),
    [
        ("say('answered', {result: {score: {scaled: 2}}})", "result.score.scaled: 2 is over 1"),
        ("say('progressed', {context: {}})", "has the registration None"),
        ("say('progressed', {actor: {mbox: 'mailto:a@example.org'}})", "another actor"),
        ("say('terminated').then(() => say('progressed'))", "was sent after terminated"),
        ("say('completed').then(() => say('completed'))", "a second time in one registration"),
    ],
)
def test_xapi_violations_are_shown(page: Page, saying: str, words: str) -> None:
    with serve(samples.xapi) as server:
        open_page(page, server).evaluate(saying)
        expect(page.locator("#violations")).to_contain_text(words)
        assert any(words in fault for fault in server.faults)


def test_an_xapi_course_that_does_not_end(page: Page) -> None:
    with serve(lambda: samples.xapi(samples.GOOD_XAPI.replace('"pagehide"', '"never"'))) as server:
        open_page(page, server)
        until(lambda: server.lrs.statements)
        leave(page, server)
        assert any("ended without terminated" in fault for fault in server.faults)


def test_a_crash_cuts_xapi_off(page: Page) -> None:
    with serve(samples.xapi) as server:
        open_page(page, server)
        until(lambda: len(server.lrs.exchanges) == 3)
        page.click("#crash")
        until(lambda: len(server.lrs.exchanges) == 4)
        assert server.lrs.exchanges[-1].simulated
        assert len(server.lrs.statements) == 1
        assert server.faults == []


def test_an_actor_from_before_xapi_1_0(page: Page) -> None:
    with serve(samples.xapi) as server:
        open_page(page, server, "?actor=legacy")
        until(lambda: server.lrs.violations)
        assert any("actor.mbox" in one.text for one in server.lrs.violations), "the sample sends it on as it came"


def test_switches_in_the_address(page: Page) -> None:
    with serve(samples.xapi) as server:
        open_page(page, server, "?fail=1&lose=1&slow=5")
        until(lambda: len(server.lrs.exchanges) == 3)
        assert [one.simulated for one in server.lrs.exchanges] == [True, True, False]
        assert server.lrs.slow == 5
        page.goto(server.url + "?offline=1")
        until(lambda: server.lrs.offline)
        page.click("#offline")
        until(lambda: not server.lrs.offline)


# --- the inspector ----------------------------------------------------------------------------------------------------


def test_thousands_of_calls(page: Page) -> None:
    with serve(samples.scorm) as server:
        frame = open_page(page, server)
        frame.evaluate("for (let i = 0; i < 4000; i++) set('cmi.suspend_data', String(i))")
        expect(page.locator("#count")).to_have_text("4008")
        assert page.locator("#log > li").count() == 300
        page.fill("#search", "lesson_status")
        expect(page.locator("#count")).to_have_text("2 of 4008")
        page.fill("#search", "")
        page.click("#earlier")
        assert page.locator("#log > li").count() == 1500
        until(lambda: len(server.scorm.calls) == 4007)
        leave(page, server)
        until(lambda: server.scorm.launches[0].finished)
        assert server.faults == []


def test_filters_and_details(page: Page) -> None:
    with serve(samples.scorm) as server:
        frame = open_page(page, server)
        frame.evaluate("set('cmi.suspend_data', 'y'.repeat(4000)); set('cmi.core.exit', 'normal')")
        page.check("#refused")
        expect(page.locator("#log > li")).to_have_count(1)
        expect(page.locator("#log .result")).to_have_text("405")
        page.uncheck("#refused")
        page.locator("#log summary").last.click()
        expect(page.locator("#log details pre")).to_have_text("y" * 4000)
        expect(page.locator("#summary")).to_contain_text("4000 of 4096")


def test_by_keyboard(page: Page) -> None:
    with serve(samples.scorm) as server:
        open_page(page, server)
        page.focus("#relaunch")
        reached = []
        for _ in range(6):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.id"))
        assert reached == ["new-attempt", "crash", "fail-commit", "offline", "width", "theme"]
        page.keyboard.press("Enter")
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_sideways_scrolling(context: BrowserContext, width: int) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 700})
    with serve(lambda: samples.scorm(samples.BAD_SCO)) as server:
        open_page(page, server)
        expect(page.locator("#violations-title")).to_contain_text("violations")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_frame_takes_a_chosen_width(page: Page) -> None:
    with serve(samples.scorm) as server:
        open_page(page, server)
        page.select_option("#width", "320")
        assert page.evaluate("document.getElementById('course').getBoundingClientRect().width") == 320
        page.goto(server.url + "?bare=1")
        course(page)
        assert page.evaluate("document.getElementById('course').getBoundingClientRect().width") == 1280
