"""The cache makes builds faster and never different."""

import hashlib
import multiprocessing
import os
import shutil
from pathlib import Path

import pytest

from coursepack.media import cache, pictures
from coursepack.media.pictures import Wanted, prepare
from tests.conftest import ROOT
from tests.faults.case import run
from tests.media import photo, saved

KEY = hashlib.sha256(b"x").hexdigest()
PICTURE = saved(photo(900, 600), "JPEG")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_what_was_put_is_got(here: Path) -> None:
    assert cache.get(KEY) is None
    cache.put(KEY, b"value")
    assert cache.get(KEY) == b"value"
    assert [path.name for path in here.rglob("*") if path.is_file()] == [KEY]


@pytest.mark.parametrize("damage", [b"", b"short", b"\0" * 40])
def test_a_damaged_entry_is_not_there(here: Path, damage: bytes) -> None:
    cache.put(KEY, b"value")
    (here / KEY[:2] / KEY).write_bytes(damage)
    assert cache.get(KEY) is None
    cache.put(KEY, b"again")
    assert cache.get(KEY) == b"again"


@pytest.mark.parametrize("folder", ["", "/proc/nowhere", "{file}/below"])
def test_a_folder_that_cannot_be_had_does_no_harm(folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(cache.VARIABLE, folder.format(file=tmp_path / "file"))
    cache.put(KEY, b"value")
    assert cache.get(KEY) is None
    cache.prune(0)


def test_where_it_is_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(cache.VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", "/caches")
    assert cache.folder() == Path("/caches/coursepack")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError))
    assert cache.folder() is None


def test_the_oldest_go_first(here: Path) -> None:
    keys = [hashlib.sha256(bytes([n])).hexdigest() for n in range(10)]
    for number, key in enumerate(keys):
        cache.put(key, bytes(68))
        os.utime(here / key[:2] / key, (number, number))
    assert cache.get(keys[0]) is not None  # used just now, so it is the youngest
    cache.prune(most=1000)
    assert [cache.get(key) is not None for key in keys] == [True] * 10
    os.utime(here / keys[1][:2] / keys[1], (1, 1))
    os.utime(here / keys[2][:2] / keys[2], (2, 2))
    cache.prune(most=999)
    assert [number for number, key in enumerate(keys) if cache.get(key) is None] == [1, 2, 3]


def test_room_is_made_while_it_fills(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST", 1000)
    for number in range(400):
        cache.put(hashlib.sha256(bytes([number & 255, number >> 8])).hexdigest(), bytes(100))
    assert len([path for path in here.rglob("*") if path.is_file()]) < 100


def test_the_second_time_nothing_is_decoded(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = prepare(PICTURE, "a.jpg", Wanted(2000))
    monkeypatch.setattr(pictures, "_make", lambda *_: pytest.fail("decoded"))
    assert prepare(PICTURE, "b.jpg", Wanted(2000)) == first


def test_other_uses_other_pictures_and_other_tools_are_not_mixed_up(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(PICTURE, "a.jpg", Wanted(2000))
    prepare(PICTURE, "a.jpg", Wanted(1440))
    prepare(PICTURE, "a.jpg", Wanted(1440, copies=False))
    prepare(saved(photo(901, 600), "JPEG"), "a.jpg", Wanted(2000))
    monkeypatch.setattr(pictures, "_tools", lambda: "other")
    prepare(PICTURE, "a.jpg", Wanted(2000))
    assert len([path for path in here.rglob("*") if path.is_file()]) == 5


def digest(course: Path, out: Path) -> str:
    assert run("build", course, "-f", "scorm12", "-o", out, "--as-of", "2026-11-23").exit_code == 0
    (package,) = out.glob("*.zip")
    return hashlib.sha256(package.read_bytes()).hexdigest()


def test_a_build_is_the_same_with_any_cache(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = shutil.copytree(ROOT / "courses/every-block", tmp_path / "course")
    cold, warm = digest(course, tmp_path / "a"), digest(course, tmp_path / "b")
    for path in here.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-1] + b"!")
    spoilt = digest(course, tmp_path / "c")
    monkeypatch.setenv(cache.VARIABLE, "")
    assert cold == warm == spoilt == digest(course, tmp_path / "d")


def _build(words: tuple[Path, Path]) -> str:
    return digest(*words)


def test_builds_at_the_same_time_do_not_disturb_each_other(here: Path, tmp_path: Path) -> None:
    jobs = [(shutil.copytree(ROOT / "courses/every-block", tmp_path / f"c{n}"), tmp_path / f"out{n}") for n in range(4)]
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert len(set(pool.map(_build, jobs))) == 1
    assert [path.name for path in here.rglob(".*")] == []
