"""What a package costs in the learner's browser and in calls to the LMS: Chromium, the strict host, no network but loopback."""

from __future__ import annotations

import shutil
import statistics
from collections import Counter
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from coursepack.formats import BY_NAME
from coursepack.hosts.scorm import Call
from coursepack.load import load
from coursepack.plan import Plan, plan
from coursepack.play import PlayServer, serve
from tools.bench_pages import page_rows
from tools.samples import write_course

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
RUNS = 5
# Shown at the first frame in which the course's first heading can be read.
FIRST_CONTENT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
SLOW = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}

Rows = list[tuple[str, float, str, float]]


def browser_rows(folder: Path) -> Rows:
    """Rows of the table: what, value, unit, limit."""
    small = _plan(write_course(folder / "small", pages=4, blocks=20, questions=10))
    ten = _plan(write_course(folder / "ten", pages=40, blocks=310, questions=140))
    path = shutil.which("chromium")
    assert path, "run tools/need.sh chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        rows = [*_loading(browser, small), *_talking(browser, small, ten), *page_rows(browser)]
        browser.close()
    return rows


def _plan(course: Path) -> Plan:
    return plan(load(course))


def _serve(course: Plan) -> PlayServer:
    package = BY_NAME["scorm12"].render(course)
    return serve(lambda: package)


def _loading(browser: Browser, course: Plan) -> Rows:
    with _serve(course) as server:
        address = f"{server.url}content/index.html"
        requests, near = zip(*(_first_content(browser, address, slow=False) for _ in range(RUNS)), strict=True)
        far = [_first_content(browser, address, slow=True)[1] for _ in range(RUNS)]
    return [
        ("requests until the first page stands", max(requests), "", 6),
        ("first content on localhost", statistics.median(near), "ms", 300),
        ("first content at 10 Mbit/s, 40 ms, CPU/4", statistics.median(far), "ms", 1000),
    ]


def _first_content(browser: Browser, address: str, *, slow: bool) -> tuple[int, float]:
    """Requests and milliseconds until the first contentful paint, with an empty cache."""
    context = browser.new_context()
    page = context.new_page()
    if slow:
        devtools = context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", SLOW)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address)
    page.wait_for_function(f"({FIRST_CONTENT})() > 0")
    value = float(page.evaluate(FIRST_CONTENT))
    context.close()
    return len([url for url in requests if url.startswith("http")]), value


def _talking(browser: Browser, small: Plan, ten: Plan) -> Rows:
    turn, answer, calls, _ = _run_through(browser, small)
    methods = Counter(call.method for call in calls)
    ten_turn, ten_answer, _, suspend = _run_through(browser, ten)
    return [
        ("calls of the dearest page turn, small and x10", max(turn, ten_turn), "calls", 3),
        ("calls of an answer, small and x10", max(answer, ten_answer), "calls", 14),
        ("SetValue in a whole run of the small course", methods["LMSSetValue"], "calls", 196),
        ("GetLastError in a whole run of the small course", methods["LMSGetLastError"], "calls", 0),
        ("suspend data, 310 blocks and 140 questions all done", suspend, "chars", 1200),
    ]


def _run_through(browser: Browser, course: Plan) -> tuple[float, float, list[Call], float]:
    """Read every page, answer every question: calls of the dearest page turn, of an answer, all calls, longest suspend data."""
    with _serve(course) as server:
        page = browser.new_context().new_page()
        page.goto(f"{server.url}?bare=1")
        page.wait_for_function(
            "() => document.getElementById('course')?.contentDocument?.documentElement?.classList.contains('js')"
        )
        turns = [_turn(page, server, each.id) for each in course.course.pages()]
        before = len(_calls(page, server))
        _answer_all(page)
        calls = _calls(page, server)
        page.close()
        answers = len(calls[before:]) / sum(len(quiz.questions) for quiz in course.course.quizzes)
        longest = max(len(value) for value in _set(calls, "cmi.suspend_data"))
    return max(turns[1:]), answers, calls, longest


def _turn(page: Page, server: PlayServer, name: str) -> int:
    before = len(_calls(page, server, wait=0))
    frame = page.frames[-1]
    frame.evaluate("name => { location.hash = name }", name)
    frame.evaluate("() => scrollTo(0, document.documentElement.scrollHeight)")
    return len(_calls(page, server, wait=2000)) - before


def _answer_all(page: Page) -> None:
    page.frames[-1].evaluate(
        "() => { for (const q of document.querySelectorAll('.question')) q.querySelector('input').click();"
        " document.querySelector('form.quiz button[type=submit]').click(); }"
    )


def _calls(page: Page, server: PlayServer, wait: int = 1500) -> list[Call]:
    page.wait_for_timeout(wait)
    return server.scorm.calls


def _set(calls: list[Call], element: str) -> list[str]:
    return [str(call.args[1]) for call in calls if call.method == "LMSSetValue" and call.element == element]
