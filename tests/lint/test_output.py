"""The four kinds of report, the exit codes, and validation against official schemas."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from coursepack.lint import Options, lint
from tests.conftest import ROOT
from tests.faults.case import run
from tests.lint.packages import GOOD, codes, judged, zipped
from tests.standard.xsd import FOLDER

SCHEMA = json.loads((ROOT / "coursepack/data/lint.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A package with an error, a warning, a note and a review."""
    files = {**GOOD["scorm12"], "setup.exe": b"x", "Thumbs.db": b"x"}
    files["imsmanifest.xml"] = files["imsmanifest.xml"].replace(b'default="ORG1"', b'default="ORG9"')
    files["sco.js"] += b"\nwindow.top.document.title = 1;"
    path = tmp_path / "bad course.zip"
    path.write_bytes(zipped(files))
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.zip"
    path.write_bytes(zipped(GOOD["scorm12"]))
    return path


def test_text_says_what_it_is_what_is_wrong_and_what_to_do(bad: Path, good: Path) -> None:
    result = run("lint", bad, good)
    assert result.exit_code == 1
    assert re.search(r"bad course.zip: SCORM 1.2, 6 files, \d KB\n", result.stdout)
    assert re.search(
        r"imsmanifest.xml:\d+: error CP404 the default organization 'ORG9' does not exist\n", result.stdout
    )
    assert "fix: name an organization that exists  (coursepack rule CP404)" in result.stdout
    assert "1 error, 2 warnings, 1 note, 1 review: an LMS may refuse this package" in result.stdout
    assert "good.zip: SCORM 1.2" in result.stdout
    assert "nothing found. Try it with a test learner." in result.stdout


def test_json_follows_its_schema(bad: Path, good: Path) -> None:
    said = json.loads(run("lint", bad, good, "--format", "json").stdout)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(said)
    assert said["errors"] == 1
    assert [one["counts"]["error"] for one in said["packages"]] == [1, 0]
    assert {one["code"] for one in said["packages"][0]["findings"]} == {"CP326", "CP328", "CP357", "CP394", "CP404"}


def test_sarif_has_what_readers_of_it_need(bad: Path) -> None:
    said: dict[str, Any] = json.loads(run("lint", bad, "--format", "sarif").stdout)
    assert said["version"] == "2.1.0"
    (made,) = said["runs"]
    rules = made["tool"]["driver"]["rules"]
    assert made["tool"]["driver"]["name"] == "coursepack"
    for result in made["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert " " not in uri
    lines = [
        one["locations"][0]["physicalLocation"].get("region") for one in made["results"] if one["ruleId"] == "CP404"
    ]
    assert lines[0]["startLine"] > 1


def test_junit_counts_what_fails(bad: Path, good: Path) -> None:
    root = etree.fromstring(run("lint", bad, good, "--format", "junit").stdout.encode())
    first, second = root
    assert (first.get("tests"), first.get("failures")) == ("5", "3")
    assert len(first.findall("testcase/failure")) == 3
    assert (second.get("tests"), second.get("failures")) == ("1", "0")


def test_exit_codes(bad: Path, good: Path, tmp_path: Path) -> None:
    assert run("lint", good).exit_code == 0
    assert run("lint", bad).exit_code == 1
    assert run("lint", bad, "--ignore", "CP404").exit_code == 0
    assert run("lint", bad, "--ignore", "CP404", "--strict").exit_code == 1
    assert run("lint", bad, "--select", "CP999").exit_code == 2
    assert run("lint").exit_code == 2
    gone = run("lint", tmp_path / "gone.zip", good)
    assert gone.exit_code == 1
    assert "CP001" in gone.stderr
    assert "good.zip" in gone.stdout


def test_a_rule_explains_itself() -> None:
    said = run("rule", "cp453").stdout
    assert "SuccessFactors" in said
    assert "Fix: write <imsss:deliveryControls" in said
    assert len(run("rule").stdout.splitlines()) >= 120
    assert run("rule", "CP000").exit_code == 2
    assert "--lms moodle" in run("rule", "CP657").stdout


def test_a_folder_is_the_same_as_its_zip(tmp_path: Path) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    for name, data in GOOD["scorm2004"].items():
        (folder / name).write_bytes(data)
    assert codes(lint(folder)) == []
    (folder / "link.txt").symlink_to("/etc/passwd")
    assert codes(lint(folder)) == ["CP317", "CP357"]


def test_hidden_characters_do_not_reach_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({**GOOD["scorm12"], "\x1b[31mred.exe": b"x"}))
    said = run("lint", path).stdout
    assert "\x1b" not in said
    assert "\\x1b[31mred.exe" in said


EDITIONS = [("scorm12", "scorm12edition"), ("scorm2004", "scorm20044thedition")]


@pytest.mark.parametrize(("kind", "folder"), EDITIONS)
def test_official_schemas_are_used_when_they_are_there(kind: str, folder: str, tmp_path: Path) -> None:
    options = Options(select=("CP353", "CP354"), xsd=FOLDER / folder)
    assert codes(judged(tmp_path, GOOD[kind], options)) == []
    files = dict(GOOD[kind])
    files["imsmanifest.xml"] = files["imsmanifest.xml"].replace(b"<resources>", b"<resources><unheard/>")
    assert codes(judged(tmp_path, files, options)) == ["CP353"]


def test_missing_schemas_are_not_a_success(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert codes(judged(tmp_path, GOOD["scorm12"], Options(xsd=empty))) == ["CP354"]
