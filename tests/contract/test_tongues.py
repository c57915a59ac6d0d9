"""Where the player does not speak a course's language, each word still tells its own (WCAG 3.1.2): the player's words English, the
author's the course's.

The interface is the pseudo-locale here, so that the player's words can be told from the author's by their brackets.
"""

from pathlib import Path

import pytest
from lxml import html

from coursepack.formats import BY_NAME
from tests.conftest import COURSES, planned
from tests.tongues import bracket, spoken

NAMES = ("aria-label", "title", "alt", "placeholder", "data-label")


@pytest.mark.parametrize("tag", ["sw", "fa"])
@pytest.mark.parametrize("course", COURSES, ids=lambda path: path.name)
def test_each_word_is_in_its_language(course: Path, tag: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bracket(monkeypatch)
    plan = planned(spoken(course, tag, tmp_path))
    package = BY_NAME["scorm12"].render(plan)
    document = html.document_fromstring(package["index.html"].read())
    wrong = []
    for element in document.iter(html.etree.Element):
        if element.tag in ("script", "style"):
            continue
        own = [(element, element.text), (element.getparent(), element.tail)]
        for place, text in [*own, *((element, element.get(name)) for name in NAMES)]:
            if place is not None and any(map(str.isalpha, text or "")):
                wanted = "en" if "⟦" in text or "⟧" in text else tag
                wrong += [] if said_in(place) == wanted else [(wanted, element.tag, text.strip()[:60])]
    assert wrong == []


def said_in(element: html.HtmlElement) -> str:
    return str(element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)"))


@pytest.mark.parametrize(("tag", "way", "two"), [("sw", "ltr", False), ("fa", "rtl", True), ("ar", "rtl", False)])
def test_the_page_runs_the_way_of_the_course(tag: str, way: str, two: bool, base: Path, tmp_path: Path) -> None:
    document = html.document_fromstring(
        BY_NAME["scorm12"].render(planned(spoken(base, tag, tmp_path)))["index.html"].read()
    )
    assert (document.get("lang"), document.get("dir")) == (tag, way)
    assert ("data-two-ways" in document.find("body").attrib) == two


@pytest.mark.parametrize(
    ("tag", "opening"), [("fa", 'en" dir="ltr"'), ("en-GB", 'en-GB" dir="ltr"'), ("ar", 'ar" dir="rtl"')]
)
def test_the_away_page_says_its_language(tag: str, opening: str, base: Path, tmp_path: Path) -> None:
    package = BY_NAME["scorm12"].render(planned(spoken(base, tag, tmp_path)))
    assert f'<html lang="{opening}>' in package["away.html"].read().decode()
