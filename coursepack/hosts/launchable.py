"""What an LMS launches in a package, read as an LMS reads it: from the root's manifest, without network or entities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from coursepack.package import Package

Format = Literal["scorm12", "xapi", "web"]
XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"


class NothingToLaunchError(Exception):
    """The package has no page that an LMS could open; the text says why, in one sentence."""


@dataclass(frozen=True)
class Launchable:
    """`href`: a URL relative to the root, query included. SCORM's words are "" where the manifest is silent."""

    format: Format
    href: str
    title: str
    activity_id: str = ""
    mastery: str = ""
    launch_data: str = ""
    max_time: str = ""
    limit_action: str = ""


def find_launch(package: Package) -> Launchable:
    """The first launchable page by imsmanifest.xml, else tincan.xml, else index.html. Raises NothingToLaunchError."""
    for name, read in (("imsmanifest.xml", _from_imsmanifest), ("tincan.xml", _from_tincan)):
        if name in package:
            launch = read(_parse(name, package[name].read()))
            return _present(launch, package)
    if "index.html" in package:
        return Launchable("web", "index.html", "index.html")
    raise NothingToLaunchError("the package has neither imsmanifest.xml nor tincan.xml nor index.html at its root")


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


def _from_imsmanifest(manifest: etree._Element) -> Launchable:
    organization = _organization(manifest)
    resources = {element.get("identifier"): element for element in _all(manifest, "resource")}
    for item in _all(organization, "item"):
        resource = resources.get(item.get("identifierref"))
        if resource is not None and resource.get("href"):
            return _scorm(item, resource, _text(organization, "title"))
    raise NothingToLaunchError("imsmanifest.xml has no item whose resource has an href")


def _scorm(item: etree._Element, resource: etree._Element, title: str) -> Launchable:
    return Launchable(
        "scorm12",
        _with_bases(resource) + _parameters(item.get("parameters", "")),
        title or _text(item, "title"),
        mastery=_text(item, "masteryscore"),
        launch_data=_text(item, "datafromlms"),
        max_time=_text(item, "maxtimeallowed"),
        limit_action=_text(item, "timelimitaction"),
    )


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


def _from_tincan(root: etree._Element) -> Launchable:
    for activity in _all(root, "activity"):
        href = _text(activity, "launch")
        if href:
            return Launchable("xapi", href, _text(activity, "name"), activity_id=activity.get("id", ""))
    raise NothingToLaunchError("tincan.xml has no activity with a launch element")
