"""SCORM 1.2 (Content Aggregation Model): one organization, one item, one SCO, every file listed.

Portable by what importers are known to need: the default namespace for content packaging, the prefix `adlcp` literally, one
launchable resource and it first, `isvisible="true"`, schemaversion exactly `1.2`, short stable identifiers, no `xsi:schemaLocation`.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from coursepack.formats import imscp, xml
from coursepack.formats.content import ENTRY, content
from coursepack.formats.imscp import MANIFEST
from coursepack.formats.lom12 import LOM, lom
from coursepack.model import Course
from coursepack.package import Package
from coursepack.plan import Plan

CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_NAMESPACES: dict[str | None, str] = {None: CP, "adlcp": ADLCP, "imsmd": LOM}


def render(plan: Plan) -> Package:
    """The SCORM 1.2 package of a course."""
    files = content(plan, "scorm12", plan.telling)
    return Package(files | {MANIFEST: manifest(plan.course, sorted(files))})


def manifest(course: Course, paths: Iterable[str]) -> bytes:
    """`imsmanifest.xml` (CAM 2.3.3 to 2.3.5)."""
    root = imscp.manifest(course, _NAMESPACES, "1.2")
    root[0].append(lom(course, ENTRY))
    _, item = imscp.organization(root, course)
    if course.passing and course.passing.mastery_score:
        etree.SubElement(item, f"{{{ADLCP}}}masteryscore").text = str(course.passing.pass_mark)
    imscp.resource(root, f"{{{ADLCP}}}scormtype", paths)
    return xml.document(root)
