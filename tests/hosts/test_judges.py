"""The independent validators do find faults, and our host and they agree about good statements."""

from __future__ import annotations

import pytest

from coursepack.hosts.xapi_rules import complaints
from tests.hosts import statements
from tests.hosts.judges import judge_by_ralph, judge_by_tin_can_schema, judge_statements

# What a validator does not look at, so that the host and perhaps the other one must refuse it.
RALPH_PASSES = {
    *("scale of a choice", "scaled as text", "raw under min", "min over max", "duration scorm", "context language"),
    *("timestamp without zone", "timestamp a date", "timestamp -00:00", "attachments", "voiding an activity"),
}
SCHEMA_PASSES = {
    *("choice ids twice", "raw over max", "raw under min", "min over max", "timestamp without zone"),
    *("timestamp a date", "timestamp -00:00", "version 2", "attachments", "voiding an activity"),
}


def test_everybody_accepts_the_good_ones() -> None:
    assert judge_statements(list(statements.GOOD.values())) == []
    assert [complaints(one) for one in statements.GOOD.values()] == [[]] * len(statements.GOOD)


@pytest.mark.parametrize("name", [*statements.BAD, *statements.RESPONSES])
def test_the_host_refuses_each_seeded_fault_by_its_path(name: str) -> None:
    statement, path = (statements.BAD | statements.RESPONSES)[name]
    found = complaints(statement)
    assert found
    assert any(text.startswith(path) for text in found), found


@pytest.mark.parametrize("name", statements.BAD)
def test_ralph_complains_about_what_it_knows(name: str) -> None:
    statement, _ = statements.BAD[name]
    assert bool(judge_by_ralph([statement])) == (name not in RALPH_PASSES)


def test_tin_can_schema_complains_about_what_it_knows() -> None:
    complaints_of_all = judge_by_tin_can_schema([statement for statement, _ in statements.BAD.values()])
    blamed = {int(text.split(":")[0].removeprefix("statement ")) for text in complaints_of_all}
    assert {name for at, name in enumerate(statements.BAD, 1) if at not in blamed} == SCHEMA_PASSES


def test_formats_are_wired() -> None:
    """Without its formats the schema takes any text for an mbox."""
    statement = statements.ordinary()
    statement["actor"] = {"objectType": "Agent", "mbox": "robin@example.org"}
    assert any("mbox" in text for text in judge_by_tin_can_schema([statement]))
