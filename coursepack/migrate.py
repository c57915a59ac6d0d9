"""Raises a course's files to the newest schemaVersion: one function per version, in one list."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from coursepack.load import read_tree
from coursepack.lock import write_atomically
from coursepack.problems import CourseError, Problem
from coursepack.source import Json, Source

NEWEST = 1
# MIGRATIONS[n] takes a file's data from schemaVersion n to n + 1. There is only version 1 so far.
MIGRATIONS: dict[int, Callable[[dict[str, Json]], dict[str, Json]]] = {}


def files_of(path: Path) -> list[Path]:
    """`course.json` and the files that it includes. Raises `CourseError` when one cannot be read."""
    tree = read_tree(path)
    if tree.problems:
        raise CourseError(tree.problems)
    return [Path(source.name) for _, source, _ in tree.mounts]


def migrate(file: Path) -> bool:
    """Rewrite one file; whether anything had to change. Raises `CourseError` for a version that is not known."""
    source = Source(file, str(file))
    data = source.data
    version = data.get("schemaVersion") if isinstance(data, dict) else None
    if not isinstance(data, dict) or type(version) is not int or not 1 <= version <= NEWEST:
        message = f"schemaVersion {json.dumps(version)} is not one that this coursepack knows"
        raise CourseError([Problem(source.place(("schemaVersion",)), "CP006", message, f"the newest is {NEWEST}")])
    for step in range(version, NEWEST):
        data = MIGRATIONS[step](data) | {"schemaVersion": step + 1}
    if version < NEWEST:
        write_atomically(file, (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode())
    return version < NEWEST
