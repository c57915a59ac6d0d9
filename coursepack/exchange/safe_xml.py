"""XML from anybody: no entities, no network, no DTD, no depth without end; a problem with its line instead of a traceback."""

from __future__ import annotations

from typing import Any

from lxml import etree

from coursepack.problems import CourseError, Place, Problem

Element = etree._Element


def parse(data: bytes, name: str) -> Element:
    """The root of an XML document. Raises `CourseError` when it cannot be read, or declares entities."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        place = Place(name, line, (error.offset or 0) or 1) if line else Place(name)
        what = str(error.msg).split("\n")[0]
        hint = f"export it again, or mend it here ({what})"
        raise CourseError([Problem(place, "CP171", "this is not XML that can be read", hint)]) from None
    except ValueError as error:
        raise CourseError([Problem(Place(name), "CP171", "this is not XML that can be read", str(error))]) from None
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and any(declared.iterentities()):
        hint = "remove the DOCTYPE: entities can make a small file endless, or read other files"
        raise CourseError([Problem(Place(name, 1, 1), "CP171", "the XML declares entities", hint)])
    return root


def local(element: Element) -> str:
    """Name of an element without its namespace; empty for what is none."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: Element, *names: str) -> list[Element]:
    """The children of those names, in any namespace; all elements when no name is given."""
    return [child for child in element if (name := local(child)) and (not names or name in names)]


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name."""
    return next(iter(children(element, name)), None) if element is not None else None


def below(element: Element, *names: str) -> list[Element]:
    """All elements of those names inside, in document order."""
    return [one for one in element.iterdescendants() if local(one) in names]


def words(element: Element | None) -> str:
    """The text inside an element, all white space as single spaces."""
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def attribute(element: Element | None, name: str, default: str = "") -> str:
    """An attribute without surrounding space."""
    return str(element.get(name, default)).strip() if element is not None else default


def place(element: Element, name: str) -> Place:
    """Where an element stands. libxml2 knows lines up to 65,535 surely, and no columns."""
    line = element.sourceline
    return Place(name, line if isinstance(line, int) else 1, 1)
