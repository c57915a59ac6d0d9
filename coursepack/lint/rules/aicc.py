"""AICC: recognised, with what its four files must have."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from coursepack.lint.registry import Hit, Level, rule
from coursepack.lint.subject import Subject

_KIND = ("aicc",)
_AICC = "AICC CMI001 (Guidelines for Interoperability), chapter 4"


def _text(subject: Subject, name: str) -> str:
    return (subject.read(subject.aicc.get(name, ""), 1 << 20) or b"").decode("utf-8", "replace")


def _units(subject: Subject) -> tuple[list[str], list[list[str]]]:
    """The header of the .au file in small letters, and its rows."""
    rows = [row for row in csv.reader(_text(subject, "au").splitlines()[:5000]) if row]
    return ([one.strip().lower() for one in rows[0]], rows[1:]) if rows else ([], [])


@rule("CP590", "aicc", Level.NOTE, _AICC, "ask for a SCORM or cmi5 package, if there is one", _KIND)
def aicc(subject: Subject) -> Iterator[Hit]:
    """This is an AICC course.

    The standard is from before 2010 and its body was dissolved in 2014. Moodle has it switched off; the course talks to the LMS by
    addresses that many firewalls stop.
    Example: course.crs, course.au, course.des and course.cst
    """
    yield Hit("this is an AICC course")


@rule("CP591", "aicc-incomplete", Level.ERROR, _AICC, "export it again; all four files belong to the root", _KIND)
def aicc_incomplete(subject: Subject) -> Iterator[Hit]:
    """One of the four files of an AICC course is missing.

    The import stops.
    Example: .crs and .au without .des and .cst
    """
    if missing := [name for name in ("crs", "au", "des", "cst") if name not in subject.aicc]:
        yield Hit("there is no ." + ", no .".join(missing))


@rule("CP592", "aicc-course", Level.ERROR, f"{_AICC}.1", "write course_id and course_title into the .crs file", _KIND)
def aicc_course(subject: Subject) -> Iterator[Hit]:
    """The course has no id or no title.

    The import stops, or the course is filed under nothing.
    Example: a .crs file without Course_Title=
    """
    if "crs" not in subject.aicc:
        return
    lines = [one.partition("=") for one in _text(subject, "crs").splitlines()[:2000]]
    known = {name.strip().lower() for name, _, value in lines if value.strip()}
    for name in ("course_id", "course_title"):
        if name not in known:
            yield Hit(f"there is no {name}", subject.aicc["crs"])


@rule("CP593", "aicc-launch", Level.ERROR, f"{_AICC}.3", "name the page to open in the .au file", _KIND)
def aicc_launch(subject: Subject) -> Iterator[Hit]:
    """A unit names no page to open, or one that is not in the package.

    Learners get an empty window.
    Example: an empty file_name in the .au file
    """
    head, rows = _units(subject)
    if "au" not in subject.aicc:
        return
    at = head.index("file_name") if "file_name" in head else -1
    for number, row in enumerate(rows, 2):
        path = row[at].strip() if 0 <= at < len(row) else ""
        if not path or (":" not in path and path.partition("?")[0] not in subject.files):
            yield Hit(f"the page '{path}' cannot be opened", subject.aicc["au"], number)
