"""Stems that are easy to misread."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursepack.checks.quality.asked import Asked, Exam, Finding, plain, shown

_SENTENCE = re.compile(r"(?<=[.!?。！？؟…])[\s”»\"’]+|\n{2,}")
_EMPHASIS = re.compile(r"\*\*(.+?)\*\*|\*(.+?)\*|__(.+?)__|_(.+?)_", re.DOTALL)

_CONTRAST = re.compile(r"[,;—–]\s*(?:and\s+|but\s+|y\s+)?(?:not|no)\b", re.IGNORECASE)  # "offered, not ordered"


def stems(exam: Exam) -> Iterator[Finding]:
    """A negative in the sentence that asks, not emphasised. Sentences before it, and what somebody in them says, may hold any."""
    pattern = exam.pattern("negatives")
    for asked in exam.asked if pattern else ():
        if asked.kind not in ("choice", "true-false"):
            continue
        assert pattern
        for match in pattern.finditer(_unemphasised(asked)):
            if not match[0].isupper():
                message = f"the question turns on {shown(match[0])}, which is easily overlooked"
                hint = f"write **{match[0]}**, or ask the other way round"
                yield Finding(asked.pointer, "CP193", message, hint)
                break


def _unemphasised(asked: Asked) -> str:
    """The words of the last sentence of the prompt, less what is emphasised or quoted."""
    text = str(asked.question.get("prompt", ""))
    sentence = [part for part in _SENTENCE.split(text.strip()) if part][-1:]
    bare = _CONTRAST.sub(" ", _EMPHASIS.sub(" ", sentence[0] if sentence else ""))
    return plain(re.sub(r"“[^”]*”|«[^»]*»|\"[^\"]*\"|「[^」]*」", " ", bare))
