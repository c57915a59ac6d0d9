"""What a schema cannot see: ids, references, quizzes, rules, credit, support lines, and files that other files name."""

import datetime
import json
import re
from pathlib import Path

import pytest

from coursepack.load import load
from coursepack.problems import CourseError
from tests.faults.case import Act, Case, Says, change, check, put, remove
from tests.faults.test_contract import COURSE, CREDIT, LESSON, QUIZ, SOURCES, SUPPORT, swap

RULES = '"completion": {"pages": "all", "assessments": "passed"},\n  "passing": {"passMark": 80}'


def rules(new: str) -> Act:
    return change(COURSE, RULES, new)


ANSWERS = [
    Case(
        "no right answer",
        change(QUIZ, '"Nearer to the door", "correct": true', '"Nearer to the door"'),
        Says("CP034", "marks no answer as correct", '"correct": true', (QUIZ, 8, 5)),
    ),
    Case(
        "right answer false",
        change(QUIZ, 'door", "correct": true', 'door", "correct": false'),
        Says("CP034", "marks no answer", '"correct": true', (QUIZ, 8, 5)),
    ),
    Case(
        "several without a right one",
        [change(QUIZ, 'Water", "correct": true', 'Water"'), change(QUIZ, 'chairs", "correct": true', 'chairs"')],
        Says("CP034", "marks no answer", '"correct": true', (QUIZ, 28, 5)),
    ),
    Case(
        "true-false without an answer",
        change(QUIZ, '      "answer": true,\n', ""),
        Says("CP034", "true-false 'q-free' marks no answer", '"answer": true', (QUIZ, 20, 5)),
    ),
    Case(
        "one answer, two right",
        change(QUIZ, '"text": "Under the window"', '"text": "Under the window", "correct": true'),
        Says("CP035", "one answer marks 2 as correct", '"several"', (QUIZ, 8, 5)),
    ),
    Case(
        "one option",
        change(QUIZ, ',\n        {"id": "window", "text": "Under the window", "feedback": "A nice view."}', ""),
        Says("CP015", "'options' has 1 entry, at least 2", None, (QUIZ, 14, 18)),
    ),
    Case(
        "no options",
        change(
            QUIZ,
            '"options": [\n        {"id": "door", "text": "Nearer to the door", "correct": true},\n'
            '        {"id": "window", "text": "Under the window", "feedback": "A nice view."}\n      ]',
            '"options": ▸[]',
        ),
        Says("CP015", "'options' has 0 entries", None),
    ),
    Case(
        "empty quiz",
        put(QUIZ, '{"schemaVersion": 1, "id": "final", "title": "T", "purpose": "assessment", "questions": ▸[]}'),
        Says("CP033", "the quiz has no questions", "add a question"),
    ),
    Case(
        "pass mark over 100",
        swap(COURSE, "passMark", "80", "180"),
        Says("CP037", "pass mark 180 is over 100", "per cent"),
    ),
    Case(
        "pass mark under 0",
        swap(COURSE, "passMark", "80", "-1"),
        Says("CP015", "'passMark' is -1, under the least of 0", None),
    ),
    Case("draw over pool", swap(QUIZ, "draw", "2", "4"), Says("CP038", "the quiz draws 4 of 3 questions", "at most 3")),
    Case(
        "check with attempts",
        [
            change(QUIZ, '"purpose": "assessment"', '"purpose": "check", "attempts": ▸2'),
            rules('"completion": {"pages": "all", "assessments": "none"}'),
        ],
        Says("CP038", "limits its attempts", "assessment"),
    ),
    Case(
        "quiz on no page",
        change(COURSE, '{"id": "finish-quiz", "type": "quiz", "quiz": "final"},', ""),
        Says("CP039", "quiz 'final' stands on no page", '"type": "quiz"', (QUIZ, 1, 1)),
    ),
    Case(
        "quiz on two pages",
        change(
            LESSON,
            '"blocks": [\n        {"id": "how-text"',
            '"blocks": [{"id": "q2", "type": "quiz", "quiz": "final"},\n        {"id": "how-text"',
        ),
        Says("CP039", "quiz 'final' stands in 2 places", "exactly one", (QUIZ, 1, 1)),
    ),
]

IMAGES = [
    Case(
        "missing alt",
        change(LESSON, ', "alt": "A ward with a drawn curtain."', ""),
        Says("CP025", "image 'why-image' has no text alternative", '"decorative": true', (LESSON, 13, 9)),
    ),
    Case(
        "empty alt",
        change(LESSON, '"alt": "A ward with a drawn curtain."', '"alt": ▸""'),
        Says("CP025", "the text alternative is empty", '"decorative"'),
    ),
    Case(
        "blank alt",
        change(LESSON, '"alt": "A ward with a drawn curtain."', '"alt": ▸" "'),
        Says("CP025", "the text alternative is blank", '"decorative"'),
    ),
    Case(
        "alt and decorative",
        change(LESSON, '"decorative": true', '"decorative": true, "alt": ▸"Plan"'),
        Says("CP017", "a decorative picture has a text alternative", 'drop "alt"'),
    ),
    Case(
        "not decorative, no alt",
        change(LESSON, '"decorative": true', '"decorative": false'),
        Says("CP025", "image 'why-plan' has no text alternative", '"alt"', (LESSON, 14, 9)),
    ),
]

HOW = '"blocks": [\n        {"id": "how-text"'


def added(block: str) -> Act:
    """One more block on the page `how`."""
    return change(LESSON, HOW, HOW.replace("[", f"[{block},", 1))


def comparison(cells: str) -> Act:
    return added(
        '{"id": "c", "type": "comparison", "caption": "Rooms", "columns": ["A", "B"],'
        f' "rows": [{{"heading": "Door", "cells": ["yes", "no"]}}, {{"heading": "Light", "cells": ▸{cells}}}]}}'
    )


def cards(image: str) -> Act:
    return added(
        '{"id": "c", "type": "cards", "items": [{"title": "One", "markdown": "One."},'
        f' {{"title": "Two", "markdown": "Two.", "image": {image}}}]}}'
    )


def scenario(*scenes: str) -> Act:
    return added('{"id": "c", "type": "scenario", "title": "T", "scenes": [' + ", ".join(scenes) + "]}")


def scene(name: str, *ways: str) -> str:
    """A scene whose decisions lead to `ways`; a `▸` before its name marks the scene, one before a way the decision's target."""
    mark = "▸" if name.startswith("▸") else ""
    words = f'{mark}{{"id": "{name.removeprefix("▸")}", "title": "T", "markdown": "M."'
    decisions = [
        f'{{"id": "d{at}", "text": "D", "consequence": "C.", "to": {"▸" if way.startswith("▸") else ""}"{way.removeprefix("▸")}"}}'
        for at, way in enumerate(ways)
    ]
    return words + (f', "decisions": [{", ".join(decisions)}]' if ways else "") + "}"


BLOCKS = [
    Case(
        "decision that leads nowhere",
        scenario(scene("hall", "inside", "▸insde"), scene("inside")),
        Says("CP140", "there is no scene 'insde' in this scenario", "did you mean 'inside'?"),
    ),
    Case(
        "scene that nobody comes to",
        scenario(scene("hall", "inside", "hall"), scene("inside"), scene("▸garden")),
        Says("CP141", "no way leads to the scene 'garden'", "let a decision lead to it"),
    ),
    Case(
        "scenario that begins with its end",
        scenario(scene("▸inside"), scene("hall", "inside", "hall")),
        Says("CP141", "the scenario begins with 'inside', which is an ending", "put the scene that begins first"),
    ),
    Case(
        "circle without a way out",
        scenario(
            scene("hall", "round", "end"),
            scene("▸round", "again", "again"),
            scene("▸again", "round", "round"),
            scene("end"),
        ),
        [
            Says("CP142", "from the scene 'round' no ending can be reached", "could never finish the page"),
            Says("CP142", "from the scene 'again' no ending can be reached", "could never finish the page"),
        ],
    ),
    Case(
        "two scenes with one name",
        scenario(
            scene("hall", "inside", "inside"), scene("inside"), '{"id": ▸"inside", "title": "T", "markdown": "M."}'
        ),
        Says("CP030", "scene id 'inside' is used twice", "it stands first at"),
    ),
    Case(
        "two items of a checklist with one name",
        added(
            '{"id": "c", "type": "checklist", "title": "T", "items": [{"id": "a", "text": "A"}, {"id": ▸"a", "text": "B"}]}'
        ),
        Says("CP030", "item id 'a' is used twice", "it stands first at"),
    ),
    Case(
        "reflection that does not say whether it is kept",
        added('▸{"id": "c", "type": "reflection", "prompt": "What?"}'),
        Says("CP011", "reflection 'c' has no 'keep'", 'for example "keep": false'),
    ),
    Case(
        "reflection longer than progress bears",
        added('{"id": "c", "type": "reflection", "prompt": "What?", "keep": true, "maxLength": ▸5000}'),
        Says("CP015", "'maxLength' is 5000, over the limit of 700", None),
    ),
    Case(
        "script in a consequence",
        scenario(
            '{"id": "hall", "title": "T", "markdown": "M.", "decisions": [{"id": "a", "text": "A", "to": "end",'
            ' "consequence": ▸"<script>x</script>"}, {"id": "b", "text": "B", "to": "end", "consequence": "C."}]}',
            scene("end"),
        ),
        Says("CP040", "the text holds a script"),
    ),
    Case(
        "comparison with a cell too few",
        comparison('["yes"]'),
        Says("CP047", "the row has 1 cell, the table 2 columns", "one cell for each column"),
    ),
    Case(
        "comparison with a cell too many",
        comparison('["yes", "no", "perhaps"]'),
        Says("CP047", "the row has 3 cells, the table 2 columns", "one cell for each column"),
    ),
    Case(
        "picture of a card without an alternative",
        cards('▸{"src": "img/plan.svg"}'),
        Says("CP025", "'image' has no text alternative", "decorative"),
    ),
    Case(
        "picture of a card absent",
        cards('{"src": ▸"img/none.svg", "decorative": true}'),
        Says("CP020", "image 'img/none.svg' is not in the course's folder", "img/ has no 'none.svg'"),
    ),
    Case(
        "link of a cell to no page",
        added(
            '{"id": "c", "type": "comparison", "caption": "Rooms", "columns": ["A"],'
            ' "rows": [{"heading": "Door", "cells": [▸"[here](#nowhere)"]}]}'
        ),
        Says("CP046", "there is no page 'nowhere' to link to"),
    ),
    Case(
        "unknown source in a case",
        added(
            '{"id": "c", "type": "case", "title": "T", "steps": [{"title": "One", "markdown": "One."},'
            ' {"title": "Two", "markdown": "Two.", "pause": ▸"Is it [@nobody2020]?"}]}'
        ),
        Says("CP032", "there is no source 'nobody2020' to cite"),
    ),
]

REFERENCES = [
    Case(
        "objective of a question",
        change(
            QUIZ,
            'prompt": "Where does the guest sit?",\n      "objective": "o-room"',
            'prompt": "Where does the guest sit?",\n      "objective": ▸"o-rooms"',
        ),
        Says("CP031", "there is no objective 'o-rooms'", "did you mean 'o-room'?"),
    ),
    Case(
        "objective of a page",
        change(LESSON, '["o-room"]', '[▸"x"]'),
        Says("CP031", "there is no objective 'x'", "'o-room'"),
    ),
    Case(
        "competency",
        change(COURSE, '"competencies": ["calm"]', '"competencies": [▸"clam"]'),
        Says("CP031", "there is no competency 'clam'", "'calm'"),
    ),
    Case(
        "content note",
        change(LESSON, '["hard"]', '[▸"soft"]'),
        Says("CP031", "there is no content note 'soft'", "'hard'"),
    ),
    Case(
        "support line",
        change(COURSE, '["help"]', '[▸"helf"]'),
        Says("CP031", "there is no support line 'helf'", "'help'"),
    ),
    Case(
        "source of a statistic",
        change(LESSON, '["samhsa2014"]', '[▸"samhsa2015"]'),
        Says("CP031", "there is no source 'samhsa2015'", "'samhsa2014'"),
    ),
    Case(
        "quiz of a block",
        change(COURSE, '"quiz": "final"', '"quiz": ▸"finals"'),
        Says("CP031", "there is no quiz 'finals'", "'final'"),
    ),
    Case(
        "citation",
        change(LESSON, '"Offer the room [@samhsa2014]."', '▸"Offer the room [@samhsa]."'),
        Says("CP032", "there is no source 'samhsa' to cite", "did you mean 'samhsa2014'?"),
    ),
    Case(
        "citation in a file",
        put("text/why.md", "One line.\n\nIt feels safe\n[@nobody, p. 3].\n"),
        Says("CP032", "there is no source 'nobody'", "'samhsa2014'", ("text/why.md", 4, 1)),
    ),
    Case(
        "page link",
        change(LESSON, '"Ask *kindly*."', '▸"See [why](#whi)."'),
        Says("CP046", "there is no page 'whi'", "did you mean 'why'?"),
    ),
    Case(
        "statistic without sources",
        change(LESSON, ',\n          "sources": ["samhsa2014"]', ""),
        Says("CP036", "statistic 'why-number' names no source", '"sources"', (LESSON, 15, 9)),
    ),
    Case(
        "statistic with no sources",
        change(LESSON, '["samhsa2014"]', "▸[]"),
        Says("CP036", "a statistic names no source", "key of a source"),
    ),
]

IDS = [
    Case(
        "lesson",
        change(COURSE, '"id": "two"', '"id": ▸"one"'),
        Says("CP030", "lesson id 'one' is used twice", "lessons/one.json:3:9"),
    ),
    Case(
        "page",
        change(COURSE, '"id": "finish",', '"id": ▸"why",'),
        Says("CP030", "page id 'why' is used twice", "lessons/one.json:7:13"),
    ),
    Case(
        "block",
        change(LESSON, '"id": "how-text"', '"id": ▸"why-text"'),
        Says("CP030", "block id 'why-text' is used twice", "lessons/one.json:12:16"),
    ),
    Case(
        "question",
        change(QUIZ, '"id": "q-free"', '"id": ▸"q-door"'),
        Says("CP030", "question id 'q-door' is used twice", "quizzes/final.json:9:13"),
    ),
    Case(
        "option",
        change(QUIZ, '"id": "window"', '"id": ▸"door"'),
        Says("CP030", "option id 'door' is used twice", "quizzes/final.json:15:16"),
    ),
    Case(
        "quiz",
        [
            put(
                "quizzes/two.json",
                '{"schemaVersion": 1, "id": ▸"final", "title": "T", "purpose": "check", "questions": [{"id": "q-x", '
                '"type": "true-false", "prompt": "P", "objective": "o-room", "answer": true, '
                '"feedback": {"correct": "C", "incorrect": "I"}}]}',
            ),
            change(
                COURSE,
                '[{"include": "quizzes/final.json"}]',
                '[{"include": "quizzes/final.json"}, {"include": "quizzes/two.json"}]',
            ),
        ],
        Says("CP030", "quiz id 'final' is used twice", "quizzes/final.json:3:9"),
    ),
    Case(
        "objective",
        change(COURSE, '"competencies": ["calm"]}', '"competencies": ["calm"]}, {"id": ▸"o-room", "text": "Again."}'),
        Says("CP030", "objective id 'o-room'", "course.json:15:25"),
    ),
    Case(
        "competency",
        change(
            COURSE, '"title": "Offer a calm space"}', '"title": "Offer a calm space"}, {"id": ▸"calm", "title": "T"}'
        ),
        Says("CP030", "competency id 'calm'", "course.json:14:27"),
    ),
    Case(
        "content note",
        change(COURSE, 'hard days."}', 'hard days."}, {"id": ▸"hard", "text": "T"}'),
        Says("CP030", "content note id 'hard'", "course.json:16:27"),
    ),
    Case(
        "source",
        change(SOURCES, '"items": [', '"items": [\n{"id": "samhsa2014", "type": "book", "title": "T"},'),
        Says("CP030", "source id 'samhsa2014'", "sources.json:4:8", (SOURCES, 6, 13)),
    ),
    Case(
        "support line",
        change(
            SUPPORT,
            '"items": [',
            '"items": [{"id": "help", "name": "N", "country": "US", "purpose": "P", '
            '"channels": [{"kind": "call", "number": "911", "display": "911"}], '
            '"confidence": "seen", "verifiedOn": "2026-11-01", "verifyBy": "2027-05-01"},',
        ),
        Says("CP030", "support line id 'help'", "support.json:3:", (SUPPORT, 5, 13)),
    ),
    Case(
        "reserved page id",
        change(COURSE, '"id": "finish",', '"id": ▸"about",'),
        Says("CP019", "the page id 'about' is coursepack's own", "'page-about'"),
    ),
    Case(
        "page id of a block's kind",
        change(COURSE, '"id": "finish",', '"id": ▸"b-why-text",'),
        Says("CP019", "'b-why-text'", "another id"),
    ),
    Case(
        "page id of a title",
        change(COURSE, '"id": "finish",', '"id": ▸"why-title",'),
        Says("CP019", "'why-title'", "'-title'"),
    ),
]

INCLUDES = [
    Case(
        "missing",
        change(COURSE, '"lessons/one.json"', '▸"lessons/one.jsn"'),
        Says("CP020", "'lessons/one.jsn' is not in the course's folder", "did you mean 'one.json'?"),
    ),
    Case("missing quiz", remove(QUIZ), Says("CP020", "'quizzes/final.json' is not", "quizzes/", (COURSE, 36, 27))),
    Case(
        "missing sources",
        remove(SOURCES),
        Says("CP020", "'sources.json' is not in the course's folder", "", (COURSE, 18, 26)),
    ),
    Case("missing support lines", remove(SUPPORT), Says("CP020", "'support.json'", "", (COURSE, 17, 26))),
    Case("missing credit", remove(CREDIT), Says("CP020", "'credit.json'", "", (COURSE, 39, 25))),
    Case(
        "outside",
        change(COURSE, '"credit.json"', '▸"../credit.json"'),
        Says("CP022", "'../credit.json' leaves the course's folder", "below"),
    ),
    Case(
        "not plain",
        change(COURSE, '"credit.json"', '▸"./credit.json"'),
        Says("CP022", "'./credit.json' is not written plainly", "write 'credit.json'"),
    ),
    Case(
        "a folder",
        change(COURSE, '"credit.json"', '▸"lessons"'),
        Says("CP020", "'lessons' is not a file", "the file itself"),
    ),
    Case("no path", change(COURSE, '"credit.json"', '▸""'), Says("CP015", "'include' is empty", "write something")),
    Case(
        "no text",
        change(COURSE, '"credit.json"', "▸7"),
        Says("CP012", "'include' must be a text, not the number 7", "quotes"),
    ),
    Case(
        "itself",
        put(CREDIT, '{"schemaVersion": 1, ▸"include": "credit.json"}'),
        Says("CP007", "an included file includes another", "only course.json"),
    ),
    Case(
        "another",
        put(LESSON, '{▸"include": "credit.json"}'),
        Says("CP007", "an included file includes another", "only course.json"),
    ),
    Case(
        "in a list",
        put(SOURCES, '{"schemaVersion": 1, ▸"include": "x", "items": []}'),
        Says("CP007", "includes another", "only course.json"),
    ),
]

COURSE_RULES = [
    Case(
        "no pass mark",
        rules('"completion": {"pages": "all", "assessments": "passed"}'),
        Says("CP050", "an assessment but no pass mark", '"passMark"', (COURSE, 1, 1)),
    ),
    Case(
        "nothing scored",
        change(QUIZ, '"assessment"', '"check"'),
        Says("CP051", "completion waits for 'passed' but nothing is scored", '"none"', (COURSE, 37, 49)),
    ),
    Case(
        "a pass mark for nothing",
        [
            change(QUIZ, '"assessment"', '"check"'),
            change(COURSE, '"all", "assessments": "passed"', '"all", "assessments": "none"'),
        ],
        Says("CP050", "a pass mark but nothing that is scored", '"assessment"', (COURSE, 38, 14)),
    ),
    Case(
        "done when opened",
        rules('"completion": ▸{"pages": "none", "assessments": "none"},\n  "passing": {"passMark": 80}'),
        Says("CP051", "done as soon as it is opened", '"pages": "all"'),
    ),
    Case(
        "masteryScore with pages",
        rules(
            '"completion": {"pages": "all", "assessments": "passed"},\n  "passing": {"passMark": 80, "masteryScore": ▸true}'
        ),
        Says("CP052", "have pages left", '"pages": "none"'),
    ),
    Case(
        "masteryScore with submitted",
        rules(
            '"completion": {"pages": "none", "assessments": "submitted"},\n  "passing": {"passMark": 80, "masteryScore": ▸true}'
        ),
        Says("CP052", "the completion rule lets through", '"passed"'),
    ),
    Case(
        "expiry before release",
        swap(CREDIT, "expiryDate", '"2028-12-01"', '"2025-12-01"'),
        Says("CP801", "expires on 2025-12-01, before its release on 2026-12-01", "swap"),
    ),
    Case(
        "impossible value",
        swap(CREDIT, "value", '"1.0"', '"1.5"'),
        Says("CP802", "1.5 (contact hour) is claimed, but 60 minutes give 1.0", "60 / 60"),
    ),
    Case("negative value", swap(CREDIT, "value", '"1.0"', '"-1"'), Says("CP016", "'value' cannot be written '-1'", "")),
    Case(
        "value as a number",
        swap(CREDIT, "value", '"1.0"', "1.0"),
        Says("CP012", "'value' must be a text, not the number 1", "double quotes"),
    ),
    Case(
        "minutes negative",
        swap(CREDIT, "minutes", "60", "-60"),
        Says("CP015", "'minutes' is -60, under the least of 1", None),
    ),
    Case("step zero", swap(CREDIT, "step", '"0.1"', '"0"'), Says("CP016", "'step' cannot be written '0'", "")),
    Case(
        "accredited by nobody",
        swap(CREDIT, "status", '"unaccredited-sample"', '"accredited"'),
        Says("CP803", "accredited but names no provider", "provider"),
    ),
    Case(
        "past its check date",
        swap(SUPPORT, "verifyBy", '"2027-05-01"', '"2026-11-22"'),
        Says("CP090", "the number of 'Help line' was to be checked by 2026-11-22", "check it again"),
    ),
    Case(
        "due before checked",
        change(
            SUPPORT, '"2026-11-01",\n      "verifyBy": "2027-05-01"', '"2027-06-01",\n      "verifyBy": ▸"2027-05-01"'
        ),
        Says("CP092", "'Help line' is to be checked again by 2027-05-01", "swap"),
    ),
    Case(
        "line without a number",
        change(SUPPORT, '{"kind": "call", "number": "988", "display": "988"}', '▸{"kind": "call", "display": "988"}'),
        Says("CP093", "a line to call has no number", '"number"'),
    ),
    Case(
        "chat without an address",
        change(SUPPORT, '{"kind": "call", "number": "988", "display": "988"}', '▸{"kind": "chat", "display": "Chat"}'),
        Says("CP093", "a chat has no address", '"url"'),
    ),
]

SEVERAL = [
    Case(
        "five faults in four files",
        [
            swap(COURSE, "passMark", "80", "180"),
            change(LESSON, '["samhsa2014"]', '[▸"gone"]'),
            change(QUIZ, '"id": "window"', '"id": ▸"door"'),
            change(COURSE, '"keywords"', '▸"keyword"'),
            swap(CREDIT, "expiryDate", '"2028-12-01"', '"2025-12-01"'),
        ],
        [
            Says("CP037", "180", "per cent"),
            Says("CP031", "'gone'", "'samhsa2014'"),
            Says("CP030", "'door'", "first"),
            Says("CP010", "'keyword'", "'keywords'"),
            Says("CP801", "2025-12-01", "swap"),
        ],
    ),
]

ALL = [*ANSWERS, *IMAGES, *BLOCKS, *REFERENCES, *IDS, *INCLUDES, *COURSE_RULES, *SEVERAL]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_fault(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


def test_dates_are_judged_only_for_a_given_day(base: Path) -> None:
    late = datetime.date(2030, 1, 1)
    assert load(base).course.slug == "base"
    with pytest.raises(CourseError, match="CP090"):
        load(base, late)


@pytest.mark.parametrize("emergency", ["", ', "emergency": true'])
def test_an_unchecked_number_is_a_warning_that_does_not_stop_the_build(base: Path, emergency: str) -> None:
    change(SUPPORT, '"seen"', f'"unchecked"{emergency}')(base)
    (warning,) = load(base).warnings
    assert (warning.code, warning.severity) == ("CP091", "warning")
    assert re.search("nobody has checked", json.dumps(warning.as_json()))
