"""Compares what the learner saw, what the host was told, and what the definition says must be. No browser in here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from coursepack.model import Course
from coursepack.play import PlayServer
from coursepack.verify.expect import Must
from coursepack.verify.told import Told

Hit = tuple[str, str]
PER_CENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%|%\s*(\d+(?:[.,]\d+)?)")


def per_cent(words: str) -> Decimal | None:
    """The per cent in a line that the learner was shown."""
    found = PER_CENT.search(words)
    return Decimal((found[1] or found[2]).replace(",", ".")) if found else None


def opened(record: Told) -> Iterator[Hit]:
    """The course was opened and closed, and nothing else."""
    if record.done:
        yield "CP912", f"opened and closed, and the record says {record.status}, {record.success}"


def scores(shown: Sequence[tuple[str, Decimal]], record: Told, must: Must, *, withheld: bool) -> Iterator[Hit]:
    """`shown`: each assessment's line with what it must say. `withheld`: a score need not be told without a verdict."""
    for words, right in shown:
        if per_cent(words) != right:
            yield "CP911", f"the learner saw “{words}”; the definition says {right} %"
    if record.score is None:
        if must.score is not None and not (withheld and must.success == "unknown"):
            yield "CP911", f"no score was sent; the definition says {must.per_cent} %"
        return
    if record.score != must.per_cent:
        yield "CP911", f"{record.score} % was sent; the definition says {must.per_cent} %"
    if len(shown) == 1 and (seen := per_cent(shown[0][0])) is not None and seen != record.score:
        yield "CP910", f"the learner saw {seen} %; {record.score} % was sent"


def status(record: Told, must: Must, course: Course, form: str) -> Iterator[Hit]:
    """Completion and success in the words of the format."""
    if form == "scorm12":
        asks = course.completion.assessments == "passed"
        want, got = must.status12(asks_pass=asks, has_mark=course.passing is not None), record.status
    else:
        want = f"{'completed' if must.completed else 'incomplete'}, {must.success}"
        got = f"{record.status}, {record.success}"
    # SCORM 2004 tells a pass together with the completion, and cmi5 a failure that can still be made good.
    if want != got:
        yield "CP913", f"the record says {got}; the definition says {want}"


def verdict(says_done: bool, must: Must) -> Iterator[Hit]:
    """What the button Finish said."""
    if says_done != must.completed:
        yield (
            "CP914",
            f"Finish says that the course is {'' if says_done else 'not '}done; the definition says otherwise",
        )


def answers(given: Sequence[tuple[str, bool]], record: Told) -> Iterator[Hit]:
    """Every answer that the learner gave is in the record, judged as the definition judges it."""
    told = Counter(record.answers)
    names = Counter(name for name, _ in record.answers)
    for (name, right), times in Counter(given).items():
        if names[name] < sum(1 for one, _ in given if one == name):
            yield "CP915", f"the answer to '{name}' was not told"
        elif told[name, right] < times:
            yield "CP916", f"'{name}' was answered {'rightly' if right else 'wrongly'}, and told as the opposite"


END = {"no-finish": "CP932", "no-initialize": "CP932", "after-finish": "CP933"}


def protocol(server: PlayServer) -> Iterator[Hit]:
    """What the strict hosts object to."""
    for one in server.scorm.violations:
        yield END.get(one.code, "CP930"), f"{one.code}: {one.text}"
    for call in server.scorm.refusals:
        yield "CP931", f"error {call.error}: {call}"
    for told in server.lrs.violations:
        yield "CP930", told.text
    for text in server.desk.flow_violations():
        yield ("CP932" if "terminated" in text and "without" in text else "CP930"), text
    for missing in server.desk.missing:
        yield "CP935", missing.path


def mastery(mark: str, course: Course, form: str) -> Iterator[Hit]:
    """The mark in the manifest is the course's."""
    if not mark or course.passing is None or form not in ("scorm12", "scorm2004", "cmi5"):
        return
    said = Decimal(mark) if form == "scorm12" else Decimal(mark) * 100
    if said != course.passing.pass_mark:
        yield "CP921", f"the manifest says {mark}; the pass mark is {course.passing.pass_mark} %"
