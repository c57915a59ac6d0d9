"""Where the player does not speak a course's language, each word still tells its own (WCAG 3.1.2): the player's words English, the
author's the course's.

The interface is the pseudo-locale here, so that the player's words can be told from the author's by their brackets.
"""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from coursepack.formats import BY_NAME
from coursepack.render import words
from coursepack.strings import english, interface
from tests.conftest import COURSES, planned

NAMES = ("aria-label", "title", "alt", "placeholder", "data-label")


def spoken(folder: Path, tag: str) -> Path:
    """A copy of a course in another language, by its word alone."""
    copy = Path(shutil.copytree(folder, folder.parent / tag))
    course = json.loads((copy / "course.json").read_text(encoding="utf-8"))
    (copy / "course.json").write_text(json.dumps(course | {"language": tag}), encoding="utf-8")
    return copy


@pytest.fixture
def bracketed(monkeypatch: pytest.MonkeyPatch) -> None:
    told = replace(interface("en-XA"), language=english().language)
    monkeypatch.setattr(words, "interface", lambda tag: told)


@pytest.mark.parametrize("tag", ["sw", "fa"])
@pytest.mark.parametrize("course", COURSES, ids=lambda path: path.name)
def test_each_word_is_in_its_language(course: Path, tag: str, tmp_path: Path, bracketed: None) -> None:
    plan = planned(spoken(Path(shutil.copytree(course, tmp_path / "course")), tag))
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
def test_the_page_runs_the_way_of_the_course(tag: str, way: str, two: bool, base: Path) -> None:
    document = html.document_fromstring(BY_NAME["scorm12"].render(planned(spoken(base, tag)))["index.html"].read())
    assert (document.get("lang"), document.get("dir")) == (tag, way)
    assert ("data-two-ways" in document.find("body").attrib) == two


def test_the_away_page_says_its_language(base: Path) -> None:
    for tag, lang in {"fa": "en", "en-GB": "en-GB"}.items():
        package = BY_NAME["scorm12"].render(planned(spoken(base, tag)))
        assert f'<html lang="{lang}" dir="ltr">' in package["away.html"].read().decode()
