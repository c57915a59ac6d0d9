"""Files: each is inside the course, has its exact name, is of a kind that an LMS takes, and is not too large."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from coursepack.checks.context import Context, OutsideError, inside
from coursepack.facts import Fact
from coursepack.problems import CourseError, Problem
from coursepack.source import read_text

MAX_FILE = 100 * 1024 * 1024  # bytes; LMSs commonly refuse packages over 200 MB
IMAGES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg")
# Several LMSs refuse a whole package for one of these (Docebo, CrossKnowledge).
SERVER_SIDE = (
    ".php",
    ".asp",
    ".aspx",
    ".jsp",
    ".cgi",
    ".pl",
    ".py",
    ".rb",
    ".sh",
    ".shtml",
    ".htaccess",
    ".exe",
    ".bat",
)
_NAME_LIMIT = 120


def files(context: Context) -> Iterator[Problem]:
    """Find each file that the course names and note it in the context."""
    for fact in context.having("asset"):
        try:
            file = inside(context.folder, fact.value)
        except OutsideError as error:
            what = {"image": "image ", "markdown": "text "}.get(fact.kind, "file ")
            yield context.error(fact.pointer, error.code, what + str(error), error.hint)
            continue
        yield from _found(context, fact, file)


def _found(context: Context, fact: Fact, file: Path) -> Iterator[Problem]:
    size = file.stat().st_size
    if size > MAX_FILE:
        message = f"'{fact.value}' has {size / 1024 / 1024:.0f} MB, over the limit of {MAX_FILE // 1024 // 1024}"
        yield context.error(fact.pointer, "CP024", message, "make it smaller, or link to a streaming server")
    elif fact.kind == "markdown":
        yield from _markdown(context, fact, file)
    else:
        context.files[fact.value] = file
        yield from _name(context, fact)
        if file.suffix.lower() == ".svg":
            yield from _svg(context, fact, file)


def _markdown(context: Context, fact: Fact, file: Path) -> Iterator[Problem]:
    try:
        context.texts[fact.value] = read_text(file, str(file))
    except CourseError as error:
        yield from error.problems


def _name(context: Context, fact: Fact) -> Iterator[Problem]:
    path = PurePosixPath(fact.value)
    if path.suffix.lower() in SERVER_SIDE or path.name == ".htaccess":
        hint = "LMSs refuse packages with server-side files"
        yield context.error(fact.pointer, "CP026", f"'{fact.value}' cannot go into a package", hint)
    elif fact.kind == "image" and path.suffix.lower() not in IMAGES:
        hint = f"use one of {', '.join(IMAGES)}"
        yield context.error(fact.pointer, "CP026", f"'{fact.value}' is not a picture that browsers show", hint)
    bad = sorted({char for char in fact.value if not (char.isascii() and (char.isalnum() or char in "._-/"))})
    if bad or len(fact.value) > _NAME_LIMIT:
        what = f"holds {' '.join(map(repr, bad))}" if bad else f"is longer than {_NAME_LIMIT} characters"
        hint = "use letters a-z, digits, '.', '-', '_': LMSs rename or lose other files"
        yield context.error(fact.pointer, "CP026", f"the file name '{fact.value}' {what}", hint)


def _svg(context: Context, fact: Fact, file: Path) -> Iterator[Problem]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(file.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        yield context.error(
            fact.pointer, "CP027", f"'{fact.value}' is not XML: {error.msg}", "export the drawing again"
        )
        return
    for element in root.iter():
        if (what := _active(element)) is not None:
            message = f"'{fact.value}' holds {what} in line {element.sourceline}"
            yield context.error(fact.pointer, "CP027", message, "a picture must be only a picture: remove it")


def _active(element: object) -> str | None:
    """What makes an SVG element more than a drawing, or None."""
    from lxml import etree

    if not isinstance(element, etree._Element) or not isinstance(element.tag, str):
        return "an entity" if isinstance(element, etree._Entity) else None
    name = etree.QName(element).localname
    if name in ("script", "foreignObject", "iframe", "handler"):
        return f"<{name}>"
    for key, value in element.attrib.items():
        attribute = str(key).rsplit("}", 1)[-1].lower()
        text = str(value).strip().lower()
        if attribute.startswith("on"):
            return f"the event handler {attribute}"
        if attribute in ("href", "src") and not text.startswith(("#", "data:image/png", "data:image/jpeg")):
            return f"a link to '{text[:60]}'"
    return None
