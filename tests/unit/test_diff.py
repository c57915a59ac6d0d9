"""`coursepack diff`: its words, its exit codes, what it cannot tell, and that it compares all formats with a player."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import Result

from coursepack.formats import FORMATS
from coursepack.lock import LOCK_FILE
from tests.conftest import AS_OF, BASE
from tests.faults.case import change, put, run

PLAYED = [item for item in FORMATS if item.player]


def built(folder: Path, out: Path, name: str = "scorm12", *more: str) -> Path:
    told = run("build", folder, "-f", name, "--as-of", AS_OF, "-o", out, *more)
    assert told.exit_code == 0, told.stderr
    (path,) = [path for path in out.iterdir() if path.suffix != ".sha256"]
    return path


def compared(old: Path, new: Path) -> Result:
    return run("diff", old, new)


@pytest.mark.parametrize("item", PLAYED, ids=lambda item: item.name)
def test_all_formats_with_a_player_are_compared(item: object, base: Path, tmp_path: Path) -> None:
    name = item.name  # type: ignore[attr-defined]  # a Format
    old = built(base, tmp_path / "old", name)
    same = compared(old, old)
    assert (same.exit_code, same.stderr) == (0, "")
    assert "Safe to replace.\nSaved progress carries over." in same.stdout
    change("course.json", '"passMark": 80', '"passMark": 90')(base)
    told = compared(old, built(base, tmp_path / "new", name))
    assert told.exit_code == 1
    assert "  ! The pass mark changes from 80 % to 90 %." in told.stdout
    assert "Both say version 1.0.0." in told.stdout


def test_words_and_pages_may_change(base: Path, tmp_path: Path) -> None:
    old = built(base, tmp_path / "old")
    (base / "text/why.md").write_text("Something else is written here.\n")
    change("course.json", '"version": "1.0.0"', '"version": "1.0.1"')(base)
    told = compared(old, built(base, tmp_path / "new"))
    assert told.exit_code == 0
    assert "Other words or pictures on 1 page: 'Why'." in told.stdout
    assert "Both say" not in told.stdout


def test_facts_of_credit_want_a_new_version(base: Path, tmp_path: Path) -> None:
    old = built(base, tmp_path / "old")
    credit = json.loads((base / "credit.json").read_text())
    credit["expiryDate"] = "2029-12-31"
    put("credit.json", json.dumps(credit))(base)
    told = compared(old, built(base, tmp_path / "new"))
    assert told.exit_code == 1
    assert "Facts of the credit change: expiry date." in told.stdout


def test_a_lost_lock_is_noticed(base: Path, tmp_path: Path) -> None:
    """As when somebody builds from a copy without it, after the order has changed."""
    old = built(base, tmp_path / "old")
    (base / LOCK_FILE).unlink()
    one = json.loads((base / "lessons/one.json").read_text())
    one["pages"].reverse()
    put("lessons/one.json", json.dumps(one))(base)
    told = compared(old, built(base, tmp_path / "new"))
    assert told.exit_code == 1
    assert "Saved progress does not carry over, or not all of it." in told.stdout
    assert "2 pages lost the number that progress is kept by ('how', 'why')" in told.stdout


def test_another_kind_of_package_begins_anew(base: Path, tmp_path: Path) -> None:
    told = compared(built(base, tmp_path / "old"), built(base, tmp_path / "new", "scorm2004-4"))
    assert told.exit_code == 1
    assert "The old package is scorm12, the new one scorm2004 (2004 4th Edition)" in told.stdout


def test_units_are_compared_one_by_one(base: Path, tmp_path: Path) -> None:
    old = built(base, tmp_path / "old", "scorm12", "--units", "lesson")
    same = compared(old, old)
    assert same.exit_code == 0
    assert "scorm12, 2 units, structure" in same.stdout
    cut = compared(built(base, tmp_path / "whole"), old)
    assert "The course is cut otherwise: 1 unit before, 2 units now." in cut.stdout
    (base / "text/why.md").write_text("Something else is written here.\n")
    told = compared(old, built(base, tmp_path / "new", "scorm12", "--units", "lesson"))
    assert told.exit_code == 0
    assert "- 'The room': Other words or pictures on 1 page: 'Why'." in told.stdout


def test_it_tells_programs_too(base: Path, tmp_path: Path) -> None:
    old = built(base, tmp_path / "old")
    change("course.json", '"passMark": 80', '"passMark": 90')(base)
    told = run("diff", old, built(base, tmp_path / "new"), "--format", "json")
    data = json.loads(told.stdout)
    assert (told.exit_code, data["verdict"], data["progress"]) == (1, "new-version", "carried-over")
    assert {one["area"]: one["newVersion"] for one in data["changes"]} == {"score": True, "package": False}
    assert data["old"]["structure"] != data["new"]["structure"]


def test_the_fingerprint_changes_with_what_records_hang_on_only(base: Path, tmp_path: Path) -> None:
    old = built(base, tmp_path / "old")
    (base / "text/why.md").write_text("Something else is written here.\n")
    words = json.loads(run("diff", old, built(base, tmp_path / "words"), "--format", "json").stdout)
    assert words["old"]["structure"] == words["new"]["structure"]


def packed(path: Path, **files: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "."), text)
    return path


def test_what_cannot_be_told_is_said(base: Path, tmp_path: Path) -> None:
    old = built(base, tmp_path / "old")
    foreign = packed(tmp_path / "other.zip", index__html="<p>Somebody else's</p>")
    nothing = packed(tmp_path / "nothing.zip", readme__txt="no course")
    for path in (foreign, nothing, built(base, tmp_path / "cc", "cc")):
        told = compared(old, path)
        assert told.exit_code == 2
        assert told.stdout == ""
        assert "CP270 cannot tell: " in told.stderr
    assert run("diff", old, foreign, "--format", "json").exit_code == 2
    assert compared(old, tmp_path / "missing.zip").exit_code == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"format":2}', "CP271"),
        ('{"format":1}', "CP270"),
        ("{", "CP270"),
        ('{"format":1,"id":"x","slug":"x","version":"1","title":"x","language":"en","builtBy":"x","minutes":1,"completion":{},"passMark":null,'
         '"pages":[{}],"quizzes":[]}', "CP270"),
    ],
)  # fmt: skip
def test_course_data_that_is_not_ours(text: str, code: str, tmp_path: Path) -> None:
    page = "<div data-block='1' id='b-x'></div>"
    path = packed(tmp_path / "x.zip", index__html=page, course__js=f"window.coursepackCourse={text};\n")
    told = compared(path, path)
    assert told.exit_code == 2
    assert code in told.stderr


def test_the_package_needs_no_lock_and_no_source(tmp_path: Path) -> None:
    """Only what an LMS got is compared."""
    folder = shutil.copytree(BASE, tmp_path / "base")
    old = built(folder, tmp_path / "old")
    shutil.rmtree(folder)
    assert compared(old, old).exit_code == 0
