"""Media files made for tests: pictures by Pillow, recordings byte by byte, so that no test needs a coder of sound or film."""

from __future__ import annotations

import io
import random
import struct
from typing import Any

from PIL import Image, ImageDraw

SECRET = b"GPS-AND-NAMES"


def drawing(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """Plain areas and a line."""
    image = Image.new("RGBA", (width, height), (240, 230, 210, 255))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 3, height // 2), fill=(10, 90, 94, 255))
    draw.line((0, height, width, 0), fill=(160, 40, 30, 255), width=3)
    return image.convert(mode)


def photo(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """Soft shades with grain: nothing that packs without loss. The same each time."""
    ramp = Image.linear_gradient("L").resize((width, height))
    grain = Image.frombytes("L", (width, height), random.Random(1).randbytes(width * height))
    soft = Image.blend(ramp, grain, 0.12)
    return Image.merge("RGB", (ramp, soft, soft.transpose(Image.Transpose.ROTATE_180))).convert(mode)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def moving(count: int = 4, kind: str = "GIF", duration: int = 100, **options: Any) -> bytes:
    frames = [drawing(40, 30).rotate(n * 10) for n in range(count)]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=duration, **options)


# --- sound


def mp3(seconds: float = 2, *, tag: bytes = b"") -> bytes:
    """Silent frames of 32 kbit/s at 32 kHz in one channel: 36 ms and 144 bytes each."""
    frame = b"\xff\xfb\x18\xc4" + bytes(140)
    head = b"ID3\x04\0\0" + struct.pack(">L", len(tag)) + tag if tag else b""
    return head + frame * round(seconds * 32_000 / 1152)


def wav(seconds: float = 2, code: int = 1) -> bytes:
    data = bytes(round(8000 * seconds) * 2)
    form = struct.pack("<HHLLHH", code, 1, 8000, 16_000, 2, 16)
    body = b"WAVE" + _chunk(b"fmt ", form) + _chunk(b"LIST", b"odd") + _chunk(b"data", data)
    return b"RIFF" + struct.pack("<L", len(body)) + body


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<L", len(body)) + body + b"\0" * (len(body) & 1)


def ogg(seconds: float = 2, codec: str = "opus", *, end: bool = True) -> bytes:
    if codec == "opus":
        head, rate, skip = b"OpusHead\x01\x01" + struct.pack("<HLHB", 312, 48_000, 0, 0), 48_000, 312
    else:
        head, rate, skip = b"\x01vorbis" + struct.pack("<LBLLLLBB", 0, 1, 44_100, 0, 0, 0, 0xB8, 1), 44_100, 0
    last = round(seconds * rate) + skip
    return _page(2, 0, head) + _page(0, last // 2, bytes(200)) + _page(4 if end else 0, last, bytes(200))


def _page(flags: int, granule: int, body: bytes) -> bytes:
    return b"OggS\0" + struct.pack("<BQLLLB", flags, granule, 7, 0, 0, 1) + bytes([len(body)]) + body


# --- video


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">L4s", len(body) + 8, kind) + body


def _avc(profile: int) -> bytes:
    return box(b"avc1", bytes(78), box(b"avcC", bytes([1, profile, 0, 30])))


def _track(handler: bytes, entry: bytes, size: tuple[int, int]) -> bytes:
    matrix = struct.pack(">9L", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    head = box(b"tkhd", bytes(4 + 20 + 16), matrix, struct.pack(">LL", size[0] << 16, size[1] << 16))
    described = box(b"stbl", box(b"stsd", struct.pack(">LL", 0, 1), entry))
    return box(b"trak", head, box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(13)), box(b"minf", described)))


def mp4(
    seconds: float = 2,
    *,
    video: bytes | None = b"avc1",
    sound: bytes | None = b"mp4a",
    profile: int = 100,
    brand: bytes = b"isom",
    late: bool = False,
    more: bytes = b"",
) -> bytes:
    tracks = []
    if video:
        tracks.append(_track(b"vide", _avc(profile) if video == b"avc1" else box(video, bytes(78)), (320, 200)))
    if sound:
        tracks.append(_track(b"soun", box(sound, bytes(28)), (0, 0)))
    head = box(b"mvhd", bytes(12), struct.pack(">LL", 1000, round(seconds * 1000)), bytes(80))
    moov, data = box(b"moov", head, *tracks, more), box(b"mdat", bytes(400))
    return box(b"ftyp", brand, bytes(4)) + (data + moov if late else moov + data)


def element(name: int, body: bytes) -> bytes:
    raw = name.to_bytes((name.bit_length() + 7) // 8, "big")
    return raw + (len(body) | 1 << 56).to_bytes(8, "big") + body


def webm(seconds: float = 2, codecs: tuple[str, ...] = ("V_VP9", "A_OPUS"), doctype: bytes = b"webm") -> bytes:
    tracks = b""
    for codec in codecs:
        kind = b"\x01" if codec.startswith("V") else b"\x02"
        size = element(0xE0, element(0xB0, b"\x01\x40") + element(0xBA, b"\xc8")) if kind == b"\x01" else b""
        tracks += element(0xAE, element(0x83, kind) + element(0x86, codec.encode()) + size)
    info = element(0x1549A966, element(0x2AD7B1, b"\x0f\x42\x40") + element(0x4489, struct.pack(">d", seconds * 1000)))
    segment = element(0x18538067, info + element(0x1654AE6B, tracks) + element(0x1F43B675, bytes(300)))
    return element(0x1A45DFA3, element(0x4282, doctype)) + segment
