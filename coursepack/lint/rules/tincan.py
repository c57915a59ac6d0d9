"""tincan.xml, the launch convention of xAPI packages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coursepack.lint.documents import Element, below, kid, kids, line, local, namespace, words
from coursepack.lint.iri import absolute, language
from coursepack.lint.registry import Hit, Level, rule
from coursepack.lint.subject import Subject

_KIND = ("tincan",)
_M = "tincan.xml"
_SPEC = "tincan.xsd (Rustici launch convention)"
_NAMESPACE = "http://projecttincan.com/tincan.xsd"


def _activities(subject: Subject) -> list[Element]:
    return list(below(subject.tincan, "activity"))


@rule("CP550", "tincan-namespace", Level.ERROR, _SPEC, f'write <tincan xmlns="{_NAMESPACE}">', _KIND)
def tincan_namespace(subject: Subject) -> Iterator[Hit]:
    """The root element is not <tincan> in its namespace.

    An LMS does not recognise the package.
    Example: <tincan xmlns="http://tincanapi.com/">
    """
    if local(subject.tincan) != "tincan" or namespace(subject.tincan) != _NAMESPACE:
        yield Hit(f"the root is '{local(subject.tincan)}' in '{namespace(subject.tincan)}'", _M, line(subject.tincan))


@rule("CP551", "tincan-no-activity", Level.ERROR, _SPEC, "write <activities> with the course as an <activity>", _KIND)
def tincan_no_activity(subject: Subject) -> Iterator[Hit]:
    """There is no activity.

    Nothing can be opened.
    Example: <tincan><activities/></tincan>
    """
    if not _activities(subject):
        yield Hit("there is no activity", _M, line(subject.tincan))


@rule(
    "CP552",
    "activity-id",
    Level.ERROR,
    "xAPI 1.0.3 part 2, 2.4.4.1",
    "write an absolute address of your own that stays the same for ever",
    _KIND,
)
def activity_id(subject: Subject) -> Iterator[Hit]:
    """An activity's id is not an absolute IRI.

    A record store refuses statements about it.
    Example: id="fire safety"
    """
    for one in _activities(subject):
        if not absolute(one.get("id")):
            yield Hit(f"the id of an activity is '{one.get('id', '')}'", _M, line(one))


@rule(
    "CP554",
    "activity-type",
    Level.WARNING,
    "xAPI 1.0.3 part 2, 2.4.4.1",
    'write type="http://adlnet.gov/expapi/activities/course"',
    _KIND,
)
def activity_type(subject: Subject) -> Iterator[Hit]:
    """An activity has no type, or one that is no IRI.

    LMSs look for the type "course" to find what to show.
    Example: type="course"
    """
    for one in _activities(subject):
        if not absolute(one.get("type")):
            yield Hit(f"the type of activity '{one.get('id', '')}' is '{one.get('type', '')}'", _M, line(one))


@rule("CP555", "activity-name", Level.ERROR, _SPEC, "write a <name>", _KIND)
def activity_name(subject: Subject) -> Iterator[Hit]:
    """An activity has no name.

    The schema asks for it; that of the activity with a page to open is what learners see. Storyline leaves it empty for slides
    without a title, which is a note.
    Example: <activity id="…"><launch>index.html</launch></activity>
    """
    for one in _activities(subject):
        if not words(kid(one, "name")):
            level = None if kids(one, "launch") else Level.NOTE
            yield Hit(f"activity '{one.get('id', '')}' has no name", _M, line(one), level)


@rule("CP556", "activity-description", Level.WARNING, _SPEC, "write a <description>", _KIND)
def activity_description(subject: Subject) -> Iterator[Hit]:
    """An activity has no description.

    The schema asks for it; importers that validate refuse the package.
    Example: <name> and <launch> only
    """
    for one in _activities(subject):
        if not kids(one, "description"):
            yield Hit(f"activity '{one.get('id', '')}' has no description", _M, line(one))


@rule("CP557", "tincan-order", Level.WARNING, _SPEC, "write name, description, launch, resource", _KIND)
def tincan_order(subject: Subject) -> Iterator[Hit]:
    """The elements of an activity stand in another order than the schema asks for.

    Importers that validate refuse the package.
    Example: <launch> before <name>
    """
    known = ["name", "description", "launch", "resource"]
    for one in _activities(subject):
        names = [local(child) for child in kids(one, *known)]
        if names != sorted(names, key=known.index):
            yield Hit(f"the order is {', '.join(names)}", _M, line(one))


@rule(
    "CP558",
    "tincan-no-launch",
    Level.ERROR,
    _SPEC,
    "write <launch> with the page to open, on the course's activity",
    _KIND,
)
def tincan_no_launch(subject: Subject) -> Iterator[Hit]:
    """No activity names a page to open.

    The import stops, or learners get a course that does not open.
    Example: activities without <launch>
    """
    if _activities(subject) and not any(words(one) for one in below(subject.tincan, "launch")):
        yield Hit("no activity can be opened", _M, line(subject.tincan))


@rule("CP559", "several-launches", Level.WARNING, _SPEC, "keep it on the course's activity only", _KIND)
def several_launches(subject: Subject) -> Iterator[Hit]:
    """Several activities name a page to open.

    LMSs take the first, whichever that is.
    Example: a <launch> on each quiz
    """
    owners = [one for one in _activities(subject) if kids(one, "launch")]
    if len(owners) > 1:
        yield Hit(f"{len(owners)} activities can be opened", _M, line(owners[1]))


@rule(
    "CP561",
    "tincan-language",
    Level.WARNING,
    f"{_SPEC}; RFC 5646",
    'write lang="en-US", or "und" when it is not known',
    _KIND,
)
def tincan_language(subject: Subject) -> Iterator[Hit]:
    """A text's language has not the form of a language tag.

    The schema refuses an empty one; record stores refuse names under it.
    Example: lang=""
    """
    for one in below(subject.tincan, "name", "description", "launch"):
        if (value := one.get("lang")) is not None and not language(value):
            yield Hit(f"the language of a text is '{value}'", _M, line(one))


@rule("CP562", "activity-twice", Level.ERROR, "xAPI 1.0.3 part 2, 2.4.4.1", "give each its own id", _KIND)
def activity_twice(subject: Subject) -> Iterator[Hit]:
    """Two activities have the same id.

    Their results become one.
    Example: two questions under one address
    """
    for name, count in Counter(one.get("id", "") for one in _activities(subject)).items():
        if name and count > 1:
            yield Hit(f"'{name}' is the id of {count} activities", _M)


@rule("CP563", "tincan-elsewhere", Level.NOTE, _SPEC, "put the course into the package, if it may be", _KIND)
def tincan_elsewhere(subject: Subject) -> Iterator[Hit]:
    """The page to open is on another server.

    That is allowed. The other server learns who takes the course, and a firewall may block it.
    Example: <launch>https://content.example.org/course</launch>
    """
    for one in below(subject.tincan, "launch"):
        if absolute(words(one)):
            yield Hit(f"the course is at {words(one)[:80]}", _M, line(one))


@rule(
    "CP566",
    "tincan-launch-shape",
    Level.ERROR,
    _SPEC,
    "write it relative to the root of the package, with forward slashes",
    _KIND,
)
def tincan_launch_shape(subject: Subject) -> Iterator[Hit]:
    """The page to open is not written as an address within the package.

    It is looked for somewhere else and not found.
    Example: <launch>/index.html</launch>, or content\\index.html
    """
    for one in below(subject.tincan, "launch"):
        text = words(one)
        if text.startswith("/") or "\\" in text or ".." in text.split("/"):
            yield Hit(f"'{text}' leads out of the package", _M, line(one))
