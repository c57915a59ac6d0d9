"""cmi5: the course structure (sections 13 and 14)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from coursepack.lint.documents import Element, below, kid, kids, line, local, namespace, words
from coursepack.lint.iri import absolute, language, placeholder
from coursepack.lint.registry import Hit, Level, rule
from coursepack.lint.rules.scorm2004 import number
from coursepack.lint.subject import Subject

_KIND = ("cmi5",)
_M = "cmi5.xml"
_NAMESPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
_MOVE_ON = ("Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed", "NotApplicable")
_RESERVED = {"endpoint", "fetch", "actor", "registration", "activityId"}
_ORDER = ["title", "description", "objectives", "url", "launchParameters", "entitlementKey"]
_KNOWN = {*_ORDER, "courseStructure", "course", "au", "block", "objective", "langstring"}


def _units(subject: Subject) -> list[Element]:
    return list(below(subject.cmi5, "au"))


def _described(subject: Subject) -> list[Element]:
    top = kids(kid(subject.cmi5, "objectives"), "objective")
    return [*kids(subject.cmi5, "course"), *below(subject.cmi5, "block"), *_units(subject), *top]


@rule("CP500", "cmi5-namespace", Level.ERROR, "cmi5 14", f'write xmlns="{_NAMESPACE}"', _KIND)
def cmi5_namespace(subject: Subject) -> Iterator[Hit]:
    """The course structure is not in the namespace of cmi5.

    Drafts had others; an LMS compares it letter by letter and refuses the package.
    Example: http://www.adlnet.gov/xsd/cmi5
    """
    if namespace(subject.cmi5) != _NAMESPACE or local(subject.cmi5) != "courseStructure":
        yield Hit(f"the root is '{local(subject.cmi5)}' in '{namespace(subject.cmi5)}'", _M, line(subject.cmi5))


@rule("CP501", "cmi5-no-course", Level.ERROR, "cmi5 13.1.1", "write <course id=…> with title and description", _KIND)
def cmi5_no_course(subject: Subject) -> Iterator[Hit]:
    """There is no <course>.

    It holds the id under which the LMS files everything.
    Example: <courseStructure> with an <au> only
    """
    if len(kids(subject.cmi5, "course")) != 1:
        yield Hit(f"there are {len(kids(subject.cmi5, 'course'))} courses", _M, line(subject.cmi5))


@rule(
    "CP502",
    "cmi5-id",
    Level.ERROR,
    "cmi5 13.1.1 to 13.1.4",
    "write an absolute address of your own that stays the same for ever",
    _KIND,
)
def cmi5_id(subject: Subject) -> Iterator[Hit]:
    """An id is not an absolute IRI.

    A record store refuses statements about such an activity.
    Example: id="course1"
    """
    for one in _described(subject):
        if not absolute(one.get("id")):
            yield Hit(f"the id of the {local(one)} is '{one.get('id', '')}'", _M, line(one))


@rule(
    "CP503",
    "cmi5-words",
    Level.ERROR,
    "cmi5 13.1",
    "write a <title> and a <description>, each with a <langstring>",
    _KIND,
)
def cmi5_words(subject: Subject) -> Iterator[Hit]:
    """A title or description is missing or empty.

    The schema asks for both; the title is what learners see.
    Example: <au …><url>index.html</url></au>
    """
    for one in _described(subject):
        for name in ("title", "description"):
            if not words(kid(one, name, "langstring")):
                yield Hit(f"the {local(one)} has no {name}", _M, line(one))


@rule("CP504", "cmi5-no-unit", Level.ERROR, "cmi5 13.1.4", "add an <au> with the address of the course's page", _KIND)
def cmi5_no_unit(subject: Subject) -> Iterator[Hit]:
    """There is no assignable unit.

    Nothing can be opened.
    Example: a <course> without an <au>
    """
    if not _units(subject):
        yield Hit("there is no <au>", _M, line(subject.cmi5))


@rule("CP506", "cmi5-id-twice", Level.ERROR, "cmi5 13.1.4", "give each its own id", _KIND)
def cmi5_id_twice(subject: Subject) -> Iterator[Hit]:
    """Two units, blocks or objectives have the same id.

    Their results are mixed; an LMS must refuse the package.
    Example: the <au> has the id of the <course>
    """
    for name, count in Counter(one.get("id", "") for one in _described(subject)).items():
        if name and count > 1:
            yield Hit(f"'{name}' is the id of {count} things", _M)


@rule("CP508", "cmi5-no-url", Level.ERROR, "cmi5 13.1.4", "write <url> with the page to open", _KIND)
def cmi5_no_url(subject: Subject) -> Iterator[Hit]:
    """A unit has no address.

    It cannot be opened.
    Example: <url></url>
    """
    for one in _units(subject):
        if not words(kid(one, "url")):
            yield Hit(f"the unit '{one.get('id', '')}' has no address", _M, line(one))


@rule("CP510", "cmi5-reserved-query", Level.ERROR, "cmi5 8.1, 13.1.4", "name the parameter otherwise", _KIND)
def cmi5_reserved_query(subject: Subject) -> Iterator[Hit]:
    """A unit's address uses a parameter that the LMS sets.

    The course reads the wrong one, and reports to nobody.
    Example: index.html?endpoint=test
    """
    for one in below(subject.cmi5, "url"):
        used = {name for name, _ in parse_qsl(urlsplit(words(one).replace("[", "")).query, keep_blank_values=True)}
        if found := sorted(used & _RESERVED):
            yield Hit(f"'{found[0]}' is set by the LMS", _M, line(one))


@rule(
    "CP511",
    "cmi5-relative-alone",
    Level.ERROR,
    "cmi5 14.1, 14.2",
    "zip it with its files, or write whole addresses",
    _KIND,
)
def cmi5_relative_alone(subject: Subject) -> Iterator[Hit]:
    """A course structure without a zip names a page relative to it.

    There is nothing that it could be relative to.
    Example: a bare cmi5.xml with <url>index.html</url>
    """
    for one in below(subject.cmi5, "url"):
        if not subject.whole and not absolute(words(one)):
            yield Hit(f"'{words(one)}' is relative to nothing", _M, line(one))


@rule(
    "CP512",
    "cmi5-no-move-on",
    Level.WARNING,
    "cmi5 13.1.4",
    'write moveOn="CompletedAndPassed", or what is meant',
    _KIND,
)
def cmi5_no_move_on(subject: Subject) -> Iterator[Hit]:
    """A unit does not say when it is done.

    The default is "NotApplicable": it is satisfied before anybody has opened it. For a mandatory course that is a completion which
    nobody earned.
    Example: <au id="…"> without moveOn
    """
    for one in _units(subject):
        if one.get("moveOn") is None:
            yield Hit(f"the unit '{one.get('id', '')}' is satisfied at once", _M, line(one))


@rule("CP513", "cmi5-move-on-word", Level.ERROR, "cmi5 13.1.4", "write one of: " + ", ".join(_MOVE_ON), _KIND)
def cmi5_move_on_word(subject: Subject) -> Iterator[Hit]:
    """moveOn is none of the five words.

    The LMS refuses the package.
    Example: moveOn="passed"
    """
    for one in _units(subject):
        if one.get("moveOn", "Passed") not in _MOVE_ON:
            yield Hit(f"moveOn is '{one.get('moveOn')}'", _M, line(one))


@rule(
    "CP514",
    "cmi5-not-applicable",
    Level.NOTE,
    "cmi5 13.1.4",
    "choose another moveOn, unless nothing is asked of the learner",
    _KIND,
)
def cmi5_not_applicable(subject: Subject) -> Iterator[Hit]:
    """A unit is said to be satisfied without being opened.

    That is right for an appendix only.
    Example: moveOn="NotApplicable"
    """
    for one in _units(subject):
        if one.get("moveOn") == "NotApplicable":
            yield Hit(f"the unit '{one.get('id', '')}' is satisfied at once", _M, line(one))


@rule("CP515", "cmi5-mastery", Level.ERROR, "cmi5 13.1.4", "write a number from 0 to 1 with four places at most", _KIND)
def cmi5_mastery(subject: Subject) -> Iterator[Hit]:
    """The pass mark is not from 0 to 1.

    The LMS refuses the package; one that does not checks scores against a mark that nobody reaches.
    Example: masteryScore="80"
    """
    for one in _units(subject):
        value = one.get("masteryScore")
        if value is not None and (not number(value, 0, 1) or len(value.partition(".")[2]) > 4):
            yield Hit(f"masteryScore is '{value}'", _M, line(one))


@rule("CP517", "cmi5-launch-method", Level.ERROR, "cmi5 13.1.4", "write AnyWindow or OwnWindow", _KIND)
def cmi5_launch_method(subject: Subject) -> Iterator[Hit]:
    """launchMethod is none of the two words.

    The LMS refuses the package.
    Example: launchMethod="popup"
    """
    for one in _units(subject):
        if one.get("launchMethod", "AnyWindow") not in ("AnyWindow", "OwnWindow"):
            yield Hit(f"launchMethod is '{one.get('launchMethod')}'", _M, line(one))


@rule(
    "CP518",
    "cmi5-unknown-element",
    Level.ERROR,
    "cmi5 13.1; CourseStructure.xsd",
    "moveOn, masteryScore, launchMethod and activityType are attributes of <au>; others belong into a namespace of their own",
    _KIND,
)
def cmi5_unknown_element(subject: Subject) -> Iterator[Hit]:
    """An element is none of cmi5's.

    Mostly an attribute that was written as an element: the LMS does not see it, and moveOn is then "NotApplicable".
    Example: <moveOn>Passed</moveOn>
    """
    for one in subject.cmi5.iterdescendants():
        if isinstance(one.tag, str) and namespace(one) == namespace(subject.cmi5) and local(one) not in _KNOWN:
            yield Hit(f"'{local(one)}' is no element of cmi5", _M, line(one))


@rule("CP519", "cmi5-order", Level.ERROR, "cmi5 13.1.4; CourseStructure.xsd", "write " + ", ".join(_ORDER), _KIND)
def cmi5_order(subject: Subject) -> Iterator[Hit]:
    """The elements of a unit stand in another order than the schema asks for.

    An LMS that validates, as cmi5 asks for, refuses the package.
    Example: <url> before <title>
    """
    for one in _units(subject):
        names = [local(child) for child in kids(one, *_ORDER)]
        if names != sorted(names, key=_ORDER.index):
            yield Hit(f"the order is {', '.join(names)}", _M, line(one))


@rule(
    "CP520", "cmi5-objective-unknown", Level.ERROR, "cmi5 13.1.3", "define it in the <objectives> of the course", _KIND
)
def cmi5_objective_unknown(subject: Subject) -> Iterator[Hit]:
    """A unit or block refers to an objective that is not defined.

    The LMS must refuse the package.
    Example: <objective idref="https://…/2"/> without that objective
    """
    known = {one.get("id") for one in kids(kid(subject.cmi5, "objectives"), "objective")}
    for one in below(subject.cmi5, "objective"):
        if (name := one.get("idref")) is not None and name not in known:
            yield Hit(f"the objective '{name}' is not defined", _M, line(one))


@rule("CP521", "cmi5-empty-block", Level.ERROR, "cmi5 13.1.2", "put a unit into it, or remove it", _KIND)
def cmi5_empty_block(subject: Subject) -> Iterator[Hit]:
    """A block holds no unit.

    The schema asks for one; an empty block can never be satisfied.
    Example: <block id="…"><title>…</title></block>
    """
    for one in below(subject.cmi5, "block"):
        if not kids(one, "au", "block"):
            yield Hit(f"the block '{one.get('id', '')}' is empty", _M, line(one))


@rule("CP522", "cmi5-language", Level.WARNING, "cmi5 13.1.1; RFC 5646", 'write lang="en-US", or what it is', _KIND)
def cmi5_language(subject: Subject) -> Iterator[Hit]:
    """A text does not say its language, or in another form than a language tag.

    An LMS with several languages does not know which to show.
    Example: lang="english_US"
    """
    for one in below(subject.cmi5, "langstring"):
        if not language(one.get("lang")):
            yield Hit(f"the language of a text is '{one.get('lang', '')}'", _M, line(one))


@rule(
    "CP523",
    "cmi5-passed-without-mark",
    Level.NOTE,
    "cmi5 13.1.4",
    "write masteryScore, if the course has a pass mark",
    _KIND,
)
def cmi5_passed_without_mark(subject: Subject) -> Iterator[Hit]:
    """A unit must be passed, and has no pass mark.

    The course may have one of its own; a report then cannot say what was asked.
    Example: moveOn="Passed" without masteryScore
    """
    for one in _units(subject):
        if one.get("moveOn") in ("Passed", "CompletedAndPassed") and one.get("masteryScore") is None:
            yield Hit(f"the unit '{one.get('id', '')}' has no pass mark", _M, line(one))


@rule(
    "CP526",
    "placeholder-id",
    Level.WARNING,
    "cmi5 13.1.1; xAPI 1.0.3 part 2, 2.4.4",
    "write an address that is yours",
    ("cmi5", "tincan"),
)
def placeholder_id(subject: Subject) -> Iterator[Hit]:
    """An id is a placeholder that somebody forgot to change.

    Other people use it, too: in a record store the results of different courses become one.
    Example: http://example.com/course, or [YOUR_HOST]/course
    """
    for name, root in subject.roots:
        for one in below(root, "course", "au", "activity"):
            if (value := one.get("id", "")) and placeholder(value):
                yield Hit(f"'{value}' is a placeholder", name, line(one))


@rule(
    "CP527",
    "cmi5-elsewhere",
    Level.NOTE,
    "cmi5 8.1; Oracle's help pages",
    "test it in your LMS; it must open in a window of its own",
    _KIND,
)
def cmi5_elsewhere(subject: Subject) -> Iterator[Hit]:
    """A unit is on another server.

    cmi5 allows it. Oracle opens it in a window of its own; a firewall may block it, and the other server learns who takes the
    course.
    Example: <url>https://content.example.org/course</url>
    """
    for one in below(subject.cmi5, "url"):
        if absolute(words(one)):
            yield Hit(f"the unit is at {words(one)[:80]}", _M, line(one))
