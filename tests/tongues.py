"""Courses in other languages, for tests: by their word alone, and with an interface whose words can be told from the author's."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from coursepack.render import words
from coursepack.strings import english, interface


def spoken(course: Path, tag: str, folder: Path) -> Path:
    """A copy of a course below `folder`, said to be in another language."""
    copy = Path(shutil.copytree(course, folder / f"{course.name}-{tag}"))
    data = json.loads((copy / "course.json").read_text(encoding="utf-8"))
    (copy / "course.json").write_text(json.dumps(data | {"language": tag}), encoding="utf-8")
    return copy


def bracket(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every language has the pseudo-locale for an interface, under the name of English."""
    told = replace(interface("en-XA"), language=english().language)
    monkeypatch.setattr(words, "interface", lambda tag: told)
