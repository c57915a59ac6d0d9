"""Sets of questions about one story: exactly what is said of those that hang together badly."""

from pathlib import Path

import pytest

from tests.faults.case import Act, Case, Says, change, check
from tests.faults.test_contract import COURSE, QUIZ
from tests.faults.test_questions import FREE, GRADED, SURVEY

DRAW, OBJECTIVES = '"draw": 2', '"objectives": ['


def truth(ident: str, fields: str = '"answer": true') -> str:
    return f'{{"id": {ident}, "type": "true-false", {GRADED}, {fields}}}'


FIRST, SECOND, THIRD, FOURTH = (truth(f'"s-{n}"') for n in (1, 2, 3, 4))


def inside(*questions: str, story: str = '"vignette": "Kim waits.", ', mark: str = "") -> Act:
    """A set instead of the second of three questions."""
    return change(QUIZ, FREE, f'"type": "set", {story}"questions": {mark}[{", ".join(questions)}]')


CASES = [
    Case("set without questions", inside(mark="▸"), Says("CP160", "the set has 0 questions", "at least two")),
    Case("set of one", inside(FIRST, mark="▸"), Says("CP160", "the set has 1 question", "needs no set")),
    Case(
        "set in a set",
        inside(FIRST, f'▸{{"id": "s-in", "type": "set", "vignette": "V.", "questions": [{SECOND}, {THIRD}]}}'),
        Says("CP161", "a set stands inside a set", "into the outer one"),
    ),
    Case(
        "question in a set and beside it",
        inside(FIRST, truth('▸"q-door"')),
        Says("CP030", "question id 'q-door' is used twice", "it stands first at"),
    ),
    Case(
        "question twice in a set",
        inside(FIRST, truth('▸"s-1"')),
        Says("CP030", "question id 's-1' is used twice", "it stands first at"),
    ),
    Case(
        "two sets of one name",
        [
            inside(FIRST, SECOND),
            change(
                QUIZ,
                '"id": "q-things",',
                f'"id": ▸"q-free", "type": "set", "vignette": "V.", "questions": [{THIRD}, {FOURTH}]}}, '
                '{"id": "q-things",',
            ),
        ],
        Says("CP030", "question set id 'q-free' is used twice", "it stands first at"),
    ),
    Case(
        "set without a story",
        change(
            QUIZ,
            f'{{\n      "id": "q-free",\n{FREE}',
            f'▸{{"id": "q-free", "type": "set", "questions": [{FIRST}, {SECOND}]',
        ),
        Says("CP011", "set 'q-free' has no 'vignette'", "for example"),
    ),
    Case(
        "empty story", inside(FIRST, SECOND, story='"vignette": ▸"", '), Says("CP015", "'vignette' is empty", "write")
    ),
    Case(
        "HTML in the story",
        inside(FIRST, SECOND, story='"vignette": ▸"<b>Kim</b>", '),
        Says("CP041", "the text holds HTML: <b>", "use Markdown"),
    ),
    Case(
        "set with points",
        inside(FIRST, SECOND, story='"vignette": "V.", ▸"points": 2, '),
        Says("CP010", "'points' is not a field here"),
    ),
    Case(
        "unknown type in a set",
        inside(FIRST, f'{{"id": "s-2", "type": ▸"choise", {GRADED}}}'),
        Says("CP014", "question type 'choise'", "choice"),
    ),
    Case(
        "question of a set without a right answer",
        inside(
            FIRST,
            '▸{"id": "s-2", "type": "choice", "select": "one", '
            + GRADED
            + ', "options": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]}',
        ),
        Says("CP034", "marks no answer as correct", "at an option"),
    ),
    Case(
        "unknown objective in a set",
        inside(FIRST, SECOND.replace('"o-room"', '▸"o-rome"')),
        Says("CP031", "there is no objective 'o-rome'", "o-room"),
    ),
    Case(
        "draw that counts the questions of a set",
        [inside(FIRST, SECOND), change(QUIZ, DRAW, '"draw": ▸4')],
        Says("CP038", "the quiz draws 4 of 3 questions", "at most 3"),
    ),
    Case(
        "row of a blueprint that counts the questions of a set",
        [inside(FIRST, SECOND), change(QUIZ, DRAW, '"blueprint": [{"count": ▸4}]')],
        Says("CP210", "the row wants 4 questions, and 3 of the quiz fit it", "at most 3"),
    ),
    Case(
        "draw of a set of surveys only",
        [
            inside(*(f'{{"id": "{name}", {SURVEY}}}' for name in ("s-1", "s-2"))),
            change(QUIZ, DRAW, '"draw": 1'),
            change(QUIZ, '"questions": [\n', '"questions": ▸[\n'),
        ],
        Says("CP158", "survey questions only", "draw more"),
    ),
    Case(
        "objective with a mark that only a set asks for, which may not be drawn",
        [
            inside(FIRST, SECOND.replace("o-room", "o-other")),
            change(COURSE, OBJECTIVES, f'{OBJECTIVES}{{"id": "o-other", "text": "Do more.", "passMark": ▸70}}, '),
        ],
        Says("CP214", "no assessment asks for 'o-other' in every attempt", "a row of it to the blueprint"),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fault(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)
