"""Files that a manifest names, and files that are there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from coursepack.lint.documents import line as line_of
from coursepack.lint.imscp import Resource, Target
from coursepack.lint.registry import SCORM, Hit, Level, rule
from coursepack.lint.scan import shown
from coursepack.lint.subject import Subject

_KINDS = (*SCORM, "imscp", "cartridge")
_CP = "SCORM 1.2 CAM 2.3.5; SCORM 2004 CAM 3.4.1"


def _targets(subject: Subject) -> Iterator[tuple[str, Target, int]]:
    """Every address that a resource gives, once."""
    for one in subject.scorm.resources:
        seen = {one.href}
        if one.href:
            yield one.href, one.target, one.line
        for file in one.files:
            if file.href not in seen:
                seen.add(file.href)
                yield file.href, file.target, file.line


def _absent(subject: Subject) -> Iterator[tuple[str, Target, int]]:
    """Those that lead to no file of the package."""
    for href, target, line in _targets(subject):
        if subject.whole and target.kind == "local" and target.path not in subject.files:
            yield href, target, line


def _nearly(subject: Subject, path: str) -> str:
    """A file that is called almost like that."""
    other = subject.by_lower.get(path.lower()) or subject.folded.get(unicodedata.normalize("NFC", path))
    return other if other and other != path else ""


@rule("CP355", "file-missing", Level.ERROR, _CP, "add the file, or drop it from the resource", _KINDS)
def file_missing(subject: Subject) -> Iterator[Hit]:
    """A file that the manifest lists is not in the package.

    Strict importers refuse the package; others import it, and the learner meets a missing picture or an empty page. One of four
    packages in the wild has such a line, mostly after a file was deleted by hand.
    Example: <file href="img/door.png"/> without that file
    """
    launched = {path for path, _, _ in subject.launched()}
    for href, target, line in _absent(subject):
        known = target.path in launched or _nearly(subject, target.path) or _folder(subject, target.path)
        if not known:
            yield Hit(f"'{shown(href.encode())}' is listed but not in the package", subject.scorm.path, line)


def _folder(subject: Subject, path: str) -> bool:
    return any(name.startswith(f"{path}/") for name in subject.files)


@rule("CP356", "file-case", Level.ERROR, _CP, "write the name in the manifest as the file is called", _KINDS)
def file_case(subject: Subject) -> Iterator[Hit]:
    """The manifest writes a file's name with other capital letters, or composes its accents otherwise.

    It works on the author's Windows PC and not on the LMS's server: Canvas and SCORM Cloud tell capitals apart.
    Example: Door.PNG in the manifest, door.png in the package
    """
    for href, target, line in _absent(subject):
        if other := _nearly(subject, target.path):
            yield Hit(f"'{shown(href.encode())}' is listed, the package has '{other}'", subject.scorm.path, line)


@rule(
    "CP357",
    "file-unlisted",
    Level.WARNING,
    "SCORM 1.2 CAM 2.3.5.2; SCORM 2004 CAM 3.4.1.7",
    "list them as files of the resource that uses them",
    SCORM,
)
def file_unlisted(subject: Subject) -> Iterator[Hit]:
    """Files are in the package that no resource lists.

    Most LMSs copy the whole zip. Those that copy only what is listed leave pictures and scripts behind.
    Example: media/intro.mp4, added to the zip by hand
    """
    listed = {target.path for _, target, _ in _targets(subject) if target.kind == "local"}
    listed |= _metadata_files(subject)
    loose = [name for name in subject.files if name not in listed and not _by_rule(name)]
    if loose and subject.whole:
        named = ", ".join(f"'{name}'" for name in loose[:3])
        count = f"{len(loose)} files are" if len(loose) > 1 else "a file is"
        yield Hit(f"{count} in no resource: {named}{' …' if len(loose) > 3 else ''}", subject.scorm.path)


def _metadata_files(subject: Subject) -> set[str]:
    return {(one.text or "").strip() for one in subject.scorm.root.iter("{*}location")}


def _by_rule(name: str) -> bool:
    """What belongs to a package without being listed: manifests, and the files that describe their form."""
    return name.lower().endswith((".xsd", ".dtd")) or name in (
        "imsmanifest.xml",
        "cmi5.xml",
        "tincan.xml",
        "metadata.xml",
    )


@rule("CP358", "address-outside", Level.ERROR, _CP, "move the file into the package and name it from there", _KINDS)
def address_outside(subject: Subject) -> Iterator[Hit]:
    """An address in the manifest leads out of the package.

    Importers refuse it as an attack, or the learner gets a page that is not there.
    Example: href="../shared/player.js", or href="/index.html"
    """
    for href, target, line in _targets(subject):
        if target.kind == "outside":
            yield Hit(f"'{shown(href.encode())}' leads out of the package", subject.scorm.path, line)


@rule("CP359", "address-on-a-disk", Level.ERROR, _CP, "name the file from the root of the package", _KINDS)
def address_on_a_disk(subject: Subject) -> Iterator[Hit]:
    """An address in the manifest is a path on somebody's computer.

    It works for one person; and it tells the whole world the name of that person's folders.
    Example: href="file:///C:/Users/kim/course/index.html"
    """
    for href, target, line in _targets(subject):
        if target.kind == "disk":
            yield Hit(f"'{shown(href.encode())}' is on somebody's disk", subject.scorm.path, line)


@rule("CP360", "address-elsewhere", Level.WARNING, _CP, "put the file into the package", _KINDS)
def address_elsewhere(subject: Subject) -> Iterator[Hit]:
    """A file of a resource is on another server.

    A course on another domain cannot reach the LMS's API from there, Docebo blocks what is not HTTPS, and a hospital's firewall
    may block the rest.
    Example: <resource href="https://content.example.org/course/">
    """
    for href, target, line in _targets(subject):
        if target.kind == "external":
            yield Hit(f"'{shown(href.encode())}' is on another server", subject.scorm.path, line)


@rule("CP361", "address-backslash", Level.ERROR, "RFC 3986", "write forward slashes", _KINDS)
def address_backslash(subject: Subject) -> Iterator[Hit]:
    """An address in the manifest has a backslash.

    It is no separator in an address, so the file is not found.
    Example: href="img\\door.png"
    """
    for href, target, line in _targets(subject):
        if "\\" in href and target.kind != "disk":
            yield Hit(f"'{shown(href.encode())}' has a backslash", subject.scorm.path, line)


@rule(
    "CP362",
    "address-not-encoded",
    Level.NOTE,
    "RFC 3986; SCORM 1.2 CAM 2.3.5",
    "write %20 for a space, and the percent-encoded UTF-8 of other letters",
    _KINDS,
)
def address_not_encoded(subject: Subject) -> Iterator[Hit]:
    """An address in the manifest has a space or a letter that an address cannot have.

    Browsers mend it; importers that compare it with the names in the zip may not.
    Example: href="My course.html"
    """
    for href, _, line in _targets(subject):
        if " " in href.strip() or not href.isascii():
            yield Hit(f"'{shown(href.encode())}' is not encoded", subject.scorm.path, line)


@rule(
    "CP363",
    "launch-missing",
    Level.ERROR,
    "SCORM 1.2 CAM 2.3.5; cmi5 13.1.4; tincan.xml",
    "add the page, or name the right one",
)
def launch_missing(subject: Subject) -> Iterator[Hit]:
    """The page that the LMS opens is not in the package.

    Moodle imports such a package without a word, and every learner gets "not found".
    Example: href="index.html", and the page is called Index.html or story.html
    """
    for path, manifest, line in subject.launched():
        if subject.whole and path not in subject.files and not _nearly(subject, path):
            yield Hit(f"'{path}' is opened by the LMS and not in the package", manifest, line)


@rule(
    "CP364",
    "launch-case",
    Level.ERROR,
    "cmi5 13.1.4; tincan.xml",
    "write the name as the file is called",
    ("cmi5", "tincan"),
)
def launch_case(subject: Subject) -> Iterator[Hit]:
    """The page that the LMS opens is called otherwise: other capital letters.

    Servers tell capitals apart; the learner gets "not found".
    Example: <url>Index.html</url> for index.html
    """
    for path, manifest, line in subject.launched():
        other = "" if path in subject.files or manifest == "imsmanifest.xml" else _nearly(subject, path)
        if subject.whole and other:
            yield Hit(f"'{path}' is opened by the LMS, the package has '{other}'", manifest, line)


@rule("CP365", "launch-empty", Level.ERROR, "practice", "export the course again")
def launch_empty(subject: Subject) -> Iterator[Hit]:
    """The page that the LMS opens has no content.

    The learner gets a white page, and the LMS may count it as seen.
    Example: index.html with 0 bytes after a full disk
    """
    for path, manifest, line in subject.launched():
        if (entry := subject.files.get(path)) and entry.size == 0:
            yield Hit(f"'{path}' is empty", manifest, line)


@rule(
    "CP366",
    "metadata-file-missing",
    Level.WARNING,
    "SCORM 1.2 CAM 2.3.4; SCORM 2004 CAM 3.4.1.3",
    "add the file, or drop adlcp:location",
    SCORM,
)
def metadata_file_missing(subject: Subject) -> Iterator[Hit]:
    """adlcp:location names a file of metadata that is not in the package.

    Nothing reads it at launch; strict importers refuse the package.
    Example: <adlcp:location>metadata.xml</adlcp:location>
    """
    for one in subject.scorm.root.iter("{*}location"):
        path = (one.text or "").strip()
        if not subject.whole or "adlcp" not in str(one.tag) or "://" in path:
            continue
        if path not in subject.files:
            yield Hit(f"'{path}' is named as metadata and not in the package", subject.scorm.path, line_of(one))


@rule("CP367", "file-listed-twice", Level.NOTE, _CP, "list it once", _KINDS)
def file_listed_twice(subject: Subject) -> Iterator[Hit]:
    """A resource lists a file twice.

    Harmless; it shows that somebody edited the manifest by hand.
    Example: two lines <file href="index.html"/> in one resource
    """
    for one in subject.scorm.resources:
        if double := _first_double(one):
            yield Hit(f"'{double}' is listed twice", subject.scorm.path, one.line)


def _first_double(one: Resource) -> str:
    seen: set[str] = set()
    for file in one.files:
        if file.target.path in seen:
            return file.target.path
        seen.add(file.target.path)
    return ""
