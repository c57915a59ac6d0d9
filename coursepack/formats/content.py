"""What every browser format carries: the document, style, player, course data, pictures and downloads, CE facts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from coursepack import __version__
from coursepack.blocks import Checklist, Commitment, KeepingBlock, Reflection, Scenario
from coursepack.brand.sheet import sheet
from coursepack.credit.activity import activity
from coursepack.formats import parts
from coursepack.formats.questions import question_data
from coursepack.lock import Lock
from coursepack.model import Quiz, TestOut
from coursepack.pace import seconds
from coursepack.package import Blob
from coursepack.plan import Plan
from coursepack.questions import AnyQuestion, Deciding
from coursepack.render.html import Renderer
from coursepack.render.markdown import plain_text
from coursepack.render.words import Words

ENTRY = "index.html"
AWAY = "away.html"


Files = dict[str, Blob | bytes | str]


def content(plan: Plan, runtime: str, extra: Mapping[str, Any] | None = None) -> Files:
    """The files of a package but its manifest, by path. `runtime` names the player: scorm12, scorm2004, xapi or web.

    `extra` is added to the course data that the player reads.
    """
    needed = parts.parts_of(plan.course)
    shared = shared_files(plan, runtime, needed)
    return shared | page_files(plan, runtime, needed, shared, extra)


def shared_files(plan: Plan, runtime: str, needed: frozenset[str]) -> Files:
    """What all units of a course have in common; `needed` are the parts of the player that any of them needs."""
    return {
        "style.css": sheet(plan.course.brand, _foot(plan)).encode() + parts.style(needed),
        "player.js": parts.player(runtime, needed),
        "ce/activity.json": json.dumps(activity(plan.course), indent=2, ensure_ascii=False) + "\n",
        **{path: Blob(path=file) if isinstance(file, Path) else file for path, file in plan.assets.items()},
    }


def page_files(
    plan: Plan, runtime: str, needed: frozenset[str], shared: Files, extra: Mapping[str, Any] | None = None
) -> Files:
    """The page of a unit, its data, and the page that a quick exit leads to."""
    renderer = Renderer(plan)
    pages = renderer.pages()
    script = _script(
        course_data(plan, renderer, pages) | renderer.words.for_player(parts.keys(runtime, needed)) | dict(extra or {})
    )
    links = {name: f"{plan.up}{name}?v={_fingerprint(shared[name])}" for name in ("style.css", "player.js")}
    links["course.js"] = f"course.js?v={_fingerprint(script)}"
    return {"course.js": script, ENTRY: renderer.document(pages, links), AWAY: renderer.away()}


def _foot(plan: Plan) -> str:
    course = plan.course
    return Words(course.language).label("page.foot", course.title, course.version, course.revised)


def _fingerprint(file: Blob | bytes | str) -> str:
    data = file.encode() if isinstance(file, str) else file if isinstance(file, bytes) else file.read()
    return hashlib.sha256(data).hexdigest()[:8]


def _script(data: Mapping[str, Any]) -> str:
    # `<` is escaped so that no text can close the script or open a comment, U+2028/9 by ensure_ascii.
    text = json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")
    return f"window.coursepackCourse={text};\n"


def course_data(plan: Plan, renderer: Renderer, pages: Sequence[str]) -> dict[str, Any]:
    """`window.coursepackCourse` (docs/player.md); `pages` are the rendered pages in order."""
    course, lock = plan.course, plan.lock
    pace = seconds(course, {page.id: html for page, html in zip(course.pages(), pages, strict=True)})
    return {
        "format": 1,
        "builtBy": f"coursepack {__version__}",
        "id": plan.id,
        "slug": course.slug,
        "version": course.version,
        "revised": course.revised.isoformat(),
        "title": course.title,
        "language": course.language,
        "minutes": course.minutes,
        "passMark": course.passing.pass_mark if course.passing else None,
        "scoreWithVerdictOnly": bool(course.passing and course.passing.mastery_score),
        "completion": {"pages": course.completion.pages, "assessments": course.completion.assessments},
        "pages": [
            {
                "n": lock.pages[page.id],
                "id": page.id,
                "title": page.title,
                "blocks": [lock.blocks[block.id] for block in page.blocks],
                "quizzes": [lock.quizzes[block.quiz] for block in page.blocks if hasattr(block, "quiz")],
                "seconds": pace[page.id],
            }
            for page in course.pages()
        ],
        "quizzes": [_quiz(plan, quiz, renderer) for quiz in course.quizzes],
        "keeps": [_keep(plan, block) for block in course.keeping_blocks()],
        "objectives": [
            {"n": lock.objectives[one.id], "id": one.id, "text": one.text, "mark": one.pass_mark}
            for one in course.objectives
        ],
    }


def _keep(plan: Plan, block: KeepingBlock) -> dict[str, Any]:
    """`KeepData` of player/src/course.ts."""
    parts = plan.lock.parts
    data: dict[str, Any] = {"n": plan.lock.blocks[block.id], "id": block.id, "type": block.__struct_config__.tag}
    match block:
        case Reflection():
            return data | {"maxLength": block.max_length}
        case Checklist() | Commitment():
            return data | {"items": [parts[block.id][item.id] for item in block.items]}
        case Scenario():
            scenes = parts[block.id]
            return data | {
                "decisions": [
                    [scenes[scene.id], parts[f"{block.id}/{scene.id}"][decision.id], scenes[decision.to]]
                    for scene in block.scenes
                    for decision in scene.decisions
                ]
            }


def _quiz(plan: Plan, quiz: Quiz, renderer: Renderer) -> dict[str, Any]:
    lock = plan.lock
    return {
        "n": lock.quizzes[quiz.id],
        "id": quiz.id,
        "title": quiz.title,
        "purpose": quiz.purpose,
        "draws": _draws(quiz, lock),
        "shuffleQuestions": quiz.shuffle_questions,
        "shuffleOptions": quiz.shuffle_options,
        "attempts": 1 if quiz.purpose in ("pretest", "survey") else quiz.attempts,
        "weight": quiz.weight,
        "retry": quiz.retry,
        "wait": quiz.wait,
        "timeLimit": quiz.time_limit,
        "extraTime": quiz.extra_time,
        "answering": "each" if quiz.purpose == "check" else quiz.answering,
        "tries": quiz.tries or (1 if quiz.purpose == "assessment" else None),
        "confidence": quiz.confidence,
        "review": {"before": quiz.review.before, "after": quiz.review.after},
        "testOut": [_test_out(plan, rule) for rule in quiz.test_out],
        "questions": [
            question_data(plan, quiz, question, renderer) | _set(lock, unit) for unit in quiz.units for question in unit
        ],
    }


def _set(lock: Lock, unit: tuple[AnyQuestion, ...]) -> dict[str, int]:
    """A set goes by the number of its first question."""
    return {"set": lock.questions[unit[0].id].number} if len(unit) > 1 else {}


def _draws(quiz: Quiz, lock: Lock) -> list[dict[str, Any]] | None:
    """The rows of the blueprint with the questions (sets by their first) that may be drawn for them; None: all are asked."""
    return [
        {
            "count": row.count,
            "from": [lock.questions[question.id].number for question, *_ in quiz.units if row.holds(question)],
        }
        for row in quiz.rows()
    ] or None


def _test_out(plan: Plan, rule: TestOut) -> dict[str, Any]:
    lesson = next(lesson for lesson in plan.course.lessons if lesson.id == rule.lesson)
    return {
        "title": lesson.title,
        "pages": [plan.lock.pages[page.id] for page in lesson.pages],
        "objectives": [plan.lock.objectives[name] for name in rule.objectives],
        "mark": rule.mark,
    }


class AskedPart(NamedTuple):
    """What is reported as one interaction: the player's name for it, the end of its address, and what it asks, in short and in full."""

    name: str
    address: str
    title: str
    text: str


def asked_parts(plan: Plan, question: AnyQuestion) -> list[AskedPart]:
    """A question, or each of its decisions; their words without marks, for an LMS's reports."""
    numbers, text = plan.lock.questions[question.id], plain_text(question.prompt)
    name, address = f"question/{numbers.number}", f"question/{question.id}"
    if not isinstance(question, Deciding):
        return [AskedPart(name, address, text, text)]
    return [
        AskedPart(
            f"{name}/{numbers.targets[scene.id]}",
            f"{address}/{scene.id}",
            plain_text(scene.title),
            plain_text(scene.markdown),
        )
        for scene in question.points_of_decision
    ]
