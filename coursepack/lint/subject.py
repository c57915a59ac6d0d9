"""What rules look at: a package with its entries, documents and manifests, whatever it came in and whoever made it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from coursepack.lint import documents
from coursepack.lint.documents import Element
from coursepack.lint.imscp import Manifest, Resource, kind_of
from coursepack.lint.registry import Hit
from coursepack.lint.scan import Scan
from coursepack.lint.source import Entry, Notes, Source

MANIFESTS = ("imsmanifest.xml", "cmi5.xml", "tincan.xml")


class Subject:
    """One package. Everything is read once, when it is first asked for."""

    def __init__(self, source: Source, name: str, *, whole: bool = True, packed: int = 0) -> None:
        self.source, self.name, self.packed = source, name, packed
        self.whole = whole
        """False for a bare manifest, which says nothing about the files that belong to it."""
        self.notes: Notes = source.notes
        self.entries = source.entries
        self.files: dict[str, Entry] = {entry.name: entry for entry in self.entries if not entry.folder}
        self._documents: dict[str, Element | None] = {}
        self.lms = ""
        self.xsd: Path | None = None

    def noted(self, name: str) -> Iterator[Hit]:
        """What the reader, or the parser, saw under that name."""
        yield from self.notes.hits.get(name, ())

    def noted_any(self, *names: str) -> bool:
        """Whether anything was seen under one of those names."""
        return any(name in self.notes.hits for name in names)

    @cached_property
    def by_lower(self) -> dict[str, str]:
        """Names of files by their lower case."""
        return {name.lower(): name for name in self.files}

    @cached_property
    def folded(self) -> dict[str, str]:
        """Names of files in their composed form."""
        return {unicodedata.normalize("NFC", name): name for name in self.files}

    @cached_property
    def scan(self) -> Scan:
        """What is in the texts, and whether each entry can be read; one pass over everything."""
        return Scan(self.source, self.entries)

    def read(self, path: str, most: int = documents.MAX_XML) -> bytes | None:
        """A file of at most that size, or None."""
        entry = self.files.get(path)
        if entry is None or entry.size > most:
            return None
        return b"".join(self.source.chunks(entry))

    def document(self, path: str) -> Element | None:
        """The root of an XML file in the package, or None."""
        if path not in self._documents:
            entry = self.files.get(path)
            if entry is not None and entry.size > documents.MAX_XML:
                limit = documents.MAX_XML >> 20
                self.notes.add(
                    "xml-too-large", f"the file has {entry.size} bytes; over {limit} MB nothing was read", path
                )
            data = self.read(path)
            self._documents[path] = documents.parse(data, path, self.notes) if data is not None else None
        return self._documents[path]

    @cached_property
    def manifest(self) -> Manifest | None:
        """`imsmanifest.xml`, when it can be read."""
        root = self.document("imsmanifest.xml")
        return Manifest(root) if root is not None else None

    @property
    def scorm(self) -> Manifest:
        """The manifest, for rules that are asked only when there is one."""
        assert self.manifest is not None
        return self.manifest

    @property
    def cmi5(self) -> Element:
        """The root of `cmi5.xml`, for rules that are asked only when there is one."""
        root = self.document("cmi5.xml")
        assert root is not None
        return root

    @property
    def tincan(self) -> Element:
        """The root of `tincan.xml`, for rules that are asked only when there is one."""
        root = self.document("tincan.xml")
        assert root is not None
        return root

    @cached_property
    def aicc(self) -> dict[str, str]:
        """The files of an AICC course by their ending: crs, au, des, cst."""
        if any(name in self.files for name in MANIFESTS):
            return {}
        found = {PurePosixPath(name).suffix.lower()[1:]: name for name in self.files if "/" not in name}
        return {ending: found[ending] for ending in ("crs", "au", "des", "cst") if ending in found}

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """What this is, by what is in it: one, several or none of scorm12, scorm2004, imscp, cartridge, cmi5, tincan, aicc, web."""
        found = [kind_of(self.manifest)] if self.manifest else []
        found += [name for name in ("cmi5", "tincan") if self.document(f"{name}.xml") is not None]
        if "crs" in self.aicc or "au" in self.aicc:
            found.append("aicc")
        return tuple(found) or (("web",) if self._own_page() else ())

    def _own_page(self) -> bool:
        """A page that coursepack built for reading without an LMS; anything else without a manifest lacks one."""
        if any(name in self.files for name in MANIFESTS):
            return False
        if (course := self.read("course.js")) is not None:
            player = self.read("player.js") or b""
            return course.startswith(b"window.coursepackCourse=") and b"LMSInitialize" not in player
        return not self.whole and any(name.endswith((".html", ".htm")) for name in self.files)

    def launched(self) -> list[tuple[str, str, int]]:
        """The files that an LMS opens: path, manifest and line; only those that are named as files of the package."""
        found = [(one.target.path, "imsmanifest.xml", one.line) for one in self._launched_resources()]
        if "cmi5" in self.kinds:
            found += [self._address(url, "cmi5.xml") for url in self.cmi5.iter("{*}url")]
        if "tincan" in self.kinds:
            found += [self._address(one, "tincan.xml") for one in self.tincan.iter("{*}launch")]
        return [one for one in dict.fromkeys(found) if one[0]]

    def _launched_resources(self) -> list[Resource]:
        if self.manifest is None:
            return []
        return [one for one in self.manifest.launched if one.target.kind == "local"]

    def _address(self, element: Element, manifest: str) -> tuple[str, str, int]:
        path = documents.words(element)
        path = "" if ":" in path.split("/", maxsplit=1)[0] else unquote(path.split("?")[0].split("#")[0])
        return path.removeprefix("./"), manifest, documents.line(element)

    @property
    def roots(self) -> list[tuple[str, Element]]:
        """Every manifest that could be read, with its root."""
        return [(name, root) for name in MANIFESTS if (root := self.document(name)) is not None]
