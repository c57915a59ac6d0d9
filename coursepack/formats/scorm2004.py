"""SCORM 2004, 3rd and 4th Edition (Content Aggregation Model): the manifest of 1.2 in other namespaces, with sequencing that does no harm.

An LMS that is not told otherwise may decide completion and success by itself when the course is closed; the delivery controls
say that the course tells both. The editions differ in one word here, because the one thing that they disagree about
(`adlcp:completionThreshold`) is not used.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from coursepack.formats import imscp, xml
from coursepack.formats.content import ENTRY, asked_parts, content
from coursepack.formats.imscp import MANIFEST
from coursepack.formats.lom2004 import LOM, lom
from coursepack.model import Course
from coursepack.package import Package
from coursepack.plan import Plan

CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
ADLCP = "http://www.adlnet.org/xsd/adlcp_v1p3"
ADLNAV = "http://www.adlnet.org/xsd/adlnav_v1p3"
IMSSS = "http://www.imsglobal.org/xsd/imsss"
_NAMESPACES: dict[str | None, str] = {None: CP, "adlcp": ADLCP, "adlnav": ADLNAV, "imsss": IMSSS, "lom": LOM}
THIRD, FOURTH = "2004 3rd Edition", "2004 4th Edition"
# With one SCO there is nowhere to go, and to abandon it would lose what was learned.
HIDDEN = ("previous", "continue", "abandon", "abandonAll")
DESCRIPTION = 250


def render_3rd(plan: Plan) -> Package:
    """The SCORM 2004 3rd Edition package of a course."""
    return _render(plan, THIRD)


def render_4th(plan: Plan) -> Package:
    """The SCORM 2004 4th Edition package of a course."""
    return _render(plan, FOURTH)


def _render(plan: Plan, edition: str) -> Package:
    files = content(plan, "scorm2004", {"descriptions": _descriptions(plan)} | plan.telling)
    return Package(files | {MANIFEST: manifest(plan.course, edition, sorted(files))})


def _descriptions(plan: Plan) -> dict[str, str]:
    """What each question asks, by the name that the player knows it by, within the length that an LMS must keep."""
    return {
        name: " ".join(text.split())[:DESCRIPTION]
        for quiz in plan.course.quizzes
        for question in quiz.questions
        for name, _, _, text in asked_parts(plan, question)
    }


def manifest(course: Course, edition: str, paths: Iterable[str]) -> bytes:
    """`imsmanifest.xml` (CAM 3.4 and 5.1)."""
    root = imscp.manifest(course, _NAMESPACES, edition)
    root[0].append(lom(course, ENTRY))
    organization, item = imscp.organization(root, course)
    _sequencing(item, course)
    _presentation(item)
    control = etree.SubElement(etree.SubElement(organization, _imsss("sequencing")), _imsss("controlMode"))
    control.set("choice", "true")
    control.set("flow", "true")
    imscp.resource(root, f"{{{ADLCP}}}scormType", paths)
    return xml.document(root)


def _sequencing(item: etree._Element, course: Course) -> None:
    """A measure decides on success only where the author asks for it, as for the mastery score of SCORM 1.2."""
    sequencing = etree.SubElement(item, _imsss("sequencing"))
    primary = etree.SubElement(etree.SubElement(sequencing, _imsss("objectives")), _imsss("primaryObjective"))
    measured = bool(course.passing and course.passing.mastery_score)
    primary.set("satisfiedByMeasure", str(measured).lower())
    if course.passing and measured:
        mark = f"{course.passing.pass_mark / 100:.2f}"
        etree.SubElement(primary, _imsss("minNormalizedMeasure")).text = mark
    controls = etree.SubElement(sequencing, _imsss("deliveryControls"))
    controls.set("completionSetByContent", "true")
    controls.set("objectiveSetByContent", "true")


def _presentation(item: etree._Element) -> None:
    interface = etree.SubElement(etree.SubElement(item, _adlnav("presentation")), _adlnav("navigationInterface"))
    for control in HIDDEN:
        etree.SubElement(interface, _adlnav("hideLMSUI")).text = control


def _imsss(name: str) -> str:
    return f"{{{IMSSS}}}{name}"


def _adlnav(name: str) -> str:
    return f"{{{ADLNAV}}}{name}"
