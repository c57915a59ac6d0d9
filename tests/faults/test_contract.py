"""Data that departs from the authoring contract: keys, types, lists, numbers, ids, versions."""

import json
from pathlib import Path

import pytest

from tests.faults.case import Act, Case, Says, change, check, put, run

COURSE, LESSON, QUIZ = "course.json", "lessons/one.json", "quizzes/final.json"
CREDIT, SOURCES, SUPPORT = "credit.json", "sources.json", "support.json"
STATISTIC_SOURCES = ',\n          "sources": ["samhsa2014"]'


def swap(file: str, key: str, old: str, new: str) -> Act:
    """Another value for a key; the place of the value is expected."""
    return change(file, f'"{key}": {old}', f'"{key}": ▸{new}')


def minutes(new: str) -> Act:
    return swap(COURSE, "minutes", "60", new)


KEYS = [
    Case(
        "misspelt",
        change(COURSE, '"keywords"', '▸"keyword"'),
        Says("CP010", "'keyword' is not a field here", "did you mean 'keywords'?"),
    ),
    Case(
        "misspelt, needed",
        change(COURSE, '"passMark"', '▸"passmark"'),
        Says("CP010", "'passmark'", "did you mean 'passMark'?"),
    ),
    Case("misspelt id", change(LESSON, '"id": "how"', '▸"Id": "how"'), Says("CP010", "'Id'", "did you mean 'id'?")),
    Case(
        "misspelt list", change(COURSE, '"sources"', '▸"source"'), Says("CP010", "'source'", "did you mean 'sources'?")
    ),
    Case(
        "misspelt lessons",
        change(COURSE, '"lessons"', '▸"lesons"'),
        Says("CP010", "'lesons'", "did you mean 'lessons'?"),
    ),
    Case(
        "misspelt quizzes",
        change(COURSE, '"quizzes"', '▸"quizes"'),
        Says("CP010", "'quizes'", "did you mean 'quizzes'?"),
    ),
    Case(
        "misspelt passing",
        change(COURSE, '"passing"', '▸"pasing"'),
        Says("CP010", "'pasing'", "did you mean 'passing'?"),
    ),
    Case(
        "misspelt markdown",
        change(LESSON, '"markdown": "Ask', '▸"markdwon": "Ask'),
        Says("CP010", "'markdwon'", "'markdown'"),
    ),
    Case(
        "misspelt correct",
        change(QUIZ, 'door", "correct"', 'door", ▸"corect"'),
        Says("CP010", "'corect'", "did you mean 'correct'?"),
    ),
    Case("misspelt answer", change(QUIZ, '"answer"', '▸"anser"'), Says("CP010", "'anser'", "did you mean 'answer'?")),
    Case("misspelt alt", change(LESSON, '"alt"', '▸"Alt"'), Says("CP010", "'Alt'", "did you mean 'alt'?")),
    Case(
        "misspelt number", change(SUPPORT, '"number"', '▸"numbre"'), Says("CP010", "'numbre'", "did you mean 'number'?")
    ),
    Case("misspelt items", change(SOURCES, '"items"', '▸"item"'), Says("CP010", "'item'", "the list is 'items'")),
    Case(
        "misspelt in the list file", change(SUPPORT, '"country"', '▸"contry"'), Says("CP010", "'contry'", "'country'")
    ),
    Case(
        "unknown",
        change(COURSE, '"slug"', '▸"colour": "red", "slug"'),
        Says("CP010", "'colour' is not a field here", "known here"),
    ),
    Case(
        "missing title",
        change(COURSE, '  "title": "Base course",\n', ""),
        Says("CP011", "the course has no 'title'", 'for example "title"', (COURSE, 1, 1)),
    ),
    Case(
        "missing prompt",
        change(
            QUIZ,
            '    {\n      "id": "q-free",\n      "type": "true-false",\n      "prompt": "The room is offered, not ordered.",',
            '    ▸{\n      "id": "q-free",\n      "type": "true-false",',
        ),
        Says("CP011", "true-false 'q-free' has no 'prompt'", "for example"),
    ),
    Case(
        "missing type",
        change(LESSON, '{"id": "how-text", "type": "text", ', '▸{"id": "how-text", '),
        Says("CP011", "'how-text' has no 'type'", "for example"),
    ),
    Case("missing items", put(SOURCES, '▸{"schemaVersion": 1}'), Says("CP011", "the file has no 'items'", '"items"')),
    Case(
        "schemaVersion missing",
        change(COURSE, '  "schemaVersion": 1,\n', ""),
        Says("CP006", "the course does not name its 'schemaVersion'", '"schemaVersion": 1', (COURSE, 1, 1)),
    ),
    Case("schemaVersion unknown", swap(COURSE, "schemaVersion", "1", "2"), Says("CP006", "schemaVersion 2", "reads 1")),
    Case(
        "schemaVersion as text",
        swap(COURSE, "schemaVersion", "1", '"1"'),
        Says("CP006", "schemaVersion '1'", "reads 1"),
    ),
    Case(
        "schemaVersion true", swap(COURSE, "schemaVersion", "1", "true"), Says("CP006", "schemaVersion true", "reads 1")
    ),
    *(
        Case(
            f"schemaVersion missing in {file}",
            change(file, '{\n  "schemaVersion": 1,\n', "▸{\n"),
            Says("CP006", "does not name its 'schemaVersion'", '"schemaVersion": 1'),
        )
        for file in (LESSON, QUIZ, CREDIT, SOURCES, SUPPORT)
    ),
    *(
        Case(
            f"schemaVersion unknown in {file}",
            swap(file, "schemaVersion", "1", "7"),
            Says("CP006", "schemaVersion 7 is not one", "reads 1"),
        )
        for file in (LESSON, QUIZ, CREDIT, SOURCES, SUPPORT)
    ),
]

TYPES = [
    Case(
        "text for a number",
        minutes('"60"'),
        Says("CP012", "'minutes' must be a whole number, not the text '60'", "write 60 without quotes"),
    ),
    Case("bool for a number", minutes("true"), Says("CP012", "'minutes' must be a whole number, not true", None)),
    Case(
        "part of a number",
        minutes("60.5"),
        Says("CP012", "'minutes' must be a whole number, not the number 60.5", None),
    ),
    Case("null", minutes("null"), Says("CP012", "'minutes' must be a whole number, not null", None)),
    Case("zero", minutes("0"), Says("CP015", "'minutes' is 0, under the least of 1", None)),
    Case("too many", minutes("6001"), Says("CP015", "'minutes' is 6001, over the limit of 6000", None)),
    Case(
        "number for a text",
        swap(COURSE, "title", '"Base course"', "7"),
        Says("CP012", "'title' must be a text, not the number 7", "double quotes"),
    ),
    Case(
        "list for a text",
        swap(COURSE, "title", '"Base course"', "[]"),
        Says("CP012", "'title' must be a text, not a list", None),
    ),
    Case(
        "text for true",
        swap(QUIZ, "answer", "true", '"true"'),
        Says("CP012", "'answer' must be true or false, not the text 'true'", "without quotes"),
    ),
    Case(
        "text for correct",
        change(QUIZ, 'door", "correct": true', 'door", "correct": ▸"yes"'),
        Says("CP012", "'correct' must be true or false", "without quotes"),
    ),
    Case(
        "text for a list",
        swap(COURSE, "keywords", '["privacy"]', '"privacy"'),
        Says("CP012", "'keywords' must be a list, not the text", "square brackets"),
    ),
    Case(
        "empty title",
        swap(COURSE, "title", '"Base course"', '""'),
        Says("CP015", "'title' is empty", "write something"),
    ),
    Case(
        "blank title",
        swap(COURSE, "title", '"Base course"', '"  \\t"'),
        Says("CP015", "'title' is blank", "write something"),
    ),
    Case(
        "title too long",
        swap(COURSE, "title", '"Base course"', '"' + "x" * 201 + '"'),
        Says("CP015", "'title' has 201 characters, over the limit of 200", None),
    ),
    Case(
        "empty list",
        swap(COURSE, "objectives", '[{"id": "o-room", "text": "Prepare a room.", "competencies": ["calm"]}]', "[]"),
        Says("CP015", "'objectives' has 0 entries, at least 1", None),
    ),
    Case(
        "same keyword twice",
        swap(COURSE, "keywords", '["privacy"]', '["a", "a"]'),
        Says("CP017", "'keywords' lists the same entry twice", "keep one"),
    ),
    Case(
        "page null",
        change(LESSON, '"pages": [', '"pages": [▸null,'),
        Says("CP012", "an entry of 'pages' must be an object, not null", "'{'"),
    ),
    Case(
        "block a text",
        change(LESSON, '"blocks": [\n        {"id": "how-text"', '"blocks": [▸"how",\n        {"id": "how-text"'),
        Says("CP012", "an entry of 'blocks' must be an object, not the text 'how'", "'{'"),
    ),
    Case(
        "blocks an object",
        put(
            LESSON,
            '{"schemaVersion": 1, "id": "one", "title": "T", "pages": [{"id": "p", "title": "P", "blocks": ▸{"id": "b"}}]}',
        ),
        Says("CP012", "'blocks' must be a list, not an object", "brackets"),
    ),
    Case("included list", put(LESSON, "▸[]"), Says("CP012", "must hold an object", "'{'")),
    Case(
        "items an object",
        put(SOURCES, '{"schemaVersion": 1, "items": ▸{}}'),
        Says("CP012", "'items' must be a list", "brackets"),
    ),
]

WORDS = [
    Case(
        "bad enum",
        swap(COURSE, "pages", '"all"', '"al"'),
        Says("CP013", "'pages' cannot be 'al'", "did you mean 'all'?"),
    ),
    Case(
        "bad enum, far off",
        swap(LESSON, "kind", '"key-point"', '"banner"'),
        Says("CP013", "'kind' cannot be 'banner'", "'caution'"),
    ),
    Case(
        "enum of another type",
        swap(QUIZ, "purpose", '"assessment"', "3"),
        Says("CP013", "'purpose' cannot be 3", "'check'"),
    ),
    Case(
        "bad purpose",
        swap(QUIZ, "purpose", '"assessment"', '"assesment"'),
        Says("CP013", "'purpose'", "did you mean 'assessment'?"),
    ),
    Case(
        "unknown block type",
        change(LESSON, '"how-text", "type": "text"', '"how-text", "type": ▸"txt"'),
        Says("CP014", "there is no block type 'txt'", "did you mean 'text'?"),
    ),
    Case(
        "unknown quiz block type",
        change(COURSE, '"type": "quiz"', '"type": ▸"quizz"'),
        Says("CP014", "no block type 'quizz'", "'quiz'"),
    ),
    Case(
        "unknown question type",
        swap(QUIZ, "type", '"true-false"', '"truefalse"'),
        Says("CP014", "there is no question type 'truefalse'", "did you mean 'true-false'?"),
    ),
    Case(
        "bad id",
        change(LESSON, '"id": "how"', '"id": ▸"How to"'),
        Says("CP016", "'id' cannot be written 'How to'", "small letters"),
    ),
    Case(
        "bad course id",
        swap(COURSE, "id", '"https://example.org/courses/base"', '"base"'),
        Says("CP016", "'id' cannot be written 'base'", "absolute web address"),
    ),
    Case("bad slug", swap(COURSE, "slug", '"base"', '"Base Course"'), Says("CP016", "'slug'", "small letters")),
    Case(
        "bad version",
        swap(COURSE, "version", '"1.0.0"', '"1.0"'),
        Says("CP016", "'version' cannot be written '1.0'", "three numbers"),
    ),
    Case("bad language", swap(COURSE, "language", '"en-US"', '"english"'), Says("CP016", "'language'", "BCP 47")),
    Case(
        "bad date",
        swap(COURSE, "revised", '"2026-11-23"', '"23.11.2026"'),
        Says("CP016", "'revised'", "year-month-day"),
    ),
    Case(
        "month 13",
        swap(CREDIT, "releaseDate", '"2026-12-01"', '"2026-13-01"'),
        Says("CP016", "'2026-13-01'", "year-month-day"),
    ),
    Case(
        "30 February",
        swap(COURSE, "revised", '"2026-11-23"', '"2026-02-30"'),
        Says("CP018", "there is no day 2026-02-30", "correct the day"),
    ),
    Case(
        "31 June",
        swap(SUPPORT, "verifyBy", '"2027-05-01"', '"2027-06-31"'),
        Says("CP018", "there is no day 2027-06-31", ""),
    ),
    Case(
        "year 0",
        change(COURSE, '"date": "2026-11-20"', '"date": ▸"0000-01-01"'),
        Says("CP018", "there is no day 0000-01-01", ""),
    ),
    Case(
        "bad telephone number",
        swap(SUPPORT, "number", '"988"', '"1-800-HELP"'),
        Says("CP016", "'number'", "international"),
    ),
    Case("bad country", swap(SUPPORT, "country", '"US"', '"usa"'), Says("CP016", "'country'", "two capital letters")),
    Case(
        "address without https",
        swap(SOURCES, "URL", '"https://example.org/guide"', '"www.example.org"'),
        Says("CP016", "'URL'", "for example"),
    ),
    Case(
        "script address",
        swap(SOURCES, "URL", '"https://example.org/guide"', '"javascript:alert(1)"'),
        Says("CP016", "'URL'", "for example"),
    ),
    Case(
        "markdown and file",
        change(LESSON, '"file": "text/why.md"', '"file": "text/why.md", "markdown": "x"'),
        Says("CP017", "text 'why-text' has both 'markdown' and 'file'", "exactly one", (LESSON, 12, 9)),
    ),
    Case(
        "neither markdown nor file",
        change(LESSON, '"type": "text", "file": "text/why.md"', '"type": "text"'),
        Says("CP017", "text 'why-text' has neither 'markdown' nor 'file'", "exactly one", (LESSON, 12, 9)),
    ),
]


@pytest.mark.parametrize("case", [*KEYS, *TYPES, *WORDS], ids=lambda case: case.name)
def test_fault(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


LISTS = ["lessons", "quizzes", "sources", "support", "credit", "objectives", "passing", "completion", "id"]
SHAPES = [
    "null",
    "true",
    "0",
    '""',
    '"x"',
    "[]",
    "[[]]",
    "[null]",
    "{}",
    '{"x": {}}',
    '[{"include": 1}]',
    '{"include": []}',
]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("key", LISTS)
def test_any_shape_is_either_read_or_refused_with_a_place(key: str, shape: str, base: Path) -> None:
    data = json.loads((base / COURSE).read_text()) | {key: json.loads(shape)}
    (base / COURSE).write_text(json.dumps(data))
    result = run("validate", base, "--format", "json", "--as-of", "2026-11-23")
    problems = json.loads(result.stdout)
    assert result.exit_code == (1 if problems else 0)
    assert all(problem["line"] and (base / problem["file"]).is_file() for problem in problems)
