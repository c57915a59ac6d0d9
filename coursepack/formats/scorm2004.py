"""SCORM 2004, 3rd and 4th Edition (Content Aggregation Model): the manifest of 1.2 in other namespaces, with sequencing that does no harm.

An LMS that is not told otherwise may decide completion and success by itself when the course is closed; the delivery controls
say that the course tells both. The editions differ in one word here, because the one thing that they disagree about
(`adlcp:completionThreshold`) is not used.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from coursepack.formats import imscp, sequencing, xml
from coursepack.formats.content import ENTRY, asked_parts, content
from coursepack.formats.cut import Carried, cut
from coursepack.formats.imscp import MANIFEST
from coursepack.formats.lom2004 import LOM, lom
from coursepack.formats.sequencing import IMSSS, free
from coursepack.formats.sequencing import name as _imsss
from coursepack.model import Course
from coursepack.package import Package
from coursepack.plan import Plan

CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
ADLCP = "http://www.adlnet.org/xsd/adlcp_v1p3"
ADLNAV = "http://www.adlnet.org/xsd/adlnav_v1p3"
_NAMESPACES: dict[str | None, str] = {None: CP, "adlcp": ADLCP, "adlnav": ADLNAV, "imsss": IMSSS, "lom": LOM}
THIRD, FOURTH = "2004 3rd Edition", "2004 4th Edition"
# With one SCO there is nowhere to go, and to abandon it would lose what was learned.
HIDDEN = ("previous", "continue", "abandon", "abandonAll")
# With several there is somewhere to go; to abandon one would lose as much.
LOSING = ("abandon", "abandonAll")
DESCRIPTION = 250


def render_3rd(plan: Plan) -> Package:
    """The SCORM 2004 3rd Edition package of a course."""
    return _render(plan, THIRD)


def render_4th(plan: Plan) -> Package:
    """The SCORM 2004 4th Edition package of a course."""
    return _render(plan, FOURTH)


def _render(plan: Plan, edition: str) -> Package:
    if plan.groups:
        shared, units = cut(plan, "scorm2004", lambda piece: {"descriptions": _descriptions(piece)} | piece.telling)
        return Package(shared | {MANIFEST: manifest_of(plan, edition, units)})
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
    _deliver(etree.SubElement(item, _imsss("sequencing")), course)
    _presentation(item, HIDDEN)
    free(etree.SubElement(organization, _imsss("sequencing")))
    imscp.resource(root, f"{{{ADLCP}}}scormType", paths)
    return xml.document(root)


def manifest_of(plan: Plan, edition: str, units: Sequence[Carried]) -> bytes:
    """`imsmanifest.xml` of several SCOs; how the LMS adds them up is in sequencing.py."""
    root = imscp.manifest(plan.about, _NAMESPACES, edition)
    root[0].append(lom(plan.about, units[0].href))
    organization, entries = imscp.organization_of(root, plan, units, lambda group: sequencing.nests(plan, group))
    for item, group, carried in entries:
        made = etree.SubElement(item, _imsss("sequencing"))
        if carried is None:
            sequencing.course(made, plan, group)
            continue
        sequencing.unit(made, group, carried.unit)
        _deliver(made, carried.unit.plan.course)
        _presentation(item, LOSING)
    sequencing.whole(etree.SubElement(organization, _imsss("sequencing")), plan)
    imscp.resources_of(root, f"{{{ADLCP}}}scormType", units)
    return xml.document(root)


def _deliver(made: etree._Element, course: Course) -> None:
    """A measure decides on success only where the author asks for it, as for the mastery score of SCORM 1.2."""
    primary = etree.SubElement(etree.SubElement(made, _imsss("objectives")), _imsss("primaryObjective"))
    measured = bool(course.passing and course.passing.mastery_score)
    primary.set("satisfiedByMeasure", str(measured).lower())
    if course.passing and measured:
        mark = f"{course.passing.pass_mark / 100:.2f}"
        etree.SubElement(primary, _imsss("minNormalizedMeasure")).text = mark
    controls = etree.SubElement(made, _imsss("deliveryControls"))
    controls.set("completionSetByContent", "true")
    controls.set("objectiveSetByContent", "true")


def _presentation(item: etree._Element, hidden: Iterable[str]) -> None:
    interface = etree.SubElement(etree.SubElement(item, _adlnav("presentation")), _adlnav("navigationInterface"))
    for control in hidden:
        etree.SubElement(interface, _adlnav("hideLMSUI")).text = control


def _adlnav(name: str) -> str:
    return f"{{{ADLNAV}}}{name}"
