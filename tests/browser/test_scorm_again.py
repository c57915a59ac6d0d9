"""An LMS side that is not ours: npm `scorm-again` as the SCORM API of a plain page."""

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

SCRIPTS = Path(__file__).parents[2] / "player" / "node_modules" / "scorm-again" / "dist"
# By format: script, class, global variable, what stands before the methods' names, and the method that ends a session.
SIDES = {
    "scorm12": ("scorm12.min.js", "Scorm12API", "API", "LMS", "LMSFinish"),
    "scorm2004-4": ("scorm2004.min.js", "Scorm2004API", "API_1484_11", "", "Terminate"),
}
PAGE = """<!doctype html><title>LMS</title><link rel="icon" href="data:,"><script src="/{script}"></script><script>
window.refused = [];
const api = window.{api} = new {side}({{ autocommit: false, logLevel: 5 }});
const kept = JSON.parse(sessionStorage.getItem("cmi") || "null");
if (kept) api.loadFromJSON(kept.cmi);
for (const name of ["{prefix}SetValue", "{prefix}Commit", "{prefix}Initialize", "{end}"]) {{
  const real = api[name].bind(api);
  api[name] = (...words) => {{
    const answer = real(...words);
    if (String(answer) !== "true") refused.push([name, ...words, api.{prefix}GetLastError()].join(" "));
    if (name !== "{prefix}Initialize")
      sessionStorage.setItem("cmi", JSON.stringify({{ cmi: api.renderCMIToJSONObject().cmi }}));
    return answer;
  }};
}}
window.told = (name) => api.lmsGetValue ? api.lmsGetValue(name) : api.{prefix}GetValue(name);
</script><iframe id="course" src="/content/index.html" style="width:100%;height:700px"></iframe>"""


class Lms(BaseHTTPRequestHandler):
    """Serves the page above, scorm-again and the package."""

    package: Package
    page: str

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        kinds = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml"}
        if path == "/":
            body, kind = self.page.encode(), "text/html"
        elif path.endswith(".min.js"):
            body, kind = (SCRIPTS / path[1:]).read_bytes(), "text/javascript"
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
        return str(self.page.evaluate("name => told(name)", element))


@pytest.fixture(params=SIDES)
def edition(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def lms(context: BrowserContext, edition: str) -> Iterator[Callable[[str], AgainLearner]]:
    script, side, api, prefix, end = SIDES[edition]
    assert (SCRIPTS / script).is_file(), "scorm-again is missing: run npm ci in player/"
    Lms.page = PAGE.format(script=script, side=side, api=api, prefix=prefix, end=end)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Lms)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    def open_course(course: str) -> AgainLearner:
        planned, Lms.package = package_of(COURSES / course, edition)
        learner = AgainLearner(context.new_page(), None, planned)
        learner.open(f"http://127.0.0.1:{server.server_port}/")
        return learner

    yield open_course
    server.shutdown()
    server.server_close()


def status(learner: AgainLearner, edition: str) -> list[str]:
    """Status and score as the LMS has them."""
    if edition == "scorm12":
        return [learner.told(f"cmi.core.{name}") for name in ("lesson_status", "score.raw")]
    names = ("completion_status", "success_status", "score.raw", "score.scaled")
    return [learner.told(f"cmi.{name}") for name in names]


@pytest.mark.parametrize("course", ["every-block", "every-question"])
def test_a_whole_run_without_a_refusal(lms: Callable[[str], AgainLearner], edition: str, course: str) -> None:
    learner = lms(course)
    begun, failed, passed = {
        "scorm12": (["incomplete", ""], ["incomplete", "0"], ["passed", "100"]),
        "scorm2004-4": (
            ["incomplete", "unknown", "", ""],
            ["incomplete", "unknown", "0", "0"],
            ["completed", "passed", "100", "1"],
        ),
    }[edition]
    assert status(learner, edition) == begun
    learner.read_all()
    asked = learner.asked("final")
    learner.take("final", wrong=len(asked))
    assert status(learner, edition) == failed
    learner.again()
    learner.take("final")
    assert status(learner, edition) == passed
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
