"""Reports as text for people, JSON (schemas are in `coursepack/data/lint.schema.json`), SARIF 2.1.0, and JUnit's XML."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from lxml import etree

from coursepack import __version__
from coursepack.lint import Report, errors
from coursepack.lint.registry import LEVELS, Finding, Level, Rule

_KINDS = {
    "scorm12": "SCORM 1.2",
    "scorm2004": "SCORM 2004",
    "imscp": "IMS Content Packaging",
    "cartridge": "Common Cartridge",
    "cmi5": "cmi5",
    "tincan": "xAPI (tincan.xml)",
    "aicc": "AICC",
    "web": "web page",
}


def text(reports: Sequence[Report], colour: Callable[[str, Level], str] = lambda words, level: words) -> str:
    """For whoever imports packages: what it is, each finding with what to do, and what it means as a whole."""
    return "\n\n".join(_package(report, colour) for report in reports) + "\n"


def _package(report: Report, colour: Callable[[str, Level], str]) -> str:
    kind = " and ".join(_KINDS[one] for one in report.kinds) or "not recognised"
    files = "1 file" if report.files == 1 else f"{report.files} files"
    head = f"{report.package}: {kind}, {files}, {_size(report.size)}"
    return "\n".join([head, *(_line(one, colour) for one in report.findings), f"  {_verdict(report)}"])


def _line(one: Finding, colour: Callable[[str, Level], str]) -> str:
    said = colour(f"{one.level} {one.rule.code}", one.level)
    return f"  {one.place}: {said} {one.message}\n      {one.rule.title}.\n      fix: {one.rule.fix}  (coursepack rule {one.rule.code})"


def _size(size: int) -> str:
    return f"{size / (1 << 20):.1f} MB" if size >= 1 << 20 else f"{-(-size // 1024)} KB"


def tally(report: Report) -> str:
    """`2 errors, 1 warning`."""
    counts = [(report.count(level), level) for level in LEVELS]
    return ", ".join(f"{count} {level}{'s' if count > 1 else ''}" for count, level in counts if count)


def _verdict(report: Report) -> str:
    if report.count(Level.ERROR):
        return f"{tally(report)}: an LMS may refuse this package, or lose what learners do."
    if report.count(Level.WARNING):
        return f"{tally(report)}: it can be imported; in some LMSs something will not work."
    if report.findings:
        return f"{tally(report)}: nothing stands against importing it. Try it with a test learner."
    return "nothing found. Try it with a test learner."


def as_json(reports: Sequence[Report]) -> str:
    """One object with every package and every finding."""
    packages = [
        {
            "package": report.package,
            "kinds": list(report.kinds),
            "files": report.files,
            "bytes": report.size,
            "counts": {str(level): report.count(level) for level in LEVELS},
            "findings": [_finding(one) for one in report.findings],
        }
        for report in reports
    ]
    made = {"schemaVersion": 1, "coursepack": __version__, "errors": errors(reports), "packages": packages}
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "code": one.rule.code,
        "name": one.rule.name,
        "severity": str(one.level),
        "file": one.file,
        "line": one.line,
        "message": one.message,
        "why": one.rule.title,
        "spec": one.rule.spec,
        "fix": one.rule.fix,
    }


_SARIF_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "note", Level.REVIEW: "note"}


def sarif(reports: Sequence[Report]) -> str:
    """SARIF 2.1.0; a file within a package is written `package.zip!/file`."""
    found = [one for report in reports for one in report.findings]
    used = {one.rule.code: one.rule for one in found}
    index = {code: at for at, code in enumerate(sorted(used))}
    driver = {
        "name": "coursepack",
        "version": __version__,
        "rules": [_described(used[code]) for code in sorted(used)],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, index[one.rule.code]) for one in found],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _described(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": f"{rule.title}."},
        "fullDescription": {"text": rule.page},
        "help": {"text": f"{rule.page}\n\nFix: {rule.fix}\nSpecification: {rule.spec}"},
        "defaultConfiguration": {"level": _SARIF_LEVELS[rule.level]},
    }


def _result(one: Finding, index: int) -> dict[str, Any]:
    uri = one.package.replace("\\", "/") + (f"!/{one.file}" if one.file else "")
    where: dict[str, Any] = {"artifactLocation": {"uri": _escaped(uri)}}
    if one.line:
        where["region"] = {"startLine": one.line}
    return {
        "ruleId": one.rule.code,
        "ruleIndex": index,
        "level": _SARIF_LEVELS[one.level],
        "kind": "review" if one.level is Level.REVIEW else "fail",
        "message": {"text": f"{one.message}. Fix: {one.rule.fix}."},
        "locations": [{"physicalLocation": where}],
    }


def _escaped(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/!")


def junit(reports: Sequence[Report]) -> str:
    """A suite for each package, a case for each finding; errors and warnings fail, the others are output."""
    root = etree.Element("testsuites", name="coursepack lint")
    for report in reports:
        bad = report.count(Level.ERROR) + report.count(Level.WARNING)
        counts = {"tests": str(max(len(report.findings), 1)), "failures": str(bad), "errors": "0"}
        suite = etree.SubElement(root, "testsuite", {"name": report.package, **counts})
        if not report.findings:
            etree.SubElement(suite, "testcase", classname=report.package, name="nothing found")
        for one in report.findings:
            name = f"{one.rule.code} {one.rule.name} {one.place}"
            case = etree.SubElement(suite, "testcase", classname=report.package, name=name)
            words = f"{one.message}\n{one.rule.title}.\nfix: {one.rule.fix}"
            if one.level in (Level.ERROR, Level.WARNING):
                etree.SubElement(case, "failure", type=str(one.level), message=one.message).text = words
            else:
                etree.SubElement(case, "system-out").text = words
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True).decode()


def page(rule: Rule) -> str:
    """The page of a rule, for `coursepack rule CODE`."""
    said = [f"{rule.code} {rule.name} ({rule.level})", "", rule.page, "", f"Fix: {rule.fix}", f"Reference: {rule.spec}"]
    if rule.kinds:
        said.append("Asked about: " + ", ".join(_KINDS[one] for one in rule.kinds))
    if rule.lms:
        said.append("Asked with: --lms " + ("NAME" if "*" in rule.lms else " or ".join(rule.lms)))
    return "\n".join(said)
