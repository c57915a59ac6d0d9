"""SVG drawings: nothing but a drawing, because a picture with script in it runs in the LMS's name when it is opened alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

_ACTIVE = ("script", "foreignObject", "iframe", "handler", "listener")
_LINKED = ("#", "data:image/png", "data:image/jpeg")
_IN_STYLE = re.compile(r"@import|url\(\s*[\"']?\s*(?!\s|#|[\"']|data:image/(?:png|jpeg))[^)]", re.IGNORECASE)


def faults(data: bytes) -> Iterator[tuple[int, str]]:
    """What makes a file more or less than a drawing, each with its line; 0 means the whole file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = f" (line {error.lineno})" if isinstance(error, etree.XMLSyntaxError) and error.lineno else ""
        yield 0, f"is not XML that can be read{line}"
        return
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and any(declared.iterentities()):
        yield 0, "declares entities"
        return
    if etree.QName(root).localname != "svg":
        yield 0, f"is no drawing: it begins with <{etree.QName(root).localname}>, not <svg>"
    before = root.itersiblings(tag=etree.PI, preceding=True)
    for node in (*before, *root.iter()):
        if (what := _active(node)) is not None:
            yield int(node.sourceline or 1), f"holds {what}"


def _active(node: etree._Element) -> str | None:
    if isinstance(node, etree._ProcessingInstruction):
        return f"<?{node.target!s}?>"
    if not isinstance(node.tag, str):
        return None
    name = etree.QName(node).localname
    if name in _ACTIVE:
        return f"<{name}>"
    if name == "style" and _IN_STYLE.search("".join(map(str, node.itertext()))):
        return "a style that loads something"
    found = (_attribute(name, str(key).rsplit("}", 1)[-1].lower(), str(value)) for key, value in node.attrib.items())
    return next((what for what in found if what), None)


def _attribute(element: str, name: str, value: str) -> str | None:
    text = value.strip().lower()
    if name.startswith("on"):
        return f"the event handler {name}"
    if name in ("href", "src") and not text.startswith(_LINKED):
        return f"a link to '{text[:60]}'"
    if name == "attributename" and text.rsplit(":", 1)[-1] in ("href", "src"):
        return f"<{element}>, which changes a link"
    return "a style that loads something" if _IN_STYLE.search(value) else None
