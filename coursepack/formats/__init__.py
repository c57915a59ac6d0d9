"""The formats: each is one file and one line here, a pure function from a plan to a package."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module

from coursepack.package import Package
from coursepack.plan import Plan
from coursepack.problems import Problem


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
    """Ending of the built file."""
    zipped: bool = True
    """A file that is not holds the package's only file."""
    records: bool = True
    """Whether the player tells somebody what the learner does."""
    player: bool = True
    """Whether the package carries the player at all; without it, what is lost is said by `warnings`."""
    kept: str = "records nothing"
    """What a build says of a format that does not record."""
    imported: bool = True
    """Whether it is for an LMS or a web server, so that the rules of `coursepack lint` hold for it."""
    units: bool = False
    """Whether a package can hold several things to launch, and somebody who adds them up."""

    def render(self, plan: Plan) -> Package:
        """The package of `plan` in this format."""
        function: Callable[[Plan], Package] = getattr(import_module(self.module), self.function)
        return function(plan)

    def warnings(self, plan: Plan) -> tuple[Problem, ...]:
        """What of a course this format cannot carry."""
        if self.player:
            return ()
        function: Callable[[Plan], Iterable[Problem]] = import_module(self.module).warnings
        return tuple(function(plan))


FORMATS: tuple[Format, ...] = (
    Format("scorm12", "SCORM 1.2, one SCO", "coursepack.formats.scorm12", default=True, units=True),
    Format("scorm2004-3", "SCORM 2004 3rd Edition, one SCO", "coursepack.formats.scorm2004", "render_3rd", units=True),
    Format("scorm2004-4", "SCORM 2004 4th Edition, one SCO", "coursepack.formats.scorm2004", "render_4th", units=True),
    Format("xapi", "xAPI 1.0.3 with tincan.xml", "coursepack.formats.xapi", default=True),
    Format("cmi5", "cmi5 (Quartz), one AU", "coursepack.formats.cmi5", units=True),
    Format("web", "A web page without an LMS", "coursepack.formats.web", records=False),
    Format("html", "The web page as one file", "coursepack.formats.html", suffix=".html", zipped=False, records=False),
    Format(
        "cc", "Common Cartridge 1.1, quizzes in QTI 1.2.1", "coursepack.formats.cc",
        suffix=".imscc", records=False, player=False, kept="the LMS scores its quizzes",
    ),
    Format(
        "epub", "EPUB 3.3, a book to read", "coursepack.formats.epub", suffix=".epub", records=False, player=False, imported=False,
    ),
)  # fmt: skip

BY_NAME = {item.name: item for item in FORMATS}
