"""What verify holds against a package, without a browser: records, lines and rules as they might be."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from coursepack.hosts.scorm import Call, Violation
from coursepack.package import Package
from coursepack.play import serve
from coursepack.questions import Deciding
from coursepack.verify import judge
from coursepack.verify.answers import way
from coursepack.verify.browser import NoBrowserError, find
from coursepack.verify.codes import CODES, Finding
from coursepack.verify.expect import Must, cut, must
from coursepack.verify.told import Told
from tests.browser.courses import write_small
from tests.conftest import ROOT, planned
from tests.faults.case import run

COURSES = ROOT / "courses"
PASSED = Told("passed", "unknown", Decimal(80), (("q-0", True),), 9, 40)
DUE = Must(True, "passed", Fraction(4, 5))


def codes(hits: object) -> list[str]:
    return [code for code, _ in hits]  # type: ignore[attr-defined]


def test_a_score_is_compared_with_the_page_and_the_definition() -> None:
    seen = [("80 % (4 of 5 points)", Decimal(80))]
    assert codes(judge.scores(seen, PASSED, DUE, withheld=False)) == []
    other = Told("passed", "unknown", Decimal(90), (), 9, 40)
    assert codes(judge.scores(seen, other, DUE, withheld=False)) == ["CP911", "CP910"]
    none = Told("passed", "unknown", None, (), 9, 40)
    assert codes(judge.scores(seen, none, DUE, withheld=True)) == ["CP911"]
    assert judge.per_cent("%66,66 (2)") == Decimal("66.66")


def test_opening_is_no_pass() -> None:
    assert codes(judge.opened(PASSED)) == ["CP912"]
    assert codes(judge.opened(Told("incomplete", "unknown", None, (), 3, 0))) == []


def test_status_and_verdict_are_the_definitions(tmp_path: Path) -> None:
    course = planned(write_small(tmp_path / "c", questions=5)).course
    assert codes(judge.status(PASSED, DUE, course, "scorm12")) == []
    assert codes(judge.status(PASSED, Must(False, "unknown", None), course, "scorm12")) == ["CP913"]
    assert codes(judge.verdict(True, Must(False, "unknown", None))) == ["CP914"]
    assert codes(judge.mastery("70", course, "scorm12")) == ["CP921"]
    assert codes(judge.mastery("0.8", course, "cmi5")) == []


def test_every_answer_is_told_as_it_was() -> None:
    assert codes(judge.answers([("q-0", True)], PASSED)) == []
    assert codes(judge.answers([("q-0", True), ("q-1", True)], PASSED)) == ["CP915"]
    assert codes(judge.answers([("q-0", False)], PASSED)) == ["CP916"]


def test_each_decision_on_the_way_is_an_answer_of_its_own() -> None:
    course = planned(COURSES / "every-question").course
    case = next(one for quiz in course.quizzes for one in quiz.questions if one.id == "d-quiet")
    assert isinstance(case, Deciding)
    assert way(case, right=True) == [("desk", True), ("door", True)]
    assert all(not safe for _, safe in way(case, right=False))


def test_what_the_hosts_object_to_has_a_name() -> None:
    with serve(lambda: Package({"index.html": ""})) as server:
        _, launch = server.scorm.launch(tracked=False)
        seen = [Violation(1, 0, code, code) for code in ("after-finish", "no-finish", "other")]
        launch.add([Call(1, 0, "LMSSetValue", ("cmi.x", "y"), "false", "401").__dict__], [one.__dict__ for one in seen])
        assert codes(judge.protocol(server)) == ["CP933", "CP932", "CP930", "CP931"]


@pytest.mark.parametrize(
    ("rights", "attempts", "success"), [(4, None, "passed"), (3, None, "unknown"), (3, 1, "failed")]
)
def test_what_must_be_is_exact_at_the_pass_mark(
    tmp_path: Path, rights: int, attempts: int | None, success: str
) -> None:
    course = planned(write_small(tmp_path / "c", questions=5, attempts=attempts)).course
    taken = {"final": [{f"q-{n}": n < rights for n in range(5)}]}
    due = must(course, taken, read=True)
    assert (due.success, due.completed) == (success, success == "passed")
    assert not must(course, taken, read=False).completed
    assert cut(Fraction(2, 3)) == Decimal("66.66")


def test_without_a_browser_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result = run("verify", tmp_path, "--executable", tmp_path / "none")
    assert result.exit_code == 2
    assert "CP903" in result.stderr
    assert "apt-get install chromium" in result.stderr
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoBrowserError, match="no Chromium"):
        find()


def test_a_finding_says_its_name_and_what_to_do() -> None:
    words = str(Finding("all right", "CP935", "img/ward.png").problem("a.zip"))
    assert words.startswith("a.zip: CP935 file-missing, story 'all right': img/ward.png\n    hint: ")
    # Those of the browser: tests/browser/test_verify.py
    assert set(CODES) >= {"CP900", "CP901", "CP902", "CP904", "CP917", "CP918", "CP940", "CP942", "CP943"}
    assert len({one.name for one in CODES.values()}) == len(CODES)
