"""Kind, width and height of a picture, read from its header: before anything decodes it, and without anything that could."""

from __future__ import annotations

import re
import struct

_SVG_SIZE = re.compile(
    rb"<svg[^>]*?\bviewBox\s*=\s*[\"']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)", re.DOTALL
)
HEAD = 64 * 1024  # enough for an SVG's first element


def kind_of(data: bytes) -> str:
    """png, jpeg, webp or gif, by the first bytes; "" for anything else."""
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return "png"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return "jpeg" if data[:3] == b"\xff\xd8\xff" else ""


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels (for SVG: of its view box), or None when the header does not tell."""
    try:
        size = _READERS[kind_of(data)](data)
    except (struct.error, ValueError, OverflowError):  # cut short, or no numbers
        return None
    return size if size and all(size) else None


def _svg(data: bytes) -> tuple[int, int] | None:
    match = _SVG_SIZE.search(data[:HEAD])
    return (round(float(match[1])), round(float(match[2]))) if match else None


def _png(data: bytes) -> tuple[int, int] | None:
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _gif(data: bytes) -> tuple[int, int] | None:
    width, height = struct.unpack("<HH", data[6:10])
    return width, height


def _webp(data: bytes) -> tuple[int, int] | None:
    """RFC 9649, section 2: the three kinds of first chunk."""
    kind = data[12:16]
    if kind == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    """ITU T.81: walk the segments to the frame header (SOF0 to SOF15 without DHT, JPG, DAC)."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 1 if marker == 0xFF else 2 + length
    return None


_READERS = {"png": _png, "gif": _gif, "webp": _webp, "jpeg": _jpeg, "": _svg}
