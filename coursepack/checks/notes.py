"""Content notes: whoever goes round a page loses nothing, and what counts cannot be gone round."""

from __future__ import annotations

from collections.abc import Iterator

from coursepack.checks.context import Context
from coursepack.problems import Problem
from coursepack.source import Json, Pointer


def notes(context: Context) -> Iterator[Problem]:
    """An assessment behind a content note; and a course that could be completed without opening a page."""
    pages = list(_pages(context))
    assessments = {quiz.get("id") for _, quiz in context.entries("quizzes") if quiz.get("purpose") == "assessment"}
    for pointer, page in pages:
        if _noted(page) and assessments & {block.get("quiz") for _, block in context.entries(*pointer, "blocks")}:
            message = "the page has a content note and an assessment, which nobody may go round"
            hint = "say on the page before what the questions name, or give the assessment a page of its own"
            yield context.warning((*pointer, "contentNotes"), "CP131", message, hint)
    if pages and all(_noted(page) for _, page in pages) and context.get("completion", "assessments") == "none":
        message = "every page has a content note, so the course could be completed without opening one"
        hint = "begin with a page without a note, or let an assessment count"
        yield context.error(("completion",), "CP132", message, hint)


def _pages(context: Context) -> Iterator[tuple[Pointer, dict[str, Json]]]:
    for lesson, _ in context.entries("lessons"):
        yield from context.entries(*lesson, "pages")


def _noted(page: dict[str, Json]) -> bool:
    return bool(page.get("contentNotes"))
