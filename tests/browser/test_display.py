"""The learner's display settings: they do what they say, last, and need no storage; high contrast, no movement, forced colours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from coursepack.brand.palette import THEMES, palettes
from coursepack.formats import BY_NAME
from coursepack.load import load
from coursepack.plan import plan
from coursepack.play import PlayServer
from tests.browser.conftest import COURSES, package_of
from tests.browser.test_access import AXE, RUN_AXE
from tests.conftest import AS_OF, ROOT

KEY = "display-settings"
REFUSED = """for (const kind of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, kind, {get() { throw new DOMException('refused', 'SecurityError') }});"""
MOVING = """() => [...document.querySelectorAll('*')]
  .flatMap(e => [null, '::before', '::after'].map(p => [e, getComputedStyle(e, p)]))
  .filter(([, s]) => s.transitionDuration.split(', ').some(t => parseFloat(t) > 0) || (s.animationName || 'none') !== 'none')
  .map(([e]) => e.tagName + '.' + e.className).slice(0, 3)"""

Open = Callable[..., Page]


@pytest.fixture
def course(chromium: Browser, server_of: Callable[..., PlayServer]) -> Iterator[Open]:
    """Opens a page of every-block in a browser of its own; `script` runs before the page."""
    server = server_of(package_of(COURSES / "every-block", "scorm12")[1])
    contexts: list[BrowserContext] = []

    def start(page: str = "offer-it", *, script: str = "", **options: Any) -> Page:
        contexts.append(chromium.new_context(viewport={"width": 1280, "height": 900}, **options))
        window = contexts[-1].new_page()
        if script:
            window.add_init_script(script)
        window.goto(f"{server.url}content/index.html#{page}")
        window.wait_for_function("document.querySelectorAll('.js .page:not([hidden])').length === 1")
        return window

    yield start
    for context in contexts:
        context.close()


def choose(page: Page, name: str, value: str) -> None:
    page.evaluate("for (const id of ['tools', 'display']) document.getElementById(id).toggleAttribute('open', true)")
    page.locator(f'#display input[name="display-{name}"][value="{value}"]').check()


def color(page: Page, name: str) -> str:
    return str(page.evaluate("name => getComputedStyle(document.documentElement).getPropertyValue('--' + name)", name))


def root_size(page: Page) -> float:
    return float(page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)"))


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_that_is_chosen_stands_against_the_system(course: Open, theme: str) -> None:
    page = course(color_scheme="dark" if theme == "light" else "light")
    choose(page, "theme", theme)
    assert {name: color(page, name) for name in palettes()[theme]} == palettes()[theme]
    page.reload()
    assert color(page, "paper") == palettes()[theme]["paper"]
    assert page.locator(f'#display input[value="{theme}"]').is_checked()
    choose(page, "theme", "")
    assert page.evaluate(f"localStorage.getItem('{KEY}')") is None
    assert color(page, "paper") == palettes()["dark" if theme == "light" else "light"]["paper"]


@pytest.mark.parametrize(
    ("options", "theme"),
    [
        ({"color_scheme": "dark"}, "dark"),
        ({"contrast": "more"}, "contrast"),
        ({"contrast": "more", "color_scheme": "dark"}, "contrast-dark"),
    ],
)
def test_the_system_is_heard(course: Open, options: dict[str, Any], theme: str) -> None:
    page = course(**options)
    assert {name: color(page, name) for name in palettes()[theme]} == palettes()[theme]
    page.emulate_media(media="print")
    assert color(page, "ink") == palettes()["light"]["ink"], "paper has the light theme"


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_in_any_theme(course: Open, theme: str) -> None:
    page = course(reduced_motion="reduce")
    choose(page, "theme", theme)
    page.add_script_tag(path=str(AXE))
    for name in ("why-quiet", "open-and-choose", "your-turn", "offer-it", "finish", "references"):
        page.evaluate("name => { location.hash = name }", name)
        page.wait_for_timeout(100)
        assert page.evaluate(RUN_AXE) == [], name


def test_text_size_and_space(course: Open) -> None:
    page = course()
    for percent in (125, 150, 200):
        choose(page, "text", str(percent))
        assert root_size(page) == 16 * percent / 100
    expect(page.locator("#outline"), "the settings do not vanish under the hand that changes them").to_be_visible()
    choose(page, "space", "1")
    style = page.evaluate(
        "() => { const s = getComputedStyle(document.querySelector('#offer-it .block-text p'));"
        " return [s.letterSpacing, s.wordSpacing, s.lineHeight, s.fontSize].map(parseFloat); }"
    )
    letter, word, line, size = style
    assert (letter / size, word / size) == (pytest.approx(0.12), pytest.approx(0.16))
    assert line / size >= 1.5
    page.reload()
    assert root_size(page) == 32


def test_movement_can_be_stopped(course: Open) -> None:
    page = course()
    assert page.evaluate(MOVING) != []
    choose(page, "still", "1")
    assert page.evaluate(MOVING) == []
    assert course(reduced_motion="reduce").evaluate(MOVING) == []


def test_refused_storage_costs_only_the_memory(course: Open) -> None:
    errors: list[str] = []
    page = course(script=REFUSED)
    page.on("pageerror", lambda error: errors.append(str(error)))
    choose(page, "theme", "dark")
    choose(page, "text", "150")
    assert color(page, "paper") == palettes()["dark"]["paper"]
    page.reload()
    assert root_size(page) == 16
    assert page.locator(".page:visible h1").count() == 1
    assert errors == []


@pytest.mark.parametrize("kept", ["", "null", "[]", "7", "{", '{"display-theme":"pink","display-text":9,"x":1}'])
def test_what_is_not_ours_is_not_taken(course: Open, kept: str) -> None:
    page = course(script=f"localStorage['{KEY}'] ??= {kept!r}")
    assert page.evaluate("({...document.documentElement.dataset})") == {}
    assert page.locator("#display input:checked").evaluate_all("all => all.map(one => one.value)") == ["", ""]
    assert page.locator(".page:visible").count() == 1


def test_what_is_kept_tells_of_no_course(course: Open) -> None:
    page = course()
    choose(page, "theme", "dark")
    assert page.evaluate("({...localStorage})") == {KEY: '{"display-theme":"dark"}'}


def test_another_window_follows(course: Open) -> None:
    page = course()
    other = page.context.new_page()
    other.goto(page.url)
    choose(page, "theme", "dark")
    other.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    assert other.locator('#display input[value="dark"]').is_checked()


def test_forced_colours_lose_no_sign(course: Open) -> None:
    page = course(forced_colors="active")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for selector, part in ((".callout-kind", "::before"), (".turn-next", "::after"), (".accordion summary", "::after")):
        drawn = page.evaluate(
            "([s, p]) => getComputedStyle(document.querySelector(s), p).backgroundColor", [selector, part]
        )
        assert drawn not in (ground, "rgba(0, 0, 0, 0)"), selector
    for selector in (".callout", ".turn-next", '.outline a[aria-current="page"]'):
        edge = page.locator(selector).first.evaluate(
            "e => { const s = getComputedStyle(e); return parseFloat(s.borderTopWidth) + parseFloat(s.outlineWidth) }"
        )
        assert edge >= 1, selector


def test_a_branded_first_page_loads_six_files_at_most(chromium: Browser, server_of: Callable[..., PlayServer]) -> None:
    brand = ROOT / "docs/harbour/brand.json"
    package = BY_NAME["scorm12"].render(plan(load(COURSES / "every-block", AS_OF, brand)))
    for scheme, logo in (("light", "logo.svg"), ("dark", "logo-dark.svg")):
        page = chromium.new_context(color_scheme=scheme).new_page()  # type: ignore[arg-type]
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(f"{server_of(package).url}content/index.html")
        page.wait_for_timeout(300)
        files = [Path(url.partition("?")[0]).name for url in asked if not url.startswith("data:")]
        assert len(files) <= 6, files
        assert files.count(logo) == 1
        choose(page, "theme", "dark" if scheme == "light" else "light")
        shown = page.locator(".cover-brand img").evaluate(
            "e => new Promise(r => setTimeout(() => r(e.currentSrc), 300))"
        )
        assert str(shown).endswith("logo-dark.svg" if scheme == "light" else "logo.svg")
        page.context.close()
