"""What opening pages costs the learner's browser, in time and in memory: Chromium, an xAPI launch against the strict record store."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize

from coursepack.formats import BY_NAME
from coursepack.load import load
from coursepack.plan import Plan, plan
from coursepack.play import serve

COURSES = Path(__file__).parent.parent / "courses"
RUNS = 5
TURNS = 500
WINDOW: ViewportSize = {"width": 1280, "height": 800}
LAUNCHED = "() => document.getElementById('course')?.src.includes('endpoint=')"
STANDS = "() => document.querySelectorAll('.page:not([hidden])').length === 1"
# Until the frame that shows the page has been handed over: a task behind its animation callbacks.
OPEN = """name => new Promise((done, fail) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    document.getElementById(name).hidden ? fail(new Error(`${name} is not shown`)) : done();
  };
  addEventListener('hashchange', () => requestAnimationFrame(() => port2.postMessage(0)), { once: true });
  location.hash = name;
})"""

Rows = list[tuple[str, float, str, float]]


def page_rows(browser: Browser) -> Rows:
    """Rows of the table: what, value, unit, limit."""
    courses = [plan(load(COURSES / name)) for name in ("every-block", "human-trafficking-awareness")]
    grown = [growth(browser, course, TURNS) for course in courses]
    memory, nodes, listeners = (max(each) for each in zip(*grown, strict=True))
    return [
        ("opening the slowest page of two courses, main thread", _opening(browser, courses), "CPU ms", 50),
        (f"memory gained in {TURNS} page turns", memory / 1024, "KB", 100),
        (f"nodes gained in {TURNS} page turns", nodes, "", 0),
        (f"event listeners gained in {TURNS} page turns", listeners, "", 0),
    ]


@contextmanager
def _launched(browser: Browser, course: Plan) -> Iterator[Page]:
    """The course in a window of its own: what the host's page remembers is not the player's."""
    package = BY_NAME["xapi"].render(course)
    with serve(lambda: package) as server:
        context = browser.new_context(viewport=WINDOW)
        page = context.new_page()
        page.goto(f"{server.url}?bare=1")
        page.wait_for_function(LAUNCHED)
        page.goto(page.evaluate("document.getElementById('course').src"))
        page.wait_for_function(STANDS)
        yield page
        context.close()


def _opening(browser: Browser, courses: Sequence[Plan]) -> float:
    """CPU milliseconds that the slowest page takes, opened for the first time in its window: the median of its runs."""
    slowest = []
    for course in courses:
        times = zip(*(_each_once(browser, course) for _ in range(RUNS)), strict=True)
        slowest.append(max(statistics.median(each) for each in times))
    return max(slowest)


def _each_once(browser: Browser, course: Plan) -> list[float]:
    first, *others = (page.id for page in course.course.pages())
    with _launched(browser, course) as page:
        page.wait_for_timeout(1500)
        devtools = page.context.new_cdp_session(page)
        devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
        return [_cost(page, devtools, name) for name in (*others, first)]


def _cost(page: Page, devtools: CDPSession, name: str) -> float:
    """Script, style, layout and paint: all tasks of the page's main thread."""
    before = _metrics(devtools)["TaskDuration"]
    page.evaluate(OPEN, name)
    return 1000 * (_metrics(devtools)["TaskDuration"] - before)


def growth(browser: Browser, course: Plan, turns: int) -> tuple[float, float, float]:
    """Bytes, nodes and listeners gained. As many turns go before: until then the browser compiles what runs often."""
    names = cycle(page.id for page in course.course.pages())
    next(names)
    with _launched(browser, course) as page:
        devtools = page.context.new_cdp_session(page)
        for domain in ("Performance", "HeapProfiler"):
            devtools.send(f"{domain}.enable")
        before, after = (_held(page, devtools, islice(names, turns)) for _ in range(2))
    memory, nodes, listeners = (more - less for more, less in zip(after, before, strict=True))
    return memory, nodes, listeners


def _held(page: Page, devtools: CDPSession, turns: Iterable[str]) -> list[float]:
    for name in turns:
        page.evaluate(OPEN, name)
    page.wait_for_timeout(2000)
    for _ in range(3):
        devtools.send("HeapProfiler.collectGarbage")
    told = _metrics(devtools)
    return [told[name] for name in ("JSHeapUsedSize", "Nodes", "JSEventListeners")]


def _metrics(devtools: CDPSession) -> dict[str, float]:
    return {each["name"]: float(each["value"]) for each in devtools.send("Performance.getMetrics")["metrics"]}
