"""A view of `imsmanifest.xml`: organizations, items and resources, and where their addresses lead."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from coursepack.lint.documents import XML, Element, attribute, below, kid, kids, line, local, namespace, words

CP12 = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADLCP12 = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
CP2004 = "http://www.imsglobal.org/xsd/imscp_v1p1"
ADLCP2004 = "http://www.adlnet.org/xsd/adlcp_v1p3"
ADLSEQ, ADLNAV = "http://www.adlnet.org/xsd/adlseq_v1p3", "http://www.adlnet.org/xsd/adlnav_v1p3"
IMSSS = "http://www.imsglobal.org/xsd/imsss"
LOM12, LOM2004 = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1", "http://ltsc.ieee.org/xsd/LOM"
VERSIONS_2004 = ("2004 4th Edition", "2004 3rd Edition", "CAM 1.3")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


class Target(NamedTuple):
    """Where an address leads: `local` with a path in the package, `external`, `outside` of it, on a `disk`, or `empty`."""

    kind: str
    path: str


def resolve(base: str, href: str) -> Target:
    """An address as an LMS would follow it; what is after `?` or `#` does not name a file."""
    text = href.strip()
    if re.match(r"[A-Za-z]:[\\/]|file:|\\\\", text, re.IGNORECASE):
        return Target("disk", text)
    if _SCHEME.match(text) or text.startswith("//"):
        return Target("external", text)
    if _SCHEME.match(base) or base.startswith("//"):
        return Target("external", base + text)
    plain = unquote(re.split(r"[?#]", text, maxsplit=1)[0])
    if not plain:
        return Target("empty", "")
    if plain.startswith("/"):
        return Target("outside", plain)
    path = posixpath.normpath(posixpath.join(unquote(base), plain))
    return Target("outside" if path.startswith(("../", "/")) or path == ".." else "local", path)


@dataclass(frozen=True)
class Listed:
    """A `file` of a resource."""

    href: str
    target: Target
    line: int


class Resource:
    """A `resource` with its files."""

    def __init__(self, element: Element, base: str) -> None:
        self.element, self.line = element, line(element)
        self.id = element.get("identifier", "").strip()
        self.base = base + element.get(f"{XML}base", "")
        self.href = element.get("href", "")
        self.target = resolve(self.base, self.href)
        self.scorm_type = next(
            (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2].lower() == "scormtype"),
            None,
        )
        self.files = [
            Listed(href, resolve(self.base, href), line(one))
            for one in kids(element, "file")
            if (href := one.get("href", ""))
        ]
        self.dependencies = [(one.get("identifierref", "").strip(), line(one)) for one in kids(element, "dependency")]

    @property
    def sco(self) -> bool:
        """Whether it says that it talks to the LMS."""
        return (self.scorm_type or "").lower() == "sco"


class Item:
    """An `item` of an organization."""

    def __init__(self, element: Element) -> None:
        self.element, self.line = element, line(element)
        self.id = element.get("identifier", "").strip()
        ref = element.get("identifierref")
        self.ref = ref.strip() if ref is not None else None
        self.title = kid(element, "title")
        self.parent = bool(kids(element, "item"))

    @property
    def name(self) -> str:
        """What to call it in a report."""
        return words(self.title)[:60] or self.id or "without a title"


class Manifest:
    """The root and what is in it, each found once."""

    path = "imsmanifest.xml"

    def __init__(self, root: Element) -> None:
        self.root = root
        self.metadata = kid(root, "metadata")
        self.version_element = kid(self.metadata, "schemaversion")
        self.version = (self.version_element.text or "") if self.version_element is not None else ""
        self.schema = words(kid(self.metadata, "schema"))
        self.all_organizations = kids(root, "organizations")
        self.organizations = kids(kid(root, "organizations"), "organization")
        self.items = [Item(one) for made in self.organizations for one in below(made, "item")]
        listed = kid(root, "resources")
        base = root.get(f"{XML}base", "") + (listed.get(f"{XML}base", "") if listed is not None else "")
        self.resources = [Resource(one, base) for one in kids(listed, "resource")]
        self.by_id: dict[str, Resource] = {}
        for one in self.resources:
            self.by_id.setdefault(one.id, one)

    @cached_property
    def namespaces(self) -> set[str]:
        """Of all elements and attributes that are used."""
        found = {namespace(self.root)}
        for one in self.root.iterdescendants():
            found.add(namespace(one))
            found.update(str(key)[1:].partition("}")[0] for key in one.attrib if str(key).startswith("{"))
        return found

    @cached_property
    def launched(self) -> list[Resource]:
        """Resources that an item opens, in the order of the items."""
        found = [self.by_id[item.ref] for item in self.items if item.ref in self.by_id]
        return list({id(one): one for one in found}.values())

    @cached_property
    def scos(self) -> list[Resource]:
        """Those of them that talk to the LMS."""
        return [one for one in self.launched if one.sco]

    @cached_property
    def loms(self) -> list[Element]:
        """Every LOM record in the manifest."""
        return list(below(self.root, "lom"))

    def sequencings(self) -> list[tuple[Element, Element]]:
        """Each `sequencing` with the organization or item that it belongs to."""
        owners = [*self.organizations, *(item.element for item in self.items)]
        return [(owner, one) for owner in owners for one in kids(owner, "sequencing")]


def kind_of(manifest: Manifest) -> str:
    """The edition: by its schemaversion as importers do, else by its namespaces."""
    version, root = manifest.version.strip(), namespace(manifest.root)
    if "imscc" in root or "common cartridge" in manifest.schema.lower():
        return "cartridge"
    if version == "1.2":
        return "scorm12"
    if version.startswith(("2004", "CAM 1.3", "1.3")):
        return "scorm2004"
    used = manifest.namespaces
    if ADLCP2004 in used or any(uri.startswith("http://www.adlnet.org/xsd/adlcp_v1p") for uri in used):
        return "scorm2004"
    return "scorm12" if ADLCP12 in used else "imscp"


def adl(element: Element, name: str) -> str | None:
    """An attribute of the ADL namespaces, by its exact local name."""
    return attribute(element, name)


def is_empty(element: Element | None) -> bool:
    """Whether there is no element, or nothing in it."""
    return element is None or (not words(element) and local(element) != "")
