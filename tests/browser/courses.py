"""Small courses for what no real course shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def question(number: int) -> dict[str, Any]:
    return {
        "id": f"q-{number}",
        "type": "choice",
        "select": "one",
        "prompt": f"Question {number}?",
        "objective": "o-one",
        "options": [
            {"id": "yes", "text": "Yes", "correct": True},
            {"id": "no", "text": "No"},
            {"id": "maybe", "text": "Maybe"},
        ],
        "feedback": {"correct": "Yes.", "incorrect": "No."},
    }


def write_small(
    folder: Path, *, questions: int, attempts: int | None = None, mastery: bool = False, draw: int | None = None
) -> Path:
    """Two pages, one assessment; with `mastery` the pages do not count and the manifest carries a mastery score."""
    quiz: dict[str, Any] = {"id": "final", "title": "Final", "purpose": "assessment", "shuffleQuestions": True}
    quiz |= {"questions": [question(number) for number in range(questions)]}
    quiz |= {"attempts": attempts} if attempts else {}
    quiz |= {"draw": draw} if draw else {}
    course = frame("small", _pages(mastery)) | {
        "quizzes": [quiz],
        "completion": {"pages": "none" if mastery else "all", "assessments": "passed"},
        "passing": {"passMark": 80, "masteryScore": mastery},
    }
    return write(folder, course)


def frame(slug: str, pages: list[dict[str, Any]]) -> dict[str, Any]:
    """What every course has, around its pages; done when all are read."""
    return {
        "schemaVersion": 1,
        "id": f"https://coursepack.example/{slug}",
        "slug": slug,
        "version": "1.0.0",
        "revised": "2026-11-23",
        "title": slug.capitalize(),
        "summary": "A course for tests.",
        "language": "en-US",
        "minutes": 2,
        "authors": [{"name": "coursepack"}],
        "objectives": [{"id": "o-one", "text": "Do one thing."}],
        "lessons": [{"id": "lesson", "title": "Lesson", "pages": pages}],
        "completion": {"pages": "all", "assessments": "none"},
    }


def one_page() -> dict[str, Any]:
    """A course that fits into one window."""
    words = {"id": "words", "type": "text", "markdown": "Some words."}
    return frame("short", [{"id": "only", "title": "Only page", "blocks": [words]}])


def write(folder: Path, course: dict[str, Any]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "course.json").write_text(json.dumps(course, indent=1), encoding="utf-8")
    return folder


def _pages(quiz_first: bool) -> list[dict[str, Any]]:
    text = {"id": "text", "title": "Text", "blocks": [{"id": "words", "type": "text", "markdown": "Some words."}]}
    quiz = {"id": "quiz", "title": "Quiz", "blocks": [{"id": "final-block", "type": "quiz", "quiz": "final"}]}
    return [quiz, text] if quiz_first else [text, quiz]
