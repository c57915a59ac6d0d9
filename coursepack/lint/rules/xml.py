"""The manifests as XML: can they be read, in which encoding, with nothing in them that harms."""

from __future__ import annotations

from collections.abc import Iterator

from coursepack.lint.documents import XSI, line
from coursepack.lint.registry import Hit, Level, rule
from coursepack.lint.subject import Subject

_XML = "XML 1.0 (5th edition)"


def _after_reading(subject: Subject, name: str) -> Iterator[Hit]:
    subject.roots  # noqa: B018 - reading them is what finds it
    yield from subject.noted(name)


@rule(
    "CP345",
    "xml-not-well-formed",
    Level.ERROR,
    f"{_XML}; SCORM 1.2 CAM 2.3.3",
    "export it again; in a title write &amp; for &",
)
def xml_not_well_formed(subject: Subject) -> Iterator[Hit]:
    """The manifest is not well-formed XML.

    Every importer stops. Moodle stops halfway and leaves a broken activity behind. Mostly an ampersand or a < stands in a title.
    Example: <title>Fire & rescue</title>
    """
    yield from _after_reading(subject, "xml-not-well-formed")


@rule("CP346", "xml-doctype", Level.WARNING, "SCORM 1.2 CAM 2.3.3", "remove the line with <!DOCTYPE")
def xml_doctype(subject: Subject) -> Iterator[Hit]:
    """The manifest has a document type.

    No standard here uses one. Careful importers refuse it, because a document type can load files and addresses.
    Example: <!DOCTYPE manifest SYSTEM "imscp.dtd">
    """
    yield from _after_reading(subject, "xml-doctype")


@rule("CP347", "xml-entities", Level.ERROR, f"{_XML} 4.2", "remove the document type; ask who made it")
def xml_entities(subject: Subject) -> Iterator[Hit]:
    """The manifest declares entities.

    So a small file can grow without end ("billion laughs"), or show files of the LMS's server. coursepack does not read it further.
    Example: <!ENTITY x SYSTEM "file:///etc/passwd">
    """
    yield from _after_reading(subject, "xml-entities")


@rule("CP348", "wrong-encoding", Level.ERROR, f"{_XML} 4.3.3", "save it as UTF-8")
def wrong_encoding(subject: Subject) -> Iterator[Hit]:
    """The manifest is not in the encoding that it names.

    Importers stop, or titles show the wrong letters in every report.
    Example: encoding="UTF-8" over a file in Windows-1252
    """
    yield from _after_reading(subject, "wrong-encoding")


@rule("CP349", "xml-too-large", Level.ERROR, "limits of importers", "list fewer files, and no content, in the manifest")
def xml_too_large(subject: Subject) -> Iterator[Hit]:
    """The manifest is far larger than any real one.

    An importer that reads it all at once runs out of memory. A manifest with 5,000 files has less than 1 MB.
    Example: pictures written into the manifest as data.
    """
    yield from _after_reading(subject, "xml-too-large")


@rule("CP350", "utf-16", Level.NOTE, f"{_XML} 4.3.3", "save it as UTF-8")
def utf_16(subject: Subject) -> Iterator[Hit]:
    """The manifest is in UTF-16.

    XML allows it and Moodle reads it; small importers that look for words in the bytes do not.
    Example: a manifest saved as "Unicode" by an editor.
    """
    yield from _after_reading(subject, "utf-16")


@rule(
    "CP351",
    "schema-location",
    Level.WARNING,
    "XML Schema 1.0, 4.3.2; SCORM 1.2 CAM 2.3.3",
    "write pairs of namespace and file with single spaces between, or leave the attribute out",
)
def schema_location(subject: Subject) -> Iterator[Hit]:
    """xsi:schemaLocation is not pairs of a namespace and a file.

    Validators then look for the wrong file and say that the root element is not declared.
    Example: a line feed that was written as &#xA; by Storyline
    """
    for file, root in subject.roots:
        value = root.get(f"{XSI}schemaLocation")
        if value is not None and (len(value.split()) % 2 or "&#" in value or "\\n" in value):
            yield Hit("xsi:schemaLocation is not pairs of a namespace and a file", file, line(root))


@rule(
    "CP352",
    "schema-file-missing",
    Level.NOTE,
    "SCORM 1.2 CAM 2.3.2.1; SCORM 2004 CAM 3.5",
    "add the XSD files, or leave out xsi:schemaLocation",
)
def schema_file_missing(subject: Subject) -> Iterator[Hit]:
    """The manifest names schema files that are not in the package.

    Importers do not read them. Strict validators, and LMSs with such a check, warn or refuse.
    Example: adlcp_rootv1p2.xsd, named and not there
    """
    if not subject.whole:
        return
    for file, root in subject.roots:
        named = (root.get(f"{XSI}schemaLocation") or "").split()[1::2]
        missing = [name for name in named if "://" not in name and name.removeprefix("./") not in subject.files]
        if missing:
            yield Hit(
                f"{len(missing)} schema files are named and not there: {', '.join(missing[:5])}", file, line(root)
            )


@rule("CP353", "xsd", Level.ERROR, "the official XSD files, given with --xsd", "change it as the schema asks")
def xsd(subject: Subject) -> Iterator[Hit]:
    """The manifest is not valid against the official schema.

    This rule is asked with --xsd only; coursepack's own rules for structure are asked always. Strict importers validate.
    Example: an element in the wrong place.
    """
    if subject.xsd is None:
        return
    from coursepack.lint.xsd import faults

    for file, root in subject.roots:
        for message, at in faults(root, subject.xsd):
            yield Hit(message, file, at)


@rule(
    "CP354",
    "xsd-missing",
    Level.REVIEW,
    "coursepack lint --xsd",
    "put the official XSD files of the standard into that folder",
)
def xsd_missing(subject: Subject) -> Iterator[Hit]:
    """The folder given with --xsd has no schema for this manifest, or one that cannot be loaded.

    Nothing was validated then, which must not look like a success.
    Example: a folder with the files of SCORM 1.2 for a package of SCORM 2004.
    """
    if subject.xsd is None:
        return
    from coursepack.lint.xsd import loaded

    for file, root in subject.roots:
        if reason := loaded(root, subject.xsd)[1]:
            yield Hit(reason, file)
