"""What a learner in a test knows: the right answers, by the course's source and not by the package."""

from __future__ import annotations

from coursepack.model import AnyQuestion, Choice, Quiz
from coursepack.plan import Plan


class Source:
    """The plan that a package was made of."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def quiz(self, name: str) -> Quiz | None:
        return next((quiz for quiz in self.plan.course.quizzes if quiz.id == name), None)

    def question(self, name: str) -> AnyQuestion:
        return next(one for quiz in self.plan.course.quizzes for one in quiz.questions if one.id == name)

    def key(self, name: str) -> list[int]:
        """Right option numbers."""
        question = self.question(name)
        if not isinstance(question, Choice):
            return [int(question.answer)]
        numbers = self.plan.lock.questions[name].options
        return sorted(numbers[option.id] for option in question.options if option.correct)

    def wrong(self, name: str) -> list[int]:
        """Option numbers that are not right."""
        question = self.question(name)
        if not isinstance(question, Choice):
            return [int(not question.answer)]
        numbers = self.plan.lock.questions[name].options
        return [numbers[option.id] for option in question.options if not option.correct][:1]
