"""`coursepack questions import`: a quiz file whole or not at all, ids that stay, and nothing lost without a word."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from coursepack.exchange.names import is_id, named_ids, slug, unique
from coursepack.load import load
from tests.conftest import AS_OF
from tests.exchange.bench import FILES, questions, said
from tests.faults.case import run, snapshot

ONE = "Which?\nA. One\nB. Two\nANSWER: B\n"


def imported(base: Path, *words: object, source: str = "habits.xml") -> Result:
    return run("questions", "import", FILES / source, "--to", base / "quizzes/bank.json", *words)


def quiz(base: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((base / "quizzes/bank.json").read_text(encoding="utf-8"))
    return data


def test_what_is_imported_is_a_quiz_of_the_course(base: Path) -> None:
    result = imported(base, "--title", "A bank", "--purpose", "assessment", "--objective", "o-room")
    assert result.exit_code == 1, "questions were skipped"
    assert "bank.json: 3 questions (2 choice, 1 true-false), 1 picture; 4 skipped" in result.stdout
    assert '{"include": "quizzes/bank.json"}' in result.stdout
    assert (quiz(base)["id"], quiz(base)["title"], quiz(base)["purpose"]) == ("bank", "A bank", "assessment")
    assert (base / "img/bank/plan-1.png").read_bytes().startswith(b"\x89PNG")
    course = base / "course.json"
    data = json.loads(course.read_text())
    data["quizzes"].append({"include": "quizzes/bank.json"})
    data["lessons"][1]["pages"][0]["blocks"].append({"id": "bank-block", "type": "quiz", "quiz": "bank"})
    course.write_text(json.dumps(data))
    assert [one.id for one in load(base, AS_OF).course.quizzes] == ["final", "bank"]


def test_a_quiz_takes_no_id_that_another_has(base: Path) -> None:
    told = run("questions", "import", FILES / "habits.gift", "--to", base / "other/final.json", "--objective", "o-room")
    assert told.exit_code in (0, 1), told.stderr
    assert json.loads((base / "other/final.json").read_text())["id"] == "final-2"


def test_everything_is_said_with_its_place_and_counted(base: Path) -> None:
    result = imported(base)
    lines = result.stderr.splitlines()
    assert f"{FILES}/habits.xml:57:1: CP172 question 'Blanks' has several blanks in one text (Cloze)" in lines
    assert lines[-1] == "4 errors, 8 warnings"


def test_strict_writes_nothing(base: Path) -> None:
    before = snapshot(base)
    result = imported(base, "--strict")
    assert result.exit_code == 1
    assert "12 errors; nothing was written" in result.stderr
    assert " warning " not in result.stderr
    assert snapshot(base) == before


def test_no_file_is_written_over_without_a_word(base: Path) -> None:
    assert imported(base, source="habits-item.xml").exit_code == 1, "no objective"
    assert imported(base, "--objective", "o-room", source="habits-item.xml").exit_code == 0
    before = (base / "quizzes/bank.json").read_bytes()
    again = imported(base, "--objective", "o-room")
    assert (again.exit_code, "CP180 there is a file of that name" in again.stderr) == (1, True)
    assert (base / "quizzes/bank.json").read_bytes() == before
    assert imported(base, "--objective", "o-room", "--force", source="habits-item.xml").exit_code == 0
    assert (base / "quizzes/bank.json").read_bytes() == before, "the same file gives the same ids"


def test_a_picture_of_somebody_else_is_not_written_over(base: Path) -> None:
    (base / "img/bank").mkdir(parents=True)
    (base / "img/bank/plan-1.png").write_bytes(b"mine")
    result = imported(base)
    assert (result.exit_code, "CP180 there is another picture of that name" in result.stderr) == (1, True)
    assert not (base / "quizzes/bank.json").exists()
    assert [path.name for path in (base / "img/bank").iterdir()] == ["plan-1.png"]


def test_where_no_quiz_can_go(base: Path, tmp_path: Path) -> None:
    for target, words in ((tmp_path / "x.json", "this is in no course"), (base / "quizzes/x.txt", "ends with .json")):
        result = run("questions", "import", FILES / "habits.xml", "--to", target)
        assert (result.exit_code, "CP187" in result.stderr, words in result.stderr) == (1, True, True)
    (base / "quizzes/dir").write_text("")
    result = run("questions", "import", FILES / "habits.xml", "--to", base / "quizzes/dir/x.json")
    assert (result.exit_code, "CP063" in result.stderr) == (1, True)


def test_files_that_cannot_be_read(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    to = ("--to", base / "quizzes/bank.json")
    assert "CP001" in run("questions", "import", tmp_path / "none.xml", *to).stderr
    monkeypatch.setattr("coursepack.exchange.bank.MAX_BYTES", 10)
    assert "CP005" in imported(base).stderr
    monkeypatch.undo()
    monkeypatch.setattr("coursepack.exchange.importing.MAX_QUESTIONS", 2)
    assert "CP181 there are more than 2 questions" in imported(base).stderr


def test_several_files_become_one_quiz(base: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ONE)
    (tmp_path / "b.txt").write_text(ONE.replace("Two", "Three"))
    words = ("--to", base / "quizzes/bank.json", "--objective", "o-room")
    result = run("questions", "import", tmp_path / "a.txt", tmp_path / "b.txt", *words)
    assert [one["id"] for one in quiz(base)["questions"]] == ["which", "which-2"]
    assert "CP186 the id 'which' of the question in line 1 is taken; here it is 'which-2'" in result.stderr


# --- objectives


@pytest.mark.parametrize("topic", ["o-use", "use", "Use", "Offer a room.", "offer a room", "$course$/top/x/Use"])
def test_an_objective_is_found(topic: str) -> None:
    ((question,), problems) = questions(f"// [tag:{topic}]\nWhich? {{=a ~b}}", form="gift")
    assert question["objective"] == "o-use"
    assert said(problems) == []


def test_an_objective_that_is_none(base: Path) -> None:
    result = imported(base, "--objective", "o-rom")
    assert (result.exit_code, "CP179 there is no objective 'o-rom'" in result.stderr) == (1, True)
    assert "did you mean 'o-room'?" in result.stderr
    missing = imported(base, source="habits.txt")
    assert "CP179 2 questions name no objective of the course" in missing.stderr
    assert "add --objective with one of: o-room" in missing.stderr


# --- what no question here can hold


def test_a_question_that_the_contract_refuses_is_skipped() -> None:
    found, problems = questions(f"Which? {{=a ~{'b' * 10}}}\n\n// [id:q]\nIs it? {{T}}", form="gift")
    assert len(found) == 2
    assert said(problems) == []
    from coursepack.exchange.bank import Bank, Draft, Log
    from coursepack.exchange.finish import Home, finish
    from coursepack.problems import Place

    log = Log()
    wrong = Draft(Place("x", 3, 1), "question 'x'", {"type": "true-false", "prompt": "Is it?", "answer": "maybe"})
    assert list(finish(Bank([wrong]), Home("en", {}, set(), "o"), log)) == []
    assert str(log.problems[0]).startswith("x:3:1: CP185 question 'x' cannot be a question here: 'answer' must be")


def test_a_type_that_this_coursepack_does_not_have() -> None:
    from coursepack.exchange.bank import Bank, Draft, Log
    from coursepack.exchange.finish import Home, finish
    from coursepack.problems import Place

    log = Log()
    odd = Draft(Place("x"), "question 'x'", {"type": "riddle", "prompt": "What is it?"})
    assert list(finish(Bank([odd]), Home("en", {}, set(), "o"), log)) == []
    assert [(one.code, log.skipped) for one in log.problems] == [("CP172", 1)]


def test_feedback_is_put_in_in_the_language_of_the_course(base: Path, tmp_path: Path) -> None:
    course = base / "course.json"
    course.write_text(course.read_text().replace('"en-US"', '"es-US"'))
    (tmp_path / "a.txt").write_text(ONE)
    run("questions", "import", tmp_path / "a.txt", "--to", base / "quizzes/bank.json", "--objective", "o-room")
    wrong = quiz(base)["questions"][0]["feedback"]["incorrect"]
    assert wrong == "No es correcto. La respuesta correcta: Two"


# --- names


def test_names_are_made_from_words() -> None:
    assert (
        slug("Where does the guest’s chair stand, and why there of all places?", "q")
        == "where-does-the-guests-chair-stand-and"
    )
    assert slug("1. Größe", "q") == "q-1-groe" or slug("1. Größe", "q") == "q-1-grosse"
    assert slug("日本", "q") == "q"
    assert named_ids(["Yes", "No", "yes!"]) == ["yes", "no", "yes-2"]
    assert named_ids(["A", "B"], ["ChoiceA", "own"]) == ["choicea", "own"]
    assert unique("a" * 64, {"a" * 64}) == "a" * 62 + "-2"
    assert all(is_id(slug(text, "q")) for text in ("", "-", "x" * 99, "9", "_", "É é", "a--b"))
