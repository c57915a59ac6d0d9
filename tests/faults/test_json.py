"""JSON that cannot be read, or that says less than it seems to."""

from pathlib import Path

import pytest

from coursepack import source
from tests.faults.case import Act, Case, Says, change, check, put, remove, run, seed

DEEP = 10_000
PASSING = '"passing": {"passMark": 80}'


def passing(new: str) -> Act:
    return change("course.json", PASSING, f'"passing": {new}')


CASES = [
    Case("empty", put("course.json", "▸"), Says("CP002", "the file is empty", "'{'")),
    Case("blank", put("course.json", " \n ▸"), Says("CP002", "the file is empty", "'{'")),
    Case(
        "comma before }", passing('{"passMark": 80▸,}'), Says("CP002", "a comma stands before '}'", "remove the comma")
    ),
    Case(
        "comma before ]", change("course.json", '["privacy"]', '["privacy"▸, ]'), Says("CP002", "before ']'", "remove")
    ),
    Case("two commas", change("course.json", '"base",', '"base",▸,'), Says("CP002", "a key in double quotes", "keys")),
    Case(
        "no comma",
        change("course.json", '"base",', '"base"'),
        Says("CP002", "a comma or", "the value before", ("course.json", 5, 3)),
    ),
    Case("no colon", passing('{"passMark" ▸80}'), Says("CP002", "a colon is missing", '"key": value')),
    Case("no value", passing('{"passMark": ▸}'), Says("CP002", "a value is missing", "null, true")),
    Case("single quotes", passing("{▸'passMark': 80}"), Says("CP002", "double quotes", "not single ones")),
    Case("comment", passing('{▸// per cent\n"passMark": 80}'), Says("CP002", "double quotes", "no comments")),
    Case(
        "Python's True", passing('{"passMark": 80, "masteryScore": ▸True}'), Says("CP002", "a value is missing", "true")
    ),
    Case(
        "text not closed",
        put("credit.json", '{"schemaVersion": 1, "status": ▸"unaccr'),
        Says("CP002", "never closed", "close it"),
    ),
    Case(
        "line break in a text",
        change("course.json", "valid course. Each", "valid course.▸\nEach"),
        Says("CP002", "a line break", "\\n"),
    ),
    Case("bad escape", change("course.json", "Base course", "Base ▸\\course"), Says("CP002", "backslash", "\\\\")),
    Case(
        "bad \\u", change("course.json", "Base course", "Base \\▸u00 course"), Says("CP002", "four digits", "character")
    ),
    Case(
        "cut short", put("course.json", '{"schemaVersion": 1▸'), Says("CP002", "ends too early", "close what is open")
    ),
    Case(
        "two values",
        put("credit.json", '{"schemaVersion": 1}\n▸{}'),
        Says("CP002", "after the end", "closed too early"),
    ),
    Case("NaN", passing('{"passMark": ▸NaN}'), Says("CP002", "NaN is not a JSON value", "write a number")),
    Case("-Infinity", passing('{"passMark": ▸-Infinity}'), Says("CP002", "-Infinity is not a JSON value", "80")),
    Case("1e400", passing('{"passMark": ▸1e400}'), Says("CP002", "the number 1e400 is too large", "80")),
    Case("10**5000", passing('{"passMark": ▸1' + "0" * 5000 + "}"), Says("CP002", "is too large", "80")),
    Case(
        "duplicate key",
        passing('{"passMark": 80, ▸"passMark": 90}'),
        Says("CP003", "'passMark' stands twice", "keep one"),
    ),
    Case(
        "duplicate key, escaped",
        passing('{"passMark": 80, ▸"pass\\u004dark": 90}'),
        Says("CP003", "'passMark'", "keep"),
    ),
    Case(
        "duplicate key before other trouble",
        put("course.json", '{"a": {"b": 1, ▸"b": 2}, "\\q": 3, "c'),
        Says("CP003", "'b' stands twice", "keep one"),
    ),
    Case(
        "two duplicate keys",
        put("credit.json", '{"a": 1, ▸"a": 2, "c": {"b": 1, ▸"b": 2}}'),
        [Says("CP003", "'a'", "keep one"), Says("CP003", "'b'", "keep one")],
    ),
    Case(
        "10,000 lists",
        passing("[" * 62 + "[▸" + "[" * (DEEP - 63) + "]" * DEEP),
        Says("CP004", "more than 64 deep", "twelve"),
    ),
    Case(
        "10,000 objects",
        passing('{"a":' * 62 + '{"a":▸' + '{"a":' * (DEEP - 63) + "1" + "}" * DEEP),
        Says("CP004", "nested more than 64 deep", "twelve"),
    ),
    Case(
        "10,000 brackets never closed", passing("[" * 62 + "[▸" + "[" * (DEEP - 63)), Says("CP004", "64 deep", "twelve")
    ),
    Case("65 lists", passing("[" * 62 + "[▸[" + "]" * 64), Says("CP004", "nested more than 64 deep", "twelve")),
    Case(
        "not UTF-8",
        put("credit.json", b'{"x": "\xc3\xa9\xe9"}'),
        Says("CP009", "not UTF-8", "save it", ("credit.json", 1, 9)),
    ),
    Case(
        "UTF-16",
        put("credit.json", '{"x": 1}'.encode("utf-16")),
        Says("CP009", "not UTF-8", "save it", ("credit.json", 1, 1)),
    ),
    Case(
        "two byte order marks",
        put("credit.json", b"\xef\xbb\xbf\xef\xbb\xbf{}"),
        Says("CP002", "two byte order marks", "save", ("credit.json", 1, 1)),
    ),
    Case("a list", put("course.json", "▸[]"), Says("CP012", "the course must be an object, not a list", "'{'")),
    Case(
        "a text",
        put("course.json", '▸"course"'),
        Says("CP012", "the course must be an object, not the text 'course'", "'{'"),
    ),
    Case("null", put("course.json", "▸null"), Says("CP012", "the course must be an object, not null", "'{'")),
    Case(
        "no course.json",
        remove("course.json"),
        Says("CP001", "there is no such file", "coursepack new", ("course.json", 0, 0)),
    ),
    Case(
        "broken in two files",
        [put("credit.json", "{▸"), put("sources.json", "[▸")],
        [Says("CP002", "ends too early", "close"), Says("CP002", "ends too early", "close")],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fault(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("file", ["course.json", "lessons/one.json", "text/why.md"])
def test_a_byte_order_mark_is_accepted(file: str, base: Path) -> None:
    (base / file).write_bytes(b"\xef\xbb\xbf" + (base / file).read_bytes())
    assert run("validate", base, "--as-of", "2026-11-23").exit_code == 0


def test_a_whole_number_may_be_written_with_a_point(base: Path) -> None:
    seeded = change("course.json", '"passMark": 80', '"passMark": 80.0')
    seeded(base)
    change("course.json", '"minutes": 60', '"minutes": 6e1')(base)
    assert run("build", base, "--as-of", "2026-11-23", "-o", base / "dist").exit_code == 0


def test_a_json_file_over_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", 1024 * 1024)
    large = '{"schemaVersion": 1, "x": "' + "x" * 1024 * 1024 + '"}'
    says = Says("CP005", "the file is larger than 1 MB", "included files", ("credit.json", 0, 0))
    check(Case("large", put("credit.json", large), says), tmp_path)


def test_the_deepest_nesting_that_is_allowed_is_only_a_wrong_type(tmp_path: Path) -> None:
    case = Case(
        "deep", passing("▸" + "[" * 63 + "]" * 63), Says("CP012", "'passing' must be an object, not a list", "'{'")
    )
    check(case, tmp_path)


def test_a_course_is_named_by_its_file_too(tmp_path: Path) -> None:
    folder, _ = seed(Case("same", [], []), tmp_path)
    assert "valid, 3 pages" in run("validate", folder / "course.json", "--as-of", "2026-11-23").stdout
