"""A learner at mouse and keyboard in one window: reads pages and answers by the course's definition, never by the package."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Frame, Locator, Page

from coursepack.plan import Plan
from coursepack.play import PlayServer
from coursepack.questions import Deciding, SurveyQuestion
from coursepack.verify.answers import Answer, answer, way

LOADED = """() => { const d = document.getElementById('course')?.contentDocument;
  if (!d || d.URL === 'about:blank' || d.readyState !== 'complete') return false;
  const root = d.documentElement;
  return !root.classList.contains('no-js') &&
    (!root.classList.contains('js') || d.querySelectorAll('.page:not([hidden])').length === 1); }"""
ASKED = "form => [...form.querySelectorAll('.question')].filter(q => !q.hidden).map(q => +q.dataset.question)"
TIMING = """() => { const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
  const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
  return [Math.round(paint), all.filter(one => one.responseStart <= paint).reduce((sum, one) => sum + one.encodedBodySize, 0)]; }"""


class Learner:
    """`plan` is None for a package whose course is not known: then only the window can be opened and closed."""

    def __init__(self, page: Page, server: PlayServer, plan: Plan | None, switches: str = "") -> None:
        self.page, self.server, self.plan = page, server, plan
        self.address = f"{server.url}?bare=1{switches and '&' + switches}"
        self.console: list[str] = []
        self.outside: list[str] = []
        self.given: list[tuple[str, bool]] = []
        self.hosts: set[str] = set()
        self.pictures: dict[str, bytes] = {}
        self.first: tuple[int, int] | None = None
        self.opened = False
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("console", self._hear)
        page.on("request", lambda request: self._see(request.url))

    def _hear(self, message: ConsoleMessage) -> None:
        # A file that is missing, and a store that has no state yet, are seen at the host.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.console.append(message.text)

    def _see(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob", "about") and parts.hostname != "127.0.0.1":
            self.outside.append(url)
            self.hosts.add(parts.hostname or parts.scheme)

    # ---- the window

    def open(self) -> None:
        """The LMS opens the course."""
        self.page.goto(self.address)
        self.page.wait_for_function(LOADED)
        self.opened = True
        self.page.wait_for_timeout(200)

    def close(self) -> None:
        """The learner closes the window; its last words arrive."""
        self.page.goto("about:blank")
        self.page.wait_for_timeout(400)

    @property
    def frame(self) -> Frame:
        """The document of the course."""
        return [frame for frame in self.page.frames if "/content/" in frame.url][-1]

    def timing(self) -> tuple[int, int]:
        """Milliseconds to the first content, and bytes that came until then."""
        first, size = self.frame.evaluate(TIMING)
        return int(first), int(size)

    # ---- reading

    def _known(self) -> Plan:
        assert self.plan is not None
        return self.plan

    def go(self, page: str) -> None:
        """Turns to a page, and opens it behind its content note."""
        self.frame.evaluate("id => { location.hash = '#' + id }", page)
        self.frame.wait_for_function("id => document.getElementById(id).offsetParent !== null", arg=page)
        if (gate := self.frame.locator(".page:visible .gate .button-main")).count():
            gate.click()
        self.page.wait_for_timeout(60)

    def current(self) -> str:
        """Id of the page on show."""
        return str(self.frame.evaluate("document.querySelector('.page:not([hidden])')?.id ?? ''"))

    def read_all(self) -> None:
        """Every page to its end, its checks answered rightly on the way."""
        course = self._known().course
        checks = {quiz.id: quiz for quiz in course.quizzes if quiz.purpose == "check"}
        for page in course.pages():
            self.go(page.id)
            for block in page.blocks:
                if quiz := checks.get(getattr(block, "quiz", "")):
                    for question in quiz.questions:
                        self._check(question.id)
            self._scroll()

    def _scroll(self) -> None:
        ways = ".page:visible .case-next, .page:visible .block-scenario[data-waiting] .decision-choose:visible"
        while (more := self.frame.locator(ways)).count():
            more.first.click()
        self.page.mouse.wheel(0, 50)
        self.frame.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        self.page.wait_for_timeout(120)

    def finish(self) -> bool:
        """Presses Finish on the last page; whether the page says that the course is done."""
        self.go([page.id for page in self._known().course.pages()][-1])
        self.frame.locator(".turn-finish").click()
        self.frame.locator(".finish > *").first.wait_for()
        return self.frame.locator(".finish-done").count() > 0

    # ---- answering

    def _fieldset(self, name: str) -> Locator:
        return self.frame.locator(f'[data-question="{self._known().lock.questions[name].number}"]')

    def _answer(self, name: str, *, right: bool) -> Answer:
        plan = self._known()
        question = next(one for quiz in plan.course.quizzes for one in quiz.questions if one.id == name)
        if isinstance(question, Deciding):
            self.given += [(f"{name}_{scene}", safe) for scene, safe in way(question, right=right)]
        elif not isinstance(question, SurveyQuestion):
            self.given.append((name, right))
        return answer(question, plan.lock, right=right)

    def _check(self, name: str) -> None:
        field = self._fieldset(name)
        give(field, self._answer(name, right=True))
        button = field.locator(".question-actions button")
        if button.count() and button.first.is_visible():
            button.first.click()
        self.page.wait_for_timeout(60)

    def take(self, quiz: str, *, right: bool) -> dict[str, bool]:
        """Answers all that an assessment asks and hands it in; what was asked, and how it was answered."""
        plan = self._known()
        page = next(one for one in plan.course.pages() if any(getattr(b, "quiz", "") == quiz for b in one.blocks))
        self.go(page.id)
        form = self.frame.locator(f'form[data-quiz="{plan.lock.quizzes[quiz]}"]')
        names = {entry.number: name for name, entry in plan.lock.questions.items()}
        asked = [names[n] for n in form.evaluate(ASKED)]
        for name in asked:
            give(self._fieldset(name), self._answer(name, right=right))
        form.locator('button[type="submit"]').click()
        self.page.wait_for_timeout(250)
        return dict.fromkeys(asked, right)

    def shown(self, quiz: str) -> str:
        """The line with the score of a quiz."""
        number = self._known().lock.quizzes[quiz]
        return self.frame.locator(f'.block:has(form[data-quiz="{number}"]) .result-score').first.inner_text()


def give(fieldset: Locator, given: Answer) -> None:
    """Puts an answer into the controls of a question."""
    if isinstance(given, str):
        fieldset.locator(".write :is(input, textarea)").fill(given)
    elif isinstance(given, dict):
        for source, target in given.items():
            fieldset.locator(f'.pair[data-option="{source}"] select').select_option(str(target))
    elif fieldset.locator(".scene").count():
        for n in given:
            fieldset.locator(f'.option[data-option="{n}"] input').check()
            fieldset.locator(".scene-act:visible").click()
    elif fieldset.locator(".place").count():
        for place, n in enumerate(given, 1):
            fieldset.locator(f'.place[data-option="{n}"] select').select_option(str(place))
    else:
        _pick(fieldset, set(given))


def _pick(fieldset: Locator, wanted: set[int]) -> None:
    for box in fieldset.locator(".option input").all():
        if int(str(box.get_attribute("value"))) in wanted:
            box.check()
        elif box.get_attribute("type") == "checkbox":
            box.uncheck()
