"""Which files of a package hold a picture, and under which names."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from coursepack.media.prepared import Coded, Prepared

_LONGEST = 100  # characters of a name before what is added to it
_SAME = {".jpg": ".jpeg"}


@dataclass(frozen=True)
class Shown:
    """A picture as a template needs it, by paths in the package. `srcset` and `still` are "" when there are none."""

    path: str
    size: tuple[int, int] | None
    srcset: str = ""
    still: str = ""

    def seen_from(self, up: str) -> Shown:
        """With `up` put before each path."""
        if not up:
            return self
        srcset = ", ".join(up + one for one in self.srcset.split(", ")) if self.srcset else ""
        return replace(self, path=up + self.path, srcset=srcset, still=self.still and up + self.still)


Files = dict[str, bytes | Path]


def carry(
    files: Mapping[str, Path], pictures: Mapping[str, Prepared], downloads: Collection[str]
) -> tuple[Files, dict[str, Shown]]:
    """The files of the folder `assets/` by their paths in the package, and each picture by its path in the course.

    A picture that can also be downloaded is carried twice: made ready, and as it is.
    """
    names = _Names(files)
    carried: Files = {f"assets/{path}": file for path, file in files.items()}
    shown: dict[str, Shown] = {}
    for path in sorted(pictures):
        picture = pictures[path]
        if picture.full is None:
            shown[path] = Shown(f"assets/{path}", picture.size)
            continue
        if path not in downloads:
            del carried[f"assets/{path}"]
        shown[path] = _shown(path, picture, names, carried, whole=path not in downloads)
    return carried, shown


def _shown(path: str, picture: Prepared, names: _Names, carried: Files, *, whole: bool) -> Shown:
    def put(coded: Coded, name: str) -> str:
        carried[f"assets/{name}"] = coded.data
        return f"assets/{name}"

    full = picture.full
    assert full
    ending = PurePosixPath(path).suffix.lower()
    same = whole and _SAME.get(ending, ending) == full.ending
    first = put(full, path if same else names.free(path, str(full.width), full.ending.replace("jpeg", "jpg")))
    copies = [(put(coded, names.free(path, str(coded.width), coded.ending)), coded.width) for coded in picture.webp]
    if copies and full.ending == ".webp":
        copies.append((first, full.width))
    still = put(picture.still, names.free(path, "still", ".webp")) if picture.still else ""
    return Shown(first, picture.size, ", ".join(f"{name} {width}w" for name, width in copies), still)


class _Names:
    """Names beside an author's file that no other file has, on any file system, and that every LMS takes."""

    def __init__(self, taken: Collection[str]) -> None:
        self._taken = {name.lower() for name in taken}

    def free(self, path: str, tag: str, ending: str) -> str:
        """`img/ward.png` and 720 give `img/ward-720.webp`; when that is taken, `img/ward-png-720.webp`; else one with a digest."""
        plain = PurePosixPath(path)
        digest = hashlib.sha256(path.encode()).hexdigest()[:12]
        stem = str(plain.with_suffix(""))
        stem = stem if len(stem) <= _LONGEST else str(plain.with_name(digest))
        for middle in (tag, f"{plain.suffix.lstrip('.').lower()}-{tag}", f"{digest}-{tag}"):
            name = f"{stem}-{middle}{ending}"
            if name.lower() not in self._taken:
                break
        self._taken.add(name.lower())
        return name
