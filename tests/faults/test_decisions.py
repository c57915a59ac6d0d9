"""Cases that branch and are scored: exactly what is said of those that hang together badly."""

from pathlib import Path

import pytest

from tests.faults.case import Act, Case, Says, change, check
from tests.faults.test_contract import QUIZ
from tests.faults.test_questions import FREE, GRADED


def way(name: str, to: str, *, safe: str = "") -> str:
    return f'{{"id": "{name}", "text": "T", "consequence": "C.", "to": {to}{safe}}}'


def scene(name: str, *ways: str, mark: str = "") -> str:
    words = f'{mark}{{"id": "{name}", "title": "T", "markdown": "M."'
    return words + (f', "decisions": [{", ".join(ways)}]' if ways else "") + "}"


def decision(*scenes: str, mark: str = "") -> Act:
    """A case instead of the second of three questions."""
    return change(QUIZ, FREE, f'"type": "decision", {GRADED}, "scenes": {mark}[{", ".join(scenes)}]')


SAFE = ', "safe": true'
GOOD, BAD = way("good", '"end"', safe=SAFE), way("bad", '"end"')
END = scene("end")

CASES = [
    Case("no scenes", decision(mark="▸"), Says("CP015", "'scenes' has 0 entries", None)),
    Case(
        "scenes missing",
        change(QUIZ, f'{{\n      "id": "q-free",\n{FREE}', f'▸{{"id": "q-free", "type": "decision", {GRADED}'),
        Says("CP011", "decision 'q-free' has no 'scenes'", "for example"),
    ),
    Case(
        "decision that leads to no scene",
        decision(scene("hall", GOOD, way("bad", '▸"ende"')), END),
        Says("CP140", "there is no scene 'ende' in this scenario", "did you mean 'end'?"),
    ),
    Case(
        "scene that nobody comes to",
        decision(scene("hall", GOOD, BAD), END, scene("far", mark="▸")),
        Says("CP141", "no way leads to the scene 'far'", "let a decision lead to it"),
    ),
    Case(
        "way back",
        decision(scene("hall", GOOD, way("bad", '"hall"'), mark="▸"), END),
        Says("CP162", "a way leads back to the scene 'hall'", "taken once"),
    ),
    Case(
        "long way back",
        decision(
            scene("hall", way("good", '"door"', safe=SAFE), BAD, mark="▸"),
            scene("door", way("good", '"end"', safe=SAFE), way("bad", '"hall"')),
            END,
        ),
        Says("CP162", "a way leads back to the scene 'hall'", "scenes of their own"),
    ),
    Case(
        "nothing is safe",
        decision(scene("hall", way("good", '"end"'), BAD, mark="▸"), END),
        Says("CP163", "in the scene 'hall' no decision is safe", '"safe": true'),
    ),
    Case(
        "everything is safe",
        decision(scene("hall", GOOD, way("bad", '"end"', safe=SAFE), mark="▸"), END),
        Says("CP163", "in the scene 'hall' every decision is safe", "at no other"),
    ),
    Case(
        "misspelt safety",
        decision(scene("hall", way("good", '"end"', safe=', ▸"saef": true'), BAD), END),
        Says("CP010", "'saef' is not a field here", "did you mean 'safe'?"),
    ),
    Case(
        "safety in words",
        decision(scene("hall", way("good", '"end"', safe=', "safe": ▸"yes"'), BAD), END),
        Says("CP012", "'safe' must be true or false", "without quotes"),
    ),
    Case(
        "tone of a scenario that is not scored",
        decision(scene("hall", GOOD, way("bad", '"end"', safe=', ▸"tone": "riskier"')), END),
        Says("CP010", "'tone' is not a field here", "'to'"),
    ),
    Case(
        "two scenes of one name",
        decision(scene("hall", GOOD, BAD), END, scene("end").replace('"id": ', '"id": ▸')),
        Says("CP030", "scene id 'end' is used twice", "it stands first at"),
    ),
    Case(
        "two decisions of one name",
        decision(scene("hall", GOOD, BAD, way("bad", '"end"').replace('"id": ', '"id": ▸')), END),
        Says("CP030", "decision id 'bad' is used twice", "it stands first at"),
    ),
    Case(
        "a single decision",
        decision(scene("hall", GOOD).replace('"decisions": [', '"decisions": ▸['), END),
        [Says("CP015", "'decisions' has 1 entry", None)],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fault(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)
