"""How hard questions and passages are to read, by the formulas made for English and for Spanish. Other languages are not judged.

English: Flesch-Kincaid grade = 0.39 words/sentences + 11.8 syllables/words - 15.59. Spanish: Szigriszt-Pazos, read on the INFLESZ scale
= 206.835 - 62.3 syllables/words - words/sentences. Short texts are left alone, because one long word decides there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from coursepack.checks.quality.asked import Asked, Exam, Finding, plain

GRADE = 12.0  # the end of high school
INFLESZ = 40.0  # below it: very hard, university and specialists
QUESTION, PASSAGE = 25, 100  # words from which a text is judged

_SENTENCES = re.compile(r"[.!?…]+(?=[\s”»\"’)]|$)|\n{2,}|\n(?=[-*|#])")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_EN_VOWELS = re.compile(r"[aeiouy]+")
_EN_SILENT = re.compile(r"(?:[^laeiouy]es?|[^td]ed)$")
_ES_VOWELS = re.compile(r"[aeo]|[iuü](?![aeoáéóiu])|[áéíóú]|y(?![aeiouáéíóú])", re.IGNORECASE)


class Measure(NamedTuple):
    """Counts of one text."""

    words: int
    sentences: int
    syllables: int

    @property
    def grade(self) -> float:
        """Flesch-Kincaid grade."""
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    @property
    def inflesz(self) -> float:
        """Szigriszt-Pazos perspicuity."""
        return 206.835 - 62.3 * self.syllables / self.words - self.words / self.sentences


def reading(exam: Exam) -> Iterator[Finding]:
    """Questions and passages over the limit."""
    if exam.language not in ("en", "es"):
        return
    for asked in exam.asked:
        if (said := _hard(_question(asked), exam.language, QUESTION)) is not None:
            yield Finding(asked.pointer, "CP199", f"the question is hard to read: {said}", _HINT)
    for pointer, block in exam.context.blocks("text"):
        text = exam.context.texts.get(str(block.get("file"))) or str(block.get("markdown", ""))
        if (said := _hard(text, exam.language, PASSAGE)) is not None:
            yield Finding(pointer, "CP200", f"the passage is hard to read: {said}", _HINT)


_HINT = "shorter sentences, shorter words, one thought in each"


def _question(asked: Asked) -> str:
    """What has to be read to answer: the prompt, and each option as a sentence."""
    return "\n\n".join([asked.prompt, *(text for text, _ in asked.options)])


def _hard(text: str, language: str, least: int) -> str | None:
    if text.count(" ") < least - 1:
        return None
    measured = measure(text, language)
    if measured.words < least:
        return None
    if language == "en":
        return f"grade {measured.grade:.1f}, over {GRADE:.0f}" if measured.grade > GRADE else None
    return f"INFLESZ {measured.inflesz:.0f}, under {INFLESZ:.0f}" if measured.inflesz < INFLESZ else None


def measure(text: str, language: str) -> Measure:
    """Words, sentences and syllables of a text, Markdown or plain. List entries, cells and headings count as sentences."""
    parts = [part for part in _SENTENCES.split(_bare(text)) if _WORD.search(part)]
    words = [word for part in parts for word in _WORD.findall(part)]
    count = _english if language == "en" else _spanish
    return Measure(len(words), max(1, len(parts)), sum(map(count, words)))


def _bare(text: str) -> str:
    """Without citations and addresses of links, which are not read."""
    return re.sub(r"\[@[^\]]*\]|\]\([^)]*\)|https?://\S+", " ", text)


def _english(word: str) -> int:
    word = word.lower()
    count = len(_EN_VOWELS.findall(word))
    return max(1, count - (count > 1 and _EN_SILENT.search(word) is not None))


def _spanish(word: str) -> int:
    return max(1, len(_ES_VOWELS.findall(word)))


__all__ = ["measure", "plain", "reading"]
