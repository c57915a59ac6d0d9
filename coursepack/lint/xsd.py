"""Validation against official XSD files in a folder that somebody has. They are never fetched, and never leave that folder."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree

from coursepack.lint.documents import XML, XSI, Element, namespace

# Two faults of the official files of SCORM 1.2 that libxml2 refuses, put right as they are read: a default namespace that XML
# forbids, and wildcards that let an element be matched in two ways.
REPAIRS = {
    "ims_xml.xsd": ('xmlns="http://www.w3.org/XML/1998/namespace"', ""),
    "imsmd_rootv1p2p1.xsd": ('namespace="##any"', 'namespace="##other"'),
}
_XS = "{http://www.w3.org/2001/XMLSchema}"
MOST = 50


class _Resolver(etree.Resolver):
    """Finds every file by its name below one folder; whatever is named otherwise does not exist."""

    def __init__(self, folder: Path) -> None:
        self.files = {path.name: path for path in sorted(folder.rglob("*.xsd"))}

    def resolve(self, url: str, public: str | None, context: object) -> object:  # type: ignore[override]  # the stubs forget the context
        name = url.rsplit("/", 1)[-1]
        path = self.files.get(name)
        text = repaired(path) if path is not None else f'<xs:schema xmlns:xs="{_XS[1:-1]}"/>'
        return self.resolve_string(text, context, base_url=f"/xsd/{name}")


def repaired(path: Path) -> str:
    """The text of a schema with what libxml2 refuses put right."""
    text = path.read_bytes().decode("utf-8-sig", "replace")
    old, new = REPAIRS.get(path.name, ("", ""))
    return text.replace(old, new) if old else text


@lru_cache(maxsize=8)
def _by_namespace(folder: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.xsd")):
        try:
            root = etree.fromstring(repaired(path).encode(), etree.XMLParser(no_network=True, resolve_entities=False))
        except etree.XMLSyntaxError:
            continue
        found.setdefault(root.get("targetNamespace", ""), []).append(path.name)
    return found


@lru_cache(maxsize=8)
def _schema(folder: Path, uris: tuple[str, ...]) -> tuple[etree.XMLSchema | None, str]:
    known = _by_namespace(folder)
    imports = "".join(
        f'<xs:import namespace="{uri}" schemaLocation="{min(known[uri], key=len)}"/>' for uri in uris if uri in known
    )
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(_Resolver(folder))
    document = f'<xs:schema xmlns:xs="{_XS[1:-1]}">{imports}</xs:schema>'
    try:
        return etree.XMLSchema(etree.fromstring(document, parser, base_url="/xsd/all.xsd")), ""
    except etree.XMLSchemaParseError as error:
        return None, f"the schemas cannot be loaded: {str(error).splitlines()[0]}"


def loaded(root: Element, folder: Path) -> tuple[etree.XMLSchema | None, str]:
    """The schema for a manifest, or why there is none."""
    if namespace(root) not in _by_namespace(folder):
        return None, f"no schema for '{namespace(root)}' is in the folder"
    schema, reason = _schema(folder, tuple(sorted(_used(root))))
    if not reason and (unknown := _unknown(root, folder)):
        reason = f"no schema for '{unknown[0]}' is in the folder: what is within was not validated"
    return schema, reason


def _used(root: Element) -> set[str]:
    """The namespaces of elements and attributes, but those that belong to XML itself."""
    found = {namespace(one) for one in root.iter() if isinstance(one.tag, str)}
    names = (str(name) for one in root.iter() if isinstance(one.tag, str) for name in one.attrib)
    found |= {name[1:].partition("}")[0] for name in names if name.startswith("{")}
    return found - {XML[1:-1], XSI[1:-1], ""}


def _unknown(root: Element, folder: Path) -> list[str]:
    return sorted(_used(root) - set(_by_namespace(folder)))


def faults(root: Element, folder: Path) -> list[tuple[str, int]]:
    """What the schema has against a manifest, each with its line."""
    schema, _ = loaded(root, folder)
    if schema is None:
        return []
    schema.validate(root)
    log: Any = schema.error_log
    foreign = tuple(f"{{{uri}}}" for uri in _unknown(root, folder))
    found = ((str(error.message), int(error.line)) for error in log)
    return list(islice((one for one in found if not (foreign and any(uri in one[0] for uri in foreign))), MOST))
