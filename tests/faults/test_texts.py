"""Texts: Markdown may format, and nothing else; wherever a text stands, and however it is disguised."""

import json
from pathlib import Path

import lxml.html
import pytest

from coursepack.formats import BY_NAME
from tests.conftest import planned
from tests.faults.case import Act, Case, Place, Says, change, check, put

LESSON, QUIZ = "lessons/one.json", "quizzes/final.json"

SCRIPTS = {
    "script": ("Look: <script>alert(1)</script>", "CP040"),
    "script in capitals": ("Look: <SCRIPT SRC=//example.org>", "CP040"),
    "script block": ("<script>\nalert(1)\n</script>", "CP040"),
    "style": ("<style>p { color: red }</style>", "CP040"),
    "frame": ("<iframe src='https://example.org'></iframe>", "CP040"),
    "event handler": ("Look <b onclick='alert(1)'>here", "CP040"),
    "HTML": ("So <b>bold", "CP041"),
    "comment": ("A <!-- secret --> note", "CP041"),
    "script link": ("See [it](javascript:alert(1)).", "CP040"),
    "script link in mixed case": ("See [it](JaVaScRiPt:alert(1)).", "CP040"),
    "script link with entities": ("See [it](&#106;ava&#x73;cript&colon;alert(1)).", "CP040"),
    "script link with a tab": ("See [it](java&Tab;script:alert(1)).", "CP040"),
    "script link with a line feed": ("See [it](<java&NewLine;script:alert(1)>).", "CP040"),
    "script link with a leading control": ("See [it](<&#1;javascript:alert(1)>).", "CP042"),
    "script autolink": ("See <javascript:alert(1)>.", "CP040"),
    "script link by reference": ("See [it].\n\n[it]: javascript:alert(1)", "CP040"),
    "vbscript": ("See [it](vbscript:x).", "CP040"),
    "data": ("See [it](data:text/html;base64,PHNjcmlwdD4=).", "CP040"),
    "plain http": ("See [it](http://example.org).", "CP042"),
    "file link": ("See [it](file:///etc/hostname).", "CP042"),
    "relative link": ("See [it](other.html).", "CP042"),
    "other host": ("See [it](//example.org).", "CP042"),
    "picture": ("![ward](https://example.org/a.png)", "CP043"),
    "picture that is a script": ("![ward](javascript:alert(1))", "CP043"),
    "broken citation": ("Safe [@Samhsa2014].", "CP045"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "code"), SCRIPTS.values(), ids=SCRIPTS)
def test_a_text_in_the_course(text: str, code: str, tmp_path: Path) -> None:
    act = change(LESSON, '"Ask *kindly*."', "▸" + json.dumps(text))
    check(Case("text", act, Says(code, "", "")), tmp_path)


@pytest.mark.parametrize(("text", "code"), SCRIPTS.values(), ids=SCRIPTS)
def test_a_text_in_a_file(text: str, code: str, tmp_path: Path) -> None:
    check(Case("file", put("text/why.md", f"Fine.\n\n{text}\n"), Says(code, "", "", ("text/why.md", 3, 1))), tmp_path)


SCRIPT = "x [it](javascript:alert(1))"
PLACES = {
    "feedback": change(QUIZ, '"incorrect": "It is true."', f'"incorrect": ▸"{SCRIPT}"'),
    "option": change(QUIZ, '"text": "A radio"', f'"text": ▸"{SCRIPT}"'),
    "option's feedback": change(QUIZ, '"feedback": "A nice view."', f'"feedback": ▸"{SCRIPT}"'),
    "prompt": change(QUIZ, '"prompt": "What belongs in the room?"', f'"prompt": ▸"{SCRIPT}"'),
    "intro": change(QUIZ, '"draw": 2', f'"draw": 2, "intro": ▸"{SCRIPT}"'),
    "statistic": change(LESSON, '"principles make up the approach."', f'▸"{SCRIPT}"'),
    "limits": change(LESSON, '"value": "6"', f'"value": "6", "limits": ▸"{SCRIPT}"'),
    "quotation": change(LESSON, '"Ask me alone."', f'▸"{SCRIPT}"'),
    "attribution": change(LESSON, '"A visitor"', f'▸"{SCRIPT}"'),
    "step": change(LESSON, '"Count to ten."', f'▸"{SCRIPT}"'),
    "step's title": change(LESSON, '{"title": "Knock"}', f'{{"title": ▸"{SCRIPT}"}}'),
    "caption": change(LESSON, '"decorative": true', f'"decorative": true, "caption": ▸"{SCRIPT}"'),
    "long description": change(LESSON, '"decorative": true', f'"decorative": true, "longDescription": ▸"{SCRIPT}"'),
    "download": change(LESSON, '"Door sign"', f'▸"{SCRIPT}"'),
    "callout": change(LESSON, '"kind": "key-point"', f'"kind": "key-point", "title": ▸"{SCRIPT}"'),
    "content note": change("course.json", '"This page is about hard days."', f'▸"{SCRIPT}"'),
    "support lines": change("course.json", '"lines": ["help"]', f'"title": ▸"{SCRIPT}"'),
}


@pytest.mark.parametrize("act", PLACES.values(), ids=PLACES)
def test_wherever_a_text_stands(act: Act, tmp_path: Path) -> None:
    check(Case("place", act, Says("CP040", "holds a script link: javascript:alert(1)", "remove it")), tmp_path)


LINES = {
    "list": ("- one", "a list"),
    "number and point": ("3. May", "a list"),
    "heading": ("# One", "a heading"),
    "quotation": ("> one", "a quotation"),
    "rule": ("one\n\n***", "a line across the page"),
    "code": ("```\\none", "a block of code"),
    "paragraphs": ("one\n\ntwo", "but has 2"),
}


@pytest.mark.parametrize(("text", "words"), LINES.values(), ids=LINES)
def test_an_option_is_one_paragraph(text: str, words: str, tmp_path: Path) -> None:
    act = change(QUIZ, '"A radio"', "▸" + json.dumps(text.replace("\\n", "\n")))
    check(Case("line", act, Says("CP044", words, "")), tmp_path)


CHARACTERS = {
    "NUL": ('"A \\u0000 course"', "U+0000"),
    "surrogate": ('"A \\ud83d course"', "U+D83D"),
    "other surrogate": ('"\\udc00"', "U+DC00"),
    "escape": ('"A \\u001b[31m course"', "U+001B"),
    "form feed": ('"A \\f course"', "U+000C"),
    "non-character": ('"A \\uffff course"', "U+FFFF"),
}


@pytest.mark.parametrize(("text", "words"), CHARACTERS.values(), ids=CHARACTERS)
@pytest.mark.parametrize(
    ("file", "old"),
    [("course.json", '"Base course"'), (LESSON, '"Ask *kindly*."'), (LESSON, '"A ward with a drawn curtain."')],
)
def test_a_character_that_no_package_carries(file: str, old: str, text: str, words: str, tmp_path: Path) -> None:
    check(Case("character", change(file, old, f"▸{text}"), Says("CP008", words, "")), tmp_path)


def test_such_a_character_in_a_markdown_file(tmp_path: Path) -> None:
    at: Place = ("text/why.md", 2, 1)
    check(Case("file", put("text/why.md", b"one\nt\x00o"), Says("CP008", "U+0000", "delete", at)), tmp_path)


def test_keys_and_paths_with_such_characters(tmp_path: Path) -> None:
    acts = [
        change("course.json", '"slug"', '▸"\\ud800\\u001b": 1, "slug"'),
        change(LESSON, '"img/Ward.png"', '▸"img/\\u0000\\ud800.png"'),
    ]
    says = [Says("CP010", "'\\ud800\\x1b' is not a field here", ""),  Says("CP008", "U+0000", "")]  # fmt: skip
    check(Case("keys", acts, says), tmp_path)


def test_plain_texts_are_escaped_not_refused(base: Path) -> None:
    """Titles, alternatives and names are no Markdown: what looks like HTML in them is shown as it stands."""
    evil = '</title><script>alert(1)</script>\\" onerror=\\"alert(1)'
    plain = {"course.json": "Base course", LESSON: "A ward with a drawn curtain.", "support.json": "Help line"}
    for file, old in {**plain, "sources.json": "SAMHSA"}.items():
        change(file, f'"{old}"', f'"{evil}"')(base)
    for item in BY_NAME.values():
        package = item.render(planned(base))
        if not item.player:
            continue
        html = package["index.html"].read().decode()
        assert "<script>alert" not in html
        assert ' onerror="' not in html
        # One file holds the data itself.
        assert b"</title><script" not in package["course.js" if "course.js" in package else "index.html"].read()
    for name in ("cc", "epub"):
        package = BY_NAME[name].render(planned(base))
        for path in package:
            if path.endswith("html"):
                assert lxml.html.fromstring(package[path].read()).xpath("//script | //@onerror") == []
