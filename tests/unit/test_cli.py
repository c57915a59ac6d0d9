"""The command line where it meets the world: folders, titles, ports, characters."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from coursepack.load import load
from coursepack.migrate import migrate
from coursepack.problems import CourseError, Place, Problem
from tests.conftest import BASE
from tests.faults.case import run, snapshot

FOLDERS = ["quiet-room", "Quiet Room!", "1st course", "übung", "9" * 60, "a--b", "...x", "x" * 80, "日本"]


@pytest.mark.parametrize("name", FOLDERS)
def test_a_new_course_validates_and_builds_whatever_its_folder_is_called(name: str, tmp_path: Path) -> None:
    assert run("new", tmp_path / name).exit_code == 0
    assert run("validate", tmp_path / name).exit_code == 0
    assert run("build", tmp_path / name, "-o", tmp_path / "dist").exit_code == 0
    assert [path.suffix for path in (tmp_path / "dist").iterdir()].count(".zip") == 2


@pytest.mark.parametrize("title", ['"quoted" \\ title', "Größe 😀", "@slug@", "</script>", "x" * 200])
def test_any_title_arrives_as_it_is(title: str, tmp_path: Path) -> None:
    assert run("new", tmp_path / "a", "--title", title).exit_code == 0
    assert load(tmp_path / "a").course.title == title


@pytest.mark.parametrize("title", ["", " ", "two\nlines", "x" * 201, "\x1b[31m"])
def test_a_title_that_is_none_is_refused(title: str, tmp_path: Path) -> None:
    result = run("new", tmp_path / "a", "--title", title)
    assert result.exit_code == 2
    assert "a title is one line of 1 to 200 characters" in result.stderr
    assert not list(tmp_path.iterdir())


def test_new_in_an_empty_folder_and_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert run("new", ".").exit_code == 0
    assert load(Path()).course.slug == "here"
    assert run("new", ".").exit_code == 1


def test_new_over_a_file_or_below_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    before = snapshot(tmp_path)
    for folder in ("file", "file/course"):
        result = run("new", tmp_path / folder)
        assert (result.exit_code, "CP067 the folder" in result.stderr) == (1, True)
    assert snapshot(tmp_path) == before


def test_a_port_that_is_taken(base: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("play", base, "-p", taken.getsockname()[1])
    assert result.exit_code == 1
    assert "CP068 the server cannot listen here" in result.stderr
    assert "another --port" in result.stderr


@pytest.mark.parametrize(
    ("version", "words"), [(2, "schemaVersion 2"), (None, "schemaVersion null"), (True, "true"), ("1", '"1"')]
)
def test_migrate_refuses_what_it_does_not_know(version: object, words: str, base: Path) -> None:
    data = json.loads((base / "credit.json").read_text()) | {"schemaVersion": version}
    (base / "credit.json").write_text(json.dumps(data))
    with pytest.raises(CourseError, match="CP006") as caught:
        migrate(base / "credit.json")
    assert words in caught.value.problems[0].message


def test_several_courses_are_built_or_none(base: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    run("new", other)
    before = snapshot(tmp_path)
    (base / "credit.json").write_text("{")
    result = run("build", other, base, "--as-of", "2026-11-23", "-o", tmp_path / "dist")
    assert (result.exit_code, "nothing was built" in result.stderr) == (1, True)
    assert snapshot(tmp_path).keys() == before.keys()


def test_a_terminal_that_knows_only_ascii(base: Path, tmp_path: Path) -> None:
    for file, text in [("course.json", '"title": "Größe '), ("lessons/one.json", '"img/Wörd ')]:
        old = {"course.json": '"title": "', "lessons/one.json": '"img/'}[file]
        content = (base / file).read_text().replace(old, text, 1)
        (base / file).write_text(content)
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    for style in ("text", "json"):
        words = [sys.executable, "-m", "coursepack", "validate", str(base), "--format", style, "--as-of", "2026-11-23"]
        done = subprocess.run(words, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)
        assert done.returncode == 1
        assert "CP020" in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


def test_a_problem_is_one_line_and_a_hint() -> None:
    problem = Problem(Place("a.json", 3, 4), "CP010", "a\nb\x1b[31m\ud800", "c\td")
    assert str(problem) == "a.json:3:4: CP010 a\\nb\\x1b[31m\\ud800\n    hint: c\\td"
    assert str(Place("a.json")) == "a.json"


def test_problems_are_sorted_and_said_once() -> None:
    late, early = Problem(Place("b", 2, 1), "CP010", "x"), Problem(Place("b", 1, 9), "CP011", "y")
    assert CourseError([late, early, late]).problems == (early, late)


def test_the_base_course_has_no_lock() -> None:
    """Tests build copies; a lock here would mean that one did not."""
    assert not (BASE / "course.lock.json").exists()
