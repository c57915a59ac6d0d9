"""What a package carries of a picture, and its way into a file of the cache and back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import NamedTuple


class Coded(NamedTuple):
    """One file: its width in pixels, its ending with the dot, its bytes."""

    width: int
    ending: str
    data: bytes


@dataclass(frozen=True)
class Prepared:
    """A picture made ready. `full` None: the file is carried as it is.

    `webp` holds smaller and leaner copies in rising width, `still` the first picture of a moving one, and `seconds` how long it moves
    (infinity: for ever; 0: not at all). `size` is that of `full` as it is shown, `original` that of the author's file.
    """

    size: tuple[int, int] | None
    original: tuple[int, int] | None = None
    full: Coded | None = None
    webp: tuple[Coded, ...] = ()
    still: Coded | None = None
    seconds: float = 0

    def weight(self) -> int:
        """Bytes of all files."""
        return sum(len(coded.data) for coded in self._files())

    def _files(self) -> list[Coded]:
        return [coded for coded in (self.full, self.still, *self.webp) if coded]

    def to_bytes(self) -> bytes:
        """One text line that describes what follows, then the files."""
        files = self._files()
        told = {
            "size": self.size,
            "original": self.original,
            "seconds": self.seconds,
            "full": self.full is not None,
            "still": self.still is not None,
            "files": [(coded.width, coded.ending, len(coded.data)) for coded in files],
        }
        return json.dumps(told).encode() + b"\n" + b"".join(coded.data for coded in files)

    @classmethod
    def from_bytes(cls, raw: bytes) -> Prepared:
        """What `to_bytes` gave."""
        line, _, data = raw.partition(b"\n")
        told = json.loads(line)
        files, at = [], 0
        for width, ending, length in told["files"]:
            files.append(Coded(width, ending, data[at : at + length]))
            at += length
        full = files.pop(0) if told["full"] else None
        still = files.pop(0) if told["still"] else None
        original = tuple(told["original"]) if told["original"] else None
        return cls(tuple(told["size"]), original, full, tuple(files), still, told["seconds"])
