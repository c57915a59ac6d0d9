"""Small common ground of the manifests: a root element with its namespaces, and the bytes of a document."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree


def root(name: str, namespaces: Mapping[str | None, str]) -> etree._Element:
    """An element in the default namespace, which stands under the key None."""
    return etree.Element(f"{{{namespaces[None]}}}{name}", nsmap=namespaces)  # type: ignore[arg-type]  # the stubs forget None


def document(element: etree._Element) -> bytes:
    """The XML document of `element`, in UTF-8, indented."""
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", pretty_print=True)
