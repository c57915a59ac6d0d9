"""A series: courses that are built together, from `series.json` to the plan of a package that holds them all (docs/formats/units.md)."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from coursepack import load, units
from coursepack.explain import explain, quoted
from coursepack.load import COURSE_FILE, Loaded
from coursepack.lock import Lock
from coursepack.model import Completion, Course
from coursepack.plan import Group, Plan, Unit, plan
from coursepack.problems import CourseError, Problem, did_you_mean, errors
from coursepack.schema import ROOT, faults_of
from coursepack.source import Pointer, Source

SERIES_FILE = "series.json"
SCHEMA = ROOT + "series.schema.json"
_RELATIVE = re.compile(r"(?!/)(?:[^/\\:~\0]+/)*[^/\\:~\0]+")


class Member(msgspec.Struct, frozen=True):
    """A course of a series, by its folder; `after` are slugs of others."""

    folder: str
    slug: str
    after: tuple[str, ...] = ()


class Series(msgspec.Struct, frozen=True, rename="camel"):
    """What `series.json` says."""

    schema_version: int
    id: str
    slug: str
    version: str
    revised: datetime.date
    title: str
    summary: str
    language: str
    minutes: int
    courses: tuple[Member, ...]
    keywords: tuple[str, ...] = ()
    rights: str = ""
    credit_minutes: int | None = None


@dataclass(frozen=True)
class LoadedSeries:
    """A valid series with its courses, in their order."""

    series: Series
    folder: Path
    courses: tuple[Loaded, ...]
    warnings: tuple[Problem, ...] = ()


@dataclass
class _Reading:
    """What is known so far, and what is wrong."""

    source: Source
    problems: list[Problem] = field(default_factory=list)

    def add(self, pointer: Pointer, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(self.source.place(pointer), code, message, hint))


def is_series(path: Path) -> bool:
    """Whether a path on the command line means a series and not a course."""
    return path.name == SERIES_FILE or (path / SERIES_FILE).is_file()


def load_series(path: Path, as_of: datetime.date | None = None, brand: Path | None = None) -> LoadedSeries:
    """The series at `path` (its folder, or its `series.json`) with all courses. Raises `CourseError` with all problems."""
    file = path / SERIES_FILE if path.is_dir() else path
    source = Source(file, str(file))
    reading = _Reading(source)
    for said in explain(faults_of(SCHEMA, source.data)):
        place = source.place(said.pointer, key=said.on_key)
        reading.problems.append(Problem(place, said.code, said.message, said.hint))
    if reading.problems:
        raise CourseError(reading.problems)
    series = msgspec.convert(source.data, Series)
    courses = [_course(reading, index, member, as_of, brand) for index, member in enumerate(series.courses)]
    _order(reading, series)
    found = [one for one in courses if one is not None]
    if len(found) == len(courses):
        _together(reading, series, found)
    if errors(reading.problems):
        raise CourseError(list(dict.fromkeys(reading.problems)))
    return LoadedSeries(series, file.parent, tuple(found), tuple(reading.problems))


def _course(
    reading: _Reading, index: int, member: Member, as_of: datetime.date | None, brand: Path | None
) -> Loaded | None:
    pointer: Pointer = ("courses", index, "folder")
    folder = Path(reading.source.name).parent / member.folder
    if not _RELATIVE.fullmatch(member.folder) or not (folder / COURSE_FILE).is_file():
        hint = f"name a folder with a {COURSE_FILE}, from the folder of {SERIES_FILE}, with forward slashes"
        reading.add(pointer, "CP240", f"{quoted(member.folder)} is not the folder of a course", hint)
        return None
    try:
        loaded = load.load(folder, as_of, brand)
    except CourseError as error:
        reading.problems.extend(error.problems)
        return None
    reading.problems.extend(loaded.warnings)
    if (slug := loaded.course.slug) != member.slug:
        message = f"the course in {quoted(member.folder)} is '{slug}', not {quoted(member.slug)}"
        reading.add(("courses", index, "slug"), "CP241", message, f'write "slug": "{slug}"')
    return loaded


def _order(reading: _Reading, series: Series) -> None:
    """Prerequisites that exist, do not go round, and stand before what needs them."""
    slugs = [member.slug for member in series.courses]
    for index, member in enumerate(series.courses):
        for place, name in enumerate(member.after):
            pointer: Pointer = ("courses", index, "after", place)
            if name not in slugs:
                reading.add(pointer, "CP243", f"no course of the series is {quoted(name)}", did_you_mean(name, slugs))
            elif member.slug in _before(series, name):
                message = f"'{member.slug}' would have to be done before itself"
                reading.add(pointer, "CP244", message, f"leave out '{name}' here, or what leads from it back")
            elif slugs.index(name) > index:
                message = f"'{name}' has to be done before '{member.slug}', and stands behind it"
                reading.add(pointer, "CP245", message, f"put '{name}' before '{member.slug}' in 'courses'")


def _before(series: Series, slug: str) -> set[str]:
    """A course and all that has to be done before it."""
    after = {member.slug: member.after for member in series.courses}
    found: set[str] = set()
    left = [slug]
    while left:
        if (name := left.pop()) not in found:
            found.add(name)
            left.extend(after.get(name, ()))
    return found


def _together(reading: _Reading, series: Series, courses: Sequence[Loaded]) -> None:
    """What can be said of the courses only side by side."""
    for name, values in (("slug", [one.course.slug for one in courses]), ("id", [one.course.id for one in courses])):
        for index, value in enumerate(values):
            if Counter(values)[value] > 1 and values.index(value) != index:
                hint = "name each course once, and give each an id and a slug of its own"
                reading.add(
                    ("courses", index), "CP242", f"another course of the series has the {name} '{value}' too", hint
                )
    for index, one in enumerate(courses):
        if one.course.language != series.language:
            message = f"'{one.course.slug}' is in '{one.course.language}', the series in '{series.language}'"
            reading.add(("courses", index), "CP247", message, "make a series for each language")
    _sums(reading, series, [one.course for one in courses])


def _sums(reading: _Reading, series: Series, courses: Sequence[Course]) -> None:
    if (total := sum(course.minutes for course in courses)) != series.minutes:
        message = f"the minutes of the courses make {total}, not {series.minutes}"
        reading.add(("minutes",), "CP246", message, f'write "minutes": {total}')
    if series.credit_minutes is None:
        return
    if without := [course.slug for course in courses if course.credit is None]:
        message = f"there is no credit to add up in {', '.join(without)}"
        reading.add(("creditMinutes",), "CP248", message, "leave out 'creditMinutes', or add 'credit' to each course")
    elif (total := sum(course.credit.minutes for course in courses if course.credit)) != series.credit_minutes:
        message = f"the credit minutes of the courses make {total}, not {series.credit_minutes}"
        reading.add(("creditMinutes",), "CP248", message, f'write "creditMinutes": {total}')


def plan_series(loaded: LoadedSeries, *, frozen: bool = False, lessons: bool = False) -> Plan:
    """All courses as one package: a unit each, or a unit for each of their lessons. Raises `CourseError`."""
    made: list[Plan] = []
    problems: list[Problem] = []
    for one in loaded.courses:
        try:
            whole = plan(one, frozen=frozen, lessons=lessons)
            made.append(replace(whole, suffix="", groups=()))
        except CourseError as error:
            problems.extend(error.problems)
    if problems:
        raise CourseError(problems)
    groups = tuple(
        _group(whole, member, lessons=lessons) for whole, member in zip(made, loaded.series.courses, strict=True)
    )
    about = _about(loaded.series, [one.course for one in loaded.courses])
    suffix = "/lessons" if lessons else ""
    return Plan(about, Lock(), loaded.folder, {}, {}, groups=groups, suffix=suffix, file=SERIES_FILE)


def _group(whole: Plan, member: Member, *, lessons: bool) -> Group:
    slug, folder = whole.course.slug, f"{whole.course.slug}/"
    own = units.lessons(whole, folder, f"{slug}--") if lessons else (Unit(slug, whole, folder),)
    return Group(slug, whole, own, folder, member.after)


def _about(series: Series, courses: Sequence[Course]) -> Course:
    """The series as manifests and sheets tell of it. A mark or credit of the whole is nothing that anybody could reach in one place."""
    return Course(
        schema_version=1,
        id=series.id,
        slug=series.slug,
        version=series.version,
        revised=series.revised,
        title=series.title,
        summary=series.summary,
        language=series.language,
        minutes=series.minutes,
        authors=tuple(dict.fromkeys(author for course in courses for author in course.authors)),
        objectives=tuple(one for course in courses for one in course.objectives),
        lessons=tuple(lesson for course in courses for lesson in course.lessons),
        quizzes=tuple(quiz for course in courses for quiz in course.quizzes),
        completion=Completion("all", "passed" if all(_must_pass(one) for one in courses) else "none"),
        keywords=series.keywords,
        rights=series.rights,
        reviewers=tuple(dict.fromkeys(one for course in courses for one in course.reviewers)),
    )


def _must_pass(course: Course) -> bool:
    return course.completion.assessments == "passed"


def members(made: Plan) -> Iterator[Plan]:
    """The courses that a plan is of, each by itself."""
    yield from (group.plan for group in made.groups) if made.file == SERIES_FILE else (made,)
