"""IEEE Learning Object Metadata (1484.12.3), as SCORM 2004 carries it (CAM 4)."""

from __future__ import annotations

from lxml import etree

from coursepack.formats.lom12 import duration
from coursepack.model import Course

LOM = "http://ltsc.ieee.org/xsd/LOM"


def lom(course: Course, location: str) -> etree._Element:
    """The `lom` element of a course; `location` is its start page."""
    root = etree.Element(_name("lom"), nsmap={"lom": LOM})
    _general(root, course)
    lifecycle = _add(root, "lifeCycle")
    _string(_add(lifecycle, "version"), course.version, course.language)
    _vocabulary(_add(lifecycle, "status"), "final")
    _about_itself(root, course)
    technical = _add(root, "technical")
    _add(technical, "format", "text/html")
    _add(technical, "location", location)
    time = _add(_add(root, "educational"), "typicalLearningTime")
    _add(time, "duration", duration(course.minutes))
    _rights(root, course)
    _classification(root, course)
    return root


def _general(root: etree._Element, course: Course) -> None:
    general = _add(root, "general")
    _identifier(general, course.id)
    _string(_add(general, "title"), course.title, course.language)
    _add(general, "language", course.language)
    _string(_add(general, "description"), course.summary, course.language)
    _keywords(general, course)


def _about_itself(root: etree._Element, course: Course) -> None:
    about = _add(root, "metaMetadata")
    _identifier(about, f"{course.id}#metadata")
    for schema in ("LOMv1.0", "ADLv1.0"):
        _add(about, "metadataSchema", schema)
    _add(about, "language", course.language)


def _rights(root: etree._Element, course: Course) -> None:
    rights = _add(root, "rights")
    _vocabulary(_add(rights, "cost"), "no")
    _vocabulary(_add(rights, "copyrightAndOtherRestrictions"), "yes")
    if course.rights:
        _string(_add(rights, "description"), course.rights, course.language)


def _classification(root: etree._Element, course: Course) -> None:
    classification = _add(root, "classification")
    _vocabulary(_add(classification, "purpose"), "educational objective")
    objectives = " ".join(objective.text for objective in course.objectives)
    _string(_add(classification, "description"), objectives[:2000], course.language)
    _keywords(classification, course)


def _keywords(parent: etree._Element, course: Course) -> None:
    for word in course.keywords or (course.title,):
        _string(_add(parent, "keyword"), word, course.language)


def _identifier(parent: etree._Element, entry: str) -> None:
    identifier = _add(parent, "identifier")
    _add(identifier, "catalog", "URI")
    _add(identifier, "entry", entry)


def _name(name: str) -> str:
    return f"{{{LOM}}}{name}"


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, _name(name))
    element.text = text
    return element


def _string(parent: etree._Element, text: str, language: str) -> None:
    _add(parent, "string", text).set("language", language)


def _vocabulary(parent: etree._Element, value: str) -> None:
    _add(parent, "source", "LOMv1.0")
    _add(parent, "value", value)
