"""Pictures that come with questions: known by their bytes, not their names, and put through the checks of the course's own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
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


@dataclass
class Album:
    """The pictures of an import, below one folder; the same bytes once."""

    folder: str = "img"
    kept: dict[str, Kept] = field(default_factory=dict)
    paths: set[str] = field(default_factory=set)

    def keep(self, picture: Picture) -> Kept | str:
        """The picture under a name that an LMS takes. Words that say why not, when it cannot be kept."""
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
        if digest not in self.kept:
            self.kept[digest] = Kept(self._path(picture.name, ending, digest), data)
        return self.kept[digest]

    def _path(self, name: str, ending: str, digest: str) -> str:
        stem = "" if name.startswith("data:") else PurePosixPath(unquote(name.split("?", maxsplit=1)[0])).stem
        path = f"{self.folder}/{slug(stem, 'picture', 60)}{ending}"
        if path in self.paths:
            path = f"{self.folder}/{slug(stem, 'picture', 60)}-{digest[:8]}{ending}"
        self.paths.add(path)
        return path


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
