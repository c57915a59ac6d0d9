"""Resources of a manifest: what an item opens, whether it talks to the LMS, and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator

from coursepack.lint.documents import attribute
from coursepack.lint.registry import SCORM, Hit, Level, rule
from coursepack.lint.subject import Subject

_KINDS = (*SCORM, "imscp")
_CP = "SCORM 1.2 CAM 2.3.3 to 2.3.5; SCORM 2004 CAM 3.4"
_M = "imsmanifest.xml"


@rule("CP413", "no-type", Level.ERROR, _CP, 'write type="webcontent"', (*_KINDS, "cartridge"))
def no_type(subject: Subject) -> Iterator[Hit]:
    """A resource has no type, or one that LMSs do not launch.

    The schema asks for it; wagtail-lms opens only the first resource whose type is "webcontent".
    Example: <resource identifier="RES1" href="index.html">
    """
    for one in subject.scorm.resources:
        value = one.element.get("type")
        if not value:
            yield Hit(f"resource '{one.id}' has no type", _M, one.line)
        elif one in subject.scorm.launched and value != "webcontent" and "cartridge" not in subject.kinds:
            yield Hit(f"resource '{one.id}' is opened, and its type is '{value}'", _M, one.line)


@rule(
    "CP415",
    "no-scormtype",
    Level.ERROR,
    "SCORM 1.2 CAM 2.3.5.4; SCORM 2004 CAM 3.4.1.7",
    'write adlcp:scormtype="sco" (1.2) or adlcp:scormType="sco" (2004)',
    SCORM,
)
def no_scormtype(subject: Subject) -> Iterator[Hit]:
    """A resource that is opened does not say whether it is a SCO or an asset.

    Importers take it for an asset: Moodle marks an asset as completed the moment it is opened. The official schema of 1.2 does not
    see it.
    Example: <resource identifier="RES1" type="webcontent" href="index.html">
    """
    for one in subject.scorm.launched:
        if one.scorm_type is None:
            yield Hit(f"resource '{one.id}' does not say whether it is a SCO", _M, one.line)


@rule(
    "CP416",
    "scormtype-unknown",
    Level.ERROR,
    "SCORM 1.2 CAM 2.3.5.4; SCORM 2004 CAM 3.4.1.7",
    "write sco or asset, in small letters",
    SCORM,
)
def scormtype_unknown(subject: Subject) -> Iterator[Hit]:
    """The type of a resource is neither "sco" nor "asset".

    Anything else is an asset to importers, so nothing is tracked.
    Example: adlcp:scormtype="SCO"
    """
    for one in subject.scorm.resources:
        if one.scorm_type is not None and one.scorm_type not in ("sco", "asset"):
            yield Hit(f"'{one.scorm_type}' is neither sco nor asset", _M, one.line)


@rule(
    "CP417",
    "scormtype-spelling",
    Level.ERROR,
    "SCORM 1.2 CAM 2.3.5.4; SCORM 2004 CAM 3.4.1.7",
    "write scormtype in SCORM 1.2, scormType in SCORM 2004",
    SCORM,
)
def scormtype_spelling(subject: Subject) -> Iterator[Hit]:
    """The attribute is spelt as in the other edition.

    An importer that is exact does not see it and takes the SCO for an asset. The schema of the 4th Edition lets it pass.
    Example: adlcp:scormtype in a manifest of SCORM 2004
    """
    right = "scormtype" if "scorm12" in subject.kinds else "scormType"
    for one in subject.scorm.resources:
        if one.scorm_type is not None and attribute(one.element, right) is None:
            yield Hit(f"resource '{one.id}' spells it otherwise than '{right}'", _M, one.line)


@rule("CP418", "no-href", Level.ERROR, _CP, "write href with the page to open", SCORM)
def no_href(subject: Subject) -> Iterator[Hit]:
    """An item opens a resource that names no page.

    Moodle prints a warning of its own code and the item cannot be opened.
    Example: <resource identifier="RES1" type="webcontent" adlcp:scormtype="sco">
    """
    for one in subject.scorm.launched:
        if not one.href.strip():
            yield Hit(f"resource '{one.id}' names no page", _M, one.line)


@rule("CP419", "href-not-listed", Level.WARNING, _CP, "list the page as a <file> of its resource", SCORM)
def href_not_listed(subject: Subject) -> Iterator[Hit]:
    """The page that a resource opens is not one of its files.

    LMSs that copy only what is listed do not copy the page.
    Example: a resource with href="index.html" and no <file href="index.html"/>
    """
    for one in subject.scorm.launched:
        if one.target.kind == "local" and one.target.path not in {file.target.path for file in one.files}:
            yield Hit(f"'{one.href}' is not listed as a file of resource '{one.id}'", _M, one.line)


@rule("CP420", "dependency-unknown", Level.ERROR, _CP, "name a resource that exists", (*_KINDS, "cartridge"))
def dependency_unknown(subject: Subject) -> Iterator[Hit]:
    """A resource depends on one that does not exist.

    Its files are then missing for importers that copy what is listed.
    Example: <dependency identifierref="COMMON"/>
    """
    for one in subject.scorm.resources:
        for name, at in one.dependencies:
            if name not in subject.scorm.by_id:
                yield Hit(f"resource '{one.id}' depends on '{name}', which does not exist", _M, at)


@rule("CP421", "dependency-circle", Level.ERROR, _CP, "remove one of the dependencies", _KINDS)
def dependency_circle(subject: Subject) -> Iterator[Hit]:
    """Resources depend on each other in a circle.

    An importer that follows them does not come to an end.
    Example: A depends on B, and B on A
    """
    by_id, done = subject.scorm.by_id, set[str]()
    for start in by_id:
        way: dict[str, Iterator[str]] = {}
        name: str | None = start
        while name is not None:
            if name not in done and name not in way:
                way[name] = iter([one for one, _ in by_id[name].dependencies if one in by_id])
            top = next(reversed(way), None)
            if top is None:
                break
            name = next(way[top], None)
            if name is None:
                done.add(top)
                del way[top]
                name = next(reversed(way), None)
            elif name in way:
                yield Hit(f"'{name}' depends on itself, by way of '{top}'", _M, by_id[name].line)
                return


@rule("CP430", "resource-unused", Level.NOTE, _CP, "refer to it from an item or a dependency, or drop it", SCORM)
def resource_unused(subject: Subject) -> Iterator[Hit]:
    """A resource that could be opened is used by no item.

    Open edX opens the first resource of the list, whether an item uses it or not.
    Example: a page that was taken out of the table of contents only
    """
    made = subject.scorm
    used = {item.ref for item in made.items} | {name for one in made.resources for name, _ in one.dependencies}
    for one in made.resources:
        if one.href and one.sco and one.id not in used:
            yield Hit(f"resource '{one.id}' is used by no item", _M, one.line)


@rule(
    "CP438",
    "assets-only",
    Level.WARNING,
    "SCORM 1.2 CAM 2.2.1; Moodle 5.0",
    "if results are to be recorded, export it with tracking",
    SCORM,
)
def assets_only(subject: Subject) -> Iterator[Hit]:
    """Nothing in the package reports to the LMS: all that is opened are assets.

    Moodle counts an asset as completed when it is opened. For a mandatory course that is a completion which nobody earned.
    Example: adlcp:scormtype="asset" on the only page
    """
    opened = subject.scorm.launched
    if opened and all(one.scorm_type == "asset" for one in opened):
        yield Hit("only assets are opened: opening is completing", _M, opened[0].line)
