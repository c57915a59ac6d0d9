"""`tincan.xml` (Rustici's launch convention): rules T-01 to T-05, as tests of built packages and of seeded faults."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree

from coursepack.formats import xapi
from coursepack.package import Package
from tests.conftest import BASE, COURSES, planned

TC = "{http://projecttincan.com/tincan.xsd}"


def faults(package: Package) -> Iterator[str]:
    if "tincan.xml" not in package:
        yield "T-01 no tincan.xml"
        return
    root = etree.fromstring(package["tincan.xml"].read())
    activities = list(root.iter(f"{TC}activity"))
    if root.tag != f"{TC}tincan" or [child.tag for child in root] != [f"{TC}activities"]:
        yield "T-01 root"
    for activity in activities:
        yield from activity_faults(activity)
    launches = [launch.text for launch in root.iter(f"{TC}launch")]
    if len(launches) != 1 or launches[0] not in package or not activities or activities[0].find(f"{TC}launch") is None:
        yield f"T-03 launch {launches}"
    ids = [activity.get("id", "") for activity in activities]
    if len(set(ids)) != len(ids) or any("[" in name for name in ids):
        yield "T-05 ids"


def activity_faults(activity: etree._Element) -> Iterator[str]:
    tags = [str(child.tag).removeprefix(TC) for child in activity]
    if tags not in (["name", "description"], ["name", "description", "launch"]):
        yield f"T-02 children {tags}"
    if not all((child.text or "").strip() for child in activity):
        yield "T-02 empty words"
    if not urlsplit(activity.get("id", "")).scheme or not urlsplit(activity.get("type", "")).scheme:
        yield f"T-02 id or type is no IRI: {activity.attrib}"
    for child in activity:
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", child.get("lang", "")):
            yield "T-04 lang"


@pytest.mark.parametrize("folder", [BASE, *COURSES], ids=lambda path: path.name)
def test_a_course_keeps_every_rule(folder: Path) -> None:
    assert list(faults(xapi.render(planned(folder)))) == []


BROKEN = {
    "namespace": ("projecttincan.com", "example.org", "T-01"),
    "order": ("<launch lang", "<name lang='en'>x</name><launch lang", "T-02"),
    "empty name": ('<name lang="en-US">Base course</name>', '<name lang="en-US"></name>', "T-02"),
    "relative id": ('id="https://example.org/courses/base"', 'id="base"', "T-02"),
    "start page": (">index.html<", ">start.html<", "T-03"),
    "no launch": ('<launch lang="en-US">index.html</launch>', "", "T-03"),
    "language": ('lang="en-US">index', 'lang="">index', "T-04"),
    "same id": ("/quiz/final", "", "T-05"),
}


@pytest.mark.parametrize(("old", "new", "rule"), BROKEN.values(), ids=BROKEN)
def test_a_broken_manifest_is_noticed(old: str, new: str, rule: str) -> None:
    package = xapi.render(planned(BASE))
    text = package["tincan.xml"].read().decode()
    assert old in text
    assert any(fault.startswith(rule) for fault in faults(Package({**package, "tincan.xml": text.replace(old, new)})))
    assert list(faults(Package({"index.html": b""}))) == ["T-01 no tincan.xml"]


# The lists of a definition, and which of them a type of interaction has (xAPI 1.0.3, Data, Appendix C).
PARTS = ("choices", "scale", "source", "target", "steps")
COMPONENTS = {"choice": ["choices"], "sequencing": ["choices"], "likert": ["scale"], "matching": ["source", "target"]}


def told_apart(question: dict[str, Any]) -> list[tuple[str, dict[str, Any], list[str]]]:
    """The name and the options of each interaction as which a question is told: of a case that branches, scene by scene."""
    name = f"question/{question['n']}"
    ways = question.get("decisions", [])
    scenes = {scene: [str(n) for at, n, _ in ways if at == scene] for scene, _, _ in ways}
    if not scenes:
        return [(name, question, [str(n) for n in question["options"]])]
    return [(f"{name}/{scene}", question, options) for scene, options in scenes.items()]


@pytest.mark.parametrize("folder", [BASE, *COURSES], ids=lambda path: path.name)
def test_the_player_gets_the_same_activities(folder: Path) -> None:
    course = planned(folder)
    package = xapi.render(course)
    text = package["course.js"].read().decode()
    data = json.loads(text.removeprefix("window.coursepackCourse=").rstrip().removesuffix(";"))
    root = etree.fromstring(package["tincan.xml"].read())
    assert [one["id"] for one in data["activities"].values()] == [one.get("id") for one in root.iter(f"{TC}activity")]
    names = {f"quiz/{quiz['n']}" for quiz in data["quizzes"]}
    asked = [part for quiz in data["quizzes"] for question in quiz["questions"] for part in told_apart(question)]
    names |= {name for name, _, _ in asked}
    made = [f"commitment/{keep['n']}" for keep in data["keeps"] if keep["type"] == "commitment"]
    names |= {f"objective/{objective['n']}" for objective in data["objectives"]}
    assert set(data["activities"]) == {"course", *names, *made, *(f"{name}-date" for name in made)}
    for name, question, options in asked:
        definition = data["activities"][name]["definition"]
        others = {"hotspot": "choice", "decision": "choice", "categorise": "matching"}
        kind = others.get(question["type"], question["type"])
        assert definition["interactionType"] == kind
        listed = {part: [one["id"] for one in definition[part]] for part in PARTS if part in definition}
        assert sorted(listed) == sorted(COMPONENTS.get(kind, ()))
        for part, ids in listed.items():
            numbers = [str(n) for n in question["targets"]] if part == "target" else options
            assert ids == numbers if question["type"] == "choice" else sorted(ids) == sorted(numbers)
        assert "correctResponsesPattern" not in definition
