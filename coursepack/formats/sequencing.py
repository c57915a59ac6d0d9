"""How an LMS of SCORM 2004 adds several SCOs up (Sequencing and Navigation, 3.7 and 4.6): never more than was done, and in no forced order.

What the whole course needs is asked of all of its units. `satisfied` is what many an LMS takes for the end of a course, so it is given only
when every unit that counts is completed. Where a unit can be completed without a pass that the course asks for, it is not given at all.
"""

from __future__ import annotations

from lxml import etree

from coursepack.model import Course
from coursepack.plan import Group, Plan, Unit
from coursepack.scores import share, strict

IMSSS = "http://www.imsglobal.org/xsd/imsss"
ALL_COMPLETED = ("all", (("completed", ""),), "satisfied")
ONE_FAILED = ("any", (("objectiveStatusKnown", ""), ("satisfied", "not")), "notSatisfied")
LOCAL = "DONE"


def name(local: str) -> str:
    """A name in the namespace of simple sequencing."""
    return f"{{{IMSSS}}}{local}"


def free(made: etree._Element) -> None:
    """Units may be chosen, and follow each other."""
    etree.SubElement(made, name("controlMode"), choice="true", flow="true")


def nests(plan: Plan, group: Group) -> bool:
    """A course of several units, or one that waits or is waited for, has an item of its own, which can be done or locked as a whole."""
    awaited = any(group.id in other.after for other in plan.groups)
    return len(group.units) > 1 or bool(group.after) or awaited


def whole(made: etree._Element, plan: Plan) -> None:
    """Of the organization. A series is done when each of its courses is, by its own rule."""
    free(made)
    if len(plan.groups) == 1:
        _rollup(made, plan.course)
    else:
        _rules(made, [ALL_COMPLETED])


def course(made: etree._Element, plan: Plan, group: Group) -> None:
    """Of a course in a series: locked until those before it are done, and known to those after it as done when all of it is completed."""
    free(made)
    if group.after:
        _lock(made, group)
    _rules(made, [ALL_COMPLETED])
    primary = etree.SubElement(etree.SubElement(made, name("objectives")), name("primaryObjective"))
    primary.set("objectiveID", LOCAL)
    if any(group.id in other.after for other in plan.groups):
        _map(primary, group, "writeSatisfiedStatus")
    for before in plan.groups:
        if before.id in group.after:
            objective = etree.SubElement(made[-1], name("objective"), objectiveID=_before(before.id))
            _map(objective, before, "readSatisfiedStatus")


def unit(made: etree._Element, group: Group, one: Unit) -> None:
    """Of a SCO: what it brings to the whole. One that the whole does not wait for brings nothing."""
    told = etree.SubElement(made, name("rollupRules"))
    told.set("rollupObjectiveSatisfied", _word(one.needed))
    told.set("rollupProgressCompletion", _word(one.needed))
    told.set("objectiveMeasureWeight", f"{share(group.plan.course, one.plan.course):.4f}")


def _rollup(made: etree._Element, whole: Course) -> None:
    _rules(made, [ALL_COMPLETED, ONE_FAILED] if strict(whole) else [ONE_FAILED])


def _rules(made: etree._Element, rules: list[tuple[str, tuple[tuple[str, str], ...], str]]) -> None:
    told = etree.SubElement(made, name("rollupRules"))
    for children, conditions, action in rules:
        rule = etree.SubElement(told, name("rollupRule"), childActivitySet=children)
        asked = etree.SubElement(rule, name("rollupConditions"), conditionCombination="all")
        for condition, operator in conditions:
            one = etree.SubElement(asked, name("rollupCondition"))
            if operator:
                one.set("operator", operator)
            one.set("condition", condition)
        etree.SubElement(rule, name("rollupAction"), action=action)


def _lock(made: etree._Element, group: Group) -> None:
    """Shut while any course before it is not known to be done."""
    rule = etree.SubElement(etree.SubElement(made, name("sequencingRules")), name("preConditionRule"))
    asked = etree.SubElement(rule, name("ruleConditions"), conditionCombination="any")
    for before in group.after:
        for condition in ("satisfied", "objectiveStatusKnown"):
            one = etree.SubElement(asked, name("ruleCondition"), referencedObjective=_before(before))
            one.set("operator", "not")
            one.set("condition", condition)
    etree.SubElement(rule, name("ruleAction"), action="disabled")


def _map(objective: etree._Element, group: Group, how: str) -> None:
    """The objective that all items know a course's end by."""
    shared = etree.SubElement(objective, name("mapInfo"), targetObjectiveID=f"{group.plan.id}/done")
    for word in ("readSatisfiedStatus", "readNormalizedMeasure", "writeSatisfiedStatus", "writeNormalizedMeasure"):
        shared.set(word, _word(word == how))


def _before(group: str) -> str:
    return f"AFTER-{group}"


def _word(value: bool) -> str:
    return str(value).lower()
