"""Takes out of a picture file whatever is not picture, without touching a pixel: cameras, places, names, remarks, thumbnails.

Only what is needed to show the picture is kept, by a list of what may stay; all else goes, also what stands behind the
picture's end (phones put films and depth maps there).
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

import deflate

_PNG_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT"}
_WEBP_KEPT = {b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"}
_WEBP_METADATA = 0x20 | 0x08 | 0x04  # the flags for colour profile, Exif and XMP
_JPEG_MARKER = re.compile(
    rb"\xff(?![\x00\xd0-\xd7\xff])"
)  # in coded data a marker is neither a stuffed byte nor a restart


class DamagedError(Exception):
    """The file is not built as its kind must be."""


def strip(kind: str, data: bytes) -> bytes:
    """The same picture and nothing else. Raises `DamagedError`."""
    try:
        return {"png": _png, "webp": _webp, "gif": _gif, "jpeg": _jpeg}[kind](data)
    except (struct.error, IndexError, ValueError) as error:
        raise DamagedError(str(error)) from None


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each chunk to the end of the picture. Raises `DamagedError` when it has none."""
    at = 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        yield name, data[at + 8 : at + 8 + length]
        if name == b"IEND":
            return
        at += 12 + length
    raise DamagedError("the end is missing")


def _png(data: bytes) -> bytes:
    """PNG, section 11. A single picture is packed again by libdeflate, if that is shorter: see docs/decisions/0011-pictures.md."""
    chunks = [(name, body) for name, body in png_chunks(data) if name in _PNG_KEPT]
    parts = [body for name, body in chunks if name == b"IDAT"]
    packed = b"".join(parts)
    again = bytes(deflate.zlib_compress(_png_unpacked(data, packed), 9))
    if len(again) < len(packed) + 12 * (len(parts) - 1):
        first = next(index for index, (name, _) in enumerate(chunks) if name == b"IDAT")
        rest = [(name, body) for name, body in chunks[first:] if name != b"IDAT"]
        chunks = [*chunks[:first], (b"IDAT", again), *rest]
    return data[:8] + b"".join(_png_chunk(name, body) for name, body in chunks)


def _png_unpacked(data: bytes, packed: bytes) -> bytes:
    """The rows of the picture, and never more of them than its width and height can need."""
    width, height = struct.unpack(">II", data[16:24])
    unpacker = zlib.decompressobj()
    try:
        rows = unpacker.decompress(packed, (8 * width + 8) * (height + 8))
    except zlib.error as error:
        raise DamagedError(str(error)) from None
    if not unpacker.eof:
        raise DamagedError("it unpacks to more or to less than its rows")
    return rows


def _png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _webp(data: bytes) -> bytes:
    """RFC 9649, section 2: RIFF chunks, padded to an even length."""
    kept, at, end = b"", 12, min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= end:
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : at + 8 + length]
        if len(body) < length:
            raise DamagedError("a chunk is cut short")
        if name == b"VP8X":
            body = bytes([body[0] & ~_WEBP_METADATA]) + body[1:]
        if name in _WEBP_KEPT:
            kept += name + struct.pack("<I", length) + body + b"\0" * (length & 1)
        at += 8 + length + (length & 1)
    return b"RIFF" + struct.pack("<I", 4 + len(kept)) + b"WEBP" + kept


def _gif(data: bytes) -> bytes:
    """GIF89a: of the extensions only the one for times and transparency, and the one that says how often to repeat."""
    at = 13 + _gif_table(data[10])
    kept = [data[:at]]
    while data[at] != 0x3B:
        start = at
        if data[at] == 0x2C:
            at += 10 + _gif_table(data[at + 9]) + 1
        elif data[at] == 0x21:
            at += 2
        else:
            raise DamagedError("a block of an unknown kind")
        at = _gif_blocks_end(data, at)
        block = data[start:at]
        if block[0] == 0x2C or block[1] == 0xF9 or block[3:14] == b"NETSCAPE2.0":
            kept.append(block)
    return b"".join(kept) + b"\x3b"


def _gif_table(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _gif_blocks_end(data: bytes, at: int) -> int:
    while data[at]:
        at += 1 + data[at]
    return at + 1


def _jpeg(data: bytes) -> bytes:
    """ITU T.81, annex B: no application data but what says how the colours are coded (JFIF, Adobe), no remark."""
    kept, at = [b"\xff\xd8"], 2
    while True:
        match = _JPEG_MARKER.match(data, at)
        if not match:
            raise DamagedError("a marker is missing")
        at += 1
        marker = data[at]
        at += 1
        if marker == 0xD9:
            return b"".join(kept) + b"\xff\xd9"
        length = int.from_bytes(data[at : at + 2], "big")
        end = at + length
        if marker == 0xDA:  # what is coded follows, up to the next marker
            found = _JPEG_MARKER.search(data, end)
            if not found:
                raise DamagedError("the end is missing")
            end = found.start()
        kept.append(_jpeg_segment(marker, data[at:end]))
        at = end
        while data[at : at + 2] == b"\xff\xff":
            at += 1


def _jpeg_segment(marker: int, body: bytes) -> bytes:
    if marker == 0xE0 and body[2:7] == b"JFIF\0":
        return b"\xff\xe0\x00\x10JFIF\0" + body[7:9] + b"\0\0\1\0\1\0\0"  # square pixels, no thumbnail
    if marker == 0xEE and body[2:7] == b"Adobe":
        return b"\xff\xee\x00\x0e" + body[2:14]
    return b"" if 0xE0 <= marker <= 0xEF or marker == 0xFE else bytes([0xFF, marker]) + body
