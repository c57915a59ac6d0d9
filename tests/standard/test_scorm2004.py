"""SCORM 2004 packages against the official schemas, and against the rules that no schema holds; and the checkers themselves."""

from pathlib import Path

import pytest

from coursepack.formats import BY_NAME
from coursepack.package import Package
from tests.conftest import BASE, COURSES, planned
from tests.faults.case import change
from tests.standard.scorm2004 import OWN, faults
from tests.standard.xsd import faults as schema_faults

MANIFEST = "imsmanifest.xml"
EDITIONS = {"scorm2004-3": "2004 3rd Edition", "scorm2004-4": "2004 4th Edition"}


def built(folder: Path, edition: str) -> Package:
    return BY_NAME[edition].render(planned(folder))


@pytest.fixture(scope="module", params=EDITIONS)
def edition(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def package(edition: str) -> Package:
    return built(BASE, edition)


@pytest.mark.parametrize("folder", [BASE, *COURSES], ids=lambda path: path.name)
def test_a_course_keeps_every_rule(folder: Path, edition: str) -> None:
    made = built(folder, edition)
    assert schema_faults(made[MANIFEST].read(), edition) == []
    assert faults(made) == []


def test_the_editions_differ_in_their_name_only(package: Package, edition: str) -> None:
    text = package[MANIFEST].read().decode()
    assert text.count(EDITIONS[edition]) == 1
    third = built(BASE, "scorm2004-3")
    assert {path for path in package if package[path].sha256 != third[path].sha256} <= {MANIFEST}
    assert text.replace("4th", "3rd") == third[MANIFEST].read().decode()


def test_titles_in_other_scripts_are_written_raw(base: Path, edition: str) -> None:
    change("course.json", '"Base course"', '"Räume & <Ruhe> “安静” 😀"')(base)
    made = built(base, edition)
    assert schema_faults(made[MANIFEST].read(), edition) == []
    assert faults(made) == []
    assert "Räume &amp; &lt;Ruhe&gt; “安静” 😀" in made[MANIFEST].read().decode()


def test_a_measure_stands_only_where_it_is_asked_for(base: Path, edition: str) -> None:
    assert b"minNormalizedMeasure" not in built(base, edition)[MANIFEST].read()
    change("course.json", '"pages": "all", "assessments"', '"pages": "none", "assessments"')(base)
    change("course.json", '"passMark": 80', '"passMark": 80, "masteryScore": true')(base)
    made = built(base, edition)
    assert b'satisfiedByMeasure="true"' in made[MANIFEST].read()
    assert b"<imsss:minNormalizedMeasure>0.80</imsss:minNormalizedMeasure>" in made[MANIFEST].read()
    assert schema_faults(made[MANIFEST].read(), edition) == []
    assert faults(made) == []


CONTROLS = '<imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>'
PRIMARY = '<imsss:primaryObjective satisfiedByMeasure="false"/>'


def measured(mark: str) -> str:
    measure = f"<imsss:minNormalizedMeasure>{mark}</imsss:minNormalizedMeasure>"
    return f'<imsss:primaryObjective satisfiedByMeasure="false">{measure}</imsss:primaryObjective>'


# What is replaced in a good manifest, by what, and who must notice.
BROKEN = {
    "foreign child": ("<organizations ", "<x/><organizations ", "schema"),
    "no type": (' type="webcontent"', "", "schema"),
    "identifier with a space": ('"ORG1">', '"ORG 1">', "schema"),
    "visible yes": ('isvisible="true"', 'isvisible="yes"', "schema"),
    "unknown control": (">previous<", ">back<", "schema"),
    "measure out of range": (PRIMARY, measured("80"), "schema"),
    "order of sequencing": ("<imsss:objectives>", "<imsss:deliveryControls/><imsss:objectives>", "schema"),
    "1.2 spelling": ("adlcp:scormType", "adlcp:scormtype", "n03_resource"),
    "asset": ('scormType="sco"', 'scormType="asset"', "n03_resource"),
    "start page": ('href="index.html" adlcp', 'href="start.html" adlcp', "n03_resource"),
    "listed but absent": ('<file href="index.html"/>', '<file href="index.html"/><file href="gone.js"/>', "p04_p05_listing"),
    "case of a name": ('<file href="course.js"/>', '<file href="Course.js"/>', "p04_p05_listing"),
    "prefix": ("xmlns:adlcp=", "xmlns:scorm=", "n01_prefixes"),
    "dangling default": ('default="ORG1"', 'default="ORG2"', "m08_m12_organization"),
    "dangling resource": ('identifierref="RES1"', 'identifierref="RES2"', "m08_m12_organization"),
    "twice": ('identifier="ITEM1"', 'identifier="ORG1"', "m04_m05_identifiers"),
    "version": (" Edition<", " edition<", "n02_version"),
    "schema": (">ADL SCORM<", ">SCORM<", "n02_version"),
    "threshold": ("</title>\n        <imsss:seq", "</title><adlcp:completionThreshold/><imsss:seq", "n05_no_threshold"),
    "no controls": (CONTROLS, "", "n08_delivery"),
    "completion by the LMS": ('completionSetByContent="true"', 'completionSetByContent="false"', "n08_delivery"),
    "success by the LMS": (' objectiveSetByContent="true"', "", "n08_delivery"),
    "no flow": (' flow="true"', "", "n08_delivery"),
    "measure without satisfied": (PRIMARY, measured("0.80"), "n09_measure"),
    "satisfied without measure": ('satisfiedByMeasure="false"', 'satisfiedByMeasure="true"', "n09_measure"),
    "objective of its own": ("<imsss:primaryObjective ", '<imsss:primaryObjective objectiveID="P" ', "n09_measure"),
    "no way out": (">previous<", ">exitAll<", "n11_controls"),
    "foreign element": ("<resources>", '<x xmlns="urn:x"/><resources>', "nothing_foreign"),
    "status": (">final<", ">Final<", "lom_profile"),
    "no language": ('string language="en-US">Base', "string>Base", "lom_profile"),
    "duration": (">PT1H<", ">1 hour<", "lom_profile"),
    "metadata schema": (">ADLv1.0<", ">ADL SCORM 1.2<", "lom_profile"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "checker"), BROKEN.values(), ids=BROKEN)
def test_a_broken_manifest_is_noticed(old: str, new: str, checker: str, package: Package, edition: str) -> None:
    text = package[MANIFEST].read().decode()
    assert old in text
    text = text.replace(old, new)
    if old == "xmlns:adlcp=":
        text = text.replace("adlcp:", "scorm:")
    if checker == "schema":
        assert schema_faults(text.encode(), edition)
    else:
        assert checker in {fault.split(":")[0] for fault in faults(Package({**package, MANIFEST: text}))}


def test_every_checker_has_a_fault_that_it_notices() -> None:
    assert {check.__name__ for check in OWN} <= {checker for _, _, checker in BROKEN.values()}


def test_a_foreign_file_is_noticed(package: Package) -> None:
    assert faults(Package({**package, "extra.js": b""})) == ["p04_p05_listing: extra.js is not listed"]
    assert faults(Package({"index.html": b""})) == ["p02_manifest_at_root: no imsmanifest.xml"]
