"""A learner in any browser: the same reading and answering as `Learner`, over the small interface of `Window`."""

from __future__ import annotations

import time
from typing import Any

from coursepack.model import Page
from coursepack.plan import Plan
from coursepack.play import PlayServer
from tests.browser.answers import How
from tests.browser.source import Source
from tests.browser.windows import NoWindowError, Window

FILL = """
const field = document.querySelector(arguments[0]);
field.focus();
field.value = arguments[1];
for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
"""
SHOWN = ".page:not([hidden])"
READY = f"return document.documentElement.classList.contains('js') && document.querySelectorAll('{SHOWN}').length === 1"
PATIENCE = 30.0
# A picture that arrives on the way makes the page longer: scroll until the end stays the end.
READ = """
const page = document.querySelector('.page:not([hidden])');
const ways = '.case-next, .block-scenario[data-waiting] .decision-choose';
for (;;) {
  const way = [...page.querySelectorAll(ways)].find((one) => one.getClientRects().length > 0);
  if (!way) break;
  way.click();
}
dispatchEvent(new WheelEvent('wheel'));
const root = document.documentElement;
const settle = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)));
const down = () => {
  root.scrollTo({ top: root.scrollHeight, behavior: 'instant' });
  return settle().then(() => (scrollY + innerHeight < root.scrollHeight - 1 ? down() : null));
};
return down();
"""


class Walker(Source):
    """Drives one window of any browser through one course."""

    def __init__(self, window: Window, server: PlayServer, plan: Plan, address: str) -> None:
        super().__init__(plan)
        self.window, self.server, self.address = window, server, address

    # ---- the window

    def open(self, address: str | None = None) -> None:
        self.window.goto(address or self.address)
        self.until(READY)
        time.sleep(0.15)

    def away(self) -> None:
        """The learner leaves for another page."""
        self.window.goto("about:blank")
        time.sleep(0.3)

    def relaunch(self) -> None:
        self.away()
        self.open()

    def crash(self) -> None:
        """The window vanishes; nothing that it still sends arrives."""
        self.window.host("document.getElementById('crash').click()")
        time.sleep(0.2)

    def until(self, script: str, *args: object, patience: float = PATIENCE) -> Any:
        """What a script answers as soon as that is something."""
        end = time.monotonic() + patience
        while True:
            try:
                if answer := self.window.run(script, *args):
                    return answer
            except NoWindowError:
                # The document may be on its way still.
                if time.monotonic() > end:
                    raise
            assert time.monotonic() < end, f"still waiting for: {script} {args}"
            time.sleep(0.05)

    # ---- what is to be seen

    def current(self) -> str:
        """Id of the page on show."""
        return str(self.window.run(f"return document.querySelector('{SHOWN}').id"))

    def text(self, selector: str) -> str:
        return str(
            self.window.run("const e = document.querySelector(arguments[0]); return e ? e.innerText : ''", selector)
        ).strip()

    def notice(self) -> str:
        return self.text("#notice:not([hidden])")

    def checked(self, question: str) -> list[int]:
        script = "return [...document.querySelectorAll(arguments[0])].map((box) => Number(box.value))"
        return sorted(self.window.run(script, f"{self._place(question)} .option input:checked"))

    # ---- reading

    def go(self, page: str) -> None:
        self.window.run("location.hash = '#' + arguments[0]", page)
        self.until("return !document.getElementById(arguments[0]).hidden", page)
        self.show()

    def next(self) -> None:
        self.window.click(f"{SHOWN} .turn-next")
        self.show()

    def show(self) -> None:
        """Open the page on show, if it stands behind its content note."""
        self.window.run("document.querySelector(arguments[0])?.click()", f"{SHOWN} .gate .button-main")

    def read(self) -> None:
        """Ask for every step of the cases, take the scenarios to an end, and scroll to the end of the page on show."""
        self.window.run(READ)

    def read_page(self, page: Page) -> None:
        """One page to its end, its checks answered on the way."""
        self.go(page.id)
        for block in page.blocks:
            quiz = self.quiz(getattr(block, "quiz", ""))
            if quiz and quiz.purpose == "check":
                for question in quiz.questions:
                    self.check(question.id)
        self.read()

    def read_all(self) -> None:
        for page in self.plan.course.pages():
            self.read_page(page)

    # ---- answering

    def pick(self, question: str, options: list[int]) -> None:
        for option in options:
            self.window.click(f'{self._place(question)} .option input[value="{option}"]')

    def give(self, question: str, how: How) -> None:
        """Answers a question of any type."""
        answer = self.answer(question, how)
        place = self._place(question)
        if isinstance(answer, str):
            self._fill(f"{place} .write :is(input, textarea)", answer)
        elif isinstance(answer, dict):
            for source, target in answer.items():
                self._fill(f'{place} .pair[data-option="{source}"] select', str(target))
        elif self.window.run("return !!document.querySelector(arguments[0])", f"{place} .place"):
            for at, n in enumerate(answer, 1):
                self._fill(f'{place} .place[data-option="{n}"] select', str(at))
        else:
            self.pick(question, answer)

    def _fill(self, selector: str, value: str) -> None:
        self.window.run(FILL, selector, value)

    def check(self, question: str, *, right: bool = True) -> None:
        """Answer a question of a check."""
        self.give(question, "right" if right else "wrong")
        self.window.click(f"{self._place(question)} .question-actions button")
        self.until("return !!document.querySelector(arguments[0])", f"{self._place(question)}[data-result]")

    def asked(self, quiz: str) -> list[str]:
        """Ids of the questions of the attempt on show, in order."""
        script = """
        const all = [...document.querySelectorAll(arguments[0])].filter((question) => !question.hidden);
        return all.map((question) => Number(question.dataset.question));
        """
        numbers = self.window.run(script, f"{self._form(quiz)} .question")
        names = {entry.number: name for name, entry in self.plan.lock.questions.items()}
        return [names[number] for number in numbers]

    def take(self, quiz: str, *, wrong: int = 0) -> None:
        """Answer all questions of an assessment, the first `wrong` of them wrongly, and hand it in."""
        for index, name in enumerate(self.asked(quiz)):
            self.give(name, "wrong" if index < wrong else "right")
        self.window.click(f'{self._form(quiz)} button[type="submit"]')
        self.until("return !!document.querySelector('.result-score')")

    def _place(self, question: str) -> str:
        return f'[data-question="{self.plan.lock.questions[question].number}"]'

    def _form(self, quiz: str) -> str:
        return f'form[data-quiz="{self.plan.lock.quizzes[quiz]}"]'

    # ---- what the LMS was told

    @property
    def values(self) -> dict[str, str]:
        return self.server.scorm.values

    @property
    def status(self) -> str:
        return self.values.get("cmi.core.lesson_status", "not attempted")

    def verbs(self) -> list[str]:
        """What the record store was told of the course as a whole, in order."""
        course = self.plan.course.id
        told = [one for one in self.server.lrs.statements if one["object"]["id"] == course]
        return [str(one["verb"]["id"]).rsplit("/", 1)[-1] for one in told]

    def nothing_wrong(self) -> None:
        """No host has anything against the course, and the browser saw no error."""
        time.sleep(0.3)
        found = [*self.server.faults, *self.window.errors()]
        assert not found, found
