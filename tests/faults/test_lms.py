"""What `build --lms` refuses and what it warns of: the LMS's own limits, each with the fact that it rests on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from msgspec.structs import replace as changed

from coursepack.cli import build as command
from coursepack.lms import limits
from coursepack.lms.profile import Profile, profile
from tests.conftest import AS_OF
from tests.faults.case import run


def build(folder: Path, *words: str) -> Result:
    return run("build", folder, "--as-of", AS_OF, "-o", folder / "dist", *words)


def refused(folder: Path, *words: str) -> str:
    """What is said; nothing may be left behind."""
    result = build(folder, *words)
    assert result.exit_code == 1
    assert "nothing was built" in result.stderr
    assert not list((folder / "dist").glob("*"))
    return result.stderr


def without_assessment(folder: Path) -> None:
    course: Any = json.loads((folder / "course.json").read_text())
    del course["passing"], course["quizzes"]
    course["completion"] = {"pages": "all", "assessments": "none"}
    course["lessons"][1]["pages"][0]["blocks"].pop(0)
    (folder / "course.json").write_text(json.dumps(course))


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> None:
    """Moodle with the limits of another profile, far lower: its own no course reaches in a test."""
    one = profile("moodle")
    number = one.limits.identifier_characters
    assert number
    narrow = replace_limits(one, identifier_characters=changed(number, value=10))
    monkeypatch.setattr(command, "profile", lambda name: narrow)


def replace_limits(one: Profile, **more: Any) -> Profile:
    return changed(one, limits=changed(one.limits, **more))


def test_a_format_that_the_lms_does_not_take(base: Path) -> None:
    said = refused(base, "--lms", "talentlms", "-f", "scorm2004-4")
    assert "CP220 TalentLMS is said not to take scorm2004-4" in said
    assert "hint: build scorm12 (vendor: Of the editions of SCORM only 1.2" in said


def test_a_format_of_which_nothing_is_known(base: Path) -> None:
    result = build(base, "--lms", "canvas", "-f", "xapi")
    assert result.exit_code == 0
    assert "warning CP221 it is not known whether Canvas takes xapi" in result.stderr


def test_a_mastery_score_where_only_completed_is_said(base: Path) -> None:
    course: Any = json.loads((base / "course.json").read_text())
    course["passing"]["masteryScore"] = True
    course["completion"] = {"pages": "none", "assessments": "passed"}
    (base / "course.json").write_text(json.dumps(course))
    assert "CP222 HealthStream Learning Center is to be told 'completed' only" in refused(base, "--lms", "healthstream")
    assert build(base, "--lms", "moodle").exit_code == 0


def test_a_course_without_a_score_where_one_is_said_to_be_wanted(base: Path) -> None:
    without_assessment(base)
    result = build(base, "--lms", "workday")
    assert result.exit_code == 0
    assert "warning CP223 the course has no assessment" in result.stderr
    assert "CP223" not in build(base, "--lms", "workday", "--score-on-completion").stderr
    assert "CP223" not in build(base, "--lms", "moodle").stderr


def test_a_score_on_completion_is_for_an_lms(base: Path) -> None:
    result = build(base, "--score-on-completion")
    assert result.exit_code == 2
    assert "name it with --lms" in result.stderr


def test_a_package_that_is_too_large(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MEGABYTE", 1)
    said = refused(base, "--lms", "oracle")
    assert "CP224 the package has" in said
    assert "Oracle Learning takes 1024 MB" in said
    result = build(base, "--lms", "cornerstone")
    assert result.exit_code == 0, "a larger package has other ways in"
    assert "warning CP224" in result.stderr


def test_a_file_that_the_lms_takes_for_a_program(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """coursepack refuses such files for every LMS (CP026); a profile may know of others."""
    one = profile("docebo")
    endings = one.limits.refused_endings
    assert endings
    narrow = replace_limits(one, refused_endings=changed(endings, value=("txt",)))
    monkeypatch.setattr(command, "profile", lambda name: narrow)
    assert "CP225 Docebo Learn takes no package with a file such as 'assets/files/card.txt'" in refused(
        base, "--lms", "docebo"
    )


@pytest.mark.usefixtures("tight")
def test_an_identifier_that_is_too_long(base: Path) -> None:
    assert "CP226 the identifier 'CP-" in refused(base, "--lms", "moodle")


def test_what_nobody_can_vouch_for_stops_no_build(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = profile("oracle")
    doubtful = changed(one, facts=tuple(changed(fact, mark="reported") for fact in one.facts))
    monkeypatch.setattr(command, "profile", lambda name: doubtful)
    monkeypatch.setattr(limits, "MEGABYTE", 1)
    result = build(base, "--lms", "oracle")
    assert result.exit_code == 0
    assert "warning CP224" in result.stderr


def test_an_unknown_lms_is_a_usage_error(base: Path) -> None:
    result = build(base, "--lms", "blackboard")
    assert result.exit_code == 2
    assert "'healthstream'" in result.stderr


def test_an_ending_is_what_stands_behind_the_last_dot() -> None:
    assert [limits._ending(path) for path in ("a/b.PHP", "a/.htaccess", "a.tar.gz", "a/README")] == [
        "php",
        "htaccess",
        "gz",
        "",
    ]


def test_two_plans_for_two_lms_do_not_mix(base: Path) -> None:
    assert build(base, "--lms", "moodle").exit_code == build(base, "--lms", "healthstream").exit_code == 0
    names = {path.name for path in (base / "dist").glob("*.zip")}
    assert names == {"base-1.0.0-scorm12-moodle.zip", "base-1.0.0-scorm12-healthstream.zip"}
