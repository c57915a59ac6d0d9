"""Rules of a SCORM 1.2 package (Content Aggregation Model 1.2, chapter 2) and of the LMSs that import it, as checks.

Each gives what breaks it; the schemas let most of these pass. `P` rules are of the archive, `M` rules of the manifest.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from lxml import etree

from coursepack.package import Package

CP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADLCP = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
MD = "{http://www.imsglobal.org/xsd/imsmd_rootv1p2p1}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SERVER_SIDE = set(".php .asp .aspx .jsp .cgi .pl .py .rb .sh .shtml .htaccess .exe .bat".split())  # noqa: SIM905
RUBBISH = re.compile(r"(^|/)(__MACOSX|\.DS_Store|Thumbs\.db|desktop\.ini|course\.json|course\.lock\.json|.*\.md)(/|$)")
VOCABULARIES = {
    "status": {"Draft", "Final", "Revised", "Unavailable"},
    "cost": {"yes", "no"},
    "copyrightandotherrestrictions": {"yes", "no"},
    "purpose": {"Discipline", "Idea", "Prerequisite", "Educational Objective", "Educational Level", "Skill Level"},
}
MANDATORY = [
    "general/title", "general/catalogentry", "general/description", "general/keyword", "lifecycle/version",
    "lifecycle/status", "metametadata/metadatascheme", "technical/format", "technical/location", "rights/cost",
    "rights/copyrightandotherrestrictions", "classification/purpose", "classification/description",
    "classification/keyword", "educational/typicallearningtime",
]  # fmt: skip

Check = Callable[[etree._Element, Package], Iterator[str]]


def p02_manifest_at_root(root: etree._Element, package: Package) -> Iterator[str]:
    if "imsmanifest.xml" not in package:
        yield "no imsmanifest.xml"


def p03_names(root: etree._Element, package: Package) -> Iterator[str]:
    lower = [name.lower() for name in package]
    for name in package:
        if name.startswith("/") or "\\" in name or ":" in name or {"..", ".", ""} & set(name.split("/")):
            yield f"{name} is no plain path"
        if lower.count(name.lower()) > 1:
            yield f"{name} stands twice but for case"


def p04_p05_listing(root: etree._Element, package: Package) -> Iterator[str]:
    listed = [unquote(file.get("href", "")) for file in root.iter("{*}file")]
    yield from (f"{name} is listed but absent" for name in listed if name not in package)
    yield from (f"{name} is not listed" for name in package if name not in (*listed, "imsmanifest.xml"))
    for resource in root.iter("{*}resource"):
        own = [file.get("href") for file in resource.iter("{*}file")]
        yield from (f"{name} is listed twice" for name in set(own) if own.count(name) > 1)


def p06_p08_p09_portable(root: etree._Element, package: Package) -> Iterator[str]:
    for name in package:
        if not re.fullmatch(r"[A-Za-z0-9._/-]{1,200}", name):
            yield f"{name} has letters that LMSs lose"
        if PurePosixPath(name).suffix.lower() in SERVER_SIDE:
            yield f"{name} is a server-side file"
        if RUBBISH.search(name):
            yield f"{name} has no place in a package"


def m01_m03_document(root: etree._Element, package: Package) -> Iterator[str]:
    text = package["imsmanifest.xml"].read()
    if not re.match(rb"<\?xml version='1.0' encoding='UTF-8'\?>\n<manifest ", text):
        yield "the document does not begin with its declaration and <manifest>"
    if b"<!DOCTYPE" in text or re.search(rb"&#\d", text):
        yield "a DTD, or a numeric character reference, which Moodle shows as it stands"
    if root.nsmap != {None: CP[1:-1], "adlcp": ADLCP[1:-1], "imsmd": MD[1:-1]}:
        yield f"prefixes other than the conventional ones: {root.nsmap}"


def m04_m05_identifiers(root: etree._Element, package: Package) -> Iterator[str]:
    ids = [element.get("identifier") for element in root.iter() if element.get("identifier") is not None]
    yield from (f"identifier {name!r}" for name in ids if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9._-]*", str(name)))
    yield from (f"identifier {name!r} twice" for name in set(ids) if ids.count(name) > 1)
    if len(root.get("version", "")) > 20:
        yield "version over 20 characters"


def m06_m07_metadata(root: etree._Element, package: Package) -> Iterator[str]:
    if [child.tag for child in root] != [f"{CP}metadata", f"{CP}organizations", f"{CP}resources"]:
        yield "children of manifest"
    if (
        root.findtext(f"{CP}metadata/{CP}schema") != "ADL SCORM"
        or root.findtext(f"{CP}metadata/{CP}schemaversion") != "1.2"
    ):
        yield "schema and schemaversion"


def m08_m12_organization(root: etree._Element, package: Package) -> Iterator[str]:
    organizations = root.findall("{*}organizations")
    default = organizations[0].get("default") if organizations else None
    if len(organizations) != 1 or [one.get("identifier") for one in organizations[0]] != [default]:
        yield "default names no organization"
    resources = {resource.get("identifier") for resource in root.iter("{*}resource")}
    for part in root.iter("{*}organization", "{*}item"):
        title = part.findtext("{*}title") or ""
        if not title.strip() or len(title) > 200 or title != title.strip() or "\n" in title:
            yield f"title {title!r}"
    for item in root.iter("{*}item"):
        holds = item.find("{*}item") is not None
        if item.get("isvisible") != "true" or (item.get("identifierref") is None) != holds:
            yield "an item is hidden, or has a page and items, or neither"
    referred = [item.get("identifierref") for item in root.iter("{*}item") if item.get("identifierref") is not None]
    if sorted(map(str, referred)) != sorted(map(str, resources)):
        yield "not one item for each resource"


def m15_mastery(root: etree._Element, package: Package) -> Iterator[str]:
    for element in root.iter(f"{ADLCP}masteryscore"):
        if not re.fullmatch(r"\d{1,2}|100", element.text or ""):
            yield f"masteryscore {element.text}"


def m20_m21_resource(root: etree._Element, package: Package) -> Iterator[str]:
    for resource in root.iter(f"{CP}resource"):
        if (resource.get("type"), resource.get(f"{ADLCP}scormtype")) != ("webcontent", "sco"):
            yield "type or scormtype"
        href = unquote(urlsplit(resource.get("href", "")).path)
        if href not in {file.get("href") for file in resource.iter(f"{CP}file")} or href not in package:
            yield f"href {href!r} is not among its files"


def m24_m27_nothing_foreign(root: etree._Element, package: Package) -> Iterator[str]:
    for element in root.iter():
        if not str(element.tag).startswith((CP, ADLCP, MD)):
            yield f"foreign element {element.tag}"
        if [name for name in element.attrib if "schemaLocation" in str(name)]:
            yield "schemaLocation without its schemas"


def lom_profile(root: etree._Element, package: Package) -> Iterator[str]:
    lom = root.find(f"{CP}metadata/{MD}lom")
    if lom is None:
        yield "no lom"
        return
    for path in MANDATORY:
        if lom.find("/".join(MD + step for step in path.split("/"))) is None:
            yield f"{path} is absent"
    for string in lom.iter(f"{MD}langstring"):
        if not string.get(LANG) or not (string.text or "").strip() or len(string.text or "") > 2000:
            yield f"langstring {string.text!r}"
    yield from _values(lom)


def _values(lom: etree._Element) -> Iterator[str]:
    for name, words in VOCABULARIES.items():
        for element in lom.iter(MD + name):
            found = [string.text for string in element.iter(f"{MD}langstring")]
            if found[0] != "LOMv1.0" or found[1] not in words:
                yield f"{name}: {found}"
    for time in lom.iter(f"{MD}datetime"):
        if not re.fullmatch(r"PT(\d+H)?(\d+M)?", time.text or "") or time.text == "PT":
            yield f"duration {time.text}"


CHECKS: tuple[Check, ...] = (
    p02_manifest_at_root,
    p03_names,
    p04_p05_listing,
    p06_p08_p09_portable,
    m01_m03_document,
    m04_m05_identifiers,
    m06_m07_metadata,
    m08_m12_organization,
    m15_mastery,
    m20_m21_resource,
    m24_m27_nothing_foreign,
    lom_profile,
)


def faults(package: Package, checks: tuple[Check, ...] = CHECKS) -> list[str]:
    """Everything in which a package breaks a rule, as `rule: what`."""
    if "imsmanifest.xml" not in package:
        return ["p02_manifest_at_root: no imsmanifest.xml"]
    root = etree.fromstring(package["imsmanifest.xml"].read())
    return [f"{check.__name__}: {what}" for check in checks for what in check(root, package)]
