"""What people must know who build or import a package of several units: nothing here stops a build."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coursepack.formats import Format
from coursepack.plan import Group, Plan
from coursepack.problems import Place, Problem, Severity
from coursepack.scores import strict


def cautions(plans: Sequence[Plan], formats: Sequence[Format]) -> Iterator[Problem]:
    """What people must know who build or import several units."""
    names = {item.name for item in formats}
    for made in filter(lambda made: made.groups, plans):
        place = Place(str(made.source))
        if "scorm12" in names:
            message = (
                "SCORM 1.2 does not say when several units are done together: an LMS may take one of them for the whole"
            )
            hint = "set the LMS to ask for all units and try it with a test learner, or build scorm2004-4 or cmi5 (docs/formats/units.md)"
            yield Problem(place, "CP232", message, hint, Severity.WARNING)
        if "cmi5" in names and any(group.after for group in made.groups):
            message = "cmi5 has no prerequisites: an LMS lets learners begin with any course of the series"
            hint = "let the LMS's own assignments say the order; every course is needed for the whole all the same"
            yield Problem(place, "CP235", message, hint, Severity.WARNING)
        for group in made.groups:
            yield from _of_marks(group, place, names)


def _of_marks(group: Group, place: Place, formats: set[str]) -> Iterator[Problem]:
    course = group.plan.course
    tested = [unit for unit in group.units if unit.plan.course.assessments()]
    if course.passing and len(tested) > 1:
        message = f"'{course.title}' has assessments in {len(tested)} units, and each has to reach {course.passing.pass_mark} % by itself"
        hint = "nothing is passed that the course in one unit would not pass; put the assessments into one lesson for one score"
        yield Problem(place, "CP233", message, hint, Severity.WARNING)
    if len(group.units) > 1 and not strict(course) and any(name.startswith("scorm2004") for name in formats):
        message = f"'{course.title}' can be completed without a pass, so an LMS is not told that the whole was passed"
        hint = 'look at the units, or write "completion": {"assessments": "passed"}'
        yield Problem(place, "CP234", message, hint, Severity.WARNING)
