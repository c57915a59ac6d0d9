"""Keeps answers out of plain sight in a package (docs/player.md). Not a secret: the player must be able to read them."""

from __future__ import annotations

from base64 import b64encode


def veil(text: str, number: int) -> str:
    """`text` XORed with a stream that `number` starts, in base64."""
    data, x = text.encode(), (number * 2654435761 + 0x9E3779B9) & 0xFFFFFFFF
    out = bytearray(len(data))
    for index, byte in enumerate(data):
        x ^= x << 13 & 0xFFFFFFFF
        x ^= x >> 17
        x ^= x << 5 & 0xFFFFFFFF
        out[index] = byte ^ x & 255
    return b64encode(out).decode()
