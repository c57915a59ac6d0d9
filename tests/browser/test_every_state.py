"""axe-core on every page of every course, as it opens and after everything on it was used, in each of the player's looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from coursepack.play import PlayServer
from tests.browser.conftest import COURSES, package_of
from tests.browser.learner import Learner
from tests.browser.test_access import AXE, every_page, looks

LOOKS = {
    "light, left to right": {"color_scheme": "light"},
    "dark, right to left": {"color_scheme": "dark"},
    "more contrast": {"color_scheme": "light", "contrast": "more"},
}
# Each makes one more state of the page on show; in turn, until none does.
USES = {
    "folds open": "page => page.querySelectorAll('details:not([open])').forEach(fold => { fold.open = true })",
    "cases and scenarios at their end": """page => {
        const find = () => [...page.querySelectorAll('.case-next, [data-waiting] .decision-choose')].find(one => one.offsetParent);
        for (let more; (more = find()); ) more.click() }""",
    "last tabs chosen": "page => page.querySelectorAll('[role=tab]:last-child').forEach(tab => tab.click())",
    "hints asked for": """page => {
        for (let more; (more = [...page.querySelectorAll('.hint-more')].find(one => one.offsetParent)); ) more.click() }""",
    "nothing answered": """page => page.querySelectorAll('.question-actions button, form button[type=submit]')
        .forEach(button => button.offsetParent && button.click())""",
    "decisions taken": """page => {
        const find = (what) => [...page.querySelectorAll(what)].find(one => one.offsetParent && !one.disabled);
        for (let more; (more = find('.acts input')); find('.scene-act').click()) more.click() }""",
    "everything answered": """page => {
        page.querySelectorAll('select').forEach(one => { one.selectedIndex = 1; one.dispatchEvent(new Event('change', {bubbles: true})) });
        page.querySelectorAll('input:not([type=radio], [type=checkbox]), textarea').forEach(one => {
            one.value = one.type === 'date' ? '2030-01-31' : '12'; one.dispatchEvent(new Event('input', {bubbles: true}));
            one.dispatchEvent(new Event('change', {bubbles: true})) });
        const first = new Set();
        page.querySelectorAll('input[type=radio], input[type=checkbox]').forEach(one => {
            const group = one.name || one.closest('fieldset, form');
            if (!first.has(group) && !one.disabled) one.click();
            first.add(group) });
        page.querySelectorAll('.question-actions button').forEach(button => button.offsetParent && button.click());
        page.querySelectorAll('form button[type=submit]').forEach(button => button.offsetParent && button.click()) }""",
}
ON_PAGE = "use => (eval(use))([...document.querySelectorAll('.page')].find(page => page.offsetParent))"


def states(learner: Learner) -> Iterator[tuple[str, list[str]]]:
    """What axe-core has against the page on show, after each way of using it."""
    yield "as it opens", looks(learner.page)
    for name, use in USES.items():
        before = learner.page.evaluate("document.body.innerHTML.length")
        learner.page.evaluate(ON_PAGE, use)
        learner.page.wait_for_timeout(150)
        if learner.page.evaluate("document.body.innerHTML.length") != before:
            yield name, looks(learner.page)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("course", sorted(path.parent.name for path in COURSES.glob("*/course.json")))
def test_axe_finds_nothing_in_any_state(
    chromium: Browser, server_of: Callable[..., PlayServer], course: str, look: str
) -> None:
    planned, package = package_of(COURSES / course, "scorm12")
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce", **LOOKS[look])
    server = server_of(package)
    learner = Learner(context.new_page(), server, planned)
    learner.open(f"{server.url}content/index.html")
    if "right to left" in look:
        learner.page.evaluate("document.documentElement.dir = 'rtl'")
    learner.page.add_script_tag(path=AXE)
    found = {}
    for name in every_page(learner):
        learner.go(name)
        found |= {f"{name}, {state}": here for state, here in states(learner) if here}
    context.close()
    assert found == {}
