"""WebM (Matroska, RFC 9559, in EBML, RFC 8794): elements of elements. Read up to the first cluster of data."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO

from coursepack.media.found import Found, RecordingError, another, cut_short

_EBML, _DOCTYPE, _SEGMENT, _CLUSTER = 0x1A45DFA3, 0x4282, 0x18538067, 0x1F43B675
_INFO, _SCALE, _DURATION = 0x1549A966, 0x2AD7B1, 0x4489
_TRACKS, _ENTRY, _CODEC, _KIND, _VIDEO, _WIDTH, _HEIGHT = 0x1654AE6B, 0xAE, 0x86, 0x83, 0xE0, 0xB0, 0xBA
_CODECS = {"V_VP8": "vp8", "V_VP9": "vp9", "V_AV1": "av1", "A_OPUS": "opus", "A_VORBIS": "vorbis"}
_LARGEST = 1 << 20  # bytes of an element that is looked into


def read(stream: IO[bytes], length: int) -> Found:
    """Seconds, size and coding."""
    head = stream.read(4096)
    if int.from_bytes(head[:4], "big") != _EBML:
        raise another("WebM")
    size, at = _size(head, 4)
    kind = next((body for name, body in _elements(head[at : at + size]) if name == _DOCTYPE), b"")
    if kind.rstrip(b"\0") != b"webm":
        raise RecordingError("CP115", "is Matroska, but not WebM", "export it as WebM, or better as MP4")
    found = Found()
    for name, body in _segment(stream, at + size, length):
        if name == _INFO:
            found.seconds = _seconds(body)
        elif name == _TRACKS:
            for _, entry in _elements(body):
                _track(found, dict(_elements(entry)))
    if not found.codecs:
        raise cut_short()
    return found


def _segment(stream: IO[bytes], at: int, length: int) -> Iterator[tuple[int, bytes]]:
    """The elements of the segment up to its data."""
    if at >= length:
        raise cut_short()
    stream.seek(at)
    head = stream.read(16)
    name, step = _id(head, 0)
    size, step = _size(head, step)
    if name != _SEGMENT:
        raise cut_short()
    at += step
    if size >= 0 and at + size > length:
        raise cut_short()
    while at < length:
        stream.seek(at)
        head = stream.read(16)
        name, step = _id(head, 0)
        size, step = _size(head, step)
        if name == _CLUSTER or size < 0:
            return
        if name in (_INFO, _TRACKS) and size <= _LARGEST:
            stream.seek(at + step)
            yield name, stream.read(size)
        at += step + size


def _elements(body: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(body):
        name, at = _id(body, at)
        size, at = _size(body, at)
        if size < 0:
            return
        yield name, body[at : at + size]
        at += size


def _id(data: bytes, at: int) -> tuple[int, int]:
    """An element's id, and where its size stands. Its first bit set says how many bytes it has."""
    count = 9 - data[at].bit_length()
    return int.from_bytes(data[at : at + count], "big"), at + count


def _size(data: bytes, at: int) -> tuple[int, int]:
    """An element's size, -1 when it is left open, and where its body stands."""
    count = 9 - data[at].bit_length()
    value = int.from_bytes(data[at : at + count], "big") & (1 << 7 * count) - 1
    return (-1 if value == (1 << 7 * count) - 1 else value), at + count


def _seconds(body: bytes) -> float | None:
    fields = dict(_elements(body))
    if _DURATION not in fields:
        return None
    raw = fields[_DURATION]
    ticks: float = struct.unpack(">d" if len(raw) == 8 else ">f", raw)[0]
    seconds = ticks * int.from_bytes(fields.get(_SCALE, b"\x0f\x42\x40"), "big") / 1e9
    return seconds if 0 < seconds < 1e6 else None


def _track(found: Found, entry: dict[int, bytes]) -> None:
    kind = int.from_bytes(entry.get(_KIND, b""), "big")
    if kind not in (1, 2):
        return
    name = entry.get(_CODEC, b"").rstrip(b"\0").decode("latin-1")
    found.codecs += (_CODECS.get(name, name),)
    found.sound |= kind == 2
    if kind == 1 and not found.size:
        video = dict(_elements(entry.get(_VIDEO, b"")))
        found.size = int.from_bytes(video.get(_WIDTH, b""), "big"), int.from_bytes(video.get(_HEIGHT, b""), "big")
