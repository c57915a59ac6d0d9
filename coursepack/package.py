"""A package: what an LMS imports, as a sorted mapping of paths to blobs, the same before zipping and after reading anybody's zip."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

CHUNK = 1 << 20


@dataclass(frozen=True)
class Blob:
    """The bytes of one file: held in memory (`data`) or left on disk (`path`), never both."""

    data: bytes | None = None
    path: Path | None = None

    def chunks(self) -> Iterator[bytes]:
        """The bytes in pieces of at most 1 MiB, so that a video is never whole in memory."""
        if self.data is not None:
            yield self.data
            return
        assert self.path is not None
        with self.path.open("rb") as stream:
            while piece := stream.read(CHUNK):
                yield piece

    def read(self) -> bytes:
        """All bytes at once."""
        return self.data if self.data is not None else b"".join(self.chunks())

    @cached_property
    def size(self) -> int:
        """Length in bytes."""
        if self.data is not None:
            return len(self.data)
        assert self.path is not None
        return self.path.stat().st_size

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the bytes, in hex."""
        digest = hashlib.sha256()
        for piece in self.chunks():
            digest.update(piece)
        return digest.hexdigest()

    @cached_property
    def crc32(self) -> int:
        """CRC-32 as a zip directory states it."""
        value = 0
        for piece in self.chunks():
            value = zlib.crc32(piece, value)
        return value


class Package(Mapping[str, Blob]):
    """Paths (relative, with forward slashes) to blobs, in sorted order."""

    def __init__(self, files: Mapping[str, Blob | bytes | str]) -> None:
        self._files = {path: _as_blob(files[path]) for path in sorted(files)}

    def __getitem__(self, path: str) -> Blob:
        return self._files[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def digest(self) -> str:
        """SHA-256 over paths, lengths and bytes: the same for any zip with this content, whatever compressed it."""
        whole = hashlib.sha256()
        for path, blob in self._files.items():
            whole.update(f"{path}\0{blob.size}\0{blob.sha256}\n".encode())
        return whole.hexdigest()


def _as_blob(value: Blob | bytes | str) -> Blob:
    if isinstance(value, Blob):
        return value
    return Blob(data=value.encode() if isinstance(value, str) else value)
