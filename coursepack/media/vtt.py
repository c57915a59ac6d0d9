"""Captions: a strict reader of WebVTT (W3C, 2019-04-04) for what every browser shows alike, and a writer that carries nothing else.

What a package holds is written anew from what was read: no comments, no styles, no marks but those of `cue_text.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from coursepack.media.cue_text import WordsError, clean

_TIME = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}((?:[ \t]+\S+)*)[ \t]*")
_SETTING = re.compile(
    r"vertical:(?:rl|lr)|line:(?:-?\d{1,3}|\d{1,3}(?:\.\d{1,3})?%)(?:,(?:start|center|end))?|size:\d{1,3}(?:\.\d{1,3})?%"
    r"|position:\d{1,3}(?:\.\d{1,3})?%(?:,(?:line-left|center|line-right))?|align:(?:start|center|end|left|right)"
)
_GRACE = 1000  # milliseconds that a text may stand after the last sound


class Cue(NamedTuple):
    """One text: milliseconds from the start, settings of its place, its words with marks, the line of its times."""

    start: int
    end: int
    settings: str
    text: str
    line: int


class Fault(NamedTuple):
    """What is wrong in which line, counted from 1; `times` says that it is the times that cannot be."""

    line: int
    message: str
    hint: str
    times: bool = False


@dataclass(frozen=True)
class Track:
    """A file of captions or descriptions."""

    cues: tuple[Cue, ...] = ()

    def text(self) -> str:
        """As WebVTT, with nothing in it that was not understood."""
        return "WEBVTT\n" + "".join(map(_written, self.cues))

    def late(self, seconds: float) -> Iterator[Fault]:
        """Texts that end after the recording does."""
        for cue in self.cues:
            if cue.end > seconds * 1000 + _GRACE:
                message = (
                    f"a text ends at {_clock(cue.end)}, after the recording's end at {_clock(round(seconds * 1000))}"
                )
                yield Fault(cue.line, message, "are these the captions of another recording?", times=True)


def read(text: str) -> tuple[Track, list[Fault]]:
    """The cues of a file, and everything that is wrong with it."""
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        return Track(), [Fault(1, "the file does not begin with 'WEBVTT'", "write WEBVTT alone in the first line")]
    cues: list[Cue] = []
    faults: list[Fault] = []
    for number, block in _blocks(lines):
        try:
            cues.append(_cue(number, block))
        except _WrongError as error:
            faults.append(error.fault)
    faults += _out_of_order(cues)
    if not cues and not faults:
        faults.append(Fault(1, "the file holds no text", "write a line of times, and the words below it"))
    return Track(tuple(cues)), sorted(faults)


class _WrongError(Exception):
    def __init__(self, line: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.fault = Fault(line, message, hint)


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The passages between empty lines, each with the number of its first line; not the head, and no comments."""
    start = 0
    for index, line in enumerate([*lines, ""]):
        if line:
            continue
        block = lines[start:index]
        if block and start > 0 and not re.match(r"NOTE(?:[ \t]|$)", block[0]):
            yield start + 1, block
        start = index + 1


def _cue(number: int, block: list[str]) -> Cue:
    if block[0].strip() in ("STYLE", "REGION"):
        raise _WrongError(
            number, f"{block[0].strip()} is not carried", "remove it: how captions look is left to the learner"
        )
    at = next((index for index, line in enumerate(block[:2]) if "-->" in line), None)
    if at is None:
        raise _WrongError(number, "a line of times is missing", "write for example 00:01.000 --> 00:04.000")
    start, end, settings = _timing(number + at, block[at])
    words = block[at + 1 :]
    for index, line in enumerate(words, number + at + 1):
        if "-->" in line:
            raise _WrongError(index, "a line of times stands inside a text", "put an empty line above it")
    if not "".join(words).strip():
        raise _WrongError(number + at, "no words stand below these times", "write them, or remove the times")
    try:
        text = clean("\n".join(line.rstrip() for line in words if line.strip()))
    except WordsError as error:
        raise _WrongError(number + at + 1, str(error), error.hint) from None
    return Cue(start, end, settings, text, number + at)


def _timing(number: int, line: str) -> tuple[int, int, str]:
    match = _TIMING.fullmatch(line)
    if not match:
        dotted = _TIMING.fullmatch(re.sub(r"(\d),(\d)", r"\1.\2", line))
        hint = "WebVTT has a dot before the thousandths" if dotted else "write for example 00:01.000 --> 00:04.000"
        raise _WrongError(number, f"these are no times: '{line.strip()}'", hint)
    for word in match[9].split():
        if not _SETTING.fullmatch(word):
            raise _WrongError(
                number, f"'{word}' is not carried", "after the times only line, position, size, align, vertical"
            )
    return _milliseconds(*match.groups()[:4]), _milliseconds(*match.groups()[4:8]), " ".join(match[9].split())


def _milliseconds(hours: str | None, minutes: str, seconds: str, rest: str) -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest)


def _out_of_order(cues: list[Cue]) -> Iterator[Fault]:
    before = 0
    for cue in cues:
        if cue.end <= cue.start:
            yield Fault(
                cue.line, f"a text ends at {_clock(cue.end)}, not after its start", "the end comes second", times=True
            )
        if cue.start < before:
            message = f"a text begins at {_clock(cue.start)}, before the one above it at {_clock(before)}"
            yield Fault(cue.line, message, "put the texts in the order of their times", times=True)
        before = max(before, cue.start)


def _written(cue: Cue) -> str:
    settings = f" {cue.settings}" if cue.settings else ""
    return f"\n{_clock(cue.start)} --> {_clock(cue.end)}{settings}\n{cue.text}\n"


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
