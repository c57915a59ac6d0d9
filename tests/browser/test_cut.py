"""What a package leaves out of the style changes nothing of what it has: each block and question looks as with the whole sheet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from coursepack import model, questions
from coursepack.formats.parts import STATIC, parts_of, style
from coursepack.play import PlayServer
from tests.browser.conftest import COURSES, package_of
from tests.browser.learner import Learner
from tests.browser.test_access import every_page
from tests.browser.test_every_state import ON_PAGE, USES

BLOCKS = [str(one.__struct_config__.tag) for one in model.AnyBlock.__args__]
QUESTIONS = [str(one.__struct_config__.tag) for one in questions.AnyQuestion.__args__]
# In these a text may use a term, and every question stands in a quiz.
ALWAYS = frozenset({"text", "glossary"})
ASKED = ALWAYS | {"quiz", "assessment"}
CASES = [
    *(("every-block", f".block-{tag}", ALWAYS | {tag}) for tag in BLOCKS if tag != "quiz"),
    *(("every-question", f".question[data-type='{tag}']", ASKED | {tag}) for tag in QUESTIONS),
    ("every-question", ".quiz > :not(.questions)", ASKED | {"choice"}),
    ("every-question", ".question-set:not(:has([data-type='fill-in']))", ASKED | {"choice", "true-false", "set"}),
]
WEAR = """text => { document.querySelectorAll('link[rel=stylesheet], style.worn').forEach(one => one.remove());
    const sheet = document.createElement('style'); sheet.className = 'worn'; sheet.textContent = text; document.head.append(sheet) }"""
LOOKS = """selector => {
    const told = style => [...style].filter(name => !name.startsWith('--')).map(name => `${name}: ${style.getPropertyValue(name)}`);
    const all = [...document.querySelectorAll(selector)].flatMap(root => [root, ...root.querySelectorAll('*')]);
    return all.flatMap(one => ['', '::before', '::after'].map(part => {
        const style = getComputedStyle(one, part || null);
        const name = `${one.tagName}.${one.getAttribute('class')} ${part}`;
        return [name, part && style.content === 'none' ? '' : told(style).join('; ')] })) }"""


@pytest.mark.parametrize("course", ["every-block", "every-question"])
def test_nothing_looks_otherwise_for_what_was_left_out(
    chromium: Browser, server_of: Callable[..., PlayServer], course: str
) -> None:
    planned, package = package_of(COURSES / course, "scorm12")
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    server = server_of(package)
    learner = Learner(context.new_page(), server, planned)
    learner.open(f"{server.url}content/index.html")
    for name in every_page(learner):
        learner.go(name)
        for use in USES.values():
            learner.page.evaluate(ON_PAGE, use)
    brand = package["style.css"].read().removesuffix(style(parts_of(planned.course))).decode()
    whole = (STATIC / "style.css").read_text(encoding="utf-8")
    found = [
        f"{media}, {' '.join(sorted(parts))}: {change}"
        for media in ("screen", "print")
        for where, selector, parts in CASES
        if where == course
        for change in changes(learner.page, media, selector, brand + whole, brand + style(parts).decode())
    ]
    context.close()
    assert found == [], "\n".join(found)


def changes(page: Page, media: str, selector: str, whole: str, cut: str) -> list[str]:
    """Elements and the properties that the two sheets give to them, where they differ."""
    page.emulate_media(media="print" if media == "print" else "screen")
    page.evaluate(WEAR, whole)
    before = page.evaluate(LOOKS, selector)
    assert before, selector
    page.evaluate(WEAR, cut)
    after = page.evaluate(LOOKS, selector)
    different = {name: (was, now) for (name, was), (_, now) in zip(before, after, strict=True) if was != now}
    return [f"{name}: {_first(was, now)}" for name, (was, now) in different.items()]


def _first(was: str, now: str) -> str:
    pairs = zip(was.split("; "), now.split("; "), strict=False)
    return next((f"{one} -> {other}" for one, other in pairs if one != other), f"{was[:60]} -> {now[:60]}")
