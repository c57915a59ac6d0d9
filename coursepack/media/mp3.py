"""MP3 (ISO 11172-3 and 13818-3, layer III): every frame is counted, because a header for the whole is optional and often wrong."""

from __future__ import annotations

from typing import IO

from coursepack.media.found import Found, another, cut_short

_BITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_TAGS = (b"TAG", b"APETAGEX", b"LYRICS")
_NOT_SOUND = (b"Xing", b"Info", b"VBRI")  # a first frame that only tells about the others
_BLANK = 4096  # bytes of padding that a tag may leave before the first frame


def read(stream: IO[bytes], length: int) -> Found:
    """Seconds, from all of its frames."""
    data = stream.read()
    at = _begin(data)
    samples, rate = 0, 0
    while at + 4 <= length:
        frame = _frame(data[at : at + 4])
        if not frame:
            break
        size, count, rate = frame
        if samples or not any(mark in data[at : at + 64] for mark in _NOT_SOUND):
            samples += count
        at += size
    if not samples or (samples < 3 * 1152 and at < length):  # one match may be chance
        raise another("MP3")
    if at > length or not (at + 4 > length or data[at:].startswith(_TAGS) or not data[at:].strip(b"\0")):
        raise cut_short()
    return Found(samples / rate, None, True, ("mp3",))


def _begin(data: bytes) -> int:
    """Behind an ID3v2 tag (its length has seven bits a byte) and blanks."""
    at = 0
    while data[at : at + 3] == b"ID3":
        size = data[at + 6 : at + 10]
        at += 10 + (size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3])
    blank = data[at : at + _BLANK]
    return at + len(blank) - len(blank.lstrip(b"\0"))


def _frame(head: bytes) -> tuple[int, int, int] | None:
    """Bytes, samples and samples a second of the frame that begins so; None when none does."""
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bits, rate = head[2] >> 4, head[2] >> 2 & 3
    if head[0] != 0xFF or head[1] & 0xE0 != 0xE0 or layer != 1 or version == 1 or bits in (0, 15) or rate == 3:
        return None
    hertz = _RATES[version][rate]
    kilobits = (_BITS_1 if version == 3 else _BITS_2)[bits]
    samples = 1152 if version == 3 else 576
    return samples // 8 * kilobits * 1000 // hertz + (head[2] >> 1 & 1), samples, hertz
