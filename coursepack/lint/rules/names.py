"""Names of files: safe to unpack, the same on every system, and nothing that has no place in a package."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from coursepack.lint.registry import Hit, Level, rule
from coursepack.lint.subject import Subject

_NAMES = "SCORM 1.2 CAM 2.3.2; PKWARE APPNOTE 4.4.17"
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_RUBBISH = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|\._|Thumbs\.db$|desktop\.ini$|~\$)", re.IGNORECASE)
SERVER_SIDE = "php php3 php4 php5 phtml phps asp aspx jsp cgi pl py rb sh shtml htaccess".split()  # noqa: SIM905
PROGRAMS = "exe msi dll bat cmd com scr jar ps1 vbs hta app dmg deb rpm apk".split()  # noqa: SIM905


def ending(name: str) -> str:
    """Without the dot, in small letters; `.htaccess` is all ending."""
    last = name.rpartition("/")[2].lower()
    return last.rpartition(".")[2] if "." in last else ""


@rule("CP312", "path-traversal", Level.ERROR, _NAMES, "do not import it; zip the files again with plain names")
def path_traversal(subject: Subject) -> Iterator[Hit]:
    """A name leads out of the package.

    An importer that believes it writes over files of the LMS. Careful ones refuse the package.
    Example: ../../config.php
    """
    for entry in subject.entries:
        if ".." in re.split(r"[/\\]", entry.name):
            yield Hit(f"'{entry.name}' leads out of the package", entry.name)


@rule("CP313", "absolute-name", Level.ERROR, _NAMES, "zip the files again with names relative to the course's folder")
def absolute_name(subject: Subject) -> Iterator[Hit]:
    """A name begins at the root of a disk.

    Importers refuse it, or unpack it somewhere else than the course expects.
    Example: /home/kim/course/index.html
    """
    for entry in subject.entries:
        if entry.name.startswith(("/", "\\")):
            yield Hit(f"'{entry.name}' begins at the root of a disk", entry.name)


@rule("CP314", "drive-name", Level.ERROR, _NAMES, "zip the files again with names relative to the course's folder")
def drive_name(subject: Subject) -> Iterator[Hit]:
    """A name has a drive letter or another colon.

    Windows takes what is before the colon for a drive, or for a hidden stream of a file; Moodle drops the colon.
    Example: C:/course/index.html
    """
    for entry in subject.entries:
        if ":" in entry.name:
            yield Hit(f"'{entry.name}' has a colon in its name", entry.name)


@rule("CP315", "control-character", Level.ERROR, _NAMES, "rename the file")
def control_character(subject: Subject) -> Iterator[Hit]:
    """A name holds a NUL or another character that cannot be seen.

    What stands behind a NUL is cut off by some programs and not by others, so that a scanner and a server see different files.
    Marks that turn the direction of writing hide the true ending.
    Example: index.html NUL .php
    """
    for entry in subject.entries:
        if any(unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp") for one in entry.name):
            yield Hit(f"'{entry.name}' holds a character that cannot be seen", entry.name)


@rule("CP316", "backslash-name", Level.ERROR, "PKWARE APPNOTE 4.4.17.1", "zip it again with another program")
def backslash_name(subject: Subject) -> Iterator[Hit]:
    """Folders are separated by backslashes.

    On the servers of most LMSs such an entry becomes one file with a backslash in its name, and no link finds it.
    Example: images\\door.png, written by an old .NET tool.
    """
    for entry in subject.entries:
        if "\\" in entry.name and not entry.name.startswith("\\"):
            yield Hit(f"'{entry.name}' has a backslash in its name", entry.name)


@rule("CP319", "duplicate-entry", Level.ERROR, _NAMES, "zip the files again")
def duplicate_entry(subject: Subject) -> Iterator[Hit]:
    """A name stands twice in the zip.

    One importer keeps the first, another the last: nobody can say which manifest or script the learner gets.
    Example: two entries called imsmanifest.xml
    """
    for name, count in Counter(entry.name for entry in subject.entries).items():
        if count > 1:
            yield Hit(f"'{name}' stands {count} times in the zip", name)


@rule("CP320", "case-clash", Level.ERROR, _NAMES, "rename one of them")
def case_clash(subject: Subject) -> Iterator[Hit]:
    """Two names differ in capital letters only.

    On Windows and macOS one of the files overwrites the other.
    Example: img/Door.png and img/door.png
    """
    seen: dict[str, str] = {}
    for name in subject.files:
        other = seen.setdefault(name.lower(), name)
        if other != name:
            yield Hit(f"'{name}' and '{other}' differ in capital letters only", name)


@rule(
    "CP321",
    "name-not-utf8",
    Level.WARNING,
    "PKWARE APPNOTE appendix D",
    "use plain letters, or zip it with a program that writes UTF-8",
)
def name_not_utf8(subject: Subject) -> Iterator[Hit]:
    """A name has letters beyond ASCII, and the zip does not say in which encoding.

    Each importer guesses, and a wrong guess breaks every link to the file. PeopleFluent does not import such names.
    Example: Übung.html in a zip made by an old Windows.
    """
    yield from subject.noted("name-not-utf8")


@rule("CP322", "name-beyond-ascii", Level.NOTE, "practice", "use the letters a to z, digits, '-', '_' and '.'")
def name_beyond_ascii(subject: Subject) -> Iterator[Hit]:
    """A name has letters beyond ASCII.

    It works in most LMSs when links are encoded right; content servers, backups and moves between systems lose such names first.
    Example: media/größe.mp4
    """
    for name in subject.files:
        if not name.isascii():
            yield Hit(f"'{name}' has letters beyond ASCII", name)


@rule(
    "CP323",
    "awkward-name",
    Level.WARNING,
    "Moodle 5.0 clean_param; Windows file names",
    "rename the file and the links to it",
)
def awkward_name(subject: Subject) -> Iterator[Hit]:
    """A name has a character that some servers remove, refuse or read as something else.

    Moodle removes ' & | < >; in an address ? # and % mean something; Windows refuses * ? " < > |.
    Example: Q&A.html, which Moodle keeps as QA.html
    """
    for name in subject.files:
        if found := sorted(set(name) & set("'&|<>?#%*\"~^`")):
            yield Hit(f"'{name}' has {' '.join(found)} in its name", name)


@rule("CP324", "long-name", Level.WARNING, "practice; Windows MAX_PATH", "use shorter names and fewer folders")
def long_name(subject: Subject) -> Iterator[Hit]:
    """A path is longer than 200 characters.

    With the folder that the LMS puts in front it passes the 260 that Windows servers take.
    Example: eight folders deep, each with the title of a lesson.
    """
    for name in subject.files:
        if len(name) > 200:
            yield Hit(f"'{name[:60]}…' has {len(name)} characters", name)


@rule("CP325", "reserved-name", Level.WARNING, "Windows file names", "rename it")
def reserved_name(subject: Subject) -> Iterator[Hit]:
    """A name is one that Windows keeps for itself, or ends in a dot or a space.

    A server or an administrator's PC with Windows cannot write such a file.
    Example: aux.js
    """
    for name in subject.files:
        steps = [step for step in name.split("/") if step.strip(".")]
        if any(_RESERVED.match(step) or step.endswith((".", " ")) for step in steps):
            yield Hit(f"Windows cannot write '{name}'", name)


@rule("CP326", "rubbish", Level.NOTE, "practice", "leave it out; on a Mac, zip with `zip -X -r`")
def rubbish(subject: Subject) -> Iterator[Hit]:
    """An operating system left a file in the package.

    Harmless, but it tells about somebody's computer, and LMSs that list unknown files list it.
    Example: __MACOSX/._index.html
    """
    found = [name for name in subject.files if _RUBBISH.search(name)]
    if found:
        yield Hit(f"{len(found)} files are of an operating system, such as '{found[0]}'", found[0])


@rule(
    "CP327",
    "server-side-file",
    Level.WARNING,
    "Docebo and CrossKnowledge help pages",
    "leave it out, or rename what is only shown to be read",
)
def server_side_file(subject: Subject) -> Iterator[Hit]:
    """A file has the ending of a program for web servers.

    No course needs one. Docebo and CrossKnowledge refuse the whole package; a careless server would run it.
    Example: .htaccess, send.php
    """
    for name in subject.files:
        if ending(name) in SERVER_SIDE:
            yield Hit(f"'{name}' is a program for servers", name)


@rule("CP328", "program", Level.WARNING, "practice", "offer it elsewhere, or leave it out")
def program(subject: Subject) -> Iterator[Hit]:
    """A file is a program for somebody's computer.

    A hospital's virus scanner stops the import or the download.
    Example: autorun.exe of an old "CD" export
    """
    for name in subject.files:
        if ending(name) in PROGRAMS:
            yield Hit(f"'{name}' is a program", name)


@rule("CP329", "archive-inside", Level.NOTE, "practice", "offer single files, or leave it out")
def archive_inside(subject: Subject) -> Iterator[Hit]:
    """An archive is in the package.

    As a download for learners it is fine. Often it is an old export, or the source of the course.
    Example: course-old.zip
    """
    for name in subject.files:
        if ending(name) in ("zip", "rar", "7z", "gz", "tar"):
            yield Hit(f"'{name}' is an archive", name)


@rule("CP336", "file-and-folder", Level.ERROR, _NAMES, "rename one of them")
def file_and_folder(subject: Subject) -> Iterator[Hit]:
    """A name is a file and a folder at once.

    No disk can hold both; the import stops in the middle.
    Example: media and media/door.png
    """
    ordered = sorted(subject.files)
    for name in ordered:
        at = bisect_left(ordered, f"{name}/")
        if at < len(ordered) and ordered[at].startswith(f"{name}/"):
            yield Hit(f"'{name}' is a file, and a folder, too", name)


@rule("CP337", "dotted-name", Level.WARNING, _NAMES, "zip the files again from inside their folder")
def dotted_name(subject: Subject) -> Iterator[Hit]:
    """A name has an empty or a dot step.

    Moodle does not find a manifest called ./imsmanifest.xml. Tools that normalise names find it, so the course works for its author only.
    Example: ./imsmanifest.xml
    """
    for name in subject.files:
        if not name.startswith("/") and {"", "."} & set(name.split("/")):
            yield Hit(f"'{name}' has an empty step or a dot", name)


@rule(
    "CP338",
    "decomposed-name",
    Level.WARNING,
    "Unicode UAX #15; Moodle 5.0",
    "zip it again on another system, or use plain letters",
)
def decomposed_name(subject: Subject) -> Iterator[Hit]:
    """Accents in a name are written as characters of their own.

    A Mac writes names like that. Moodle composes them, and a link that is written like the old name leads nowhere.
    Example: u and a combining mark in place of ü
    """
    for name in subject.files:
        if unicodedata.normalize("NFC", name) != name:
            yield Hit(f"'{name}' has accents as characters of their own", name)
