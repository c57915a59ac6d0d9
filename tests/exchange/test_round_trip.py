"""Out and in again: the same questions, as far as a format can carry them, and a word on what it cannot."""

import importlib
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from coursepack.exchange import WRITERS
from coursepack.exchange.leaving import leaving
from coursepack.exchange.parts import UnusableError
from coursepack.load import load
from tests.conftest import AS_OF, COURSES, ROOT
from tests.exchange.bench import course
from tests.faults.case import run

FORMATS = [one.name for one in WRITERS]
ENDINGS = {one.name: one.ending for one in WRITERS}

CHOICE: dict[str, Any] = {
    "id": "q-where",
    "type": "choice",
    "select": "one",
    "prompt": "Where does the **guest** sit?\n\n- inside\n- outside",
    "objective": "o-room",
    "options": [
        {"id": "door", "text": "Near the *door*: {a} ~ =b #1", "correct": True},
        {"id": "window", "text": "By the window", "feedback": "A nice view."},
        {"id": "table", "text": "At the table"},
    ],
    "feedback": {"correct": "Yes & no < maybe.", "incorrect": "Nearer to the door.\n\nThink of the way out."},
}
SEVERAL: dict[str, Any] = {
    "id": "q-things",
    "type": "choice",
    "select": "several",
    "prompt": "What belongs in the room?",
    "objective": "o-room",
    "points": 3,
    "options": [
        {"id": "water", "text": "Water", "correct": True},
        {"id": "chairs", "text": "Two chairs", "correct": True, "feedback": "Equal ones."},
        {"id": "radio", "text": "A radio"},
        {"id": "printer", "text": "A printer"},
    ],
    "feedback": {"correct": "Yes.", "incorrect": "Water and two chairs."},
}
TRUE: dict[str, Any] = {
    "id": "q-free",
    "type": "true-false",
    "prompt": "The room is offered, not ordered: 100% = all.",
    "objective": "o-room",
    "answer": True,
    "feedback": {"correct": "Yes: it is.", "incorrect": "It is true."},
}


def there_and_back(base: Path, tmp_path: Path, form: str) -> tuple[list[dict[str, Any]], str, str]:
    """The questions of the quiz after an export and an import, and what either said."""
    file = tmp_path / f"bank{ENDINGS[form]}"
    out = run("questions", "export", base, "--quiz", "final", "-f", form, "-o", file)
    assert out.exit_code == 0, out.stderr
    (base / "quizzes/final.json").unlink()
    (base / "course.json").write_text(
        (base / "course.json").read_text().replace('{"include": "quizzes/final.json"}', "")
    )
    back = run("questions", "import", file, "--to", base / "quizzes/back.json")
    assert back.exit_code == 0, back.stderr
    quiz = json.loads((base / "quizzes/back.json").read_text(encoding="utf-8"))
    return quiz["questions"], out.stderr, back.stderr


def without_option_ids(question: dict[str, Any]) -> dict[str, Any]:
    options = [{key: value for key, value in option.items() if key != "id"} for option in question.get("options", [])]
    return question | ({"options": options} if options else {})


@pytest.mark.parametrize("form", FORMATS)
def test_a_choice_and_a_statement_come_back_as_they_were(form: str, base: Path, tmp_path: Path) -> None:
    back, lost, _ = there_and_back(course(base, [CHOICE, TRUE]), tmp_path, form)
    assert "CP183" not in lost
    same = (lambda question: question) if form == "qti21" else without_option_ids
    assert [same(one) for one in back] == [same(CHOICE), same(TRUE)]


@pytest.mark.parametrize("policy", ["all-or-nothing", "per-part", "right-minus-wrong"])
def test_qti_keeps_how_several_answers_are_scored(policy: str, base: Path, tmp_path: Path) -> None:
    back, lost, said = there_and_back(course(base, [SEVERAL | {"scoring": policy}]), tmp_path, "qti21")
    assert (lost, said) == ("", "")
    assert back == [SEVERAL | ({} if policy == "all-or-nothing" else {"scoring": policy})]


@pytest.mark.parametrize("form", ["gift", "moodle-xml"])
def test_moodle_knows_one_way_to_score_several_answers(form: str, base: Path, tmp_path: Path) -> None:
    (back,), lost, _ = there_and_back(course(base, [SEVERAL]), tmp_path, form)
    assert back["scoring"] == "right-minus-wrong"
    assert "of question 'q-things': " in lost
    assert "the scoring 'all-or-nothing' (a right pick earns its share, a wrong one takes it off)" in lost
    same = {key: value for key, value in SEVERAL.items() if form == "moodle-xml" or key not in ("points", "feedback")}
    assert without_option_ids(back).items() >= without_option_ids(same).items()


def test_what_stays_behind_is_named(base: Path, tmp_path: Path) -> None:
    asked = CHOICE | {
        "prompt": "Where, as [@samhsa2014, p. 3] says on [the page](#finish)?",
        "difficulty": "hard",
        "shuffle": False,
        "hints": [{"text": "The door.", "cost": 10}],
    }
    base = course(base, [asked], attempts=3, draw=1)
    said = {
        form: run("questions", "export", base, "--quiz", "final", "-f", form, "-o", tmp_path / form) for form in FORMATS
    }
    common = "citations (they become words), a link to a page of the course"
    assert [line for line in said["gift"].stderr.splitlines() if "CP183" in line] == [
        f"{base}: quiz 'final': warning CP183 GIFT has no place for this of question 'q-where': "
        f"that its options keep their order, {common}, its hints and its difficulty",
        f"{base}: quiz 'final': warning CP183 the settings of the quiz stay behind: 'draw', 'attempts'",
    ]
    assert "what hints cost and its difficulty" in said["moodle-xml"].stderr
    assert "'attempts'" in said["qti21"].stderr
    assert "'draw'" not in said["qti21"].stderr


def test_citations_become_words(base: Path, tmp_path: Path) -> None:
    base = course(base, [CHOICE | {"prompt": "What does [@samhsa2014, p. 3] say?"}])
    run("questions", "export", base, "--quiz", "final", "-f", "moodle-xml", "-o", tmp_path / "x.xml")
    text = etree.parse(str(tmp_path / "x.xml")).findtext("question[@type='multichoice']/questiontext/text")
    assert re.fullmatch(r"<p>What does \(.+, p\. 3\) say\?</p>", text or "")


def test_what_is_set_for_the_quiz_is_left_out_too(base: Path, tmp_path: Path) -> None:
    base = course(base, [CHOICE])
    file = base / "quizzes/final.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"attempts": 3}))
    told = run("questions", "export", base, "--quiz", "final", "-f", "moodle-xml", "-o", tmp_path / "x.xml", "--strict")
    assert "the settings of the quiz stay behind: 'attempts'" in told.stderr
    assert told.exit_code == 1
    assert not (tmp_path / "x.xml").exists()


def test_export_writes_over_nothing_and_strictly_nothing(base: Path, tmp_path: Path) -> None:
    words = ("questions", "export", base, "--quiz", "final", "-f", "gift", "-o", tmp_path / "x.gift")
    assert run(*words, "--strict").exit_code == 1
    assert not (tmp_path / "x.gift").exists()
    assert run(*words).exit_code == 0
    assert "CP180" in run(*words).stderr
    assert run(*words, "--force").exit_code == 0
    assert (
        "CP187 there is no quiz 'finl'"
        in run(*[word if word != "final" else "finl" for word in words], "--force").stderr
    )
    assert "CP063" in run(*words[:-1], tmp_path / "x.gift" / "y.gift").stderr


@pytest.mark.parametrize("form", FORMATS)
def test_a_question_that_a_format_cannot_ask(form: str, base: Path) -> None:
    """CP184: by a type that nobody knows, because the formats differ in what they cannot ask."""
    loaded = load(base, AS_OF)
    one = next(leaving(loaded.course, loaded.course.quizzes[0], loaded.files))
    one.question["type"] = "riddle"
    writer = next(writer for writer in WRITERS if writer.name == form)
    with pytest.raises(UnusableError, match="q-door") as caught:
        importlib.import_module(writer.module).item(one)
    assert caught.value.code == "CP184"


def quizzes() -> Iterator[tuple[Path, str]]:
    for folder in COURSES:
        for quiz in load(folder, AS_OF).course.quizzes:
            yield folder, quiz.id


ALL = list(quizzes())


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("folder", "quiz"), ALL, ids=[f"{folder.name}-{quiz}" for folder, quiz in ALL])
def test_every_quiz_of_the_repository_comes_back(folder: Path, quiz: str, form: str, tmp_path: Path) -> None:
    """Whatever a format carries, its importer reads; what it does not carry is an error with a name (CP184).

    Markers on a picture, which hotspots are for Moodle, do not come back: of all places, only the right ones are there.
    """
    file = tmp_path / f"bank{ENDINGS[form]}"
    out = run("questions", "export", folder, "--quiz", quiz, "-f", form, "-o", file, "--as-of", AS_OF)
    skipped = out.stderr.count("CP184")
    assert out.exit_code == (1 if skipped else 0), out.stderr
    made = int(re.search(r": (\d+) question", out.stdout)[1])  # type: ignore[index]
    home = tmp_path / "course"
    run("new", home)
    objectives = json.loads((folder / "course.json").read_text())["objectives"]
    data = json.loads((home / "course.json").read_text()) | {"objectives": objectives, "quizzes": []}
    (home / "course.json").write_text(json.dumps(data))
    back = run("questions", "import", file, "--to", home / "quizzes/back.json")
    markers = back.stderr.count("has markers to drag onto a picture")
    assert markers == (file.read_bytes().count(b'type="ddmarker"') if form == "moodle-xml" else 0)
    assert back.exit_code == (1 if markers else 0), back.stderr
    assert len(single(json.loads((home / "quizzes/back.json").read_text())["questions"])) == made - markers


# What QTI 2.1 has no place for, by type; each is said when it goes out.
BEHIND = {
    "numeric": {"unit"},
    "hotspot": {"coords", "image"},
    "long-fill-in": {"report"},
}


def carried(question: dict[str, Any], scoring: str, behind: set[str]) -> dict[str, Any]:
    """What of a question QTI carries: the scoring as it holds, one unit, no feedback of single pairs."""
    kept = {key: value for key, value in question.items() if key not in behind}
    for part in [one for name in ("sources", "items") for one in kept.get(name, [])]:
        part.pop("feedback", None)
    for region in kept.get("regions", []):
        del region["coords"]  # whole pixels there
    if question["type"] in ("matching", "categorise", "sequencing") or question.get("select") == "several":
        kept |= {"scoring": question.get("scoring", scoring)}
    if "units" in kept:
        kept["units"] = kept["units"][:1]
    return {
        key: value
        for key, value in kept.items()
        if (key, value) not in (("scoring", "all-or-nothing"), ("reuse", False))
    }


EVERY = ROOT / "courses/every-question"


def single(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All questions of a quiz, those of sets among them."""
    return [one for entry in entries for one in entry.get("questions", [entry])]


def shape(entries: list[dict[str, Any]]) -> list[Any]:
    """Ids in their order, and of sets also the story."""
    return [
        (entry["id"], entry["vignette"], [one["id"] for one in entry["questions"]])
        if entry["type"] == "set"
        else entry["id"]
        for entry in entries
    ]


@pytest.mark.parametrize("path", sorted((EVERY / "quizzes").glob("*.json")), ids=lambda path: path.stem)
def test_every_type_comes_back_from_qti(path: Path, tmp_path: Path) -> None:
    quiz = json.loads(path.read_text(encoding="utf-8"))
    file = tmp_path / "bank.zip"
    out = run("questions", "export", EVERY, "--quiz", quiz["id"], "-f", "qti21", "-o", file, "--as-of", AS_OF)
    skipped = [one["id"] for one in quiz["questions"] if one["type"] == "decision"]  # QTI has no place for them
    assert out.exit_code == bool(skipped), out.stderr
    assert all(name in out.stderr for name in skipped)
    (tmp_path / "home").mkdir()
    course_json = json.loads((EVERY / "course.json").read_text(encoding="utf-8")) | {"quizzes": []}
    (tmp_path / "home/course.json").write_text(json.dumps(course_json))
    result = run("questions", "import", file, "--to", tmp_path / "home/back.json")
    assert result.exit_code == 0, result.stderr
    whole = json.loads((tmp_path / "home/back.json").read_text(encoding="utf-8"))
    kept = [one for one in quiz["questions"] if one["id"] not in skipped]
    assert shape(whole["questions"]) == shape(kept)
    assert whole.get("intro") == quiz.get("intro")
    back = {one["id"]: one for one in single(whole["questions"])}
    for question in single(kept):
        behind = BEHIND.get(question["type"], set()) | {"hints", "quality"}
        policy = quiz.get("scoring", "all-or-nothing")
        assert carried(back[question["id"]], policy, behind) == carried(question, policy, behind)


def test_the_same_course_gives_the_same_bytes(base: Path, tmp_path: Path) -> None:
    for form in FORMATS:
        first, second = tmp_path / f"1{ENDINGS[form]}", tmp_path / f"2{ENDINGS[form]}"
        for file in (first, second):
            run("questions", "export", base, "--quiz", "final", "-f", form, "-o", file)
        assert first.read_bytes() == second.read_bytes()


ARROW: dict[str, Any] = {
    "id": "q-arrow",
    "type": "fill-in",
    "prompt": "Which sign is it?",
    "objective": "o-room",
    "answers": ["->", "arrow"],
    "feedback": {"correct": "Yes -> it is.", "incorrect": "An arrow."},
}


def test_an_arrow_makes_no_pairs_of_an_answer(base: Path, tmp_path: Path) -> None:
    back, lost, _ = there_and_back(course(base, [ARROW]), tmp_path, "gift")
    assert back[0]["answers"] == ["arrow"]
    assert "the answer '->'" in lost
    (base / "quizzes/back.json").unlink()


def test_an_answer_that_is_nothing_but_an_arrow_cannot_go(base: Path, tmp_path: Path) -> None:
    result = run(
        "questions", "export", course(base, [ARROW | {"answers": ["a -> b"]}]), "--quiz", "final", "-f", "gift",
        "-o", tmp_path / "x.gift",
    )  # fmt: skip
    assert (result.exit_code, "CP184 GIFT cannot hold the answer of 'q-arrow'" in result.stderr) == (1, True)


# --- on paper


def test_paper_is_a_sheet_and_a_key(base: Path, tmp_path: Path) -> None:
    result = run(
        "questions", "paper", base, "--quiz", "final", "-o", tmp_path / "p", "--variants", 2, "--seed", "spring"
    )
    names = ["final-a.html", "final-a-key.html", "final-b.html", "final-b-key.html"]
    assert [Path(line).name for line in result.stdout.splitlines()] == names
    sheet, key = ((tmp_path / "p" / name).read_text(encoding="utf-8") for name in names[:2])
    for words in (
        "Name",
        "Date",
        "Points (of ",
        "Variant A",
        "Question 2",
        "Seed spring, variant A, course version 1.0.0",
    ):
        assert words in sheet
    assert sheet.count('class="head"') == 2, "the quiz draws two"
    assert "Answer key: Final quiz" in key
    assert "Passed from 80 per cent." in key
    assert "Right answer" not in sheet
    assert "<script" not in sheet + key
    assert not re.search(r'(?:src|href)="(?!data:)', sheet), "nothing is loaded"
    assert "CP180" in run("questions", "paper", base, "--quiz", "final", "-o", tmp_path / "p").stderr


def test_variants_differ_and_seeds_repeat(tmp_path: Path) -> None:
    folder = ROOT / "courses/human-trafficking-awareness"
    for out, seed in (("one", "x"), ("two", "x"), ("three", "y")):
        run("questions", "paper", folder, "--quiz", "final", "-o", tmp_path / out, "--seed", seed, "--variants", 2)
    one, two, three = (tmp_path / out for out in ("one", "two", "three"))
    for path in one.iterdir():
        assert path.read_bytes() == (two / path.name).read_bytes()
    assert (one / "final-a.html").read_bytes() != (one / "final-b.html").read_bytes()
    order = {
        path: re.findall(r"<code>(q-[\w-]+)</code>", (path / "final-a-key.html").read_text()) for path in (one, three)
    }
    assert order[one] != order[three]
    assert len(set(order[one])) == len(order[one]) > 10


def test_a_set_stays_together_on_paper_and_its_story_stands_once(tmp_path: Path) -> None:
    run("questions", "paper", EVERY, "--quiz", "final", "-o", tmp_path, "--seed", "s")
    sheet, key = ((tmp_path / f"final-a{end}.html").read_text(encoding="utf-8") for end in ("", "-key"))
    assert sheet.count("Lou sits in the quiet room") == 1
    listed = re.findall(r"<code>([\w-]+)</code>", key)
    assert listed[listed.index("l-knock") + 1] == "l-sign"
    assert "Ten to three – <b>1</b> Say that ten minutes are left" in key
    assert "This leads to: Somebody knocks" in sheet
    assert "Robin jumps up" in key
    assert "Robin jumps up" not in sheet
    assert sheet.index("Lou sits in the quiet room") < sheet.index("What do you do?") < sheet.index("kept them from")


def test_the_key_has_sources_and_the_right_letters(tmp_path: Path) -> None:
    folder = ROOT / "courses/human-trafficking-awareness"
    run("questions", "paper", folder, "--quiz", "final", "-o", tmp_path)
    sheet, key = ((tmp_path / f"final-a{end}.html").read_text(encoding="utf-8") for end in ("", "-key"))
    assert "<sup>[1" in key
    assert '<ol class="sources">' in key
    letter, text = re.search(r"<dd><b>([A-Z])</b> (.+?)</dd>", key).groups()  # type: ignore[union-attr]
    assert f"<b>{letter}</b><span>{text}</span>" in sheet


def test_a_package_holds_what_its_manifest_lists(base: Path, tmp_path: Path) -> None:
    run("questions", "export", base, "--quiz", "final", "-f", "qti21", "-o", tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        manifest = etree.fromstring(archive.read("imsmanifest.xml"))
        listed = {file.get("href") for file in manifest.iter("{*}file")}
        assert listed | {"imsmanifest.xml"} == set(archive.namelist())


def paper(folder: Path, quiz: str, out: Path, *words: object) -> tuple[list[str], str]:
    """The sheets of a quiz, and what was said."""
    result = run("questions", "paper", folder, "--quiz", quiz, "-o", out, *words)
    assert result.exit_code == 0, result.stderr
    files = [Path(line) for line in result.stdout.splitlines() if not line.endswith("-key.html")]
    return [file.read_text(encoding="utf-8") for file in files], result.stderr


def test_an_order_never_stands_there_as_the_answer(tmp_path: Path) -> None:
    made, _ = paper(EVERY, "check-pair", tmp_path, "--variants", 26, "--seed", "spring")
    right = ["Pick a room with a door", "Turn things off", "Place the chairs", "Hang up a sign"]
    orders = {tuple(sorted(right, key=sheet.rindex)) for sheet in made}
    assert tuple(right) not in orders
    assert len(orders) > 5


def test_the_key_says_what_stands_in_each_box(tmp_path: Path) -> None:
    (sheet,), _ = paper(EVERY, "check-pair", tmp_path, "--seed", "spring")
    key = (tmp_path / "check-pair-a-key.html").read_text(encoding="utf-8")
    listed = re.findall(r"<li><b>(\d)</b> ([^<]+)</li>", key)
    assert [text for _, text in listed] == sorted((text for _, text in listed), key=sheet.index)
    assert dict((text, number) for number, text in listed)["Pick a room with a door"] == "1"
    assert "Each right part earns its share." in key


def test_places_are_numbered_in_the_picture(tmp_path: Path) -> None:
    (sheet,), _ = paper(EVERY, "check-say", tmp_path)
    assert '<svg viewBox="0 0 480 320" aria-hidden="true"' in sheet
    assert [sheet.count(f">{number}</text>") for number in (1, 2, 3, 4)] == [1, 1, 1, 0]
    assert "<b>3</b><span>Chair C, beside the door</span>" in sheet
    key = (tmp_path / "check-say-a-key.html").read_text(encoding="utf-8")
    assert "<b>3</b> Chair C, beside the door" in key


def test_a_number_is_right_in_each_unit(tmp_path: Path) -> None:
    paper(EVERY, "check-write", tmp_path)
    key = (tmp_path / "check-write-a-key.html").read_text(encoding="utf-8")
    assert re.findall(r"<li>([\d.]+ \w+)</li>", key) == ["1.5 m", "1.5 metres", "1.5 meters", "150 cm"]


def test_variants_that_are_alike_are_said_and_shuffled_on_wish(base: Path, tmp_path: Path) -> None:
    base = course(base, [CHOICE, SEVERAL, TRUE])
    alike, said = paper(base, "final", tmp_path / "alike", "--variants", 2)
    assert "The variants came out alike. --shuffle mixes questions and options whatever the quiz says." in said
    mixed, said = paper(base, "final", tmp_path / "mixed", "--variants", 2, "--shuffle")
    assert said == ""
    assert alike[0] == alike[1].replace("variant B", "variant A").replace("Variant B", "Variant A").replace(
        "– B", "– A"
    ).replace("variant\\20 B", "variant\\20 A")
    assert mixed[0] != mixed[1].replace("Variant B", "Variant A")


def test_no_title_ends_the_style_sheet(base: Path, tmp_path: Path) -> None:
    base = course(base, [TRUE], title='A "quiz" </style><script>alert(1)</script>\\')
    (sheet,), _ = paper(base, "final", tmp_path)
    assert "<script" not in sheet
    assert sheet.count("</style>") == 1
