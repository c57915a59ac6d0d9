"""Items and titles: what a learner sees in the LMS's table of contents, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator

from coursepack.lint.documents import Element, kid, kids, line, local, words
from coursepack.lint.registry import SCORM, Hit, Level, rule
from coursepack.lint.subject import Subject

_KINDS = (*SCORM, "imscp")
_CP = "SCORM 1.2 CAM 2.3.4; SCORM 2004 CAM 3.4.1.4"
_M = "imsmanifest.xml"


@rule("CP407", "organization-without-title", Level.ERROR, _CP, "write a <title>", _KINDS)
def organization_without_title(subject: Subject) -> Iterator[Hit]:
    """An organization has no title.

    Learners see an empty line or an identifier; Open edX's importer stops with an error of its own.
    Example: <organization identifier="ORG1"><item …>
    """
    for one in subject.scorm.organizations:
        if not words(kid(one, "title")):
            yield Hit("the organization has no title", _M, line(one))


@rule("CP408", "item-without-title", Level.ERROR, _CP, "write a <title>", _KINDS)
def item_without_title(subject: Subject) -> Iterator[Hit]:
    """An item has no title.

    Canvas shows this title as the lesson's name; the schema of 1.2 does not ask for it, the book does.
    Example: <item identifier="ITEM1" identifierref="RES1"/>
    """
    for one in subject.scorm.items:
        if not words(one.title):
            yield Hit(f"item '{one.id}' has no title", _M, one.line)


@rule("CP409", "reference-unknown", Level.ERROR, _CP, "refer to a resource that exists", (*_KINDS, "cartridge"))
def reference_unknown(subject: Subject) -> Iterator[Hit]:
    """An item refers to a resource that does not exist.

    The item cannot be opened. Moodle says so on the course's page; the official schema does not see it.
    Example: identifierref="RES-1", and the resource is called RES1
    """
    inner = {one.get("identifier") for one in kids(subject.scorm.root, "manifest")}
    for one in subject.scorm.items:
        if one.ref and one.ref not in subject.scorm.by_id and one.ref not in inner:
            yield Hit(f"item '{one.name}' refers to '{one.ref}', which does not exist", _M, one.line)


@rule("CP410", "leaf-without-resource", Level.ERROR, _CP, "write identifierref, or remove the item", _KINDS)
def leaf_without_resource(subject: Subject) -> Iterator[Hit]:
    """An item has neither a resource nor items in it.

    Learners see a line that opens nothing, and in some LMSs the course can never be complete.
    Example: <item identifier="ITEM2"><title>Summary</title></item>
    """
    for one in subject.scorm.items:
        if not one.ref and not one.parent:
            yield Hit(f"item '{one.name}' opens nothing", _M, one.line)


@rule("CP411", "parent-with-resource", Level.WARNING, _CP, "give the page an item of its own", SCORM)
def parent_with_resource(subject: Subject) -> Iterator[Hit]:
    """An item with items in it refers to a resource, too.

    SCORM 2004 forbids it; in 1.2 some LMSs open the page and others do not.
    Example: a chapter with a page of its own
    """
    for one in subject.scorm.items:
        if one.ref and one.parent:
            yield Hit(f"item '{one.name}' has items in it and refers to '{one.ref}'", _M, one.line)


@rule("CP412", "empty-organization", Level.ERROR, _CP, "add an item", _KINDS)
def empty_organization(subject: Subject) -> Iterator[Hit]:
    """An organization has no items.

    There is nothing to open in it; Moodle's activity is dead then.
    Example: <organization identifier="ORG1"><title>Course</title></organization>
    """
    for one in subject.scorm.organizations:
        if not kids(one, "item"):
            yield Hit("the organization has no items", _M, line(one))


@rule(
    "CP422",
    "parameters",
    Level.WARNING,
    f"{_CP} parameters",
    "write ?name=value, 1,000 characters at most, on an item that opens a resource",
    SCORM,
)
def parameters(subject: Subject) -> Iterator[Hit]:
    """The parameters of an item cannot be put behind an address.

    LMSs append them as they are: a space breaks the address, and on an item that opens nothing they do nothing.
    Example: parameters="lesson two"
    """
    for one in subject.scorm.items:
        value = one.element.get("parameters")
        if value and (" " in value or len(value) > 1000 or not one.ref):
            yield Hit(f"item '{one.name}' has the parameters '{value[:60]}'", _M, one.line)


@rule("CP423", "long-title", Level.WARNING, f"{_CP} title; Moodle 5.0 database", "use 200 characters at most", SCORM)
def long_title(subject: Subject) -> Iterator[Hit]:
    """A title is longer than an LMS must keep.

    200 characters are sure. Over 255 Moodle's import stops with a database error.
    Example: a whole paragraph as a title
    """
    owners = [*subject.scorm.organizations, *(one.element for one in subject.scorm.items)]
    for one in owners:
        if len(text := words(kid(one, "title"))) > 200:
            yield Hit(f"the title '{text[:30]}…' has {len(text)} characters", _M, line(one))


@rule(
    "CP429",
    "several-scos",
    Level.NOTE,
    "practice",
    "test it in your LMS, moving between the parts and out of them",
    SCORM,
)
def several_scos(subject: Subject) -> Iterator[Hit]:
    """The package has several SCOs.

    That is right, and less portable than one: Workday may complete a course with the first, several LMSs show no table of contents
    for it, and in Moodle a SCO that is left without LMSFinish blocks the next.
    Example: a chapter in each SCO
    """
    if len(subject.scorm.scos) > 1:
        yield Hit(f"the package has {len(subject.scorm.scos)} SCOs", _M)


@rule("CP431", "all-hidden", Level.WARNING, f"{_CP} isvisible", 'write isvisible="true"', SCORM)
def all_hidden(subject: Subject) -> Iterator[Hit]:
    """Every item is hidden.

    An LMS that shows a table of contents shows an empty one.
    Example: isvisible="false" on the only item
    """
    items = subject.scorm.items
    if items and all(one.element.get("isvisible") in ("false", "0") for one in items):
        yield Hit("every item is hidden", _M, items[0].line)


@rule("CP432", "visibility-value", Level.ERROR, f"{_CP} isvisible", "write true or false", SCORM)
def visibility_value(subject: Subject) -> Iterator[Hit]:
    """isvisible is neither true nor false.

    A strict importer refuses the manifest.
    Example: isvisible="yes"
    """
    for one in subject.scorm.items:
        if (value := one.element.get("isvisible")) is not None and value not in ("true", "false", "1", "0"):
            yield Hit(f"isvisible is '{value}'", _M, one.line)


@rule(
    "CP434",
    "title-not-first",
    Level.ERROR,
    "IMS CP 1.1.2; SCORM 2004 CAM 3.4.1.5",
    "write the title first, then the items, then the rest",
    SCORM,
)
def title_not_first(subject: Subject) -> Iterator[Hit]:
    """The title does not stand first, or items stand behind what must follow them.

    Importers that validate refuse the manifest.
    Example: <adlcp:masteryscore> before <title>
    """
    owners = [*subject.scorm.organizations, *(one.element for one in subject.scorm.items)]
    for one in owners:
        if _out_of_order(one):
            yield Hit(f"the order in '{one.get('identifier', '')}' is not title, items, others", _M, line(one))


def _out_of_order(owner: Element) -> bool:
    ranks = [{"title": 0, "item": 1}.get(local(one), 2) for one in kids(owner)]
    return ranks != sorted(ranks)


@rule("CP435", "items-in-depth", Level.NOTE, "practice", "use fewer levels")
def items_in_depth(subject: Subject) -> Iterator[Hit]:
    """Items are nested more than five levels deep.

    Tables of contents in LMSs get narrower with each level; learners on a phone cannot read them.
    Example: unit, module, lesson, chapter, section, page
    """
    if subject.manifest is None:
        return
    for one in subject.manifest.items:
        if sum(local(above) == "item" for above in one.element.iterancestors()) == 5:
            yield Hit(f"item '{one.name}' is on the sixth level", _M, one.line)
