"""The files of a package that has several units: what a course's units share stands once, each unit has its page in a folder of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from coursepack.credit.series import series_activity
from coursepack.formats import parts
from coursepack.formats.content import ENTRY, Files, page_files, shared_files
from coursepack.plan import Group, Plan, Unit

Extra = Callable[[Plan], Mapping[str, Any]]


class Carried(NamedTuple):
    """A unit in a package: `href` of its page, and the paths of all files that it loads."""

    group: Group
    unit: Unit
    href: str
    paths: list[str]


def cut(plan: Plan, runtime: str, extra: Extra) -> tuple[Files, list[Carried]]:
    """All files but the manifest, and the units in order. `extra`: what the format adds to a unit's course data."""
    files = whole = _of_series(plan)
    units: list[Carried] = []
    for group in plan.groups:
        needed = parts.parts_of(group.plan.course)
        shared = shared_files(group.plan, runtime, needed)
        placed = _within(group.folder, shared)
        files = files | placed
        for unit in group.units:
            own = _within(unit.folder, page_files(unit.plan, runtime, needed, shared, extra(unit.plan)))
            files = files | own
            units.append(Carried(group, unit, unit.folder + ENTRY, sorted([*whole, *placed, *own])))
    return files, units


def _of_series(plan: Plan) -> Files:
    if len(plan.groups) < 2:
        return {}
    facts = series_activity(plan.course, [group.plan.course for group in plan.groups])
    return {"ce/series.json": json.dumps(facts, indent=2, ensure_ascii=False) + "\n"}


def _within(folder: str, files: Files) -> Files:
    return {folder + path: file for path, file in files.items()}
