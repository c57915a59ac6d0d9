"""A plain web page: the course to be read and tried without an LMS. Nothing is recorded, and the page says so."""

from __future__ import annotations

from coursepack.formats.content import content
from coursepack.package import Package
from coursepack.plan import Plan


def render(plan: Plan) -> Package:
    """The files of a folder for any web server; `index.html` opens from a disk, too."""
    return Package(content(plan, "web"))
