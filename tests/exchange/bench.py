"""What the tests of the exchange share: reading a file to questions, and the course that they come to."""

import json
from pathlib import Path
from typing import Any

from coursepack.exchange import reader_for
from coursepack.exchange.bank import Log, Origin
from coursepack.exchange.finish import Home, finish

FILES = Path(__file__).parent / "files"
OBJECTIVES = {"o-room": "Prepare a room.", "o-use": "Offer a room."}


def questions(
    data: bytes | str, name: str = "bank", form: str | None = None, objective: str = "o-room"
) -> tuple[list[dict[str, Any]], list[str]]:
    """The questions of a file, and each problem as `line CODE message`."""
    raw = data.encode() if isinstance(data, str) else data
    log = Log()
    origin = Origin(name, raw, Path(name))
    bank = reader_for(origin, form).read(origin, log)
    found = list(finish(bank, Home("en", OBJECTIVES, set(), objective), log))
    return found, [f"{one.place.line} {one.severity} {one.code} {one.message}" for one in sorted(log.problems)]


def of_file(name: str) -> tuple[list[dict[str, Any]], list[str]]:
    return questions((FILES / name).read_bytes(), name)


def said(problems: list[str], *codes: str) -> list[str]:
    """The problems with those codes; all but invented feedback when none is named."""
    return [one for one in problems if (one.split()[2] in codes if codes else one.split()[2] != "CP182")]


def course(base: Path, quiz: list[dict[str, Any]], **more: Any) -> Path:
    """The base course with these questions in its quiz."""
    data = {"schemaVersion": 1, "id": "final", "title": "Final quiz", "purpose": "assessment"} | more
    (base / "quizzes/final.json").write_text(json.dumps(data | {"questions": quiz}), encoding="utf-8")
    return base
