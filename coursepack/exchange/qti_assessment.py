"""What a QTI test says of its items: their order, which of them belong to one story, and how they are drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from coursepack.exchange.bank import Form, Log
from coursepack.exchange.hypertext import from_element
from coursepack.exchange.safe_xml import Element, attribute, below, child, children, place

# A path of the package from the address in a reference of the test.
Find = Callable[[str], str]


@dataclass
class Case:
    """A section of a test whose items belong together: its name, and the words that stand above them."""

    name: str
    story: str


@dataclass
class Assessment:
    """The place of each item by its path, its case where it has one, and the quiz in the authoring form."""

    places: dict[str, int] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    quiz: Form = field(default_factory=dict)


def read(root: Element, path: str, find: Find, log: Log) -> Assessment:
    """A test."""
    test = Assessment()
    if title := attribute(root, "title"):
        test.quiz["title"] = title
    for ref in below(root, "assessmentItemRef"):
        test.places.setdefault(find(attribute(ref, "href")), len(test.places))
    _sections(root, path, test, find, log)
    _say_rest(root, path, log)
    return test


def _sections(root: Element, path: str, test: Assessment, find: Find, log: Log) -> None:
    """The only section outside of others is the quiz itself; any other that holds nothing but items may be a case."""
    outer = [one for part in below(root, "testPart") for one in children(part, "assessmentSection")]
    for section in below(root, "assessmentSection"):
        if outer == [section]:
            _whole(section, test)
            continue
        refs = children(section, "assessmentItemRef")
        if refs and not children(section, "assessmentSection"):
            case = Case(attribute(section, "identifier").removeprefix("set_"), _told(section))
            test.cases |= {find(attribute(ref, "href")): case for ref in refs}
        if child(section, "selection") is not None or _mixed(section):
            message = f"that the section '{attribute(section, 'title')[:40]}' draws or mixes its items"
            log.left_out(place(section, path), "CP175", message, 'look at "draw" and "blueprint"')


def _whole(section: Element, test: Assessment) -> None:
    """What holds for all questions."""
    if _mixed(section):
        test.quiz["shuffleQuestions"] = True
    drawn, entries = (
        attribute(child(section, "selection"), "select"),
        children(section, "assessmentItemRef", "assessmentSection"),
    )
    if drawn.isdigit() and len(drawn) < 6 and 0 < int(drawn) < len(entries):
        test.quiz["draw"] = int(drawn)
    if told := _told(section):
        test.quiz["intro"] = told


def _mixed(section: Element) -> bool:
    return attribute(child(section, "ordering"), "shuffle") == "true"


def _told(section: Element) -> str:
    """What the section says to candidates above its items."""
    shown = [one for one in children(section, "rubricBlock") if "candidate" in attribute(one, "view").split()]
    return "\n\n".join(text for one in shown if (text := from_element(one).text))


def _say_rest(root: Element, path: str, log: Log) -> None:
    where = place(root, path)
    if below(root, "timeLimits"):
        log.left_out(where, "CP175", "the time limit of the test", "write it into the quiz")
    if below(root, "preCondition", "branchRule"):
        log.left_out(where, "CP175", "the conditions under which the test asks its items")
    if any(children(ref, "weight") for ref in below(root, "assessmentItemRef")):
        log.left_out(where, "CP175", "the weights of its items", 'write "points" into the questions')
    for control in below(root, "itemSessionControl"):
        most = attribute(control, "maxAttempts")
        if most.isdigit() and most.lstrip("0") not in ("", "1"):
            log.left_out(place(control, path), "CP175", f"that an item may be tried {most[:3]} times")
