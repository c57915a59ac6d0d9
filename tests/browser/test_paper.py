"""The printed course: every page has its number, no heading stands alone at the foot of a sheet, and everything is on it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Browser
from pypdf import PageObject, PdfReader

from coursepack.play import PlayServer
from tests.browser.conftest import COURSES, package_of

HEADINGS = """() => [...document.querySelectorAll('main :is(h1, h2, h3, caption, .where, .callout-kind, .timeline-when)')]
  .map(e => e.textContent.replace(/\\s+/g, ' ').trim()).filter(Boolean)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("course", ["every-block", "every-question", "human-trafficking-awareness"])
def test_the_whole_course_is_a_handout(
    chromium: Browser, server_of: Callable[..., PlayServer], course: str, scheme: str
) -> None:
    plan, package = package_of(COURSES / course, "scorm12")
    page = chromium.new_context(color_scheme=scheme).new_page()  # type: ignore[arg-type]
    page.goto(f"{server_of(package).url}content/index.html")
    page.wait_for_selector("html.js")
    headings = set(page.evaluate(HEADINGS))
    reader = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    page.context.close()
    sheets = [lines(one) for one in reader.pages]
    foot = f"{plan.course.title} · version {plan.course.version}"
    for number, sheet in enumerate(sheets, 1):
        last = "".join(sheet[-2:])
        assert f"{number} / {len(sheets)}" in last, f"sheet {number} has no number"
        assert foot in last, f"sheet {number} does not say whose it is"
        body = [line for line in sheet if foot not in line and not re.fullmatch(r"\d+ / \d+", line)]
        assert len(body) > 2, f"sheet {number} is nearly empty: {body}"
        assert body[-1] not in headings, f"sheet {number} ends with a heading"
    everything = re.sub(r"\W+", "", "".join("".join(sheet) for sheet in sheets))
    for one in plan.course.pages():
        assert re.sub(r"\W+", "", one.title) in everything, one.id


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
