"""Where the bytes of a package are: a zip, a folder, a bare file, or a package in memory. Nothing is ever unpacked to disk."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from coursepack.lint.registry import Hit
from coursepack.package import Package

MAX_ENTRIES = 100_000
CHUNK = 1 << 18


@dataclass(frozen=True)
class Entry:
    """One entry as its container states it. `name` may be anything: rules judge it, nobody opens it on a disk."""

    name: str
    size: int
    packed: int = 0
    method: int = 0
    flags: int = 0
    crc: int | None = None
    offset: int = 0
    mode: int = 0
    raw: bytes = b""

    @property
    def folder(self) -> bool:
        """Whether this only names a folder."""
        return self.name.endswith(("/", "\\"))


@dataclass
class Notes:
    """What a reader saw that is not right, under the names of the rules that report it."""

    hits: dict[str, list[Hit]] = field(default_factory=dict)

    def add(self, name: str, message: str, file: str = "", line: int = 0) -> None:
        """Remember it; a hostile package does not fill the memory with it."""
        known = self.hits.setdefault(name, [])
        if len(known) < 1000:
            known.append(Hit(message, file, line))


class Source(Protocol):
    """A container of entries."""

    notes: Notes
    entries: list[Entry]

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """The bytes of one entry in pieces, never more than it claims plus one."""
        ...

    def close(self) -> None:
        """Let go of what is open."""
        ...


class MemorySource:
    """A package that was just built."""

    def __init__(self, package: Package) -> None:
        self.notes = Notes()
        self.package = package
        self.entries = [Entry(name, blob.size, blob.size) for name, blob in package.items()]

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """From memory, or from where the blob lies on disk."""
        yield from self.package[entry.name].chunks()

    def close(self) -> None:
        """Nothing is open."""


class FileSource:
    """One bare file: a manifest or a page by itself."""

    def __init__(self, path: Path, name: str) -> None:
        self.notes = Notes()
        self.path = path
        size = path.stat().st_size
        self.entries = [Entry(name, size, size)]

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """The file in pieces."""
        yield from _pieces(self.path, entry.size)

    def close(self) -> None:
        """Nothing is open."""


class FolderSource:
    """An unpacked package. Links are reported and not followed; what is no file is not opened."""

    def __init__(self, path: Path) -> None:
        self.notes = Notes()
        self.path = path
        self.entries: list[Entry] = []
        self.paths: dict[str, str] = {}
        self._walk(str(path), "")

    def _walk(self, folder: str, above: str) -> None:
        waiting = [(folder, above)]
        while waiting:
            here, prefix = waiting.pop()
            with os.scandir(here) as found:
                for one in sorted(found, key=lambda item: item.name):
                    if len(self.entries) >= MAX_ENTRIES:
                        self.notes.add("too-many-entries", f"the folder has more than {MAX_ENTRIES} files")
                        return
                    name = prefix + one.name
                    if one.is_dir(follow_symlinks=False):
                        waiting.append((one.path, f"{name}/"))
                    else:
                        self._add(one, name)

    def _add(self, one: os.DirEntry[str], name: str) -> None:
        state = one.stat(follow_symlinks=False)
        shown = os.fsencode(name).decode("utf-8", "replace")
        self.entries.append(Entry(shown, state.st_size, state.st_size, mode=state.st_mode))
        if shown != name:
            self.notes.add("name-not-utf8", f"the name '{shown}' is not in UTF-8", shown)
        if stat.S_ISREG(state.st_mode):
            self.paths[shown] = one.path

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """The file in pieces; nothing for what is no file."""
        if path := self.paths.get(entry.name):
            yield from _pieces(Path(path), entry.size)

    def close(self) -> None:
        """Nothing is open."""


def _pieces(path: Path, most: int) -> Iterator[bytes]:
    left = most
    with path.open("rb") as stream:
        while left > 0 and (piece := stream.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece
