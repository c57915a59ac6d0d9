"""A learner at the keyboard: reads, turns pages, answers rightly or wrongly by the source, and closes the window."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import ConsoleMessage, Frame, Locator, Page

from coursepack.hosts.scorm import Call
from coursepack.plan import Plan
from coursepack.play import PlayServer
from tests.browser import answers
from tests.browser.answers import How
from tests.browser.source import Source

LATER = {"lesson_status": "completion_status", "lesson_location": "location"}


class Learner(Source):
    """Drives one window. `course` is the plan that the package was made of; right answers come from it, not from the package."""

    def __init__(self, page: Page, server: PlayServer, plan: Plan) -> None:
        super().__init__(plan)
        self.page, self.server = page, server
        self.errors: list[str] = []
        self.requests: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._console)
        page.on("request", lambda request: self.requests.append(request.url))

    def _console(self, message: ConsoleMessage) -> None:
        # That an LRS has no state yet is a 404, which Chromium writes to the console.
        if message.type == "error" and "/xapi/" not in message.location["url"]:
            self.errors.append(message.text)

    # ---- the window

    def open(self, url: str) -> None:
        self.page.goto(url)
        self.ready()

    def ready(self) -> None:
        """Wait until the player runs."""
        self.page.wait_for_function(
            "() => { const d = document.getElementById('course')?.contentDocument ?? document;"
            " return d.documentElement?.classList.contains('js') && d.querySelectorAll('.page:not([hidden])').length === 1 }"
        )
        self.page.wait_for_timeout(150)

    @property
    def frame(self) -> Frame:
        """The document of the course."""
        found = [frame for frame in self.page.frames if "/content/" in frame.url]
        return found[-1]

    def close(self) -> None:
        """The learner closes the window, and comes back to the same tab later."""
        self.page.goto("about:blank")
        self.page.wait_for_timeout(300)

    def relaunch(self, url: str | None = None) -> None:
        address = url or next(url for url in self.requests if url.startswith(self.server.url))
        self.close()
        self.open(address)

    def crash(self) -> None:
        """The window vanishes; nothing that it still sends arrives."""
        self.page.evaluate("document.getElementById('crash').click()")
        self.page.wait_for_timeout(200)

    # ---- what is to be seen

    def current(self) -> str:
        """Id of the page on show."""
        return str(
            self.frame.evaluate("[...document.querySelectorAll('.page')].find(p => p.offsetParent !== null)?.id ?? ''")
        )

    def notice(self) -> str:
        return str(self.frame.evaluate("document.getElementById('notice').innerText")).strip()

    def shown_score(self) -> str:
        return self.frame.locator(".result-score").first.inner_text()

    def checked(self, question: str) -> list[int]:
        """Option numbers that are picked in a question."""
        inputs = self.fieldset(question).locator(".option input:checked")
        return sorted(int(value) for value in inputs.evaluate_all("all => all.map(one => one.value)"))

    # ---- reading

    def read(self) -> None:
        """Ask for every step of the cases, take the scenarios to an end, and scroll to the end of the page on show."""
        while (more := self.frame.locator(".page:visible .case-next")).count():
            more.first.click()
        while (
            ways := self.frame.locator(".page:visible .block-scenario[data-waiting] .decision-choose:visible")
        ).count():
            ways.first.click()
        self.frame.evaluate(
            "dispatchEvent(new WheelEvent('wheel')); scrollTo(0, document.documentElement.scrollHeight)"
        )
        self.page.wait_for_timeout(120)

    def go(self, page: str, *, note: bool = False) -> None:
        """Turn to a page; it is opened behind its content note, unless the `note` itself is wanted."""
        self.frame.evaluate("id => { location.hash = '#' + id }", page)
        self.frame.wait_for_function("id => document.getElementById(id).offsetParent !== null", arg=page)
        self.page.wait_for_timeout(60)
        if not note:
            self.show()

    def next(self) -> None:
        self.frame.locator(".page:visible .turn-next").click()
        self.page.wait_for_timeout(100)
        self.show()

    def show(self) -> None:
        """Open the page on show, if it stands behind its content note."""
        if (button := self.frame.locator(".page:visible .gate .button-main")).count():
            button.click()
            self.page.wait_for_timeout(60)

    def read_all(self, skip: Iterable[str] = ()) -> None:
        """Read every page to its end and answer the checks on the way."""
        for page in self.plan.course.pages():
            if page.id in skip:
                continue
            self.go(page.id)
            for block in page.blocks:
                quiz = self.quiz(getattr(block, "quiz", ""))
                if quiz and quiz.purpose == "check":
                    for question in quiz.questions:
                        self.check(question.id)
            self.read()

    # ---- answering

    def fieldset(self, name: str) -> Locator:
        return self.frame.locator(f'[data-question="{self.plan.lock.questions[name].number}"]')

    def pick(self, name: str, options: Iterable[int]) -> None:
        answers.give(self.fieldset(name), list(options))

    def give(self, name: str, how: How) -> None:
        """Answers a question of any type."""
        answers.give(self.fieldset(name), self.answer(name, how))

    def check(self, name: str, *, right: bool = True) -> None:
        """Answer a question of a check, unless it was answered rightly before."""
        if self.fieldset(name).get_attribute("data-result") in ("right", "noted"):
            return
        self.give(name, "right" if right else "wrong")
        button = self.fieldset(name).locator(".question-actions button")
        if button.is_visible():  # a case is judged at its end, without being asked
            button.click()
        self.page.wait_for_timeout(60)

    def asked(self, quiz: str) -> list[str]:
        """Ids of the questions of the attempt on show, in order."""
        number = self.plan.lock.quizzes[quiz]
        script = "form => [...form.querySelectorAll('.question')].filter(q => !q.hidden).map(q => +q.dataset.question)"
        numbers = self.frame.locator(f'form[data-quiz="{number}"]').evaluate(script)
        names = {entry.number: name for name, entry in self.plan.lock.questions.items()}
        return [names[n] for n in numbers]

    def take(self, quiz: str, *, wrong: int = 0) -> None:
        """Answer all questions of an assessment, the first `wrong` of them wrongly, and hand it in."""
        for index, name in enumerate(self.asked(quiz)):
            self.give(name, "wrong" if index < wrong else "right")
        self.submit(quiz)

    def submit(self, quiz: str) -> None:
        number = self.plan.lock.quizzes[quiz]
        self.frame.locator(f'form[data-quiz="{number}"] button[type="submit"]').click()
        self.page.wait_for_timeout(150)

    def again(self) -> None:
        self.frame.locator(".result button").click()
        self.page.wait_for_timeout(100)

    # ---- what the LMS was told

    @property
    def values(self) -> dict[str, str]:
        """What the LMS keeps of the newest attempt."""
        return self.server.scorm.values

    @property
    def later(self) -> bool:
        """The package is one of SCORM 2004."""
        launchable = self.server.shelf.launchable
        return launchable is not None and launchable.format == "scorm2004"

    def element(self, core: str) -> str:
        """The element that SCORM 1.2 calls `cmi.core.<core>`, by its name in the edition that is played."""
        return f"cmi.{LATER.get(core, core)}" if self.later else f"cmi.core.{core}"

    def kept(self, core: str) -> str | None:
        """What the LMS keeps of the element that SCORM 1.2 calls `cmi.core.<core>`."""
        return self.values.get(self.element(core))

    @property
    def status(self) -> str:
        """In the one word of SCORM 1.2. The two of SCORM 2004 are joined as it joins them; whatever it has no word for is both."""
        status = self.kept("lesson_status") or "not attempted"
        success = self.values.get("cmi.success_status", "unknown")
        if not self.later or success == "unknown":
            return status
        joined = success == "failed" or (success, status) == ("passed", "completed")
        return success if joined else f"{status} and {success}"

    def calls(self) -> list[Call]:
        """Every call so far, after the host page had time to report them."""
        self.page.wait_for_timeout(400)
        return self.server.scorm.calls

    def nothing_wrong(self) -> None:
        """No host has anything against the course, and the browser saw no error."""
        self.page.wait_for_timeout(300)
        assert self.server.faults == []
        assert self.errors == []
