"""Where the right answers of a quiz stand: a pattern that learners find instead of the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from coursepack.checks.quality.asked import Asked, Exam, Finding

LEAST = 6  # questions; with fewer, chance explains anything
CHANCE = 0.05  # after dividing by the number of places that could have stood out
LEAST_STATEMENTS = 3


def keys(exam: Exam) -> Iterator[Finding]:
    """Quizzes whose right answers stand in one place too often, and whose statements are all true or all false."""
    for pointer, _, asked in exam.quizzes():
        fixed = [one for one in asked if one.options and one.question.get("select") == "one" and one.keeps_order]
        if len(fixed) >= LEAST and (bias := _bias(fixed)):
            place, count = bias
            message = f"the right answer is number {place + 1} in {count} of {len(fixed)} questions"
            hint = 'write "shuffleOptions": true, or move right answers'
            yield Finding(pointer, "CP195", message, hint)
        answers = [one.question.get("answer") for one in asked if one.kind == "true-false"]
        if len(answers) >= LEAST_STATEMENTS and len(set(answers)) == 1:
            word = "true" if answers[0] is True else "false"
            message = f"all {len(answers)} statements are {word}"
            yield Finding(pointer, "CP196", message, "turn some round, so that the answer has to be known")


def _bias(asked: Sequence[Asked]) -> tuple[int, int] | None:
    """The place that holds more right answers than chance explains, and how many; None when there is none.

    The chance is exact: each question of n options puts its right answer there with 1/n (a Poisson binomial).
    """
    places = [next(index for index, (_, correct) in enumerate(one.options) if correct) for one in asked]
    counted = Counter(places)
    place = min(counted, key=lambda one: (-counted[one], one))
    open_to = [len(one.options) for one in asked if len(one.options) > place]
    chance = at_least(counted[place], [1 / size for size in open_to])
    return (place, counted[place]) if chance * max(len(one.options) for one in asked) < CHANCE else None


def at_least(count: int, chances: Sequence[float]) -> float:
    """The probability of `count` successes or more in independent tries with these chances."""
    below = [1.0] + [0.0] * (count - 1)  # below[k]: exactly k successes so far, for k < count
    for chance in chances:
        for k in range(count - 1, 0, -1):
            below[k] += chance * (below[k - 1] - below[k])
        below[0] *= 1 - chance
    return max(0.0, 1 - sum(below))
