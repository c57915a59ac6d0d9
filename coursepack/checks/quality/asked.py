"""What the areas of item quality look at: every question with its quiz, and the words of the course's language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from coursepack.checks.context import Context
from coursepack.languages import DATA
from coursepack.render import markdown
from coursepack.source import Json, Pointer

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Finding(NamedTuple):
    """Something about an item that its author should look at; `pointer` names the question, quiz, objective or block."""

    pointer: Pointer
    code: str
    message: str
    hint: str


@dataclass(frozen=True)
class Asked:
    """One question, in the quiz that asks it."""

    pointer: Pointer
    question: Mapping[str, Any]
    quiz: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """Its type."""
        return str(self.question.get("type", ""))

    @cached_property
    def prompt(self) -> str:
        """The words of the prompt, without Markdown."""
        return plain(str(self.question.get("prompt", "")))

    @cached_property
    def options(self) -> tuple[tuple[str, bool], ...]:
        """The words of each option, and whether it is right; empty when the question has none to choose from."""
        if self.kind != "choice":
            return ()
        entries = self.question.get("options")
        found = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
        return tuple((plain(str(entry.get("text", ""))), entry.get("correct") is True) for entry in found)

    @property
    def keeps_order(self) -> bool:
        """Whether learners always see the options as they are written."""
        return self.quiz.get("shuffleOptions") is not True or self.question.get("shuffle") is False


class Exam:
    """All questions of a course, and what else the areas need of it."""

    def __init__(self, context: Context) -> None:
        self.context = context
        language = context.get("language")
        self.language = str(language).replace("_", "-").split("-")[0].lower()
        self.words: Mapping[str, list[str]] = _words().get(self.language, {})
        self.asked = tuple(self._asked())

    def quizzes(self) -> Iterator[tuple[Pointer, dict[str, Json], list[Asked]]]:
        """Each quiz with its questions."""
        for pointer, quiz in self.context.entries("quizzes"):
            yield pointer, quiz, [one for one in self.asked if one.pointer[:2] == pointer]

    def pattern(self, name: str) -> re.Pattern[str] | None:
        """Finds any of the words of that name in the course's language; None when there are none."""
        return _pattern(tuple(self.words.get(name, ())), self.language in _UNSPACED)

    def _asked(self) -> Iterator[Asked]:
        for pointer, quiz in self.context.entries("quizzes"):
            yield from self._below(pointer, quiz)

    def _below(self, pointer: Pointer, quiz: Mapping[str, Json]) -> Iterator[Asked]:
        """The questions of a quiz, and those inside a set of questions."""
        pending = [(*pointer, "questions")]
        while pending:
            for place, question in self.context.entries(*pending.pop()):
                if isinstance(question.get("questions"), list):
                    pending.append((*place, "questions"))
                else:
                    yield Asked(place, question, quiz)


_UNSPACED = ("zh", "ko", "ar")  # written without spaces, or with particles joined to words


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    words: dict[str, dict[str, list[str]]] = json.loads((DATA / "quality.json").read_text(encoding="utf-8"))
    return words


@cache
def _pattern(words: tuple[str, ...], unspaced: bool) -> re.Pattern[str] | None:
    if not words:
        return None
    joined = "|".join(re.escape(word).replace("'", "['’]") for word in sorted(words, key=len, reverse=True))
    return re.compile(joined if unspaced else rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)


def plain(text: str) -> str:
    """A text without its Markdown. Most are plain, and parsing the others is what costs."""
    return text if markdown.is_plain(text) else markdown.plain_text(text)


def tokens(text: str) -> list[str]:
    """The words of a plain text, small."""
    return _WORD.findall(text.lower())


def normal(text: str) -> str:
    """A text reduced to its words, to see whether two say the same."""
    return " ".join(tokens(text))


def shown(text: str, limit: int = 40) -> str:
    """A text in quotation marks, cut when long."""
    text = " ".join(text.split())
    return f"'{text}'" if len(text) <= limit else f"'{text[: limit - 1].rstrip()}…'"
