"""Files: each is inside the course, has its exact name, is of a kind that an LMS takes, and is not too large."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from coursepack.checks.context import Context, OutsideError
from coursepack.checks.texts import ILLEGAL
from coursepack.facts import Fact
from coursepack.problems import CourseError, Problem
from coursepack.source import read_text

MAX_FILE = 100 * 1024 * 1024  # bytes; LMSs commonly refuse packages over 200 MB
IMAGES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg")
_KINDS = {
    "image": ("picture that browsers show", IMAGES),
    "audio": ("sound file that browsers play", (".mp3", ".m4a", ".ogg", ".opus", ".wav")),
    "video": ("video that browsers play", (".mp4", ".webm")),
    "captions": ("WebVTT file", (".vtt",)),
}
# Several LMSs refuse a whole package for one of these (Docebo, CrossKnowledge).
SERVER_SIDE = (
    ".phtml",
    ".asp",
    ".aspx",
    ".jsp",
    ".cgi",
    ".pl",
    ".py",
    ".rb",
    ".sh",
    ".shtml",
    ".htaccess",
    ".exe",
    ".bat",
)
_NAME_LIMIT = 120


def files(context: Context) -> Iterator[Problem]:
    """Find each file that the course names and note it in the context."""
    for fact in context.having("asset"):
        if not fact.value or ILLEGAL.search(fact.value):  # reported already
            continue
        try:
            file = context.file(fact)
        except OutsideError as error:
            what = {"file": "file", "markdown": "text", "captions": "caption file"}.get(fact.kind, fact.kind) + " "
            yield context.error(fact.pointer, error.code, what + str(error), error.hint)
            continue
        yield from _found(context, fact, file)
    yield from _same_but_for_case(context)


def _same_but_for_case(context: Context) -> Iterator[Problem]:
    """Two files of a package whose names differ only by case: on Windows the second would replace the first."""
    first: dict[str, str] = {}
    for fact in context.having("asset"):
        other = first.setdefault(fact.value.lower(), fact.value)
        if other != fact.value and {other, fact.value} <= set(context.files):
            message = f"'{fact.value}' differs from '{other}' only by case"
            yield context.error(fact.pointer, "CP026", message, "rename one: on some LMSs it would replace the other")


def _found(context: Context, fact: Fact, file: Path) -> Iterator[Problem]:
    size = file.stat().st_size
    if size > MAX_FILE:
        message = f"'{fact.value}' has {size / 1024 / 1024:.0f} MB, over the limit of {MAX_FILE // 1024 // 1024} MB"
        yield context.error(fact.pointer, "CP024", message, "make it smaller, or link to a streaming server")
    elif fact.kind == "markdown":
        yield from _markdown(context, fact, file)
    elif context.files.get(fact.value, file) != file:
        message = f"'{fact.value}' is a file of the course and of the brand"
        yield context.error(fact.pointer, "CP026", message, "give the brand's file another name")
    elif fact.kind == "captions":
        context.captions[fact.value] = file
        yield from _ending(context, fact)
    else:
        context.files[fact.value] = file
        yield from _name(context, fact)
        if file.suffix.lower() == ".svg":
            yield from _svg(context, fact, file)


def _markdown(context: Context, fact: Fact, file: Path) -> Iterator[Problem]:
    try:
        context.texts[fact.value] = read_text(file, str(file))
    except CourseError as error:
        yield from error.problems


def _name(context: Context, fact: Fact) -> Iterator[Problem]:
    path = PurePosixPath(fact.value)
    ending = path.suffix.lower()
    if ending in SERVER_SIDE or ending.startswith(".php") or path.name == ".htaccess":
        hint = "LMSs refuse packages with server-side files"
        yield context.error(fact.pointer, "CP026", f"'{fact.value}' cannot go into a package", hint)
    else:
        yield from _ending(context, fact)
    bad = sorted({char for char in fact.value if not (char.isascii() and (char.isalnum() or char in "._-/"))})
    if bad or len(fact.value) > _NAME_LIMIT:
        letters = " ".join("a space" if char == " " else repr(char) for char in bad)
        what = f"holds {letters}" if bad else f"is longer than {_NAME_LIMIT} characters"
        hint = "use letters a-z, digits, '.', '-', '_': LMSs rename or lose other files"
        yield context.error(fact.pointer, "CP026", f"the file name '{fact.value}' {what}", hint)


def _ending(context: Context, fact: Fact) -> Iterator[Problem]:
    what, endings = _KINDS.get(fact.kind, ("file", ("",)))
    if not fact.value.lower().endswith(endings):
        hint = f"use one of {', '.join(endings)}" if len(endings) > 1 else f"write it as {endings[0]}"
        yield context.error(fact.pointer, "CP026", f"'{fact.value}' is not a {what}", hint)


def _svg(context: Context, fact: Fact, file: Path) -> Iterator[Problem]:
    from coursepack.checks import svg  # lxml, which most courses do not need to be read

    for line, what in svg.faults(file.read_bytes()):
        message = f"'{fact.value}' {what}{f' in line {line}' if line else ''}"
        hint = "a picture must be only a picture: remove it" if line else "export the drawing again as plain SVG"
        yield context.error(fact.pointer, "CP027", message, hint)
