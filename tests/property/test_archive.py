"""Packages to zip files and back; and zip files made to do harm."""

import io
import os
import shutil
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursepack import archive
from coursepack.package import Blob, Package
from coursepack.problems import CourseError

steps = st.text(st.characters(exclude_characters="/\\:\0", exclude_categories=["Cs"]), min_size=1, max_size=8).filter(
    lambda step: step not in (".", "..")
)
names = st.lists(steps, min_size=1, max_size=3).map("/".join) | st.just("index.html")
sizes = st.binary(max_size=300) | st.integers(0, 70_000).map(lambda size: b"lorem ipsum " * (size // 12))
packages = st.dictionaries(names, sizes, max_size=6)


@given(packages)
def test_round_trip(tmp_path: Path, files: dict[str, bytes]) -> None:
    path, package = tmp_path / "a.zip", Package(files)
    archive.write(package, path)
    back = archive.read(path)
    assert {name: blob.read() for name, blob in back.items()} == files
    assert back.digest() == package.digest()
    assert list(back) == sorted(files)
    with zipfile.ZipFile(path) as other:
        assert other.testzip() is None
        assert [info.orig_filename for info in other.infolist()] == sorted(files)


def test_other_programs_read_it(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    archive.write(
        Package({"index.html": "<p>ä</p>" * 99, "b/ü.txt": "x", "empty": b"", "c.png": os.urandom(9000)}), path
    )
    subprocess.run(["unzip", "-tqq", path], check=True)


def test_every_byte_is_fixed(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    archive.write(Package({"b.txt": "x" * 99, "ä.txt": "y"}), path)
    with zipfile.ZipFile(path) as other:
        plain, accented = other.infolist()
    assert (plain.filename, plain.date_time, plain.compress_type) == ("b.txt", (1980, 1, 1, 0, 0, 0), 8)
    assert (plain.flag_bits, accented.flag_bits) == (0, 0x800)
    assert (plain.external_attr >> 16, plain.create_system, plain.create_version, plain.extract_version) == (
        0o100644,
        3,
        20,
        20,
    )
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_folder_is_read_as_its_zip(tmp_path: Path, base: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as other:
        for file in base.rglob("*"):
            if file.is_file():
                other.write(file, file.relative_to(base))
    assert archive.read(base).digest() == archive.read(tmp_path / "a.zip").digest()


def zipped(**entries: bytes) -> bytearray:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as other:
        for name, data in entries.items():
            other.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return bytearray(stream.getvalue())


def renamed(name: str) -> bytearray:
    return zipped(**{"x" * len(name): b"x"}).replace(b"x" * len(name), name.encode())


def linked() -> bytearray:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as other:
        info = zipfile.ZipInfo("link")
        info.external_attr = 0o120777 << 16
        other.writestr(info, "/etc/passwd")
    return bytearray(stream.getvalue())


def patched(data: bytearray, offset: int, value: bytes) -> bytearray:
    """The zip with bytes of its first directory entry replaced."""
    at = data.index(b"PK\x01\x02") + offset
    data[at : at + len(value)] = value
    return data


def twice() -> bytearray:
    return zipped(aa=b"1", ab=b"2").replace(b"ab", b"aa")


HOSTILE = {
    "parent": (renamed("../evil"), "CP103", "leaves the package"),
    "parent in the middle": (renamed("a/../../evil"), "CP103", "leaves the package"),
    "absolute": (renamed("/etc/evil"), "CP103", "leaves the package"),
    "drive": (renamed("C:/evil"), "CP103", "leaves the package"),
    "backslash": (renamed("..\\evil"), "CP103", "backslash"),
    "symbolic link": (linked(), "CP103", "is a symbolic link"),
    "encrypted": (patched(zipped(a=b"secret"), 8, b"\x01\x00"), "CP103", "is encrypted"),
    "unknown method": (patched(zipped(a=b"x"), 10, b"\x0e\x00"), "CP103", "method 14"),
    "twice": (twice(), "CP103", "stands twice"),
    "claims less": (patched(zipped(a=b"\0" * 10_000), 24, struct.pack("<L", 10)), "CP101", "not a zip"),
    "claims another sum": (patched(zipped(a=b"\0" * 10), 16, b"\0\0\0\0"), "CP101", "not a zip"),
    "cut short": (zipped(a=b"x" * 500)[:60], "CP101", "not a zip"),
    "no zip": (bytearray(b"PK but not really"), "CP101", "not a zip"),
    "empty": (bytearray(), "CP101", "not a zip"),
}


@pytest.mark.parametrize(("data", "code", "words"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_zip_is_refused(data: bytearray, code: str, words: str, tmp_path: Path) -> None:
    refused(tmp_path / "a.zip", data, code, words)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1 << 20)
    refused(tmp_path / "a.zip", zipped(a=b"\0" * (1 << 20), b=b"x"), "CP102", "unpacks to more than 1 MB")


def refused(path: Path, data: bytearray, code: str, words: str) -> None:
    path.write_bytes(data)
    with pytest.raises(CourseError) as caught:
        archive.read(path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file) == (code, str(path))
    assert words in problem.message


@settings(max_examples=300)
@given(st.data())
def test_a_damaged_zip_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    content = zipped(**{"index.html": b"hello " * 40, "b/c.txt": b"x", "ü": bytes(range(40))})
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "a.zip"
    path.write_bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))])
    codes = []
    try:
        archive.read(path)
    except CourseError as error:
        codes = [problem.code for problem in error.problems]
    assert codes in ([], ["CP101"], ["CP102"], ["CP103"])


def test_a_missing_file_and_a_link_out_of_a_folder(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="CP001 there is no such file"):
        archive.read(tmp_path / "no.zip")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/link").symlink_to("/etc/hostname")
    with pytest.raises(CourseError, match="CP103 'link' is a symbolic link out of the folder"):
        archive.read(tmp_path / "folder")


@pytest.mark.parametrize("step", ["tempfile.mkstemp", "os.fdopen", "os.replace"])
def test_a_failed_write_leaves_nothing(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step, full_disk)
    with pytest.raises(CourseError, match="CP064 the package cannot be written: No space left on device"):
        archive.write(Package({"a": b"x"}), tmp_path / "a.zip")
    assert not list(tmp_path.iterdir())


def test_a_failed_write_leaves_the_older_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"older")
    missing = Blob(path=tmp_path / "gone")
    with pytest.raises(CourseError, match="CP064"):
        archive.write(Package({"a": missing, "b": b"x"}), path)
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"older"]


def full_disk(*_: Any, **__: Any) -> None:
    raise OSError(28, os.strerror(28))


def test_a_large_file_is_stored_in_pieces(tmp_path: Path) -> None:
    large = tmp_path / "film.txt"
    with large.open("wb") as stream:
        stream.truncate(65 * 1024 * 1024)
    archive.write(Package({"film.txt": Blob(path=large)}), tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as other:
        (info,) = other.infolist()
    assert (info.compress_type, info.CRC) == (0, zlib.crc32(b"\0" * large.stat().st_size))
    shutil.rmtree(tmp_path)


def test_too_many_files(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="CP065 the package has 65535 files"):
        archive.write(Package({str(number): b"" for number in range(65_535)}), tmp_path / "a.zip")
    assert not list(tmp_path.iterdir())
