"""XML from anybody. The parser sees UTF-8 only, no document type with declarations, no more than a few megabytes, and never the network."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from lxml import etree

from coursepack.lint.source import Notes

Element = etree._Element

MAX_XML = 8 << 20
XML = "{http://www.w3.org/XML/1998/namespace}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UNMARKED = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
# What real tools write. Others exist to hide things from whoever looks before the parser does.
_KNOWN = re.compile(
    r"(utf-?8|utf-?16(le|be)?|us-ascii|ascii|iso-?8859-?\d+|windows-125\d|cp125\d|shift_jis|euc-(jp|kr)|gb(k|2312|18030)|big5|koi8-r)$"
)


def parse(data: bytes, file: str, notes: Notes) -> Element | None:
    """The root of an XML document, or None with a note of why there is none."""
    text = _text(data, file, notes)
    if text is None:
        return None
    if not _harmless(text, file, notes):
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8", remove_pis=True
    )
    try:
        return etree.fromstring(text, parser)
    except etree.XMLSyntaxError as error:
        what = str(error.msg).split("\n", maxsplit=1)[0]
        notes.add("xml-not-well-formed", f"this is not well-formed XML: {what}", file, error.lineno or 0)
    except ValueError as error:
        notes.add("xml-not-well-formed", f"this is not well-formed XML: {error}", file)
    return None


def _text(data: bytes, file: str, notes: Notes) -> bytes | None:
    """The document in UTF-8, whatever it was written in."""
    name = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    name = name or next((name for mark, name in _UNMARKED if data.startswith(mark)), "")
    if name.startswith("utf-16"):
        notes.add("utf-16", "the file is in UTF-16", file)
    declared = _DECLARED.match(data.removeprefix(codecs.BOM_UTF8))
    said = declared[1].decode("ascii").lower() if declared else "utf-8"
    if not _KNOWN.match(said):
        notes.add("wrong-encoding", f"the encoding '{said}' is not one that a manifest is written in", file, 1)
        return None
    if name == "" and said.startswith("utf-16"):
        notes.add("wrong-encoding", f"the file says that it is in {said}, and it is not", file, 1)
        name = "utf-8"
    name = name or said
    try:
        text = data.decode(name).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError) as error:
        notes.add("wrong-encoding", f"the file is not in {name}, which it says it is: {_where(error)}", file)
        return None
    return _DECLARATION.sub(lambda found: "\n" * found[0].count("\n"), text, count=1).encode("utf-8", "replace")


def _where(error: Exception) -> str:
    return f"byte {error.start} does not fit" if isinstance(error, UnicodeDecodeError) else str(error)


def _harmless(text: bytes, file: str, notes: Notes) -> bool:
    """A document type is reported; one that declares anything is not parsed at all."""
    at = text.find(b"<!DOCTYPE")
    if at < 0:
        return True
    line = text.count(b"\n", 0, at) + 1
    end = text.find(b">", at)
    if b"<!ENTITY" in text or b"[" in text[at : end if end > 0 else None]:
        notes.add(
            "xml-entities", "the document type declares entities or elements; the file was not read further", file, line
        )
        return False
    notes.add("xml-doctype", "the file has a document type", file, line)
    return True


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Element) -> str:
    """The namespace of an element."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def kids(element: Element | None, *names: str) -> list[Element]:
    """Child elements of those names in any namespace, or all."""
    if element is None:
        return []
    return [child for child in element if isinstance(child.tag, str) and (not names or local(child) in names)]


def kid(element: Element | None, *path: str) -> Element | None:
    """The first child, of the first child, … of those names."""
    for name in path:
        element = next(iter(kids(element, name)), None)
    return element


def below(element: Element | None, *names: str) -> Iterator[Element]:
    """Every element of those names inside, in any namespace."""
    if element is None:
        return iter(())
    return (one for one in element.iterdescendants() if local(one) in names)


def words(element: Element | None) -> str:
    """The text inside, with white space made single."""
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its local name, in whatever namespace it stands."""
    value = element.get(name)
    if value is not None:
        return str(value)
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def line(element: Element) -> int:
    """Where it stands."""
    return element.sourceline if isinstance(element.sourceline, int) else 0
