"""The glossary and the content notes: links that lead nowhere, terms that nobody meets, pages that nobody may go round."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coursepack.load import load
from tests.faults.case import Act, Case, Says, change, check, put
from tests.faults.test_contract import COURSE, LESSON

FILE = "glossary.json"
ROOM = '{"id": "room", "term": "Room", "definition": "Four walls."}'


def glossary(*terms: str) -> list[Act]:
    """The base course with a glossary in a file of its own."""
    include = change(COURSE, '"sources": {', '"glossary": {"include": "glossary.json"},\n  "sources": {')
    return [include, put(FILE, '{"schemaVersion": 1, "items": [' + ",\n".join(terms) + "]}")]


def linked(name: str) -> Act:
    return change(LESSON, '"Ask *kindly*."', f'▸"In a [room](term:{name})."')


FAULTS = [
    Case(
        "term that is not there",
        [*glossary(ROOM), linked("rooom")],
        [Says("CP130", "there is no term 'rooom' to explain", "did you mean 'room'?")],
    ),
    Case(
        "term without a glossary",
        linked("room"),
        Says("CP130", "there is no term 'room'", "the course has no 'glossary'"),
    ),
    Case(
        "term in a file of text",
        [*glossary(ROOM), put("text/why.md", "A [room](term:room).\n\nA [ward](term:ward).\n")],
        Says("CP130", "there is no term 'ward'", "known here: 'room'", ("text/why.md", 3, 1)),
    ),
    Case(
        "term without a name",
        change(LESSON, '"Ask *kindly*."', '▸"In a [room](term:)."'),
        Says("CP042", "the link 'term:' names no term", "[words](term:its-id)"),
    ),
    Case(
        "term in capitals",
        change(LESSON, '"Ask *kindly*."', '▸"In a [room](term:Room)."'),
        Says("CP042", "the link 'term:Room' names no term", "[words](term:its-id)"),
    ),
    Case(
        "two terms of one name",
        [
            *glossary(ROOM, '{"id": "ward", "term": "Ward", "also": ["Hall", ▸"ROOM"], "definition": "Many beds."}'),
            change(LESSON, '"Ask *kindly*."', '"A [room](term:room), a [ward](term:ward)."'),
        ],
        Says("CP134", "'ROOM' names the term 'room' already", "join the two"),
    ),
    Case(
        "two terms of one id",
        [
            *glossary(ROOM, '{"id": ▸"room", "term": "Ward", "definition": "Many beds."}'),
            change(LESSON, '"Ask *kindly*."', '"A [room](term:room)."'),
        ],
        Says("CP030", "term id 'room' is used twice", "it stands first"),
    ),
    Case(
        "definition with an unknown source",
        [
            *glossary('{"id": "room", "term": "Room", "definition": "Four walls.", "sources": [▸"gone"]}'),
            change(LESSON, '"Ask *kindly*."', '"A [room](term:room)."'),
        ],
        Says("CP031", "there is no source 'gone'", "'samhsa2014'"),
    ),
    Case(
        "a note on every page and nothing else to do",
        [
            change(LESSON, '"title": "How",', '"title": "How", "contentNotes": ["hard"],'),
            change(COURSE, '"title": "Finish",\n          "blocks"', '"title": "Finish", "contentNotes": ["hard"], "blocks"'),
            change("quizzes/final.json", '"purpose": "assessment"', '"purpose": "check"'),
            change(
                COURSE,
                '"completion": {"pages": "all", "assessments": "passed"},\n  "passing": {"passMark": 80}',
                '"completion": ▸{"pages": "all", "assessments": "none"}',
            ),
        ],
        Says("CP132", "could be completed without opening one", "begin with a page without a note"),
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case.name)
def test_fault(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


def warnings(folder: Path) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in load(folder).warnings]


def do(folder: Path, *acts: Act) -> None:
    for act in acts:
        act(folder)


def test_a_term_that_no_text_leads_to_is_a_warning(base: Path) -> None:
    own = (
        '{"id": "ward", "term": "Ward", "definition": "A [ward](term:ward) has many beds, a [room](term:room) a few."}'
    )
    do(base, *glossary(ROOM, own))
    assert warnings(base) == [("CP133", "no text leads to the term 'ward'")]


def test_an_assessment_behind_a_note_is_a_warning(base: Path) -> None:
    do(
        base,
        change(
            COURSE, '"title": "Finish",\n          "blocks"', '"title": "Finish", "contentNotes": ["hard"], "blocks"'
        ),
    )
    assert [code for code, _ in warnings(base)] == ["CP131"]
    do(base, change("quizzes/final.json", '"purpose": "assessment"', '"purpose": "check"'))
    course = json.loads((base / COURSE).read_text())
    course["completion"]["assessments"] = "none"
    del course["passing"]
    (base / COURSE).write_text(json.dumps(course))
    assert warnings(base) == []


def test_a_link_to_a_term_in_a_course_without_faults_is_none(base: Path) -> None:
    do(base, *glossary(ROOM), change(LESSON, '"Ask *kindly*."', '"In a [*quiet* room](term:room)."'))
    assert warnings(base) == []
