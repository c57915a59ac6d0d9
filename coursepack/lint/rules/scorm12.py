"""What only SCORM 1.2 has: ADL's elements of an item, and its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursepack.lint.documents import attribute, below, kids, line, words
from coursepack.lint.registry import Hit, Level, rule
from coursepack.lint.subject import Subject

_KIND = ("scorm12",)
_ADL = "SCORM 1.2 CAM 2.3.4.2"
_M = "imsmanifest.xml"
_LIMIT_ACTIONS = ("exit,message", "exit,no message", "continue,message", "continue,no message")


@rule(
    "CP440",
    "schema-name",
    Level.WARNING,
    "SCORM 1.2 CAM 2.3.3; SCORM 2004 CAM 3.4.1.2",
    "write <schema>ADL SCORM</schema>",
    ("scorm12", "scorm2004"),
)
def schema_name(subject: Subject) -> Iterator[Hit]:
    """The metadata do not say "ADL SCORM".

    A conformant package says it. Importers that look for it take the package for plain content.
    Example: <schema>SCORM</schema>
    """
    if subject.scorm.schema != "ADL SCORM":
        yield Hit(f"schema is '{subject.scorm.schema}'" if subject.scorm.schema else "there is no schema", _M)


@rule(
    "CP441",
    "no-schemaversion",
    Level.ERROR,
    "SCORM 1.2 CAM 2.3.3; Moodle 5.0",
    "write <schemaversion>1.2</schemaversion>, without spaces around it",
    ("scorm12", "imscp"),
)
def no_schemaversion(subject: Subject) -> Iterator[Hit]:
    """The metadata do not say which edition this is.

    Importers then guess; Moodle takes everything that it does not know for SCORM 1.2, Open edX for 2004.
    Example: a manifest without <metadata>
    """
    if not subject.scorm.version.strip():
        yield Hit("there is no schemaversion", _M, line(subject.scorm.root))


@rule(
    "CP442",
    "schemaversion-spaces",
    Level.WARNING,
    "Moodle 5.0 mod/scorm",
    "write it without spaces around",
    ("scorm12", "scorm2004"),
)
def schemaversion_spaces(subject: Subject) -> Iterator[Hit]:
    """White space stands around the schemaversion.

    Moodle and Open edX compare it as it is: a package of 2004 becomes one of 1.2, or the other way round.
    Example: a line break inside <schemaversion>
    """
    if (said := subject.scorm.version) != said.strip():
        yield Hit(f"schemaversion is {said!r}", _M, line(subject.scorm.root))


@rule("CP443", "masteryscore", Level.ERROR, f"{_ADL}.5", "write a number from 0 to 100", _KIND)
def masteryscore(subject: Subject) -> Iterator[Hit]:
    """The mastery score is not a number from 0 to 100.

    The schema lets anything pass. An LMS that compares the score with it then decides about passing by nonsense.
    Example: <adlcp:masteryscore>80%</adlcp:masteryscore>, or 0.8, which is less than one per cent
    """
    for one in below(subject.scorm.root, "masteryscore"):
        text = words(one)
        if not re.fullmatch(r"\d{1,3}(\.\d+)?", text) or not 0 <= float(text) <= 100:
            yield Hit(f"the mastery score is '{text}'", _M, line(one))
        elif 0 < float(text) <= 1:
            yield Hit(f"the mastery score is {text} of 100", _M, line(one), Level.WARNING)


@rule("CP444", "maxtimeallowed", Level.ERROR, f"{_ADL}.2", "write hours, minutes and seconds: 0001:30:00", _KIND)
def maxtimeallowed(subject: Subject) -> Iterator[Hit]:
    """The time limit is not written as SCORM 1.2 writes time.

    An LMS that does not understand it sets no limit, or ends the course at once.
    Example: <adlcp:maxtimeallowed>90 min</adlcp:maxtimeallowed>
    """
    for one in below(subject.scorm.root, "maxtimeallowed"):
        if not re.fullmatch(r"\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?", words(one)):
            yield Hit(f"the time limit is '{words(one)}'", _M, line(one))


@rule("CP445", "timelimitaction", Level.ERROR, f"{_ADL}.3", "write one of: " + "; ".join(_LIMIT_ACTIONS), _KIND)
def timelimitaction(subject: Subject) -> Iterator[Hit]:
    """What happens at the time limit is not one of the four phrases.

    Importers that validate refuse the manifest.
    Example: "exit, message", with a space behind the comma
    """
    for one in below(subject.scorm.root, "timelimitaction"):
        if words(one) not in _LIMIT_ACTIONS:
            yield Hit(f"at the limit it says '{words(one)}'", _M, line(one))


@rule("CP446", "datafromlms", Level.ERROR, f"{_ADL}.4", "use 255 characters at most", _KIND)
def datafromlms(subject: Subject) -> Iterator[Hit]:
    """The launch data are longer than 255 characters.

    The schema refuses it. What is cut off may be the half that the course needs.
    Example: a whole configuration in adlcp:datafromlms
    """
    for one in below(subject.scorm.root, "datafromlms"):
        if (size := len("".join(map(str, one.itertext())))) > 255:
            yield Hit(f"the launch data have {size} characters", _M, line(one))


@rule(
    "CP447",
    "prerequisites",
    Level.ERROR,
    f"{_ADL}.1",
    'write type="aicc_script", and identifiers of items that exist',
    _KIND,
)
def prerequisites(subject: Subject) -> Iterator[Hit]:
    """The prerequisites of an item cannot be evaluated.

    The LMS ignores them, or locks the item for ever. Many LMSs ignore prerequisites altogether.
    Example: type="text", or the identifier of an item that is not there
    """
    known = {one.id for one in subject.scorm.items}
    for one in below(subject.scorm.root, "prerequisites"):
        text = words(one)
        names = set(re.findall(r"[A-Za-z_][\w.-]*", re.sub(r"\"[^\"]*\"", "", text)))
        if attribute(one, "type") != "aicc_script" or len(text) > 200:
            yield Hit(f"'{text[:60]}' is not an aicc_script of 200 characters at most", _M, line(one))
        elif unknown := sorted(names - known):
            yield Hit(f"'{unknown[0]}' is asked for and is no item", _M, line(one))


@rule(
    "CP448",
    "mastery-without-sco",
    Level.WARNING,
    f"{_ADL}.5",
    "write it on the item of the SCO that reports the score",
    _KIND,
)
def mastery_without_sco(subject: Subject) -> Iterator[Hit]:
    """A mastery score stands on an item that opens no SCO.

    Nothing there reports a score, so it does nothing; the author thinks that it does.
    Example: adlcp:masteryscore on a chapter
    """
    for item in subject.scorm.items:
        if kids(item.element, "masteryscore") and not ((made := subject.scorm.by_id.get(item.ref or "")) and made.sco):
            yield Hit(f"item '{item.name}' has a mastery score and no SCO", _M, item.line)


@rule(
    "CP449",
    "unknown-edition",
    Level.WARNING,
    "SCORM 1.2 CAM 2.3.3",
    "if it is SCORM, write the schemaversion",
    ("imscp",),
)
def unknown_edition(subject: Subject) -> Iterator[Hit]:
    """This is IMS Content Packaging, and no edition of SCORM is named.

    It can be read in an LMS; nothing is recorded. Moodle imports it as SCORM 1.2.
    Example: the "IMS content package" export of eXeLearning
    """
    yield Hit("no edition of SCORM is named: this is plain content", _M, line(subject.scorm.root))
