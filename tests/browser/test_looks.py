"""Nothing scrolls sideways, is cut or overlaps, in small windows, with large text and with the spacing of WCAG 1.4.12; what is pressed is
large enough; what has the focus is seen. Measured on every page of every course.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from coursepack.play import PlayServer
from tests.browser.conftest import COURSES, package_of
from tests.browser.learner import Learner
from tests.browser.test_access import every_page

NAMES = ["every-block", "every-question", "human-trafficking-awareness"]

# What is wrong with how the page on show is laid out. Text lies in lines: two lines of different paragraphs that cover each other overlap.
FAULTS = """() => {
  const out = [], root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) out.push(`scrolls sideways by ${root.scrollWidth - root.clientWidth}`);
  const hidden = e => e && (e.matches('.skip, sup, .grow, [inert]') || getComputedStyle(e).clipPath !== 'none' || hidden(e.parentElement));
  const inFrame = e => e.closest('.table, .outline');
  const panel = document.querySelector('.panel[open], .curtain:not([hidden])');
  const whole = panel ? [...panel.querySelectorAll('*')] : [...document.querySelectorAll('main *, .bar *')];
  const name = e => `${e.tagName.toLowerCase()}.${e.className}: ${e.textContent.trim().slice(0, 40)}`;
  const lines = [];
  for (const e of whole) {
    if (!e.checkVisibility({visibilityProperty: true}) || hidden(e)) continue;
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    if (!inFrame(e) && box.width && (box.right > root.clientWidth + 1 || box.left < -1)) out.push('outside: ' + name(e));
    const clips = v => v === 'hidden' || v === 'clip';
    if (e.scrollWidth > e.clientWidth + 1 && clips(style.overflowX) && e.clientWidth > 1) out.push('cut: ' + name(e));
    if (e.scrollHeight > e.clientHeight + 1 && clips(style.overflowY) && e.clientHeight > 1) out.push('cut below: ' + name(e));
    for (const node of e.childNodes) {
      if (node.nodeType !== 3 || !node.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      let block = e;
      while (getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
      for (const rect of range.getClientRects()) {
        if (!inFrame(e) && rect.right > root.clientWidth + 1) out.push('text outside: ' + name(e));
        lines.push({rect, block, e});
      }
    }
  }
  lines.sort((a, b) => a.rect.top - b.rect.top);
  lines.forEach((a, i) => {
    for (let j = i + 1; j < lines.length && lines[j].rect.top < a.rect.bottom - 4; j++) {
      const b = lines[j];
      if (a.block === b.block || a.block.contains(b.block) || b.block.contains(a.block)) continue;
      if (a.e.closest('.bar') || b.e.closest('.bar')) continue;
      if (Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left) > 2)
        out.push(`overlaps: ${name(a.e)} | ${name(b.e)}`);
    }
  });
  return [...new Set(out)].slice(0, 5);
}"""

# WCAG 2.5.8: 24 by 24, unless it stands in a sentence or the browser draws it. What a label takes along counts.
SMALL = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(e => {
  if (!e.checkVisibility({visibilityProperty: true}) || e.closest('.skip, [inert]')) return false;
  const box = (e.closest('label') ?? e).getBoundingClientRect();
  if (box.width >= 23.9 && box.height >= 23.9) return false;
  const sentence = getComputedStyle(e).display === 'inline' || e.closest('sup');
  const around = e.closest('p, li, td, th, dd, figcaption, blockquote, legend');
  return !(sentence && around && around.textContent.trim().length > e.textContent.trim().length);
}).map(e => `${e.outerHTML.slice(0, 90)} ${Math.round(e.getBoundingClientRect().width)}x${Math.round(e.getBoundingClientRect().height)}`)"""

SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }"""

# Where the focus is: nothing said when its ring is seen and it does not lie behind what stays on top.
FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const shown = e.matches('.option input') ? e.closest('.option') : e;
  const box = shown.getBoundingClientRect(), style = getComputedStyle(shown), out = [];
  const name = e.outerHTML.slice(0, 90);
  const top = e.closest('.bar, .notice, .outline, .skip') ? 0 : Math.max(0, ...[...document.querySelectorAll('.bar, .notice')]
    .filter(one => getComputedStyle(one).position === 'sticky').map(one => one.getBoundingClientRect().bottom));
  if (box.bottom <= top + 1 || box.top >= innerHeight - 1) out.push('hidden: ' + name);
  else if (box.height < innerHeight - top - 24 && (box.top < top - 1 || box.bottom > innerHeight + 1)) out.push('partly hidden: ' + name);
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) out.push('no ring: ' + name);
  const rgb = text => (text.match(/[\\d.]+/g) ?? []).map(Number);
  let ground = shown.parentElement;
  while (ground && (rgb(getComputedStyle(ground).backgroundColor)[3] ?? 1) === 0) ground = ground.parentElement;
  const light = c => { const [r, g, b] = c.slice(0, 3).map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const [a, b] = [rgb(style.outlineColor), rgb(getComputedStyle(ground ?? document.documentElement).backgroundColor)].map(light);
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 3) out.push(`ring of ${ratio.toFixed(2)}: ${name}`);
  return out;
}"""


@pytest.fixture
def visit(chromium: Browser, server_of: Callable[..., PlayServer]) -> Iterator[Callable[..., Learner]]:
    """Opens the bare document of a course: `visit("every-block", width=320, text=200)`."""
    contexts: list[BrowserContext] = []

    def open_course(course: str, width: int, height: int = 640, text: int = 100, **options: str) -> Learner:
        planned, package = package_of(COURSES / course, "scorm12")
        contexts.append(chromium.new_context(viewport={"width": width, "height": height}, **options))  # type: ignore[arg-type]
        learner = Learner(contexts[-1].new_page(), server_of(package), planned)
        learner.page.add_init_script(
            "localStorage.clear();"
            + (f"localStorage['display-settings'] = '{{\"display-text\":\"{text}\"}}'" if text > 100 else "")
        )
        learner.open(f"{learner.server.url}content/index.html")
        return learner

    yield open_course
    for context in contexts:
        context.close()


def on_every_page(learner: Learner, script: str) -> dict[str, list[str]]:
    found = {}
    for name in every_page(learner):
        learner.go(name)
        if here := learner.page.evaluate(script):
            found[name] = here
    return found


@pytest.mark.parametrize(
    ("width", "height", "text"), [(320, 256, 100), (320, 640, 200), (768, 800, 200), (1280, 800, 200), (1280, 800, 100)]
)
@pytest.mark.parametrize("course", NAMES)
def test_nothing_scrolls_sideways_is_cut_or_overlaps(
    visit: Callable[..., Learner], course: str, width: int, height: int, text: int
) -> None:
    """320 by 256 is a window of 1280 by 1024 at a zoom of 400 %."""
    assert on_every_page(visit(course, width, height, text), FAULTS) == {}


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("course", NAMES)
def test_text_spacing_breaks_nothing(visit: Callable[..., Learner], course: str, width: int) -> None:
    learner = visit(course, width)
    learner.page.add_style_tag(content=SPACING)
    assert on_every_page(learner, FAULTS) == {}


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("course", NAMES)
def test_targets_are_large_enough(visit: Callable[..., Learner], course: str, width: int) -> None:
    learner = visit(course, width)
    learner.page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    assert on_every_page(learner, SMALL) == {}


@pytest.mark.parametrize(("height", "text"), [(256, 100), (640, 200)])
def test_what_lies_over_the_page_fits_too(visit: Callable[..., Learner], height: int, text: int) -> None:
    """The panels, the gate before a page that is hard to read, and the break, on 320 pixels."""
    learner = visit("every-block", 320, height, text)
    page, found = learner.page, {}
    page.evaluate("location.hash = 'offer-it'")
    page.locator("#offer-it .gate").wait_for()
    found["gate"] = page.evaluate(FAULTS) + page.evaluate(SMALL)
    for panel in ("tools", "keys-panel", "support-panel"):
        page.evaluate(f"document.querySelector('[data-opens={panel}]').click()")
        page.evaluate(f"for (const fold of document.querySelectorAll('#{panel} details')) fold.open = true")
        found[panel] = page.evaluate(FAULTS) + page.evaluate(SMALL)
        page.locator(f"#{panel} .panel-close").click()
    page.evaluate("document.querySelector('[data-tool=rest]').click()")
    found["rest"] = page.evaluate(FAULTS) + page.evaluate(SMALL)
    assert found == {name: [] for name in ("gate", "tools", "keys-panel", "support-panel", "rest")}


@pytest.mark.parametrize(("width", "height", "text"), [(360, 640, 100), (1280, 720, 200)])
@pytest.mark.parametrize("course", NAMES)
def test_the_focus_is_seen_forwards_and_backwards(
    visit: Callable[..., Learner], course: str, width: int, height: int, text: int
) -> None:
    learner = visit(course, width, height, text)
    found = []
    for page in learner.plan.course.pages():
        learner.go(page.id)
        for key in ("Tab", "Shift+Tab"):
            for _ in range(60):
                learner.page.keyboard.press(key)
                here = learner.page.evaluate(FOCUS)
                if here is None or learner.page.evaluate(
                    "document.activeElement.id === 'exit' || document.activeElement.matches('.skip')"
                ):
                    break
                found += [f"{page.id}: {one}" for one in here]
    assert found == []
