"""Rules of a SCORM 2004 package (Content Aggregation Model, 3rd and 4th Edition) and of the LMSs that import it, as checks.

Those of the archive and of content packaging are the same as for SCORM 1.2.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from lxml import etree

from coursepack.package import Package
from tests.standard import scorm12
from tests.standard.scorm12 import Check

CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
ADLCP = "{http://www.adlnet.org/xsd/adlcp_v1p3}"
ADLNAV = "{http://www.adlnet.org/xsd/adlnav_v1p3}"
IMSSS = "{http://www.imsglobal.org/xsd/imsss}"
LOM = "{http://ltsc.ieee.org/xsd/LOM}"
PREFIXES = {None: CP, "adlcp": ADLCP, "adlnav": ADLNAV, "imsss": IMSSS, "lom": LOM}
VERSIONS = ("2004 3rd Edition", "2004 4th Edition")
CONTROLS = {"completionSetByContent": "true", "objectiveSetByContent": "true"}
VOCABULARIES = {
    "status": {"draft", "final", "revised", "unavailable"},
    "cost": {"yes", "no"},
    "copyrightAndOtherRestrictions": {"yes", "no"},
    "purpose": {"educational objective"},
}
MANDATORY = [
    "general/identifier/entry", "general/title", "general/description", "general/keyword", "lifeCycle/version",
    "lifeCycle/status", "metaMetadata/identifier/entry", "metaMetadata/metadataSchema", "technical/format", "rights/cost",
    "rights/copyrightAndOtherRestrictions", "classification/purpose", "classification/description",
    "classification/keyword", "educational/typicalLearningTime/duration",
]  # fmt: skip
LENGTHS = {"title": 1000, "description": 2000, "keyword": 1000, "version": 50}


def leaves(root: etree._Element) -> list[etree._Element]:
    """The items that are launched."""
    return [item for item in root.iter(f"{CP}item") if item.find(f"{CP}item") is None]


def clusters(root: etree._Element) -> list[etree._Element]:
    return [one for one in root.iter(f"{CP}organization", f"{CP}item") if one.find(f"{CP}item") is not None]


def n01_prefixes(root: etree._Element, package: Package) -> Iterator[str]:
    text = package["imsmanifest.xml"].read()
    if not re.match(rb"<\?xml version='1.0' encoding='UTF-8'\?>\n<manifest ", text):
        yield "the document does not begin with its declaration and <manifest>"
    if b"<!DOCTYPE" in text or re.search(rb"&#\d", text):
        yield "a DTD, or a numeric character reference, which Moodle shows as it stands"
    if root.nsmap != {prefix: name[1:-1] for prefix, name in PREFIXES.items()}:
        yield f"prefixes other than the conventional ones: {root.nsmap}"


def n02_version(root: etree._Element, package: Package) -> Iterator[str]:
    if [child.tag for child in root] != [f"{CP}metadata", f"{CP}organizations", f"{CP}resources"]:
        yield "children of manifest"
    found = root.findtext(f"{CP}metadata/{CP}schema"), root.findtext(f"{CP}metadata/{CP}schemaversion")
    if found[0] != "ADL SCORM" or found[1] not in VERSIONS:
        yield f"schema and schemaversion: {found}"


def n03_resource(root: etree._Element, package: Package) -> Iterator[str]:
    for resource in root.iter(f"{CP}resource"):
        if (resource.get("type"), resource.get(f"{ADLCP}scormType")) != ("webcontent", "sco"):
            yield "type or scormType"
        href = unquote(urlsplit(resource.get("href", "")).path)
        if href not in {file.get("href") for file in resource.iter(f"{CP}file")} or href not in package:
            yield f"href {href!r} is not among its files"


def n05_no_threshold(root: etree._Element, package: Package) -> Iterator[str]:
    """The editions write it differently, and with it the LMS decides on completion."""
    if next(root.iter(f"{ADLCP}completionThreshold"), None) is not None:
        yield "completionThreshold"


def n08_delivery(root: etree._Element, package: Package) -> Iterator[str]:
    """Without these an LMS completes and passes whoever closes the course."""
    for item in leaves(root):
        controls = item.find(f"{IMSSS}sequencing/{IMSSS}deliveryControls")
        if controls is None or dict(controls.attrib) != CONTROLS:
            yield "deliveryControls of an item"
    for organization in clusters(root):
        mode = organization.find(f"{IMSSS}sequencing/{IMSSS}controlMode")
        if mode is None or dict(mode.attrib) != {"choice": "true", "flow": "true"}:
            yield "controlMode of what holds items"


def n09_measure(root: etree._Element, package: Package) -> Iterator[str]:
    """A measure decides on success exactly where there is one. Without an id an LMS opens no objective of its own."""
    primaries = [item.findall(f"{IMSSS}sequencing/{IMSSS}objectives/{IMSSS}primaryObjective") for item in leaves(root)]
    if any(len(one) != 1 for one in primaries):
        yield "not one primary objective for each unit"
    for primary, *_ in filter(None, primaries):
        measure = primary.findtext(f"{IMSSS}minNormalizedMeasure")
        if primary.get("satisfiedByMeasure") != str(measure is not None).lower():
            yield "satisfiedByMeasure without a measure, or a measure without it"
        if measure is not None and not re.fullmatch(r"0\.\d\d|1\.00", measure):
            yield f"measure {measure}"
        if primary.get("objectiveID") is not None:
            yield "objectiveID"


def n11_controls(root: etree._Element, package: Package) -> Iterator[str]:
    """The ways that lead nowhere are hidden, those that end the session are not."""
    ways = [] if len(leaves(root)) > 1 else ["continue", "previous"]
    for item in leaves(root):
        hidden = [one.text for one in item.iter(f"{ADLNAV}hideLMSUI")]
        if sorted(map(str, hidden)) != ["abandon", "abandonAll", *ways]:
            yield f"hideLMSUI {hidden}"


def nothing_foreign(root: etree._Element, package: Package) -> Iterator[str]:
    for element in root.iter():
        if not str(element.tag).startswith(tuple(PREFIXES.values())):
            yield f"foreign element {element.tag}"
        if [name for name in element.attrib if "schemaLocation" in str(name)]:
            yield "schemaLocation without its schemas"


def lom_profile(root: etree._Element, package: Package) -> Iterator[str]:
    lom = root.find(f"{CP}metadata/{LOM}lom")
    if lom is None:
        yield "no lom"
        return
    for path in MANDATORY:
        if lom.find("/".join(LOM + step for step in path.split("/"))) is None:
            yield f"{path} is absent"
    if [one.text for one in lom.iter(f"{LOM}metadataSchema")] != ["LOMv1.0", "ADLv1.0"]:
        yield "metadataSchema"
    yield from _strings(lom)
    yield from _values(lom)


def _strings(lom: etree._Element) -> Iterator[str]:
    for name, most in LENGTHS.items():
        for parent in lom.iter(LOM + name):
            string = parent.find(f"{LOM}string")
            text = (string.text or "") if string is not None else ""
            if string is None or not string.get("language") or not text.strip() or len(text) > most:
                yield f"{name} {text!r}"


def _values(lom: etree._Element) -> Iterator[str]:
    for name, words in VOCABULARIES.items():
        for element in lom.iter(LOM + name):
            found = element.findtext(f"{LOM}source"), element.findtext(f"{LOM}value")
            if found[0] != "LOMv1.0" or found[1] not in words:
                yield f"{name}: {found}"
    for time in lom.iter(f"{LOM}duration"):
        if not re.fullmatch(r"PT(\d+H)?(\d+M)?", time.text or "") or time.text == "PT":
            yield f"duration {time.text}"


OWN: tuple[Check, ...] = (
    n01_prefixes,
    n02_version,
    n03_resource,
    n05_no_threshold,
    n08_delivery,
    n09_measure,
    n11_controls,
    nothing_foreign,
    lom_profile,
)
CHECKS: tuple[Check, ...] = (
    scorm12.p02_manifest_at_root,
    scorm12.p03_names,
    scorm12.p04_p05_listing,
    scorm12.p06_p08_p09_portable,
    scorm12.m04_m05_identifiers,
    scorm12.m08_m12_organization,
    *OWN,
)


def faults(package: Package) -> list[str]:
    """Everything in which a package breaks a rule, as `rule: what`."""
    return scorm12.faults(package, CHECKS)
