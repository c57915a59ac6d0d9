"""Two validators of xAPI statements that are not ours: PyPI `ralph-malph` and npm `tin-can-json-schema`.

complaints = judge_statements(server.lrs.received)
assert complaints == []
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ralph.models.xapi.base.statements import BaseXapiStatement

SCRIPT = Path(__file__).with_name("tin_can_schema.mjs")

Statement = dict[str, Any]


def judge_statements(statements: Sequence[Statement]) -> list[str]:
    """What either validator says against any of the statements; [] when both accept all of them."""
    return [*judge_by_ralph(statements), *judge_by_tin_can_schema(statements)]


def judge_by_ralph(statements: Sequence[Statement]) -> list[str]:
    """Complaints of ralph-malph's pydantic model of a statement."""
    complaints = []
    for index, statement in enumerate(statements, 1):
        try:
            # By JSON text, as an LRS reads it: its model changes the dictionaries that it is given.
            BaseXapiStatement.model_validate(json.loads(json.dumps(statement)))
        except ValidationError as error:
            complaints += [f"statement {index}: ralph: {_said(one)}" for one in error.errors()]
        except (KeyError, TypeError, AttributeError) as error:
            # Some faults, such as a missing object, break its own checks before they can complain.
            complaints.append(f"statement {index}: ralph: stopped by {error!r}")
    return complaints


def judge_by_tin_can_schema(statements: Sequence[Statement]) -> list[str]:
    """Complaints of tin-can-json-schema, with its formats checked. Raises CalledProcessError when Node cannot run it."""
    answer = subprocess.run(
        ["node", str(SCRIPT)], input=json.dumps(list(statements)), capture_output=True, text=True, check=True
    )
    complaints: list[str] = json.loads(answer.stdout)
    return [text.replace(": ", ": tin-can-json-schema: ", 1) for text in complaints]


def _said(error: Any) -> str:
    return f"{'.'.join(map(str, error['loc']))}: {error['msg']}"
