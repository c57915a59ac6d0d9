"""The formats: each is one file and one line here, a pure function from a plan to a package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from coursepack.package import Package
from coursepack.plan import Plan


@dataclass(frozen=True)
class Format:
    """A way to deliver a course. `module` is imported only when it is used; `function` in it renders a plan."""

    name: str
    title: str
    module: str
    function: str = "render"
    default: bool = False
    """Built when no format is asked for."""
    suffix: str = ".zip"
    """Ending of the built file; one that is no zip holds the package's only file."""
    records: bool = True
    """Whether anybody keeps what the learner does."""

    def render(self, plan: Plan) -> Package:
        """The package of `plan` in this format."""
        function: Callable[[Plan], Package] = getattr(import_module(self.module), self.function)
        return function(plan)


FORMATS: tuple[Format, ...] = (
    Format("scorm12", "SCORM 1.2, one SCO", "coursepack.formats.scorm12", default=True),
    Format("scorm2004-3", "SCORM 2004 3rd Edition, one SCO", "coursepack.formats.scorm2004", "render_3rd"),
    Format("scorm2004-4", "SCORM 2004 4th Edition, one SCO", "coursepack.formats.scorm2004", "render_4th"),
    Format("xapi", "xAPI 1.0.3 with tincan.xml", "coursepack.formats.xapi", default=True),
    Format("cmi5", "cmi5 (Quartz), one AU", "coursepack.formats.cmi5"),
    Format("web", "A web page without an LMS", "coursepack.formats.web", records=False),
    Format("html", "The web page as one file", "coursepack.formats.html", suffix=".html", records=False),
)

BY_NAME = {item.name: item for item in FORMATS}
