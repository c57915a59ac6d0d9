"""What a package says about itself in two places: pass mark, minutes, version. They must agree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from coursepack.lint.documents import below, words
from coursepack.lint.documents import line as line_of
from coursepack.lint.registry import SCORM, Hit, Level, rule
from coursepack.lint.subject import Subject

_OWN = "coursepack docs/player.md; docs/design.md"
_PREFIX = b"window.coursepackCourse="


def _course(subject: Subject) -> dict[str, Any]:
    """What the player of coursepack reads; nothing in packages of other tools."""
    data = subject.read("course.js") or b""
    if not data.startswith(_PREFIX):
        return {}
    try:
        found = json.loads(data.removeprefix(_PREFIX).strip().rstrip(b";"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _activity(subject: Subject) -> dict[str, Any]:
    try:
        found = json.loads(subject.read("ce/activity.json") or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _marks(subject: Subject) -> Iterator[tuple[str, float, int]]:
    """Each pass mark that a manifest states, in per cent."""
    scales = (("masteryscore", 1), ("minNormalizedMeasure", 100))
    for name, root in subject.roots:
        found = [(words(one), scale, one) for tag, scale in scales for one in below(root, tag)]
        found += [(one.get("masteryScore", ""), 100, one) for one in below(root, "au")]
        for text, scale, one in found:
            if re.fullmatch(r"-?\d{1,3}(\.\d{1,7})?", text):
                yield name, float(text) * scale, line_of(one)


@rule(
    "CP620",
    "pass-mark-differs",
    Level.ERROR,
    f"{_OWN}; SCORM 1.2 CAM 2.3.4.2.5",
    "build the course again; do not edit the manifest by hand",
)
def pass_mark_differs(subject: Subject) -> Iterator[Hit]:
    """The manifest asks for another pass mark than the course.

    The learner reads "passed" and the LMS records "failed", or the other way round: Moodle decides by the manifest. Packages
    of other tools do not say their mark in a way that can be compared; `coursepack verify` plays them.
    Example: masteryscore 90 over a course that passes at 80
    """
    mark = _course(subject).get("passMark")
    for name, said, line in _marks(subject):
        if isinstance(mark, int) and abs(said - mark) > 0.01:
            yield Hit(f"the manifest says {said:g} per cent, the course {mark}", name, line)


@rule(
    "CP621",
    "minutes-differ",
    Level.ERROR,
    "IEEE LOM 5.9; the credit body's rules",
    "build the course again; do not edit files of a package by hand",
    SCORM,
)
def minutes_differ(subject: Subject) -> Iterator[Hit]:
    """The manifest says another learning time than the course, whose certificate states the credit.

    A credit body that audits the course finds two answers.
    Example: PT30M in the manifest, 60 minutes in course.js
    """
    minutes = _course(subject).get("minutes")
    credit = _activity(subject).get("minutes")
    if isinstance(minutes, int) and isinstance(credit, int) and credit != minutes:
        yield Hit(f"the facts for the credit say {credit} minutes, the course {minutes}", "ce/activity.json")
    for one in below(subject.scorm.root, "typicallearningtime", "typicalLearningTime"):
        found = re.fullmatch(r"PT(?:(\d{1,4})H)?(?:(\d{1,5})M)?", words(one))
        said = int(found[1] or 0) * 60 + int(found[2] or 0) if found else None
        if isinstance(minutes, int) and said is not None and said != minutes:
            yield Hit(f"the manifest says {said} minutes, the course {minutes}", subject.scorm.path, line_of(one))


@rule("CP622", "version-differs", Level.ERROR, _OWN, "build the course again; do not mix files of two builds")
def version_differs(subject: Subject) -> Iterator[Hit]:
    """Files of two versions of a course are in one package.

    What is recorded cannot be told apart by version afterwards.
    Example: version 1.2.0 in the manifest, 1.1.0 in course.js
    """
    version = _course(subject).get("version")
    said = [(subject.scorm.path, subject.scorm.root.get("version"))] if subject.manifest is not None else []
    activity = _activity(subject).get("version")
    said += [("ce/activity.json", activity)] if isinstance(activity, str) else []
    for file, other in said:
        if isinstance(version, str) and other and other != version:
            yield Hit(f"it says version {other}, the course {version}", file)
