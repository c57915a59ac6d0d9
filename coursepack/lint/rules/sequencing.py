"""Sequencing of SCORM 2004: who decides on completion, and rules that lock a course by mistake."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from coursepack.lint.documents import Element, below, kid, kids, line, local, namespace
from coursepack.lint.imscp import IMSSS
from coursepack.lint.registry import Hit, Level, rule
from coursepack.lint.rules.scorm2004 import number
from coursepack.lint.subject import Subject

_KIND = ("scorm2004",)
_SN = "SCORM 2004 SN 3; CAM 5.1"
_M = "imsmanifest.xml"
_RULE_CONDITIONS = set(
    [
        "satisfied",
        "objectiveStatusKnown",
        "objectiveMeasureKnown",
        "objectiveMeasureGreaterThan",
        "objectiveMeasureLessThan",
        "completed",
        "activityProgressKnown",
        "attempted",
        "attemptLimitExceeded",
        "timeLimitExceeded",
        "outsideAvailableTimeRange",
        "always",
    ]
)
_ACTIONS = {
    "preConditionRule": set(["skip", "disabled", "hiddenFromChoice", "stopForwardTraversal"]),
    "exitConditionRule": {"exit"},
    "postConditionRule": set(["exitParent", "exitAll", "retry", "retryAll", "continue", "previous"]),
}
_SWITCHES = {
    "choice", "choiceExit", "flow", "forwardOnly", "useCurrentAttemptObjectiveInfo", "useCurrentAttemptProgressInfo", "tracked",
    "completionSetByContent", "objectiveSetByContent", "satisfiedByMeasure", "rollupObjectiveSatisfied", "rollupProgressCompletion",
}  # fmt: skip


def _objectives(sequencing: Element) -> list[Element]:
    """The objectives of one item; what the 4th Edition adds to them stands beside them under the same ids."""
    found = below(sequencing, "primaryObjective", "objective")
    return [one for one in found if namespace(one) == IMSSS]


def _id(element: Element, name: str) -> str | None:
    """An attribute that is an address used as an identifier: white space does not count, written out or not."""
    value = element.get(name)
    return " ".join(unquote(value).split()) if value is not None else None


def _collection(subject: Subject) -> dict[str, list[Element]]:
    """The sequencings that items can share, by their ids."""
    found: dict[str, list[Element]] = {}
    for top in kids(subject.scorm.root, "sequencingCollection"):
        for one in kids(top, "sequencing"):
            found.setdefault(_id(one, "ID") or "", []).append(one)
    return found


def _leaf_sequencing(subject: Subject) -> Iterator[tuple[str, int, Element | None]]:
    """Each SCO's item, and its delivery controls where it has some."""
    collection = _collection(subject)
    for item in subject.scorm.items:
        made = subject.scorm.by_id.get(item.ref or "")
        if made is not None and made.sco:
            own = kid(item.element, "sequencing")
            shared = next(iter(collection.get(_id(own, "IDRef") or "", ())), None) if own is not None else None
            controls = kid(own, "deliveryControls")
            yield item.name, item.line, controls if controls is not None else kid(shared, "deliveryControls")


@rule(
    "CP453",
    "lms-decides",
    Level.WARNING,
    "SCORM 2004 SN 3.14; SAP KBA 2458835, 3403728",
    'write <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/> on the item',
    _KIND,
)
def lms_decides(subject: Subject) -> Iterator[Hit]:
    """The manifest does not say that the course tells completion and success itself.

    Then the LMS may decide: SuccessFactors marks the course as completed when it is closed, and more strictly so since 2023. For a
    mandatory course that is a completion which nobody earned.
    Example: an item without imsss:deliveryControls
    """
    for name, at, controls in _leaf_sequencing(subject):
        wanted = ("completionSetByContent", "objectiveSetByContent")
        if controls is None or any(controls.get(one) not in ("true", "1") for one in wanted):
            yield Hit(f"for item '{name}' the LMS may decide on completion by itself", _M, at)


@rule(
    "CP454",
    "no-way-to-move",
    Level.WARNING,
    "SCORM 2004 SN 3.2",
    'write <imsss:controlMode choice="true" flow="true"/> on the organization',
    _KIND,
)
def no_way_to_move(subject: Subject) -> Iterator[Hit]:
    """The organization does not say that its items can be reached one after the other.

    Without flow an LMS does not begin with the first item: learners see a table of contents, or nothing.
    Example: an organization without imsss:controlMode
    """
    for one in subject.scorm.organizations:
        control = kid(one, "sequencing", "controlMode")
        if control is None or control.get("flow") not in ("true", "1"):
            yield Hit("the organization does not allow flow", _M, line(one))


@rule("CP476", "locked", Level.WARNING, "SCORM 2004 SN 3.2", "allow choice, or flow, or both", _KIND)
def locked(subject: Subject) -> Iterator[Hit]:
    """Neither choice nor flow is allowed where there are items.

    Nobody can reach them, unless a rule leads there.
    Example: <imsss:controlMode choice="false" flow="false"/>
    """
    for owner, sequencing in subject.scorm.sequencings():
        control = kid(sequencing, "controlMode")
        if control is None or not kids(owner, "item"):
            continue
        if control.get("choice") in ("false", "0") and control.get("flow", "false") in ("false", "0"):
            yield Hit("neither choice nor flow leads to the items", _M, line(control))


@rule(
    "CP455",
    "minimum-measure",
    Level.ERROR,
    "SCORM 2004 SN 3.10",
    "write a number from -1 to 1: 0.8 for 80 per cent",
    _KIND,
)
def minimum_measure(subject: Subject) -> Iterator[Hit]:
    """The passing score is not from -1 to 1.

    The scale differs from SCORM 1.2. With 80 nobody ever passes, or the import stops.
    Example: <imsss:minNormalizedMeasure>80</imsss:minNormalizedMeasure>
    """
    for one in below(subject.scorm.root, "minNormalizedMeasure"):
        if not number((one.text or "").strip() or "1", -1, 1):
            yield Hit(f"the passing score is '{(one.text or '').strip()}'", _M, line(one))


@rule(
    "CP456",
    "measure-unused",
    Level.WARNING,
    "SCORM 2004 SN 3.10",
    'write satisfiedByMeasure="true" on the objective, or drop the passing score',
    _KIND,
)
def measure_unused(subject: Subject) -> Iterator[Hit]:
    """A passing score is given, and the objective does not use it.

    The LMS ignores the score; the course must know it by other means, or nobody fails.
    Example: minNormalizedMeasure without satisfiedByMeasure="true"
    """
    for one in below(subject.scorm.root, "primaryObjective", "objective"):
        if kids(one, "minNormalizedMeasure") and one.get("satisfiedByMeasure") not in ("true", "1"):
            yield Hit("a passing score is given and not used", _M, line(one))


@rule("CP461", "sequencing-unknown", Level.ERROR, "SCORM 2004 CAM 5.1.1", "name a sequencing of the collection", _KIND)
def sequencing_unknown(subject: Subject) -> Iterator[Hit]:
    """A sequencing refers to one that does not exist.

    The item then has the defaults, under which an LMS may decide on completion.
    Example: IDRef="S1" without a sequencing whose ID is S1
    """
    tops = kids(subject.scorm.root, "sequencingCollection")
    known = {_id(one, "ID") for top in tops for one in kids(top, "sequencing")}
    for _, one in subject.scorm.sequencings():
        if (name := _id(one, "IDRef")) is not None and name not in known:
            yield Hit(f"the sequencing '{name}' does not exist", _M, line(one))


@rule(
    "CP462", "objective-twice", Level.ERROR, "SCORM 2004 CAM 5.1.7", "give each objective of an item its own id", _KIND
)
def objective_twice(subject: Subject) -> Iterator[Hit]:
    """Two objectives of one item have the same id.

    An LMS keeps one of them; results of the other are lost.
    Example: objectiveID="obj1" twice in one sequencing
    """
    for _, sequencing in subject.scorm.sequencings():
        counts = Counter(_id(one, "objectiveID") for one in _objectives(sequencing))
        for name, count in counts.items():
            if name and count > 1:
                yield Hit(f"'{name}' is the id of {count} objectives", _M, line(sequencing))


@rule("CP463", "mapped-without-id", Level.ERROR, "SCORM 2004 CAM 5.1.7", "write objectiveID", _KIND)
def mapped_without_id(subject: Subject) -> Iterator[Hit]:
    """An objective is shared with other items and has no id.

    The id is asked for there; an importer that validates refuses the manifest.
    Example: <imsss:primaryObjective><imsss:mapInfo …/>
    """
    for one in below(subject.scorm.root, "primaryObjective", "objective"):
        if kids(one, "mapInfo") and not one.get("objectiveID"):
            yield Hit("a shared objective has no id", _M, line(one))


@rule(
    "CP466",
    "sequencing-used",
    Level.NOTE,
    "Docebo, Moodle, TalentLMS help pages",
    "let the course lead the learner, with one SCO; or test it in your LMS",
    _KIND,
)
def sequencing_used(subject: Subject) -> Iterator[Hit]:
    """The course depends on rules of sequencing.

    Docebo does not support them, Moodle evaluates a part of them only. Items that are to be locked are open then, or never open.
    Example: imsss:preConditionRule
    """
    found = next(below(subject.scorm.root, *_ACTIONS, "rollupRule", "limitConditions"), None)
    if found is not None:
        yield Hit(f"'{local(found)}' is used, which some LMSs ignore", _M, line(found))


@rule("CP467", "sequencing-word", Level.ERROR, _SN, "use the words of the standard", _KIND)
def sequencing_word(subject: Subject) -> Iterator[Hit]:
    """A condition or an action of a rule is none that SCORM knows.

    The LMS refuses the manifest, or the rule never applies.
    Example: condition="passed", which must be "satisfied"
    """
    for kind, actions in _ACTIONS.items():
        for made in below(subject.scorm.root, kind):
            for one in below(made, "ruleCondition", "ruleAction"):
                name, known = ("condition", _RULE_CONDITIONS) if local(one) == "ruleCondition" else ("action", actions)
                if one.get(name) not in known:
                    yield Hit(f"'{one.get(name)}' is no {name} of a {kind}", _M, line(one))


@rule("CP468", "attempt-limit", Level.ERROR, "SCORM 2004 SN 3.6", "write a whole number", _KIND)
def attempt_limit(subject: Subject) -> Iterator[Hit]:
    """The limit of attempts is not a whole number, or allows none.

    With 0 nobody can open the course.
    Example: attemptLimit="0"
    """
    for one in below(subject.scorm.root, "limitConditions"):
        value = one.get("attemptLimit")
        if value is not None and not (value.isascii() and value.isdigit() and int(value[:9]) > 0):
            yield Hit(f"the limit is '{value}' attempts", _M, line(one))


@rule("CP470", "written-twice", Level.WARNING, "SCORM 2004 SN 3.10.3", "let one objective write it", _KIND)
def written_twice(subject: Subject) -> Iterator[Hit]:
    """Two objectives of one item write the same shared objective.

    The standard forbids it: which result the others see is chance.
    Example: two mapInfo with writeSatisfiedStatus to one target
    """
    for _, sequencing in subject.scorm.sequencings():
        writers = Counter(
            one.get("targetObjectiveID")
            for one in below(sequencing, "mapInfo")
            if "true" in (one.get("writeSatisfiedStatus"), one.get("writeNormalizedMeasure"))
        )
        for name, count in writers.items():
            if count > 1:
                yield Hit(f"'{name}' is written by {count} objectives of one item", _M, line(sequencing))


@rule("CP475", "switch-value", Level.ERROR, _SN, "write true or false", _KIND)
def switch_value(subject: Subject) -> Iterator[Hit]:
    """A switch of sequencing is neither true nor false.

    The LMS refuses the manifest or takes the default, which may be the contrary.
    Example: flow="yes"
    """
    for _, sequencing in subject.scorm.sequencings():
        for one in sequencing.iter("{*}*"):
            for name, value in ((str(key), str(said)) for key, said in one.attrib.items()):
                if name in _SWITCHES and value not in ("true", "false", "1", "0"):
                    yield Hit(f"{name} is '{value}'", _M, line(one))


@rule("CP477", "objective-unknown", Level.ERROR, "SCORM 2004 CAM 5.1.4", "name an objective of the same item", _KIND)
def objective_unknown(subject: Subject) -> Iterator[Hit]:
    """A rule asks for an objective that its item does not have.

    The condition is never known, so that the rule never applies: a lock stays open, or closed.
    Example: referencedObjective="previous" without such an objectiveID
    """
    shared = _collection(subject)
    for _, sequencing in subject.scorm.sequencings():
        sources = [sequencing, *shared.get(_id(sequencing, "IDRef") or "", ())]
        known = {_id(one, "objectiveID") for source in sources for one in _objectives(source)}
        for one in below(sequencing, "ruleCondition"):
            if (name := _id(one, "referencedObjective")) is not None and name not in known:
                yield Hit(f"the objective '{name}' does not exist here", _M, line(one))


@rule("CP480", "not-tracked", Level.WARNING, "SCORM 2004 SN 3.14", 'write tracked="true", or leave it out', _KIND)
def not_tracked(subject: Subject) -> Iterator[Hit]:
    """An item is not to be tracked.

    The LMS then keeps nothing of what its SCO reports.
    Example: <imsss:deliveryControls tracked="false"/>
    """
    for name, at, controls in _leaf_sequencing(subject):
        if controls is not None and controls.get("tracked") in ("false", "0"):
            yield Hit(f"item '{name}' is not tracked", _M, at)
