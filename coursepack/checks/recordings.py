"""Sound and video: each file is what its name says, every browser plays one of them, and the whole is not too heavy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from coursepack.checks.context import Context
from coursepack.checks.pictures import megabytes
from coursepack.problems import Problem
from coursepack.source import Json, Pointer

HEAVY = 200 * 1024 * 1024  # bytes of all files of a package together; a usual limit of LMSs
SAME_LENGTH = 2  # seconds by which a described version may differ


def recordings(context: Context) -> Iterator[Problem]:
    """Look into sound and video files, and see whether every browser plays one of each block's."""
    firsts = context.firsts("audio", "video")
    if not firsts:
        return
    from coursepack.media import recording
    from coursepack.media.found import RecordingError

    for path, fact in firsts.items():
        ending = PurePosixPath(path).suffix.lower()
        if ending not in recording.ENDINGS[fact.kind]:
            continue  # reported already
        try:
            found = recording.look(context.files[path], ending)
        except RecordingError as error:
            yield context.error(fact.pointer, error.code, f"'{path}' {error}", error.hint)
            continue
        context.media.recordings[path] = found
        if found.late:
            hint = "move its index to the front: ffmpeg -i in.mp4 -c copy -movflags +faststart out.mp4"
            yield context.warning(fact.pointer, "CP119", f"'{path}' starts to play only when all of it is loaded", hint)
    for pointer, block in context.blocks("audio", "video"):
        yield from _playable(context, pointer, block)
        yield from _described(context, pointer, block)


def _playable(context: Context, pointer: Pointer, block: dict[str, Json]) -> Iterator[Problem]:
    others = block.get("alternatives")
    names = [str(name) for name in (block.get("src"), *(others if isinstance(others, list) else []))]
    found = [context.media.recordings[name] for name in names if name in context.media.recordings]
    if len(found) < len(names) or any(one.everywhere for one in found):  # what is missing here is reported already
        return
    coded = ", ".join(codec for one in found for codec in one.codecs)
    kinds = "an MP3, or an M4A (AAC)" if block["type"] == "audio" else "an MP4 (H.264 with 8 bits and 4:2:0; AAC)"
    hint = f"give {kinds} as 'src', and others as 'alternatives'"
    yield context.error((*pointer, "src"), "CP116", f"'{names[0]}' is not played by every browser ({coded})", hint)


def _described(context: Context, pointer: Pointer, block: dict[str, Json]) -> Iterator[Problem]:
    plain, described = (context.media.recordings.get(str(block.get(name))) for name in ("src", "described"))
    if not plain or not described or not plain.seconds or not described.seconds:
        return
    if abs(plain.seconds - described.seconds) > SAME_LENGTH:
        message = f"'{block['described']}' is not as long as '{block['src']}'"
        hint = "captions must fit both; put a version of another length into a block of its own"
        yield context.error((*pointer, "described"), "CP126", message, hint)


def weight(context: Context) -> Iterator[Problem]:
    """A package that many an LMS would not take."""
    carried = sum(picture.weight() for picture in context.media.pictures.values())
    carried += sum(file.stat().st_size for path, file in context.files.items() if path not in context.media.pictures)
    if carried > HEAVY:
        files = f"pictures, recordings and downloads come to {megabytes(carried)}"
        hint = "make recordings smaller, or link to a streaming server"
        yield context.warning((), "CP127", f"{files}; many an LMS takes {megabytes(HEAVY)}", hint)
