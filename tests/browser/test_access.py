"""Everybody can use it: axe-core on every page, the keyboard alone, small windows, large text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from coursepack.play import PlayServer
from tests.browser.conftest import COURSES, package_of
from tests.browser.learner import Learner

AXE = Path(__file__).parents[2] / "player" / "node_modules" / "axe-core" / "axe.min.js"
EXTRA = ["support", "glossary", "references", "about"]
AT_END = "() => scrollY + innerHeight >= document.documentElement.scrollHeight - 2"
# The other pages are hidden: nobody meets them now, and each is looked at in its turn.
RUN_AXE = """() => axe.run({exclude: ['.page[hidden]']}, {resultTypes: ['violations']}).then(result => result.violations.map(
    one => `${one.id} (${one.impact}): ${one.nodes[0].html.slice(0, 160)} ${one.nodes[0].failureSummary}`))"""
TOO_WIDE = """() => [...document.querySelectorAll('.page.current *, .page:not([hidden]) *, header *')].filter(
    e => e.offsetParent && e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('table, .scroll')
).map(e => e.tagName + '.' + e.className).slice(0, 3)"""


def every_page(learner: Learner) -> list[str]:
    """The pages of the course, and those of coursepack's own that it has."""
    extra = [name for name in EXTRA if learner.page.locator(f"#{name}").count()]
    return [page.id for page in learner.plan.course.pages()] + extra


def looks(page: Page) -> list[str]:
    """What axe-core has against the page on show."""
    return [str(one) for one in page.evaluate(RUN_AXE)]


@pytest.mark.parametrize("width", [320, 360, 768])
@pytest.mark.parametrize("course", ["every-block", "every-question", "human-trafficking-awareness"])
def test_nothing_is_wider_than_a_small_window(
    chromium: Browser, server_of: Callable[..., PlayServer], course: str, width: int
) -> None:
    planned, package = package_of(COURSES / course, "scorm12")
    server = server_of(package)
    context = chromium.new_context(viewport={"width": width, "height": 640})
    learner = Learner(context.new_page(), server, planned)
    learner.open(f"{server.url}content/index.html")
    wide = {}
    for name in every_page(learner):
        learner.go(name)
        if here := learner.page.evaluate(TOO_WIDE):
            wide[name] = here
    context.close()
    assert wide == {}


@pytest.mark.parametrize("course", ["every-block", "every-question"])
def test_the_whole_course_by_keyboard_alone(enrol: Callable[..., Learner], course: str) -> None:
    """From the first page to a pass without a mouse; each stop of the Tab key is visible and shows its focus."""
    learner = enrol(course)
    keys = Keyboard(learner)
    pages = list(learner.plan.course.pages())
    for number, page in enumerate(pages):
        assert learner.current() == page.id
        keys.open_page(page)
        keys.go_on()
        keys.use_blocks()
        for block in page.blocks:
            quiz = learner.quiz(getattr(block, "quiz", ""))
            if quiz is None:
                continue
            names = learner.asked(quiz.id)
            for name in names:
                keys.answer(name)
                button = learner.fieldset(name).locator(".question-actions button")
                if quiz.purpose == "check" and button.is_visible():  # a case is judged at its end
                    keys.press_button(button)
            if quiz.purpose != "check":
                keys.press_button(learner.frame.locator('form.quiz button[type="submit"]:visible'))
        if number + 1 < len(pages):
            keys.press_button(learner.frame.locator(".page:visible .turn-next"))
            learner.page.wait_for_timeout(200)
    learner.page.wait_for_timeout(300)
    keys.scroll_back_through(pages)
    assert learner.status == "passed"
    assert keys.invisible == []
    learner.nothing_wrong()


class Keyboard:
    """Tab, Space, arrows and Enter; notes every focused thing that does not show it."""

    def __init__(self, learner: Learner) -> None:
        self.learner, self.keyboard = learner, learner.page.keyboard
        self.invisible: list[str] = []

    def tab(self) -> None:
        self.keyboard.press("Tab")
        here = self.learner.frame.evaluate(
            "() => { const e = document.activeElement; if (!e || e === document.body) return '';"
            " const s = getComputedStyle(e); const r = e.getBoundingClientRect();"
            " const l = e.closest('label') ? getComputedStyle(e.closest('label')) : s;"
            " const ring = s.outlineStyle !== 'none' || s.boxShadow !== 'none' || l.outlineStyle !== 'none' || l.boxShadow !== 'none';"
            " return ring && r.width > 0 ? '' : e.outerHTML.slice(0, 120); }"
        )
        if here:
            self.invisible.append(str(here))

    def reach(self, script: str, what: str) -> None:
        """Tab until the focused element fits."""
        for _ in range(120):
            if self.learner.frame.evaluate(f"() => {{ const e = document.activeElement; return {script}; }}"):
                return
            self.tab()
        raise AssertionError(f"Tab never reached {what}")

    def answer(self, name: str) -> None:
        given = self.learner.answer(name, "right")
        number = self.learner.plan.lock.questions[name].number
        fieldset = f"e.closest('[data-question=\"{number}\"]')"
        if isinstance(given, str):
            self.reach(f"{fieldset} && e.matches('.write *')", name)
            self.keyboard.type(given)
        elif isinstance(given, dict):
            for source, target in given.items():
                self.reach(f"{fieldset} && e.matches('.pair[data-option=\"{source}\"] select')", name)
                self.choose(str(target))
        elif self.learner.fieldset(name).locator(".scene").count():
            for n in given:
                self.pick(name, number, [n])
                self.press_button(self.learner.fieldset(name).locator(".scene-act:visible"))
        elif self.learner.fieldset(name).locator(".place").count():
            self.put_in_order(name, fieldset, given)
        else:
            self.pick(name, number, given)

    def choose(self, value: str) -> None:
        """In a list, by arrow keys."""
        for _ in range(30):
            if self.learner.frame.evaluate("() => document.activeElement.value") == value:
                return
            self.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrow keys never came to {value}")

    def put_in_order(self, name: str, fieldset: str, order: list[int]) -> None:
        """By the buttons alone: each thing up until it has its place."""
        for place, n in enumerate(order):
            rows = self.learner.fieldset(name).locator(".place")
            at = rows.evaluate_all("rows => rows.map(row => +row.dataset.option)").index(n)
            if at > place:
                self.reach(f"{fieldset} && e.matches('.place[data-option=\"{n}\"] .place-up')", name)
            for _ in range(at - place):
                self.keyboard.press("Enter")

    def pick(self, name: str, number: int, given: list[int]) -> None:
        for value in sorted(given):
            box = self.learner.fieldset(name).locator(f'.option input[value="{value}"]')
            if box.get_attribute("type") == "radio":
                self.reach(f"e.name === '{box.get_attribute('name')}'", name)
                self.keyboard.press("Space")
                for _ in range(30):
                    if self.learner.frame.evaluate(f"() => document.activeElement.value === '{value}'"):
                        break
                    self.keyboard.press("ArrowDown")
            else:
                self.reach(f"e.name === 'q{number}' && e.value === '{value}'", name)
                self.keyboard.press("Space")

    def go_on(self) -> None:
        """Ask for every step of the cases on the page, and take its scenarios to an end."""
        for more in (".page:visible .case-next", "[data-waiting] .decision-choose:visible"):
            while (found := self.learner.frame.locator(more)).count():
                self.press_button(found.first)

    def use_blocks(self) -> None:
        """Open what folds up, choose each tab, tick, and write: whatever a block on the page has to work with."""
        page = self.learner.frame.locator(".page:visible .block:not(.block-quiz)")
        for fold in page.locator("summary:visible").all():
            before = fold.evaluate("one => one.parentElement.open")
            self.press_button(fold)
            assert fold.evaluate("one => one.parentElement.open") != before
        if page.locator("[role=tab]").count():
            self.reach("e.matches('.page:not([hidden]) [role=tab]')", "the tabs")
            for tab in page.locator("[role=tab]").all()[1:]:
                self.keyboard.press("ArrowRight")
                assert tab.get_attribute("aria-selected") == "true"
        for box in page.locator(":is(.checklist, .commitment) input[type=checkbox]").all():
            self.press_button(box, " ")
            assert box.is_checked()
        for field in page.locator("textarea").all():
            self.press_button(field, "a")
            assert field.input_value() == "a"

    def press_button(self, button: object, key: str = "Enter") -> None:
        handle = button.element_handle()  # type: ignore[attr-defined]
        for _ in range(120):
            if self.learner.frame.evaluate("e => document.activeElement === e", handle):
                break
            self.tab()
        else:
            raise AssertionError("Tab never reached the button")
        self.keyboard.press(key)
        self.learner.page.wait_for_timeout(80)

    def open_page(self, page: object) -> None:
        """Show the page, if it opens on its content note."""
        if page.content_notes:  # type: ignore[attr-defined]
            self.press_button(self.learner.frame.locator(".page:visible .gate .button-main"))

    def scroll_back_through(self, pages: list[object]) -> None:
        """Read each page to its end with the End key."""
        for page in pages:
            self.learner.go(page.id)  # type: ignore[attr-defined]
            self.keyboard.press("End")
            self.learner.frame.wait_for_function(AT_END)
            self.learner.page.wait_for_timeout(150)
