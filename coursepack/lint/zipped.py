"""A zip as it is: its directory read by our own code, because the standard library repairs, guesses or raises where a rule must speak.

Format: PKWARE APPNOTE 6.3. Every number in it may be a lie; nothing is allocated or read because a header says so, beyond fixed limits.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from coursepack.lint.source import CHUNK, MAX_ENTRIES, Entry, Notes

_END, _END64, _LOCATOR, _CENTRAL, _LOCAL = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"PK\x01\x02", b"PK\x03\x04"
_TAIL = 65_557 + 20
MAX_DIRECTORY = 64 << 20
_32 = 0xFFFFFFFF


class DamagedError(Exception):
    """The zip cannot be read at all; says which rule reports it, and why."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


class _End(NamedTuple):
    many: int
    size: int
    offset: int
    at: int
    """Where the directory must end."""


class ZipSource:
    """The entries of a zip file, and their bytes."""

    def __init__(self, path: Path) -> None:
        self.notes = Notes()
        self.entries: list[Entry] = []
        self.stream: IO[bytes] = path.open("rb")
        self.size = self.stream.seek(0, 2)
        self.shift = 0
        try:
            self._read_directory()
        except DamagedError as damage:
            self.notes.add(damage.name, str(damage))

    def close(self) -> None:
        """Close the file."""
        self.stream.close()

    def _at(self, offset: int, length: int) -> bytes:
        if offset < 0 or offset > self.size:
            return b""
        self.stream.seek(offset)
        return self.stream.read(length)

    def _read_directory(self) -> None:
        end = self._end()
        start = end.at - end.size
        self.shift = start - end.offset
        if start < 0 or self.shift < 0 or end.size > self.size:
            raise DamagedError(
                "truncated-zip", "the directory of the zip points outside of the file: a part of it is missing"
            )
        if self.shift:
            self.notes.add("leading-data", f"{self.shift} bytes stand before the zip begins")
        if end.size > MAX_DIRECTORY or end.many > MAX_ENTRIES:
            raise DamagedError("too-many-entries", f"the directory claims {end.many} entries in {end.size} bytes")
        self._entries(self._at(start, end.size), end.many)
        self._overlaps(start)

    def _end(self) -> _End:
        begin = max(0, self.size - _TAIL)
        tail = self._at(begin, _TAIL)
        at = tail.rfind(_END)
        if at < 0 or len(tail) - at < 22:
            head = self._at(0, 4)
            if head in (_LOCAL, b"PK\x07\x08"):
                raise DamagedError("truncated-zip", "the zip has no end: it was cut off, or the upload stopped")
            raise DamagedError("unreadable-zip", f"this is not a zip file (it begins with {head[:4]!r})")
        disk, first, _, count, size, offset, comment = struct.unpack_from("<HHHHLLH", tail, at + 4)
        if extra := len(tail) - at - 22 - comment:
            self.notes.add("trailing-data", f"{abs(extra)} bytes {'after' if extra > 0 else 'missing at'} the end")
        if (disk or first) and 0xFFFF not in (disk, first):
            raise DamagedError("split-zip", f"the zip is part {disk + 1} of several")
        at += begin
        if 0xFFFF in (count, disk) or _32 in (size, offset):
            return self._end64(at)
        return _End(count, size, offset, at)

    def _end64(self, at: int) -> _End:
        self.notes.add("zip64", "the zip uses the 64-bit extension")
        locator = self._at(at - 20, 20)
        if len(locator) < 20 or locator[:4] != _LOCATOR:
            raise DamagedError("truncated-zip", "the 64-bit directory that the zip announces is not there")
        (where,) = struct.unpack_from("<Q", locator, 8)
        for place in (where, at - 76):  # the second when something stands before the zip
            record = self._at(place, 56)
            if len(record) == 56 and record[:4] == _END64:
                count, size, offset = struct.unpack_from("<QQQ", record, 32)
                return _End(count, size, offset, place)
        raise DamagedError("truncated-zip", "the 64-bit directory that the zip announces is not there")

    def _entries(self, data: bytes, count: int) -> None:
        at = 0
        while data[at : at + 4] == _CENTRAL and len(data) - at >= 46:
            flags, method, crc, packed, size, name_length, extra_length, comment = struct.unpack_from(
                "<HHxxxxLLLHHH", data, at + 8
            )
            external, offset = struct.unpack_from("<LL", data, at + 38)
            raw = data[at + 46 : at + 46 + name_length]
            extra = data[at + 46 + name_length : at + 46 + name_length + extra_length]
            if _32 in (size, packed, offset):
                size, packed, offset = _wide(extra, size, packed, offset)
            self.entries.append(
                Entry(
                    self._name(raw, flags), size, packed, method, flags, crc, offset + self.shift, external >> 16, raw
                )
            )
            at += 46 + name_length + extra_length + comment
        if len(self.entries) != count:
            message = f"the directory names {len(self.entries)} entries and claims {count}"
            self.notes.add("truncated-zip", message)

    def _name(self, raw: bytes, flags: int) -> str:
        if raw.isascii():
            return raw.decode("ascii")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp437")
            self.notes.add("name-not-utf8", f"the name '{name}' is not in UTF-8", name)
            return name
        if not flags & 0x800:
            self.notes.add("name-not-utf8", f"the name '{name}' is in UTF-8 and the zip does not say so", name)
        return name

    def _overlaps(self, end: int) -> None:
        """Entries that share bytes: the way to make a small zip endless without nesting."""
        placed = sorted(self.entries, key=lambda entry: entry.offset)
        for entry, after in zip(placed, [*placed[1:], None], strict=True):
            least = entry.offset + 30 + len(entry.raw) + entry.packed
            limit = after.offset if after else end
            if least > limit:
                self.notes.add("overlapping-entries", f"'{entry.name}' runs into what stands behind it", entry.name)

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """The unpacked bytes; stops, with a note, where the header lies or the data are damaged."""
        begin = self._data(entry)
        if begin is None or entry.method not in (0, 8) or entry.flags & 1:
            return
        made, crc = 0, 0
        try:
            for piece in self._unpacked(entry, begin):
                made += len(piece)
                if made > entry.size:
                    self.notes.add(
                        "size-lie",
                        f"'{entry.name}' unpacks to more than the {entry.size} bytes that it claims",
                        entry.name,
                    )
                    return
                crc = zlib.crc32(piece, crc)
                yield piece
        except zlib.error as error:
            self.notes.add("damaged-entry", f"'{entry.name}' cannot be unpacked ({error})", entry.name)
            return
        if made != entry.size or crc != entry.crc:
            self.notes.add("damaged-entry", f"'{entry.name}' is not what its checksum says", entry.name)

    def _data(self, entry: Entry) -> int | None:
        head = self._at(entry.offset, 30)
        if len(head) < 30 or head[:4] != _LOCAL:
            self.notes.add("local-header-differs", f"'{entry.name}' is not where the directory says", entry.name)
            return None
        name_length, extra_length = int(head[26] | head[27] << 8), int(head[28] | head[29] << 8)
        if self._at(entry.offset + 30, name_length) != entry.raw:
            message = f"'{entry.name}' has another name in front of its data than in the directory"
            self.notes.add("local-header-differs", message, entry.name)
            return None
        return entry.offset + 30 + name_length + extra_length

    def _unpacked(self, entry: Entry, at: int) -> Iterator[bytes]:
        left = entry.packed
        unpack = zlib.decompressobj(-15) if entry.method == 8 else None
        while left > 0:
            data = self._at(at, min(CHUNK, left))
            if not data:
                break
            at, left = at + len(data), left - len(data)
            if unpack is None:
                yield data
                continue
            while data:
                yield unpack.decompress(data, CHUNK)
                data = unpack.unconsumed_tail
            if unpack.eof:
                return
        if unpack is not None and (rest := unpack.flush()):
            yield rest


def _wide(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """The numbers that did not fit, out of the 64-bit extra field."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            wide = iter(struct.unpack_from(f"<{min(length, len(extra) - at - 4) // 8}Q", extra, at + 4))
            return tuple(next(wide, value) if value == _32 else value for value in (size, packed, offset))  # type: ignore[return-value]  # three go in, three come out
        at += 4 + length
    return size, packed, offset
