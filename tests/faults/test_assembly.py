"""Attempts that cannot be put together as a quiz says: exactly what is said of each."""

from pathlib import Path

import pytest

from tests.faults.case import Case, Says, change, check

QUIZ, COURSE = "quizzes/final.json", "course.json"
DRAW = '"draw": 2,'


def quiz(fields: str) -> object:
    """The base quiz with other fields in place of its draw."""
    return change(QUIZ, DRAW, f"{fields},")


CASES = [
    Case(
        "row of a blueprint that the pool cannot fill",
        quiz('"blueprint": [{"objective": "o-room", "count": ▸9}]'),
        Says("CP210", "the row wants 9 questions, and 3 of the quiz fit it", "write at most 3"),
    ),
    Case(
        "row of a blueprint that no question fits",
        quiz('"blueprint": [{"difficulty": "hard", "count": ▸1}]'),
        Says("CP210", "the row wants 1 questions, and 0 of the quiz fit it", "write questions for it"),
    ),
    Case(
        "rows of a blueprint that overlap",
        quiz('"blueprint": [{"objective": "o-room", "count": 1}, ▸{"count": 1}]'),
        Says("CP211", "question 'q-door' fits this row and one before it", "exclude each other"),
    ),
    Case(
        "blueprint beside a draw",
        quiz('"draw": ▸2, "blueprint": [{"count": 2}]'),
        Says("CP211", "the quiz has both 'draw' and 'blueprint'", "keep one"),
    ),
    Case(
        "extra time without a limit",
        quiz('"extraTime": ▸[50]'),
        Says("CP212", "'extraTime' means nothing without 'timeLimit'", "write 'timeLimit'"),
    ),
    Case(
        "tries in an assessment that is judged together",
        quiz('"tries": ▸2'),
        Says("CP212", "'tries' means nothing in an assessment", "an assessment that answers each question by itself"),
    ),
    Case(
        "penalty without a second try",
        quiz('"answering": "each", "penalty": ▸50'),
        Says("CP212", "'penalty' means nothing without 'tries'", "a second try"),
    ),
    Case(
        "waiting for no second attempt",
        quiz('"attempts": 1, "wait": ▸60'),
        Says("CP212", "'wait' means nothing with one attempt", "allow more attempts"),
    ),
    Case(
        "pass over lessons by an assessment",
        quiz('"testOut": ▸[{"lesson": "one", "objectives": ["o-room"], "mark": 80}]'),
        Says("CP212", "'testOut' means nothing in an assessment", "it is for a pretest"),
    ),
    Case(
        "unknown lesson to pass over",
        [
            quiz('"testOut": [{"lesson": ▸"first", "objectives": ["o-room"], "mark": 80}]'),
            change(QUIZ, '"purpose": "assessment"', '"purpose": "pretest"'),
            change(COURSE, '"assessments": "passed"', '"assessments": "none"'),
            change(COURSE, ',\n  "passing": {"passMark": 80}', ""),
        ],
        Says("CP031", "there is no lesson 'first'", "known here: 'one', 'two'"),
    ),
    Case(
        "pretest that passes nothing over",
        [
            change(QUIZ, '"purpose": "assessment"', '"purpose": "pretest"'),
            change(COURSE, '"assessments": "passed"', '"assessments": "none"'),
            change(COURSE, ',\n  "passing": {"passMark": 80}', ""),
        ],
        Says("CP212", "the pretest does not say what it lets a learner pass over", "write 'testOut'", (QUIZ, 1, 1)),
    ),
    Case(
        "objective with a mark that is never asked",
        change(
            COURSE,
            '"objectives": [',
            '"objectives": [{"id": "o-other", "text": "Do more.", "passMark": ▸70}, ',
        ),
        Says("CP214", "no assessment asks for 'o-other' in every attempt", "a learner who is not asked cannot pass"),
    ),
    Case(
        "objective with a mark that a draw may leave out",
        [
            change(
                COURSE, '"objectives": [', '"objectives": [{"id": "o-other", "text": "Do more.", "passMark": ▸70}, '
            ),
            change(
                QUIZ,
                'offered, not ordered.",\n      "objective": "o-room"',
                'offered, not ordered.",\n      "objective": "o-other"',
            ),
        ],
        Says("CP214", "no assessment asks for 'o-other' in every attempt", "a row of it to the blueprint"),
    ),
    Case(
        "objective that the pretest does not ask for",
        [
            quiz('"testOut": [{"lesson": "one", "objectives": ["o-room", ▸"o-other"], "mark": 80}]'),
            change(QUIZ, '"purpose": "assessment"', '"purpose": "pretest"'),
            change(COURSE, '"assessments": "passed"', '"assessments": "none"'),
            change(COURSE, ',\n  "passing": {"passMark": 80}', ""),
            change(COURSE, '"objectives": [', '"objectives": [{"id": "o-other", "text": "Do more."}, '),
        ],
        Says("CP213", "no question of the pretest tests 'o-other'", "nobody could reach the mark"),
    ),
    Case(
        "mastery score beside a mark of an objective",
        [
            change(COURSE, '{"passMark": 80}', '{"passMark": 80, "masteryScore": ▸true}'),
            change(COURSE, '"pages": "all"', '"pages": "none"'),
            change(COURSE, '"text": "Prepare a room."', '"text": "Prepare a room.", "passMark": 70'),
        ],
        Says("CP052", "would pass learners who miss the mark of an objective", 'drop "masteryScore"'),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fault(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)
