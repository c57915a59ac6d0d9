"""The printed course: every page has its number, no heading stands alone at the foot of a sheet, and everything is on it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser, BrowserContext
from pypdf import PageObject, PdfReader

from coursepack.load import load
from coursepack.play import PlayServer
from tests.browser.conftest import COURSES, package_of
from tests.conftest import AS_OF

HEADINGS = """() => [...document.querySelectorAll('main :is(h1, h2, h3, caption, .where, .callout-kind, .timeline-when)')]
  .map(e => e.textContent.replace(/\\s+/g, ' ').trim()).filter(Boolean)"""


@pytest.fixture
def printed(chromium: Browser, server_of: Callable[..., PlayServer]) -> Iterator[Callable[..., list[list[str]]]]:
    """The sheets of a printed course, or of one of its pages, as lines; each is proved to have its number and no heading at its end."""
    contexts: list[BrowserContext] = []

    def sheets_of(course: str, page: str = "", scheme: str = "light") -> list[list[str]]:
        plan, package = package_of(COURSES / course, "scorm12")
        contexts.append(chromium.new_context(color_scheme=scheme))  # type: ignore[arg-type]
        window = contexts[-1].new_page()
        # Which questions an attempt draws decides where sheets end.
        window.add_init_script("Math.random = () => 0.25")
        window.goto(f"{server_of(package).url}content/index.html#{page}")
        window.wait_for_function("document.querySelectorAll('.js .page:not([hidden])').length === 1")
        window.wait_for_timeout(200)
        if not page:
            window.evaluate("document.documentElement.classList.add('print-whole')")
        headings = set(window.evaluate(HEADINGS))
        sheets = [lines(one) for one in PdfReader(BytesIO(window.pdf(prefer_css_page_size=True))).pages]
        well_set(sheets, f"{plan.course.title} · version {plan.course.version}", headings)
        return sheets

    yield sheets_of
    for context in contexts:
        context.close()


def well_set(sheets: list[list[str]], foot: str, headings: set[str]) -> None:
    for number, sheet in enumerate(sheets, 1):
        last = "".join(sheet[-2:])
        assert f"{number} / {len(sheets)}" in last, f"sheet {number} has no number"
        assert foot in last, f"sheet {number} does not say whose it is"
        body = [line for line in sheet if foot not in line and not re.fullmatch(r"\d+ / \d+", line)]
        assert len(body) > 2, f"sheet {number} is nearly empty: {body}"
        assert body[-1] not in headings, f"sheet {number} ends with a heading"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("course", ["every-block", "every-question", "human-trafficking-awareness"])
def test_the_whole_course_is_a_handout(printed: Callable[..., list[list[str]]], course: str, scheme: str) -> None:
    words = together(printed(course, scheme=scheme))
    for one in load(COURSES / course, AS_OF).course.pages():
        assert together([[one.title]]) in words, one.id


@pytest.mark.parametrize("page", ["why-quiet", "open-and-choose", "one-week", "references", "glossary"])
def test_a_page_alone(printed: Callable[..., list[list[str]]], page: str) -> None:
    """Also the first of a lesson, which begins a new sheet in the whole course, leaves none empty."""
    words = together(printed("every-block", page))
    titles = {one.id: together([[one.title]]) for one in load(COURSES / "every-block", AS_OF).course.pages()}
    assert [name for name, title in titles.items() if title in words and name != "finish"] == [page] * (page in titles)


def together(sheets: list[list[str]]) -> str:
    """All words without what stands between them."""
    return re.sub(r"\W+", "", "".join("".join(sheet) for sheet in sheets))


def lines(sheet: PageObject) -> list[str]:
    """The lines of text from top to bottom, however they were painted."""
    parts: list[tuple[float, str]] = []

    def note(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        parts.append((round(tm[4] * cm[1] + tm[5] * cm[3] + cm[5]), text))

    sheet.extract_text(visitor_text=note)
    rows: dict[float, str] = {}
    for y, text in parts:
        if text.strip():
            rows[y] = rows.get(y, "") + text
    told = (unicodedata.normalize("NFKC", rows[y]) for y in sorted(rows, reverse=True))
    return [re.sub(r"\s+", " ", line).strip() for line in told]
