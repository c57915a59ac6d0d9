"""The same course gives the same bytes: on any machine, in any folder, at any time, in any zone."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import BASE, COURSES, ROOT
from tests.faults.case import run
from tests.media import photo, saved

NODE = """
const zip = require("fs").readFileSync(process.argv[1]);
let at = zip.readUInt32LE(zip.length - 6), names = [];
while (zip.readUInt32LE(at) === 0x02014b50) {
  const size = zip.readUInt32LE(at + 24), method = zip.readUInt16LE(at + 10), length = zip.readUInt16LE(at + 28);
  const from = zip.readUInt32LE(at + 42), packed = zip.readUInt32LE(at + 20), start = from + 30 + zip.readUInt16LE(from + 26);
  const raw = zip.subarray(start, start + packed), data = method ? require("zlib").inflateRawSync(raw) : raw;
  if (data.length !== size) throw Error("size");
  names.push(zip.toString("utf8", at + 46, at + 46 + length));
  at += 46 + length;
}
console.log(names.join(" "));
"""


def built(folder: Path, out: Path, umask: str = "022", **environment: str) -> dict[str, str]:
    """A build in a process of its own: SHA-256 of every file that it wrote."""
    words = ["build", str(folder.resolve()), "-o", str(out.resolve()), "--as-of", "2026-11-23"]
    code = f"import os; os.umask(0o{umask}); from coursepack.cli import main; main({words!r})"
    out.mkdir(parents=True)
    subprocess.run([sys.executable, "-c", code], check=True, cwd=out, env=os.environ | environment, capture_output=True)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir())}


def test_where_when_and_how_do_not_matter(tmp_path: Path) -> None:
    here = shutil.copytree(BASE, tmp_path / "here")
    there = shutil.copytree(BASE, tmp_path / "else where/thère")
    for number, path in enumerate(sorted(there.rglob("*"), reverse=True)):
        os.utime(path, (number * 1e6, number * 1e6))
    first = built(here, tmp_path / "a", PYTHONHASHSEED="1", TZ="UTC")
    second = built(
        there, tmp_path / "b", "077", PYTHONHASHSEED="2", TZ="Asia/Kathmandu", LC_ALL="C", HOME=str(tmp_path)
    )
    assert first == second
    assert len(first) == 4
    assert (here / "course.lock.json").read_bytes() == (there / "course.lock.json").read_bytes()


def test_pictures_do_not_depend_on_the_processor_or_on_earlier_builds(tmp_path: Path) -> None:
    """Plain code instead of the processor's own instructions for JPEG, and no cache instead of a full one."""
    course = shutil.copytree(ROOT / "courses/every-block", tmp_path / "course")
    (course / "img/room-evening.jpg").write_bytes(saved(photo(2400, 1600), "JPEG", quality=95))
    first = built(course, tmp_path / "a")
    assert first == built(course, tmp_path / "b", COURSEPACK_CACHE="", JSIMD_FORCENONE="1")
    assert first == built(course, tmp_path / "c")


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    courses = [shutil.copytree(folder, tmp_path_factory.mktemp("courses") / folder.name) for folder in [BASE, *COURSES]]
    assert run("build", *courses, "--as-of", "2026-11-23", "-o", out).exit_code == 0
    return out


def test_the_digest_beside_a_package_is_right(dist: Path) -> None:
    sums = sorted(path.name for path in dist.glob("*.sha256"))
    assert sums == [f"{path.name}.sha256" for path in sorted(dist.glob("*.zip"))]
    subprocess.run(["sha256sum", "-c", "--quiet", *sums], cwd=dist, check=True)


def test_names_say_slug_version_and_format(dist: Path) -> None:
    names = sorted(path.name for path in dist.glob("*.zip"))
    assert [name for name in names if name.startswith("base")] == ["base-1.0.0-scorm12.zip", "base-1.0.0-xapi.zip"]


def test_other_programs_read_the_packages(dist: Path) -> None:
    for path in sorted(dist.glob("*.zip")):
        subprocess.run(["unzip", "-tqq", path], check=True)
        names = subprocess.run(["node", "-e", NODE, path], check=True, capture_output=True, text=True).stdout.split()
        assert "index.html" in names
        assert names == sorted(names)


def test_nothing_but_packages_and_digests_is_left(dist: Path) -> None:
    assert {path.suffix for path in dist.iterdir()} == {".zip", ".sha256"}
    assert {path.stat().st_mode & 0o777 for path in dist.iterdir()} == {0o644}
