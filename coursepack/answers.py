"""What a written answer means: when two texts are the same, what a pattern accepts, and which number somebody wrote.

The player decides (`player/src/questions/fold.ts`, `decimal.ts`); this independent implementation lets the build check what an author
accepts, and the tests compare the two. `docs/questions.md` says the rules in words.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

# Letters that are one with others in a quick hand or on a foreign keyboard, and that have no accent to take off.
_LETTERS = str.maketrans(
    {
        **{"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ς": "σ", "µ": "μ"},
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)  # fmt: skip
# Accents of Latin, Greek and Cyrillic letters, vowel points of Hebrew and Arabic. Other marks make other words, as in Hindi or Japanese.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_WIDE = re.compile("[\uff00-\uffef]+")
_BLANK = "[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
_SPACE = re.compile(_BLANK)
_AROUND = re.compile(f"^{_BLANK}|{_BLANK}$")


def exact(text: str) -> str:
    """One spelling for what looks the same, without white space around it."""
    return _AROUND.sub("", unicodedata.normalize("NFC", text))


def fold(text: str) -> str:
    """The text without what `folded` takes no notice of."""
    visible = _INVISIBLE.sub("", text)
    narrow = _WIDE.sub(lambda wide: unicodedata.normalize("NFKC", wide[0]), visible)
    bare = _MARKS.sub("", unicodedata.normalize("NFD", narrow.lower()))
    return _SPACE.sub(" ", unicodedata.normalize("NFC", bare).translate(_LETTERS)).strip(" ")


def fits(pattern: str, text: str) -> bool:
    """Whether a pattern accepts a text: `*` is any characters or none, `?` is one (of what a reader takes for one, mostly)."""
    reachable = {0}
    for char in pattern:
        if char == "*":
            reachable = set(range(min(reachable), len(text) + 1)) if reachable else set()
        else:
            reachable = {at + 1 for at in reachable if at < len(text) and char in ("?", text[at])}
    return len(text) in reachable


def accepts(answers: tuple[str, ...], patterns: tuple[str, ...], compare: str, text: str) -> bool:
    """Whether what a learner wrote is one of the accepted answers."""
    same = exact if compare == "exact" else fold
    told = same(text)
    return told != "" and (
        any(same(answer) == told for answer in answers) or any(fits(same(pattern), told) for pattern in patterns)
    )


# --- numbers

# Digits of other scripts by the code of their 0: Arabic, Persian, Devanagari, Bengali, full-width.
_ZEROS = (0x660, 0x6F0, 0x966, 0x9E6, 0xFF10)
_DIGITS = {zero + digit: str(digit) for zero in _ZEROS for digit in range(10)}
_OTHERS = {**dict.fromkeys("−‐‑–－﹣", "-"), "＋": "+", "．": ".", "，": ",", "٫": ",", "٬": "'", "’": "'"}
_SIGNS = _DIGITS | {ord(sign): plain for sign, plain in _OTHERS.items()}
_WRITTEN = re.compile(r"([+-]?)([0-9][0-9., ']*|[.,][0-9]+)(.*)", re.DOTALL)
_MOST_DIGITS = 30

# Languages (outside those that have a catalogue) whose decimal sign is a comma.
_COMMA = """ af az be bg bs ca cs da de el et eu fi fo fr gl hr hu hy id is it ka kk ky lb lt lv mk mn nb nl nn no pl pt ro sk sl sq sr
 sv tg tk tr tt uk uz """


def decimal_sign(language: str) -> str:
    """The decimal sign of a language that has no catalogue: point or comma, by its first subtag."""
    return "," if language.split("-", maxsplit=1)[0].lower() in _COMMA else "."


def read_number(text: str, decimal: str) -> tuple[Decimal, str] | None:
    """The number that a learner wrote in a language with that decimal sign, and what stands behind it; None when it is none."""
    tidy = _SPACE.sub(" ", _INVISIBLE.sub("", text).translate(_SIGNS)).strip(" ")
    tidy = re.sub(r"^([+-]) ", r"\1", tidy)
    found = _WRITTEN.fullmatch(tidy)
    if not found:
        return None
    sign, digits, rest = found.groups()
    trimmed = digits.rstrip(" ")
    plain = _plain(trimmed, decimal)
    if plain is None or sum(char.isdigit() for char in plain) > _MOST_DIGITS or re.match(r"[0-9.,']", rest):
        return None
    return Decimal(sign + plain), rest.strip(" ")


def _plain(digits: str, decimal: str) -> str | None:
    """Digits with at most one point, out of those that somebody grouped and parted as they are used to."""
    groups = re.sub(r"(?<=[0-9])[ '](?=[0-9]{3}(?![0-9]))", "", digits)
    if " " in groups or "'" in groups:
        return None
    sign = _decimal_sign_of(groups, decimal)
    whole, _, part = groups.partition(sign) if sign else (groups, "", "")
    for other in ",.":
        if other in whole:
            if not re.fullmatch(rf"[0-9]{{1,3}}(\{other}[0-9]{{3}})+", whole):
                return None
            whole = whole.replace(other, "")
    if not re.fullmatch("[0-9]*", whole) or not re.fullmatch("[0-9]*", part) or not (whole or part):
        return None
    return f"{whole or '0'}.{part}" if part else whole


def _decimal_sign_of(digits: str, decimal: str) -> str:
    """Which of the signs in it parts the fraction off; nothing when all of them group."""
    signs = [char for char in digits if char in ",."]
    if not signs or (len(signs) > 1 and len(set(signs)) == 1):
        return ""
    last = signs[-1]
    grouped = re.fullmatch(rf"[1-9][0-9]{{0,2}}\{last}[0-9]{{3}}", digits)
    return "" if len(signs) == 1 and last != decimal and grouped else last


def unit_folded(text: str) -> str:
    """A unit without what does not matter in it."""
    return fold(text).replace(" ", "")
