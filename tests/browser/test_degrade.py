"""A browser that knows nothing newer than docs/browsers.md promises: it drops some rules, and the course still works."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from coursepack.play import PlayServer
from tests.browser.conftest import COURSES, package_of
from tests.browser.learner import Learner
from tests.browser.test_access import EXTRA, TOO_WIDE

# An old browser drops a whole rule for one selector that it does not know.
DROP = """
() => {
  const unknown = /:has\\(|::details-content/;
  let dropped = 0;
  const sweep = (list) => {
    for (let at = list.cssRules.length - 1; at >= 0; at--) {
      const rule = list.cssRules[at];
      const old = rule instanceof CSSContainerRule || unknown.test(rule.selectorText ?? rule.conditionText ?? '');
      if (old) { list.deleteRule(at); dropped++; }
      else if (rule.cssRules?.length) sweep(rule);
    }
  };
  for (const sheet of document.styleSheets) sweep(sheet);
  return dropped;
}
"""
RING = """
input => {
  input.focus();
  const style = getComputedStyle(input);
  return input.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
}
"""


@pytest.mark.parametrize("course", ["every-block", "human-trafficking-awareness"])
def test_without_newer_css_nothing_is_cut_off_or_unreachable(
    chromium: Browser, server_of: Callable[..., PlayServer], course: str
) -> None:
    planned, package = package_of(COURSES / course, "scorm12")
    server = server_of(package)
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    learner = Learner(context.new_page(), server, planned)
    learner.open(f"{server.url}content/index.html")
    assert learner.page.evaluate(DROP) > 5
    wide = {}
    for name in [page.id for page in planned.course.pages()] + EXTRA:
        learner.go(name)
        if here := learner.page.evaluate(TOO_WIDE):
            wide[name] = here
        learner.page.keyboard.press("Tab")
        for box in learner.page.locator(".page:visible .question:not([hidden]) .option input").all():
            assert box.evaluate(RING), f"focus cannot be seen on {name}"
    context.close()
    assert wide == {}
