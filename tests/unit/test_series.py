"""A series: what must be said of a wrong one, and what is built of a right one."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from coursepack.formats import BY_NAME
from coursepack.hosts.launchable import find_launches
from coursepack.plan import Plan
from coursepack.series import load_series, plan_series
from tests.conftest import AS_OF, BASE
from tests.faults.case import run
from tests.standard import scorm12
from tests.standard import scorm2004 as rules2004
from tests.standard.test_cmi5 import NS
from tests.standard.test_cmi5 import faults as cmi5_faults
from tests.standard.xsd import faults as schema_faults

IMSSS = "{http://www.imsglobal.org/xsd/imsss}"
SLUGS = ("notice", "offer", "learn")


def write_series(folder: Path) -> Path:
    """Three copies of the base course; the second after the first, the third after both."""
    for slug in SLUGS:
        shutil.copytree(BASE, folder / slug)
        edit(folder / slug / "course.json", lambda course, slug=slug: renamed(course, slug))
    after = {"notice": [], "offer": ["notice"], "learn": ["notice", "offer"]}
    members = [{"folder": slug, "slug": slug} | ({"after": after[slug]} if after[slug] else {}) for slug in SLUGS]
    minutes = json.loads((BASE / "course.json").read_text())["minutes"]
    series = {
        "schemaVersion": 1,
        "id": "https://example.org/series/three",
        "slug": "three",
        "version": "1.0.0",
        "revised": "2026-11-23",
        "title": "Three courses",
        "summary": "Three times the same.",
        "language": "en-US",
        "minutes": 3 * minutes,
        "courses": members,
    }
    (folder / "series.json").write_text(json.dumps(series, indent=1))
    return folder


def renamed(course: dict[str, Any], slug: str) -> None:
    course |= {"slug": slug, "id": f"https://example.org/courses/{slug}", "title": f"The course {slug}"}


def edit(file: Path, change: Callable[[Any], Any]) -> None:
    data = json.loads(file.read_text())
    change(data)
    file.write_text(json.dumps(data, indent=1))


@pytest.fixture
def series(tmp_path: Path) -> Path:
    return write_series(tmp_path / "series")


def made(folder: Path, *, lessons: bool = False) -> Plan:
    return plan_series(load_series(folder, AS_OF), lessons=lessons)


def member(index: int, **values: Any) -> Callable[[Any], None]:
    return lambda data: data["courses"][index].update(values)


def top(**values: Any) -> Callable[[Any], None]:
    return lambda data: data.update(values)


FAULTS: dict[str, tuple[str, Callable[[Any], Any], str]] = {
    "no such folder": ("series.json", member(1, folder="ofer"), "CP240 'ofer' is not the folder of a course"),
    "a path from the root": ("series.json", member(1, folder="/offer"), "CP240 '/offer' is not"),
    "backslashes": ("series.json", member(1, folder="a\\offer"), "CP240"),
    "another slug": ("series.json", member(0, slug="notise"), "CP241 the course in 'notice' is 'notice', not 'notise'"),
    "one course twice": ("series.json", member(1, folder="notice"), "CP242 another course of the series has the slug"),
    "one id twice": (
        "offer/course.json",
        top(id="https://example.org/courses/notice"),
        "CP242 another course of the series has the id",
    ),
    "unknown before": ("series.json", member(1, after=["notise"]), "CP243 no course of the series is 'notise'"),
    "before itself": ("series.json", member(1, after=["offer"]), "CP244 'offer' would have to be done before itself"),
    "round in a circle": (
        "series.json",
        member(0, after=["learn"]),
        "CP244 'notice' would have to be done before itself",
    ),
    "behind": (
        "series.json",
        lambda data: data["courses"].reverse(),
        "CP245 'notice' has to be done before 'offer', and stands behind it",
    ),
    "minutes": ("series.json", top(minutes=7), "CP246 the minutes of the courses make"),
    "language": ("series.json", top(language="es"), "CP247 'notice' is in 'en-US', the series in 'es'"),
    "credit": ("series.json", top(creditMinutes=7), "CP248 the credit minutes of the courses make"),
    "a field": ("series.json", top(sumary="x"), "CP010 'sumary' is not a field here"),
    "one course": ("series.json", lambda data: data["courses"].__delitem__(slice(1, None)), "'courses'"),
    "no title": ("series.json", lambda data: data.pop("title"), "CP011 the series has no 'title'"),
    "a course with a fault": ("offer/course.json", top(titel="x"), "CP010 'titel' is not a field here"),
}


@pytest.mark.parametrize(("file", "change", "said"), FAULTS.values(), ids=FAULTS)
def test_a_wrong_series_is_refused(series: Path, file: str, change: Callable[[Any], Any], said: str) -> None:
    edit(series / file, change)
    result = run("validate", series, "--as-of", AS_OF)
    assert result.exit_code == 1
    assert said in result.stderr + result.stdout
    assert ".json:" in result.stderr
    built = run("build", series, "--as-of", AS_OF, "-o", series / "dist")
    assert built.exit_code == 1
    assert not list((series / "dist").glob("*"))


def test_a_course_without_credit_has_none_to_add(series: Path) -> None:
    edit(series / "offer/course.json", lambda course: course.pop("credit"))
    edit(series / "series.json", top(creditMinutes=7))
    assert "CP248 there is no credit to add up in offer" in run("validate", series, "--as-of", AS_OF).stderr


def test_a_right_series_is_valid(series: Path) -> None:
    result = run("validate", series, "--as-of", AS_OF)
    assert result.exit_code == 0, result.stdout + result.stderr
    assert "valid, 3 courses" in result.stdout
    assert run("validate", series / "series.json", "--as-of", AS_OF).exit_code == 0


@pytest.mark.parametrize("lessons", [False, True], ids=["courses", "lessons"])
@pytest.mark.parametrize("name", ["scorm12", "scorm2004-3", "scorm2004-4", "cmi5"])
def test_a_package_keeps_every_rule(series: Path, name: str, lessons: bool) -> None:
    whole = made(series, lessons=lessons)
    package = BY_NAME[name].render(whole)
    if name == "cmi5":
        assert list(cmi5_faults(package)) == []
    else:
        assert schema_faults(package["imsmanifest.xml"].read(), name) == []
        assert (scorm12.faults if name == "scorm12" else rules2004.faults)(package) == []
    assert [one.href for one in find_launches(package)] == [f"{unit.folder}index.html" for unit in whole.units]
    assert len(whole.units) == (6 if lessons else 3)


def test_a_course_is_the_same_in_a_series(series: Path) -> None:
    """Under the same id, so that progress and statements are the course's own; only its place differs."""
    whole = made(series)
    package, alone = BY_NAME["cmi5"].render(whole), BY_NAME["cmi5"].render(whole.groups[1].plan)
    for path in set(alone) - {"cmi5.xml"}:
        assert package[f"offer/{path}"].sha256 == alone[path].sha256


def test_prerequisites_of_scorm12_name_the_scos(series: Path) -> None:
    def scripts(lessons: bool) -> list[str | None]:
        package = BY_NAME["scorm12"].render(made(series, lessons=lessons))
        items = etree.fromstring(package["imsmanifest.xml"].read()).iter("{*}item")
        return [item.findtext("{*}prerequisites") for item in items if item.get("identifierref")]

    assert scripts(lessons=False) == [None, "ITEM_notice", "ITEM_notice&ITEM_offer"]
    first = "ITEM_notice__one&ITEM_notice__two"
    assert scripts(lessons=True)[:4] == [None, None, first, first]


def test_2004_locks_a_course_until_those_before_it_are_done(series: Path) -> None:
    package = BY_NAME["scorm2004-3"].render(made(series))
    root = etree.fromstring(package["imsmanifest.xml"].read())
    clusters = [item for item in root.iter("{*}item") if item.find("{*}item") is not None]
    assert [item.get("identifier") for item in clusters] == ["GROUP_notice", "GROUP_offer", "GROUP_learn"]
    rules = [
        [
            (one.get("referencedObjective"), one.get("operator"), one.get("condition"))
            for one in item.iter(f"{IMSSS}ruleCondition")
        ]
        for item in clusters
    ]
    assert rules[0] == []
    assert rules[1] == [("AFTER-notice", "not", "satisfied"), ("AFTER-notice", "not", "objectiveStatusKnown")]
    assert len(rules[2]) == 4
    maps = [dict(one.attrib) for one in clusters[0].iter(f"{IMSSS}mapInfo")]
    assert [(one["targetObjectiveID"], one["writeSatisfiedStatus"]) for one in maps] == [
        ("https://example.org/courses/notice/done", "true")
    ]


def test_cmi5_has_a_block_for_each_course(series: Path) -> None:
    root = etree.fromstring(BY_NAME["cmi5"].render(made(series))["cmi5.xml"].read())
    blocks = list(root.iter(f"{NS}block"))
    assert [block.get("id") for block in blocks] == [f"https://example.org/courses/{slug}/block" for slug in SLUGS]
    assert [[au.get("id") for au in block.iter(f"{NS}au")] for block in blocks] == [
        [f"https://example.org/courses/{slug}/au"] for slug in SLUGS
    ]


def test_the_facts_of_all_courses_add_up(series: Path) -> None:
    package = BY_NAME["scorm12"].render(made(series))
    facts = json.loads(package["ce/series.json"].read())
    each = [json.loads(package[f"{slug}/ce/activity.json"].read()) for slug in SLUGS]
    assert facts["courses"] == each
    assert facts["minutes"] == sum(one["minutes"] for one in each)
    assert facts["creditMinutes"] == sum(one["credit"]["minutes"] for one in each)
    assert facts["claim"] == "Certificate of completion. No continuing-education credit is claimed."
    values = {one["body"]: float(one["value"]) for one in each[0]["credit"]["measures"]}
    assert {one["body"]: float(one["value"]) for one in facts["measures"]} == {k: 3 * v for k, v in values.items()}


def test_building_numbers_every_course_and_writes_one_package(series: Path) -> None:
    out = series / "dist"
    result = run("build", series, "--as-of", AS_OF, "-o", out)
    assert result.exit_code == 0, result.stderr
    assert [path.name for path in out.glob("*.zip")] == ["three-1.0.0-scorm12.zip"]
    assert all((series / slug / "course.lock.json").is_file() for slug in SLUGS)
    assert not (series / "course.lock.json").exists()
    assert run("build", series, "--frozen", "--as-of", AS_OF, "-o", out).exit_code == 0


def test_each_course_by_itself_and_a_course_of_blocks(series: Path) -> None:
    out = series / "dist"
    result = run("build", series, "--each", "-f", "xapi", "--as-of", AS_OF, "-o", out)
    assert result.exit_code == 0, result.stderr
    names = [f"{slug}-1.0.0-xapi.zip" for slug in SLUGS]
    assert sorted(path.name for path in out.glob("*.zip")) == sorted([*names, "three-1.0.0-cmi5.zip"])
    assert "CP235 cmi5 has no prerequisites" in result.stderr
    assert run("build", BASE, "--each", "-o", out).exit_code == 2


def test_an_lms_gets_a_guide_to_the_series(series: Path) -> None:
    out = series / "dist"
    assert run("build", series, "--lms", "moodle", "--as-of", AS_OF, "-o", out).exit_code == 0
    guide = (out / "three-1.0.0-scorm12-moodle-import-guide.html").read_text(encoding="utf-8")
    assert "The package holds 3 units" in guide
    assert all(f"The course {slug}" in guide for slug in SLUGS)
    assert (out / "three-1.0.0-scorm12-moodle-fact-sheet.html").is_file()


def test_a_series_in_one_door_is_refused(series: Path) -> None:
    result = run("build", series, "-f", "xapi", "--as-of", AS_OF, "-o", series / "dist")
    assert "series.json: CP230 'xapi' cannot hold several units" in result.stderr
