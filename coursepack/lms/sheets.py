"""The sheets beside a package, for the people who run the LMS: an import guide, course facts, privacy and security, assignments.

They are in English, with their words in the templates (docs/decisions/0015-sheets-for-administrators.md). Nothing here reads a clock.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from coursepack import __version__
from coursepack.blocks import Commitment, Reflection
from coursepack.build import Built
from coursepack.credit.activity import NO_CREDIT, activity
from coursepack.formats import Format, imscp
from coursepack.languages import direction, language
from coursepack.lms.profile import MARKS, Profile, Source
from coursepack.model import Course
from coursepack.package import Package
from coursepack.plan import Plan
from coursepack.questions import LongFillIn, SurveyQuestion

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

HERE = Path(__file__).parent / "templates"
HEADINGS = {
    "import-guide": "Import guide",
    "fact-sheet": "Course fact sheet",
    "privacy-and-security": "Privacy and security sheet",
    "assignment-map": "Assignment map",
}
LABELS = {"checked": "checked", "vendor": "vendor says", "reported": "reported", "unverified": "not verified"}
METHODS = {
    "mergener": "found by Mergener’s formula",
    "pilot": "found by a pilot",
    "estimate": "estimated",
}
ROUNDINGS = {"floor": "rounded down", "nearest": "to the nearest", "ceil": "rounded up"}
COLUMNS = (
    "Role or job code",
    "Unit or department",
    "Mandate",
    "Due, in days from hire or transfer",
    "Repeat, in months",
)
ROWS = 12

_OUTWARD = re.compile(r'<a [^>]*href="(https?:[^"]*)"')


def sheets(plan: Plan, profile: Profile, item: Format, package: Package, built: Built) -> dict[str, str]:
    """All sheets by file name."""
    stem, said = built.path.stem, _facts(plan, profile, item, package, built)
    pages = {f"{stem}-{name}.html": _page(name, said) for name in HEADINGS}
    return pages | {said["csv"]: _table(plan.course, said["roles"])}


def _page(name: str, said: dict[str, Any]) -> str:
    return _environment().get_template(f"{name}.html.j2").render(said, heading=HEADINGS[name]) + "\n"


def _facts(plan: Plan, profile: Profile, item: Format, package: Package, built: Built) -> dict[str, Any]:
    course, credit = plan.course, activity(plan.course)["credit"]
    return {
        "coursepack": __version__,
        "style": _style(),
        "course": course,
        "profile": profile,
        "labels": LABELS,
        "marks": MARKS,
        "sources": _sources(profile),
        "known_steps": any(fact.source for fact in profile.about("import")),
        "credit": credit,
        "claimed": bool(course.credit and course.credit.claimed),
        "no_credit": NO_CREDIT,
        "methods": METHODS,
        "roundings": ROUNDINGS,
        "language": _language(course.language),
        "own": _own(course.language),
        "hours": f"{Decimal(course.minutes) / 60:.2f}".rstrip("0").rstrip("."),
        "columns": COLUMNS,
        "roles": list(course.credit.audience) if course.credit else [],
        "blank": ROWS,
        "csv": f"{built.path.stem}-assignment-map.csv",
        **_of_package(plan, item, package, built),
        **_of_telling(plan, item),
        **_of_learners(course),
    }


def _of_package(plan: Plan, item: Format, package: Package, built: Built) -> dict[str, Any]:
    return {
        "file": built.path.name,
        "sha256": built.sha256,
        "size": f"{built.size / 1024:,.0f} KB",
        "count": built.files,
        "suspend": f"{built.suspend or 0:,}",
        "format": item,
        "kind": item.name.partition("-")[0],
        "statements": not item.name.startswith("scorm"),
        "identifier": imscp.identifier(plan.about) if imscp.MANIFEST in package else "",
        "scripts": [path for path in package if path.endswith(".js")],
        "files": [(path, f"{blob.size:,}", blob.sha256) for path, blob in package.items()],
        "hosts": sorted(_hosts(package)),
    }


def _of_telling(plan: Plan, item: Format) -> dict[str, Any]:
    """What the LMS is told at the end, and by which rule."""
    course, tests = plan.course, plan.course.assessments()
    completed_only = plan.completed_only and item.name == "scorm12"
    return {
        "rule": rule(course),
        "assessed": bool(tests),
        "assessments": tests,
        "limited": bool(tests) and all(quiz.attempts for quiz in tests),
        "one_attempt": bool(tests) and all(quiz.attempts == 1 for quiz in tests),
        "passing": course.passing.pass_mark if course.passing else None,
        "mastery": bool(course.passing and course.passing.mastery_score),
        "must_pass": course.completion.assessments == "passed",
        "completed_only": completed_only,
        "units": [unit.plan.course.title for unit in plan.units],
        "score_on_completion": plan.score_on_completion and item.name.startswith("scorm"),
        "last_word": "passed" if course.passing and not completed_only else "completed",
    }


def _of_learners(course: Course) -> dict[str, bool]:
    """What of a learner's words and answers the LMS comes to hold."""
    questions = [question for quiz in course.quizzes for question in quiz.questions]
    kept = tuple(course.keeping_blocks())
    return {
        "asked": bool(questions),
        "surveyed": any(isinstance(one, SurveyQuestion) for one in questions),
        "written": any(isinstance(one, LongFillIn) and one.report for one in questions),
        "aimed": bool(course.objectives and course.assessments()),
        "reflections": any(isinstance(block, Reflection) for block in kept),
        "commitments": any(isinstance(block, Commitment) for block in kept),
    }


def rule(course: Course) -> str:
    """When the course is completed, in a sentence or two."""
    tests, mark = course.assessments(), course.passing.pass_mark if course.passing else None
    match course.completion.assessments if tests else "none":
        case "passed":
            asked = f"has reached {mark} % in the tests that count" if mark else "has passed the tests that count"
        case "submitted":
            asked = "has handed in each test that counts"
        case _:
            asked = ""
    checks = any(quiz.purpose == "check" for quiz in course.quizzes)
    read = "has read every page to its end" + (" and answered the practice questions" if checks else "")
    wanted = [read] if course.completion.pages == "all" or not asked else []
    return f"The course is completed when the learner {', and '.join([*wanted, *filter(None, [asked])])}."


def _language(tag: str) -> str:
    known = language(tag)
    return f"{known.english} ({tag})" if known else tag


def _own(tag: str) -> Markup:
    """Attributes of an element that holds the author's words, where those are not English."""
    from markupsafe import Markup

    return Markup("") if tag.partition("-")[0] == "en" else Markup(' lang="{}" dir="{}"').format(tag, direction(tag))


def _sources(profile: Profile) -> list[tuple[Source, Any]]:
    """Each source once, with the day on which it was last looked at."""
    return list(
        {
            fact.source.url + fact.source.title: (fact.source, fact.checked) for fact in profile.facts if fact.source
        }.values()
    )


def _hosts(package: Package) -> Iterator[str]:
    """The sites that links of the course lead to."""
    text = "".join(file.read().decode() for path, file in package.items() if path.endswith("index.html"))
    yield from {host for address in _OUTWARD.findall(text) if (host := urlsplit(address).hostname)}


def _table(course: Course, roles: list[str]) -> str:
    """The assignment map for a spreadsheet, a row for each role that the course is written for."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*COLUMNS, "Course code", "Course title", "Course version"))
    for role in roles or [""]:
        writer.writerow((_cell(role), *("" for _ in COLUMNS[1:]), course.slug, _cell(course.title), course.version))
    return "\ufeff" + out.getvalue()  # without the mark, Excel takes UTF-8 for something else


def _cell(text: str) -> str:
    """Never a formula: a spreadsheet would run it."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )


@cache
def _style() -> str:
    from markupsafe import Markup

    return Markup((HERE / "sheet.css").read_text(encoding="utf-8"))
