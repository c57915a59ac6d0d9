"""Questions from and to other tools. One file per format and direction, one line each in the lists here.

Between them stands the authoring form, so that whatever comes in passes the schemas. What a format cannot carry is said, item by item
(docs/exchange.md).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursepack.problems import CourseError, Place, Problem

if TYPE_CHECKING:
    from coursepack.exchange.bank import Bank, Log, Origin


@dataclass(frozen=True)
class Reader:
    """A format that comes in; `looks` says whether a file is probably one, by its name in small letters and its first bytes."""

    name: str
    title: str
    module: str
    looks: Callable[[str, bytes], bool]

    def read(self, origin: Origin, log: Log) -> Bank:
        """All questions of a file. Raises `CourseError` when it is no such file at all."""
        read: Callable[[Origin, Log], Bank] = importlib.import_module(self.module).read
        return read(origin, log)


@dataclass(frozen=True)
class Writer:
    """A format that goes out."""

    name: str
    title: str
    module: str
    ending: str


_QTI = (b"<assessmentItem", b"<assessmentTest", b"<questestinterop", b"<qti-")

READERS: tuple[Reader, ...] = (
    Reader(
        "qti21", "QTI 2.1", "coursepack.exchange.qti_in",
        lambda name, start: start.startswith(b"PK") or name.endswith(".zip") or any(mark in start for mark in _QTI),
    ),
    Reader("moodle-xml", "Moodle XML", "coursepack.exchange.moodle_in", lambda name, start: b"<quiz" in start or name.endswith(".xml")),
    Reader("csv", "CSV", "coursepack.exchange.table", lambda name, start: name.endswith((".csv", ".tsv"))),
    Reader("aiken", "Aiken", "coursepack.exchange.aiken", lambda name, start: b"\nANSWER:" in start.replace(b"\r", b"\n").upper()),
    Reader("gift", "GIFT", "coursepack.exchange.gift_in", lambda name, start: b"{" in start or name.endswith(".gift")),
)  # fmt: skip

WRITERS: tuple[Writer, ...] = (
    Writer("qti21", "QTI 2.1", "coursepack.exchange.qti_out", ".zip"),
    Writer("moodle-xml", "Moodle XML", "coursepack.exchange.moodle_out", ".xml"),
    Writer("gift", "GIFT", "coursepack.exchange.gift_out", ".gift"),
)

_LOOK = 65_536  # bytes


def reader_for(origin: Origin, name: str | None = None) -> Reader:
    """The reader of that name, or the one that a file looks like. Raises `CourseError` when it looks like none."""
    if name:
        return next(one for one in READERS if one.name == name)
    start = origin.data[:_LOOK]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "replace").encode()
    for one in READERS:
        if one.looks(origin.name.lower(), start):
            return one
    known = ", ".join(one.name for one in READERS)
    hint = f"name its format: --format with one of {known}"
    raise CourseError([Problem(Place(origin.name), "CP170", "the file looks like no format that is known here", hint)])
