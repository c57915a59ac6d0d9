"""Makes the courses that the benchmark measures: sizes are those of the published comparison of course builders."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

WORDS = (
    "A care team plans the week together and writes down who does what. "
    "**Small steps** help: ask first, listen, then agree on one thing to do next. "
    "Everyone signs the plan, and somebody reads it aloud before the shift begins.\n\n"
    "- one list for the day\n- one person who keeps it\n- one time to look at it again\n"
)


def write_course(folder: Path, *, pages: int, blocks: int, questions: int) -> Path:
    """A course with `pages` pages that together hold `blocks` text blocks, and one assessment of `questions` questions."""
    per_page = blocks // pages
    content = [_page(number, per_page) for number in range(1, pages)]
    content.append(
        {
            "id": "quiz",
            "title": "Quiz",
            "blocks": [*_texts("quiz", per_page - 1), {"id": "b-quiz", "type": "quiz", "quiz": "final"}],
        }
    )
    course = {
        "schemaVersion": 1,
        "id": f"https://coursepack.example/bench/{pages}-{questions}",
        "slug": f"bench-{pages}-{questions}",
        "version": "1.0.0",
        "revised": "2026-11-23",
        "title": "A plan for the week",
        "summary": "A course made for measuring.",
        "language": "en-US",
        "minutes": 20,
        "authors": [{"name": "coursepack"}],
        "objectives": [{"id": "o-plan", "text": "Write a plan for the week."}],
        "lessons": [{"id": "lesson", "title": "Planning", "pages": content}],
        "quizzes": [_quiz(questions)],
        "completion": {"pages": "all", "assessments": "passed"},
        "passing": {"passMark": 80},
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "course.json").write_text(json.dumps(course, indent=1), encoding="utf-8")
    return folder


def _page(number: int, blocks: int) -> dict[str, Any]:
    return {"id": f"page-{number}", "title": f"Page {number}", "blocks": _texts(f"p{number}", blocks)}


def _texts(prefix: str, count: int) -> list[dict[str, Any]]:
    return [
        {"id": f"{prefix}-b{index}", "type": "text", "markdown": f"{WORDS}\nPart {index}."} for index in range(count)
    ]


def _quiz(questions: int) -> dict[str, Any]:
    return {
        "id": "final",
        "title": "Final quiz",
        "purpose": "assessment",
        "shuffleQuestions": True,
        "shuffleOptions": True,
        "questions": [_question(index) for index in range(questions)],
    }


def _question(index: int) -> dict[str, Any]:
    options = [{"id": letter, "text": f"Answer {letter} to question {index}, in a few words"} for letter in "abcd"]
    return {
        "id": f"q-{index}",
        "type": "choice",
        "select": "one",
        "prompt": f"Which step comes first in case {index} of the plan?",
        "objective": "o-plan",
        "options": [option | ({"correct": True} if option["id"] == "abcd"[index % 4] else {}) for option in options],
        "feedback": {"correct": "Yes, that comes first.", "incorrect": "Not yet: look at the list again."},
    }


def write_photo_course(folder: Path, photos: int) -> Path:
    """A course of one page with so many photographs of 12 megapixels, as a phone takes them: 3 to 4 MB each."""
    from PIL import Image

    write_course(folder, pages=2, blocks=2, questions=1)
    course = json.loads((folder / "course.json").read_text(encoding="utf-8"))
    blocks = course["lessons"][0]["pages"][0]["blocks"]
    (folder / "img").mkdir(exist_ok=True)
    for number in range(photos):
        noise = random.Random(number)
        grain = Image.frombytes("L", (1008, 756), noise.randbytes(1008 * 756)).resize((4032, 3024))
        soft = Image.frombytes("L", (63, 48), noise.randbytes(63 * 48)).resize((4032, 3024), Image.Resampling.BICUBIC)
        shade = Image.blend(soft, grain, 0.2)
        picture = Image.merge("RGB", (shade, shade.transpose(Image.Transpose.FLIP_LEFT_RIGHT), soft))
        picture.save(folder / f"img/photo-{number}.jpg", quality=92)
        blocks.append({"id": f"photo-{number}", "type": "image", "src": f"img/photo-{number}.jpg", "alt": "A ward."})
    (folder / "course.json").write_text(json.dumps(course, indent=1), encoding="utf-8")
    return folder
