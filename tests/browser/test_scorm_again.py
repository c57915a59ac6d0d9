"""An LMS side that is not ours: npm `scorm-again` as the SCORM 1.2 API of a plain page."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from coursepack.package import Package
from tests.browser.conftest import COURSES, package_of
from tests.browser.learner import Learner

SCRIPT = Path(__file__).parents[2] / "player" / "node_modules" / "scorm-again" / "dist" / "scorm12.min.js"
PAGE = """<!doctype html><title>LMS</title><link rel="icon" href="data:,"><script src="/scorm12.min.js"></script><script>
window.refused = [];
window.API = new Scorm12API({ autocommit: false, logLevel: 5 });
const kept = JSON.parse(sessionStorage.getItem("cmi") || "null");
if (kept) API.loadFromJSON(kept.cmi);
for (const name of ["LMSSetValue", "LMSCommit", "LMSInitialize", "LMSFinish"]) {
  const real = API[name].bind(API);
  API[name] = (...words) => {
    const answer = real(...words);
    if (String(answer) !== "true") refused.push([name, ...words, API.LMSGetLastError()].join(" "));
    if (name !== "LMSInitialize") sessionStorage.setItem("cmi", JSON.stringify({ cmi: API.renderCMIToJSONObject().cmi }));
    return answer;
  };
}
</script><iframe id="course" src="/content/index.html" style="width:100%;height:700px"></iframe>"""


class Lms(BaseHTTPRequestHandler):
    """Serves the page above, scorm-again and the package."""

    package: Package

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        kinds = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml"}
        if path == "/":
            body, kind = PAGE.encode(), "text/html"
        elif path == "/scorm12.min.js":
            body, kind = SCRIPT.read_bytes(), "text/javascript"
        else:
            body, kind = self.package[path.removeprefix("/content/")].read(), kinds.get(Path(path).suffix, "text/plain")
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


class AgainLearner(Learner):
    def __init__(self, *words: object) -> None:
        super().__init__(*words)  # type: ignore[arg-type]

    def told(self, element: str) -> str:
        return str(
            self.page.evaluate("name => API.lmsGetValue ? API.lmsGetValue(name) : API.LMSGetValue(name)", element)
        )


@pytest.fixture
def lms(context: BrowserContext) -> Iterator[Callable[[str], AgainLearner]]:
    assert SCRIPT.is_file(), "scorm-again is missing: run npm ci in player/"
    server = ThreadingHTTPServer(("127.0.0.1", 0), Lms)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    def open_course(course: str) -> AgainLearner:
        planned, Lms.package = package_of(COURSES / course, "scorm12")
        learner = AgainLearner(context.new_page(), None, planned)
        learner.open(f"http://127.0.0.1:{server.server_port}/")
        return learner

    yield open_course
    server.shutdown()
    server.server_close()


def test_a_whole_run_without_a_refusal(lms: Callable[[str], AgainLearner]) -> None:
    learner = lms("every-block")
    assert learner.told("cmi.core.lesson_status") == "incomplete"
    learner.read_all()
    asked = learner.asked("final")
    learner.take("final", wrong=len(asked))
    assert learner.told("cmi.core.lesson_status") == "incomplete"
    learner.again()
    learner.take("final")
    assert learner.told("cmi.core.lesson_status") == "passed"
    assert learner.told("cmi.core.score.raw") == "100"
    assert learner.page.evaluate("refused") == []
    assert learner.errors == []


def test_resumes_from_what_it_kept(lms: Callable[[str], AgainLearner]) -> None:
    learner = lms("human-trafficking-awareness")
    pages = [page.id for page in learner.plan.course.pages()]
    learner.go(pages[4])
    learner.read()
    learner.page.wait_for_timeout(2500)
    learner.page.reload()
    learner.ready()
    assert learner.current() == pages[4]
    assert learner.page.evaluate("refused") == []
    assert learner.errors == []
