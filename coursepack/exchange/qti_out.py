"""QTI 2.1: a content package with one item per question and a test that keeps their order. See qti_in.py for the way back.

IMS QTI 2.1 final (2012), imsqti_v2p1.xsd; IMS Content Packaging 1.1 as QTI's own samples use it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from lxml import etree

from coursepack import archive
from coursepack.exchange.leaving import Leaving
from coursepack.exchange.qti_items import LOCATION, XSI, item
from coursepack.exchange.qti_writing import QTI, Writing
from coursepack.model import Quiz
from coursepack.package import Blob, Package

Element = etree._Element

_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_MD = "http://www.imsglobal.org/xsd/imsmd_v1p2"
# Ids of ours have no underscores, so that no section is called like an item.
SET = "set_"
DIFFICULTY = {"easy": "easy", "medium": "medium", "hard": "difficult"}


def write(questions: list[Leaving], quiz: Quiz) -> bytes:
    """The zip of a package."""
    files: dict[str, Blob | bytes | str] = {}
    for one in questions:
        files[f"items/{one['id']}.xml"] = _document(item(one))
        files |= _pictures(one)
    files["test.xml"] = _document(_test(questions, quiz))
    files["imsmanifest.xml"] = _document(_manifest(questions, quiz))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "package.zip"
        archive.write(Package(files), path)
        return path.read_bytes()


def _pictures(one: Leaving) -> dict[str, Blob | bytes | str]:
    source = one["image"]["src"] if one["type"] == "hotspot" else ""
    return {f"items/{source}": Blob(path=one.files[source])} if source else {}


def _document(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _test(questions: list[Leaving], quiz: Quiz) -> Element:
    """The test: title, order, how many are drawn, whether they are mixed."""
    root = etree.Element(f"{{{QTI}}}assessmentTest", nsmap={None: QTI, "xsi": XSI})  # type: ignore[dict-item]
    root.set(f"{{{XSI}}}schemaLocation", LOCATION)
    root.set("identifier", quiz.id)
    root.set("title", quiz.title)
    part = etree.SubElement(
        root, f"{{{QTI}}}testPart", identifier="the_part", navigationMode="nonlinear", submissionMode="simultaneous"
    )
    section = etree.SubElement(
        part, f"{{{QTI}}}assessmentSection", identifier="the_section", title=quiz.title, visible="true"
    )
    units: dict[str, list[Leaving]] = {}
    for one in questions:
        units.setdefault(one.unit, []).append(one)
    if quiz.draw is not None:
        etree.SubElement(section, f"{{{QTI}}}selection", select=str(min(quiz.draw, len(units))))
    if quiz.shuffle_questions:
        etree.SubElement(section, f"{{{QTI}}}ordering", shuffle="true")
    if quiz.intro:
        Writing(questions[0], section).flow(
            etree.SubElement(section, f"{{{QTI}}}rubricBlock", view="candidate"), quiz.intro
        )
    for unit in units.values():
        parent = section if not unit[0].stem else _case(section, unit[0])
        for one in unit:
            one.carried.add("set")
            etree.SubElement(parent, f"{{{QTI}}}assessmentItemRef", identifier=one["id"], href=f"items/{one['id']}.xml")
    return root


def _case(section: Element, one: Leaving) -> Element:
    """A section for a set, drawn and mixed as one; its items bring the story themselves."""
    return etree.SubElement(
        section,
        f"{{{QTI}}}assessmentSection",
        identifier=f"{SET}{one.case}",
        title=one.plain(one.stem)[:70],
        visible="true",
        keepTogether="true",
    )


def _manifest(questions: list[Leaving], quiz: Quiz) -> Element:
    root = etree.Element(f"{{{_CP}}}manifest", nsmap={None: _CP})  # type: ignore[dict-item]
    root.set("identifier", f"manifest-{quiz.id}")
    metadata = etree.SubElement(root, f"{{{_CP}}}metadata")
    etree.SubElement(metadata, f"{{{_CP}}}schema").text = "QTIv2.1 Package"
    etree.SubElement(metadata, f"{{{_CP}}}schemaversion").text = "1.0.0"
    etree.SubElement(root, f"{{{_CP}}}organizations")
    resources = etree.SubElement(root, f"{{{_CP}}}resources")
    test = _resource(resources, "test", "imsqti_test_xmlv2p1", "test.xml")
    for one in questions:
        path = f"items/{one['id']}.xml"
        resource = _resource(resources, f"item-{one['id']}", "imsqti_item_xmlv2p1", path)
        if one.get("objective"):
            resource.insert(0, _metadata(str(one["objective"]), str(one.get("difficulty") or "")))
            one.carried.add("difficulty")
        for picture in _pictures(one):
            etree.SubElement(resource, f"{{{_CP}}}file", href=picture)
        etree.SubElement(test, f"{{{_CP}}}dependency", identifierref=f"item-{one['id']}")
    return root


def _metadata(keyword: str, difficulty: str) -> Element:
    """The objective as a keyword, which is the nearest that the metadata of a resource has, and the difficulty in the words of LOM."""
    metadata = etree.Element(f"{{{_CP}}}metadata")
    lom = etree.SubElement(metadata, f"{{{_MD}}}lom", nsmap={None: _MD})  # type: ignore[dict-item]
    general = etree.SubElement(lom, f"{{{_MD}}}general")
    etree.SubElement(etree.SubElement(general, f"{{{_MD}}}keyword"), f"{{{_MD}}}langstring").text = keyword
    if difficulty:
        educational = etree.SubElement(lom, f"{{{_MD}}}educational")
        level = etree.SubElement(educational, f"{{{_MD}}}difficulty")
        for name, text in (("source", "LOMv1.0"), ("value", DIFFICULTY[difficulty])):
            etree.SubElement(etree.SubElement(level, f"{{{_MD}}}{name}"), f"{{{_MD}}}langstring").text = text
    return metadata


def _resource(resources: Element, identifier: str, kind: str, href: str) -> Element:
    resource = etree.SubElement(resources, f"{{{_CP}}}resource", identifier=identifier, type=kind, href=href)
    etree.SubElement(resource, f"{{{_CP}}}file", href=href)
    return resource


__all__ = ["item", "write"]
