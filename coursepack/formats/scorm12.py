"""SCORM 1.2 (Content Aggregation Model): one organization, one item, one SCO, every file listed.

Portable by what importers are known to need: the default namespace for content packaging, the prefix `adlcp` literally, one
launchable resource and it first, `isvisible="true"`, schemaversion exactly `1.2`, short stable identifiers, no `xsi:schemaLocation`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from coursepack.formats import imscp, xml
from coursepack.formats.content import ENTRY, content
from coursepack.formats.cut import Carried, cut
from coursepack.formats.imscp import MANIFEST
from coursepack.formats.lom12 import LOM, lom
from coursepack.model import Course
from coursepack.package import Package
from coursepack.plan import Group, Plan

CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_NAMESPACES: dict[str | None, str] = {None: CP, "adlcp": ADLCP, "imsmd": LOM}
LONGEST_SCRIPT = 200


def render(plan: Plan) -> Package:
    """The SCORM 1.2 package of a course, or of its units."""
    if plan.groups:
        shared, units = cut(plan, "scorm12", lambda piece: piece.telling)
        return Package(shared | {MANIFEST: manifest_of(plan, units)})
    files = content(plan, "scorm12", plan.telling)
    return Package(files | {MANIFEST: manifest(plan.course, sorted(files))})


def manifest(course: Course, paths: Iterable[str]) -> bytes:
    """`imsmanifest.xml` (CAM 2.3.3 to 2.3.5)."""
    root = imscp.manifest(course, _NAMESPACES, "1.2")
    root[0].append(lom(course, ENTRY))
    _, item = imscp.organization(root, course)
    _mastery(item, course)
    imscp.resource(root, f"{{{ADLCP}}}scormtype", paths)
    return xml.document(root)


def manifest_of(plan: Plan, units: Sequence[Carried]) -> bytes:
    """`imsmanifest.xml` of several SCOs. A course that has only one stands without an item around it."""
    root = imscp.manifest(plan.about, _NAMESPACES, "1.2")
    root[0].append(lom(plan.about, units[0].href))
    _, entries = imscp.organization_of(root, plan, units, lambda group: len(group.units) > 1)
    for entry in entries:
        if entry.carried:
            _prerequisites(entry.item, plan, entry.group)
            _mastery(entry.item, entry.carried.unit.plan.course)
    imscp.resources_of(root, f"{{{ADLCP}}}scormtype", units)
    return xml.document(root)


def _mastery(item: etree._Element, course: Course) -> None:
    if course.passing and course.passing.mastery_score:
        etree.SubElement(item, f"{{{ADLCP}}}masteryscore").text = str(course.passing.pass_mark)


def _prerequisites(item: etree._Element, plan: Plan, group: Group) -> None:
    """The SCOs that have to be done before, in AICC's script (CAM 2.3.5.1). What does not fit is left out: it only opens sooner."""
    names = [
        imscp.item_id(unit)
        for before in plan.groups
        if before.id in group.after
        for unit in before.units
        if unit.needed
    ]
    while len("&".join(names)) > LONGEST_SCRIPT:
        names.pop()
    if names:
        script = etree.SubElement(item, f"{{{ADLCP}}}prerequisites", type="aicc_script")
        script.text = "&".join(names)
