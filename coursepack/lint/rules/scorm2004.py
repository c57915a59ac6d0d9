"""What only SCORM 2004 has outside of sequencing: editions, thresholds, data, and the LMS's own buttons."""

from __future__ import annotations

from collections.abc import Iterator

from coursepack.lint.documents import attribute, below, kid, kids, line, local, words
from coursepack.lint.imscp import VERSIONS_2004
from coursepack.lint.registry import Hit, Level, rule
from coursepack.lint.subject import Subject

_KIND = ("scorm2004",)
_CAM = "SCORM 2004 CAM 3.4.1"
_M = "imsmanifest.xml"
_LIMIT_ACTIONS = ("exit,message", "exit,no message", "continue,message", "continue,no message")
_HIDDEN = ("previous", "continue", "exit", "exitAll", "abandon", "abandonAll", "suspendAll")


def number(text: str | None, least: float, most: float) -> bool:
    """Whether a text is a plain decimal between two bounds."""
    try:
        return text is not None and least <= float(text) <= most and "e" not in text.lower()
    except ValueError:
        return False


@rule(
    "CP450",
    "unknown-2004-version",
    Level.ERROR,
    f"{_CAM}.2; Moodle 5.0",
    "write '2004 4th Edition', '2004 3rd Edition' or 'CAM 1.3'",
    _KIND,
)
def unknown_2004_version(subject: Subject) -> Iterator[Hit]:
    """The schemaversion is none that importers know.

    Moodle takes every other word for SCORM 1.2, and then offers the course an API that it does not look for: nothing is recorded.
    Example: <schemaversion>2004 2nd Edition</schemaversion>
    """
    said = subject.scorm.version.strip()
    if said and said not in (*VERSIONS_2004, "1.3"):
        yield Hit(f"schemaversion is '{said}'", _M, line(subject.scorm.root))


@rule(
    "CP451",
    "no-2004-version",
    Level.ERROR,
    f"{_CAM}.2; Moodle 5.0",
    "write '2004 4th Edition' or '2004 3rd Edition'",
    _KIND,
)
def no_2004_version(subject: Subject) -> Iterator[Hit]:
    """The metadata do not say which edition of 2004 this is.

    Moodle takes it for SCORM 1.2 then, although the namespaces are of 2004.
    Example: a manifest without <schemaversion>
    """
    if not subject.scorm.version.strip():
        yield Hit("there is no schemaversion", _M, line(subject.scorm.root))


@rule("CP452", "second-edition", Level.NOTE, f"{_CAM}.2", "export it as 3rd or 4th Edition, if the LMS takes one")
def second_edition(subject: Subject) -> Iterator[Hit]:
    """The package is of the 2nd Edition.

    It is read nearly everywhere. Progress may have 4,000 characters only, 64,000 since the 3rd.
    Example: <schemaversion>CAM 1.3</schemaversion>
    """
    if subject.manifest is not None and subject.manifest.version.strip() in ("CAM 1.3", "1.3"):
        yield Hit("this is the 2nd Edition, in which progress may have 4,000 characters", _M)


@rule(
    "CP457",
    "completion-threshold",
    Level.ERROR,
    f"{_CAM}.6",
    "3rd Edition: a number from 0 to 1; 4th: the attributes completedByMeasure, minProgressMeasure, progressWeight",
    _KIND,
)
def completion_threshold(subject: Subject) -> Iterator[Hit]:
    """The completion threshold is not written as its edition asks for.

    The LMS computes completion from it, or ignores it: either way not what the author meant.
    Example: <adlcp:completionThreshold>80</adlcp:completionThreshold>
    """
    for one in below(subject.scorm.root, "completionThreshold"):
        text = words(one)
        values = [one.get("minProgressMeasure"), one.get("progressWeight")]
        if (text and not number(text, 0, 1)) or any(value and not number(value, 0, 1) for value in values):
            yield Hit(f"the threshold '{text or values[0]}' is not from 0 to 1", _M, line(one))
        elif len(one.attrib) and "3rd" in subject.scorm.version:
            yield Hit("the 3rd Edition writes the threshold as text, not as attributes", _M, line(one))


@rule("CP458", "time-limit-action", Level.ERROR, f"{_CAM}.4", "write one of: " + "; ".join(_LIMIT_ACTIONS), _KIND)
def time_limit_action(subject: Subject) -> Iterator[Hit]:
    """What happens at the time limit is not one of the four phrases.

    Importers that validate refuse the manifest.
    Example: <adlcp:timeLimitAction>exit</adlcp:timeLimitAction>
    """
    for one in below(subject.scorm.root, "timeLimitAction"):
        if words(one) not in _LIMIT_ACTIONS:
            yield Hit(f"at the limit it says '{words(one)}'", _M, line(one))


@rule("CP459", "data-from-lms", Level.WARNING, f"{_CAM}.5", "use 4,000 characters at most", _KIND)
def data_from_lms(subject: Subject) -> Iterator[Hit]:
    """The launch data are longer than an LMS must keep.

    What is cut off may be the half that the course needs.
    Example: a whole configuration in adlcp:dataFromLMS
    """
    for one in below(subject.scorm.root, "dataFromLMS"):
        if (size := len("".join(map(str, one.itertext())))) > 4000:
            yield Hit(f"the launch data have {size} characters", _M, line(one))


@rule("CP460", "leaf-only", Level.ERROR, f"{_CAM}.4 to 3.4.1.6", "write it on the item of the SCO", _KIND)
def leaf_only(subject: Subject) -> Iterator[Hit]:
    """An element for SCOs stands on an item that has items in it.

    SCORM allows it on leaves only; strict importers refuse it.
    Example: adlcp:dataFromLMS on a chapter
    """
    for item in subject.scorm.items:
        for one in kids(item.element, "timeLimitAction", "dataFromLMS", "completionThreshold", "data"):
            if item.parent and local(one) != "completionThreshold":
                yield Hit(f"'{local(one)}' stands on '{item.name}', which has items in it", _M, line(one))


@rule("CP464", "hide-ui-value", Level.ERROR, "SCORM 2004 CAM 5.2", "write one of: " + ", ".join(_HIDDEN), _KIND)
def hide_ui_value(subject: Subject) -> Iterator[Hit]:
    """A button to hide is none that SCORM knows.

    Strict importers refuse it, others show the button.
    Example: <adlnav:hideLMSUI>next</adlnav:hideLMSUI>
    """
    for one in below(subject.scorm.root, "hideLMSUI"):
        if words(one) not in _HIDDEN:
            yield Hit(f"'{words(one)}' is no button of an LMS", _M, line(one))


@rule(
    "CP465",
    "buttons-over-one-sco",
    Level.NOTE,
    "SCORM 2004 CAM 5.2; SuccessFactors",
    "hide previous and continue with adlnav:hideLMSUI",
    _KIND,
)
def buttons_over_one_sco(subject: Subject) -> Iterator[Hit]:
    """A course with one SCO leaves the LMS's Continue and Previous buttons visible.

    SuccessFactors shows them in a bar over the course; learners press Continue and are thrown out before the end.
    Example: no adlnav:presentation on the only item
    """
    hidden = {words(one) for one in below(subject.scorm.root, "hideLMSUI")}
    if len(subject.scorm.items) == 1 and not {"previous", "continue"} <= hidden:
        yield Hit("the buttons of the LMS are not hidden", _M, subject.scorm.items[0].line)


@rule(
    "CP469",
    "data-of-4th",
    Level.ERROR,
    "SCORM 2004 4th Edition CAM 3.4.1.7",
    "say 4th Edition, or leave adlcp:data out",
    _KIND,
)
def data_of_4th(subject: Subject) -> Iterator[Hit]:
    """The manifest shares data between SCOs, which its edition does not know.

    adlcp:data is of the 4th Edition; an importer of the 3rd ignores or refuses it.
    Example: <adlcp:data> under "2004 3rd Edition"
    """
    if "4th" in subject.scorm.version:
        return
    for item in subject.scorm.items:
        for one in kids(item.element, "data"):
            yield Hit("adlcp:data is of the 4th Edition", _M, line(one))


@rule(
    "CP472",
    "elements-of-12",
    Level.WARNING,
    f"{_CAM}; SCORM 1.2 CAM 2.3.4.2",
    "write imsss:minNormalizedMeasure for a mastery score",
    _KIND,
)
def elements_of_12(subject: Subject) -> Iterator[Hit]:
    """Elements of SCORM 1.2 stand in a manifest of 2004.

    No LMS reads them there: the pass mark that the author set is not applied.
    Example: <adlcp:masteryscore>80</adlcp:masteryscore>
    """
    for one in below(
        subject.scorm.root, "masteryscore", "maxtimeallowed", "timelimitaction", "datafromlms", "prerequisites"
    ):
        yield Hit(f"'{local(one)}' is of SCORM 1.2", _M, line(one))


@rule("CP478", "global-to-system", Level.WARNING, "SCORM 2004 CAM 5.1.9", "write it on the organization", _KIND)
def global_to_system(subject: Subject) -> Iterator[Hit]:
    """objectivesGlobalToSystem stands somewhere else than on an organization.

    It has no effect there: results of an earlier course can be counted for this one, or the other way round.
    Example: adlseq:objectivesGlobalToSystem on an item
    """
    for item in subject.scorm.items:
        if attribute(item.element, "objectivesGlobalToSystem") is not None:
            yield Hit(f"it stands on item '{item.name}'", _M, item.line)


@rule("CP479", "metadata-order", Level.WARNING, f"{_CAM}.2", "write schema first, then schemaversion", _KIND)
def metadata_order(subject: Subject) -> Iterator[Hit]:
    """schemaversion stands before schema.

    The schema of IMS asks for the order; strict importers validate.
    Example: <schemaversion> as the first element of <metadata>
    """
    names = [local(one) for one in kids(kid(subject.scorm.root, "metadata"), "schema", "schemaversion")]
    if names != sorted(names):
        yield Hit("schemaversion stands before schema", _M, line(subject.scorm.root))
