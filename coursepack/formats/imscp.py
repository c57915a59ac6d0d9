"""What the manifests of all SCORM editions share: IMS Content Packaging with one organization, one item and one resource."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from lxml import etree

from coursepack.formats import xml
from coursepack.formats.content import ENTRY
from coursepack.model import Course

MANIFEST = "imsmanifest.xml"


def manifest(course: Course, namespaces: Mapping[str | None, str], schemaversion: str) -> etree._Element:
    """The root with its metadata; the default namespace stands under the key None."""
    root = xml.root("manifest", namespaces)
    root.set("identifier", identifier(course))
    root.set("version", course.version)
    metadata = _add(root, "metadata")
    _add(metadata, "schema").text = "ADL SCORM"
    _add(metadata, "schemaversion").text = schemaversion
    return root


def organization(root: etree._Element, course: Course) -> tuple[etree._Element, etree._Element]:
    """The organization and its only item."""
    made = _add(_add(root, "organizations", default="ORG1"), "organization", identifier="ORG1")
    _add(made, "title").text = course.title
    item = _add(made, "item", identifier="ITEM1", identifierref="RES1", isvisible="true")
    _add(item, "title").text = course.title
    return made, item


def resource(root: etree._Element, scorm_type: str, paths: Iterable[str]) -> None:
    """The only resource: the SCO with every file. `scorm_type` is the attribute's name, which differs between the editions."""
    made = _add(_add(root, "resources"), "resource", identifier="RES1", type="webcontent", href=ENTRY)
    made.set(scorm_type, "sco")
    for path in paths:
        _add(made, "file", href=quote(path))


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{parent.nsmap[None]}}}{name}", attributes)


def identifier(course: Course) -> str:
    """Stable over all versions, distinct within its first 15 characters (SuccessFactors cuts there), without spaces."""
    digest = hashlib.sha256(course.id.encode()).hexdigest()[:8]
    return f"CP-{digest}-{course.slug}"
