"""`cmi5.xml` (cmi5, sections 13 and 14): the course structure's rules, as tests of built packages and of seeded faults.

The official schema is in no registry; what it asks of the elements that coursepack writes is stated here, and what it cannot say too.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from lxml import etree

from coursepack.formats import cmi5
from coursepack.package import Package
from tests.conftest import BASE, COURSES, planned

NS = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"
LANGUAGE = re.compile(r"[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*")
MASTERY = re.compile(r"0(\.\d{1,4})?|1(\.0{1,4})?")
# The attributes of an assignable unit that have a list of words, and which.
WORDS = {
    "moveOn": {"NotApplicable", "Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed"},
    "launchMethod": {"AnyWindow", "OwnWindow"},
}
OPTIONAL = {"masteryScore", "activityType", *WORDS}
TAKEN = {"endpoint", "fetch", "actor", "registration", "activityId"}


def faults(package: Package) -> Iterator[str]:
    if "cmi5.xml" not in package:
        yield "14.1 no cmi5.xml"
        return
    root = etree.fromstring(package["cmi5.xml"].read())
    tags = [str(child.tag).removeprefix(NS) for child in root]
    if root.tag != f"{NS}courseStructure" or not re.fullmatch("course(,objectives)?(,(au|block))+", ",".join(tags)):
        yield f"14 root {root.tag} {tags}"
        return
    yield from course_faults(root[0])
    known = [one.get("id", "") for one in root.iterfind(f"{NS}objectives/{NS}objective")]
    for one in root.iterfind(f"{NS}objectives/{NS}objective"):
        yield from words_faults("13.1.3", one, "title,description")
    blocks = list(root.iter(f"{NS}block"))
    for block in blocks:
        yield from words_faults("13.1.2", block, "title,description(,objectives)?(,(au|block))+")
    units = list(root.iter(f"{NS}au"))
    for unit in units:
        yield from unit_faults(unit, package, known)
    ids = [
        root[0].get("id", ""),
        *known,
        *(block.get("id", "") for block in blocks),
        *(unit.get("id", "") for unit in units),
    ]
    if len(set(ids)) != len(ids):
        yield "13.1.4 ids"


def course_faults(course: etree._Element) -> Iterator[str]:
    yield from words_faults("13.1.1", course, "title,description")


def words_faults(number: str, element: etree._Element, order: str) -> Iterator[str]:
    """An id that is an absolute IRI, and children in order, each with words in a language."""
    if not urlsplit(element.get("id", "")).scheme:
        yield f"{number} the id is no IRI: {element.get('id')}"
    if not re.fullmatch(order, ",".join(str(child.tag).removeprefix(NS) for child in element)):
        yield f"{number} children"
    for child in element:
        if child.tag in (f"{NS}title", f"{NS}description"):
            langs = list(child.iterfind(f"{NS}langstring"))
            if not langs or not all((one.text or "").strip() for one in langs):
                yield f"{number} no words"
            if not all(LANGUAGE.fullmatch(one.get("lang", "")) for one in langs):
                yield f"{number} language"


def unit_faults(unit: etree._Element, package: Package, objectives: list[str]) -> Iterator[str]:
    yield from words_faults("13.1.4", unit, "title,description(,objectives)?,url")
    if unknown := set(map(str, unit.attrib)) - {"id", *OPTIONAL}:
        yield f"13.1.4 attributes {unknown}"
    for name, words in WORDS.items():
        if unit.get(name) not in words:
            yield f"13.1.4 {name} {unit.get(name)}"
    mastery = unit.get("masteryScore")
    if mastery is not None and not MASTERY.fullmatch(mastery):
        yield f"13.1.4 masteryScore {mastery}"
    if ("Passed" in unit.get("moveOn", "")) != (mastery is not None):
        yield "13.1.4 a pass that nothing decides, or a mark that decides nothing"
    referred = [one.get("idref") for one in unit.iterfind(f"{NS}objectives/{NS}objective")]
    if set(referred) - set(objectives):
        yield "13.1.4 an objective that the course does not have"
    url = urlsplit(unit.findtext(f"{NS}url") or "")
    if url.scheme or unquote(url.path) not in package:
        yield f"14.1 url {url.geturl()}"
    if TAKEN & {name for name, _ in parse_qsl(url.query)}:
        yield "8.1 a parameter of the launch in the url"


@pytest.mark.parametrize("folder", [BASE, *COURSES], ids=lambda path: path.name)
def test_a_course_keeps_every_rule(folder: Path) -> None:
    assert list(faults(cmi5.render(planned(folder)))) == []


def test_only_a_course_with_a_pass_mark_has_to_be_passed() -> None:
    seen = set()
    for folder in [BASE, *COURSES]:
        course = planned(folder).course
        unit = etree.fromstring(cmi5.manifest(course)).find(f"{NS}au")
        assert unit is not None
        mark = None if course.passing is None else course.passing.pass_mark / 100
        assert (None if mark is None else float(unit.get("masteryScore", ""))) == mark
        assert unit.get("moveOn") == ("Completed" if mark is None else "CompletedAndPassed")
        seen.add(unit.get("moveOn"))
    assert "CompletedAndPassed" in seen


BROKEN = {
    "namespace": ("profiles/cmi5/v1", "profiles/cmi5/v0", "14 root"),
    "order": ("<objectives>", "<au/><objectives>", "14 root"),
    "course id": ('<course id="https://example.org/courses/base"', '<course id="base"', "13.1.1"),
    "no title": ('<langstring lang="en-US">Base course</langstring>', "", "13.1.1"),
    "empty title": (">Base course<", "> <", "13.1.1"),
    "language": ('lang="en-US"', 'lang=""', "13.1.1"),
    "objective": ('<objective id="https://example.org', '<objective id="/', "13.1.3"),
    "unit id": ('<au id="https://example.org/courses/base/au"', '<au id="au"', "13.1.4"),
    "same id": ("base/au", "base", "13.1.4 ids"),
    "moveOn": ('moveOn="CompletedAndPassed"', 'moveOn="completed"', "13.1.4 moveOn"),
    "launchMethod": ("AnyWindow", "Frame", "13.1.4 launchMethod"),
    "mastery in per cent": ('masteryScore="0.', 'masteryScore="80.', "13.1.4 masteryScore"),
    "no mastery": (' masteryScore="', ' activity="', "13.1.4 a pass"),
    "attribute": ("activityType", "activity", "13.1.4 attributes"),
    "unknown objective": ('idref="https://', 'idref="http://', "13.1.4 an objective"),
    "no url": ("<url>index.html</url>", "", "13.1.4 children"),
    "start page": ("<url>index.html", "<url>start.html", "14.1 url"),
    "parameter": ("<url>index.html", "<url>index.html?actor=x", "8.1"),
}


@pytest.mark.parametrize(("old", "new", "rule"), BROKEN.values(), ids=BROKEN)
def test_a_broken_manifest_is_noticed(old: str, new: str, rule: str) -> None:
    package = cmi5.render(planned(BASE))
    text = package["cmi5.xml"].read().decode()
    assert old in text
    found = list(faults(Package({**package, "cmi5.xml": text.replace(old, new)})))
    assert any(fault.startswith(rule) for fault in found), found
    assert list(faults(Package({"index.html": b""}))) == ["14.1 no cmi5.xml"]
