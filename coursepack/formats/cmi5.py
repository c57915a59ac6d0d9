"""cmi5 (Quartz): the course structure `cmi5.xml` with an assignable unit for the course, or for each of its units (sections 13 and 14)."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from lxml import etree

from coursepack.formats import xml
from coursepack.formats.content import ENTRY, content
from coursepack.formats.cut import Carried, cut
from coursepack.formats.xapi import COURSE_TYPE, LESSON_TYPE, told_activities
from coursepack.model import Course
from coursepack.package import Package
from coursepack.plan import Plan

CMI5 = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
MANIFEST = "cmi5.xml"
_NAMESPACES: dict[str | None, str] = {None: CMI5}


def render(plan: Plan) -> Package:
    """The cmi5 package of a course, or of its units."""
    if plan.groups:
        shared, units = cut(plan, "cmi5", lambda piece: {"activities": told_activities(piece)})
        return Package(shared | {MANIFEST: manifest_of(plan, units)})
    files = content(plan, "cmi5", {"activities": told_activities(plan)})
    return Package(files | {MANIFEST: manifest(plan.course)})


def manifest(course: Course) -> bytes:
    """`cmi5.xml`: the course, its objectives, and the unit that refers to them."""
    root = _root(course, [course])
    _unit(root, course, f"{course.id}/au", move_on(course), ENTRY, COURSE_TYPE)
    return xml.document(root)


def manifest_of(plan: Plan, units: Sequence[Carried]) -> bytes:
    """`cmi5.xml` with a unit for each lesson, or a block for each course of a series. The LMS takes the whole for done when all are."""
    root = _root(plan.about, [group.plan.course for group in plan.groups])
    for group in plan.groups:
        parent, course = root, group.plan.course
        if len(plan.groups) > 1:
            parent = _child(root, "block", id=f"{course.id}/block")
            _words(parent, course.title, course.summary, course.language)
        for one in units:
            if one.group is group:
                piece, needed = one.unit.plan, one.unit.needed
                au = f"{course.id}/au" + (f"/{piece.course.lessons[0].id}" if piece.part else "")
                moves_on = move_on(piece.course) if needed else "NotApplicable"
                _unit(parent, piece.course, au, moves_on, one.href, LESSON_TYPE if piece.part else COURSE_TYPE)
    return xml.document(root)


def _root(about: Course, courses: Sequence[Course]) -> etree._Element:
    """With the objectives of all courses, which stand before all units."""
    root = xml.root("courseStructure", _NAMESPACES)
    _words(_child(root, "course", id=about.id), about.title, about.summary, about.language)
    objectives = [
        (_objective(course, one.id), one.text, course.language) for course in courses for one in course.objectives
    ]
    if objectives:
        listed = _child(root, "objectives")
        for iri, text, language in objectives:
            _words(_child(listed, "objective", id=iri), text, text, language)
    return root


def _objective(course: Course, name: str) -> str:
    return f"{course.id}/objective/{name}"


def _unit(parent: etree._Element, course: Course, name: str, moves_on: str, href: str, kind: str) -> None:  # noqa: PLR0913, PLR0917 - what cmi5 asks of a unit
    unit = _child(parent, "au", id=name, launchMethod="AnyWindow", moveOn=moves_on)
    if course.passing:
        # In cmi5 the course judges by this mark, and the LMS only hands it back: it does no harm where SCORM's would.
        unit.set("masteryScore", f"{course.passing.pass_mark / 100:.2f}")
    unit.set("activityType", kind)
    _words(unit, course.title, course.summary, course.language)
    if course.objectives:
        referred = _child(unit, "objectives")
        for one in course.objectives:
            _child(referred, "objective", idref=_objective(course, one.id))
    _child(unit, "url").text = quote(href)


def move_on(course: Course) -> str:
    """A course with a pass mark is done when it is completed and passed; whichever comes first is not enough."""
    return "CompletedAndPassed" if course.passing else "Completed"


def _child(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{CMI5}}}{name}", attributes)


def _words(parent: etree._Element, title: str, description: str, language: str) -> None:
    for name, text in (("title", title), ("description", description or title)):
        _child(_child(parent, name), "langstring", lang=language).text = text
