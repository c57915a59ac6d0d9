"""What an LMS launches in a package, read as an LMS reads it: from the root's manifest, without network or entities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from coursepack.package import Package

Format = Literal["scorm12", "scorm2004", "cmi5", "xapi", "web"]
XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"


class NothingToLaunchError(Exception):
    """The package has no page that an LMS could open; the text says why, in one sentence."""


@dataclass(frozen=True)
class Launchable:
    """`href`: a URL relative to the root, query included. SCORM's words are "" where the manifest is silent.

    `mastery` is SCORM 1.2's mastery score, or the measure that SCORM 2004 is satisfied by. `threshold` and who decides on
    completion and success are SCORM 2004's. cmi5: `mastery` is the masteryScore, `launch_data` the launchParameters,
    `activity_id` the publisher's id of the assignable unit.
    """

    format: Format
    href: str
    title: str
    activity_id: str = ""
    mastery: str = ""
    launch_data: str = ""
    max_time: str = ""
    limit_action: str = ""
    threshold: str = ""
    completion_by_content: str = ""
    success_by_content: str = ""
    move_on: str = ""
    entitlement_key: str = ""
    launch_method: str = ""


def find_launch(package: Package) -> Launchable:
    """The first of them."""
    return find_launches(package)[0]


def find_launches(package: Package) -> list[Launchable]:
    """What can be launched by imsmanifest.xml, else cmi5.xml, tincan.xml, index.html. Raises NothingToLaunchError."""
    for name, read in MANIFESTS.items():
        if name in package:
            return [_present(launch, package) for launch in read(_parse(name, package[name].read()))]
    if "index.html" in package:
        return [Launchable("web", "index.html", "index.html")]
    raise NothingToLaunchError(
        "the package has neither imsmanifest.xml nor tincan.xml nor cmi5.xml nor index.html at its root"
    )


def _present(launch: Launchable, package: Package) -> Launchable:
    path = unquote(urlsplit(launch.href).path)
    if not urlsplit(launch.href).scheme and path not in package:
        raise NothingToLaunchError(f"the manifest launches '{path}', which is not in the package")
    return launch


def _parse(name: str, data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NothingToLaunchError(f"{name} is not well-formed XML: {error}") from None


def _local(element: etree._Element) -> str:
    """The name without its namespace; "" for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _all(parent: etree._Element, name: str) -> list[etree._Element]:
    return [element for element in parent.iter() if _local(element) == name]


def _text(parent: etree._Element, name: str) -> str:
    """The text of the first child of that name, in any namespace."""
    return next(((child.text or "").strip() for child in parent if _local(child) == name), "")


def _organization(manifest: etree._Element) -> etree._Element:
    """The default organization, else the first."""
    found = _all(manifest, "organization")
    if not found:
        raise NothingToLaunchError("imsmanifest.xml has no organization")
    default = next((element.get("default") for element in _all(manifest, "organizations")), None)
    return next((element for element in found if element.get("identifier") == default), found[0])


def _from_imsmanifest(manifest: etree._Element) -> list[Launchable]:
    if any(_text(element, "schema") == "IMS Common Cartridge" for element in manifest):
        raise NothingToLaunchError(
            "this is a Common Cartridge: an LMS makes a course of its own from it, and launches nothing"
        )
    organization = _organization(manifest)
    version = next((_text(element, "schemaversion") for element in manifest if _local(element) == "metadata"), "")
    resources = {element.get("identifier"): element for element in _all(manifest, "resource")}
    found = [(item, resources.get(item.get("identifierref"))) for item in _all(organization, "item")]
    units = [(item, resource) for item, resource in found if resource is not None and resource.get("href")]
    if not units:
        raise NothingToLaunchError("imsmanifest.xml has no item whose resource has an href")
    read = _scorm_2004 if _is_2004(version) else _scorm_12
    # What stands alone goes by the name of the whole.
    title = _text(organization, "title") if len(units) == 1 else ""
    return [read(item, resource, title) for item, resource in units]


def _is_2004(version: str) -> bool:
    """As Moodle decides; whatever else it says is taken for SCORM 1.2."""
    return version in ("1.3", "CAM 1.3", "2004 3rd Edition", "2004 4th Edition")


def _scorm_12(item: etree._Element, resource: etree._Element, title: str) -> Launchable:
    return Launchable(
        "scorm12",
        _with_bases(resource) + _parameters(item.get("parameters", "")),
        title or _text(item, "title"),
        mastery=_text(item, "masteryscore"),
        launch_data=_text(item, "datafromlms"),
        max_time=_text(item, "maxtimeallowed"),
        limit_action=_text(item, "timelimitaction"),
    )


def _scorm_2004(item: etree._Element, resource: etree._Element, title: str) -> Launchable:
    sequencing = next((child for child in item if _local(child) == "sequencing"), item)
    controls = next(iter(_all(sequencing, "deliveryControls")), None)
    limits = next(iter(_all(sequencing, "limitConditions")), None)
    return Launchable(
        "scorm2004",
        _with_bases(resource) + _parameters(item.get("parameters", "")),
        title or _text(item, "title"),
        mastery=_measure(sequencing),
        launch_data=_text(item, "dataFromLMS"),
        max_time="" if limits is None else limits.get("attemptAbsoluteDurationLimit", ""),
        limit_action=_text(item, "timeLimitAction"),
        threshold=_threshold(item),
        completion_by_content="" if controls is None else controls.get("completionSetByContent", ""),
        success_by_content="" if controls is None else controls.get("objectiveSetByContent", ""),
    )


def _measure(sequencing: etree._Element) -> str:
    """The measure that the primary objective is satisfied by; 1 where it is satisfied by one and none is given."""
    for primary in _all(sequencing, "primaryObjective"):
        if primary.get("satisfiedByMeasure") == "true":
            return _text(primary, "minNormalizedMeasure") or "1.0"
    return ""


def _threshold(item: etree._Element) -> str:
    """An element's text in the 3rd Edition, attributes in the 4th."""
    for element in item:
        if _local(element) == "completionThreshold":
            if element.get("completedByMeasure") == "true":
                return element.get("minProgressMeasure", "1.0")
            return (element.text or "").strip()
    return ""


def _with_bases(resource: etree._Element) -> str:
    """The resource's href under the xml:base of itself, of resources and of the manifest."""
    href = resource.get("href", "")
    element: etree._Element | None = resource
    while element is not None:
        href = urljoin(element.get(XML_BASE, ""), href)
        element = element.getparent()
    return href


def _parameters(text: str) -> str:
    """An item's parameters as they follow the href: with their own ? or #, or with a ? put before."""
    if not text or text[0] in "?#":
        return text
    return "?" + text.lstrip("&")


def _from_tincan(root: etree._Element) -> list[Launchable]:
    """The first, which LMSs open."""
    for activity in _all(root, "activity"):
        href = _text(activity, "launch")
        if href:
            return [Launchable("xapi", href, _text(activity, "name"), activity_id=activity.get("id", ""))]
    raise NothingToLaunchError("tincan.xml has no activity with a launch element")


def _from_cmi5(root: etree._Element) -> list[Launchable]:
    """The assignable units, in blocks or not."""
    found = [(unit, href) for unit in _all(root, "au") if (href := _text(unit, "url"))]
    if not found:
        raise NothingToLaunchError("cmi5.xml has no au with a url")
    return [_unit(unit, href) for unit, href in found]


def _unit(unit: etree._Element, href: str) -> Launchable:
    title = next(iter(_all(unit, "title")), unit)
    return Launchable(
        "cmi5",
        href,
        _text(title, "langstring"),
        activity_id=unit.get("id", ""),
        mastery=unit.get("masteryScore", ""),
        launch_data=_text(unit, "launchParameters"),
        move_on=unit.get("moveOn", "NotApplicable"),
        entitlement_key=_text(unit, "entitlementKey"),
        launch_method=unit.get("launchMethod", "AnyWindow"),
    )


MANIFESTS = {"imsmanifest.xml": _from_imsmanifest, "cmi5.xml": _from_cmi5, "tincan.xml": _from_tincan}
