"""What a learner in a test knows: the right answers, by the course's source and not by the package."""

from __future__ import annotations

from coursepack.model import Quiz
from coursepack.plan import Plan
from coursepack.questions import AnyQuestion
from tests.browser import answers
from tests.browser.answers import Answer, How


class Source:
    """The plan that a package was made of."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def quiz(self, name: str) -> Quiz | None:
        return next((quiz for quiz in self.plan.course.quizzes if quiz.id == name), None)

    def question(self, name: str) -> AnyQuestion:
        return next(one for quiz in self.plan.course.quizzes for one in quiz.questions if one.id == name)

    def answer(self, name: str, how: How) -> Answer:
        """A right, wrong or partly right answer."""
        return answers.answer(self.question(name), self.plan.lock, how)

    def key(self, name: str) -> list[int]:
        """Right option numbers, rising."""
        picks = self.answer(name, "right")
        assert isinstance(picks, list)
        return sorted(picks)

    def wrong(self, name: str) -> list[int]:
        """Option numbers that are not right."""
        picks = self.answer(name, "wrong")
        assert isinstance(picks, list)
        return picks
