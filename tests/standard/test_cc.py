"""Common Cartridges: every rule of the profile, each with a fault that it must notice; read again by a reader that asks and scores."""

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import lxml.html
import pytest

from coursepack.formats import BY_NAME
from coursepack.hosts.launchable import NothingToLaunchError, find_launch
from coursepack.package import Package
from coursepack.problems import Problem
from coursepack.questions import AnyQuestion, Choice, FillIn, LongFillIn, SurveyQuestion, TrueFalse
from coursepack.render.markdown import plain_text
from tests.conftest import AS_OF, BASE, COURSES, ROOT, planned
from tests.faults.case import run
from tests.standard.cc import CP, asked, faults, kind, manifest, quizzes

EVERY = ROOT / "courses/every-question"
ASKED = (Choice, TrueFalse, FillIn, LongFillIn)
FINAL = "quizzes/final.xml"


def built(folder: Path) -> Package:
    return BY_NAME["cc"].render(planned(folder))


def said(folder: Path) -> tuple[Problem, ...]:
    return BY_NAME["cc"].warnings(planned(folder))


@pytest.mark.parametrize("folder", [BASE, *COURSES], ids=lambda path: path.name)
def test_a_course_keeps_every_rule(folder: Path) -> None:
    assert faults(built(folder)) == []


CHANGES = [
    ("structure", "imsmanifest.xml", b"<metadata>", b"<metadata><title/>"),
    ("structure", FINAL, b"<outcomes>", b"<outcomes><decvar/>"),
    ("structure", FINAL, b'ident="quiz-final"', b'ident="quiz-final" fun="yes"'),
    ("identity", "imsmanifest.xml", b'identifier="I-how"', b'identifier="I-why"'),
    ("identity", "imsmanifest.xml", b'identifierref="page-how"', b'identifierref="page-who"'),
    ("metadata", "imsmanifest.xml", b"1.1.0", b"1.0"),
    ("hierarchy", "imsmanifest.xml", b"rooted-hierarchy", b"hierarchical"),
    ("resources", "imsmanifest.xml", b'<file href="base/how.html"/>', b'<file href="base/why.html"/>'),
    (
        "resources",
        "imsmanifest.xml",
        b'<dependency identifierref="shared"/>',
        b'<dependency identifierref="quiz-final"/>',
    ),
    ("pages", "base/why.html", b"</body>", b"<a href='nowhere.html'>x</a></body>"),
    ("pages", "base/why.html", b"</body>", b"<script>1</script></body>"),
    ("fields", FINAL, b"unlimited", b"9"),
    ("fields", FINAL, b"<fieldentry>1</fieldentry>", b"<fieldentry>0.5</fieldentry>"),
    ("questions", FINAL, b'rcardinality="Single"', b'rcardinality="Multiple"'),
    ("questions", FINAL, b">door</varequal>", b">roof</varequal>"),
    ("questions", FINAL, b'ident="q-door"', b'ident="q-free"'),
    ("feedback", FINAL, b'linkrefid="correct_fb"', b'linkrefid="other_fb"'),
]


@pytest.mark.parametrize(("rule", "path", "old", "new"), CHANGES)
def test_a_fault_is_noticed(rule: str, path: str, old: bytes, new: bytes) -> None:
    package = built(BASE)
    data = package[path].read()
    assert old in data
    broken = Package({**package, path: data.replace(old, new)})
    assert rule in {one.partition(":")[0] for one in faults(broken)}


def test_pages_and_quizzes_stand_in_the_order_of_reading() -> None:
    root = manifest(built(BASE))
    top = root.find(f".//{CP}organization/{CP}item")
    folders = [
        (one.findtext(f"{CP}title"), [item.get("identifierref") for item in one.findall(f"{CP}item")]) for one in top
    ]
    assert folders == [
        ("The room", ["page-why", "page-how"]),
        ("Finish", ["page-finish", "quiz-final"]),
        ("About this course", ["page-support", "page-references", "page-about"]),
    ]


@pytest.mark.parametrize("folder", COURSES, ids=lambda path: path.name)
def test_every_word_and_file_of_a_page_is_carried(folder: Path) -> None:
    package, plan = built(folder), planned(folder)
    course = plan.course
    for page in course.pages():
        shown = lxml.html.fromstring(package[f"{course.slug}/{page.id}.html"].read().decode())
        assert shown.xpath("string(//h1)").strip() == page.title
        text = " ".join(shown.text_content().split())
        for note in page.content_notes:
            (words,) = [plain_text(one.text) for one in course.content_notes if one.id == note]
            assert words in text
    downloads = {f"{course.slug}/assets/{path}" for path in plan.downloads}
    assert downloads <= set(package)
    if course.support:
        support = package[f"{course.slug}/support.html"].read().decode()
        assert all(channel.display in support for line in course.support for channel in line.channels)


def test_nothing_is_promised_that_nobody_keeps() -> None:
    for folder in COURSES:
        pages = "".join(blob.read().decode() for path, blob in built(folder).items() if path.endswith(".html"))
        for words in ("kept with your progress", "When the course is done", "Pass mark", "learning system is told"):
            assert words not in pages


@pytest.mark.parametrize("folder", [BASE, *COURSES], ids=lambda path: path.name)
def test_a_reader_asks_and_scores_as_the_course_does(folder: Path) -> None:
    package, course = built(folder), planned(folder).course
    left_out = {
        word for one in said(folder) if one.code == "CP280" for word in re.findall("'([^']+)' \\(", one.message)
    }
    for quiz in course.quizzes:
        questions = {one.id: one for one in quiz.questions if isinstance(one, ASKED)}
        assert left_out >= {one.id for one in quiz.questions} - set(questions)
        if not questions:
            assert f"quizzes/{quiz.id}.xml" not in package
            continue
        items = asked(package, quiz.id)
        assert list(items) == list(questions)
        for name, question in questions.items():
            assert plain_text(question.prompt) in items[name].prompt
            check_scores(question, items[name].run)


def check_scores(question: AnyQuestion, answer: Callable[[set[str]], tuple[int, list[str]]]) -> None:
    """Exactly what is right earns all, whatever else is picked or written nothing."""
    match question:
        case Choice():
            right = {option.id for option in question.options if option.correct}
            names = [option.id for option in question.options]
            picks = (
                [{name} for name in names]
                if question.select == "one"
                else [set(some) for size in range(1, len(names) + 1) for some in combinations(names, size)]
            )
            for pick in picks:
                score, told = answer(pick)
                assert score == (100 if pick == right else 0)
                own = [plain_text(one.feedback) for one in question.options if one.id in pick and one.feedback]
                assert all(words in told for words in own)
        case TrueFalse():
            assert [answer({word})[0] for word in ("true", "false")] == ([100, 0] if question.answer else [0, 100])
        case FillIn():
            assert all(answer({text})[0] == 100 for text in question.answers)
            assert answer({"something else entirely"})[0] == 0
        case SurveyQuestion():
            assert answer({"anything"})[0] == 0


def test_a_choice_of_two_stays_a_choice() -> None:
    """As "true or false" an LMS could show its own two words instead of the author's."""
    assert kind(asked(built(BASE), "final")["q-door"].item) == "multiple_choice"


def test_the_settings_that_the_profile_has_are_carried(base: Path) -> None:
    file = next(
        path for path in base.rglob("*.json") if '"q-door"' in path.read_text() and "purpose" in path.read_text()
    )
    text = file.read_text().replace(
        '"purpose": "assessment"', '"purpose": "assessment", "attempts": 2, "timeLimit": 20'
    )
    file.write_text(text)
    fields = {one[0].text: one[1].text for one in quizzes(built(base))[FINAL][0][0]}
    assert (fields["cc_maxattempts"], fields["qmd_timelimit"]) == ("2", "20")


def test_what_is_lost_is_said() -> None:
    codes = {one.code for one in said(EVERY)}
    assert codes == {"CP280", "CP281", "CP282", "CP283", "CP285"}
    assert "CP284" in {one.code for one in said(ROOT / "courses/every-block")}
    assert all(one.severity == "warning" for one in said(EVERY))
    texts = "\n".join(map(str, said(EVERY)))
    assert "its pass mark of 70 %" in texts
    assert "'blueprint'" in texts
    assert "points for a part of the answer" in texts


def test_the_command_says_it_and_builds(base: Path, tmp_path: Path) -> None:
    told = run("build", base, "-f", "cc", "--as-of", AS_OF, "-o", tmp_path / "out")
    assert told.exit_code == 0, told.stderr
    assert "warning CP282 the settings of the quiz stay behind: 'draw'" in told.stderr
    assert "the LMS scores its quizzes" in told.stdout
    assert [path.name for path in (tmp_path / "out").glob("*.imscc")] == ["base-1.0.0-cc.imscc"]


def test_no_sheets_are_made_for_it(base: Path, tmp_path: Path) -> None:
    told = run("build", base, "-f", "cc", "--lms", "canvas", "-o", tmp_path / "out")
    assert told.exit_code == 2
    assert "'cc' tells no LMS what a learner does" in told.stderr


def test_play_says_that_a_cartridge_is_not_launched() -> None:
    with pytest.raises(NothingToLaunchError, match="Common Cartridge"):
        find_launch(built(BASE))
