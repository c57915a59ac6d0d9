"""WAV: RIFF with a `fmt ` and a `data` chunk."""

from __future__ import annotations

import struct
from typing import IO

from coursepack.media.found import Found, another, cut_short

_PCM = {1: "pcm", 3: "pcm-float", 0xFFFE: "pcm"}


def read(stream: IO[bytes], length: int) -> Found:
    """Seconds and coding."""
    head = stream.read(12)
    if head[:4] != b"RIFF" or head[8:] != b"WAVE":
        raise another("WAV")
    rate, codec = 0, ""
    while len(chunk := stream.read(8)) == 8:
        name, size = chunk[:4], int.from_bytes(chunk[4:], "little")
        if name == b"fmt ":
            form = stream.read(16)
            kind, _, _, rate = struct.unpack("<HHLL", form[:12])
            codec = _PCM.get(kind, f"code {kind}")
            stream.seek(size - 16 + (size & 1), 1)
            continue
        if name == b"data":
            if stream.tell() + size > length:
                raise cut_short()
            return Found(size / rate, None, True, (codec,))
        stream.seek(size + (size & 1), 1)
    raise cut_short()
