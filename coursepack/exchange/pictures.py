"""Pictures that come with questions: known by their bytes, not their names, and put through the checks of the course's own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from coursepack.checks.assets import MAX_FILE
from coursepack.exchange.bank import Picture
from coursepack.exchange.names import slug

_KINDS = ((b"\x89PNG\r\n\x1a\n", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"GIF87a", ".gif"), (b"GIF89a", ".gif"))


@dataclass(frozen=True)
class Kept:
    """A picture and the path below the course's folder that it will have."""

    path: str
    data: bytes


def keep(picture: Picture, folder: str, kept: dict[str, Kept]) -> Kept | str:
    """The picture under a name that an LMS takes; the same bytes once. Words that say why not, when it cannot be kept."""
    data = picture.data
    if not data:
        web = picture.name.lower().startswith(("http:", "https:", "//"))
        return "lies on the web and was not fetched" if web else "did not come with the file"
    if len(data) > MAX_FILE:
        return "is too large"
    ending = _ending(data)
    if not ending:
        return "is not a picture that browsers show (PNG, JPEG, GIF, WebP or SVG)"
    if ending == ".svg" and (fault := _svg(data)):
        return fault
    digest = hashlib.sha256(data).hexdigest()
    if digest not in kept:
        stem = "" if picture.name.startswith("data:") else PurePosixPath(unquote(picture.name.split("?")[0])).stem
        stem = slug(stem, "picture", 60)
        names = {one.path for one in kept.values()}
        path = f"{folder}/{stem}{ending}"
        if path in names:
            path = f"{folder}/{stem}-{digest[:8]}{ending}"
        kept[digest] = Kept(path, data)
    return kept[digest]


def _ending(data: bytes) -> str:
    for start, ending in _KINDS:
        if data.startswith(start):
            return ending
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    return ".svg" if b"<svg" in data[:4096] else ""


def _svg(data: bytes) -> str:
    from coursepack.checks import svg

    return next((f"is a drawing that {what}" for _, what in svg.faults(data)), "")
