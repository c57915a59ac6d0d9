"""`ce/series.json`: the continuing-education facts of a series, with those of each of its courses."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from coursepack.credit.activity import NO_CREDIT, activity
from coursepack.model import Course


def series_activity(about: Course, courses: Sequence[Course]) -> dict[str, Any]:
    """The facts as JSON. Minutes and values are sums over the courses, each rounded for itself. Never a grant of credit."""
    activities = [activity(course) for course in courses]
    credits = [one["credit"] for one in activities if one["credit"]]
    whole = len(credits) == len(activities)
    return {
        "schemaVersion": 1,
        "seriesId": about.id,
        "title": about.title,
        "version": about.version,
        "revised": about.revised.isoformat(),
        "language": about.language,
        "minutes": about.minutes,
        "creditMinutes": sum(one["minutes"] for one in credits) if whole else None,
        "claim": "credit" if whole and all(one["claim"] == "credit" for one in credits) else NO_CREDIT,
        "measures": _sums(credits) if whole else [],
        "courses": activities,
    }


def _sums(credits: list[dict[str, Any]]) -> list[dict[str, str]]:
    """By body and unit, where every course has a value of it."""
    each = [{(one["body"], one["unit"]): Decimal(one["value"]) for one in credit["measures"]} for credit in credits]
    shared = [name for name in each[0] if all(name in values for values in each)] if each else []
    return [
        {"body": body, "unit": unit, "value": str(sum((values[body, unit] for values in each), Decimal(0)))}
        for body, unit in shared
    ]
