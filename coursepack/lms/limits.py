"""Whether a course, and the package that was made of it, is what an LMS takes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from coursepack.formats import Format, imscp
from coursepack.lms.profile import Endings, Fact, Number, Profile
from coursepack.load import COURSE_FILE
from coursepack.package import Package
from coursepack.plan import Plan
from coursepack.problems import Place, Problem, Severity

MEGABYTE = 1 << 20
_SURE = ("checked", "vendor")


def of_course(plan: Plan, profile: Profile, item: Format) -> Iterator[Problem]:
    """What can be said before anything is built."""
    place = Place(str(plan.folder / COURSE_FILE))
    if item.name in profile.format.refuses:
        message = f"{profile.title} is said not to take {item.name}"
        yield Problem(place, "CP220", message, _hint(profile, profile.format.facts, f"build {profile.format.use}"))
    elif item.name not in profile.format.takes:
        message = f"it is not known whether {profile.title} takes {item.name}"
        yield Problem(place, "CP221", message, f"{profile.format.use} is what it is known for", Severity.WARNING)
    passing = plan.course.passing
    if plan.completed_only and item.name == "scorm12" and passing and passing.mastery_score:
        message = (
            f"{profile.title} is to be told 'completed' only, but a mastery score makes an LMS say 'passed' or 'failed'"
        )
        yield Problem(place, "CP222", message, "leave out 'masteryScore'")
    if profile.score and not plan.course.assessments() and not plan.score_on_completion:
        message = f"the course has no assessment and tells no score, which {profile.title} is said to want"
        hint = "try it with a test learner; if it is never completed there, build with --score-on-completion"
        yield Problem(place, "CP223", message, hint, Severity.WARNING)


def of_package(plan: Plan, profile: Profile, item: Format, package: Package, size: int) -> Iterator[Problem]:
    """What only the finished package shows; `size` of the zip in bytes."""
    place, limits = Place(f"{plan.name(item.name)}.zip"), profile.limits
    if (most := limits.package_megabytes) and size > most.value * MEGABYTE:
        message = f"the package has {size / MEGABYTE:.0f} MB; {profile.title} takes {most.value} MB"
        hint = _hint(profile, most.facts, "make pictures and recordings smaller")
        yield Problem(place, "CP224", message, hint, _severity(profile, most))
    if refused := limits.refused_endings:
        for path in package:
            if _ending(path) in refused.value:
                message = f"{profile.title} takes no package with a file such as '{path}'"
                hint = _hint(profile, refused.facts, "offer it in another form")
                yield Problem(place, "CP225", message, hint, _severity(profile, refused))
    identifier = imscp.identifier(plan.about)
    if (longest := limits.identifier_characters) and len(identifier) > longest.value:
        message = (
            f"the identifier '{identifier}' has {len(identifier)} characters; {profile.title} takes {longest.value}"
        )
        hint = _hint(profile, longest.facts, "give the course a shorter slug")
        yield Problem(place, "CP226", message, hint, _severity(profile, longest))


def _ending(path: str) -> str:
    """Without the dot; `.htaccess` is all ending."""
    name = PurePosixPath(path).name.lower()
    return name.rpartition(".")[2] if "." in name else ""


def _severity(profile: Profile, limit: Number | Endings) -> Severity:
    """Only what is sure to be refused stops a build."""
    sure = limit.refuses and all(fact.mark in _SURE for fact in profile.because(limit.facts))
    return Severity.ERROR if sure else Severity.WARNING


def _hint(profile: Profile, names: tuple[str, ...], advice: str) -> str:
    return f"{advice} ({'; '.join(map(_said, profile.because(names)))})"


def _said(fact: Fact) -> str:
    return f"{fact.mark}: {fact.text.removesuffix('.')}"
