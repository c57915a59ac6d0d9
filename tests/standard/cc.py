"""Rules of Common Cartridge 1.1 (profiles of Content Packaging, LOM and QTI 1.2.1) as checks; a reader that asks and scores a quiz.

No registry carries the schemas of the profile. What they demand of structure stands here as patterns over the names of children, and
what their Schematron demands as functions, by the numbers that it gives its rules.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

import lxml.html
from lxml import etree

from coursepack.package import Package

CP = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
LOM = "{http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest}"
QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ASSESSMENT = "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"

# Children in their order, as a regular expression over their names; attributes that must be there; those that may be.
Shape = tuple[str, str, str]
MANIFEST: dict[str, Shape] = {
    "manifest": ("metadata organizations resources", "identifier", ""),
    "metadata": ("schema schemaversion lom", "", ""),
    "organizations": ("(organization)?", "", ""),
    "organization": ("(title )?item", "identifier structure", ""),
    "item": ("(title)?( ?item)*", "identifier", "identifierref"),
    "resources": ("(resource ?)*", "", ""),
    "resource": ("(file ?)*(dependency ?)*", "identifier type", "href"),
    "file": ("", "href", ""),
    "dependency": ("", "identifierref", ""),
    "lom": ("general( lifeCycle)?( technical)?( educational)?( rights)?", "", ""),
    "general": ("(identifier )?title( language)*( description)*( keyword)*", "", ""),
    "rights": ("(cost )?(copyrightAndOtherRestrictions)?( description)?", "", ""),
    "copyrightAndOtherRestrictions": ("value", "", ""),
    "identifier": ("catalog entry", "", ""),
    **{name: ("string", "", "") for name in ("lom:title", "description", "keyword")},
    "string": ("", "language", ""),
}
_MATERIAL = "(material|flow_mat)"
QUIZ: dict[str, Shape] = {
    "questestinterop": ("(objectbank|assessment)", "", ""),
    "assessment": ("(qtimetadata )?(rubric )?(presentation_material )?section", "ident title", "lang"),
    "rubric": ("material", "", ""),
    "section": ("item( item)*", "ident", "title lang"),
    "item": ("itemmetadata presentation( resprocessing)*( itemfeedback)*", "ident", "title lang"),
    "itemmetadata": ("qtimetadata", "", ""),
    "qtimetadata": ("qtimetadatafield( qtimetadatafield)*", "", ""),
    "qtimetadatafield": ("fieldlabel fieldentry", "", ""),
    "presentation": ("(material|response_lid|response_str)( (material|response_lid|response_str))*", "", "label lang"),
    "response_lid": ("(material )?render_(choice|fib)( material)?", "ident", "rcardinality rtiming"),
    "response_str": ("(material )?render_(choice|fib)( material)?", "ident", "rcardinality rtiming"),
    "render_choice": ("response_label( response_label)*", "", "shuffle minnumber maxnumber"),
    "render_fib": ("(response_label)?", "", "encoding charset rows columns maxchars prompt fibtype"),
    "response_label": (f"({_MATERIAL} ?)*", "ident", "rshuffle"),
    "material": ("mattext( mattext)*", "", "label lang"),
    "mattext": ("", "", "texttype lang"),
    "resprocessing": ("outcomes respcondition( respcondition)*", "", ""),
    "outcomes": ("decvar", "", ""),
    "decvar": ("", "varname vartype minvalue maxvalue", ""),
    "respcondition": ("conditionvar( setvar)*( displayfeedback)*", "", "title continue"),
    "conditionvar": ("(and|other|varequal|varsubstring)( (and|other|varequal|varsubstring))*", "", ""),
    "and": ("(not|varequal)( (not|varequal))*", "", ""),
    "not": ("varequal( varequal)*", "", ""),
    "varequal": ("", "respident", "case"),
    "setvar": ("", "varname action", ""),
    "displayfeedback": ("", "feedbacktype linkrefid", ""),
    "itemfeedback": (f"({_MATERIAL}|solution|hint)( ({_MATERIAL}|solution|hint))*", "ident", "title"),
    "flow_mat": (f"{_MATERIAL}( {_MATERIAL})*", "", "class"),
}
FIELDS: dict[str, str] = {
    "cc_profile": r"cc\.exam\.v0p1",
    "qmd_assessmenttype": "Examination",
    "qmd_scoretype": "Percentage",
    "qmd_feedbackpermitted": "Yes|No",
    "qmd_hintspermitted": "Yes|No",
    "qmd_solutionspermitted": "Yes|No",
    "qmd_timelimit": "[1-9][0-9]{0,5}",
    "cc_allow_late_submission": "Yes|No",
    "cc_maxattempts": "[1-5]|unlimited|Examination",
}
ITEM_FIELDS: dict[str, str] = {
    "cc_profile": r"cc\.(multiple_choice|multiple_response|true_false|fib|pattern_match|essay)\.v0p1",
    "cc_question_category": ".*",
    "cc_weighting": "[1-9][0-9]?",
    "qmd_scoringpermitted": "Yes",
    "qmd_computerscored": "Yes|No",
}


def faults(package: Package) -> list[str]:
    """Everything that a cartridge does wrong."""
    return [f"{rule.__name__}: {said}" for rule in RULES for said in rule(package)]


def manifest(package: Package) -> Any:
    return etree.fromstring(package["imsmanifest.xml"].read())


def quizzes(package: Package) -> dict[str, Any]:
    """The assessments by the path of their file."""
    files = [one.get("href") for one in manifest(package).findall(f".//{CP}resource[@type='{ASSESSMENT}']/{CP}file")]
    return {unquote(path): etree.fromstring(package[unquote(path)].read()) for path in files}


def _name(element: Any) -> str:
    return etree.QName(element).localname


def _shape(root: Any, shapes: dict[str, Shape], spaces: tuple[str, ...]) -> Iterator[str]:
    for element in root.iter():
        name, own = _name(element), f"lom:{_name(element)}" if element.tag.startswith(LOM) else ""
        if not element.tag.startswith(spaces):
            yield f"<{name}> of a namespace that has no place here"
            continue
        shape = shapes.get(own) or shapes.get(name)
        if shape is None:
            if len(element) or element.attrib:
                yield f"<{name}> holds elements or attributes"
            continue
        pattern, must, may = shape
        children = " ".join(map(_name, element))
        if not re.fullmatch(pattern, children):
            yield f"<{name}> holds '{children}'"
        given = {etree.QName(attribute).localname for attribute in element.attrib}
        if not set(must.split()) <= given <= {*must.split(), *may.split()}:
            yield f"<{name}> has the attributes {sorted(given)}"


def structure(package: Package) -> Iterator[str]:
    """The order and number of elements and attributes, as the schemas have them."""
    yield from _shape(manifest(package), MANIFEST, (CP, LOM))
    for root in quizzes(package).values():
        yield from _shape(root, QUIZ, (QTI,))


def identity(package: Package) -> Iterator[str]:
    """Identifiers are XML IDs, each once; what is referred to is there."""
    root = manifest(package)
    ids = [str(one.get("identifier")) for one in root.iter() if one.get("identifier")]
    yield from (f"identifier '{name}' stands twice" for name, count in Counter(ids).items() if count > 1)
    yield from (f"'{name}' is no XML ID" for name in ids if not re.fullmatch(r"[A-Za-z_][\w.-]*", name))
    resources = {one.get("identifier") for one in root.iter(f"{CP}resource")}
    for one in root.iter(f"{CP}item", f"{CP}dependency"):
        if one.get("identifierref") and one.get("identifierref") not in resources:
            yield f"'{one.get('identifierref')}' is no resource"


def metadata(package: Package) -> Iterator[str]:
    root = manifest(package)
    said = root.findtext(f"{CP}metadata/{CP}schema"), root.findtext(f"{CP}metadata/{CP}schemaversion")
    if said != ("IMS Common Cartridge", "1.1.0"):
        yield f"schema and schemaversion: {said}"


def hierarchy(package: Package) -> Iterator[str]:
    """One organization, one root item without a title; what leads to a resource has no items below it (rule 8b)."""
    for organization in manifest(package).iter(f"{CP}organization"):
        if organization.get("structure") != "rooted-hierarchy":
            yield "the organization is no rooted hierarchy"
        for item in organization.iter(f"{CP}item"):
            top = item.getparent() is organization
            if top != (item.find(f"{CP}title") is None):
                yield f"the title of '{item.get('identifier')}'"
            if item.get("identifierref") and item.find(f"{CP}item") is not None:
                yield f"'{item.get('identifier')}' leads to a resource and holds items"


def resources(package: Package) -> Iterator[str]:
    """Rules 3a to 3h, 5a to 5f, 7, 9 and 10: files, dependencies, and that every file of the package is somebody's."""
    root = manifest(package)
    kinds = {one.get("identifier"): one.get("type") for one in root.iter(f"{CP}resource")}
    listed: list[str] = []
    for one in root.iter(f"{CP}resource"):
        name, files = one.get("identifier"), [unquote(file.get("href")) for file in one.findall(f"{CP}file")]
        wanted = [dependency.get("identifierref") for dependency in one.findall(f"{CP}dependency")]
        listed += files
        if one.get("type") == ASSESSMENT and (len(files) != 1 or one.get("href")):
            yield f"'{name}' is a quiz with {len(files)} files, href {one.get('href')}"
        if one.get("href") and unquote(one.get("href")) not in files:
            yield f"the href of '{name}' is none of its files"
        if any(kinds.get(other) == ASSESSMENT for other in wanted):
            yield f"'{name}' depends on a quiz"
        if name in wanted or len(wanted) != len(set(wanted)) or len(files) != len(set(files)):
            yield f"'{name}' depends on itself, or names something twice"
    if set(listed) != set(package) - {"imsmanifest.xml"} or len(listed) != len(set(listed)):
        yield f"files that the package lacks, that no resource has, or that two have: {set(listed) ^ set(package)}"


def pages(package: Package) -> Iterator[str]:
    """What a page shows and leads to is in the package; it asks for no script and nothing from outside."""
    for path in package:
        if not path.endswith(".html"):
            continue
        root = lxml.html.fromstring(package[path].read().decode())
        if root.xpath("//script | //form | //input | //textarea | //select | //button | //iframe | //@onclick"):
            yield f"{path} needs a script or a form"
        folder = path.rpartition("/")[0]
        for address in root.xpath("//@src | //@poster | //link/@href | //a/@href"):
            split = urlsplit(address)
            if split.scheme in ("https", "http", "tel", "sms", "mailto", "data"):
                continue
            target = f"{folder}/{unquote(split.path)}" if split.path else path
            if target not in package:
                yield f"{path} leads to '{address}'"
            elif split.fragment and split.fragment not in lxml.html.fromstring(package[target].read().decode()).xpath(
                "//@id"
            ):
                yield f"{path} leads to '{address}', where nothing has that id"


def fields(package: Package) -> Iterator[str]:
    """Rule sets 1 and 2: the fields of metadata."""
    for root in quizzes(package).values():
        for parent, known in ((root[0], FIELDS), *((one, ITEM_FIELDS) for one in root.iter(f"{QTI}itemmetadata"))):
            holder = parent.find(f"{QTI}qtimetadata")
            found = [(one[0].text, one[1].text) for one in ([] if holder is None else holder)]
            if "cc_profile" not in dict(found) or len(found) != len(dict(found)):
                yield f"the fields {found}"
            yield from (
                f"{name}: {value}" for name, value in found if not re.fullmatch(known.get(name or "", "-"), value or "")
            )


def questions(package: Package) -> Iterator[str]:
    """Rule sets 3 to 8 and 13. Of rule 4d the number of options is left out: a choice of two stays a choice (docs/formats/cc.md)."""
    for root in quizzes(package).values():
        names = [one.get("ident") for one in root.iter(f"{QTI}item")]
        if len(names) != len(set(names)):
            yield f"items with the same ident: {names}"
        for item in root.iter(f"{QTI}item"):
            yield from (f"{item.get('ident')}: {said}" for said in _question(item))


def _question(item: Any) -> Iterator[str]:
    profile = kind(item)
    lid, text = item.findall(f".//{QTI}response_lid"), item.findall(f".//{QTI}response_str")
    tests = item.findall(f".//{QTI}conditionvar/{QTI}varequal") + item.findall(
        f".//{QTI}conditionvar/{QTI}and/{QTI}varequal"
    )
    labels = {one.get("ident") for one in item.iter(f"{QTI}response_label")}
    if profile in ("multiple_choice", "multiple_response", "true_false"):
        wanted = "Multiple" if profile == "multiple_response" else "Single"
        if text or len(lid) != 1 or lid[0].get("rcardinality") != wanted or not tests:
            yield "its response"
        if len(labels) < 2 or (profile == "true_false" and len(labels) != 2):
            yield f"{len(labels)} options"
        if not {one.text for one in item.iter(f"{QTI}varequal")} <= labels:
            yield "it tests for what is no option"
    elif lid or len(text) != 1 or bool(tests) == (profile == "essay"):
        yield "its response"
    if profile == "essay" and field(item, "qmd_computerscored") != "No":
        yield "a text that a computer scores"
    if {one.get("respident") for one in item.iter(f"{QTI}varequal")} - {one.get("ident") for one in (*lid, *text)}:
        yield "it tests a response that it does not have"
    for one in item.iter(f"{QTI}decvar", f"{QTI}setvar"):
        if one.get("varname") != "SCORE" or one.get("action", "Set") != "Set":
            yield "another variable than SCORE"


def feedback(package: Package) -> Iterator[str]:
    """Rule sets 10 to 12: what is shown is there, and what is there is shown."""
    for root in quizzes(package).values():
        for item in root.iter(f"{QTI}item"):
            shown = {one.get("linkrefid") for one in item.iter(f"{QTI}displayfeedback")}
            there = [one.get("ident") for one in item.findall(f"{QTI}itemfeedback")]
            kinds = {one.get("feedbacktype") for one in item.iter(f"{QTI}displayfeedback")}
            if shown != set(there) or len(there) != len(set(there)) or not kinds <= {"Response"}:
                yield f"{item.get('ident')}: shows {sorted(map(str, shown))}, has {there}"


RULES: list[Callable[[Package], Iterator[str]]] = [
    structure, identity, metadata, hierarchy, resources, pages, fields, questions, feedback
]  # fmt: skip


def field(item: Any, label: str) -> str:
    """One field of an item's metadata."""
    found = (one[1].text for one in item.iter(f"{QTI}qtimetadatafield") if one[0].text == label)
    return str(next(found, ""))


def kind(item: Any) -> str:
    return field(item, "cc_profile").removeprefix("cc.").removesuffix(".v0p1")


@dataclass
class Asked:
    """What an LMS makes of an item: words, options by id, points; `score` and `said` for a response."""

    item: Any

    @property
    def prompt(self) -> str:
        return words(self.item.findtext(f"{QTI}presentation/{QTI}material/{QTI}mattext"))

    @property
    def options(self) -> dict[str, str]:
        labels = self.item.iter(f"{QTI}response_label")
        return {one.get("ident"): words(one.findtext(f"{QTI}material/{QTI}mattext")) for one in labels}

    def run(self, response: set[str]) -> tuple[int, list[str]]:
        """Score and feedback: the conditions in their order, as long as each that holds says to go on."""
        score, shown = 0, []
        for condition in self.item.iter(f"{QTI}respcondition"):
            if not self._holds(condition.find(f"{QTI}conditionvar"), response):
                continue
            score = int(condition.findtext(f"{QTI}setvar") or score)
            shown += [one.get("linkrefid") for one in condition.findall(f"{QTI}displayfeedback")]
            if condition.get("continue") != "Yes":
                break
        texts = {one.get("ident"): "".join(one.itertext()) for one in self.item.findall(f"{QTI}itemfeedback")}
        return score, [words(texts[name]) for name in shown]

    def _holds(self, test: Any, response: set[str]) -> bool:
        """Several answers that are written out are any of them, as the profile's fill-in questions have it."""
        return any(self._one(child, response) for child in test)

    def _one(self, test: Any, response: set[str]) -> bool:
        match _name(test):
            case "other":
                return True
            case "and":
                return all(self._one(child, response) for child in test)
            case "not":
                return not any(self._one(child, response) for child in test)
        if test.get("case") == "No":
            return test.text.lower() in {one.lower() for one in response}
        return test.text in response


def words(markup: str | None) -> str:
    """The words of a text that holds HTML."""
    return " ".join(lxml.html.fromstring(f"<div>{markup or ''}</div>").text_content().split())


def asked(package: Package, quiz: str) -> dict[str, Asked]:
    """The items of a quiz by their ident."""
    return {one.get("ident"): Asked(one) for one in quizzes(package)[f"quizzes/{quiz}.xml"].iter(f"{QTI}item")}
