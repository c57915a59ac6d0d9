"""Width and height of a picture, read from its header."""

from __future__ import annotations

import re
import struct
from pathlib import Path

_SVG_SIZE = re.compile(
    rb"<svg[^>]*?\bviewBox\s*=\s*[\"']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)", re.DOTALL
)


def dimensions(path: Path) -> tuple[int, int] | None:
    """Width and height in pixels (for SVG: of its view box), or None when the header does not tell."""
    with path.open("rb") as stream:
        head = stream.read(64 * 1024)
    try:
        size = _dimensions(head)
    except (struct.error, ValueError, OverflowError):  # cut short, or no numbers
        return None
    return size if size and all(size) else None


def _dimensions(head: bytes) -> tuple[int, int] | None:
    if head[:8] == b"\x89PNG\r\n\x1a\n" and len(head) >= 24:
        width, height = struct.unpack(">II", head[16:24])
        return width, height
    if head[:4] == b"GIF8":
        width, height = struct.unpack("<HH", head[6:10])
        return width, height
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _webp(head)
    if head[:2] == b"\xff\xd8":
        return _jpeg(head)
    match = _SVG_SIZE.search(head)
    return (round(float(match[1])), round(float(match[2]))) if match else None


def _webp(head: bytes) -> tuple[int, int] | None:
    """RFC 9649, section 2: the three kinds of first chunk."""
    kind = head[12:16]
    if kind == b"VP8X":
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", head[26:30])
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return None


def _jpeg(head: bytes) -> tuple[int, int] | None:
    """ITU T.81: walk the segments to the frame header (SOF0 to SOF15 without DHT, JPG, DAC)."""
    at = 2
    while at + 9 < len(head) and head[at] == 0xFF:
        marker, length = head[at + 1], int.from_bytes(head[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
