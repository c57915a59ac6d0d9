"""docs/problems.md lists each code once, and each code is both in the code and provoked by a test."""

import re

from coursepack.lint import all_rules
from tests.conftest import ROOT

LINT = ROOT / "coursepack/lint"  # its rules are in docs/rules.md, and held to their faults by tests/lint
CODE = re.compile(r"\bCP\d{3}\b")


def codes_in(folder: str, *endings: str) -> set[str]:
    files = [file for ending in endings for file in (ROOT / folder).rglob(f"*{ending}") if LINT not in file.parents]
    return {code for file in files for code in CODE.findall(file.read_text(encoding="utf-8"))}


def documented() -> list[str]:
    text = (ROOT / "docs/problems.md").read_text(encoding="utf-8")
    return re.findall(r"^\| (CP\d{3}) \| \S", text, re.MULTILINE)


def test_each_code_is_documented_once_and_in_order() -> None:
    assert documented() == sorted(set(documented()))
    assert set(documented()) == codes_in("coursepack", ".py")


def test_no_two_codes_mean_the_same() -> None:
    text = (ROOT / "docs/problems.md").read_text(encoding="utf-8")
    meanings = re.findall(r"^\| CP\d{3} \| (.*) \|$", text, re.MULTILINE)
    assert len(meanings) == len(set(meanings)) == len(documented())


def test_each_code_is_provoked_by_a_test() -> None:
    tests = codes_in("tests/faults", ".py") | codes_in("tests/unit", ".py") | codes_in("tests/property", ".py")
    tests |= codes_in("tests/golden", ".txt") | codes_in("tests/hosts", ".py") | codes_in("tests/contract", ".py")
    tests |= codes_in("tests/exchange", ".py") | codes_in("tests/standard", ".py")
    assert set(documented()) - tests == set()


def test_a_rule_of_lint_has_a_code_of_its_own() -> None:
    assert set(documented()).isdisjoint(all_rules())
