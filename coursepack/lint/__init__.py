"""Rules that any vendor's package is held to, without unpacking or running it (docs/lint.md, docs/decisions/0016-lint.md)."""

from __future__ import annotations

import stat
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice
from pathlib import Path

from coursepack.lint.registry import RULES, Finding, Hit, Level, Rule
from coursepack.lint.source import FileSource, FolderSource, MemorySource, Source
from coursepack.lint.subject import Subject
from coursepack.lint.zipped import ZipSource
from coursepack.package import Package

__all__ = ["AREAS", "Level", "Options", "Report", "all_rules", "errors", "lint", "lint_package"]

# The areas. A rule is a function in one of these; a new area is one line here.
AREAS = (
    "archive",
    "names",
    "xml",
    "files",
    "content",
    "links",
    "privacy",
    "access",
    "imscp",
    "items",
    "resources",
    "scorm12",
    "scorm2004",
    "sequencing",
    "lom",
    "facts",
    "cmi5",
    "tincan",
    "cartridge",
    "aicc",
    "lms",
)
MOST = 20  # findings of one rule in one package that are listed one by one
BROKE = "CP342"


@dataclass(frozen=True)
class Options:
    """What to look for: codes by their beginnings, and the LMS that the package is for. No selection means every rule."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    lms: str = ""
    xsd: Path | None = None

    def asks(self, rule: Rule) -> bool:
        """Whether this rule is wanted. Rules of an LMS need the LMS to be named."""
        if rule.lms and self.lms not in rule.lms and not ("*" in rule.lms and self.lms):
            return False
        wanted = not self.select or rule.code.startswith(self.select)
        return wanted and not rule.code.startswith(self.ignore or ("none",))


@dataclass(frozen=True)
class Report:
    """What was found in one package, worst first."""

    package: str
    kinds: tuple[str, ...]
    files: int
    size: int
    findings: tuple[Finding, ...] = field(default=())

    def count(self, level: Level) -> int:
        """How many findings of a level."""
        return sum(one.level is level for one in self.findings)


def all_rules() -> dict[str, Rule]:
    """All rules by their codes, in order."""
    for area in AREAS:
        import_module(f"coursepack.lint.rules.{area}")
    return dict(sorted(RULES.items()))


def lint(path: Path, options: Options = Options()) -> Report:
    """Look at a zip, a folder, or a bare manifest. Raises OSError when it cannot be opened at all."""
    source, whole = _open(path)
    try:
        packed = path.stat().st_size if path.is_file() else 0
        return _report(Subject(source, path.name, whole=whole, packed=packed), str(path), options)
    finally:
        source.close()


def lint_package(package: Package, name: str, options: Options = Options()) -> Report:
    """Look at a package that was just built, in memory."""
    return _report(Subject(MemorySource(package), name), name, options)


def _open(path: Path) -> tuple[Source, bool]:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        return FolderSource(path), True
    if not stat.S_ISREG(mode):
        raise OSError(0, "it is neither a file nor a folder")
    with path.open("rb") as stream:
        head = stream.read(512).lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"")
    if head[:1] != b"<":
        return ZipSource(path), True
    lower = head.lower()
    if lower.startswith((b"<!doctype html", b"<html")):
        return FileSource(path, path.name), False
    names = {b"<tincan": "tincan.xml", b"<coursestructure": "cmi5.xml"}
    named = next((name for mark, name in names.items() if mark in lower), "imsmanifest.xml")
    return FileSource(path, path.name if path.name in {*names.values(), "imsmanifest.xml"} else named), False


def _report(subject: Subject, name: str, options: Options) -> Report:
    found = [
        finding for rule in all_rules().values() if options.asks(rule) for finding in _ask(rule, subject, name, options)
    ]
    size = subject.packed or sum(entry.size for entry in subject.files.values())
    ordered = tuple(sorted(found, key=lambda one: one.order))
    return Report(name, subject.kinds, len(subject.files), size, ordered)


def _ask(rule: Rule, subject: Subject, package: str, options: Options) -> Iterator[Finding]:
    """Findings of one rule. A rule that breaks is a finding, too: it says that something was not looked at."""
    subject.lms, subject.xsd = options.lms, options.xsd
    try:
        if rule.kinds and not set(rule.kinds) & set(subject.kinds):
            return
        hits = list(islice(rule.check(subject), 10 * MOST))
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        message = f"rule {rule.code} could not be finished: {type(error).__name__} in {where.name}, line {where.lineno}"
        yield Finding(package, RULES[BROKE], Level.REVIEW, message)
        return
    yield from (_finding(rule, hit, package) for hit in hits[:MOST])
    if len(hits) > MOST:
        more = f"{'at least ' if len(hits) == 10 * MOST else ''}{len(hits) - MOST} more of these"
        yield _finding(rule, Hit(more, level=hits[-1].level), package)


def _finding(rule: Rule, hit: Hit, package: str) -> Finding:
    return Finding(package, rule, hit.level or rule.level, _printable(hit.message), _printable(hit.file), hit.line)


def _printable(text: str, most: int = 400) -> str:
    """In one line that any terminal takes, and any encoding."""
    text = text if len(text) <= most else text[: most - 1] + "…"
    return "".join(one if one.isprintable() else repr(one)[1:-1] for one in text)


def errors(reports: Iterable[Report]) -> int:
    """How many errors there are in all."""
    return sum(report.count(Level.ERROR) for report in reports)
