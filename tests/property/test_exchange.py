"""Files made to do harm, or damaged: whatever a reader meets, it gives questions that hold, or says what is wrong; never a traceback."""

import time
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
    "qti21 feedback": (FILES / "habits-feedback.xml").read_bytes(),
    "qti21 order": (FILES / "habits-grid.xml").read_bytes(),
    "qti21 number": (FILES / "habits-vendor.xml").read_bytes(),
    "moodle-xml cloze": (
        b"<quiz><question type='cloze'><questiontext><text>A {1:SA:=b#Yes.~%50%c~*#No.} d</text></questiontext>"
        b"</question></quiz>"
    ),
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
@settings(max_examples=100)
def test_damaged_files(name: str, edits: list[tuple[float, int, bytes]]) -> None:
    judge(name.split(maxsplit=1)[0], changed(SEEDS[name], edits))


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


def item(body: str = "", processing: str = "", more: str = "") -> bytes:
    """A choice, with something without end in it."""
    options = "".join(f'<simpleChoice identifier="{name}">{name}</simpleChoice>' for name in "ab")
    return (
        '<assessmentItem identifier="i" title="t"><responseDeclaration identifier="RESPONSE" cardinality="single" '
        'baseType="identifier"><correctResponse><value>a</value></correctResponse></responseDeclaration>'
        '<outcomeDeclaration identifier="SCORE" baseType="float" cardinality="single"/>'
        '<outcomeDeclaration identifier="X" baseType="identifier" cardinality="multiple"/>'
        f'<itemBody>{body}<choiceInteraction responseIdentifier="RESPONSE">{options}{more}</choiceInteraction></itemBody>'
        f"<responseProcessing>{processing}</responseProcessing></assessmentItem>"
    ).encode()


def moodle(kind: str, text: str, more: str = "") -> bytes:
    """A question of Moodle XML."""
    answers = "<answer fraction='100'><text>true</text></answer>" if kind == "truefalse" else ""
    said = f"<questiontext><text><![CDATA[{text}]]></text></questiontext>"
    return f"<quiz><question type='{kind}'>{said}{answers}{more}</question></quiz>".encode()


SET_X = '<setOutcomeValue identifier="X"><multiple>{}{}</multiple></setOutcomeValue>'
OWN_X = '<variable identifier="X"/>'
SCORE = '<variable identifier="SCORE"/>'
SQUARE = f'<setOutcomeValue identifier="SCORE"><product>{SCORE}{SCORE}</product></setOutcomeValue>'
ENDLESS = {
    "gift answers": b"Q {" + b"~a" * 50_000 + b"}",
    "gift right answers": b"Q {" + b"".join(b"=a%d " % number for number in range(10_000)) + b"}",
    "gift spaces": b"Q {=a" + b" " * 300_000 + b"b}",
    "gift marks": b"// " + b"[id:" * 200_000 + b"\nQ {=a ~b}",
    "gift formulas": b"Q " + b"\\\\(" * 50_000 + b"{T}",
    "gift titles": b"::Question::Q {T}\n\n" * 2_000,
    "aiken options": b"Q\n" + b"A) x\n" * 50_000 + b"ANSWER: A\n",
    "aiken tags": b"Q " + b"<a" * 200_000 + b"\nA) x\nB) y\nANSWER: A\n",
    "moodle-xml depth": b"<quiz>" + b"<question type='multichoice'>" * DEEP,
    "moodle-xml table": moodle("truefalse", "q<table>" + "<tr>" * 15_000 + "<td>" * 15_000),
    "moodle-xml answers": moodle(
        "shortanswer", "q", "".join(f"<answer fraction='100'><text>x{n}</text></answer>" for n in range(10_000))
    ),
    "moodle-xml pictures": moodle("truefalse", "q" + "".join(f"<img src='{n}.png'>" for n in range(8_000))),
    "moodle-xml blanks": moodle("cloze", "{1:SA:=a" * 25_000),
    "moodle-xml blank": moodle("cloze", "{1:SA:=" + "\\\\~" * 50_000 + "}"),
    "qti21 text": item(body="<p>" + "[@" * 1_000_000 + "</p>"),
    "qti21 depth": item(processing="<sum>" * 240 + "</sum>" * 240),
    "qti21 choices": item(more="".join(f'<simpleChoice identifier="c{n}">c</simpleChoice>' for n in range(3_000))),
    "qti21 fields": item(body="<p>x" + '<hottext identifier="h">x</hottext>' * 20_000 + "</p>"),
    "qti21 steps": item(
        processing="<responseCondition><responseIf><isNull/></responseIf></responseCondition>" * 30_000
    ),
    "qti21 lists": item(
        processing=SET_X.format('<baseValue baseType="identifier">a</baseValue>', "") + SET_X.format(OWN_X, OWN_X) * 40
    ),
    "qti21 numbers": item(
        processing='<setOutcomeValue identifier="SCORE"><baseValue baseType="float">99999</baseValue></setOutcomeValue>'
        + SQUARE * 400
    ),
    "csv cell": b"prompt,answer\n" + b'"' + b"x" * 500_000,
    "csv columns": b"prompt," + b"option 1," * 20_000 + b"\n" + b"x," * 20_000,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_files_without_end(name: str) -> None:
    """None of them takes more than a moment, however its parts multiply; those that once did took minutes."""
    begun = time.process_time()
    judge(name.split(maxsplit=1)[0], ENDLESS[name])
    assert time.process_time() - begun < 5
