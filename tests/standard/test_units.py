"""Packages of several units against the official schemas and the rules of the standards; and what their sequencing says."""

from typing import Any

import pytest
from lxml import etree
from msgspec.structs import replace

from coursepack.formats import BY_NAME
from coursepack.model import Completion
from coursepack.package import Package
from tests.standard import scorm12
from tests.standard import scorm2004 as rules2004
from tests.standard.test_cmi5 import NS
from tests.standard.test_cmi5 import faults as cmi5_faults
from tests.standard.xsd import faults as schema_faults
from tests.unit.test_units import CUT, cut, replace_course, three_lessons

IMSSS = "{http://www.imsglobal.org/xsd/imsss}"
SCORM = {"scorm12": scorm12.faults, "scorm2004-3": rules2004.faults, "scorm2004-4": rules2004.faults}


@pytest.mark.parametrize("name", SCORM)
@pytest.mark.parametrize("folder", CUT, ids=lambda path: path.name)
def test_units_keep_every_rule(name: str, folder: Any) -> None:
    package = BY_NAME[name].render(cut(folder))
    assert schema_faults(package["imsmanifest.xml"].read(), name) == []
    assert SCORM[name](package) == []


@pytest.mark.parametrize("folder", CUT, ids=lambda path: path.name)
def test_units_of_cmi5_keep_every_rule(folder: Any) -> None:
    assert list(cmi5_faults(BY_NAME["cmi5"].render(cut(folder)))) == []


def test_the_mark_of_a_lesson_decides_on_that_lesson_only() -> None:
    package = BY_NAME["cmi5"].render(cut(CUT[0]))
    units = list(etree.fromstring(package["cmi5.xml"].read()).iter(f"{NS}au"))
    assert [(unit.get("moveOn"), unit.get("masteryScore")) for unit in units] == [
        ("Completed", None),
        ("CompletedAndPassed", "0.80"),
    ]


def sequencing(completion: Completion, *, passing: bool = True) -> list[etree._Element]:
    """Of the organization and of its three items."""
    made = replace_course(cut(CUT[0]), three_lessons(completion, passing))
    text = BY_NAME["scorm2004-4"].render(made)["imsmanifest.xml"].read()
    assert schema_faults(text, "scorm2004-4") == []
    root = etree.fromstring(text)
    of_items = [one.find(f"{IMSSS}sequencing") for one in root.iter("{*}item")]
    of_all = root.find(f"{{*}}organizations/{{*}}organization/{IMSSS}sequencing")
    return [one for one in (of_all, *of_items) if one is not None]


def actions(made: etree._Element) -> list[tuple[str, list[str], str]]:
    return [
        (
            str(rule.get("childActivitySet")),
            [
                f"{one.get('operator', '')} {one.get('condition')}".strip()
                for one in rule.iter(f"{IMSSS}rollupCondition")
            ],
            str(rule.findall(f"{IMSSS}rollupAction")[0].get("action")),
        )
        for rule in made.iter(f"{IMSSS}rollupRule")
    ]


DONE = ("all", ["completed"], "satisfied")
FAILED = ("any", ["objectiveStatusKnown", "not satisfied"], "notSatisfied")


def test_the_whole_is_satisfied_when_all_is_completed_and_no_sooner() -> None:
    whole, *items = sequencing(Completion("all", "passed"))
    assert actions(whole) == [DONE, FAILED]
    told = [dict(item.find(f"{IMSSS}rollupRules").attrib) for item in items]  # type: ignore[union-attr]
    assert [one["objectiveMeasureWeight"] for one in told] == ["0.5000", "0.5000", "0.0000"]
    assert {(one["rollupObjectiveSatisfied"], one["rollupProgressCompletion"]) for one in told} == {("true", "true")}
    assert [rule for item in items for rule in item.iter(f"{IMSSS}sequencingRules")] == [], "no forced order"


def test_where_completed_is_not_passed_the_whole_is_never_called_satisfied() -> None:
    assert actions(sequencing(Completion("all", "submitted"))[0]) == [FAILED]
    assert actions(sequencing(Completion("all", "none"), passing=False)[0]) == [DONE, FAILED]


def test_a_course_that_asks_for_no_pages_does_not_wait_for_lessons_without_a_test() -> None:
    told = [item.find(f"{IMSSS}rollupRules") for item in sequencing(Completion("none", "passed"))[1:]]
    assert [one.get("rollupProgressCompletion") for one in told if one is not None] == ["true", "true", "false"]
    made = replace_course(cut(CUT[0]), three_lessons(Completion("none", "passed"), passing=True))
    assert [unit.needed for unit in made.units] == [True, True, False]
    package = BY_NAME["cmi5"].render(made)
    units = etree.fromstring(package["cmi5.xml"].read()).iter(f"{NS}au")
    assert [unit.get("moveOn") for unit in units] == ["CompletedAndPassed", "CompletedAndPassed", "NotApplicable"]


def test_a_mastery_score_stands_where_the_assessment_is() -> None:
    course = three_lessons(Completion("none", "passed"), passing=True)
    assert course.passing
    course = replace(course, passing=replace(course.passing, mastery_score=True))
    package = BY_NAME["scorm12"].render(replace_course(cut(CUT[0]), course))
    items = list(etree.fromstring(package["imsmanifest.xml"].read()).iter("{*}item"))
    assert [item.findtext("{*}masteryscore") for item in items] == ["80", "80", None]


# What is replaced in a good manifest, by what, and who must notice.
BROKEN = {
    "an item without a page": (' identifierref="RES_two"', "", "m08_m12_organization"),
    "a page without an item": (
        'identifierref="RES_two"',
        'identifierref="RES_one"',
        "m08_m12_organization",
    ),
    "a page of another unit": ('href="lesson-two/index.html"', 'href="two/index.html"', "n03_resource"),
    "a way that leads on": (">abandon<", ">continue<", "n11_controls"),
    "no controls": (' objectiveSetByContent="true"', "", "n08_delivery"),
    "no flow": (' flow="true"', "", "n08_delivery"),
}


@pytest.mark.parametrize(("old", "new", "checker"), BROKEN.values(), ids=BROKEN)
def test_a_broken_manifest_is_noticed(old: str, new: str, checker: str) -> None:
    package = BY_NAME["scorm2004-4"].render(cut(CUT[0]))
    text = package["imsmanifest.xml"].read().decode()
    assert old in text
    broken = Package({**package, "imsmanifest.xml": text.replace(old, new)})
    assert checker in {fault.split(":")[0] for fault in rules2004.faults(broken)}
