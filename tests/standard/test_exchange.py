"""Exports against the rules of their formats: QTI 2.1 by a grammar, GIFT by another parser, Moodle XML by its documentation."""

import json
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from coursepack.exchange import WRITERS
from coursepack.load import load
from tests.conftest import COURSES, ROOT
from tests.faults.case import run

ENDINGS = {one.name: one.ending for one in WRITERS}
QUIZZES = [(folder, quiz.id) for folder in COURSES for quiz in load(folder).course.quizzes]
IDS = [f"{folder.name}-{quiz}" for folder, quiz in QUIZZES]


def exported(folder: Path, quiz: str, form: str, tmp_path: Path) -> Path:
    file = tmp_path / f"bank{ENDINGS[form]}"
    result = run("questions", "export", folder, "--quiz", quiz, "-f", form, "-o", file)
    assert file.exists(), result.stderr
    return file


# --- QTI 2.1


@cache
def grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(Path(__file__).with_name("qti21.rng"))))


def qti_faults(document: bytes) -> list[str]:
    root = etree.fromstring(document)
    rng = grammar()
    found = [] if rng.validate(root) else [str(entry.message) for entry in rng.error_log]
    return found + list(references(root))


def references(root: etree._Element) -> Iterator[str]:
    """What no grammar sees: identifiers are unique, and whatever is referred to is declared."""
    declared = {one.get("identifier") for one in root.iter("{*}responseDeclaration", "{*}outcomeDeclaration")}
    for one in root.iter("{*}setOutcomeValue", "{*}variable", "{*}correct", "{*}mapResponse"):
        if one.get("identifier") not in declared:
            yield f"{one.get('identifier')} is not declared"
    for one in root.iter("{*}modalFeedback", "{*}feedbackInline"):
        if one.get("outcomeIdentifier") not in declared:
            yield f"{one.get('outcomeIdentifier')} is not declared"
    choices = [
        one.get("identifier") for one in root.iter("{*}simpleChoice", "{*}simpleAssociableChoice", "{*}hotspotChoice")
    ]
    if len(set(choices)) != len(choices):
        yield "two choices have one identifier"
    for value in root.iterfind(".//{*}correctResponse/{*}value"):
        if choices and not set(str(value.text).split()) <= set(choices):
            yield f"'{value.text}' is right, but no choice"


def documents(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {
            name: archive.read(name)
            for name in archive.namelist()
            if name.endswith(".xml") and name != "imsmanifest.xml"
        }


@pytest.mark.parametrize(("folder", "quiz"), QUIZZES, ids=IDS)
def test_qti_keeps_the_rules(folder: Path, quiz: str, tmp_path: Path) -> None:
    made = documents(exported(folder, quiz, "qti21", tmp_path))
    assert len(made) > 1
    assert {name: faults for name, document in made.items() if (faults := qti_faults(document))} == {}


BROKEN = [
    ('adaptive="false" ', ""),
    ('cardinality="single"', 'cardinality="one"'),
    ('identifier="SCORE"', 'identifier="POINTS"'),
    ('maxChoices="1"', 'maxChoices="-1"'),
    ("<value>door</value>", "<value>wall</value>"),
    ('identifier="window"', 'identifier="door"'),
    ("<responseElse>", "<responseElse><p/>"),
    ('identifier="window"', 'identifier="1st"'),
]


@pytest.mark.parametrize(("old", "new"), BROKEN)
def test_a_broken_item_is_noticed(old: str, new: str, tmp_path: Path) -> None:
    folder = ROOT / "courses/every-block"
    document = documents(exported(folder, "check-offer", "qti21", tmp_path))["items/c-door.xml"]
    assert qti_faults(document) == []
    assert old.encode() in document
    assert qti_faults(document.replace(old.encode(), new.encode(), 1)) != []


# --- GIFT, as gift-pegjs reads it

READ = """
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const { parse } = createRequire(process.argv[1])("gift-pegjs");
process.stdout.write(JSON.stringify(parse(readFileSync(0, "utf8"))));
"""
KINDS = {
    "choice": {"MC"}, "true-false": {"TF"}, "fill-in": {"Short"}, "numeric": {"Numerical"}, "matching": {"Matching"},
    "categorise": {"Matching"}, "long-fill-in": {"Essay"},
}  # fmt: skip


@pytest.mark.parametrize(("folder", "quiz"), QUIZZES, ids=IDS)
def test_another_parser_reads_our_gift(folder: Path, quiz: str, tmp_path: Path) -> None:
    file = exported(folder, quiz, "gift", tmp_path)
    words = ["node", "--input-type=module", "-e", READ, str(ROOT / "player/package.json")]
    done = subprocess.run(words, input=file.read_bytes(), capture_output=True, check=True)
    category, *items = json.loads(done.stdout)
    assert category["type"] == "Category"
    (course,) = [one for one in load(folder).course.quizzes if one.id == quiz]
    asked = [one for one in course.questions if type(one).__struct_config__.tag in KINDS]
    if len(asked) == len(course.questions):
        kinds = [str(type(one).__struct_config__.tag) for one in asked]
        assert all(item["type"] in KINDS[kind] for item, kind in zip(items, kinds, strict=True))
    for item in items:
        if item["type"] == "MC":
            weights = [choice["weight"] for choice in item["choices"]]
            right = sum(choice["isCorrect"] for choice in item["choices"])
            assert right == 1 or sum(weight for weight in weights if weight and weight > 0) == pytest.approx(
                100, abs=0.01
            )


# --- Moodle XML, by https://docs.moodle.org/en/Moodle_XML_format

COMMON = ["name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden", "idnumber"]
SAID = {"correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"}
OWN = {
    "multichoice": {"single", "shuffleanswers", "answernumbering", "answer"} | SAID,
    "truefalse": {"answer"},
    "shortanswer": {"usecase", "answer"},
    "numerical": {"answer", "unitgradingtype", "showunits", "units"},
    "matching": {"shuffleanswers", "subquestion"} | SAID,
    "ordering": {"gradingtype", "layouttype", "selecttype", "answer"} | SAID,
    "ddmarker": {"shuffleanswers", "file", "drag", "drop"} | SAID,
    "essay": {"responseformat", "responserequired", "responsefieldlines", "attachments", "attachmentsrequired"},
}


@pytest.mark.parametrize(("folder", "quiz"), QUIZZES, ids=IDS)
def test_moodle_xml_has_the_parts_that_moodle_documents(folder: Path, quiz: str, tmp_path: Path) -> None:
    category, *items = etree.parse(str(exported(folder, quiz, "moodle-xml", tmp_path))).getroot()
    assert category.findtext("category/text", "").startswith("$course$/top/")
    for item in items:
        kind = str(item.get("type"))
        names = [str(child.tag) for child in item]
        assert names[: len(COMMON)] == COMMON
        assert set(names[len(COMMON) :]) <= OWN[kind] | {"hint", "tags"}
        assert all(
            text.find("text") is not None for text in item.iter("questiontext", "generalfeedback", "answer", "feedback")
        )
        for answer in item.iterfind("answer"):
            assert -100 <= float(str(answer.get("fraction"))) <= 100
        if kind in ("multichoice", "shortanswer", "numerical", "truefalse"):
            best = sum(max(0.0, float(str(answer.get("fraction")))) for answer in item.iterfind("answer"))
            assert best >= 99.99
