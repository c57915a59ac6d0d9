"""Each rule fires on its seeded fault, with nothing else, and stays quiet on the good package."""

import copy
from pathlib import Path

import pytest

from coursepack.lint import Options, all_rules
from tests.lint.cases import CASES, Case
from tests.lint.packages import EXPECTED, GOOD, codes, judged
from tests.lint.test_hostile import FOUND


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.kind}")
def test_a_seeded_fault_is_found_and_nothing_else(case: Case, tmp_path: Path) -> None:
    files = copy.copy(GOOD[case.kind])
    for act in [case.act] if callable(case.act) else case.act:
        act(files)
    report = judged(tmp_path, files, case.options, case.name)
    by_nature = EXPECTED.get(case.kind, []) if report.kinds == (case.kind,) else []
    assert codes(report) == sorted({case.code, *case.also, *by_nature}), [str(one.message) for one in report.findings]
    assert all(one.message and "{" not in one.place for one in report.findings)


@pytest.mark.parametrize("kind", GOOD)
def test_a_good_package_is_quiet(kind: str, tmp_path: Path) -> None:
    report = judged(tmp_path, GOOD[kind])
    assert report.kinds == (kind,)
    assert codes(report) == EXPECTED.get(kind, [])


@pytest.mark.parametrize("code", all_rules())
def test_every_rule_has_a_fault_and_a_page(code: str) -> None:
    rule = all_rules()[code]
    assert code in {case.code for case in CASES} | FOUND, "no seeded fault"
    assert "\nExample: " in rule.page, "no example"
    assert len(rule.page.split("\n\n")) == 2, "a sentence, then why it matters and where, then an example"
    assert rule.spec
    assert rule.fix
    assert not rule.fix.endswith(".")


def test_names_are_unique_and_there_are_many() -> None:
    known = all_rules()
    assert len({rule.name for rule in known.values()}) == len(known) >= 120


def test_codes_are_chosen_by_their_beginning(tmp_path: Path) -> None:
    files = {**GOOD["scorm12"], "setup.exe": b"x"}
    assert codes(judged(tmp_path, files)) == ["CP328", "CP357"]
    assert codes(judged(tmp_path, files, Options(select=("CP32",)))) == ["CP328"]
    assert codes(judged(tmp_path, files, Options(ignore=("CP35", "CP328")))) == []
