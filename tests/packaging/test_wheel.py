"""The wheel: what is in it, and that it works in a clean environment, far from the repository and without Node."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

PIP = ("-m", "pip", "--disable-pip-version-check", "--quiet")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, *PIP, "wheel", "--no-deps", "-w", folder, ROOT], check=True)
    (path,) = folder.glob("coursepack-*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel and exactly the locked dependencies: the folder of its programs."""
    folder = tmp_path_factory.mktemp("clean") / "venv"
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / "bin/python"
    subprocess.run([python, *PIP, "install", "-r", ROOT / "requirements.lock"], check=True)
    subprocess.run([python, *PIP, "install", "--no-deps", wheel], check=True)
    return folder / "bin"


def repository(folder: str, *endings: str) -> set[str]:
    files = subprocess.run(["git", "ls-files", folder], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return {name for name in files.split("\n") if name.endswith(endings)}


def test_everything_that_runs_travels(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = repository("coursepack", ".py", ".j2", ".json", ".js", ".css", ".html", ".md", "py.typed")
    wanted |= {f"coursepack/{name}" for name in repository("schemas", ".json")}
    assert {name for name in wanted if "coursepack/" in name} - names == set()


def test_nothing_else_travels(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"coursepack"}
    assert [name for name in names if name.endswith((".ts", ".map", ".pyc", ".zip")) or "node_modules" in name] == []


def test_the_metadata_names_the_command_and_the_requirements(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (info,) = {name.split("/")[0] for name in archive.namelist() if ".dist-info/" in name}
    assert "coursepack = coursepack.cli:main" in archive.read(f"{info}/entry_points.txt").decode()
    metadata = archive.read(f"{info}/METADATA").decode()
    assert "Requires-Python: >=3.11" in metadata
    assert "Requires-Dist: deflate==" in metadata


def test_a_course_is_made_and_built_there(installed: Path, tmp_path: Path) -> None:
    def coursepack(*words: str) -> str:
        environment = {"PATH": str(installed), "HOME": str(tmp_path), "LANG": "C.UTF-8"}
        command = [installed / "coursepack", *words]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    assert not [name for name in os.listdir(installed) if name.startswith(("node", "npm"))]
    assert "quiet-room: a new course" in coursepack("new", "quiet-room")
    assert "valid, 2 pages, 2 questions" in coursepack("validate", "quiet-room")
    assert coursepack("build", "quiet-room").count("sha256") == 2
    assert coursepack("build", "quiet-room", "--frozen").count("sha256") == 2
    assert sorted(path.suffix for path in (tmp_path / "dist").iterdir()) == [".sha256", ".sha256", ".zip", ".zip"]
    assert "already at schemaVersion 1" in coursepack("migrate", "quiet-room")


def test_it_builds_the_same_bytes_there(installed: Path, tmp_path: Path) -> None:
    course = ROOT / "courses/every-block"
    words = ["build", str(course), "--frozen", "--as-of", "2026-11-23", "-o"]
    subprocess.run(
        [installed / "coursepack", *words, tmp_path / "there"], cwd=tmp_path, check=True, capture_output=True
    )
    subprocess.run(
        [sys.executable, "-m", "coursepack", *words, tmp_path / "here"], cwd=ROOT, check=True, capture_output=True
    )
    here, there = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("here", "there"))
    assert here == there
