"""Good packages of each kind, and ways to break one thing in them."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from coursepack.lint import Options, Report, lint

Files = dict[str, bytes]
Break = Callable[[Files], None]

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Hand washing</title><script src="sco.js"></script></head>
<body><h1>Hand washing</h1><img src="soap.png" alt="A bar of soap"></body></html>
"""
PLAIN = '<!doctype html>\n<html lang="en"><head><title>Hand washing</title></head><body><h1>Hand washing</h1></body></html>\n'
SCO12 = """var api = find(window);
function find(win) { while (!win.API && win.parent !== win) { win = win.parent; } return win.API; }
api.LMSInitialize("");
api.LMSSetValue("cmi.core.lesson_status", "incomplete");
addEventListener("pagehide", function () { api.LMSCommit(""); api.LMSFinish(""); });
"""
SCO2004 = """var api = window.parent.API_1484_11;
api.Initialize("");
api.SetValue("cmi.completion_status", "incomplete");
addEventListener("pagehide", function () { api.Commit(""); api.Terminate(""); });
"""
LOM12 = """<imsmd:lom xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"><imsmd:general>
<imsmd:title><imsmd:langstring xml:lang="en">Hand washing</imsmd:langstring></imsmd:title><imsmd:language>en</imsmd:language>
</imsmd:general><imsmd:lifecycle><imsmd:status>
<imsmd:source><imsmd:langstring xml:lang="x-none">LOMv1.0</imsmd:langstring></imsmd:source>
<imsmd:value><imsmd:langstring xml:lang="x-none">Final</imsmd:langstring></imsmd:value></imsmd:status></imsmd:lifecycle>
<imsmd:educational><imsmd:typicallearningtime><imsmd:datetime>PT30M</imsmd:datetime></imsmd:typicallearningtime></imsmd:educational>
</imsmd:lom>"""
MANIFEST12 = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
  identifier="HAND-WASHING" version="1.0">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion>{LOM12}</metadata>
<organizations default="ORG1"><organization identifier="ORG1"><title>Hand washing</title>
<item identifier="ITEM1" identifierref="RES1" isvisible="true"><title>Hand washing</title></item>
</organization></organizations>
<resources><resource identifier="RES1" type="webcontent" adlcp:scormtype="sco" href="index.html">
<file href="index.html"/><file href="sco.js"/><file href="soap.png"/>
</resource></resources></manifest>
"""
MANIFEST2004 = """<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
  xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3"
  xmlns:imsss="http://www.imsglobal.org/xsd/imsss" identifier="HAND-WASHING" version="1.0">
<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
<organizations default="ORG1"><organization identifier="ORG1"><title>Hand washing</title>
<item identifier="ITEM1" identifierref="RES1"><title>Hand washing</title>
<imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="main" satisfiedByMeasure="true">
<imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives>
<imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/></imsss:sequencing>
<adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>previous</adlnav:hideLMSUI>
<adlnav:hideLMSUI>continue</adlnav:hideLMSUI></adlnav:navigationInterface></adlnav:presentation></item>
<imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing></organization></organizations>
<resources><resource identifier="RES1" type="webcontent" adlcp:scormType="sco" href="index.html">
<file href="index.html"/><file href="sco.js"/><file href="soap.png"/>
</resource></resources></manifest>
"""
ID = "https://learn.hospital.test/hand-washing"
CMI5 = f"""<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
<course id="{ID}"><title><langstring lang="en">Hand washing</langstring></title>
<description><langstring lang="en">How to wash hands</langstring></description></course>
<objectives><objective id="{ID}/o1"><title><langstring lang="en">Wash</langstring></title>
<description><langstring lang="en">Wash hands</langstring></description></objective></objectives>
<au id="{ID}/au" moveOn="CompletedAndPassed" masteryScore="0.8" launchMethod="AnyWindow">
<title><langstring lang="en">Hand washing</langstring></title><description><langstring lang="en">All of it</langstring></description>
<objectives><objective idref="{ID}/o1"/></objectives><url>index.html?lang=en</url></au></courseStructure>
"""
TINCAN = f"""<?xml version="1.0" encoding="UTF-8"?>
<tincan xmlns="http://projecttincan.com/tincan.xsd"><activities>
<activity id="{ID}" type="http://adlnet.gov/expapi/activities/course"><name lang="en">Hand washing</name>
<description lang="en">How to wash hands</description><launch lang="en">index.html</launch></activity>
<activity id="{ID}/q1" type="http://adlnet.gov/expapi/activities/cmi.interaction"><name lang="en">Soap</name>
<description lang="en">Which soap</description></activity></activities></tincan>
"""
CARTRIDGE = """<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" identifier="HAND-WASHING">
<metadata><schema>IMS Common Cartridge</schema><schemaversion>1.1.0</schemaversion></metadata>
<organizations><organization identifier="ORG1" structure="rooted-hierarchy"><item identifier="ROOT">
<item identifier="ITEM1" identifierref="RES1"><title>Page</title></item></item></organization></organizations>
<resources><resource identifier="RES1" type="webcontent" href="index.html"><file href="index.html"/></resource></resources></manifest>
"""
SOAP = b"\x89PNG\r\n\x1a\n" + bytes(64)


def _files(manifests: Mapping[str, str], script: str) -> Files:
    made = {name: text.encode() for name, text in manifests.items()}
    return made | {"index.html": PAGE.encode(), "sco.js": script.encode(), "soap.png": SOAP}


GOOD: dict[str, Files] = {
    "scorm12": _files({"imsmanifest.xml": MANIFEST12}, SCO12),
    "scorm2004": _files({"imsmanifest.xml": MANIFEST2004}, SCO2004),
    "cmi5": _files({"cmi5.xml": CMI5}, "fetch(new URLSearchParams(location.search).get('fetch'));"),
    "tincan": _files({"tincan.xml": TINCAN}, "var base = new URLSearchParams(location.search).get('endpoint');"),
    "cartridge": {"imsmanifest.xml": CARTRIDGE.encode(), "index.html": PLAIN.encode()},
    "aicc": {
        "course.crs": b"[Course]\r\nCourse_ID=HW\r\nCourse_Title=Hand washing\r\n",
        "course.au": b'"system_id","file_name"\r\n"A1","index.html"\r\n',
        "course.des": b'"system_id","title"\r\n"A1","Hand washing"\r\n',
        "course.cst": b'"block","member"\r\n"root","A1"\r\n',
        "index.html": PLAIN.encode(),
    },
}
# What is said of a good one by its nature.
EXPECTED = {"cartridge": ["CP580"], "aicc": ["CP590"]}


def zipped(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def judged(
    folder: Path, files: Mapping[str, bytes] | bytes, options: Options | None = None, name: str = "course.zip"
) -> Report:
    path = folder / name
    path.write_bytes(files if isinstance(files, bytes) else zipped(files))
    return lint(path, options or Options())


def codes(report: Report) -> list[str]:
    return sorted({one.rule.code for one in report.findings})


def swap(old: str, new: str, file: str = "", count: int = 1) -> Break:
    """Replace a text that stands there `count` times, in the manifest when no file is named."""

    def act(files: Files) -> None:
        name = file or next(one for one in ("imsmanifest.xml", "cmi5.xml", "tincan.xml") if one in files)
        text = files[name].decode()
        assert text.count(old) == count, f"'{old}' stands {text.count(old)} times in {name}"
        files[name] = text.replace(old, new).encode()

    return act


def put(**files: str | bytes) -> Break:
    """Add or overwrite files; `__` stands for a slash and `_DOT_` for a dot."""
    named = {name.replace("__", "/").replace("_DOT_", "."): data for name, data in files.items()}
    return lambda made: made.update(
        {name: data.encode() if isinstance(data, str) else data for name, data in named.items()}
    )


def add(name: str, data: str | bytes = "x", *, listed: bool = True) -> Break:
    """Add a file, listed in the manifest where there is one of SCORM."""

    def act(files: Files) -> None:
        files[name] = data.encode() if isinstance(data, str) else data
        if listed and b'<file href="sco.js"/>' in files.get("imsmanifest.xml", b""):
            from urllib.parse import quote

            line = f'<file href="sco.js"/><file href="{quote(name)}"/>'.encode()
            files["imsmanifest.xml"] = files["imsmanifest.xml"].replace(b'<file href="sco.js"/>', line)

    return act


def remove(name: str) -> Break:
    def act(files: Files) -> None:
        del files[name]

    return act


def rename(old: str, new: str) -> Break:
    def act(files: Files) -> None:
        files[new] = files.pop(old)

    return act


def page(html: str) -> Break:
    """Put something into the body of the page."""
    return swap("</body>", f"{html}</body>", "index.html")


def script(js: str) -> Break:
    """Put something behind the script."""

    def act(files: Files) -> None:
        files["sco.js"] += js.encode()

    return act
