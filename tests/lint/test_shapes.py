"""No false errors on good packages shaped like those of other tools, and exactly the errors of the bad ones."""

from pathlib import Path

import pytest

from coursepack.lint import Level
from tests.lint.cases import CONTROLS
from tests.lint.packages import GOOD, codes, judged
from tests.lint.shapes import CMI5, SCORM12, SCORM2004, SHAPES, TINCAN, Shape


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: f"{shape.kind}-{shape.name}")
def test_errors_are_exactly_those_of_the_shape(shape: Shape, tmp_path: Path) -> None:
    report = judged(tmp_path, shape.files)
    assert report.kinds == (shape.kind,)
    found = [one for one in report.findings if one.level is Level.ERROR]
    assert {one.rule.code for one in found} == shape.errors, [(one.rule.code, one.message) for one in found]


@pytest.mark.parametrize("shapes", [SCORM12, SCORM2004, CMI5, TINCAN])
def test_there_are_three_good_and_three_bad_ones(shapes: list[Shape]) -> None:
    assert [bool(shape.errors) for shape in shapes] == [False] * 3 + [True] * 3


def test_white_space_around_identifiers_and_shared_sequencing_are_right(tmp_path: Path) -> None:
    """XML collapses white space in identifiers; the 4th Edition repeats the ids of objectives; rules may ask for shared ones."""
    rule = (
        '<imsss:sequencing IDRef=" S1 "><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition '
        'condition="satisfied" referencedObjective="%20main%20"/></imsss:ruleConditions><imsss:ruleAction action="skip"/>'
        "</imsss:preConditionRule></imsss:sequencingRules></imsss:sequencing>"
    )
    shared = (
        f'<imsss:sequencingCollection><imsss:sequencing ID="S1"><imsss:objectives><imsss:primaryObjective objectiveID="main"/>'
        f'</imsss:objectives>{CONTROLS}<adlseq:objectives><adlseq:objective objectiveID="main"/></adlseq:objectives></imsss:sequencing>'
        "</imsss:sequencingCollection>"
    )
    files = dict(GOOD["scorm2004"])
    text = files["imsmanifest.xml"].decode()
    start, end = text.index("<imsss:sequencing><imsss:objectives>"), text.index("<adlnav:presentation>")
    text = text[:start] + rule + text[end:]
    text = text.replace("</resources>", f"</resources>{shared}").replace('default="ORG1"', 'default=" ORG1 "')
    text = text.replace('identifierref="RES1"', 'identifierref=" RES1 "')
    files["imsmanifest.xml"] = text.encode()
    assert codes(judged(tmp_path, files)) == ["CP466"]


def test_a_false_completion_is_warned_of(tmp_path: Path) -> None:
    (shape,) = [one for one in SCORM2004 if one.name.startswith("adapt")]
    codes = {one.rule.code for one in judged(tmp_path, shape.files).findings if one.level is Level.WARNING}
    assert {"CP453", "CP600"} <= codes


def test_expressions_take_no_longer_over_text_that_is_made_to_slow_them(tmp_path: Path) -> None:
    import time

    pieces = [
        "<video",
        "<img ",
        "<script ",
        "<link ",
        "@font-face{",
        "<quiz>\n<",
        "::a::b",
        "<a href=",
        "<html ",
        "<meta viewport ",
    ]
    files = {f"{number}.html": (piece * (1 << 18))[: 1 << 18].encode() for number, piece in enumerate(pieces)}
    start = time.process_time()
    judged(tmp_path, {**SCORM12[0].files, **files})
    assert time.process_time() - start < 5
