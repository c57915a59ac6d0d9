"""Feedback that teaches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from coursepack.checks.quality.asked import Exam, Finding, normal, plain, shown, tokens

_UNSPACED = ("zh", "ja", "th")
_LEAST = 3  # words; "It is false." says more than "No."


def feedback(exam: Exam) -> Iterator[Finding]:
    """The same words for right and wrong, or so few for a wrong answer that nobody learns from them."""
    for asked in exam.asked:
        said = asked.question.get("feedback")
        if not isinstance(said, dict) or not isinstance(wrong := said.get("incorrect"), str):
            continue
        wrong, right = plain(wrong), plain(str(said.get("correct", "")))
        hint = "say why: what is right, and what to think of next time"
        if normal(wrong) == normal(right):
            message = f"the feedback is the same for right and wrong: {shown(wrong)}"
            yield Finding(asked.pointer, "CP190", message, hint)
        elif _short(wrong, exam.language) and not _options_say(asked.question):
            message = f"the feedback of a wrong answer says no more than {shown(wrong)}"
            yield Finding(asked.pointer, "CP190", message, hint)


def _short(text: str, language: str) -> bool:
    return len(text) < 6 if language in _UNSPACED else len(tokens(text)) < _LEAST


def _options_say(question: object) -> bool:
    """Whether each wrong option has its own feedback."""
    options = question.get("options") if isinstance(question, dict) else None
    wrong = [one for one in options or [] if isinstance(one, dict) and one.get("correct") is not True]
    return bool(wrong) and all(one.get("feedback") for one in wrong)
