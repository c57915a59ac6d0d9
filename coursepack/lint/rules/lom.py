"""Learning object metadata, of IMS 1.2.1 in SCORM 1.2 and of IEEE in SCORM 2004."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from coursepack.lint.documents import XML, Element, below, kid, kids, line, local, namespace, words
from coursepack.lint.imscp import LOM12, LOM2004
from coursepack.lint.iri import language
from coursepack.lint.registry import SCORM, Hit, Level, rule
from coursepack.lint.subject import Subject

_LOM = "IMS MD 1.2.1 (SCORM 1.2); IEEE 1484.12.3 (SCORM 2004)"
_M = "imsmanifest.xml"
_CATEGORIES = (
    "general",
    "lifecycle",
    "metametadata",
    "technical",
    "educational",
    "rights",
    "relation",
    "annotation",
    "classification",
)
_NAMES = {
    *_CATEGORIES, "lom", "title", "catalogentry", "catalog", "entry", "language", "description", "keyword", "coverage", "structure",
    "aggregationlevel", "identifier", "version", "status", "contribute", "role", "centity", "entity", "date", "datetime", "vcard",
    "metadatascheme", "metadataschema", "format", "size", "location", "requirement", "orcomposite", "type", "name", "minimumversion",
    "maximumversion", "installationremarks", "otherplatformrequirements", "duration", "interactivitytype", "learningresourcetype",
    "interactivitylevel", "semanticdensity", "intendedenduserrole", "context", "typicalagerange", "difficulty", "typicallearningtime",
    "cost", "copyrightandotherrestrictions", "kind", "resource", "person", "purpose", "taxonpath", "source", "taxon", "id", "value",
    "langstring", "string", "extension",
}  # fmt: skip
_VOCABULARIES = {
    "status": {"draft", "final", "revised", "unavailable"},
    "structure": {"collection", "mixed", "linear", "hierarchical", "networked", "branched", "parceled", "atomic"},
    "cost": {"yes", "no"},
    "copyrightandotherrestrictions": {"yes", "no"},
    "purpose": {
        "discipline", "idea", "prerequisite", "educational objective", "accessibility restrictions", "accessibility",
        "restrictions", "educational level", "skill level", "security level", "competency",
    },
}  # fmt: skip
_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$")
_ORDER12 = list(_CATEGORIES)


def _within(subject: Subject, *names: str) -> Iterator[Element]:
    for lom in subject.scorm.loms:
        yield from (one for one in lom.iterdescendants() if local(one).lower() in names)


@rule("CP600", "lom-of-another-edition", Level.WARNING, _LOM, "write the metadata of the manifest's edition", SCORM)
def lom_of_another_edition(subject: Subject) -> Iterator[Hit]:
    """The metadata are in the namespace of the other edition.

    Nothing breaks at launch; catalogues do not find title and description, and strict importers refuse the package.
    Example: imsmd_rootv1p2p1 in a package of SCORM 2004
    """
    wrong = LOM2004 if "scorm12" in subject.kinds else LOM12
    for lom in subject.scorm.loms:
        if namespace(lom) == wrong:
            yield Hit(f"the metadata are in {wrong}", _M, line(lom))


@rule("CP601", "lom-unknown-element", Level.WARNING, _LOM, "spell it as the standard does", SCORM)
def lom_unknown_element(subject: Subject) -> Iterator[Hit]:
    """An element of the metadata is none of LOM.

    Importers that validate refuse it; an old Camtasia wrote such a one.
    Example: <staus> for <status>
    """
    for lom in subject.scorm.loms:
        for one in lom.iterdescendants():
            name = local(one)
            if name and namespace(one) == namespace(lom) and name.lower() not in _NAMES:
                near = get_close_matches(name.lower(), _NAMES, n=1)
                yield Hit(f"'{name}' is no element of LOM" + (f"; is it '{near[0]}'?" if near else ""), _M, line(one))


@rule("CP602", "lom-order", Level.WARNING, "IMS MD 1.2.1", "write " + ", ".join(_ORDER12), ("scorm12",))
def lom_order(subject: Subject) -> Iterator[Hit]:
    """The categories of the metadata stand in another order than the schema of 1.2 asks for.

    Importers that validate refuse the manifest.
    Example: <technical> before <lifecycle>
    """
    for lom in subject.scorm.loms:
        names = [local(one) for one in kids(lom, *_ORDER12)]
        if names != sorted(names, key=_ORDER12.index):
            yield Hit(f"the order is {', '.join(names)}", _M, line(lom))


@rule("CP603", "lom-category-twice", Level.WARNING, _LOM, "make one of the two", SCORM)
def lom_category_twice(subject: Subject) -> Iterator[Hit]:
    """A category that may stand once stands twice.

    Importers that validate refuse the manifest; others read one of them.
    Example: two <general>
    """
    once = (*_CATEGORIES[:4], "rights")
    for lom in subject.scorm.loms:
        names = [local(one).lower() for one in kids(lom)]
        for name in once:
            if names.count(name) > 1:
                yield Hit(f"'{name}' stands {names.count(name)} times", _M, line(lom))


@rule("CP604", "lom-vocabulary", Level.WARNING, _LOM, "use a word of the vocabulary", SCORM)
def lom_vocabulary(subject: Subject) -> Iterator[Hit]:
    """A word of the metadata is not in its vocabulary.

    The schema of 1.2 does not see it; catalogues that sort by it do.
    Example: status "published"; it is "Final"
    """
    for one in _within(subject, *_VOCABULARIES):
        source, value = words(kid(one, "source")), words(kid(one, "value"))
        if source in ("", "LOMv1.0") and value and value.lower() not in _VOCABULARIES[local(one).lower()]:
            yield Hit(f"'{local(one)}' cannot be '{value}'", _M, line(one))


@rule("CP606", "lom-no-language", Level.NOTE, _LOM, 'write xml:lang="en" (1.2) or language="en" (2004)', SCORM)
def lom_no_language(subject: Subject) -> Iterator[Hit]:
    """A text of the metadata does not say its language, or not as a language tag.

    An LMS with several languages does not know which to show.
    Example: <langstring>Fire safety</langstring>
    """
    for one in _within(subject, "langstring", "string"):
        tag = one.get(f"{XML}lang") if local(one) == "langstring" else one.get("language")
        if not language(tag):
            yield Hit(f"the language of '{words(one)[:40]}' is '{tag or ''}'", _M, line(one))


@rule(
    "CP609",
    "lom-too-long",
    Level.WARNING,
    f"{_LOM}, smallest permitted maxima",
    "shorten it: titles and keywords to 1,000 characters, descriptions to 2,000 (educational: 1,000)",
    SCORM,
)
def lom_too_long(subject: Subject) -> Iterator[Hit]:
    """A text of the metadata is longer than an LMS must keep.

    SCORM Cloud cuts an educational description at 1,000 characters, with a warning.
    Example: the whole outline of the course as a description
    """
    for one in _within(subject, "title", "description", "keyword"):
        above = one.getparent()
        educational = above is not None and local(above) == "educational"
        most = 2000 if local(one) == "description" and not educational else 1000
        if any(len(words(text)) > most for text in below(one, "langstring", "string")):
            yield Hit(f"'{local(one)}' has over {most} characters", _M, line(one))


@rule("CP610", "lom-duration", Level.WARNING, f"{_LOM}; ISO 8601", "write PT1H30M for an hour and a half", SCORM)
def lom_duration(subject: Subject) -> Iterator[Hit]:
    """A duration is not written as ISO 8601 writes it.

    Catalogues show nothing, or nonsense, for how long the course takes.
    Example: <datetime>90 minutes</datetime>
    """
    for one in _within(subject, "typicallearningtime", "duration"):
        for inner in kids(one, "datetime", "duration"):
            if not _DURATION.match(words(inner)):
                yield Hit(f"the duration is '{words(inner)}'", _M, line(inner))


@rule("CP611", "lom-language-code", Level.WARNING, f"{_LOM}; RFC 5646", "write en, en-US or none", SCORM)
def lom_language_code(subject: Subject) -> Iterator[Hit]:
    """The language of the course is not a language tag.

    Catalogues cannot sort by it.
    Example: <language>English</language>
    """
    for one in _within(subject, "language"):
        text = words(one)
        if text and text != "none" and (not language(text) or len(text.split("-", maxsplit=1)[0]) > 3):
            yield Hit(f"the language is '{text}'", _M, line(one))


@rule("CP614", "lom-empty", Level.NOTE, _LOM, "write it, or leave it out", SCORM)
def lom_empty(subject: Subject) -> Iterator[Hit]:
    """A title or description of the metadata is empty.

    Catalogues show an empty line. Authoring tools write such elements for fields that nobody filled in.
    Example: <description><langstring xml:lang="en"></langstring></description>
    """
    for lom in subject.scorm.loms:
        for one in kids(kid(lom, "general"), "title", "description"):
            if not words(one):
                yield Hit(f"'{local(one)}' is empty", _M, line(one))
