"""Manifests of IMS Content Packaging in any edition of SCORM: metadata, organizations, resources and how they refer to each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from coursepack.lint.documents import XML, Element, kids, line, local, namespace
from coursepack.lint.imscp import ADLCP12, ADLCP2004, ADLNAV, ADLSEQ, CP12, CP2004, IMSSS
from coursepack.lint.registry import SCORM, Hit, Level, rule
from coursepack.lint.subject import Subject

_KINDS = (*SCORM, "imscp")
_CP = "SCORM 1.2 CAM 2.3.3 to 2.3.5; SCORM 2004 CAM 3.4"
_M = "imsmanifest.xml"
_ID = re.compile(r"[^\W\d][\w.·-]*$")


def _identified(subject: Subject) -> Iterator[tuple[str, Element]]:
    made = subject.scorm
    yield "manifest", made.root
    yield from (("organization", one) for one in made.organizations)
    yield from (("item", one.element) for one in made.items)
    yield from (("resource", one.element) for one in made.resources)


@rule("CP400", "no-identifier", Level.ERROR, _CP, "give it an identifier: ORG1, ITEM1, RES1", (*_KINDS, "cartridge"))
def no_identifier(subject: Subject) -> Iterator[Hit]:
    """A manifest, organization, item or resource has no identifier.

    An LMS files results under it. Importers stop, or make one up that changes with every upload.
    Example: <item identifierref="RES1">
    """
    for what, one in _identified(subject):
        if not one.get("identifier", "").strip():
            yield Hit(f"the {what} has no identifier", _M, line(one))


@rule(
    "CP401",
    "identifier-shape",
    Level.ERROR,
    f"{_CP}; XML Schema xs:ID",
    "begin with a letter or _, go on with letters, digits, '.', '-' and '_'",
    _KINDS,
)
def identifier_shape(subject: Subject) -> Iterator[Hit]:
    """An identifier is none that XML allows.

    Strict importers refuse the package; others cannot find the item again when results come in. A digit in front is the usual way
    to get there.
    Example: identifier="2024 fire safety"
    """
    for what, one in _identified(subject):
        value = one.get("identifier", "").strip()
        if value and not _ID.match(value):
            # Many LMSs take brackets and the like; a digit in front, a space or a colon stops some of them.
            level = None if value[0].isdigit() or re.search(r"[\s:]", value) else Level.WARNING
            yield Hit(f"'{value[:60]}' cannot be the identifier of the {what}", _M, line(one), level)


@rule("CP402", "identifier-twice", Level.ERROR, f"{_CP}; XML Schema xs:ID", "give each its own", (*_KINDS, "cartridge"))
def identifier_twice(subject: Subject) -> Iterator[Hit]:
    """Two things in the manifest have the same identifier.

    In Moodle the later item replaces the earlier one; strict importers refuse the package.
    Example: an item and a resource that are both called "intro"
    """
    counts = Counter(one.get("identifier", "") for _, one in _identified(subject))
    told: set[str] = set()
    for _, one in _identified(subject):
        value = one.get("identifier", "")
        if value and counts[value] > 1 and value not in told:
            told.add(value)
            yield Hit(f"'{value}' is the identifier of {counts[value]} things", _M, line(one))


@rule(
    "CP403", "no-organizations", Level.ERROR, _CP, "write <organizations> with one organization", (*SCORM, "cartridge")
)
def no_organizations(subject: Subject) -> Iterator[Hit]:
    """The manifest has no <organizations>, or several.

    The schema asks for exactly one. Moodle then lists every file with a title made of its identifier; others refuse the package.
    Example: <metadata> followed by <resources>
    """
    if (count := len(subject.scorm.all_organizations)) != 1:
        yield Hit(f"the manifest has {count or 'no'} <organizations>", _M, line(subject.scorm.root))


@rule("CP404", "default-unknown", Level.ERROR, _CP, "name an organization that exists", _KINDS)
def default_unknown(subject: Subject) -> Iterator[Hit]:
    """The default organization does not exist.

    The LMS does not know what to show: some refuse, some take the first. The official schema does not see it.
    Example: <organizations default="ORG-1"> over <organization identifier="ORG1">
    """
    for one in subject.scorm.all_organizations:
        value = one.get("default")
        known = {made.get("identifier", "").strip() for made in kids(one, "organization")}
        if value is not None and value.strip() not in known:
            yield Hit(f"the default organization '{value}' does not exist", _M, line(one))


@rule("CP405", "no-default", Level.WARNING, _CP, 'write default="…" with the identifier of the organization', SCORM)
def no_default(subject: Subject) -> Iterator[Hit]:
    """<organizations> names no default.

    SCORM 2004 asks for it; importers take the first organization, or none.
    Example: <organizations> without an attribute
    """
    for one in subject.scorm.all_organizations:
        if one.get("default") is None and kids(one, "organization"):
            yield Hit("no default organization is named", _M, line(one))


@rule(
    "CP406",
    "nothing-to-launch",
    Level.ERROR,
    _CP,
    "add an organization with an item that refers to the resource",
    SCORM,
)
def nothing_to_launch(subject: Subject) -> Iterator[Hit]:
    """No item opens anything.

    The package is imported and learners see an empty course. A package of resources only is allowed by the standard, and is not a
    course.
    Example: <organizations/>
    """
    if not any(one.href for one in subject.scorm.launched):
        yield Hit("no item opens a page", _M, line(subject.scorm.root))


@rule(
    "CP424",
    "order",
    Level.ERROR,
    "IMS CP 1.1.2; SCORM 2004 CAM 3.4.1",
    "metadata first, then organizations, then resources",
    _KINDS,
)
def order(subject: Subject) -> Iterator[Hit]:
    """The parts of the manifest stand in another order than the schema asks for.

    Importers that validate refuse it.
    Example: <resources> before <organizations>
    """
    names = [local(one) for one in kids(subject.scorm.root, "metadata", "organizations", "resources")]
    known = ["metadata", "organizations", "resources"]
    if names != sorted(names, key=known.index):
        yield Hit(f"the order is {', '.join(names)}", _M, line(subject.scorm.root))


@rule("CP425", "no-resources", Level.ERROR, _CP, "write <resources>, with the course in it", (*_KINDS, "cartridge"))
def no_resources(subject: Subject) -> Iterator[Hit]:
    """The manifest has no <resources>.

    The schema asks for it, and without there is nothing to open.
    Example: a manifest that was cut by hand
    """
    if not kids(subject.scorm.root, "resources"):
        yield Hit("the manifest has no <resources>", _M, line(subject.scorm.root))


_PREFIXES = {ADLCP12: "adlcp", ADLCP2004: "adlcp", ADLSEQ: "adlseq", ADLNAV: "adlnav", IMSSS: "imsss"}


@rule(
    "CP426",
    "unusual-prefix",
    Level.WARNING,
    "Moodle 5.0 mod/scorm; Namespaces in XML",
    "use the prefixes adlcp, adlseq, adlnav and imsss",
    SCORM,
)
def unusual_prefix(subject: Subject) -> Iterator[Hit]:
    """A namespace has another prefix than everybody writes.

    That is right by XML. Moodle compares the prefix and not the namespace: a SCO becomes an asset, sequencing is not seen.
    Example: xmlns:s12="http://www.adlnet.org/xsd/adlcp_rootv1p2"
    """
    used = subject.scorm.namespaces
    for prefix, uri in subject.scorm.root.nsmap.items():
        wanted = _PREFIXES.get(str(uri))
        if wanted and uri in used and prefix != wanted:
            yield Hit(f"the prefix is '{prefix or 'none'}', everybody writes '{wanted}'", _M, line(subject.scorm.root))


@rule(
    "CP427",
    "prefixed-packaging",
    Level.WARNING,
    "Moodle 5.0 mod/scorm",
    "make content packaging the default namespace",
    SCORM,
)
def prefixed_packaging(subject: Subject) -> Iterator[Hit]:
    """The elements of content packaging have a prefix.

    That is right by XML; Moodle then finds nothing to open.
    Example: <ims:manifest>
    """
    if subject.scorm.root.prefix:
        yield Hit(f"the root is written '{subject.scorm.root.prefix}:manifest'", _M, line(subject.scorm.root))


@rule("CP428", "manifest-in-manifest", Level.WARNING, "SCORM 2004 CAM 3.4.1.1", "make one manifest of it", SCORM)
def manifest_in_manifest(subject: Subject) -> Iterator[Hit]:
    """A manifest holds another one.

    SCORM advises against it since 2004; most LMSs do not read the inner one.
    Example: <manifest> inside <manifest>
    """
    for one in kids(subject.scorm.root, "manifest"):
        yield Hit("a manifest stands inside the manifest", _M, line(one))


@rule(
    "CP433",
    "base-shape",
    Level.WARNING,
    "SCORM 2004 CAM 3.4.1 xml:base",
    "write it relative, with forward slashes, and a slash at its end",
    _KINDS,
)
def base_shape(subject: Subject) -> Iterator[Hit]:
    """An xml:base is not a folder of the package.

    Addresses are put behind it as they are: without the slash at its end they lose a step, and Moodle reads only the one of a
    resource.
    Example: xml:base="content"
    """
    owners = [
        subject.scorm.root,
        *kids(subject.scorm.root, "resources"),
        *(one.element for one in subject.scorm.resources),
    ]
    for one in owners:
        base = one.get(f"{XML}base")
        if base and (base.startswith("/") or "\\" in base or not base.endswith("/")):
            yield Hit(f"xml:base is '{base[:80]}'", _M, line(one))


@rule(
    "CP436",
    "version-length",
    Level.NOTE,
    "SCORM 1.2 CAM 2.3.3; SCORM 2004 CAM 3.4.1.1",
    "use 20 characters at most",
    SCORM,
)
def version_length(subject: Subject) -> Iterator[Hit]:
    """The manifest's version is longer than 20 characters.

    An LMS need not keep more.
    Example: version="2026-11-25T08:00:00 final, approved"
    """
    if len(value := subject.scorm.root.get("version", "")) > 20:
        yield Hit(f"the version has {len(value)} characters", _M, line(subject.scorm.root))


@rule(
    "CP439",
    "mixed-editions",
    Level.ERROR,
    "SCORM 1.2 CAM 2.3.3; SCORM 2004 CAM 3.4.1",
    "export it again for one edition",
    SCORM,
)
def mixed_editions(subject: Subject) -> Iterator[Hit]:
    """The manifest has namespaces of SCORM 1.2 and says that it is SCORM 2004, or the other way round.

    An importer goes by one or by the other: the API that it offers may be the wrong one.
    Example: schemaversion "1.2" with the namespace imscp_v1p1
    """
    wrong = {CP2004, ADLCP2004, IMSSS, ADLSEQ, ADLNAV} if "scorm12" in subject.kinds else {CP12, ADLCP12}
    if found := sorted(wrong & subject.scorm.namespaces):
        edition = "1.2" if "scorm12" in subject.kinds else "2004"
        yield Hit(f"the manifest is of SCORM {edition} and uses {found[0]}", _M, line(subject.scorm.root))


@rule(
    "CP437",
    "unknown-namespace",
    Level.ERROR,
    "SCORM 1.2 CAM 2.3.3; SCORM 2004 CAM 3.4.1",
    "use the namespace of the edition, letter by letter",
    SCORM,
)
def unknown_namespace(subject: Subject) -> Iterator[Hit]:
    """The root element is not in the namespace of content packaging.

    Importers that know namespaces, wagtail-lms among them, find nothing to open.
    Example: xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1"
    """
    if (uri := namespace(subject.scorm.root)) not in (CP12, CP2004):
        yield Hit(f"the manifest is in the namespace '{uri}'", _M, line(subject.scorm.root))
