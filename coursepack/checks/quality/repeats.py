"""Questions that ask the same thing again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from coursepack.checks.quality.asked import Asked, Exam, Finding, normal, shown, tokens

ALIKE = 0.8  # shared words, of all words of both (Jaccard)
LEAST = 6  # words; shorter questions are alike by chance


def repeats(exam: Exam) -> Iterator[Finding]:
    """Each question that repeats an earlier one in the same words, or nearly so. Numbers must be the same to be alike."""
    alike: dict[frozenset[str], list[tuple[Asked, frozenset[str]]]] = defaultdict(list)
    for asked in exam.asked:
        words = frozenset(tokens(" ".join([asked.prompt, *(text for text, _ in asked.options)])))
        if len(words) < LEAST:
            continue
        numbers = frozenset(word for word in words if word.isdigit())
        if (first := _earlier(asked, words, alike[numbers])) is not None:
            message = f"the question repeats '{first.question.get('id')}': {shown(first.prompt)}"
            yield Finding(asked.pointer, "CP201", message, "ask something else, or remove one of them")
        alike[numbers].append((asked, words))


def _earlier(asked: Asked, words: frozenset[str], earlier: Sequence[tuple[Asked, frozenset[str]]]) -> Asked | None:
    size = len(words)
    for other, theirs in earlier:
        if not ALIKE * size <= len(theirs) <= size / ALIKE or other.kind != asked.kind:
            continue
        shared = len(words & theirs)
        if shared >= ALIKE * (size + len(theirs) - shared) and not _opposed(asked, other):
            return other
    return None


def _opposed(one: Asked, other: Asked) -> bool:
    """Two statements in nearly the same words of which one is true and one false test the difference."""
    answers = one.question.get("answer"), other.question.get("answer")
    return answers[0] != answers[1] and normal(one.prompt) != normal(other.prompt)
