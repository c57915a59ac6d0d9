"""Results of slow work, kept between builds in the user's cache folder.

The name of an entry is a digest of all that the result depends on, and the entry carries a digest of itself, so it is right or it is
not used. Every trouble with the folder means "not there": a build without it gives the same bytes, only slower.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path

from coursepack.disk import replacing

VARIABLE = "COURSEPACK_CACHE"
MOST = 1 << 30  # bytes; what was not used for the longest time goes first
_DIGEST = hashlib.sha256().digest_size


def folder() -> Path | None:
    """Where entries lie: as `COURSEPACK_CACHE` says (empty: nowhere), else where this system keeps caches."""
    if (named := os.environ.get(VARIABLE)) is not None:
        return Path(named) if named else None
    try:
        return _system() / "coursepack"
    except RuntimeError:  # nobody's home
        return None


def _system() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def get(key: str) -> bytes | None:
    """What was kept under `key` (hex), if it is there and whole."""
    path = _path(key)
    if path is None:
        return None
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(raw[_DIGEST:]).digest() != raw[:_DIGEST]:
        return None
    with suppress(OSError):
        os.utime(path)  # used just now
    return raw[_DIGEST:]


def put(key: str, value: bytes) -> None:
    """Keep it, whole or not at all."""
    path = _path(key)
    if path is None:
        return
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with replacing(path) as stream:
            stream.write(hashlib.sha256(value).digest() + value)
    if key.startswith("0"):  # one in sixteen sees to it that there is room
        prune(MOST)


def _path(key: str) -> Path | None:
    here = folder()
    return here / key[:2] / key if here else None


def prune(most: int) -> None:
    """Remove what was not used for the longest time, until a fifth of the room is free again."""
    here = folder()
    entries = sorted(_entries(here), reverse=True) if here else []
    total = sum(size for _, size, _ in entries)
    if total <= most:
        return
    while entries and total > most * 4 // 5:
        _, size, path = entries.pop()
        with suppress(OSError):
            path.unlink()
        total -= size


def _entries(here: Path) -> list[tuple[int, int, Path]]:
    """Time of last use, size and path of each entry."""
    found = []
    for path in here.glob("??/*"):
        with suppress(OSError):  # another build removed it
            stat = path.stat()
            found.append((stat.st_mtime_ns, stat.st_size, path))
    return found
