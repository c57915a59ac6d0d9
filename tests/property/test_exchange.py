"""Files made to do harm, or damaged: whatever a reader meets, it gives questions that hold, or says what is wrong; never a traceback."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursepack.exchange import READERS, reader_for
from coursepack.exchange.bank import Log, Origin
from coursepack.exchange.finish import QUESTION, Home, finish
from coursepack.problems import CourseError, Severity
from coursepack.schema import faults_of

FILES = Path(__file__).parents[1] / "exchange/files"
SEEDS = {
    "gift": (FILES / "habits.gift").read_bytes(),
    "aiken": (FILES / "habits.txt").read_bytes(),
    "moodle-xml": (FILES / "habits.xml").read_bytes(),
    "qti21": (FILES / "habits-item.xml").read_bytes(),
    "csv": b"prompt,type,answer,option 1,option 2,option 3\nWhich?,choice,1,A,B,C\nIs it?,true-false,true,,,\n",
}
TOKENS = [
    *(
        b"{",
        b"}",
        b"~",
        b"=",
        b"#",
        b"%",
        b"%50%",
        b"->",
        b"::",
        b"\\",
        b"####",
        b"[html]",
        b"\n\n",
        b"$CATEGORY: ",
        b"//",
    ),
    *(
        b"<p>",
        b"</text>",
        b"<![CDATA[",
        b"]]>",
        b"&amp;",
        b"&#0;",
        b"<script>",
        b"<answer fraction='1e999'>",
        b"fraction='NaN'",
    ),
    *(
        b"\x00",
        b"\xff",
        b"\xff\xfe",
        b"\xc3\xa9",
        b"ANSWER: A\n",
        b"A) x\n",
        b'"',
        b",",
        b";",
        b"1e400",
        b"-0",
        b"99999999999999999999",
    ),
    *(b"<correct identifier='X'/>", b"<value/>", b"<mapping/>", b"<match/>", b"<sum><sum/></sum>", b"baseType='pair'"),
    *(b"cardinality='ordered'", b"<img src='data:image/png;base64,AAAA'/>", b"<responseElse/>"),
]
changes = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 60), st.sampled_from(TOKENS) | st.binary(max_size=6)),
    min_size=1,
    max_size=6,
)


def judge(name: str, data: bytes, path: Path = Path("x")) -> None:
    """Read the data as that format; the questions must be valid, and every problem must say something."""
    log = Log()
    try:
        origin = Origin(str(path), data, path)
        found = list(finish(reader_for(origin, name).read(origin, log), Home("en", {"o": "O"}, set(), "o"), log))
    except CourseError:
        return
    for question in found:
        assert list(faults_of(QUESTION, question)) == []
    assert len({question["id"] for question in found}) == len(found)
    assert log.skipped == sum(problem.severity is Severity.ERROR for problem in log.problems)


def changed(data: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    for where, length, new in edits:
        at = int(where * len(data))
        data = data[:at] + new + data[at + length :]
    return data


@pytest.mark.parametrize("name", SEEDS)
@given(edits=changes)
@settings(max_examples=150)
def test_damaged_files(name: str, edits: list[tuple[float, int, bytes]]) -> None:
    judge(name, changed(SEEDS[name], edits))


@pytest.mark.parametrize("name", [one.name for one in READERS])
@given(data=st.binary(max_size=200) | st.lists(st.sampled_from(TOKENS), max_size=20).map(b"".join))
def test_anything_at_all(name: str, data: bytes) -> None:
    judge(name, data)


@given(edits=changes, manifest=changes)
@settings(max_examples=60)
def test_damaged_packages(
    tmp_path: Path, edits: list[tuple[float, int, bytes]], manifest: list[tuple[float, int, bytes]]
) -> None:
    listed = (
        b'<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources><resource identifier="a" '
        b'type="imsqti_item_xmlv2p1" href="a.xml"/></resources></manifest>'
    )
    path = tmp_path / "bank.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("imsmanifest.xml", changed(listed, manifest) if len(manifest) > 3 else listed)
        archive.writestr("a.xml", changed(SEEDS["qti21"], edits))
    judge("qti21", path.read_bytes(), path)
    raw = changed(path.read_bytes(), edits[:1])
    path.write_bytes(raw)
    judge("qti21", raw, path)


DEEP = 5_000
ENDLESS = {
    "gift": b"Q {" + b"~a" * 50_000 + b"}",
    "aiken": b"Q\n" + b"A) x\n" * 50_000 + b"ANSWER: A\n",
    "moodle-xml": b"<quiz>" + b"<question type='multichoice'>" * DEEP,
    "qti21": b"<assessmentItem><responseProcessing>"
    + b"<sum>" * 240
    + b"</sum>" * 240
    + b"</responseProcessing></assessmentItem>",
    "csv": b"prompt,answer\n" + b'"' + b"x" * 500_000,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_files_without_end(name: str) -> None:
    judge(name, ENDLESS[name])
