"""The player in other languages: no word of its own is hard-coded, nothing breaks when words are long or run the other way, and what it
shows is what it tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from coursepack.languages import languages
from coursepack.play import PlayServer
from tests.browser.conftest import COURSES, package_of
from tests.browser.learner import Learner
from tests.browser.test_access import AXE, EXTRA, RUN_AXE, TOO_WIDE
from tests.tongues import bracket, spoken

EVERY = COURSES / "every-block"
Enrol = Callable[..., Learner]
Visit = Callable[..., Learner]

# Words in the document whose language is not what their brackets say: the player's are in brackets and English, the author's are not.
WRONG = """tag => {
  const found = [];
  const look = (text, place) => {
    if (!/\\p{L}/u.test(text ?? '') || place.closest('script, style, noscript, title')) return;
    const wanted = /[⟦⟧]/.test(text) ? 'en' : tag;
    if (place.closest('[lang]').lang !== wanted) found.push(`${wanted}: ${place.tagName}.${place.className} ${text.trim().slice(0, 60)}`);
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) look(walk.currentNode.data, walk.currentNode.parentElement);
  for (const name of ['aria-label', 'aria-valuetext', 'title', 'alt', 'placeholder'])
    for (const element of document.querySelectorAll(`[${name}]`)) look(element.getAttribute(name), element);
  return found;
}"""
# Buttons and labels of one line whose words stick out of them.
CUT = """() => [...document.querySelectorAll('button, .button, .bar a, .tab, .option, .turn a')].filter(
    e => e.offsetParent && e.scrollWidth > e.clientWidth + 1).map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture
def visit(chromium: Browser, server_of: Callable[..., PlayServer], tmp_path: Path) -> Iterator[Visit]:
    """Opens `every-block` in another language, without an LMS: `visit("ar", width=360, color_scheme="dark")`."""
    with ExitStack() as stack:

        def open_it(tag: str, width: int = 1280, **more: Any) -> Learner:
            planned, package = package_of(spoken(EVERY, tag, tmp_path), "scorm12")
            context = chromium.new_context(viewport={"width": width, "height": 640}, **more)
            stack.callback(context.close)
            learner = Learner(context.new_page(), server_of(package), planned)
            learner.open(f"{learner.server.url}content/index.html")
            return learner

        yield open_it


def pages_of(learner: Learner) -> Iterable[str]:
    for name in [page.id for page in learner.plan.course.pages()] + EXTRA:
        learner.go(name)
        yield name


def use_everything(learner: Learner) -> Iterable[str]:
    """Every state that brings words of the player onto the page, one after the other."""
    for page in learner.plan.course.pages():
        learner.go(page.id)
        for block in page.blocks:
            quiz = learner.quiz(getattr(block, "quiz", ""))
            for question in quiz.questions if quiz and quiz.purpose == "check" else ():
                learner.fieldset(question.id).locator(".question-actions button").click()
                yield f"{question.id} without an answer"
                learner.check(question.id, right=False)
                yield f"{question.id} wrong"
        for button in learner.frame.locator(".page:visible .commitment button[type=submit]").all():
            button.click()
            yield "a commitment to nothing"
        learner.read()
        yield page.id
    learner.submit("final")
    yield "no answers"
    learner.take("final", wrong=2)
    yield "a result"
    learner.frame.locator(".page:visible .turn-finish").click()
    learner.page.wait_for_timeout(100)
    yield "the end"


def test_no_word_is_hard_coded_and_each_is_in_its_language(
    enrol: Enrol, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bracket(monkeypatch)
    learner = enrol(spoken(EVERY, "sw", tmp_path))
    wrong = {}
    for state in use_everything(learner):
        if found := learner.frame.evaluate(WRONG, "sw"):
            wrong[state] = found[:5]
    assert wrong == {}
    learner.nothing_wrong()


def test_notices_are_in_their_language_too(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an LMS, and after the page was put away."""
    bracket(monkeypatch)
    page = visit("sw", 360).page
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert page.locator("#notice p").count() == 2
    assert page.evaluate(WRONG, "sw") == []


@pytest.mark.parametrize("tag", ["en-XA", *(one.catalogue for one in languages()[1:])])
def test_every_language_fits_a_phone(visit: Visit, tag: str) -> None:
    learner, broken = visit(tag, 360), {}
    for name in pages_of(learner):
        wide = learner.page.evaluate(TOO_WIDE) + learner.page.evaluate(CUT)
        if learner.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append("the page scrolls sideways")
        if wide:
            broken[name] = wide
    assert broken == {}
    height = learner.page.evaluate("document.querySelector('.bar').offsetHeight")
    assert height <= 128, "the bar takes too much of a small window"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tag", ["ar", "fa"])
def test_axe_finds_nothing_from_right_to_left(visit: Visit, tag: str, scheme: str) -> None:
    """Arabic, which the player speaks, and Persian, which it does not."""
    learner = visit(tag, color_scheme=scheme, reduced_motion="reduce")
    learner.page.add_script_tag(path=AXE)
    found = {name: here for name in pages_of(learner) if (here := learner.page.evaluate(RUN_AXE))}
    assert found == {}


def test_a_page_from_right_to_left(enrol: Enrol, tmp_path: Path) -> None:
    learner = enrol(spoken(EVERY, "ar", tmp_path))
    frame = learner.frame
    assert frame.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    side = "e => e.getBoundingClientRect().left > innerWidth / 2"
    assert frame.locator("#outline").evaluate(side), "the outline stands where lines begin"
    learner.go("why-quiet")
    fill = "() => { const r = document.querySelector('.progress-fill').getBoundingClientRect(); return r.right === innerWidth; }"
    assert frame.evaluate(fill), "progress grows from where lines begin"
    learner.go("support")
    ways = frame.locator("a[href^='tel:']:visible").evaluate_all("all => all.map(a => getComputedStyle(a).direction)")
    assert set(ways) == {"ltr"}
    learner.go("references")
    assert "↪" in frame.locator(".backlinks").first.inner_text()


@pytest.mark.parametrize(("tag", "font"), [("zh-CN", "CJK SC"), ("ko", "CJK KR"), ("ar", "Arabic"), ("vi", "")])
def test_a_font_of_the_system_has_the_letters(visit: Visit, tag: str, font: str) -> None:
    """And it is the one for the language: Chinese and Japanese draw the same characters otherwise."""
    page = visit(tag).page
    devtools = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        devtools.send(f"{domain}.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    node = devtools.send("DOM.querySelector", {"nodeId": root, "selector": "#notice p"})["nodeId"]
    names = [one["familyName"] for one in devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]]
    assert any(font in name for name in names), names
    assert not any("Last Resort" in name for name in names), names


def test_important_words_show_their_english(enrol: Enrol, tmp_path: Path) -> None:
    learner = enrol(spoken(EVERY, "ht", tmp_path))
    beside = "e => { const s = e.querySelector('.english'); return [s.innerText, s.lang, s.dir]; }"
    assert learner.frame.locator("#exit").evaluate(beside) == ["Leave", "en", "ltr"]
    assert "\nLeave this page at once." in (learner.frame.get_attribute("#exit", "title") or "")
    learner.frame.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    (notice,) = learner.frame.locator("#notice p").all()
    assert notice.evaluate(beside)[0].startswith("This page was put away")
    learner.go("about")
    assert "0 nan" in learner.frame.locator(".about-language").inner_text()


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("es", "66,66\u00a0% (2 de 3 puntos)"),
        ("es-US", "66.66\u00a0% (2 de 3 puntos)"),
        ("ru", "66,66\u00a0% (2 из 3 баллов)"),
    ],
)
def test_what_is_shown_is_what_is_told(
    enrol: Enrol, small_course: Callable[..., Path], tmp_path: Path, tag: str, shown: str
) -> None:
    learner = enrol(spoken(small_course(questions=3), tag, tmp_path))
    learner.go("quiz")
    learner.take("final", wrong=1)
    assert learner.shown_score() == shown
    learner.calls()
    assert learner.values["cmi.core.score.raw"] == "66.66"
    learner.nothing_wrong()


def test_forms_of_a_language_count_in_the_page(enrol: Enrol, small_course: Callable[..., Path], tmp_path: Path) -> None:
    learner = enrol(spoken(small_course(questions=5), "ru", tmp_path))
    learner.go("quiz")
    said = [learner.frame.locator(".missing").inner_text()]
    for name in learner.asked("final"):
        learner.pick(name, learner.key(name))
        said.append(learner.frame.locator(".missing").inner_text())
    assert [text.split()[0] for text in said[:5]] == ["5", "4", "3", "2", "1"]
    assert [text.split()[1] for text in said[:5]] == ["вопросов", "вопроса", "вопроса", "вопроса", "вопрос"]
    assert said[5] == "На все вопросы дан ответ."
