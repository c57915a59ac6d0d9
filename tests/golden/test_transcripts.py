"""What the command line prints, word by word, as it was accepted (`make accept`)."""

import re
import shutil
from pathlib import Path

import pytest

from coursepack.cli import _COMMANDS
from tests.conftest import Golden
from tests.exchange.bench import FILES
from tests.faults import test_contract, test_files, test_json, test_meaning, test_media, test_questions, test_way
from tests.faults.case import Case, change, put, run, seed

CASES = {
    "json": test_json.CASES,
    "contract": [*test_contract.KEYS, *test_contract.TYPES, *test_contract.WORDS],
    "meaning": test_meaning.ALL,
    "way": test_way.FAULTS,
    "questions": test_questions.ALL,
    "files": [*test_files.PATHS, *test_files.NAMES],
    "media": [*test_media.PICTURES, *test_media.RECORDINGS, *test_media.CAPTIONS],
}
LONG = 400  # longer lines would only show how long a broken file was


def transcript(folder: Path, *words: object) -> str:
    """A command, what it printed, and how it ended; without what differs from machine to machine."""
    result = run(*words)
    shown = " ".join(str(word) for word in words)
    text = f"$ coursepack {shown}\n{result.stdout}{result.stderr}exit {result.exit_code}\n"
    text = re.sub(r"\b[0-9a-f]{64}\b", "<sha256>", text.replace(str(folder), "."))
    return re.sub(r"\b\d+ KB", "<size> KB", text)


QUESTIONS = [f"questions {name}" for name in ("import", "export", "paper", "template")]


@pytest.mark.parametrize("command", ["", *_COMMANDS, *QUESTIONS])
def test_help(command: str, tmp_path: Path, golden: Golden) -> None:
    name = "-".join(["help", *command.split()])
    golden(f"cli/{name}.txt", transcript(tmp_path, *command.split(), "--help"))


def test_a_life_of_a_course(tmp_path: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    """New, validated, built, refused while frozen, migrated, broken."""
    monkeypatch.chdir(tmp_path)
    said = [
        transcript(tmp_path, "new", "quiet-room", "--title", "A “quiet” room"),
        transcript(tmp_path, "validate", "quiet-room"),
        transcript(tmp_path, "build", "quiet-room", "--frozen"),
        transcript(tmp_path, "build", "quiet-room", "-f", "scorm12", "-o", "dist"),
        transcript(tmp_path, "build", "quiet-room", "--frozen"),
        transcript(tmp_path, "migrate", "quiet-room"),
        transcript(tmp_path, "new", "quiet-room"),
        transcript(tmp_path, "validate", "no-course", "quiet-room"),
        transcript(tmp_path, "build", "quiet-room", "quiet-room/course.json", "-f", "xapi"),
        transcript(tmp_path, "new", "other/quiet-room"),
        transcript(tmp_path, "build", "quiet-room", "other/quiet-room"),
        transcript(tmp_path, "build", "quiet-room", "-f", "scorm"),
        transcript(tmp_path, "build"),
    ]
    golden("cli/life.txt", "\n".join(said))


def test_questions_in_and_out(base: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    """An import that wants an objective, one that leaves things out, one that is whole; exports; a quiz on paper."""
    for file in ("habits.gift", "habits.xml"):
        shutil.copy(FILES / file, base)
    (base / "bank.csv").write_text(run("questions", "template").stdout)
    (base / "note.txt").write_text("Just some words.")
    monkeypatch.chdir(base)
    to = ("--to", "quizzes/bank.json")
    said = [
        transcript(base, "questions", "import", "habits.txt", *to),
        transcript(base, "questions", "import", "note.txt", *to),
        transcript(base, "questions", "import", "bank.csv", *to),
        transcript(base, "questions", "import", "habits.xml", *to, "--objective", "o-room", "--strict"),
        transcript(base, "questions", "import", "habits.xml", *to, "--objective", "o-room"),
        transcript(base, "questions", "import", "bank.csv", "--to", "quizzes/table.json", "--objective", "o-room"),
        transcript(base, "questions", "import", "habits.gift", *to, "--objective", "o-room"),
        transcript(base, "questions", "export", ".", "--quiz", "finall", "-f", "gift", "-o", "final.gift"),
        transcript(base, "questions", "export", ".", "--quiz", "final", "-f", "gift", "-o", "final.gift"),
        transcript(base, "questions", "export", ".", "--quiz", "final", "-f", "qti21", "-o", "final.zip"),
        transcript(base, "questions", "paper", ".", "--quiz", "final", "-o", "paper", "--variants", "2"),
    ]
    golden("cli/questions.txt", "\n".join(said))


def test_building_for_an_lms(base: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is known of each, what little of one, a build for one, and one that is refused."""
    monkeypatch.chdir(base)
    day = ("--as-of", "2026-11-23")
    said = [
        transcript(base, "profiles", "--as-of", "2026-11-25"),
        transcript(base, "profiles", "symplr", "--as-of", "2028-01-01"),
        transcript(base, "profiles", "symplr", "--as-of", "2026-11-25"),
        transcript(base, "profiles", "healthstream", "--as-of", "2026-11-25"),
        transcript(base, "build", ".", "--lms", "healthstream", *day),
        transcript(base, "build", ".", "--lms", "healthstream", "-f", "scorm2004-3", *day),
    ]
    golden("cli/lms.txt", "\n".join(said))


def test_several_faults(base: Path, golden: Golden) -> None:
    change("course.json", '"passMark": 80', '"passmark": 180')(base)
    change("lessons/one.json", "img/Ward.png", "img/ward.png")(base)
    change("lessons/one.json", '"Ask *kindly*."', '"Ask [them](javascript:alert(1))."')(base)
    change(
        "quizzes/final.json",
        '"correct": true},\n        {"id": "window"',
        '"correct": false},\n        {"id": "window"',
    )(base)
    change("support.json", '"seen"', '"unchecked"')(base)
    put("credit.json", '{"schemaVersion": 1,}')(base)
    words = ("validate", base, "--as-of", "2026-11-23")
    golden(
        "cli/several.txt", transcript(base, *words) + "\n" + transcript(base, "build", base, "--as-of", "2026-11-23")
    )
    golden("cli/several.json", transcript(base, *words, "--format", "json"))


@pytest.mark.parametrize("name", CASES)
def test_words_of_every_fault(name: str, tmp_path: Path, golden: Golden) -> None:
    golden(
        f"faults/{name}.txt", "\n".join(said(case, tmp_path / str(number)) for number, case in enumerate(CASES[name]))
    )


def said(case: Case, folder: Path) -> str:
    folder.mkdir()
    course, _ = seed(case, folder)
    printed = run("validate", course, "--as-of", "2026-11-23").stderr.replace(str(course), "base")
    return f"# {case.name}\n" + "".join(f"{line[:LONG]}\n" for line in printed.splitlines())
