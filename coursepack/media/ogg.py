"""Ogg (RFC 3533) with Opus (RFC 7845) or Vorbis: the first page says what it is, the last one how long."""

from __future__ import annotations

import struct
from typing import IO

from coursepack.media.found import Found, another, cut_short

_LAST = 128 * 1024  # two pages at most are longer than this


def read(stream: IO[bytes], length: int) -> Found:
    """Seconds and coding."""
    head = stream.read(512)
    if head[:4] != b"OggS" or len(head) < 28:
        raise another("Ogg")
    packet = head[27 + head[26] :]
    serial = head[14:18]
    if packet[:8] == b"OpusHead":
        skipped, rate, codec = int.from_bytes(packet[10:12], "little"), 48_000, "opus"
    elif packet[:7] == b"\x01vorbis":
        skipped, rate, codec = 0, int.from_bytes(packet[12:16], "little"), "vorbis"
    else:
        raise another("Ogg sound")
    return Found((_end(stream, length, serial) - skipped) / rate, None, True, (codec,))


def _end(stream: IO[bytes], length: int, serial: bytes) -> int:
    """Samples at the end of the last page, which must be marked as the last."""
    stream.seek(max(0, length - _LAST))
    tail = stream.read()
    at = len(tail)
    while (at := tail.rfind(b"OggS", 0, at)) >= 0:
        flags, granule = struct.unpack("<BQ", tail[at + 5 : at + 14])
        if tail[at + 14 : at + 18] == serial and granule < 1 << 62:
            segments = tail[at + 27 : at + 27 + tail[at + 26]]
            if flags & 4 and at + 27 + len(segments) + sum(segments) <= len(tail):
                return int(granule)
            break
    raise cut_short()
