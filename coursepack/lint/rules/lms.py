"""What one LMS asks for beyond the standards; asked with `--lms NAME` only. What is known of it is in `coursepack profiles NAME`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursepack.lint.documents import kid, line, words
from coursepack.lint.registry import Hit, Level, rule
from coursepack.lint.rules.names import ending
from coursepack.lint.subject import Subject
from coursepack.lms.profile import Fact, Profile, profile

_ANY = ("*",)
_M = "imsmanifest.xml"
_SURE = ("checked", "vendor")


def _profile(subject: Subject) -> Profile:
    return profile(subject.lms)


def _level(found: Profile, names: tuple[str, ...], *, refuses: bool = True) -> Level:
    """An error only where the LMS itself says so, or this project saw it."""
    facts: list[Fact] = found.because(names)
    return Level.ERROR if refuses and facts and all(one.mark in _SURE for one in facts) else Level.WARNING


def _format(subject: Subject) -> str:
    """The package in the words of the profiles."""
    if "scorm2004" in subject.kinds:
        return "scorm2004-4" if "4th" in subject.scorm.version else "scorm2004-3"
    return next(({"tincan": "xapi"}.get(kind, kind) for kind in subject.kinds), "")


@rule(
    "CP650",
    "lms-refuses-format",
    Level.ERROR,
    "coursepack profiles NAME",
    "export the course in a format that the LMS takes",
    lms=_ANY,
)
def lms_refuses_format(subject: Subject) -> Iterator[Hit]:
    """The LMS is said not to take packages of this kind.

    It is an error when the vendor says so, and a warning when somebody else does.
    Example: SCORM 2004 4th Edition for Docebo
    """
    found = _profile(subject)
    if (name := _format(subject)) in found.format.refuses:
        yield Hit(f"{found.title} is said not to take {name}", level=_level(found, found.format.facts))


@rule(
    "CP651",
    "lms-format-unknown",
    Level.WARNING,
    "coursepack profiles NAME",
    "try it with a test learner first",
    lms=_ANY,
)
def lms_format_unknown(subject: Subject) -> Iterator[Hit]:
    """It is not known whether the LMS takes packages of this kind.

    Nothing was found that says yes or no.
    Example: cmi5 for HealthStream
    """
    found = _profile(subject)
    if (name := _format(subject)) and name not in (*found.format.takes, *found.format.refuses):
        yield Hit(f"it is not known whether {found.title} takes {name}")


@rule(
    "CP652",
    "lms-package-size",
    Level.ERROR,
    "coursepack profiles NAME",
    "make pictures and recordings smaller",
    lms=_ANY,
)
def lms_package_size(subject: Subject) -> Iterator[Hit]:
    """The package is larger than the LMS takes.

    The upload fails.
    Example: 250 MB for CrossKnowledge
    """
    found = _profile(subject)
    most = found.limits.package_megabytes
    if most and subject.packed > most.value << 20:
        level = _level(found, most.facts, refuses=most.refuses)
        yield Hit(f"the package has {subject.packed >> 20} MB, {found.title} takes {most.value}", level=level)


@rule(
    "CP653",
    "lms-refused-ending",
    Level.ERROR,
    "coursepack profiles NAME",
    "leave the file out, or offer it in another form",
    lms=_ANY,
)
def lms_refused_ending(subject: Subject) -> Iterator[Hit]:
    """The LMS refuses a package that holds such a file.

    The whole upload is refused, not only the file.
    Example: .htaccess for Docebo
    """
    found = _profile(subject)
    if refused := found.limits.refused_endings:
        for name in subject.files:
            if ending(name) in refused.value:
                level = _level(found, refused.facts, refuses=refused.refuses)
                yield Hit(f"{found.title} takes no package with '{name}'", name, level=level)


@rule(
    "CP654",
    "lms-identifier-length",
    Level.ERROR,
    "coursepack profiles NAME",
    "shorten the identifier of the manifest",
    ("scorm12", "scorm2004"),
    _ANY,
)
def lms_identifier_length(subject: Subject) -> Iterator[Hit]:
    """The manifest's identifier is longer than the LMS takes.

    The import stops, Moodle's with a database error.
    Example: an identifier of 300 characters for Moodle
    """
    found = _profile(subject)
    longest, said = found.limits.identifier_characters, subject.scorm.root.get("identifier", "")
    if longest and len(said) > longest.value:
        level = _level(found, longest.facts, refuses=longest.refuses)
        yield Hit(f"the identifier has {len(said)} characters, {found.title} takes {longest.value}", _M, level=level)


@rule(
    "CP655",
    "lms-status-words",
    Level.WARNING,
    "coursepack profiles NAME",
    "leave the mastery score out, and let the course say 'completed'",
    ("scorm12",),
    _ANY,
)
def lms_status_words(subject: Subject) -> Iterator[Hit]:
    """The LMS is to be told "completed" only, and a mastery score makes an LMS say "passed" or "failed".

    The course then stays open on the transcript.
    Example: masteryscore for Cornerstone
    """
    found = _profile(subject)
    if found.status.words == "completed-only":
        for item in subject.scorm.items:
            if kid(item.element, "masteryscore") is not None:
                yield Hit(
                    f"{found.title} is to be told 'completed', and a mastery score decides otherwise", _M, item.line
                )


@rule(
    "CP657",
    "moodle-too-long",
    Level.ERROR,
    "Moodle 5.0 mod/scorm/db/install.xml",
    "shorten it to 255 characters",
    ("scorm12", "scorm2004"),
    ("moodle",),
)
def moodle_too_long(subject: Subject) -> Iterator[Hit]:
    """A title or identifier is longer than Moodle's database takes.

    The import stops with a database error.
    Example: a title of 300 characters
    """
    owners = [*subject.scorm.organizations, *(item.element for item in subject.scorm.items)]
    for one in owners:
        if max(len(words(kid(one, "title"))), len(one.get("identifier", ""))) > 255:
            yield Hit("Moodle takes titles and identifiers of 255 characters", _M, line(one))


@rule(
    "CP658",
    "moodle-character-reference",
    Level.WARNING,
    "Moodle 5.0 mod/scorm/datamodels/scormlib.php",
    "write the letter itself, in UTF-8",
    ("scorm12", "scorm2004"),
    ("moodle",),
)
def moodle_character_reference(subject: Subject) -> Iterator[Hit]:
    """The manifest writes a letter as a number, which Moodle shows as it is.

    Learners see &#228; in place of ä.
    Example: <title>&#220;bung</title>
    """
    data = subject.read("imsmanifest.xml") or b""
    if found := re.search(rb"&#x?[0-9A-Fa-f]{1,6};", data):
        yield Hit(f"'{found[0].decode()}' is shown as it is", _M, data.count(b"\n", 0, found.start()) + 1)


@rule(
    "CP661",
    "openedx-first-resource",
    Level.ERROR,
    "openedx-scorm-xblock 19.0.5",
    "list the resource of the course first",
    ("scorm12", "scorm2004"),
    ("openedx",),
)
def openedx_first_resource(subject: Subject) -> Iterator[Hit]:
    """Open edX opens the first resource that has a page, and here that is another one than the course's.

    Learners get a helper file in place of the course.
    Example: a resource with shared scripts in front, with an href
    """
    first = next((one for one in subject.scorm.resources if one.href), None)
    opened = subject.scorm.launched
    if first is not None and opened and first is not opened[0]:
        yield Hit(f"Open edX opens '{first.href}', the course begins with '{opened[0].href}'", _M, first.line)


@rule(
    "CP662",
    "successfactors-decides",
    Level.ERROR,
    "SAP KBA 2458835, 3403728",
    "write imsss:deliveryControls on the item",
    ("scorm2004",),
    ("successfactors",),
)
def successfactors_decides(subject: Subject) -> Iterator[Hit]:
    """SuccessFactors will mark this course as completed when it is closed.

    It does so for SCORM 2004 whose manifest does not say that the course decides. Nobody has to learn anything.
    Example: an item without imsss:deliveryControls
    """
    from coursepack.lint.rules.sequencing import lms_decides

    yield from lms_decides(subject)


@rule(
    "CP663",
    "oracle-name",
    Level.WARNING,
    "Oracle Learning 24C, Create SCORM content",
    "rename the zip without spaces",
    lms=("oracle",),
)
def oracle_name(subject: Subject) -> Iterator[Hit]:
    """The name of the file has a space, which Oracle Learning does not take.

    The import stops.
    Example: Fire safety.zip
    """
    if " " in subject.name:
        yield Hit(f"the file is called '{subject.name}'")
