"""Reports of what was played: JSON for machines, and one HTML file with pictures to be filed as evidence."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coursepack import __version__
from coursepack.verify.run import Played, Report

FORMATS = {"scorm12": "SCORM 1.2", "scorm2004": "SCORM 2004", "cmi5": "cmi5", "xapi": "xAPI", "web": "web page"}


def as_data(reports: Sequence[Report], browser: str) -> dict[str, Any]:
    """What the JSON report holds (docs/verify.md)."""
    return {
        "coursepackVersion": __version__,
        "browser": browser,
        "packages": [_package(one) for one in reports],
    }


def _package(one: Report) -> dict[str, Any]:
    return {
        "package": one.package,
        "contentSha256": one.digest,
        "format": one.format,
        "title": one.title,
        "firstContent": {"milliseconds": one.first_content_ms, "bytes": one.first_content_bytes},
        "calls": one.calls,
        "suspendData": one.suspend,
        "hosts": one.hosts,
        "stories": [_story(story) for story in one.stories],
        "findings": [
            {
                "code": found.code,
                "name": found.name,
                "severity": str(found.severity),
                "story": found.story,
                "message": found.message,
                "fix": found.fix,
            }
            for found in one.findings
        ],
    }


def _story(story: Played) -> dict[str, Any]:
    record = story.record
    return {
        "name": story.name,
        "outcome": story.outcome,
        "seconds": story.seconds,
        "record": record
        and {
            "status": record.status,
            "success": record.success,
            "score": None if record.score is None else str(record.score),
            "answers": len(record.answers),
        },
    }


def as_html(reports: Sequence[Report], browser: str, day: str) -> str:
    """One file, without a request to anywhere."""
    import jinja2

    loader = jinja2.FileSystemLoader(Path(__file__).parent / "templates")
    page = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    page.filters["picture"] = lambda data: "data:image/jpeg;base64," + base64.b64encode(data).decode()
    words = {"reports": reports, "browser": browser, "day": day, "version": __version__, "formats": FORMATS}
    return page.get_template("report.html.j2").render(words)
