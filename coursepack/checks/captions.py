"""Captions and descriptions: WebVTT that can be read, at times that can be, each language once, and the course's own among them."""

from __future__ import annotations

from collections.abc import Iterator

from coursepack.checks.context import Context
from coursepack.facts import Fact
from coursepack.problems import CourseError, Place, Problem
from coursepack.source import Json, Pointer, read_text

LONGEST = 512 * 1024  # bytes; they travel inside the page
_KINDS = ("captions", "descriptions")


def captions(context: Context) -> Iterator[Problem]:
    """Read every file of them, and look at the tracks of each video."""
    for path, fact in context.firsts("captions").items():
        yield from _file(context, path, fact)
    for pointer, block in context.blocks("video"):
        yield from _late(context, pointer, block)
        for kind in _KINDS:
            yield from _twice(context, pointer, kind)
        yield from _own_language(context, pointer)


def _file(context: Context, path: str, fact: Fact) -> Iterator[Problem]:
    from coursepack.media import vtt

    file = context.captions[path]
    if (size := file.stat().st_size) > LONGEST:
        message = f"'{path}' has {size // 1024} KB, over the limit of {LONGEST // 1024} KB"
        yield context.error(fact.pointer, "CP024", message, "are these captions?")
        return
    try:
        track, faults = vtt.read(read_text(file, str(file)))
    except CourseError as error:
        yield from error.problems
        return
    for fault in faults:
        code = "CP121" if fault.times else "CP120"
        yield Problem(Place(str(file), fault.line, 1), code, fault.message, fault.hint)
    if not faults:
        context.media.tracks[path] = track


def _late(context: Context, pointer: Pointer, block: dict[str, Json]) -> Iterator[Problem]:
    recording = context.media.recordings.get(str(block.get("src")))
    for path in (str(entry.get("src")) for kind in _KINDS for _, entry in context.entries(*pointer, kind)):
        track = context.media.tracks.get(path)
        if track and recording and recording.seconds:
            for fault in track.late(recording.seconds):
                place = Place(str(context.captions[path]), fault.line, 1)
                yield Problem(place, "CP121", fault.message, fault.hint)


def _twice(context: Context, pointer: Pointer, kind: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for at, entry in context.entries(*pointer, kind):
        language = str(entry.get("language", "")).lower()
        if language and language in seen:
            message = f"there are two {kind} in '{entry['language']}'"
            yield context.error((*at, "language"), "CP123", message, "keep one, or name another language")
        seen.add(language)


def _own_language(context: Context, pointer: Pointer) -> Iterator[Problem]:
    course = context.get("language")
    spoken = {
        str(entry.get("language", "")).partition("-")[0].lower() for _, entry in context.entries(*pointer, "captions")
    }
    if isinstance(course, str) and spoken and course.partition("-")[0].lower() not in spoken:
        message = f"no captions are in the course's language, '{course}'"
        yield context.warning(
            (*pointer, "captions"), "CP128", message, "add them: they are the ones that are shown first"
        )
