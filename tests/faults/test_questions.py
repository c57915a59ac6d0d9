"""Questions of every type: what is accepted, paired, put in order or pointed at has to hang together."""

from pathlib import Path

import pytest

from tests.faults.case import Act, Case, Says, change, check, put
from tests.faults.test_contract import COURSE, QUIZ
from tests.faults.test_meaning import RULES

FREE = """      "type": "true-false",
      "prompt": "The room is offered, not ordered.",
      "objective": "o-room",
      "answer": true,
      "feedback": {"correct": "Yes.", "incorrect": "It is true."}"""
GRADED = '"prompt": "P?", "objective": "o-room", "feedback": {"correct": "Yes.", "incorrect": "No."}'


def asked(kind: str, fields: str) -> Act:
    """A question of that type instead of one of the quiz."""
    return change(QUIZ, FREE, f'      "type": "{kind}", {GRADED}, {fields}')


def fill(fields: str) -> Act:
    return asked("fill-in", fields)


def number(fields: str) -> Act:
    return asked("numeric", fields)


def units(*listed: str) -> Act:
    return number(f'"answer": "5", "units": [{", ".join(listed)}]')


def matching(first: str, second: str, more: str = "") -> Act:
    return asked(
        "matching",
        f'"sources": [{{"id": "a", "text": "A", "target": {first}}}, {{"id": "b", "text": "B", "target": {second}}}],'
        f' "targets": [{{"id": "x", "text": "X"}}, {{"id": "y", "text": "Y"}}]{more}',
    )


def region(shape: str, coords: str, more: str = "") -> str:
    return f'{{"id": "a", "text": "A", "shape": "{shape}", "coords": {coords}, "correct": true}}{more}'


def hotspot(first: str, *, picture: str = '"img/plan.svg"', select: str = "one") -> Act:
    other = '{"id": "b", "text": "B", "shape": "circle", "coords": [50, 50, 5]}'
    return asked(
        "hotspot",
        f'"select": "{select}", "image": {{"src": {picture}, "alt": "A plan."}}, "regions": [{first}, {other}]',
    )


FILL = [
    Case(
        "answer of signs that do not count",
        fill('"answers": [▸"\u200b\u00ad"]'),
        Says("CP150", "nothing of the answer", "letters"),
    ),
    Case(
        "answer that cannot be written",
        fill('"maxLength": 4, "answers": ["milk", ▸"water"]'),
        Says("CP150", "'water' is longer than the 4 characters", "maxLength"),
    ),
    Case(
        "the same answer in another writing",
        fill('"answers": ["Water", "milk", ▸"wáter "]'),
        Says("CP150", "is the same as 'Water'", "exact"),
    ),
    Case(
        "pattern of everything",
        fill('"answers": ["water"], "patterns": [▸"* ?*"]'),
        Says("CP151", "asks for nothing", "'*' alone"),
    ),
    Case("no answers", fill('"answers": ▸[]'), Says("CP015", "'answers' has 0 entries", None)),
    Case(
        "answers missing",
        change(QUIZ, FREE, f'"type": "fill-in", {GRADED}'),
        Says("CP034", "marks no answer as correct", "answers", (QUIZ, 20, 5)),
    ),
    Case("answer twice", fill('"answers": ▸["a", "a"]'), Says("CP017", "lists the same entry twice", "keep one")),
]

NUMBERS = [
    Case(
        "neither answer nor range",
        number('"unit": "optional", "units": [{"text": "mg"}]'),
        Says("CP034", "marks no answer as correct", "range", (QUIZ, 20, 5)),
    ),
    Case(
        "both answer and range",
        number('"answer": "1", "range": {"min": "1"}'),
        Says("CP017", "has both 'answer' and 'range'", "exactly one", (QUIZ, 20, 5)),
    ),
    Case("range of nothing", number('"range": ▸{}'), Says("CP011", "neither 'min' nor 'max'", "at least one")),
    Case(
        "range upside down",
        number('"range": ▸{"min": "10", "max": "9.99"}'),
        Says("CP152", "begins with 10 and ends with 9.99", "exchange"),
    ),
    Case(
        "range with a tolerance",
        number('"range": {"min": "1"}, "tolerance": ▸"5%"'),
        Says("CP152", "a range has a tolerance", "drop"),
    ),
    Case(
        "number as a number",
        number('"answer": ▸1.5'),
        Says("CP012", "'answer' must be a text, not the number 1.5", "double quotes"),
    ),
    Case("number with a comma", number('"answer": ▸"1,5"'), Says("CP016", "cannot be written '1,5'", "1.5")),
    Case("unit without units", number('"answer": "1", "unit": ▸"required"'), Says("CP153", "there are none", "units")),
    Case(
        "factor of the own unit",
        units('{"text": "mg", "factor": ▸"1000"}'),
        Says("CP153", "own unit has a factor", "first unit"),
    ),
    Case(
        "factor of nothing",
        units('{"text": "mg"}', '{"text": "g", "factor": ▸"0"}'),
        Says("CP153", "factor of the unit is 0", "how many"),
    ),
    Case(
        "the same unit", units('{"text": "mg"}', '{"text": ▸"M g"}'), Says("CP153", "is the same as 'mg'", "drop one")
    ),
    Case(
        "unit like a number",
        units('{"text": ▸"5 ml"}'),
        Says("CP153", "cannot be told from a number", "begin it with a letter"),
    ),
]

THING = '{"id": "a", "text": "A"}'
PAIRS = [
    Case("partner that is not there", matching('"x"', '▸"z"'), Says("CP154", "no partner 'z'", "'x'")),
    Case("partner of two", matching('▸"x"', '▸"x"'), [Says("CP155", "belongs to 2 things", "reuse")] * 2),
    Case(
        "thing named twice",
        asked("sequencing", f'"items": [{THING}, {{"id": "b", "text": "B"}}, {{"id": ▸"a", "text": "C"}}]'),
        Says("CP030", "option id 'a' is used twice", "first"),
    ),
    Case(
        "group that is not there",
        asked(
            "categorise",
            '"items": [{"id": "a", "text": "A", "group": ▸"inn"}, {"id": "b", "text": "B", "group": "in"}],'
            ' "groups": [{"id": "in", "text": "In"}, {"id": "out", "text": "Out"}]',
        ),
        Says("CP154", "no group 'inn'", "did you mean 'in'?"),
    ),
    Case(
        "two things to order",
        asked("sequencing", '"items": ▸[{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]'),
        Says("CP015", "2 entries, at least 3", None),
    ),
]

PLACES = [
    Case(
        "rectangle of three numbers",
        hotspot(region("rect", "▸[1, 2, 3]")),
        Says("CP156", "a rect with 3 numbers", "left, top"),
    ),
    Case("rectangle inside out", hotspot(region("rect", "▸[30, 2, 20, 9]")), Says("CP156", "not beyond", "left, top")),
    Case("circle without a radius", hotspot(region("circle", "▸[30, 2, 0]")), Says("CP156", "no radius", "radius")),
    Case(
        "polygon of two corners",
        hotspot(region("polygon", "▸[1, 2, 3, 4]")),
        Says("CP156", "three corners", "across, down"),
    ),
    Case(
        "polygon of half a corner",
        hotspot(region("polygon", "▸[1, 2, 3, 4, 5, 6, 7]")),
        Says("CP156", "two numbers", "across, down"),
    ),
    Case(
        "place outside of the picture",
        hotspot(region("circle", "[30, ▸101, 5]")),
        Says("CP015", "over the limit of 100", None),
    ),
    Case(
        "no right place",
        hotspot(region("circle", "[30, 30, 5]").replace("true", "false")),
        Says("CP034", "marks no answer as correct", "correct", (QUIZ, 20, 5)),
    ),
    Case(
        "picture without a size",
        [
            hotspot(region("circle", "[1, 2, 3]"), picture='▸"img/p.svg"'),
            put("img/p.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ],
        Says("CP157", "size of the picture 'img/p.svg'", "viewBox"),
    ),
    Case(
        "picture that is not there",
        hotspot(region("circle", "[1, 2, 3]"), picture='▸"img/plam.svg"'),
        Says("CP020", "'img/plam.svg'", "plan.svg"),
    ),
]

SURVEY = '"type": "likert", "prompt": "P?", "scale": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]'
SURVEYS = [
    Case(
        "survey with points",
        change(QUIZ, FREE, f'{SURVEY}, ▸"points": 1'),
        Says("CP010", "'points' is not a field here", "known here"),
    ),
    Case(
        "survey with feedback",
        change(QUIZ, FREE, f'{SURVEY}, ▸"feedback": {{}}'),
        Says("CP010", "'feedback' is not a field here", "known here"),
    ),
    Case(
        "survey that examines",
        [
            change(QUIZ, '"purpose": "assessment",\n  "draw": 2', '"purpose": "survey"'),
            change(COURSE, RULES, '"completion": {"pages": "all", "assessments": "none"}'),
            change(QUIZ, FREE, SURVEY),
        ],
        [Says("CP159", "a question that has a right answer", "likert", (QUIZ, line, 5)) for line in (7, 23)],
    ),
    Case(
        "draw of a survey only",
        [
            change(QUIZ, FREE, SURVEY),
            change(QUIZ, '"draw": 2', '"draw": 1'),
            change(QUIZ, '"questions": [', '"questions": ▸['),
        ],
        Says("CP158", "survey questions only", "draw more"),
    ),
]

ALL = [*FILL, *NUMBERS, *PAIRS, *PLACES, *SURVEYS]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_fault(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)
