"""Packages to and from zip files. Writing is ours, so that the same package gives the same bytes on any machine.

Format: PKWARE APPNOTE 6.3, the subset that every importer reads (stored or deflated entries, no encryption, no data
descriptors, no zip64). Compression is libdeflate's, pinned by the wheel `deflate`; the interpreter's zlib differs from machine to
machine. Times and modes are fixed, names sorted, `imsmanifest.xml` and its like among them.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

import deflate

from coursepack.disk import replacing
from coursepack.package import Blob, Package
from coursepack.problems import CourseError, Place, Problem

if TYPE_CHECKING:
    import zipfile

LEVEL = 6
STORED = (
    ".png",
    ".jpg",
    ".jpeg",
    ".webp",
    ".gif",
    ".mp4",
    ".webm",
    ".mp3",
    ".m4a",
    ".ogg",
    ".opus",
    ".woff2",
    ".pdf",
    ".zip",
)
# A book's type stands first in its zip, as it is, so that programs can look for it at a fixed place (EPUB 3.3, OCF ZIP).
FIRST = "mimetype"
_IN_MEMORY = 64 * 1024 * 1024  # larger files are stored, in pieces
_DATE, _TIME = 0x0021, 0  # 1980-01-01 00:00:00, the first that a zip can state
_UTF8 = 0x0800
_LIMIT = 0xFFFFFFFF
MAX_FILES = 65_534
MAX_UNPACKED = 4 * 1024 * 1024 * 1024


def write(package: Package, path: Path) -> None:
    """Write `package` to `path`, whole or not at all. Raises `CourseError` when it is too large or the disk refuses."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as stream:
            _write(package, stream, path)
    except OSError as error:
        problem = Problem(Place(str(path)), "CP064", f"the package cannot be written: {error.strerror}")
        raise CourseError([problem]) from None


def _write(package: Package, stream: IO[bytes], path: Path) -> None:
    directory = []
    if len(package) > MAX_FILES:
        raise CourseError(
            [Problem(Place(str(path)), "CP065", f"the package has {len(package)} files, over {MAX_FILES}")]
        )
    for name, blob in sorted(package.items(), key=lambda entry: entry[0] != FIRST):
        offset = stream.tell()
        if offset + blob.size + 1024 > _LIMIT:
            raise CourseError([Problem(Place(str(path)), "CP065", "the package is over 4 GB", "LMSs take far less")])
        directory.append((*_entry(stream, name, blob), offset))
    _finish(stream, directory)


def _entry(stream: IO[bytes], name: str, blob: Blob) -> tuple[bytes, bytes]:
    """Write one file; its fixed header fields and its name come back for the directory."""
    pieces, method, size = _compressed(name, blob)
    raw = name.encode()
    flags = 0 if name.isascii() else _UTF8
    fields = struct.pack("<HHHHHLLLHH", 20, flags, method, _TIME, _DATE, blob.crc32, size, blob.size, len(raw), 0)
    stream.write(b"PK\x03\x04" + fields + raw)
    for piece in pieces:
        stream.write(piece)
    return fields, raw


def _compressed(name: str, blob: Blob) -> tuple[Iterator[bytes], int, int]:
    """The bytes to write, the method (0 stored, 8 deflated) and their length."""
    if name == FIRST or name.lower().endswith(STORED) or blob.size > _IN_MEMORY or not blob.size:
        return blob.chunks(), 0, blob.size
    data = bytes(deflate.deflate_compress(blob.read(), LEVEL))
    if len(data) >= blob.size:
        return blob.chunks(), 0, blob.size
    return iter((data,)), 8, len(data)


def _finish(stream: IO[bytes], directory: list[tuple[bytes, bytes, int]]) -> None:
    start = stream.tell()
    for fields, raw, offset in directory:
        # Made by Unix (3), version 2.0; mode 0644 in the upper half of the external attributes.
        stream.write(b"PK\x01\x02" + struct.pack("<BB", 20, 3) + fields)
        stream.write(struct.pack("<HHHLL", 0, 0, 0, 0o100644 << 16, offset) + raw)
    size = stream.tell() - start
    count = len(directory)
    stream.write(b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, count, count, size, start, 0))


def read(path: Path, most: int | None = None) -> Package:
    """The package in a zip file or an unpacked folder, whoever made it.

    Raises `CourseError` for what is no zip, for names that leave the package, links, encryption, and zips that unpack to
    more than `most` bytes (4 GB) or claim sizes that they do not have.
    """
    if path.is_dir():
        return _folder(path)
    import zipfile  # slow to import, and building does not need it

    try:
        with zipfile.ZipFile(path) as archive:
            return Package(
                {info.filename: _member(archive, info, path) for info in _members(archive, path, most or MAX_UNPACKED)}
            )
    except FileNotFoundError:
        raise CourseError([Problem(Place(str(path)), "CP001", "there is no such file")]) from None
    except (zipfile.BadZipFile, *_DAMAGE) as error:
        hint = f"export or copy it again ({str(error) or type(error).__name__})"
        raise CourseError([Problem(Place(str(path)), "CP101", "this is not a zip that an LMS reads", hint)]) from None
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
        raise CourseError([Problem(Place(str(path)), "CP001", message)]) from None


# What the standard library raises over zips that are damaged or use what no LMS knows.
_DAMAGE = (NotImplementedError, RuntimeError, ValueError, EOFError, OverflowError, IndexError, struct.error, zlib.error)


def _folder(path: Path) -> Package:
    files = [file for file in path.rglob("*") if file.is_file()]
    for file in files:
        if not file.resolve().is_relative_to(path.resolve()):
            message = f"'{file.relative_to(path).as_posix()}' is a symbolic link out of the folder"
            raise CourseError([Problem(Place(str(path)), "CP103", message, "copy the file into it")])
    return Package({file.relative_to(path).as_posix(): Blob(path=file) for file in files})


def _members(archive: zipfile.ZipFile, path: Path, most: int) -> list[zipfile.ZipInfo]:
    members = [info for info in archive.infolist() if not info.is_dir()]
    if sum(info.file_size for info in members) > most:
        limit = f"{most / 1024**3:g} GB" if most >= 1024**3 else f"{most / 1024**2:g} MB"
        raise CourseError([Problem(Place(str(path)), "CP102", f"the zip unpacks to more than {limit}")])
    seen: set[str] = set()
    for info in members:
        problem = "stands twice in the zip" if info.filename in seen else _unsafe(info)
        if problem:
            raise CourseError([Problem(Place(str(path)), "CP103", f"entry '{info.filename}' {problem}")])
        seen.add(info.filename)
    return members


def _unsafe(info: zipfile.ZipInfo) -> str:
    name = info.filename
    if name.startswith("/") or ":" in name.split("/")[0] or ".." in name.split("/"):
        return "leaves the package"
    if "\\" in info.orig_filename:
        return "has a backslash in its name"
    if info.external_attr >> 16 & 0o170000 == 0o120000:
        return "is a symbolic link"
    if info.compress_type not in (0, 8):
        return f"is compressed in a way that LMSs do not know (method {info.compress_type})"
    return "is encrypted" if info.flag_bits & 1 else ""


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> Blob:
    with archive.open(info) as stream:
        data = stream.read(info.file_size + 1)
    if len(data) != info.file_size:
        raise CourseError([Problem(Place(str(path)), "CP102", f"entry '{info.filename}' is larger than it claims")])
    return Blob(data=data)
