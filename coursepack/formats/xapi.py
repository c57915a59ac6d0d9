"""xAPI 1.0.3 with the `tincan.xml` that LMSs import (Rustici's launch convention)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree
from tincan import Activity, ActivityDefinition, InteractionComponent, LanguageMap

from coursepack.blocks import Commitment
from coursepack.formats import xml
from coursepack.formats.content import ENTRY, AskedPart, asked_parts, content
from coursepack.lock import QuestionNumbers
from coursepack.model import Course, Quiz
from coursepack.package import Package
from coursepack.plan import Plan
from coursepack.questions import AnyQuestion, Deciding, HasText, Likert, interaction
from coursepack.render.markdown import plain_text

TINCAN = "http://projecttincan.com/tincan.xsd"
MANIFEST = "tincan.xml"
COURSE_TYPE = "http://adlnet.gov/expapi/activities/course"
LESSON_TYPE = "http://adlnet.gov/expapi/activities/lesson"
ASSESSMENT_TYPE = "http://adlnet.gov/expapi/activities/assessment"
OBJECTIVE_TYPE = "http://adlnet.gov/expapi/activities/objective"
INTERACTION_TYPE = "http://adlnet.gov/expapi/activities/cmi.interaction"


_NAMESPACES: dict[str | None, str] = {None: TINCAN}


def render(plan: Plan) -> Package:
    """The xAPI package of a course."""
    activities = _activities(plan)
    files = content(plan, "xapi", {"activities": _as_told(activities)})
    return Package(files | {MANIFEST: manifest(activities, plan.course.language)})


def told_activities(plan: Plan) -> dict[str, Any]:
    """`activities` of course.js (docs/player.md), for every format that tells by statements."""
    return _as_told(_activities(plan))


def _as_told(activities: Mapping[str, Any]) -> dict[str, Any]:
    return {name: activity.as_version("1.0.3") for name, activity in activities.items()}


def manifest(parts: Mapping[str, Any], language: str) -> bytes:
    """`tincan.xml`: the course first, which alone can be launched, then its quizzes and questions."""
    root = xml.root("tincan", _NAMESPACES)
    activities = etree.SubElement(root, _name("activities"))
    for name, activity in parts.items():
        element = etree.SubElement(activities, _name("activity"), id=activity.id, type=activity.definition.type)
        words = activity.definition.name[language]
        _text(element, "name", words, language)
        description = activity.definition.description
        _text(element, "description", description[language] if description else words, language)
        if name == "course":
            _text(element, "launch", ENTRY, language)
    return xml.document(root)


def _name(name: str) -> str:
    return f"{{{TINCAN}}}{name}"


def _text(parent: etree._Element, name: str, text: str, language: str) -> None:
    etree.SubElement(parent, _name(name), lang=language).text = text


def _activities(plan: Plan) -> dict[str, Any]:
    """Activities by the names that the player knows them by: `course`, `quiz/1`, `question/3`."""
    course, lock = plan.course, plan.lock
    found = {
        "course": _activity(course, plan.id, LESSON_TYPE if plan.part else COURSE_TYPE, course.title, course.summary)
    }
    for quiz in course.quizzes:
        found[f"quiz/{lock.quizzes[quiz.id]}"] = _quiz(course, quiz)
        for question in quiz.questions:
            found |= {part.name: _question(plan, question, part) for part in asked_parts(plan, question)}
    for objective in course.objectives:
        iri = f"{course.id}/objective/{objective.id}"
        found[f"objective/{lock.objectives[objective.id]}"] = _activity(course, iri, OBJECTIVE_TYPE, objective.text, "")
    for block in course.blocks():
        if isinstance(block, Commitment):
            found |= _commitment(plan, block)
    return found


def _commitment(plan: Plan, block: Commitment) -> dict[str, Any]:
    """Two interactions, as the player tells it: what the learner will do, and until which day (player/src/keeps/commitment.ts)."""
    course, name = plan.course, f"commitment/{plan.lock.blocks[block.id]}"
    title, iri = plain_text(block.title), f"{plan.course.id}/commitment/{block.id}"
    numbers = plan.lock.parts[block.id]
    choices = [_component(course, numbers[item.id], item.text) for item in block.items]
    what = _activity(course, iri, INTERACTION_TYPE, title, title, interaction_type="choice", choices=choices)
    until = _activity(course, f"{iri}/date", INTERACTION_TYPE, title, title, interaction_type="fill-in")
    return {name: what, f"{name}-date": until}


def _component(course: Course, number: int, text: str) -> Any:
    return InteractionComponent(id=str(number), description=LanguageMap({course.language: plain_text(text)}))


def _activity(course: Course, iri: str, kind: str, name: str, description: str, **interaction: Any) -> Any:
    language = course.language
    definition = ActivityDefinition(
        type=kind,
        name=LanguageMap({language: name}),
        description=LanguageMap({language: description}) if description else None,
        **interaction,
    )
    return Activity(id=iri, definition=definition)


def _quiz(course: Course, quiz: Quiz) -> Any:
    intro = plain_text(quiz.intro) if quiz.intro else quiz.title
    return _activity(course, f"{course.id}/quiz/{quiz.id}", ASSESSMENT_TYPE, quiz.title, intro)


def _question(plan: Plan, question: AnyQuestion, part: AskedPart) -> Any:
    """A `cmi.interaction` definition without the right answers: the player adds them when it reports (docs/player.md)."""
    course, numbers = plan.course, plan.lock.questions[question.id]
    iri, kind = f"{course.id}/{part.address}", interaction(question)
    if isinstance(question, Deciding):
        scene = part.address.rpartition("/")[2]
        chosen = [one for one in question.parts if one.id.startswith(f"{scene}/")]
        parts = {"choices": [_component(course, numbers.options[one.id], one.text) for one in chosen]}
    else:
        parts = _components(course, question, numbers)
    return _activity(course, iri, INTERACTION_TYPE, part.title, part.text, interaction_type=kind, **parts)


def _components(course: Course, question: AnyQuestion, numbers: QuestionNumbers) -> dict[str, list[Any]]:
    """The parts of an interaction that its responses name, by their numbers."""

    def listed(parts: Sequence[HasText], known: Mapping[str, int]) -> list[Any]:
        # Not in the order of the source, which may be the right answer.
        order = sorted(parts, key=lambda part: known[part.id]) if question.telling else parts
        return [_component(course, known[part.id], part.text) for part in order]

    if question.partners:
        return {
            "source": listed(question.parts, numbers.options),
            "target": listed(question.partners, numbers.targets),
        }
    name = "scale" if isinstance(question, Likert) else "choices"
    return {name: listed(question.parts, numbers.options)} if question.parts else {}
