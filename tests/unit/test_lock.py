"""`course.lock.json`: numbers are never used again, never move, and are refused when they cannot be trusted."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.load import load
from coursepack.lock import LOCK_FILE, Lock, complete, keep, number, read_lock
from coursepack.problems import CourseError
from tests.conftest import BASE
from tests.faults.case import change, run, snapshot

BUILD = ("--as-of", "2026-11-23", "-o")


def numbers(folder: Path) -> Lock:
    lock = number(folder, load(folder).course)
    keep(folder, lock)
    return lock


def test_things_are_numbered_in_the_order_of_reading(base: Path) -> None:
    lock = numbers(base)
    assert lock.pages == {"why": 1, "how": 2, "finish": 3}
    assert list(lock.blocks.values()) == list(range(1, 12))
    assert lock.quizzes == {"final": 1}
    assert {name: entry.number for name, entry in lock.questions.items()} == {"q-door": 1, "q-free": 2, "q-things": 3}
    assert lock.questions["q-things"].options == {"water": 1, "chairs": 2, "radio": 3}
    assert read_lock(base) == lock


def test_a_second_build_changes_nothing(base: Path) -> None:
    numbers(base)
    before = (base / LOCK_FILE).stat()
    numbers(base)
    after = (base / LOCK_FILE).stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_inserting_moving_and_removing_leave_the_numbers_of_others(base: Path) -> None:
    before = numbers(base)
    blocks = '"blocks": [\n        {"id": "how-text", "type": "text", "markdown": "Ask *kindly*."},'
    change("lessons/one.json", blocks, '"blocks": [{"id": "new", "type": "text", "markdown": "New."},')(base)
    change("quizzes/final.json", '        {"id": "chairs", "text": "Two chairs", "correct": true},\n', "")(base)
    after = numbers(base)
    assert after.blocks == {**before.blocks, "new": 12}
    assert after.questions == before.questions
    change("lessons/one.json", '"id": "new"', '"id": "newer"')(base)
    assert numbers(base).blocks["newer"] == 13


names = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


@given(st.lists(names, min_size=1, max_size=5))
def test_a_number_is_never_used_again(versions: list[list[str]]) -> None:
    course = load(BASE).course
    lock, seen = Lock(), {}
    for version in versions:
        pages = tuple(course.lessons[1].pages[0].__class__(name, name, ()) for name in version)
        lesson = course.lessons[1].__class__("l", "L", pages)
        changed = course.__class__(
            **{field: getattr(course, field) for field in course.__struct_fields__} | {"lessons": (lesson,)}
        )
        lock, added = complete(lock, changed)
        assert {f"page '{name}'" for name in version if name not in seen} == {
            one for one in added if one.startswith("page")
        }
        for name, given_number in lock.pages.items():
            assert seen.setdefault(name, given_number) == given_number
    assert len(set(lock.pages.values())) == len(lock.pages)


def test_frozen_refuses_and_writes_nothing(base: Path, tmp_path: Path) -> None:
    before = snapshot(tmp_path)
    result = run("build", base, "--frozen", *BUILD, tmp_path / "dist")
    assert result.exit_code == 1
    assert "CP060 the lock lacks 24 numbers, for page 'why', page 'how'" in result.stderr
    assert snapshot(tmp_path) == before
    assert run("build", base, *BUILD, tmp_path / "dist").exit_code == 0
    assert run("build", base, "--frozen", *BUILD, tmp_path / "dist").exit_code == 0


def broken(base: Path, edit: Any) -> str:
    """What a build says when the lock was edited."""
    numbers(base)
    lock = json.loads((base / LOCK_FILE).read_text())
    edit(lock)
    (base / LOCK_FILE).write_text(json.dumps(lock, indent=1))
    before = snapshot(base)
    result = run("build", base, *BUILD, base / "dist")
    assert result.exit_code == 1
    assert snapshot(base) == before
    return result.stderr.replace(str(base), "base")


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda lock: lock["pages"].update(how=1), ["lock.json:4:10: CP061 number 1 is given twice in 'pages'", "lock.json:5:10: CP061"]),
        (lambda lock: lock["questions"]["q-free"].update(number=1), ["CP061 number 1 is given twice in 'questions'"]),
        (lambda lock: lock["questions"]["q-door"]["options"].update(window=1), ["CP061 number 1 is given twice in 'options'"]),
        (lambda lock: lock["blocks"].update({"why-text": 0}), ["CP061 'why-text' cannot have the number 0", "from 1 to 99999"]),
        (lambda lock: lock["blocks"].update({"why-text": 10**9}), ["CP061 'why-text' cannot have the number 1000000000"]),
        (lambda lock: lock["blocks"].update({"why-text": "1"}), ["CP061 the lock is not as coursepack wrote it", "version control"]),
        (lambda lock: lock.update(pages=[]), ["CP061 the lock is not as coursepack wrote it"]),
        (lambda lock: lock.update(schemaVersion=2), ["CP006 schemaVersion 2 is not one that this coursepack reads"]),
        (lambda lock: lock["questions"]["q-door"]["options"].update(old=35), []),
    ],
)  # fmt: skip
def test_a_lock_that_cannot_be_trusted(edit: Any, words: list[str], base: Path) -> None:
    if words:
        said = broken(base, edit)
        assert [word for word in words if word not in said] == []
        assert "msgspec" not in said


def test_a_question_has_at_most_35_options_in_its_life(base: Path) -> None:
    numbers(base)
    lock = json.loads((base / LOCK_FILE).read_text())
    lock["questions"]["q-door"]["options"]["gone"] = 35
    (base / LOCK_FILE).write_text(json.dumps(lock))
    change("quizzes/final.json", '"id": "window"', '"id": "curtain"')(base)
    said = run("build", base, *BUILD, base / "dist").stderr
    assert "CP062 question 'q-door' has had more than 35 options in its life" in said
    assert str(base / LOCK_FILE) in said


def test_a_lock_in_broken_json(base: Path) -> None:
    (base / LOCK_FILE).write_text('{"pages": {"a": 1, "a": 2}}')
    assert "course.lock.json:1:20: CP003 key 'a' stands twice" in run("build", base, *BUILD, base / "dist").stderr


@pytest.mark.parametrize("step", ["tempfile.mkstemp", "os.fdopen", "os.replace"])
def test_a_lock_that_cannot_be_written(step: str, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, os.strerror(28))

    before = snapshot(base)
    monkeypatch.setattr(step, full)
    with pytest.raises(CourseError, match="CP063 the file cannot be written: No space left on device"):
        numbers(base)
    assert snapshot(base) == before


def test_progress_that_could_be_too_long_is_refused_before_anything_is_written(base: Path, tmp_path: Path) -> None:
    options = [{"id": f"o{n}", "text": "T", "correct": True} for n in range(26)]
    question = {"type": "choice", "select": "several", "prompt": "P", "objective": "o-room", "options": options}
    question["feedback"] = {"correct": "C", "incorrect": "I"}
    quiz = json.loads((base / "quizzes/final.json").read_text())
    quiz["questions"] = [question | {"id": f"q{n}"} for n in range(200)]
    quiz["draw"] = 200
    (base / "quizzes/final.json").write_text(json.dumps(quiz))
    before = snapshot(tmp_path)
    result = run("build", base, *BUILD, tmp_path / "dist")
    assert "CP070 a learner's progress could need " in result.stderr
    assert "an LMS keeps 4096" in result.stderr
    assert (result.exit_code, snapshot(tmp_path)) == (1, before)


def test_no_lock_is_written_unless_all_courses_fit(base: Path, tmp_path: Path) -> None:
    for name in ("first", "last"):
        run("new", tmp_path / name)
    (base / LOCK_FILE).write_text("{")
    before = snapshot(tmp_path)
    for courses in (["first", "base", "last"], ["first", "last", "base"], ["base", "first", "last"]):
        result = run("build", *(tmp_path / name for name in courses), *BUILD, tmp_path / "dist")
        assert "course.lock.json:1:2: CP002 the file ends too early" in result.stderr
        assert (result.exit_code, snapshot(tmp_path)) == (1, before)
