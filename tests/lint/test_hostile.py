"""Archives that are damaged or made to do harm: a finding each, bounded memory, nothing written, no network, no traceback."""

import io
import os
import socket
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.lint import BROKE, Options, all_rules, lint
from tests.conftest import ROOT
from tests.lint.packages import GOOD, codes, judged, zipped

GOOD_ZIP = zipped(GOOD["scorm12"])


def member(name: str, data: bytes, *, method: int = 8, flags: int = 0, mode: int = 0) -> bytes:
    stream = io.BytesIO(GOOD_ZIP)
    with zipfile.ZipFile(stream, "a") as archive:
        info = zipfile.ZipInfo(name)
        info.compress_type, info.external_attr = method, mode << 16
        archive.writestr(info, data)
    return _flagged(stream.getvalue(), name, flags)


def _flagged(data: bytes, name: str, flags: int) -> bytes:
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(name.encode()))
    return data[: at + 8] + struct.pack("<H", flags) + data[at + 10 :] if flags else data


def directory_field(name: str, offset: int, value: bytes) -> bytes:
    """The good zip with something else in the directory's line of a file."""
    at = GOOD_ZIP.rindex(b"PK\x01\x02", 0, GOOD_ZIP.rindex(name.encode()))
    return GOOD_ZIP[: at + offset] + value + GOOD_ZIP[at + offset + len(value) :]


def damaged() -> bytes:
    at = GOOD_ZIP.index(b"sco.js") + 40
    return GOOD_ZIP[:at] + bytes([GOOD_ZIP[at] ^ 0xFF]) + GOOD_ZIP[at + 1 :]


def doubled() -> bytes:
    stream = io.BytesIO(GOOD_ZIP)
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("imsmanifest.xml", GOOD["scorm12"]["imsmanifest.xml"])
    return stream.getvalue()


def wide() -> bytes:
    """The good zip with a 64-bit directory."""
    end = GOOD_ZIP.rindex(b"PK\x05\x06")
    count, size, offset = struct.unpack_from("<HLL", GOOD_ZIP, end + 10)
    record = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    tail = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return GOOD_ZIP[:end] + record + locator + tail


def bomb() -> bytes:
    stream = io.BytesIO(GOOD_ZIP)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("zeros.bin", "w") as out:
        for _ in range(300):
            out.write(bytes(1 << 20))
    return stream.getvalue()


def claimed_huge() -> bytes:
    """A few entries that claim four gigabytes each."""
    stream = io.BytesIO(GOOD_ZIP)
    with zipfile.ZipFile(stream, "a") as archive:
        for number in range(2):
            archive.writestr(f"video{number}.mp4", b"x")
    data = bytearray(stream.getvalue())
    for number in range(2):
        at = data.rindex(b"PK\x01\x02", 0, data.rindex(f"video{number}.mp4".encode()))
        data[at + 24 : at + 28] = struct.pack("<L", 0xFFFFFF00)
    return bytes(data)


def overlapping() -> bytes:
    """Two lines of the directory that point at one file."""
    stream = io.BytesIO(GOOD_ZIP)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("twin.js", GOOD["scorm12"]["sco.js"])
    data = bytearray(stream.getvalue())
    first = data.rindex(b"PK\x01\x02", 0, data.rindex(b"sco.js"))
    second = data.rindex(b"PK\x01\x02", 0, data.rindex(b"twin.js"))
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def many() -> bytes:
    """A directory that claims two hundred thousand entries in 9 MB, without any data."""
    line = b"PK\x01\x02" + struct.pack("<HHHHHHLLLHHHHHLL", 20, 20, 0, 0, 0, 33, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0)
    lines = b"".join(line + f"{n:04x}"[-4:].encode() for n in range(66_000))
    return lines + b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 66_000 & 0xFFFF, 66_000 & 0xFFFF, len(lines), 0, 0)


CASES: list[tuple[str, Callable[[], bytes], set[str]]] = [
    ("CP303", lambda: b"Rar!\x1a\x07\x00" + bytes(200), set()),
    ("CP303", lambda: b"", set()),
    ("CP304", lambda: GOOD_ZIP[: len(GOOD_ZIP) // 2], set()),
    ("CP304", lambda: GOOD_ZIP[200:], {"CP303"}),
    ("CP305", lambda: member("secret.txt", b"x", flags=1), {"CP357"}),
    ("CP306", lambda: member("a.txt", b"x" * 99, method=zipfile.ZIP_LZMA), {"CP357"}),
    ("CP307", lambda: GOOD_ZIP[:-18] + b"\x01\0\x01\0" + GOOD_ZIP[-14:], set()),
    ("CP308", wide, set()),
    ("CP309", bomb, {"CP341", "CP357"}),
    ("CP310", claimed_huge, {"CP309", "CP341", "CP357"}),
    ("CP311", many, {"CP300", "CP303", "CP304", "CP319", "CP330", "CP332", "CP333"}),
    ("CP315", lambda: directory_field("sco.js", 46, b"sc\0.js"), {"CP332", "CP355", "CP357", "CP390", "CP630"}),
    ("CP316", lambda: member("img\\a.png", b"x"), {"CP357"}),
    ("CP317", lambda: member("link", b"/etc/passwd", mode=0o120777), {"CP357"}),
    ("CP318", lambda: member("pipe", b"", mode=0o010644), {"CP357"}),
    ("CP319", doubled, set()),
    (
        "CP321",
        lambda: directory_field("sco.js", 46, b"sc\x84.js"),
        {"CP322", "CP332", "CP355", "CP357", "CP390", "CP630"},
    ),
    ("CP330", damaged, {"CP390"}),
    ("CP331", lambda: directory_field("sco.js", 24, struct.pack("<L", 10)), {"CP390"}),
    ("CP332", lambda: GOOD_ZIP.replace(b"sco.js", b"sco.ph", 1), {"CP390"}),
    ("CP333", overlapping, {"CP332", "CP357"}),
    ("CP334", lambda: b"MZ" + bytes(500) + GOOD_ZIP, set()),
    ("CP335", lambda: GOOD_ZIP + b"--boundary--", set()),
]
# Rules whose fault is in this file, and those that no package can provoke on purpose.
ELSEWHERE = {"CP340", "CP341", "CP342", "CP343", "CP353", "CP354", "CP511", "CP652", "CP654"}
FOUND = {code for code, _, _ in CASES} | ELSEWHERE


@pytest.mark.parametrize(("code", "make", "also"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_what_is_wrong_with_a_zip_is_said(code: str, make: Callable[[], bytes], also: set[str], tmp_path: Path) -> None:
    found = set(codes(judged(tmp_path, make())))
    assert code in found
    assert found <= {code} | also
    assert [path.name for path in tmp_path.iterdir()] == ["course.zip"]


def test_large_packages_and_files_are_named(tmp_path: Path) -> None:
    """Sparse, so that nothing is really written."""
    folder = tmp_path / "course"
    folder.mkdir()
    for name, data in GOOD["scorm12"].items():
        (folder / name).write_bytes(data)
    with (folder / "soap.png").open("r+b") as stream:
        stream.truncate(101 << 20)
    assert codes(lint(folder)) == ["CP341"]
    with (folder / "soap.png").open("r+b") as stream:
        stream.truncate((1 << 30) + 1)
    assert codes(lint(folder)) == ["CP341", "CP343"]
    path = tmp_path / "big.zip"
    path.write_bytes(GOOD_ZIP)
    with path.open("r+b") as stream:
        stream.seek(201 << 20)
        stream.write(GOOD_ZIP)
    assert "CP340" in codes(lint(path))


def test_a_bare_manifest_says_nothing_of_files(tmp_path: Path) -> None:
    path = tmp_path / "cmi5.xml"
    path.write_bytes(GOOD["cmi5"]["cmi5.xml"])
    assert codes(lint(path)) == ["CP511"]
    path = tmp_path / "imsmanifest.xml"
    path.write_bytes(GOOD["scorm12"]["imsmanifest.xml"])
    assert codes(lint(path)) == []


def test_limits_of_an_lms(tmp_path: Path) -> None:
    from coursepack.lms.profile import names, profile

    with_size = next(name for name in names() if profile(name).limits.package_megabytes)
    limit = profile(with_size).limits.package_megabytes
    assert limit
    path = tmp_path / "big.zip"
    with path.open("wb") as stream:
        stream.seek((limit.value + 1) << 20)
        stream.write(GOOD_ZIP)
    assert "CP652" in codes(lint(path, Options(lms=with_size)))
    with_length = [name for name in names() if profile(name).limits.identifier_characters]
    files = dict(GOOD["scorm12"])
    files["imsmanifest.xml"] = files["imsmanifest.xml"].replace(b"HAND-WASHING", b"H" * 300)
    for name in with_length:
        assert "CP654" in codes(judged(tmp_path, files, Options(lms=name)))
    assert with_length


def test_a_rule_that_breaks_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import dataclasses

    from coursepack.lint.registry import RULES

    def broken(subject: object) -> None:
        raise RecursionError("deep")

    all_rules()
    monkeypatch.setitem(RULES, "CP328", dataclasses.replace(RULES["CP328"], check=broken))  # type: ignore[arg-type]
    assert codes(judged(tmp_path, GOOD["scorm12"])) == [BROKE]


XML_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(20))
    + b"]><manifest>&u;</manifest>"
)
OUTSIDE = b'<!DOCTYPE m [<!ENTITY x SYSTEM "http://127.0.0.1:9"><!ENTITY y SYSTEM "file:///etc/passwd">]><manifest a="1">&x;&y;</manifest>'
HIDDEN = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE m [<!ENTITY a "b">]><manifest>&a;</manifest>'.encode(
    "utf-16"
)


@pytest.mark.parametrize("data", [XML_BOMB, OUTSIDE, HIDDEN], ids=["bomb", "outside", "utf-16"])
def test_entities_are_not_read(data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*words: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    found = codes(judged(tmp_path, {**GOOD["scorm12"], "imsmanifest.xml": data}))
    assert set(found) <= {"CP347", "CP350"}
    assert "CP347" in found


ENCODINGS = {"utf-8-sig": [], "utf-16": ["CP350"], "utf-16-le": ["CP350"], "utf-16-be": ["CP350"]}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_are_read(encoding: str, tmp_path: Path) -> None:
    text = GOOD["scorm12"]["imsmanifest.xml"].decode()
    text = text if encoding == "utf-8-sig" else text.replace("UTF-8", "UTF-16")
    report = judged(tmp_path, {**GOOD["scorm12"], "imsmanifest.xml": text.encode(encoding)})
    assert (report.kinds, codes(report)) == (("scorm12",), ENCODINGS[encoding])


LATIN = GOOD["scorm12"]["imsmanifest.xml"].decode().replace("Hand washing", "Händewaschen")


def test_a_lie_about_the_encoding_is_said(tmp_path: Path) -> None:
    files = {**GOOD["scorm12"], "imsmanifest.xml": LATIN.encode("latin-1")}
    assert codes(judged(tmp_path, files)) == ["CP348"]
    files["imsmanifest.xml"] = LATIN.replace("UTF-8", "ISO-8859-1").encode("latin-1")
    assert codes(judged(tmp_path, files)) == []


def test_memory_is_bounded_and_nothing_is_written(tmp_path: Path) -> None:
    """A bomb of 300 MB, a manifest of 100 MB and a swarm of entities, within 120 MB of memory in a process of its own."""
    (tmp_path / "bomb.zip").write_bytes(bomb())
    manifest = {**GOOD["scorm12"], "imsmanifest.xml": b"<manifest>" + b"<a/>" * (25 << 20) + b"</manifest>"}
    (tmp_path / "manifest.zip").write_bytes(zipped(manifest))
    (tmp_path / "entities.zip").write_bytes(zipped({"imsmanifest.xml": XML_BOMB}))
    before = sorted(os.listdir(tmp_path))
    code = (
        "import sys; from coursepack.cli import main\n"
        "try: main(['lint', *sys.argv[1:]])\n"
        "finally: print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0], file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, *before]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert int(done.stderr.split()[-1]) < 120 * 1024
    assert sorted(os.listdir(tmp_path)) == before


@given(st.binary(max_size=400))
def test_random_bytes_never_break_it(tmp_path: Path, data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"PK\x05\x06", b"<manifest ", b"<?xml version='1.0'?>"):
        report = judged(tmp_path, start + data)
        assert BROKE not in codes(report)


@given(st.integers(0, len(GOOD_ZIP) - 1), st.binary(min_size=1, max_size=6), st.booleans())
def test_mutated_zips_never_break_it(tmp_path: Path, at: int, data: bytes, cut: bool) -> None:
    mutated = GOOD_ZIP[:at] + data + ("" if cut else GOOD_ZIP[at + len(data) :].decode("latin-1")).encode("latin-1")
    assert BROKE not in codes(judged(tmp_path, mutated))


MANIFESTS = [
    ("scorm12", "imsmanifest.xml"),
    ("scorm2004", "imsmanifest.xml"),
    ("cmi5", "cmi5.xml"),
    ("tincan", "tincan.xml"),
    ("cartridge", "imsmanifest.xml"),
]


@given(
    st.sampled_from(MANIFESTS), st.integers(0, 3000), st.integers(0, 60), st.text("<>/=\"' abz1&#;\u0000é", max_size=12)
)
def test_mutated_manifests_never_break_it(
    tmp_path: Path, which: tuple[str, str], at: int, drop: int, text: str
) -> None:
    kind, name = which
    whole = GOOD[kind][name].decode()
    at %= len(whole)
    files = {**GOOD[kind], name: (whole[:at] + text + whole[at + drop :]).encode()}
    assert BROKE not in codes(judged(tmp_path, files))
