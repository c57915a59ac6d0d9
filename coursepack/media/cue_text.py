"""The words of a caption and the marks in them (WebVTT, section 4.2.2), read strictly and written anew."""

from __future__ import annotations

import html
import re

MARKS = ("b", "i", "u", "ruby", "rt", "v", "lang")
_NAMED = ("v", "lang")  # those that say something behind their name
_TOKEN = re.compile(r"<(/?)([a-z]*)((?:\.[^\s<>.]+)*)(?:[ \t\n]+([^<>]*))?>|&(#?\w{1,31});|([^<&]+)|([<&])")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class WordsError(Exception):
    """What is wrong with the words, and `hint`."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def clean(text: str) -> str:
    """The same words and marks, written so that a browser reads them in no other way. Raises `WordsError`."""
    if (match := _CONTROL.search(html.unescape(text))) is not None:
        raise WordsError(f"the text holds the character U+{ord(match[0]):04X}", "delete it")
    out: list[str] = []
    opened: list[str] = []
    for match in _TOKEN.finditer(text):
        if match[6] is not None:
            out.append(_written(match[6]))
        elif match[5]:
            out.append(_written(html.unescape(match[0])))
        elif match[7] == "&":
            out.append("&amp;")
        elif match[7]:
            raise WordsError("a '<' begins no mark", "write &lt; for the character itself")
        else:
            out.append(_mark(match, opened))
    while opened and opened[-1] == "v":  # a voice may last to the end of the text
        opened.pop()
        out.append("</v>")
    if opened:
        raise WordsError(f"<{opened[-1]}> is not closed", f"write </{opened[-1]}> behind its words")
    return "".join(out)


def _written(text: str) -> str:
    return html.escape(text, quote=False)


def plain(text: str) -> str:
    """Cleaned words without marks."""
    return html.unescape(re.sub(r"<[^<>]*>", "", text))


def _mark(match: re.Match[str], opened: list[str]) -> str:
    slash, name, classes, words = match[1], match[2], match[3], " ".join((match[4] or "").split())
    if name not in MARKS:
        raise WordsError(f"the mark {match[0]} is not carried", f"marks are {', '.join(f'<{mark}>' for mark in MARKS)}")
    if classes:
        raise WordsError(f"{match[0]} names a style, and styles are not carried", "say who speaks by <v Name>")
    if slash:
        if not opened or opened[-1] != name or words:
            raise WordsError(f"{match[0]} closes nothing", "close marks in the reverse order of opening them")
        opened.pop()
        return f"</{name}>"
    return _opened(name, words, match[0], opened)


def _opened(name: str, words: str, written: str, opened: list[str]) -> str:
    before = ""
    if name == "v" and opened == ["v"]:  # the next speaker
        opened.pop()
        before = "</v>"
    if (name in _NAMED) != bool(words) or (name == "lang" and not _LANGUAGE.fullmatch(words)):
        hint = "write <v Name> for a speaker, <lang es> for a language, and nothing behind other marks"
        raise WordsError(f"the mark {written} cannot be read", hint)
    opened.append(name)
    return f"{before}<{name}{' ' + _written(html.unescape(words)) if words else ''}>"
