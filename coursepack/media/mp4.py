"""MP4 and M4A (ISO 14496-12): boxes of boxes. Only `moov`, which describes the whole, is looked into."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO, NamedTuple

from coursepack.media.found import Found, RecordingError, another, cut_short

_LARGEST = 32 * 1024 * 1024  # bytes of a `moov`; two hours of video have about 3 MB
_DEEPEST = 8
_HOLDERS = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"mvex")
_CODECS = {b"avc1": "h264", b"avc3": "h264", b"hvc1": "h265", b"hev1": "h265", b"av01": "av1", b"vp09": "vp9"} | {
    b"mp4a": "aac",
    b".mp3": "mp3",
    b"alac": "alac",
    b"ac-3": "ac3",
    b"ec-3": "eac3",
    b"Opus": "opus",
    b"fLaC": "flac",
}
_PLAIN_PROFILES = (66, 77, 88, 100)  # H.264 with 8 bits and half the colours (4:2:0): what hardware decodes
_SOUND, _VIDEO = b"soun", b"vide"


class _Box(NamedTuple):
    kind: bytes
    body: bytes


def read(stream: IO[bytes], length: int) -> Found:
    """Seconds, size, coding, and what should not be in it."""
    if stream.read(8)[4:] != b"ftyp":
        raise another("MP4")
    if stream.read(4) == b"qt  ":
        hint = "export it as MP4 (H.264 and AAC)"
        raise RecordingError("CP115", "is a QuickTime file, which browsers do not all play", hint)
    moov, late = _moov(stream, length)
    found = Found(late=late)
    for box in _walk(moov):
        _note(found, box)
    for track in (box.body for box in _boxes(moov) if box.kind == b"trak"):
        _track(found, track)
    return found


def _moov(stream: IO[bytes], length: int) -> tuple[bytes, bool]:
    """The body of `moov`, and whether it stands behind the data. Every box must end inside the file."""
    at, moov, data, late = 0, b"", False, False
    while at + 8 <= length:
        stream.seek(at)
        size, kind = struct.unpack(">L4s", stream.read(8))
        head = 8
        if size == 1:
            size, head = int.from_bytes(stream.read(8), "big"), 16
        size = size or length - at
        if size < head or at + size > length:
            raise cut_short()
        if kind == b"moov" and size < _LARGEST:
            moov, late = stream.read(size - head), data
        data |= kind == b"mdat"
        at += size
    if not moov or not (data or b"mvex" in moov):
        raise cut_short()
    return moov, late


def _boxes(body: bytes) -> Iterator[_Box]:
    at = 0
    while at + 8 <= len(body):
        size, kind = struct.unpack(">L4s", body[at : at + 8])
        size = size or len(body) - at
        if size < 8 or at + size > len(body):
            return  # what stands here is no box: some writers end a list with zeros
        yield _Box(kind, body[at + 8 : at + size])
        at += size


def _walk(body: bytes, depth: int = 0) -> Iterator[_Box]:
    """All boxes inside, however deep (no honest file goes deeper); those that hold others too."""
    for box in _boxes(body):
        yield box
        if box.kind in _HOLDERS and depth < _DEEPEST:
            yield from _walk(box.body, depth + 1)


def _note(found: Found, box: _Box) -> None:
    if box.kind == b"mvhd":
        found.seconds = _duration(box.body)
    elif box.kind in (b"\xa9xyz", b"loci") or (box.kind in (b"meta", b"keys") and b"ISO6709" in box.body):
        found.place = True


def _duration(body: bytes) -> float | None:
    scale, duration = struct.unpack(">LQ", body[20:32]) if body[0] == 1 else struct.unpack(">LL", body[12:20])
    unknown = (1 << 64) - 1 if body[0] == 1 else (1 << 32) - 1
    return duration / scale if duration and duration != unknown else None


def _track(found: Found, track: bytes) -> None:
    boxes = list(_walk(track))
    kind = next((box.body[8:12] for box in boxes if box.kind == b"hdlr"), b"")
    listed = next((box.body for box in boxes if box.kind == b"stsd"), b"")
    if kind not in (_SOUND, _VIDEO):
        return
    entry = next(iter(_boxes(listed[8:])), _Box(b"", b""))
    found.codecs += (_codec(entry),)
    found.sound |= kind == _SOUND
    if kind == _VIDEO and not found.size:
        found.size = _shown(next((box.body for box in boxes if box.kind == b"tkhd"), b""))


def _codec(entry: _Box) -> str:
    name = _CODECS.get(entry.kind, entry.kind.decode("latin-1"))
    profile = (
        next((box.body[1] for box in _boxes(entry.body[78:]) if box.kind == b"avcC"), 100) if name == "h264" else 100
    )
    return name if profile in _PLAIN_PROFILES else f"{name} profile {profile}"


def _shown(header: bytes) -> tuple[int, int]:
    """Width and height as they are shown: the matrix may turn the picture by a quarter, as phones write it."""
    width, height = (value >> 16 for value in struct.unpack(">LL", header[-8:]))
    a, b = struct.unpack(">ll", header[-44:-36])
    return (height, width) if a == 0 and b else (width, height)
