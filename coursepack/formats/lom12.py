"""IMS Learning Resource Metadata 1.2.1, as SCORM 1.2 carries it (CAM 2.2): the order of its elements is fixed."""

from __future__ import annotations

from lxml import etree

from coursepack.model import Course

LOM = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"


def lom(course: Course, location: str) -> etree._Element:
    """The `lom` element of a course; `location` is its start page."""
    root = etree.Element(_name("lom"), nsmap={"imsmd": LOM})
    _general(root, course)
    lifecycle = _add(root, "lifecycle")
    _lang(_add(lifecycle, "version"), course.version, course.language)
    _vocabulary(_add(lifecycle, "status"), "Final")
    _text(_add(root, "metametadata"), "metadatascheme", "ADL SCORM 1.2")
    _technical(root, course, location)
    educational = _add(root, "educational")
    _text(_add(educational, "typicallearningtime"), "datetime", duration(course.minutes))
    _rights(root, course)
    _classification(root, course)
    return root


def _general(root: etree._Element, course: Course) -> None:
    general = _add(root, "general")
    _lang(_add(general, "title"), course.title, course.language)
    entry = _add(general, "catalogentry")
    _text(entry, "catalog", "URI")
    _lang(_add(entry, "entry"), course.id, "x-none")
    _text(general, "language", course.language)
    _lang(_add(general, "description"), course.summary, course.language)
    for word in course.keywords or (course.title,):
        _lang(_add(general, "keyword"), word, course.language)


def _technical(root: etree._Element, course: Course, location: str) -> None:
    technical = _add(root, "technical")
    _text(technical, "format", "text/html")
    _text(technical, "location", location).set("type", "URI")


def _rights(root: etree._Element, course: Course) -> None:
    rights = _add(root, "rights")
    _vocabulary(_add(rights, "cost"), "no")
    _vocabulary(_add(rights, "copyrightandotherrestrictions"), "yes")
    if course.rights:
        _lang(_add(rights, "description"), course.rights, course.language)


def _classification(root: etree._Element, course: Course) -> None:
    classification = _add(root, "classification")
    _vocabulary(_add(classification, "purpose"), "Educational Objective")
    objectives = " ".join(objective.text for objective in course.objectives)
    _lang(_add(classification, "description"), objectives[:2000], course.language)
    for word in course.keywords or (course.title,):
        _lang(_add(classification, "keyword"), word, course.language)


def duration(minutes: int) -> str:
    """ISO 8601: 75 minutes are PT1H15M."""
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")


def _name(name: str) -> str:
    return f"{{{LOM}}}{name}"


def _add(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, _name(name))


def _text(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = _add(parent, name)
    element.text = text
    return element


def _lang(parent: etree._Element, text: str, language: str) -> None:
    _text(parent, "langstring", text).set("{http://www.w3.org/XML/1998/namespace}lang", language)


def _vocabulary(parent: etree._Element, value: str) -> None:
    _lang(_add(parent, "source"), "LOMv1.0", "x-none")
    _lang(_add(parent, "value"), value, "x-none")
