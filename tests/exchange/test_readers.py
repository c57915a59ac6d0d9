"""Files in the habits of other tools: what becomes of each question, and what is said of it."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.answers import fits
from coursepack.exchange import READERS, qti_in, qti_patterns, reader_for
from coursepack.exchange.bank import Log, Origin
from coursepack.exchange.finish import types
from coursepack.exchange.table import COLUMNS, TEMPLATE, template
from coursepack.problems import CourseError
from coursepack.render import markdown
from tests.conftest import ROOT
from tests.exchange.bench import FILES, of_file, questions, said


def texts(question: dict[str, Any]) -> list[str]:
    return [("+" if option.get("correct") else "-") + option["text"] for option in question["options"]]


# --- GIFT


def test_gift_as_moodle_exports_it() -> None:
    (where, things, true, missing, half, after), problems = of_file("habits.gift")
    assert where == {
        "id": "q-where",
        "type": "choice",
        "select": "one",
        "prompt": "Where does the **guest** sit?",
        "objective": "o-room",
        "options": [
            {"id": "near-the-door", "text": "Near the door", "correct": True},
            {"id": "by-the-window", "text": "By the window", "feedback": "A nice view."},
            {"id": "at-the-table", "text": "At the table"},
        ],
        "feedback": {"correct": "Whoever can leave easily can stay at ease.", "incorrect": "Nearer to the door."},
    }
    assert texts(things) == ["+Water", "+Two chairs", "-A radio"]
    assert (things["select"], things["scoring"]) == ("several", "right-minus-wrong")
    assert things["options"][2]["feedback"] == "It hums."
    assert things["feedback"] == {"correct": "Water and two chairs.", "incorrect": "Water and two chairs."}
    assert (true["id"], true["answer"]) == ("said-true", True)
    assert true["feedback"] == {"correct": "Yes, it is offered.", "incorrect": "It is offered."}
    assert missing["prompt"] == "A guest sits _____ of the room."
    assert texts(half) == ["+only half", "-wrong", "-more wrong"]
    assert after["answer"] is True
    assert said(problems) == [
        "7 warning CP175 the category or tag 'chairs' of 1 question is no objective of the course",
        "14 warning CP178 wrong options of question 'Things' take off 100 per cent; here 50",
        "26 warning CP178 the best option of the question in line 26 earns 50 per cent; here it earns all",
        "28 error CP172 question 'Passage' is a passage without a question",
        "30 error CP173 a brace of question 'Broken' is missing",
    ]


GIFT = [
    ("A {=b ~c} and {=d ~e}", "CP172", "has several blanks"),
    ("A }{ b", "CP173", "a brace"),
    ("{=a ~b}", "CP173", "has no text"),
    ("A? {~b ~c}", "CP174", "marks no option as right"),
    ("A? {~%50%b ~c}{}", "CP172", "several blanks"),
]


@pytest.mark.parametrize(("source", "code", "words"), GIFT)
def test_gift_that_is_no_question(source: str, code: str, words: str) -> None:
    found, (problem,) = questions(source, form="gift")
    assert found == []
    assert problem.split()[1:3] == ["error", code]
    assert words in problem


def test_gift_formats_and_escapes() -> None:
    source = "::a\\:b::[markdown]*Which* \\{x\\}\\=1?{=[plain]<b>\\#</b> ~[html]<i>c</i> ~d\\~e}"
    ((question,), problems) = questions(source, form="gift")
    assert question["prompt"] == "*Which* {x}=1?"
    assert texts(question) == ["+\\<b>#\\</b>", "-*c*", "-d~e"]
    assert question["id"] == "a-b"
    assert said(problems) == []


# --- Aiken


def test_aiken_with_its_usual_liberties() -> None:
    (chair, two), problems = of_file("habits.txt")
    assert chair["prompt"] == "Which chair is the guest's?"
    assert texts(chair) == ["+The one near the door", "-The one by the **window**"]
    assert (two["select"], texts(two)) == ("several", ["+One", "-Two", "+Three"])
    assert said(problems) == [
        "6 error CP173 the question in line 6 has no line 'ANSWER:'",
        "16 error CP174 the question in line 16 has no option E, which is to be the right one",
    ]
    assert chair["feedback"] == {
        "correct": "That is correct.",
        "incorrect": "That is not correct. The right answer: The one near the door",
    }


# --- Moodle XML


def test_moodle_xml_as_moodle_exports_it() -> None:
    (where, two, offered), problems = of_file("habits.xml")
    assert where["prompt"] == "Where does the **guest** sit?"
    assert texts(where) == ["+Near the door", "-Near the window", "-Under the lamp"]
    assert (where["id"], where["points"], where["shuffle"], where["objective"]) == ("q-where", 2, False, "o-room")
    wrong = "Think of the way out.\n\nLook at the door."
    assert where["feedback"] == {"correct": "Look at the door.", "incorrect": wrong}
    assert where["hints"] == [{"text": "Who may want to leave?"}]
    assert where["options"][1]["feedback"] == "Half a way out."
    assert (two["prompt"], two["scoring"]) == ("What belongs\\\nin the room?", "right-minus-wrong")
    assert (offered["prompt"], offered["answer"]) == ("The room is *offered*.", True)
    assert offered["feedback"] == {"correct": "Yes.", "incorrect": "It is offered."}
    first = "13 warning {} question 'Where the guest sits'"
    assert said(problems) == [
        first.format("CP175") + " loses the numbering 'ABCD' of its options",
        "13 warning CP175 the category or tag 'chairs' of 1 question is no objective of the course",
        "13 warning CP176 the texts of question 'Where the guest sits' lose colours, sizes or other styles and script",
        "13 warning CP177 the picture 'img/plan-1.png', 'A plan of the room', of question 'Where the guest sits' was "
        "saved, but a question holds only words",
        first.format("CP178") + " gives part of the points for 'Near the window' 50 %; here it is wrong",
        "37 warning CP175 question 'Two of them' loses the penalty 0.5 for each further try",
        "49 warning CP178 question 'Offered' has 1.5 points; here 2",
        "57 error CP172 question 'Blanks' has several blanks in one text (Cloze)",
        "58 error CP172 question 'Read this' is a passage without a question",
        "59 error CP172 question 'Maths' is of a type that is not known here: 'stack'",
        "60 error CP174 question 'Nothing right' marks no option as right",
    ]


BLANKS = [
    (
        "<p>The guest sits near the {1:SHORTANSWER:=door#Yes, there.~%50%exit~*#Think of the way out.} of the room.</p>",
        {
            "type": "fill-in",
            "answers": ["door"],
            "feedback": {"correct": "Yes, there.", "incorrect": "Think of the way out."},
        },
    ),
    ("{:SAC:=A\\~b \\} &amp; c} is it.", {"type": "fill-in", "answers": ["A~b } & c"], "compare": "exact"}),
    ("It is {2:NM:=3:0.5#Yes.~%50%4:1} m.", {"type": "numeric", "answer": "3", "tolerance": "0.5"}),
    ("A {1:MULTICHOICE_VS:lamp~=<b>door</b>~wall#No.}", {"type": "choice", "select": "one"}),
    ("Two: {1:MR:=chairs~=water~radio}", {"type": "choice", "select": "several", "scoring": "right-minus-wrong"}),
]


@pytest.mark.parametrize(("text", "wanted"), BLANKS)
def test_one_blank_in_a_text_is_a_question(text: str, wanted: dict[str, Any]) -> None:
    source = f"<quiz><question type='cloze'><questiontext format='html'><text><![CDATA[{text}]]></text></questiontext></question></quiz>"
    ((question,), _) = questions(source, "x.xml")
    assert {key: question.get(key) for key in wanted} == wanted
    assert "_____" in markdown.plain_text(question["prompt"])
    assert "{" not in question["prompt"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("no blank", "has no blank"), ("{1:SA:=x", "has no end"), ("{1:SA:=x} {1:SA:=y}", "several blanks")],
)
def test_blanks_that_are_no_question(text: str, words: str) -> None:
    found, problems = questions(
        f"<quiz><question type='multianswer'><questiontext><text>{text}</text></questiontext></question></quiz>",
        "x.xml",
    )
    assert (found, words in problems[0]) == ([], True)


# --- QTI


def test_an_item_is_learned_by_running_it() -> None:
    ((item,), problems) = of_file("habits-item.xml")
    assert item["prompt"] == "Kim comes in.\n\nWhere does *Kim* sit?"
    assert item["options"] == [
        {"id": "door", "text": "Near the door", "correct": True},
        {"id": "window", "text": "By the window", "feedback": "A nice view."},
        {"id": "none", "text": "None of these", "pinned": True},
    ]
    assert item["points"] == 3
    assert item["feedback"] == {"correct": "Whoever can leave can stay.", "incorrect": "Nearer to the door."}
    assert said(problems) == [
        "2 warning CP177 the picture 'plan.png' of item 'The chair' did not come with the file",
        "2 warning CP186 the id 'Item_12' of item 'The chair' cannot be kept; here it is 'item-12'",
    ]


ITEM = (FILES / "habits-item.xml").read_text(encoding="utf-8")
PIXEL = b"\x89PNG\r\n\x1a\n and the rest"


def manifest(*hrefs: str, kind: str = "imsqti_item_xmlv2p1") -> str:
    resources = "".join(f'<resource identifier="r{n}" type="{kind}" href="{href}"/>' for n, href in enumerate(hrefs))
    return f'<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>{resources}</resources></manifest>'


def zipped(tmp_path: Path, files: dict[str, str | bytes]) -> Any:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    (tmp_path / "bank.zip").write_bytes(stream.getvalue())
    return questions(stream.getvalue(), str(tmp_path / "bank.zip"))


def test_a_package_with_its_pictures(tmp_path: Path) -> None:
    names = manifest("items/a%20b.xml", "items/no.xml")
    ((item,), problems) = zipped(tmp_path, {"imsmanifest.xml": names, "items/a b.xml": ITEM, "items/plan.png": PIXEL})
    assert item["id"] == "item-12"
    assert sorted(one.split(" ", 1)[1] for one in said(problems, "CP173", "CP177")) == [
        "error CP173 'items/no.xml' is listed but not in the package",
        "warning CP177 the picture 'img/plan.png', 'A plan', of item 'The chair' was saved, but a question holds only words",
    ]


REFUSED = [
    ({"other.txt": "x"}, "CP170", "the package has no imsmanifest.xml"),
    ({"imsmanifest.xml": manifest("x.html", kind="webcontent"), "x.html": "x"}, "CP170", "only 'webcontent'"),
    ({"imsmanifest.xml": manifest("x.xml", kind="imsqti_xmlv1p2"), "x.xml": "x"}, "CP170", "this is QTI 1.2"),
    ({"../imsmanifest.xml": "x"}, "CP103", "leaves the package"),
    ({"imsmanifest.xml": "<manifest>"}, "CP171", "not XML"),
]


@pytest.mark.parametrize(("files", "code", "words"), REFUSED)
def test_packages_that_are_none(files: dict[str, str | bytes], code: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(CourseError) as caught:
        zipped(tmp_path, files)
    assert (caught.value.problems[0].code, words in caught.value.problems[0].message) == (code, True)


def test_a_zip_that_unpacks_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coursepack.exchange.qti_in.MAX_UNPACKED", 1000)
    with pytest.raises(CourseError, match="CP102"):
        zipped(tmp_path, {"imsmanifest.xml": manifest(), "big.bin": b"0" * 2000})


def test_a_file_outside_of_the_package_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PIXEL)
    evil = ITEM.replace('src="plan.png"', 'src="../../secret.png"')
    _, problems = zipped(tmp_path, {"imsmanifest.xml": manifest("items/a.xml"), "items/a.xml": evil})
    assert any("'../../secret.png' of item 'The chair' did not come with the file" in one for one in problems)


RULES = ITEM[ITEM.index("  <responseProcessing>") : ITEM.index("  <modalFeedback")]


def test_an_item_in_which_nothing_is_right() -> None:
    """It may give points for anything all the same."""
    several = ITEM.replace('identifier="RESPONSE" cardinality="single"', 'identifier="RESPONSE" cardinality="multiple"')
    always = several.replace("<value>door</value>", "<value>elsewhere</value>").replace(RULES, SCORED.format("3"))
    found, problems = questions(always, "i.xml")
    assert (found, [one for one in problems if "marks no option as right" in one] != []) == ([], True)


SCORED = (
    '<responseProcessing><setOutcomeValue identifier="SCORE"><baseValue baseType="float">{}</baseValue>'
    "</setOutcomeValue></responseProcessing>"
)


def test_processing_that_is_not_known_is_said() -> None:
    odd = ITEM.replace("<isNull>", "<customOperator>").replace("</isNull>", "</customOperator>")
    ((item,), problems) = questions(odd)
    assert texts(item)[0] == "+Near the door"
    assert "the response processing of item 'The chair' ('customOperator')" in said(problems, "CP178")[0]


def test_templates_score_as_they_say() -> None:
    rules = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'
    ((item,), _) = questions(ITEM.replace(RULES, rules))
    assert "points" not in item
    assert texts(item) == ["+Near the door", "-By the window", "-None of these"]


TEMPLATE_DECLARED = '<templateDeclaration identifier="X" cardinality="single" baseType="float"/>'
QTI = [
    ('adaptive="false"', 'adaptive="true"', "is adaptive"),
    ("choiceInteraction", "gapMatchInteraction", "is asked by a gapMatchInteraction"),
    ("<correctResponse><value>door</value></correctResponse>", "", "marks no option as right"),
    ('responseIdentifier="RESPONSE"', 'responseIdentifier="OTHER"', "does not declare its response 'OTHER'"),
    ("<itemBody>", TEMPLATE_DECLARED + "<itemBody>", "is a template"),
]


@pytest.mark.parametrize(("old", "new", "words"), QTI)
def test_items_that_cannot_be_asked(old: str, new: str, words: str) -> None:
    assert old in ITEM
    found, problems = questions(ITEM.replace(old, new))
    assert found == []
    assert words in " ".join(one for one in problems if " error " in one)


OTHERS = [
    (b"<questestinterop/>", "this is QTI 1.2"),
    (b"<qti-assessment-item/>", "this is QTI 3.0"),
    (b'<assessmentTest xmlns="x"/>', "this is a QTI test"),
    (b"<other/>", "neither Moodle XML nor QTI 2.1"),
    (b"", "looks like no format"),
    (b"only words", "looks like no format"),
]


@pytest.mark.parametrize(("data", "words"), OTHERS)
def test_files_that_are_something_else(data: bytes, words: str) -> None:
    with pytest.raises(CourseError) as caught:
        questions(data, "x.xml" if data.startswith(b"<") else "x")
    assert caught.value.problems[0].code == "CP170"
    assert words in caught.value.problems[0].message


BOMB = b'<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><quiz>&b;</quiz>'
FILE = b'<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>'


PARAMETER = b'<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]><quiz/>'


@pytest.mark.parametrize("data", [BOMB, FILE, PARAMETER])
def test_entities_are_refused(data: bytes) -> None:
    with pytest.raises(CourseError, match="CP171 the XML declares entities"):
        questions(data, "x.xml")


def test_nothing_is_loaded_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "evil.dtd").write_text('<!ATTLIST question type CDATA "truefalse">')
    doctype = f'<!DOCTYPE quiz SYSTEM "{(tmp_path / "evil.dtd").as_uri()}">'
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{(tmp_path / "evil.dtd").as_uri()}" parse="text"/>'
    found, problems = questions(
        f"{doctype}<quiz><question><questiontext><text>Q{include}</text></questiontext></question></quiz>", "x.xml"
    )
    assert found == []
    assert problems == ["1 error CP172 question 1 is of a type that is not known here: ''"]


def test_what_is_written_is_never_html() -> None:
    ((question,), _) = questions("What? {=<b>*</b> =%100%a\\: <i>b</i>}", form="gift")
    assert question["answers"] == ["a: <i>b</i>"]
    assert question["patterns"] == ["<b>*</b>"]
    assert question["feedback"]["incorrect"] == "That is not correct. The right answer: a: \\<i>b\\</i>"


# --- CSV


def test_the_template_comes_in_as_it_is() -> None:
    found, problems = questions(template(types()), "bank.csv")
    assert [question["id"] for question in found] == [row["id"] for row in TEMPLATE if row["type"] in types()]
    assert problems == []
    assert texts(found[1]) == ["+Water", "-A printer", "+Two chairs"]
    assert found[0]["options"][1]["feedback"] == "A nice view, but the host may be in the way."


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_of_any_spreadsheet(mark: str) -> None:
    table = (
        mark.join(["Prompt", "ANSWER", "Option_1", "option-2"])
        + "\r\n"
        + mark.join(['"Which, or; what?"', "2", "A", "B"])
    )
    ((question,), _) = questions("\ufeff" + table + f"\r\n{mark * 3}\r\n", "x.csv")
    assert (question["prompt"], texts(question)) == ("Which, or; what?", ["-A", "+B"])


ROWS = [
    ("prompt,answer,option 1,option 2\nWhich?,3,A,B", "CP174", "has no option 3"),
    ("prompt,answer,option 1,option 2\nWhich?,A,A,B", "CP173", "'A' of question 'Which?' names no option"),
    ("prompt,type,answer\nIs it?,true-false,maybe", "CP173", "neither true nor false"),
    ("prompt,type\nIs it?,hotspot", "CP172", "has a type that no table can carry"),
    ("prompt,answer,points,option 1,option 2\nWhich?,1,2.5,A,B", "CP173", "'2.5' points"),
    ("prompt,answer,option 1,option 2\n,1,A,B", "CP173", "has no prompt"),
]


@pytest.mark.parametrize(("table", "code", "words"), ROWS)
def test_rows_that_are_no_question(table: str, code: str, words: str) -> None:
    found, (problem,) = questions(table, "x.csv")
    assert found == []
    assert problem.startswith(f"2 error {code} ")
    assert words in problem


NO_TABLES = [("", "empty"), ("a,b\n1,2", "'a' is no column here"), ("id\nx", "no column 'prompt'")]


@pytest.mark.parametrize(("table", "words"), NO_TABLES)
def test_tables_that_are_none(table: str, words: str) -> None:
    with pytest.raises(CourseError) as caught:
        questions(table, "x.csv")
    assert (caught.value.problems[0].code, words in caught.value.problems[0].message) == ("CP170", True)


def test_html_in_a_cell_is_made_safe() -> None:
    table = "prompt,answer,option 1,option 2\nA <b>b</b><script>x</script>?,1,<i>A</i>,B"
    ((question,), problems) = questions(table, "x.csv")
    assert (question["prompt"], texts(question)[0]) == ("A **b**?", "+*A*")
    assert said(problems, "CP176") == [
        "2 warning CP176 the texts of question 'A <b>b</b><script>x</script>?' lose script"
    ]


def test_columns_are_documented() -> None:
    page = (ROOT / "docs/exchange.md").read_text(encoding="utf-8")
    for column in COLUMNS:
        assert f"`{column}`" in page or f"`{column[:-1]}1` to `{column[:-1]}8`" in page, column


# --- which reader


def test_each_fixture_finds_its_reader() -> None:
    names = {"habits.gift": "gift", "habits.txt": "aiken", "habits.xml": "moodle-xml", "habits-item.xml": "qti21"}
    for name, reader in names.items():
        assert reader_for(Origin(name, (FILES / name).read_bytes(), FILES / name)).name == reader
    assert reader_for(Origin("x.csv", b"prompt", Path("x.csv"))).name == "csv"
    assert {*names.values(), "csv"} == {one.name for one in READERS}


def test_utf_16_and_other_ends_of_lines() -> None:
    text = "Which?\r\nA. One\r\nB. Two\r\nANSWER: B\r\n"
    for data in (text.encode("utf-16"), b"\xef\xbb\xbf" + text.encode(), text.replace("\r\n", "\r").encode()):
        ((question,), _) = questions(data)
        assert texts(question) == ["-One", "+Two"]
    with pytest.raises(CourseError, match="CP009"):
        questions("Which é?".encode("latin-1") + b"\nA. x\nB. y\nANSWER: A")


# --- what items of other tools say in other words

NUMBER = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="n" title="N" adaptive="false">
<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="float"/>
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
<itemBody><p>How warm is the room?</p><p><textEntryInteraction responseIdentifier="RESPONSE"/> °C</p></itemBody>
<responseProcessing><responseCondition><responseIf>{}
<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
</responseIf></responseCondition></responseProcessing></assessmentItem>"""
ANSWER, LOW, HIGH = (
    '<variable identifier="RESPONSE"/>',
    '<baseValue baseType="float">18</baseValue>',
    '<baseValue baseType="float">22</baseValue>',
)
RANGES = [
    (f"<and><gte>{ANSWER}{LOW}</gte><lte>{ANSWER}{HIGH}</lte></and>", {"min": "18", "max": "22"}, ""),
    (f"<and><lte>{LOW}{ANSWER}</lte><gte>{HIGH}{ANSWER}</gte></and>", {"min": "18", "max": "22"}, ""),
    (f"<gte>{ANSWER}{LOW}</gte>", {"min": "18"}, ""),
    (f"<lt>{ANSWER}{HIGH}</lt>", None, "names no right number"),
    (
        f"<and><gte>{ANSWER}{LOW}</gte><lt>{ANSWER}{HIGH}</lt></and>",
        {"min": "18", "max": "22"},
        "does not take 22 itself for right; here it does",
    ),
]


@pytest.mark.parametrize(("test", "bounds", "words"), RANGES)
def test_ranges_and_units_of_items(test: str, bounds: dict[str, str] | None, words: str) -> None:
    found, problems = questions(NUMBER.format(test), "n.xml")
    assert [one["range"] for one in found] == ([bounds] if bounds else [])
    assert all(one["units"] == [{"text": "°C"}] and one["prompt"] == "How warm is the room?" for one in found)
    assert any(words in one for one in problems) if words else said(problems) == []


PATTERNS = [
    (".*water.*", "*water*"),
    ("[wW]ater.", "water?"),
    (r"a\.b", "a.b"),
    ("colou?r", None),
    ("(a|b)", None),
    ("[a-z]+", None),
    ("(a+)+$", None),
]


@pytest.mark.parametrize(("expression", "pattern"), PATTERNS)
def test_patterns_that_wildcards_can_say(expression: str, pattern: str | None) -> None:
    wanted = qti_patterns.parts(expression)
    assert (qti_patterns.wildcards(wanted) if wanted else None) == pattern


@pytest.mark.parametrize("folded", [True, False])
@given(
    pattern=st.text(alphabet="aBé .^[]-\\\\$*?中ß", max_size=10), text=st.text(alphabet="aBbé .^[]-\\\\$中", max_size=8)
)
def test_patterns_mean_the_same_as_expressions(pattern: str, text: str, folded: bool) -> None:
    wanted = qti_patterns.parts(qti_patterns.written(pattern, folded=folded))
    assert wanted is not None
    assert qti_patterns.wildcards(wanted) == pattern
    low = (
        (lambda word: "".join(char.lower() if len(char.lower()) == len(char.upper()) == 1 else char for char in word))
        if folded
        else str
    )
    assert qti_patterns.fits(wanted, text) == fits(low(pattern), low(text))


def test_an_expression_is_never_run() -> None:
    source = NUMBER.format(f'<patternMatch pattern="(a+)+$">{ANSWER}</patternMatch>').replace(
        'baseType="float"/>\n<outcome',
        'baseType="string"><correctResponse><value>aaa</value></correctResponse></responseDeclaration>\n<outcome',
        1,
    )
    found, problems = questions(source, "n.xml")
    assert found[0]["answers"] == ["aaa"]
    assert "compares with a pattern that wildcards cannot say" in said(problems, "CP178")[0]
    assert "('patternMatch'); the right answer earns everything" in said(problems, "CP178")[1]


HABITS = {
    "habits-feedback.xml": {
        "type": "choice",
        "select": "several",
        "prompt": "What do you turn off?",
        "points": 2,
        "scoring": "right-minus-wrong",
        "shuffle": False,
        "feedback": {"correct": "Both make a noise.", "incorrect": "Turn off what makes a noise."},
    },
    "habits-grid.xml": {
        "type": "sequencing",
        "prompt": "A guest comes. Put these in order.",
        "items": [
            {"id": "choice-1", "text": "Ask"},
            {"id": "choice-3", "text": "Wait for the answer"},
            {"id": "choice-2", "text": "Show the chair"},
        ],
    },
    "habits-vendor.xml": {
        "type": "numeric",
        "prompt": "How warm is the room?\n\nWrite it as a number: _____ degrees.",
        "range": {"min": "18", "max": "22"},
        "points": 2,
    },
}


@pytest.mark.parametrize("name", HABITS)
def test_items_in_the_habits_of_other_tools(name: str) -> None:
    ((item,), problems) = of_file(name)
    assert {key: item.get(key) for key in HABITS[name]} == HABITS[name]
    assert {one.split()[2] for one in problems} <= {"CP182", "CP186"}


def test_a_test_in_sections(tmp_path: Path) -> None:
    """A section with words for candidates is a set; what another draws, and how often an item may be tried, is said."""
    names = ["a", "b", "c", "d", "e"]
    items = {
        f"items/{name}.xml": ITEM.replace("Item_12", f"q-{name}").replace('<img src="plan.png" alt="A plan"/>', "")
        for name in names
    }
    ref = '<assessmentItemRef identifier="{0}" href="items/{0}.xml"/>'.format
    test = f"""<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="t" title="Rooms"><testPart identifier="p">
    <assessmentSection identifier="Story 1" title="One" visible="true">
    <rubricBlock view="candidate"><p>Kim waits in <em>the hall</em>.</p></rubricBlock>
    <rubricBlock view="scorer"><p>Be kind.</p></rubricBlock>{ref("c")}{ref("b")}</assessmentSection>
    <assessmentSection identifier="s2" title="Two" visible="true"><selection select="1"/>
    <rubricBlock view="candidate author"><p>Read this.</p></rubricBlock>{ref("a")}</assessmentSection>
    <assessmentSection identifier="s3" title="Three" visible="true"><itemSessionControl maxAttempts="3"/>
    {ref("e")}{ref("d")}</assessmentSection>
    </testPart></assessmentTest>"""
    listed = manifest(*items).replace(
        "</resources>", '<resource identifier="t" type="imsqti_test_xmlv2p1" href="test.xml"/></resources>'
    )
    found, problems = zipped(tmp_path, {"imsmanifest.xml": listed, "test.xml": test, **items})
    assert [one["id"] for one in found] == ["story-1", "q-a", "q-e", "q-d"]
    assert (found[0]["type"], found[0]["vignette"]) == ("set", "Kim waits in *the hall*.")
    assert [one["id"] for one in found[0]["questions"]] == ["q-c", "q-b"]
    assert found[1]["prompt"].startswith("Read this.\n\nKim comes in.")
    assert [one.split(" ", 1)[1] for one in said(problems)] == [
        "warning CP175 that the section 'Two' draws or mixes its items",
        "warning CP175 that an item may be tried 3 times",
    ]


def test_the_words_of_an_only_section_stand_before_the_quiz(tmp_path: Path) -> None:
    test = """<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="t" title="Rooms"><testPart identifier="p">
    <assessmentSection identifier="s" title="One" visible="true"><selection select="1"/><ordering shuffle="true"/>
    <rubricBlock view="candidate"><p>Take your time.</p></rubricBlock>
    <assessmentItemRef identifier="a" href="a.xml"/><assessmentItemRef identifier="b" href="a.xml"/>
    </assessmentSection></testPart></assessmentTest>"""
    listed = manifest("a.xml").replace(
        "</resources>", '<resource identifier="t" type="imsqti_test_xmlv2p1" href="test.xml"/></resources>'
    )
    path = tmp_path / "bank.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in (("imsmanifest.xml", listed), ("test.xml", test), ("a.xml", ITEM)):
            archive.writestr(name, text)
    bank = qti_in.read(Origin(str(path), path.read_bytes(), path), Log())
    assert bank.quiz == {"title": "Rooms", "shuffleQuestions": True, "draw": 1, "intro": "Take your time."}


def test_rows_of_one_story_are_a_set() -> None:
    rows = [
        "story,prompt,answer",
        "Kim waits.,Is it so?,true",
        "Kim waits.,Is it not?,false",
        ",Alone?,true",
        "Lou is here.,One only?,true",
    ]
    found, _ = questions("\n".join(rows), "t.csv")
    assert [one["type"] for one in found] == ["set", "true-false", "true-false"]
    assert (found[0]["vignette"], len(found[0]["questions"]), found[2]["prompt"]) == (
        "Kim waits.",
        2,
        "Lou is here.\n\nOne only?",
    )
    many, problems = questions("\n".join([rows[0], *(f"Kim waits.,Is it {n}?,true" for n in range(13))]), "t.csv")
    assert (len(many), many[12]["prompt"]) == (13, "Kim waits.\n\nIs it 12?")
    assert any("13 questions belong to one story, and a set has 12 at most" in one for one in problems)


def test_a_right_option_that_is_named_twice_is_one() -> None:
    ((question,), problems) = questions(
        'type,prompt,option 1,option 2,answer\nchoice,Where?,Here,There,"1, 1"', "x.csv"
    )
    assert texts(question) == ["+Here", "-There"]
    assert question["select"] == "one"
    assert said(problems) == []


def test_places_that_only_a_mapping_calls_right(tmp_path: Path) -> None:
    item = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="q" title="Place"
        adaptive="false" timeDependent="false">
      <responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier">
        <mapping defaultValue="0"><mapEntry mapKey="door" mappedValue="1"/></mapping>
      </responseDeclaration>
      <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
      <itemBody><hotspotInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Where is the door?</prompt>
        <object type="image/png" width="100" height="100" data="room.png">A room</object>
        <hotspotChoice identifier="door" shape="rect" coords="0,0,20,20" hotspotLabel="Door"/>
        <hotspotChoice identifier="wall" shape="rect" coords="50,50,90,90" hotspotLabel="Wall"/>
      </hotspotInteraction></itemBody>
      <responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>
    </assessmentItem>"""
    ((question,), _) = zipped(tmp_path, {"imsmanifest.xml": manifest("q.xml"), "q.xml": item, "room.png": PIXEL})
    assert [one["id"] for one in question["regions"] if one.get("correct")] == ["door"]
