"""cmi5 (Quartz): the course structure `cmi5.xml` with one assignable unit, which is the whole course (sections 13 and 14)."""

from __future__ import annotations

from lxml import etree

from coursepack.formats import xml
from coursepack.formats.content import ENTRY, content
from coursepack.formats.xapi import COURSE_TYPE, told_activities
from coursepack.model import Course
from coursepack.package import Package
from coursepack.plan import Plan

CMI5 = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
MANIFEST = "cmi5.xml"
_NAMESPACES: dict[str | None, str] = {None: CMI5}


def render(plan: Plan) -> Package:
    """The cmi5 package of a course."""
    files = content(plan, "cmi5", {"activities": told_activities(plan)})
    return Package(files | {MANIFEST: manifest(plan.course)})


def manifest(course: Course) -> bytes:
    """`cmi5.xml`: the course, its objectives, and the unit that refers to them."""
    root = xml.root("courseStructure", _NAMESPACES)
    _words(_child(root, "course", id=course.id), course.title, course.summary, course.language)
    objectives = [(f"{course.id}/objective/{one.id}", one.text) for one in course.objectives]
    if objectives:
        listed = _child(root, "objectives")
        for iri, text in objectives:
            _words(_child(listed, "objective", id=iri), text, text, course.language)
    _unit(root, course, [iri for iri, _ in objectives])
    return xml.document(root)


def _unit(root: etree._Element, course: Course, objectives: list[str]) -> None:
    unit = _child(root, "au", id=f"{course.id}/au", launchMethod="AnyWindow", moveOn=move_on(course))
    if course.passing:
        # In cmi5 the course judges by this mark, and the LMS only hands it back: it does no harm where SCORM's would.
        unit.set("masteryScore", f"{course.passing.pass_mark / 100:.2f}")
    unit.set("activityType", COURSE_TYPE)
    _words(unit, course.title, course.summary, course.language)
    if objectives:
        referred = _child(unit, "objectives")
        for iri in objectives:
            _child(referred, "objective", idref=iri)
    _child(unit, "url").text = ENTRY


def move_on(course: Course) -> str:
    """A course with a pass mark is done when it is completed and passed; whichever comes first is not enough."""
    return "CompletedAndPassed" if course.passing else "Completed"


def _child(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{CMI5}}}{name}", attributes)


def _words(parent: etree._Element, title: str, description: str, language: str) -> None:
    for name, text in (("title", title), ("description", description or title)):
        _child(_child(parent, name), "langstring", lang=language).text = text
