"""From a plan to packages on disk: render, write, and the digests beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coursepack import archive
from coursepack.formats import Format
from coursepack.lock import write_atomically
from coursepack.package import Package
from coursepack.plan import Plan


@dataclass(frozen=True)
class Built:
    """One package on disk: `sha256` of the zip, `content` over paths and bytes in it, sizes in bytes."""

    path: Path
    sha256: str
    content: str
    size: int
    files: int
    suspend: int


def build(course: Plan, formats: Sequence[Format], out: Path) -> Iterator[Built]:
    """Render all formats first, then write: when one cannot be rendered, none is left behind. Raises `CourseError`."""
    rendered = [(item, item.render(course)) for item in formats]
    for item, package in rendered:
        yield _write(course, package, out / f"{course.name(item.name)}.zip")


def _write(course: Plan, package: Package, path: Path) -> Built:
    archive.write(package, path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    content = package.digest()
    # The first line is for `sha256sum -c`, which skips the comment.
    lines = f"{digest}  {path.name}\n# content {content}\n"
    write_atomically(path.with_name(f"{path.name}.sha256"), lines.encode())
    return Built(path, digest, content, path.stat().st_size, len(package), course.longest_suspend_data)
