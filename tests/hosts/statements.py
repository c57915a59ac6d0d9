"""Good statements, and the same with one fault each."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

Statement = dict[str, Any]

ID = "6690e6c9-3ef0-4ed3-8b37-7f3964730bee"
ADL = "http://adlnet.gov/expapi/verbs/"
COURSE = "https://example.org/course/1"


def ordinary() -> Statement:
    """An answer to a choice question, with everything that coursepack puts into a statement."""
    return {
        "id": ID,
        "actor": {
            "objectType": "Agent",
            "name": "Robin Example",
            "account": {"homePage": "https://lms.example", "name": "learner-1"},
        },
        "verb": {"id": ADL + "answered", "display": {"en-US": "answered"}},
        "object": {
            "objectType": "Activity",
            "id": COURSE + "/question/3",
            "definition": {
                "name": {"en-US": "Question 3"},
                "description": {"en-US": "Which one?"},
                "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
                "interactionType": "choice",
                "correctResponsesPattern": ["1"],
                "choices": [{"id": "1", "description": {"en-US": "One"}}, {"id": "2", "description": {"en-US": "Two"}}],
            },
        },
        "result": {
            "response": "1",
            "success": True,
            "duration": "PT12.5S",
            "score": {"scaled": 0.5, "raw": 5, "min": 0, "max": 10},
            "extensions": {"https://example.org/ext": None},
        },
        "context": {
            "registration": "ec531277-b57b-4c15-8d91-d292c5b2b8f7",
            "contextActivities": {"parent": [{"id": COURSE}]},
            "language": "en-US",
            "platform": "coursepack",
            "revision": "1.0.0",
        },
        "timestamp": "2026-03-01T12:00:00.123Z",
    }


def _with(**changes: Any) -> Statement:
    """The ordinary statement with other values at paths such as result__score__raw."""
    statement = ordinary()
    for path, value in changes.items():
        *way, last = path.split("__")
        inner = statement
        for name in way:
            inner = inner[name]
        inner[last] = value
    return statement


def _without(path: str) -> Statement:
    statement = ordinary()
    *way, last = path.split("__")
    inner = statement
    for name in way:
        inner = inner[name]
    del inner[last]
    return statement


PARTS: dict[str, dict[str, Any]] = {
    "choice": {"choices": [{"id": "1"}, {"id": "2"}]},
    "sequencing": {"choices": [{"id": "1"}, {"id": "2"}]},
    "likert": {"scale": [{"id": "1"}, {"id": "2"}]},
    "matching": {"source": [{"id": "1"}, {"id": "2"}], "target": [{"id": "1"}, {"id": "3"}]},
}


def _told(kind: str, response: str, pattern: str) -> Statement:
    """An answer to an interaction of that type, and what would be right."""
    definition = {"interactionType": kind, "correctResponsesPattern": [pattern], **PARTS.get(kind, {})}
    return _with(object__definition=definition, result={"response": response})


# type, response, right response
GOOD_RESPONSES = [
    ("true-false", "true", "false"),
    ("choice", "1[,]2", "2"),
    ("fill-in", "a, b", "{case_matters=true}b"),
    ("matching", "1[.]3[,]2[.]1", "1[.]1[,]2[.]1"),
    ("sequencing", "2[,]1", "1[,]2"),
    ("likert", "2", "1"),
    ("numeric", "-12.5", "[:]12"),
    ("numeric", "1500", "1.5[:]1.5"),
    ("long-fill-in", "words", "other words"),
]
BAD_RESPONSES = [
    ("true-false", "t", "true", "result.response"),
    ("choice", "1,2", "1", "result.response"),
    ("choice", "3", "1", "result.response"),
    ("choice", "1[,]1", "1", "result.response"),
    ("matching", "1.3", "1[.]1", "result.response"),
    ("matching", "1[.]2", "1[.]1", "result.response"),
    ("matching", "3[.]1", "1[.]1", "result.response"),
    ("matching", "1[.]1[,]1[.]3", "1[.]1", "result.response"),
    ("sequencing", "2[,]2", "1[,]2", "result.response"),
    ("likert", "3", "1", "result.response"),
    ("numeric", "five", "5", "result.response"),
    ("numeric", "5 mg", "5", "result.response"),
    ("true-false", "true", "t", "object.definition.correctResponsesPattern"),
    ("choice", "1", "1,2", "object.definition.correctResponsesPattern"),
    ("numeric", "5", "[:]", "object.definition.correctResponsesPattern"),
    ("numeric", "5", "4-6", "object.definition.correctResponsesPattern"),
    ("fill-in", "x", "{case_matters=true}", "object.definition.correctResponsesPattern"),
]

GOOD: dict[str, Statement] = {
    "answered": ordinary(),
    "no id": _without("id"),
    "no timestamp": _without("timestamp"),
    "mbox": _with(actor={"objectType": "Agent", "mbox": "mailto:robin@example.org"}),
    "sha1": _with(actor={"mbox_sha1sum": "ebd31e95054c018b10727ccffd2ef2ec3a016ee9"}),
    "group": _with(actor={"objectType": "Group", "member": [{"mbox": "mailto:robin@example.org"}]}),
    "offset": _with(timestamp="2026-03-01T13:00:00+01:00"),
    "scaled below zero": _with(result={"score": {"scaled": -1}}),
    "long duration": _with(result={"duration": "P1DT2H3M4S"}),
    "terminated": {**_without("result"), "verb": {"id": ADL + "terminated"}, "object": {"id": COURSE}},
    "voiding": {
        "actor": {"mbox": "mailto:robin@example.org"},
        "verb": {"id": ADL + "voided", "display": {"en": "voided"}},
        "object": {"objectType": "StatementRef", "id": ID},
    },
    **{f"{kind} answered {response}": _told(kind, response, pattern) for kind, response, pattern in GOOD_RESPONSES},
    "likert": _with(
        object__definition={"interactionType": "likert", "scale": [{"id": "a"}, {"id": "b"}]}, result={"response": "a"}
    ),
}

# name -> (the statement, the path that the host's complaint begins with)
BAD: dict[str, tuple[Statement, str]] = {
    "no actor": (_without("actor"), "actor"),
    "no verb": (_without("verb"), "verb"),
    "no object": (_without("object"), "object"),
    "unknown property": (_with(extra=1), "extra"),
    "null": (_with(result__success=None), "result.success"),
    "bad id": (_with(id="1234"), "id"),
    "two identifiers": (_with(actor__mbox="mailto:robin@example.org"), "actor"),
    "no identifier": (_with(actor={"name": "Robin"}), "actor"),
    "mbox without mailto": (_with(actor={"mbox": "robin@example.org"}), "actor.mbox"),
    "mbox array": (_with(actor={"mbox": ["mailto:robin@example.org"]}), "actor.mbox"),
    "bad sha1": (_with(actor={"mbox_sha1sum": "xyz"}), "actor.mbox_sha1sum"),
    "account without homePage": (_with(actor={"account": {"name": "a"}}), "actor.account.homePage"),
    "account homePage no IRI": (_with(actor={"account": {"name": "a", "homePage": "lms"}}), "actor.account.homePage"),
    "actor type": (_with(actor__objectType="Person"), "actor.objectType"),
    "group without members": (_with(actor={"objectType": "Group", "name": "x"}), "actor"),
    "verb no IRI": (_with(verb__id="answered"), "verb.id"),
    "verb display text": (_with(verb__display="answered"), "verb.display"),
    "display language": (_with(verb__display={"not a language": "x"}), "verb.display"),
    "activity id": (_with(object__id="question 3"), "object.id"),
    "object type": (_with(object__objectType="activity"), "object.objectType"),
    "name as text": (_with(object__definition__name="Question"), "object.definition.name"),
    "type no IRI": (_with(object__definition__type="question"), "object.definition.type"),
    "interaction type": (_with(object__definition__interactionType="multiple"), "object.definition.interactionType"),
    "pattern no array": (
        _with(object__definition__correctResponsesPattern="1"),
        "object.definition.correctResponsesPattern",
    ),
    "choice ids twice": (
        _with(object__definition__choices=[{"id": "1"}, {"id": "1"}]),
        "object.definition.choices",
    ),
    "choice without id": (
        _with(object__definition__choices=[{"description": {"en": "x"}}]),
        "object.definition.choices",
    ),
    "scale of a choice": (_with(object__definition__scale=[{"id": "1"}]), "object.definition.scale"),
    "scaled over 1": (_with(result__score__scaled=1.2), "result.score.scaled"),
    "scaled as text": (_with(result__score__scaled="0.5"), "result.score.scaled"),
    "raw over max": (_with(result__score__raw=11), "result.score.raw"),
    "raw under min": (_with(result__score__raw=-1), "result.score.raw"),
    "min over max": (_with(result__score={"min": 10, "max": 0}), "result.score"),
    "success as text": (_with(result__success="true"), "result.success"),
    "success as number": (_with(result__success=1), "result.success"),
    "response as number": (_with(result__response=1), "result.response"),
    "duration in seconds": (_with(result__duration="12.5"), "result.duration"),
    "duration empty": (_with(result__duration="PT"), "result.duration"),
    "duration scorm": (_with(result__duration="0000:00:12"), "result.duration"),
    "extension key": (_with(result__extensions={"key": 1}), "result.extensions"),
    "registration": (_with(context__registration="reg-1"), "context.registration"),
    "context activities": (
        _with(context__contextActivities={"sibling": [{"id": COURSE}]}),
        "context.contextActivities",
    ),
    "context activity id": (
        _with(context__contextActivities={"parent": [{"id": "course"}]}),
        "context.contextActivities.parent",
    ),
    "context language": (_with(context__language="en_US"), "context.language"),
    "revision of an agent": (
        _with(object={"objectType": "Agent", "mbox": "mailto:robin@example.org"}),
        "context.revision",
    ),
    "timestamp without zone": (_with(timestamp="2026-03-01T12:00:00"), "timestamp"),
    "timestamp a date": (_with(timestamp="2026-03-01"), "timestamp"),
    "timestamp month": (_with(timestamp="2026-13-01T12:00:00Z"), "timestamp"),
    "timestamp -00:00": (_with(timestamp="2026-03-01T12:00:00-00:00"), "timestamp"),
    "version 2": (_with(version="2.0.0"), "version"),
    "attachments": (_with(attachments=[]), "attachments"),
    "voiding an activity": (_with(verb={"id": ADL + "voided"}), "object"),
    "nested substatement": (
        _with(
            object={
                "objectType": "SubStatement",
                "actor": {"mbox": "mailto:robin@example.org"},
                "verb": {"id": ADL + "answered"},
                "object": {"objectType": "SubStatement"},
            }
        ),
        "object.object",
    ),
}

# What only our host looks at: the grammar of each type of interaction.
RESPONSES: dict[str, tuple[Statement, str]] = {
    f"{kind}: {response}, {pattern}": (_told(kind, response, pattern), path)
    for kind, response, pattern, path in BAD_RESPONSES
}


def changed(change: Callable[[Statement], None]) -> Statement:
    """A copy of the ordinary statement after `change`."""
    statement = copy.deepcopy(ordinary())
    change(statement)
    return statement
