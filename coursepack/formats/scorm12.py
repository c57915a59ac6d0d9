"""SCORM 1.2 (Content Aggregation Model): one organization, one item, one SCO, every file listed.

Portable by what importers are known to need: the default namespace for content packaging, the prefix `adlcp` literally, one
launchable resource and it first, `isvisible="true"`, schemaversion exactly `1.2`, short stable identifiers, no `xsi:schemaLocation`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from urllib.parse import quote

from lxml import etree

from coursepack.formats import xml
from coursepack.formats.content import ENTRY, content
from coursepack.formats.lom12 import LOM, lom
from coursepack.model import Course
from coursepack.package import Package
from coursepack.plan import Plan

CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
MANIFEST = "imsmanifest.xml"
_NAMESPACES: dict[str | None, str] = {None: CP, "adlcp": ADLCP, "imsmd": LOM}


def render(plan: Plan) -> Package:
    """The SCORM 1.2 package of a course."""
    files = content(plan, "scorm12")
    return Package(files | {MANIFEST: manifest(plan.course, sorted(files))})


def manifest(course: Course, paths: Iterable[str]) -> bytes:
    """`imsmanifest.xml` (CAM 2.3.3 to 2.3.5)."""
    root = xml.root("manifest", _NAMESPACES)
    root.set("identifier", _identifier(course))
    root.set("version", course.version)
    metadata = etree.SubElement(root, _cp("metadata"))
    etree.SubElement(metadata, _cp("schema")).text = "ADL SCORM"
    etree.SubElement(metadata, _cp("schemaversion")).text = "1.2"
    metadata.append(lom(course, ENTRY))
    _organization(root, course)
    _resource(root, paths)
    return xml.document(root)


def _cp(name: str) -> str:
    return f"{{{CP}}}{name}"


def _identifier(course: Course) -> str:
    """Stable over all versions, distinct within its first 15 characters (SuccessFactors cuts there), without spaces."""
    digest = hashlib.sha256(course.id.encode()).hexdigest()[:8]
    return f"CP-{digest}-{course.slug}"


def _organization(root: etree._Element, course: Course) -> None:
    organizations = etree.SubElement(root, _cp("organizations"), default="ORG1")
    organization = etree.SubElement(organizations, _cp("organization"), identifier="ORG1")
    etree.SubElement(organization, _cp("title")).text = course.title
    item = etree.SubElement(organization, _cp("item"), identifier="ITEM1", identifierref="RES1", isvisible="true")
    etree.SubElement(item, _cp("title")).text = course.title
    if course.passing and course.passing.mastery_score:
        etree.SubElement(item, f"{{{ADLCP}}}masteryscore").text = str(course.passing.pass_mark)


def _resource(root: etree._Element, paths: Iterable[str]) -> None:
    resources = etree.SubElement(root, _cp("resources"))
    resource = etree.SubElement(resources, _cp("resource"), identifier="RES1", type="webcontent", href=ENTRY)
    resource.set(f"{{{ADLCP}}}scormtype", "sco")
    for path in paths:
        etree.SubElement(resource, _cp("file"), href=quote(path))
