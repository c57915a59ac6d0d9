"""Firefox ESR and WebKitGTK: the same packages, the same strict hosts, whole runs."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

import pytest

from tests.browser.conftest import COURSES, in_browsers
from tests.browser.trouble import wait_for
from tests.browser.walker import SHOWN, Walker

pytestmark = in_browsers("firefox", "webkit")
Walk = Callable[..., Walker]
AXE = COURSES.parent / "player/node_modules/axe-core/axe.min.js"


def last_page(walker: Walker) -> str:
    return [page.id for page in walker.plan.course.pages()][-1]


def test_a_whole_run_is_a_pass_in_scorm12(walk: Walk) -> None:
    walker = walk()
    walker.read_all()
    walker.take("final", wrong=4)
    assert walker.status == "incomplete"
    walker.window.click(".result button")
    walker.take("final")
    walker.away()
    assert (walker.status, walker.values["cmi.core.score.raw"]) == ("passed", "100")
    assert walker.server.scorm.launches[-1].finished
    walker.nothing_wrong()


def test_a_whole_run_is_told_once_in_xapi(walk: Walk) -> None:
    walker = walk(format_name="xapi")
    walker.read_all()
    walker.take("final")
    walker.relaunch()
    walker.away()
    told = Counter(walker.verbs())
    assert (told["completed"], told["passed"], told["failed"]) == (1, 1, 0)
    assert (told["initialized"], told["terminated"], told["attempted"]) == (2, 2, 1)
    walker.nothing_wrong()


@pytest.mark.parametrize("format_name", ["scorm12", "xapi"])
def test_open_and_close_completes_nothing(walk: Walk, format_name: str) -> None:
    walker = walk(format_name=format_name)
    walker.away()
    if format_name == "scorm12":
        assert (walker.status, walker.values["cmi.core.exit"]) == ("incomplete", "suspend")
    else:
        assert walker.verbs()[-1] == "terminated"
        assert not {"completed", "passed", "failed"} & set(walker.verbs())
    walker.nothing_wrong()


@pytest.mark.parametrize("format_name", ["scorm12", "xapi"])
def test_comes_back_to_page_and_answers(walk: Walk, format_name: str) -> None:
    walker = walk(format_name=format_name)
    walker.go(last_page(walker))
    asked = walker.asked("final")
    walker.pick(asked[0], walker.key(asked[0]))
    walker.relaunch()
    assert walker.current() == last_page(walker)
    assert walker.asked("final") == asked
    assert walker.checked(asked[0]) == walker.key(asked[0])
    walker.nothing_wrong()


def test_a_crash_loses_nothing_that_the_lms_had(walk: Walk) -> None:
    walker = walk()
    walker.go(last_page(walker))
    walker.take("final", wrong=4)
    # The result is on show before it is saved, after a painted frame: on a slow machine that is a moment.
    wait_for(lambda: walker.values.get("cmi.core.score.raw"))
    kept = walker.values["cmi.suspend_data"]
    walker.crash()
    walker.open()
    assert walker.values["cmi.suspend_data"] == kept
    assert walker.current() == last_page(walker)
    assert walker.text(".result-score")
    walker.nothing_wrong()


@pytest.mark.parametrize("way", ["button", "shift"])
def test_the_quick_exit_leaves_and_loses_nothing(walk: Walk, way: str) -> None:
    walker = walk()
    walker.read()
    walker.window.click(f"{SHOWN} .turn-next")
    here = walker.current()
    if way == "button":
        walker.window.click("#exit")
    else:
        walker.window.run("document.getElementById('menu').focus()")
        walker.window.press("Shift", "Shift", "Shift")
    walker.until("return location.pathname.endsWith('/away.html')")
    time.sleep(0.4)
    assert walker.server.scorm.launches[-1].finished
    walker.open()
    assert walker.current() == here
    walker.nothing_wrong()


def test_a_review_writes_nothing(walk: Walk) -> None:
    walker = walk(switches="mode=review")
    assert walker.notice()
    walker.read_all()
    walker.away()
    assert [call for call in walker.server.scorm.calls if call.method == "LMSSetValue"] == []
    walker.nothing_wrong()


def test_a_page_from_the_browsers_cache_writes_nothing(walk: Walk) -> None:
    walker = walk()
    walker.window.run("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    time.sleep(0.4)
    before = len(walker.server.scorm.calls)
    walker.window.run("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert walker.notice()
    walker.window.run("scrollTo(0, 9999); location.hash = '#about'")
    time.sleep(1.5)
    assert len(walker.server.scorm.calls) == before


def test_a_page_by_keyboard(walk: Walk) -> None:
    """Tab goes once through everything, shows where it is, and answers a check."""
    walker = walk()
    quiz = next(quiz for quiz in walker.plan.course.quizzes if quiz.purpose == "check")
    question = quiz.questions[0].id
    page = next(p for p in walker.plan.course.pages() if any(getattr(b, "quiz", "") == quiz.id for b in p.blocks))
    walker.go(page.id)
    number = walker.plan.lock.questions[question].number
    for option in walker.key(question):
        tab_to(walker, f"input[name='q{number}'][value='{option}'], input[type=radio][name='q{number}']")
        walker.window.press(" ")
    tab_to(walker, f"[data-question='{number}'] .question-actions button")
    walker.window.press("Enter")
    walker.until("return !!document.querySelector(arguments[0])", f"[data-question='{number}'][data-result]")
    walker.nothing_wrong()


def tab_to(walker: Walker, selector: str) -> None:
    for _ in range(80):
        walker.window.press("Tab")
        seen = walker.window.run(FOCUS, selector)
        assert seen["shown"], seen
        if seen["there"]:
            return
    raise AssertionError(f"Tab never reached {selector}")


FOCUS = """
const e = document.activeElement;
if (!e || e === document.body) return { shown: true, there: false };
const rings = [e, e.closest('label') || e].map((one) => getComputedStyle(one));
const shown = rings.some((s) => s.outlineStyle !== 'none' || s.boxShadow !== 'none');
return { shown: shown && e.getBoundingClientRect().width > 0, there: e.matches(arguments[0]), html: e.outerHTML };
"""


def test_axe_finds_nothing_on_some_pages(walk: Walk) -> None:
    walker = walk()
    walker.window.run(AXE.read_text(encoding="utf-8"))
    for page in walker.plan.course.pages():
        walker.go(page.id)
        script = "return axe.run().then((found) => found.violations.map((one) => one.id + ' ' + one.nodes[0].html))"
        assert walker.window.run(script) == []


MEDIA = "return document.querySelector('#see-and-hear video')"
PLAY = "const video = document.querySelector('#see-and-hear video'); video.muted = true; video.play().catch(() => {})"


def test_the_large_view_of_a_picture(walk: Walk) -> None:
    """By the keyboard there and back; the copy in WebP is taken, and the description goes along."""
    walker = walk()
    walker.go("see-and-hear")
    walker.until("return document.querySelector('#see-and-hear img').currentSrc.endsWith('.webp')")
    tab_to(walker, "button.zoom-open")
    walker.window.press("Enter")
    walker.until("return !!document.querySelector('dialog[open] details.description')")
    assert walker.window.run("return document.activeElement.closest('dialog') !== null")
    walker.window.press("Escape")
    walker.until("return !document.querySelector('.zoom-box')")
    assert walker.window.run("return document.activeElement.className") == "zoom-open"
    walker.nothing_wrong()


def test_a_video_plays_with_captions_or_the_learner_is_told(walk: Walk) -> None:
    """Debian's WebKitGTK comes without the decoders; then plain words and the open transcript stand there."""
    walker = walk()
    walker.go("see-and-hear")
    assert walker.window.run(f"{MEDIA}.textTracks[0].mode") == "showing"
    walker.until(f"{MEDIA}.textTracks[0].cues?.length === 4")
    if walker.window.run(f"{MEDIA}.canPlayType('video/mp4')"):
        walker.window.run(PLAY)
        walker.until(f"{MEDIA}.currentTime > 0.5")
        walker.window.click("#see-and-hear .turn-next")
        walker.until(f"{MEDIA}.paused")
    else:
        assert "cannot be played here" in walker.text("#see-and-hear .block-video .av-failed")
        walker.until("return document.querySelector('#see-and-hear .block-video details.transcript').open")
    walker.nothing_wrong()
