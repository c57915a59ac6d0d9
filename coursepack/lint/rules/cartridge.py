"""Common Cartridge: recognised, with what would keep an LMS from building a course of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursepack.lint.documents import line, namespace
from coursepack.lint.registry import Hit, Level, rule
from coursepack.lint.subject import Subject

_KIND = ("cartridge",)
_CC = "IMS Common Cartridge 1.0 to 1.3"
_M = "imsmanifest.xml"
_TYPES = re.compile(
    r"webcontent$|associatedcontent/|imsqti_xmlv1p2/|imsdt_xmlv\d|imswl_xmlv\d|imsbasiclti_xmlv\d|imsapip_|assignment_xmlv|cc/"
)


@rule(
    "CP580",
    "cartridge",
    Level.NOTE,
    _CC,
    "nothing, when pages and quizzes are to be edited in the LMS; else export it as SCORM, cmi5 or xAPI",
    _KIND,
)
def cartridge(subject: Subject) -> Iterator[Hit]:
    """This is a Common Cartridge.

    An LMS makes pages and quizzes of its own from it. Nothing in it reports to the LMS by itself, so completion is whatever is set
    up there.
    Example: what `coursepack build -f common-cartridge` writes
    """
    yield Hit("this is a Common Cartridge: an LMS makes a course of its own from it", _M)


@rule("CP581", "cartridge-version", Level.WARNING, _CC, "export it as 1.1, 1.2 or 1.3", _KIND)
def cartridge_version(subject: Subject) -> Iterator[Hit]:
    """The version of the cartridge is none that LMSs know, or its namespace is of another.

    Importers go by one of the two and do not find the quizzes.
    Example: schemaversion 2.0
    """
    said, uri = subject.scorm.version.strip(), namespace(subject.scorm.root)
    digits = re.search(r"imsccv(\d)p(\d)", uri)
    if not re.fullmatch(r"1\.[0-3](\.\d)?", said) or (digits and not said.startswith(f"{digits[1]}.{digits[2]}")):
        yield Hit(f"schemaversion is '{said}' in '{uri}'", _M, line(subject.scorm.root))


@rule("CP582", "cartridge-type", Level.WARNING, _CC, "use a type of the standard", _KIND)
def cartridge_type(subject: Subject) -> Iterator[Hit]:
    """A resource has a type that the standard does not know.

    Importers leave it out, mostly without a word.
    Example: type="quiz"
    """
    for one in subject.scorm.resources:
        if (value := one.element.get("type", "")) and not _TYPES.match(value):
            yield Hit(f"resource '{one.id}' has the type '{value}'", _M, one.line)


@rule("CP583", "cartridge-empty-resource", Level.ERROR, _CC, "list its file", _KIND)
def cartridge_empty_resource(subject: Subject) -> Iterator[Hit]:
    """A resource names no file.

    There is nothing to import.
    Example: <resource identifier="R1" type="webcontent"/>
    """
    for one in subject.scorm.resources:
        if not one.href and not one.files and not one.dependencies:
            yield Hit(f"resource '{one.id}' names no file", _M, one.line)


@rule("CP584", "cartridge-structure", Level.WARNING, _CC, 'write structure="rooted-hierarchy"', _KIND)
def cartridge_structure(subject: Subject) -> Iterator[Hit]:
    """The organization does not have the structure that a cartridge must have.

    Importers that validate refuse it; others import files without their order.
    Example: an organization without structure="rooted-hierarchy"
    """
    for one in subject.scorm.organizations:
        if one.get("structure") != "rooted-hierarchy":
            yield Hit(f"the structure is '{one.get('structure', '')}'", _M, line(one))
