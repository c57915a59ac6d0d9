"""Options that tell which is right without the learner knowing it, or that ask for tactics instead of knowledge."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from coursepack.checks.quality.asked import Asked, Exam, Finding, normal, shown, tokens

LONGER, MORE = 1.4, 15  # the right one has so many times the characters of the longest wrong one, and so many more


def options(exam: Exam) -> Iterator[Finding]:
    """Everything that can be wrong with the options of one question."""
    for asked in exam.asked:
        for check in _CHECKS:
            yield from check(exam, asked)


def _length(exam: Exam, asked: Asked) -> Iterator[Finding]:
    right = [text for text, correct in asked.options if correct]
    wrong = [text for text, correct in asked.options if not correct]
    if len(right) != 1 or not wrong or asked.question.get("select") != "one":
        return
    length, longest = len(right[0]), max(map(len, wrong))
    if length >= LONGER * longest and length - longest >= MORE:
        message = f"the right answer has {length} characters, and no other over {longest}"
        yield Finding(asked.pointer, "CP191", message, "make all options about as long: the longest is often guessed")


def _above(exam: Exam, asked: Asked) -> Iterator[Finding]:
    pattern = exam.pattern("above")
    for text, _ in asked.options:
        if pattern and pattern.search(text) and len(tokens(text)) <= 9:
            hint = "write an option of its own, or ask for every answer that fits"
            yield Finding(asked.pointer, "CP192", f"an option points to the others: {shown(text)}", hint)
            return


def _one_distractor(exam: Exam, asked: Asked) -> Iterator[Finding]:
    if asked.question.get("select") == "one" and len(asked.options) == 2:
        message = "there is only one wrong option, so that half of all guesses are right"
        yield Finding(asked.pointer, "CP194", message, "add a wrong option that somebody could believe")


def _repeated(exam: Exam, asked: Asked) -> Iterator[Finding]:
    counted = Counter(normal(text) for text, _ in asked.options)
    for text, _ in asked.options:
        if counted[same := normal(text)] > 1 and same:
            hint = "change one; if both are right, nobody can tell which to pick"
            yield Finding(asked.pointer, "CP202", f"two options say the same: {shown(text)}", hint)
            return


def _absolute(exam: Exam, asked: Asked) -> Iterator[Finding]:
    pattern = exam.pattern("absolutes")
    if pattern is None:
        return
    hint = "who knows tests takes 'always' and 'never' for wrong; say it without"
    if asked.kind == "true-false" and asked.question.get("answer") is False:
        if found := pattern.search(asked.prompt):
            yield Finding(asked.pointer, "CP203", f"a false statement gives itself away by {shown(found[0])}", hint)
        return
    wrong = [pattern.search(text) for text, correct in asked.options if not correct]
    right = any(pattern.search(text) for text, correct in asked.options if correct)
    found_in = [match for match in wrong if match]
    if len(found_in) > 1 and not right and 2 * len(found_in) >= len(wrong):
        message = f"{len(found_in)} of {len(wrong)} wrong options give themselves away by {shown(found_in[0][0])}"
        yield Finding(asked.pointer, "CP203", message, hint)


_ARTICLE = re.compile(r"(?<!\w)(an?)[\s:_….]*$", re.IGNORECASE)
# A vowel that is spoken as a consonant, and a consonant that is not spoken.
_LIKE_CONSONANT = re.compile(r"(?:uni(?!n|m)|use|usual|u[rt]i|eu|one\b|once)", re.IGNORECASE)
_LIKE_VOWEL = re.compile(r"(?:hour|honest|honou?r|heir|[FHLMNRSX](?=[A-Z\d\b-]|\b))")


def _article(exam: Exam, asked: Asked) -> Iterator[Finding]:
    """A stem that ends with "a" or "an" and options that do not all follow it. English only."""
    match = _ARTICLE.search(asked.prompt) if exam.language == "en" and asked.options else None
    if match is None:
        return
    misfit = [text for text, correct in asked.options if not correct and _article_of(text) != match[1].lower()]
    if misfit:
        message = f"'{match[1]}' at the end of the question does not go with {shown(misfit[0])}"
        yield Finding(asked.pointer, "CP204", message, "write 'a/an', or put the article into the options")


def _article_of(text: str) -> str:
    if _LIKE_VOWEL.match(text):
        return "an"
    return "an" if text[:1].lower() in ("a", "e", "i", "o", "u", "8") and not _LIKE_CONSONANT.match(text) else "a"


_CHECKS: tuple[Callable[[Exam, Asked], Iterator[Finding]], ...] = (
    _length,
    _above,
    _one_distractor,
    _repeated,
    _absolute,
    _article,
)
