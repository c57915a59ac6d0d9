"""The formats: each is one file and one line here, a pure function from a plan to a package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from coursepack.package import Package
from coursepack.plan import Plan


@dataclass(frozen=True)
class Format:
    """A way to deliver a course. `module` is imported only when it is used."""

    name: str
    title: str
    module: str

    def render(self, plan: Plan) -> Package:
        """The package of `plan` in this format."""
        function: Callable[[Plan], Package] = import_module(self.module).render
        return function(plan)


FORMATS: tuple[Format, ...] = (
    Format("scorm12", "SCORM 1.2, one SCO", "coursepack.formats.scorm12"),
    Format("xapi", "xAPI 1.0.3 with tincan.xml", "coursepack.formats.xapi"),
)

BY_NAME = {item.name: item for item in FORMATS}
