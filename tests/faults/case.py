"""A seeded fault: what is changed in the base course, and exactly what coursepack must say about it.

In the text that is put in, the mark `▸` stands where a report must point, once for each problem expected, in the order of the
report; it is not written to the file.
"""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from coursepack.cli import main
from tests.conftest import AS_OF, BASE

MARK = "▸"
Place = tuple[str, int, int]
Act = Callable[[Path], list[Place]]


@dataclass(frozen=True)
class Says:
    """One problem: its code, words that its message and its hint hold. `at` names the place when no mark can."""

    code: str
    message: str
    hint: str | None = ""
    at: Place | None = None


@dataclass(frozen=True)
class Case:
    name: str
    act: Act | Sequence[Act]
    says: Says | Sequence[Says]


def change(file: str, old: str, new: str) -> Act:
    """Replace `old`, which must stand once in the file."""

    def act(folder: Path) -> list[Place]:
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"'{old}' stands {text.count(old)} times in {file}"
        return _put(folder, file, text.replace(old, new))

    return act


def put(file: str, text: str | bytes) -> Act:
    """Write a whole file."""
    return lambda folder: _put(folder, file, text)


def remove(file: str) -> Act:
    def act(folder: Path) -> list[Place]:
        (folder / file).unlink()
        return []

    return act


def rename(old: str, new: str) -> Act:
    def act(folder: Path) -> list[Place]:
        (folder / old).rename(folder / new)
        return []

    return act


def _put(folder: Path, file: str, text: str | bytes) -> list[Place]:
    places = []
    if isinstance(text, str):
        while (at := text.find(MARK)) >= 0:
            text = text.replace(MARK, "", 1)
            places.append((file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)))
        text = text.encode()
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_bytes(text)
    return places


def seed(case: Case, tmp_path: Path) -> tuple[Path, list[tuple[Place, Says]]]:
    """The broken course, and what must be said of it where."""
    folder = shutil.copytree(BASE, tmp_path / "base", symlinks=True)
    acts = case.act if isinstance(case.act, Sequence) else [case.act]
    marked = iter([place for act in acts for place in act(folder)])
    says = [case.says] if isinstance(case.says, Says) else case.says
    expected = [(said.at or next(marked), said) for said in says]
    assert next(marked, None) is None, "more marks than problems"
    return folder, expected


def run(*words: object) -> Result:
    """A command in this process; any exception but its own exit is raised."""
    return CliRunner().invoke(main, [str(word) for word in words], prog_name="coursepack", catch_exceptions=False)


def reported(folder: Path) -> list[dict[str, Any]]:
    """What `validate` says, with files named from the course's folder; it must exit with 1."""
    result = run("validate", folder, "--format", "json", "--as-of", AS_OF)
    problems: list[dict[str, Any]] = json.loads(result.stdout)
    assert result.exit_code == 1, problems
    return [problem | {"file": str(Path(problem["file"]).relative_to(folder))} for problem in problems]


def check(case: Case, tmp_path: Path) -> None:
    """Exactly these problems and no others; and a build writes nothing."""
    folder, expected = seed(case, tmp_path)
    before = snapshot(tmp_path)
    found = reported(folder)
    shown = "\n".join(f"{p['file']}:{p['line']}:{p['column']} {p['code']} {p['message']} | {p['hint']}" for p in found)
    assert len(found) == len(expected), f"expected {len(expected)} problems, got:\n{shown}"
    in_order = sorted(expected, key=lambda pair: (pair[0], pair[1].code))
    for problem, (place, said) in zip(found, in_order, strict=True):
        assert (problem["file"], problem["line"], problem["column"]) == place, shown
        assert problem["code"] == said.code, shown
        assert said.message in problem["message"], shown
        assert (not problem["hint"]) if said.hint is None else problem["hint"] and said.hint in problem["hint"], shown
    built = run("build", folder, "--as-of", AS_OF, "-o", tmp_path / "dist")
    assert built.exit_code == 1
    assert "nothing was built" in built.stderr
    assert snapshot(tmp_path) == before, "a failed build left something"


def snapshot(folder: Path) -> dict[str, int]:
    """Every path below a folder, with its size."""
    return {str(path.relative_to(folder)): path.lstat().st_size for path in sorted(folder.rglob("*"))}
