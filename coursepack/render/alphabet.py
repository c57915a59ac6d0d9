"""The order of a language's alphabet, the same on every machine: no locale and no collation data of the system is asked.

Each letter of `LETTERS` is one of its own; marks that make no letter (the acute of Spanish, the tones of Vietnamese) only decide between
words that are equal without them. Korean and Arabic stand in the order of Unicode, Chinese in that of GB 2312, which sorts the common
characters by their pinyin.
"""

from __future__ import annotations

from functools import cache
from unicodedata import category, normalize

_LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
LETTERS = {
    "es": "a b c d e f g h i j k l m n ñ o p q r s t u v w x y z",
    "fil": "a b c d e f g h i j k l m n ñ ng o p q r s t u v w x y z",
    "tl": "a b c d e f g h i j k l m n ñ ng o p q r s t u v w x y z",
    "vi": "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z",
    "ru": "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я",
}

# The tones of Vietnamese in the order of its dictionaries: grave, hook, tilde, acute, dot below.
_TONES = {"vi": "\u0300\u0309\u0303\u0301\u0323"}

SortKey = tuple[tuple[tuple[int, str], ...], str, str]


def sort_key(text: str, language: str) -> SortKey:
    """Sorts texts by the alphabet of a BCP 47 language tag; foreign letters stand behind the language's own."""
    primary = language.partition("-")[0]
    if primary == "zh":
        return tuple((byte, "") for byte in normalize("NFC", text).encode("gb18030")), "", text
    tones = {ord(tone): chr(n + 1) for n, tone in enumerate(_TONES.get(primary, ""))}
    letters = _letters(text.casefold(), primary)
    marks = "".join(f"{rest}\0" for _, rest in letters)
    return tuple(_rank(letter, primary) for letter, _ in letters), marks.translate(tones), text


def fold(text: str) -> str:
    """A text without case, marks and doubled spaces: two names that a reader would take for one are equal."""
    plain = "".join(char for char in normalize("NFD", text.casefold()) if category(char) != "Mn")
    return " ".join(plain.split())


def _letters(text: str, language: str) -> list[tuple[str, str]]:
    """The letters of a text with the marks that do not belong to them."""
    known = _ranks(language)
    found: list[tuple[str, str]] = []
    for char in normalize("NFD", text):
        letter, marks = found[-1] if found else ("", "")
        if category(char) == "Mn" and found:
            joined = normalize("NFC", letter + char)
            found[-1] = (joined, marks) if joined in known else (letter, marks + char)
        elif found and not marks and letter + char in known:
            found[-1] = (letter + char, "")
        else:
            found.append((char, ""))
    return found


def _rank(letter: str, language: str) -> tuple[int, str]:
    """Spaces and signs first, then digits, the language's letters, and all others."""
    if (rank := _ranks(language).get(letter)) is not None:
        return rank + 2, ""
    if letter.isalpha():
        return 1000, letter
    return int(letter.isdigit()), letter


@cache
def _ranks(language: str) -> dict[str, int]:
    return {letter: n for n, letter in enumerate(LETTERS.get(language, _LATIN).split())}
