"""The container: a zip that every importer opens, and that hides nothing."""

from __future__ import annotations

import stat
from collections.abc import Iterator

from coursepack.lint.registry import Hit, Level, rule
from coursepack.lint.subject import MANIFESTS, Subject

_MB = 1 << 20
_ZIP = "SCORM 1.2 CAM 2.3.2; PKWARE APPNOTE 6.3"


@rule(
    "CP300",
    "no-manifest",
    Level.ERROR,
    "SCORM 1.2 CAM 2.3.2; cmi5 14.1",
    "put the manifest that the authoring tool wrote at the root of the zip, or export the course again as SCORM, cmi5 or xAPI",
)
def no_manifest(subject: Subject) -> Iterator[Hit]:
    """There is no manifest, so no LMS can tell what this is.

    Every LMS looks for imsmanifest.xml, cmi5.xml, tincan.xml or the files of an AICC course, and refuses a package without.
    Mostly the "web" export of an authoring tool was taken instead of the "LMS" export.
    Example: a zip with index.html and story.js, and nothing else.
    """
    if subject.kinds or subject.noted_any("unreadable-zip", "truncated-zip", "split-zip", "too-many-entries"):
        return
    lower = {name.rpartition("/")[2].lower() for name in subject.files}
    if not lower & set(MANIFESTS):
        inside = next((name for name in subject.files if name.lower().endswith(".zip")), "")
        more = f"; '{inside}' may be the package, zipped once more" if inside else ""
        more = (
            "; this is a book (EPUB), to be read and not imported"
            if "META-INF/container.xml" in subject.files
            else more
        )
        yield Hit(f"there is no imsmanifest.xml, cmi5.xml or tincan.xml{more}")


@rule("CP301", "manifest-in-folder", Level.ERROR, "SCORM 1.2 CAM 2.3.2", "zip the files in the folder, not the folder")
def manifest_in_folder(subject: Subject) -> Iterator[Hit]:
    """The manifest lies in a folder of the zip instead of at its root.

    Moodle, Oracle, Docebo and most others look at the root only and refuse the package. It happens when the folder is zipped
    instead of what is in it, which is what a Mac's "Compress" does.
    Example: course/imsmanifest.xml
    """
    if any(name in subject.files for name in MANIFESTS):
        return
    for name in subject.files:
        if name.rpartition("/")[2] in MANIFESTS and "/" in name:
            yield Hit(f"'{name}' is not at the root", name)


@rule("CP302", "manifest-name-case", Level.ERROR, "SCORM 1.2 CAM 2.3.2", "rename it to small letters")
def manifest_name_case(subject: Subject) -> Iterator[Hit]:
    """The manifest's name has capital letters.

    LMSs run on servers that tell capital letters from small ones: Moodle answers that there is no manifest.
    Example: ImsManifest.xml
    """
    for name in subject.files:
        if name.lower() in MANIFESTS and name not in MANIFESTS:
            yield Hit(f"the manifest is called '{name}'", name)


@rule(
    "CP303",
    "unreadable-zip",
    Level.ERROR,
    _ZIP,
    "export the package again as a zip; a .rar or .7z that was renamed is none",
)
def unreadable_zip(subject: Subject) -> Iterator[Hit]:
    """The file is not a zip.

    No LMS opens it. A renamed archive of another kind, a page that says "log in to download", or an empty file.
    Example: course.zip that begins with Rar!
    """
    yield from subject.noted("unreadable-zip")


@rule("CP304", "truncated-zip", Level.ERROR, _ZIP, "copy or download it again, and compare the size")
def truncated_zip(subject: Subject) -> Iterator[Hit]:
    """A part of the zip is missing.

    The list of files stands at the end of a zip, so a download that stopped leaves a file that nothing can open.
    Example: 40 MB of a 120 MB export.
    """
    yield from subject.noted("truncated-zip")


@rule("CP305", "encrypted-entry", Level.ERROR, _ZIP, "zip it again without a password")
def encrypted_entry(subject: Subject) -> Iterator[Hit]:
    """A file in the zip is encrypted.

    An LMS has no password to give; the import stops or leaves the file out.
    Example: a zip that was made "secure" for sending it by mail.
    """
    for entry in subject.entries:
        if entry.flags & 1:
            yield Hit(f"'{entry.name}' is encrypted", entry.name)


@rule(
    "CP306",
    "unknown-compression",
    Level.ERROR,
    _ZIP,
    "zip it again with the method 'deflate', which is every program's ordinary one",
)
def unknown_compression(subject: Subject) -> Iterator[Hit]:
    """A file is compressed in a way that importers do not know.

    Only "stored" and "deflate" are read everywhere; bzip2, LZMA, Deflate64 and zstd are not.
    Example: a folder of over 2 GB zipped by Windows Explorer, which then uses Deflate64.
    """
    for entry in subject.entries:
        if entry.method not in (0, 8):
            yield Hit(f"'{entry.name}' is compressed by method {entry.method}", entry.name)


@rule("CP307", "split-zip", Level.ERROR, _ZIP, "make one zip of it")
def split_zip(subject: Subject) -> Iterator[Hit]:
    """The zip is one part of several.

    No LMS takes more than one file for a package.
    Example: course.z01 with course.zip
    """
    yield from subject.noted("split-zip")


@rule(
    "CP308",
    "zip64",
    Level.NOTE,
    "cmi5 14.1; PKWARE APPNOTE 4.3.14",
    "nothing, if the LMS takes it; otherwise zip it with another program",
)
def zip64(subject: Subject) -> Iterator[Hit]:
    """The zip uses the 64-bit extension.

    cmi5 asks every LMS to read it; importers of SCORM, older ones above all, may not. Below 4 GB and 65,535 files there is no
    need for it, but programs that write to a stream use it anyway.
    Example: a zip made by `zip -` in a pipe.
    """
    yield from subject.noted("zip64")


@rule("CP309", "zip-bomb", Level.ERROR, _ZIP, "ask who made it; do not import it")
def zip_bomb(subject: Subject) -> Iterator[Hit]:
    """A small entry claims to unpack to something enormous.

    Importing it would fill the LMS's disk. coursepack does not unpack it, either.
    Example: 40 KB that unpack to 40 MB of zeros.
    """
    for entry in subject.scan.bombs:
        times = entry.size // max(entry.packed, 1)
        yield Hit(f"'{entry.name}' unpacks to {entry.size // _MB} MB, {times} times its size", entry.name)


@rule(
    "CP310",
    "unpacks-too-large",
    Level.ERROR,
    "limits of importers",
    "take out what learners do not need; make recordings smaller",
)
def unpacks_too_large(subject: Subject) -> Iterator[Hit]:
    """All files together claim more than 4 GB.

    Importers stop, run out of time, or fill the disk.
    Example: a hundred uncompressed screen recordings.
    """
    total = sum(entry.size for entry in subject.entries)
    if total > 4096 * _MB:
        yield Hit(f"the package unpacks to {total / (1024 * _MB):.1f} GB")


@rule("CP311", "too-many-entries", Level.ERROR, "limits of importers", "leave out what the course does not use")
def too_many_entries(subject: Subject) -> Iterator[Hit]:
    """The package has more files than importers can take.

    An ordinary zip can name 65,535 entries; web servers give up on an import long before.
    Example: a package with node_modules in it.
    """
    yield from subject.noted("too-many-entries")
    if len(subject.entries) > 65_535:
        yield Hit(f"the package has {len(subject.entries)} files")


@rule("CP317", "symbolic-link", Level.ERROR, _ZIP, "put the file itself into the package")
def symbolic_link(subject: Subject) -> Iterator[Hit]:
    """An entry is a link to a file instead of a file.

    After unpacking it may point anywhere on the LMS's server. Careful importers refuse the package; others serve a dead link.
    Example: fonts -> /usr/share/fonts
    """
    for entry in subject.entries:
        if stat.S_ISLNK(entry.mode):
            yield Hit(f"'{entry.name}' is a symbolic link", entry.name)


@rule("CP318", "special-file", Level.ERROR, _ZIP, "leave it out")
def special_file(subject: Subject) -> Iterator[Hit]:
    """An entry is a device, a pipe or a socket.

    It has no place in a package, and reading it can hang an importer.
    Example: a folder of a running program, zipped with its socket.
    """
    for entry in subject.entries:
        kind = stat.S_IFMT(entry.mode)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR, stat.S_IFLNK):
            yield Hit(f"'{entry.name}' is no ordinary file", entry.name)


@rule("CP330", "damaged-entry", Level.ERROR, _ZIP, "copy or export the package again")
def damaged_entry(subject: Subject) -> Iterator[Hit]:
    """A file in the zip is damaged: it cannot be unpacked, or its checksum differs.

    Some importers refuse the zip; others import it, and one video or script does not work for anybody.
    Example: a zip that was sent through a system which changed line ends.
    """
    subject.scan  # noqa: B018 - reading everything is what finds it
    yield from subject.noted("damaged-entry")


@rule("CP331", "size-lie", Level.ERROR, _ZIP, "ask who made it; do not import it")
def size_lie(subject: Subject) -> Iterator[Hit]:
    """An entry unpacks to more than the zip says.

    No honest program writes that. Importers that believe the number can be made to fill their disk.
    Example: an entry of "1 KB" that goes on for ever.
    """
    subject.scan  # noqa: B018
    yield from subject.noted("size-lie")


@rule("CP332", "local-header-differs", Level.ERROR, _ZIP, "zip the files again")
def local_header_differs(subject: Subject) -> Iterator[Hit]:
    """The list of files and the files themselves do not agree.

    A program that reads the list sees one package, one that reads from the front sees another: scanners can be fooled so.
    Example: index.html in the list, index.php in front of the data.
    """
    subject.scan  # noqa: B018
    yield from subject.noted("local-header-differs")


@rule("CP333", "overlapping-entries", Level.ERROR, _ZIP, "ask who made it; do not import it")
def overlapping_entries(subject: Subject) -> Iterator[Hit]:
    """Entries share the same bytes of the zip.

    That is how a file of 40 KB unpacks to gigabytes without looking suspicious entry by entry.
    Example: a thousand entries that all point at one.
    """
    yield from subject.noted("overlapping-entries")


@rule("CP334", "leading-data", Level.WARNING, _ZIP, "make an ordinary zip of it")
def leading_data(subject: Subject) -> Iterator[Hit]:
    """Something stands before the zip begins.

    Mostly a self-extracting archive. Importers that look at the first bytes say that it is no zip.
    Example: course.exe renamed to course.zip
    """
    yield from subject.noted("leading-data")


@rule("CP335", "trailing-data", Level.NOTE, _ZIP, "zip the files again")
def trailing_data(subject: Subject) -> Iterator[Hit]:
    """Something stands after the end of the zip, or its comment is cut.

    Most programs do not mind; some do not find the list of files then.
    Example: an upload form that appended its own boundary.
    """
    yield from subject.noted("trailing-data")


@rule(
    "CP340",
    "large-package",
    Level.WARNING,
    "limits of importers (often 200 MB to 1 GB)",
    "make pictures and recordings smaller, or host long videos elsewhere; ask for the LMS's limit",
)
def large_package(subject: Subject) -> Iterator[Hit]:
    """The package is over 200 MB.

    CrossKnowledge takes 200 MB; many sites keep the limit of their web server, which is lower. The upload fails with a message
    about something else, or none.
    Example: a course with an hour of video in it.
    """
    if subject.packed > 200 * _MB:
        yield Hit(f"the package has {subject.packed // _MB} MB")


@rule("CP341", "large-file", Level.NOTE, "practice", "compress the recording, or cut it into parts")
def large_file(subject: Subject) -> Iterator[Hit]:
    """One file is over 100 MB.

    On a ward's network it will not play without stopping.
    Example: intro.mp4 with 240 MB
    """
    for entry in subject.files.values():
        if entry.size > 100 * _MB:
            yield Hit(f"'{entry.name}' has {entry.size // _MB} MB", entry.name)


@rule("CP342", "rule-broke", Level.REVIEW, "coursepack", "report it, with the package if you may")
def rule_broke(subject: Subject) -> Iterator[Hit]:
    """A rule could not be finished, which is a fault of coursepack.

    The other rules were asked; what this one looks for may be there or not.
    Example: a manifest that is strange in a way which nobody thought of.
    """
    return iter(())


@rule("CP343", "not-all-read", Level.REVIEW, "coursepack", "look at the named files in another way")
def not_all_read(subject: Subject) -> Iterator[Hit]:
    """Not everything was read, because the package is so large.

    At most 1 GB is unpacked, so that a package cannot keep the linter busy without end.
    Example: the last twenty videos of a package of 2 GB.
    """
    if unread := subject.scan.unread:
        yield Hit(f"{len(unread)} files were not looked into, the first is '{unread[0].name}'", unread[0].name)


@rule("CP344", "several-manifests", Level.NOTE, "practice", "know which one your LMS reads, and test that one")
def several_manifests(subject: Subject) -> Iterator[Hit]:
    """The package has manifests of several standards.

    That is allowed. An LMS takes the one that it looks for first, and reports may differ with it.
    Example: imsmanifest.xml and tincan.xml beside each other.
    """
    if len(subject.roots) > 1:
        yield Hit("the package has " + " and ".join(name for name, _ in subject.roots))


@rule(
    "CP339",
    "web-page",
    Level.NOTE,
    "docs/formats/web.md",
    "build the course as scorm12, scorm2004-4, xapi or cmi5 for an LMS",
)
def web_page(subject: Subject) -> Iterator[Hit]:
    """This is a page to be read without an LMS.

    It records nothing, so an LMS has nothing to import.
    Example: what `coursepack build -f web` writes.
    """
    if subject.kinds == ("web",):
        yield Hit("this is a web page; nothing is recorded")
