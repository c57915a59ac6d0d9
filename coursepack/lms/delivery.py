"""What a build does for an LMS profile: checks each package against it and writes the sheets beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coursepack.build import Built
from coursepack.formats import BY_NAME, Format
from coursepack.lms import limits
from coursepack.lms.profile import Profile
from coursepack.lms.sheets import sheets
from coursepack.package import Package
from coursepack.plan import Plan
from coursepack.problems import CourseError, Problem, errors


class Delivery:
    """For one LMS; `warnings` gathers what does not stop the build."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.warnings: list[Problem] = []

    def formats(self, asked: Sequence[str]) -> list[Format]:
        """Those that were asked for, or the one that the profile names."""
        return [BY_NAME[name] for name in dict.fromkeys(asked) or [self.profile.format.use]]

    def check(self, plans: Sequence[Plan], formats: Sequence[Format]) -> None:
        """Before anything is built. Raises `CourseError`."""
        self._note(
            [found for plan in plans for item in formats for found in limits.of_course(plan, self.profile, item)]
        )

    def beside(self, plan: Plan, item: Format, package: Package, built: Built) -> Mapping[str, str]:
        """The sheets for a package, by file name. Raises `CourseError` when the LMS would not take it."""
        self._note(list(limits.of_package(plan, self.profile, item, package, built.size)))
        return sheets(plan, self.profile, item, package, built)

    def _note(self, found: list[Problem]) -> None:
        if errors(found):
            raise CourseError(found)
        self.warnings.extend(found)
