"""Keeps answers out of plain sight in a package (docs/player.md). Not a secret: the player must be able to read them."""

from __future__ import annotations

from base64 import b64decode, b64encode


def veil(text: str, number: int) -> str:
    """`text` XORed with a stream that `number` starts, in base64."""
    return b64encode(_turned(text.encode(), number)).decode()


def unveil(text: str, number: int) -> str:
    """What `veil` made `text` of."""
    return _turned(b64decode(text), number).decode()


def _turned(data: bytes, number: int) -> bytes:
    x = (number * 2654435761 + 0x9E3779B9) & 0xFFFFFFFF
    out = bytearray(len(data))
    for index, byte in enumerate(data):
        x ^= x << 13 & 0xFFFFFFFF
        x ^= x >> 17
        x ^= x << 5 & 0xFFFFFFFF
        out[index] = byte ^ x & 255
    return bytes(out)
