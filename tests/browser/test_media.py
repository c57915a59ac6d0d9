"""Pictures, sound and video as a learner meets them: by keyboard, on paper, without script, and when a file does not come."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from coursepack.package import Package
from coursepack.play import PlayServer
from tests import media
from tests.browser.conftest import COURSES, package_of
from tests.browser.courses import frame, write
from tests.browser.learner import Learner
from tests.browser.test_access import AXE, RUN_AXE

Enrol = Callable[..., Learner]
PAGE = "see-and-hear"
PLAY = "one => { one.muted = true; return one.play() }"
AT = "one => one.currentTime"
PAUSED = "one => one.paused"
CLOSED = "() => !document.querySelector('.zoom-box')"
ACTIVE = "() => document.activeElement.className"


@pytest.fixture
def here(enrol: Enrol) -> Learner:
    """The page with a picture, a sound and a video."""
    learner = enrol("every-block")
    learner.go(PAGE)
    return learner


def one(learner: Learner, selector: str) -> Any:
    return learner.frame.locator(f"#{PAGE} {selector}")


def until(learner: Learner, script: str) -> None:
    learner.frame.wait_for_function(script)


# --- pictures


def test_the_large_view_by_keyboard(here: Learner) -> None:
    keyboard, opener = here.page.keyboard, one(here, "button.zoom-open")
    opener.focus()
    keyboard.press("Enter")
    dialog = here.frame.get_by_role("dialog", name="Picture, enlarged")
    dialog.wait_for()
    assert here.frame.evaluate("() => document.activeElement.textContent") == "Full size"
    fitted = dialog.locator("img").bounding_box()
    assert fitted
    assert fitted["width"] <= 1280
    keyboard.press("Enter")
    assert here.frame.evaluate("() => document.activeElement.textContent") == "Fit to window"
    view = dialog.locator(".zoom-view")
    assert view.evaluate("e => e.scrollWidth > e.clientWidth && e.scrollHeight > e.clientHeight")
    view.focus()
    before = view.evaluate("e => [e.scrollLeft, e.scrollTop]")
    for _ in range(3):
        keyboard.press("ArrowRight")
        keyboard.press("ArrowUp")
    here.page.wait_for_timeout(400)
    after = view.evaluate("e => [e.scrollLeft, e.scrollTop]")
    assert after[0] > before[0]
    assert after[1] < before[1]
    stops = []
    for _ in range(8):
        keyboard.press("Tab")
        stops.append(here.frame.evaluate("() => document.activeElement.closest('dialog, body').tagName"))
    assert "DIALOG" in stops
    assert here.frame.evaluate("() => document.activeElement.closest('main')") is None
    view.focus()
    keyboard.press("Escape")
    until(here, CLOSED)
    assert here.frame.evaluate(ACTIVE) == "zoom-open"
    here.nothing_wrong()


def test_the_description_is_reached_from_the_large_view_and_goes_back(here: Learner) -> None:
    one(here, "img.zoomable").click()
    dialog = here.frame.get_by_role("dialog")
    assert one(here, "figcaption details.description").count() == 0
    dialog.locator("summary").click()
    assert dialog.get_by_text("Offer water").is_visible()
    dialog.get_by_role("button", name="Close").click()
    until(here, CLOSED)
    assert one(here, "figcaption details.description").count() == 1
    assert here.frame.evaluate(ACTIVE) == "zoom-open"


def test_dragging_moves_the_picture(here: Learner) -> None:
    one(here, "button.zoom-open").click()
    view = here.frame.locator(".zoom-view")
    here.frame.get_by_role("button", name="Full size").click()
    before = view.evaluate("e => [e.scrollLeft, e.scrollTop]")
    mouse = here.page.mouse
    mouse.move(600, 400)
    mouse.down()
    mouse.move(500, 340, steps=4)
    mouse.up()
    mouse.move(400, 300)
    assert view.evaluate("e => [e.scrollLeft, e.scrollTop]") == [before[0] + 100, before[1] + 60]


@pytest.mark.parametrize("way", ["back", "shift", "button"])
def test_the_large_view_is_in_nobodys_way(here: Learner, way: str) -> None:
    """The browser's Back turns the page, and the quick exit hides at once."""
    one(here, "button.zoom-open").click()
    if way == "back":
        here.frame.evaluate("() => history.back()")
        until(here, CLOSED)
        assert here.current() != PAGE
        assert here.frame.evaluate("() => document.activeElement.tagName") == "H1"
        return
    if way == "shift":
        for _ in range(3):
            here.page.keyboard.press("Shift")
    else:
        here.frame.get_by_role("dialog").get_by_role("button", name="Leave").click()
    here.page.wait_for_function(
        "() => document.getElementById('course').contentWindow.location.pathname.endsWith('/away.html')"
    )
    here.page.wait_for_timeout(300)
    here.nothing_wrong()


def test_axe_finds_nothing_in_the_large_view(here: Learner) -> None:
    here.frame.add_script_tag(path=AXE)
    one(here, "button.zoom-open").click()
    here.frame.locator(".zoom-box summary").click()
    assert here.frame.evaluate(RUN_AXE) == []
    here.page.keyboard.press("Escape")
    one(here, "button.av-describe").click()
    for summary in one(here, "summary").all():
        summary.click()
    assert here.frame.evaluate(RUN_AXE) == []


@pytest.mark.parametrize(
    ("width", "ratio", "chosen"), [(1280, 1, "-720.webp"), (1280, 2, "-1440.webp"), (360, 2, "-720.webp")]
)
def test_a_screen_gets_the_copy_that_it_can_use(
    chromium: Browser, server_of: Callable[..., PlayServer], width: int, ratio: int, chosen: str
) -> None:
    planned, package = package_of(COURSES / "every-block", "scorm12")
    server = server_of(package)
    context = chromium.new_context(viewport={"width": width, "height": 800}, device_scale_factor=ratio)
    learner = Learner(context.new_page(), server, planned)
    learner.open(f"{server.url}content/index.html")
    learner.go(PAGE)
    until(learner, f"() => document.querySelector('#{PAGE} img').currentSrc")
    assert one(learner, "img").evaluate("e => e.currentSrc").endswith(chosen)
    context.close()


def test_nothing_of_another_page_is_asked_for_at_the_start(enrol: Enrol) -> None:
    learner = enrol("every-block")
    asked = [url for url in learner.requests if "/assets/" in url]
    # Of the second page the browser may ask for what lies just below, before the script has hidden it.
    assert {url.rpartition("/")[2] for url in asked} - {"room-plan.svg"} == {"leaf.svg"}
    assert learner.frame.locator("img").first.get_attribute("loading") is None
    assert learner.frame.locator("img:not([loading=lazy])").count() == 1


def test_an_lms_that_does_not_know_webp(enrol: Enrol, context: BrowserContext) -> None:
    context.route("**/*.webp", lambda route: route.fulfill(status=404, body="unknown kind of file"))
    learner = enrol("every-block")
    learner.go(PAGE)
    until(learner, f"() => document.querySelector('#{PAGE} img').currentSrc.endsWith('/room-evening.jpg')")
    until(learner, f"() => document.querySelector('#{PAGE} img').naturalWidth > 1000")


def test_a_picture_that_moves_stands_still_for_those_who_want_it(
    chromium: Browser, server_of: Callable[..., PlayServer], tmp_path: Path
) -> None:
    blocks = [{"id": "a", "type": "image", "src": "a.gif", "alt": "A wheel turns."}]
    course = write(tmp_path / "c", frame("moving", [{"id": "only", "title": "Only", "blocks": blocks}]))
    (course / "a.gif").write_bytes(media.moving(loop=2))
    server = server_of(package_of(course, "scorm12")[1])
    for wish, name in (("reduce", "a-still.webp"), ("no-preference", "a.gif")):
        context = chromium.new_context(reduced_motion=wish)
        page = context.new_page()
        page.goto(f"{server.url}content/index.html")
        page.wait_for_function("() => document.querySelector('img').naturalWidth === 40")
        assert page.locator("img").evaluate("e => e.currentSrc").endswith(name)
        if wish != "reduce":  # the course's own setting does the same
            page.locator("input[name=display-still][value='1']").evaluate("one => one.click()")
            page.wait_for_function("() => document.querySelector('img').currentSrc.endsWith('/a-still.webp')")
        context.close()


# --- sound and video


def test_captions_in_the_courses_language_are_shown_from_the_start(here: Learner) -> None:
    video = one(here, "video")
    tracks = "e => [...e.textTracks].map(t => [t.kind, t.language, t.label, t.mode])"
    assert video.evaluate(tracks) == [
        ["captions", "en", "English", "showing"],
        ["captions", "es", "Español", "disabled"],
        ["descriptions", "en", "English", "disabled"],
    ]
    video.evaluate(PLAY)
    until(here, f"() => document.querySelector('#{PAGE} video').textTracks[0].activeCues?.length")
    said = video.evaluate("e => e.textTracks[0].activeCues[0].text")
    assert said == "This is the quiet room. The sign on the door says free."
    here.nothing_wrong()


def test_captions_do_not_depend_on_how_an_lms_serves_them(here: Learner, context: BrowserContext) -> None:
    """No request is made for them, so no wrong media type and no missing one can keep them away."""
    one(here, "video").evaluate(PLAY)
    until(here, f"() => document.querySelector('#{PAGE} video').textTracks[0].cues?.length === 4")
    assert not [url for url in here.requests if ".vtt" in url]


def test_from_a_folder_without_any_server(chromium: Browser, tmp_path: Path) -> None:
    unpack(package_of(COURSES / "every-block", "scorm12")[1], tmp_path)
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{(tmp_path / 'index.html').as_uri()}#{PAGE}")
    page.locator(f"#{PAGE} video").evaluate(PLAY)
    page.wait_for_function(f"() => document.querySelector('#{PAGE} video').textTracks[0].activeCues?.length")
    context.close()


def unpack(package: Package, folder: Path) -> None:
    for path, blob in package.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(blob.read())


def test_nothing_plays_by_itself_and_one_at_a_time(here: Learner) -> None:
    audio, video = one(here, "audio"), one(here, "video")
    here.page.wait_for_timeout(500)
    assert audio.evaluate(PAUSED)
    assert video.evaluate(PAUSED)
    assert here.frame.locator("[autoplay]").count() == 0
    audio.evaluate(PLAY)
    video.evaluate(PLAY)
    here.page.wait_for_timeout(200)
    assert audio.evaluate(PAUSED)
    assert not video.evaluate(PAUSED)


def test_a_page_turn_pauses_and_the_place_is_kept(here: Learner) -> None:
    video = one(here, "video")
    video.evaluate(PLAY)
    until(here, f"() => document.querySelector('#{PAGE} video').currentTime > 1")
    here.next()
    assert video.evaluate(PAUSED)
    at = video.evaluate(AT)
    here.go(PAGE)
    assert video.evaluate(PAUSED)
    assert video.evaluate(AT) == at > 1


def test_the_quick_exit_is_silent_at_once(here: Learner) -> None:
    """Before the last words to the LMS, which may take seconds."""
    one(here, "video").evaluate(PLAY)
    here.frame.evaluate(
        "() => { const video = document.querySelector('video'); window.parent.seen = []; const real = window.parent.API.LMSFinish;"
        " window.parent.API.LMSFinish = function (...words) {"
        " window.parent.seen.push(video.paused); return real.apply(this, words); }; }"
    )
    here.frame.click("#exit")
    here.page.wait_for_function(
        "() => document.getElementById('course').contentWindow.location.pathname.endsWith('/away.html')"
    )
    assert here.page.evaluate("seen") == [True]


def test_by_keyboard(here: Learner) -> None:
    video = one(here, "video")
    video.evaluate("e => { e.muted = true }")
    video.focus()
    assert video.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    here.page.keyboard.press("Space")
    until(here, f"() => !document.querySelector('#{PAGE} video').paused")
    here.page.keyboard.press("Space")
    until(here, f"() => document.querySelector('#{PAGE} video').paused")


def test_audio_description_as_text(here: Learner) -> None:
    toggle, line = here.frame.get_by_role("button", name="Audio description"), one(here, ".av-line")
    video = one(here, "video")
    video.evaluate(PLAY)
    toggle.click()
    assert toggle.get_attribute("aria-pressed") == "true"
    until(here, f"() => document.querySelector('#{PAGE} .av-line').textContent")
    assert line.inner_text() == "A pale door in a green wall."
    assert line.get_attribute("role") == "status"
    toggle.click()
    assert toggle.get_attribute("aria-pressed") == "false"
    assert line.inner_text() == ""
    assert video.evaluate("e => e.textTracks[2].mode") == "disabled"


def test_audio_description_as_another_video(enrol: Enrol, tmp_path: Path) -> None:
    folder = shutil.copytree(COURSES / "every-block", tmp_path / "course")
    shutil.copy(folder / "media/room.mp4", folder / "media/told.mp4")
    lesson = folder / "lessons/02-more-blocks.json"
    data = json.loads(lesson.read_text())
    page = next(page for page in data["pages"] if page["id"] == PAGE)
    page["blocks"][-1]["described"] = "media/told.mp4"
    lesson.write_text(json.dumps(data))
    learner = enrol(folder)
    learner.go(PAGE)
    video, toggle = one(learner, "video"), learner.frame.get_by_role("button", name="Audio description")
    assert one(learner, ".av-described").count() == 0
    video.evaluate("e => { e.currentTime = 9 }")
    toggle.click()
    until(learner, f"() => document.querySelector('#{PAGE} video').currentSrc.endsWith('/told.mp4')")
    until(learner, f"() => document.querySelector('#{PAGE} video').currentTime === 9")
    assert video.evaluate("e => e.textTracks[0].mode") == "showing"
    toggle.click()
    until(learner, f"() => document.querySelector('#{PAGE} video').currentSrc.endsWith('/room.mp4')")
    until(learner, f"() => document.querySelector('#{PAGE} video').currentTime === 9")
    learner.nothing_wrong()


@pytest.mark.parametrize(("kind", "file"), [("audio", "offer.mp3"), ("video", "room.mp4")])
def test_a_recording_that_does_not_come(enrol: Enrol, context: BrowserContext, kind: str, file: str) -> None:
    """Plain words, the transcript open, the page done all the same; and it plays when the file is there again."""
    gone = [True]

    def answer(route: Route) -> None:
        if gone[0]:
            route.fulfill(status=404)
        else:
            route.fallback()

    context.route(f"**/{file}", answer)
    learner = enrol("every-block")
    learner.go(PAGE)
    block = learner.frame.locator(f"#{PAGE} .block-{kind}")
    block.get_by_text("This recording cannot be played here.").wait_for()
    assert block.locator("details.transcript").get_attribute("open") is not None
    gone[0] = False
    block.get_by_role("button", name="Try again").click()
    until(learner, f"() => document.querySelector('#{PAGE} {kind}').readyState >= 1")
    assert block.locator(".av-failed").inner_text() == ""
    learner.read()
    assert learner.frame.locator(f'.outline a[href="#{PAGE}"] .mark').inner_text()


def test_playing_nothing_is_enough_for_the_page(enrol: Enrol, tmp_path: Path) -> None:
    blocks: list[dict[str, Any]] = [{"id": "a", "type": "audio", "src": "a.mp3", "transcript": "Words."}]
    course = write(tmp_path / "c", frame("listen", [{"id": "only", "title": "Only", "blocks": blocks}]))
    (course / "a.mp3").write_bytes(media.mp3(30))
    learner = enrol(course)
    learner.page.keyboard.press("Shift")
    learner.read()
    learner.page.wait_for_timeout(700)
    assert learner.status == "completed"
    assert learner.frame.locator("audio").evaluate(AT) == 0


def test_the_net_is_spared_when_the_learner_says_so(chromium: Browser, server_of: Callable[..., PlayServer]) -> None:
    server = server_of(package_of(COURSES / "every-block", "scorm12")[1])
    context = chromium.new_context()
    context.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server.url}content/index.html#{PAGE}")
    page.wait_for_timeout(600)
    assert [url for url in asked if url.endswith((".mp3", ".mp4"))] == []
    context.close()


# --- paper, and no script


def test_paper_has_the_transcripts_and_no_buttons(here: Learner) -> None:
    here.page.emulate_media(media="print")
    here.frame.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert one(here, "details.transcript").evaluate_all("all => all.every(e => e.open)")
    assert one(here, ".block-audio").get_by_text("Do I have to talk?").is_visible()
    assert one(here, ".block-video").get_by_text("Two chairs slide").is_visible()
    assert one(here, ".description").get_by_text("Offer water").is_visible()
    for gone in (".zoom", "audio", "video", ".av-describe"):
        assert not one(here, gone).first.is_visible(), gone


def test_without_script(chromium: Browser, server_of: Callable[..., PlayServer]) -> None:
    server = server_of(package_of(COURSES / "every-block", "scorm12")[1])
    context = chromium.new_context(java_script_enabled=False)
    page: Page = context.new_page()
    page.goto(f"{server.url}content/index.html")
    assert page.locator("video[controls] track[default]").count() == 1
    assert page.locator("audio[controls]").count() == 1
    page.locator("a.zoom-open").first.click()
    page.wait_for_url("**/assets/img/room-evening.jpg")
    context.close()
