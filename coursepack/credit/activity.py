"""`ce/activity.json`: the continuing-education facts of a course, for people and programs of a CE office."""

from __future__ import annotations

from typing import Any

from coursepack.credit.units import units
from coursepack.model import Award, Course, Credit

NO_CREDIT = "Certificate of completion. No continuing-education credit is claimed."


def activity(course: Course) -> dict[str, Any]:
    """The facts as JSON; `credit` is null for a course that has none. Never a grant of credit."""
    return {
        "schemaVersion": 1,
        "activityId": course.id,
        "title": course.title,
        "version": course.version,
        "revised": course.revised.isoformat(),
        "language": course.language,
        "minutes": course.minutes,
        "objectives": [{"id": objective.id, "text": objective.text} for objective in course.objectives],
        "successCriteria": {
            "pages": course.completion.pages,
            "assessments": course.completion.assessments,
            "passMark": course.passing.pass_mark if course.passing else None,
        },
        "credit": _credit(course.credit) if course.credit else None,
    }


def _credit(credit: Credit) -> dict[str, Any]:
    return {
        "status": credit.status,
        "claim": "credit" if credit.claimed else NO_CREDIT,
        "minutes": credit.minutes,
        "minutesMethod": credit.minutes_method,
        "minutesNote": credit.minutes_note,
        "releaseDate": credit.release_date.isoformat(),
        "reviewDate": credit.review_date.isoformat() if credit.review_date else None,
        "expiryDate": credit.expiry_date.isoformat(),
        "audience": list(credit.audience),
        "format": credit.format,
        "disclosure": credit.disclosure,
        "commercialSupport": credit.commercial_support,
        "measures": [_award(credit, award) for award in credit.awards],
    }


def _award(credit: Credit, award: Award) -> dict[str, Any]:
    claimed = credit.status == "accredited" and bool(award.provider_number)
    value = units(credit.minutes, award.unit_minutes, award.step, award.rounding, award.minimum)
    return {
        "body": award.body,
        "unit": award.unit,
        "value": str(value),
        "rule": {
            "unitMinutes": award.unit_minutes,
            "step": str(award.step),
            "rounding": award.rounding,
            "minimum": str(award.minimum),
        },
        "claimed": claimed,
        "providerNumber": award.provider_number if claimed else "",
        "statement": award.statement if claimed else NO_CREDIT,
    }
