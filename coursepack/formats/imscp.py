"""What the manifests of all SCORM editions share: IMS Content Packaging with one organization, and an item and a resource for each unit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from lxml import etree

from coursepack.formats import xml
from coursepack.formats.content import ENTRY
from coursepack.formats.cut import Carried
from coursepack.model import Course
from coursepack.plan import Group, Plan, Unit

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
    _resource(_add(root, "resources"), "RES1", ENTRY, scorm_type, paths)


def _resource(parent: etree._Element, name: str, href: str, scorm_type: str, paths: Iterable[str]) -> None:
    made = _add(parent, "resource", identifier=name, type="webcontent", href=quote(href))
    made.set(scorm_type, "sco")
    for path in paths:
        _add(made, "file", href=quote(path))


class Entry(NamedTuple):
    """An item of several. `carried` is None for a course that holds others; `group` is the course that the item is of."""

    item: etree._Element
    group: Group
    carried: Carried | None


def organization_of(
    root: etree._Element, plan: Plan, units: Sequence[Carried], nests: Callable[[Group], bool]
) -> tuple[etree._Element, list[Entry]]:
    """The organization with an item for each unit. In a series the units of a course that `nests` stand within an item of its own."""
    made = _add(_add(root, "organizations", default="ORG1"), "organization", identifier="ORG1")
    _add(made, "title").text = plan.course.title
    entries = []
    for group in plan.groups:
        parent = made
        if len(plan.groups) > 1 and nests(group):
            parent = _item(made, _written(f"GROUP-{group.id}"), group.plan.course.title)
            entries.append(Entry(parent, group, None))
        for one in units:
            if one.group is group:
                item = _item(parent, item_id(one.unit), one.unit.plan.course.title)
                item.set("identifierref", _written(f"RES-{one.unit.id}"))
                entries.append(Entry(item, group, one))
    return made, entries


def resources_of(root: etree._Element, scorm_type: str, units: Sequence[Carried]) -> None:
    """A resource for each unit, with all files that it loads: what units share stands in each, and no importer has to follow references."""
    made = _add(root, "resources")
    for one in units:
        _resource(made, _written(f"RES-{one.unit.id}"), one.href, scorm_type, one.paths)


def item_id(unit: Unit) -> str:
    """By the author's ids, not by places: an LMS keeps what a learner did under it."""
    return _written(f"ITEM-{unit.id}")


def _written(name: str) -> str:
    """Hyphens mean something in no script of prerequisites, but underscores are sure to mean nothing. The author's ids have none."""
    return name.replace("-", "_")


def _item(parent: etree._Element, name: str, title: str) -> etree._Element:
    item = _add(parent, "item", identifier=name, isvisible="true")
    _add(item, "title").text = title
    return item


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{parent.nsmap[None]}}}{name}", attributes)


def identifier(course: Course) -> str:
    """Stable over all versions, distinct within its first 15 characters (SuccessFactors cuts there), without spaces."""
    digest = hashlib.sha256(course.id.encode()).hexdigest()[:8]
    return f"CP-{digest}-{course.slug}"
