"""Packages shaped by the habits of authoring tools, in our own words: three good and three bad ones of each standard.

What a tool does is in its structure: where the start page lies, what is listed, which prefixes and metadata it writes, and how its
scripts talk to the LMS. Nothing here is a file of a tool.
"""

from dataclasses import dataclass, field

from tests.lint.packages import Files

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
CP12 = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADL12 = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
CP04, ADL04 = "http://www.imsglobal.org/xsd/imscp_v1p1", "http://www.adlnet.org/xsd/adlcp_v1p3"
SS04 = "http://www.imsglobal.org/xsd/imsss"
# A driver as they come with tools: both editions in one script, old events beside new ones, the whole climb to the API.
DRIVER = """var API = null, API_1484_11 = null;
function ScanParents(win) { var n = 0; while (win.API == null && win.API_1484_11 == null && win.parent && win.parent != win && n++ < 500) { win = win.parent; } return win; }
function Start(api, is2004) { return is2004 ? api.Initialize("") : api.LMSInitialize(""); }
function SetStatus(api, is2004, status) { if (is2004) { api.SetValue("cmi.completion_status", status); } else { api.LMSSetValue("cmi.core.lesson_status", status); } }
function Finish(api, is2004) { if (is2004) { api.Terminate(""); } else { api.LMSCommit(""); api.LMSFinish(""); } }
window.onbeforeunload = window.onunload = function () { Finish(API, false); };
document.addEventListener("visibilitychange", function () {});
"""
PLAYER = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
<title>Lifting safely</title><script src="%s"></script></head><body><div id="app"></div><script>var base = "%s";</script></body></html>
"""


@dataclass(frozen=True)
class Shape:
    name: str
    kind: str
    files: Files
    errors: set[str] = field(default_factory=set)


def page(driver: str = "lms/driver.js") -> bytes:
    return (PLAYER % (driver, "content")).encode()


def m12(inside: str, attributes: str = "", identifier: str = "Lifting_course") -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8" standalone="no" ?>\n<manifest identifier="{identifier}" version="1" xmlns="{CP12}" '
        f'xmlns:adlcp="{ADL12}" {XSI} {attributes}>{inside}</manifest>'
    ).encode()


META12 = "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>"
LOM_DEFAULT = """<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion><lom xmlns="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1">
<general><title><langstring xml:lang="x-none">Lifting safely</langstring></title><description><langstring xml:lang="x-none"></langstring></description>
</general></lom></metadata>"""
LOCATIONS = f'xsi:schemaLocation="{CP12} imscp_rootv1p1p2.xsd {ADL12} adlcp_rootv1p2.xsd"'
XSDS = {"imscp_rootv1p1p2.xsd": b"<xs/>", "adlcp_rootv1p2.xsd": b"<xs/>"}


def course(href: str, files: list[str], *, item: str = "", kind: str = 'adlcp:scormtype="sco"') -> str:
    listed = "".join(f'<file href="{name}" />' for name in files)
    return (
        '<organizations default="B0"><organization identifier="B0"><title>Lifting safely</title>'
        f'<item identifier="i1" isvisible="true" identifierref="r1"><title>Lifting safely</title>{item}</item></organization></organizations>'
        f'<resources><resource identifier="r1" type="webcontent" {kind} href="{href}">{listed}</resource></resources>'
    )


STORY = {
    "index_lms.html": page(),
    "story.html": page("html5/lib/player.js"),
    "lms/driver.js": DRIVER.encode(),
    "html5/lib/player.js": b"var p;",
}
RISE = {
    "scormdriver/indexAPI.html": page("scormdriver.js"),
    "scormdriver/scormdriver.js": DRIVER.encode(),
    "scormcontent/index.html": page("lib/main.js"),
    "scormcontent/lib/main.js": b"var m;",
    "scormcontent/assets/a b.jpg": b"x",
}
ADAPT = {
    "index.html": page("adapt/js/adapt.min.js"),
    "adapt/js/adapt.min.js": DRIVER.encode(),
    "course/en/course.json": b'{"_id": "course"}',
    "course/en/components.json": b"[]",
}
ISPRING = {"res/index.html": page("../lms/driver.js"), "lms/driver.js": DRIVER.encode(), "res/data/img0.png": b"x"}
EXE = {
    "index.html": page("common.js"), "chapter_1.html": page("common.js"), "common.js": DRIVER.encode(), "base.css": b"p{}",
    "imslrm.xml": b'<lom xmlns="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"/>',
}  # fmt: skip

SCORM12 = [
    Shape("storyline", "scorm12", {**STORY, **XSDS, "imsmanifest.xml": m12(
        LOM_DEFAULT + course("index_lms.html", ["index_lms.html", "story.html", "lms/driver.js", "html5/lib/player.js"], item="<adlcp:masteryscore>80</adlcp:masteryscore>"), LOCATIONS)}),
    Shape("rise", "scorm12", {**RISE, "imsmanifest.xml": m12(
        META12 + course("scormdriver/indexAPI.html", ["scormdriver/indexAPI.html", "scormcontent/index.html", "scormcontent/assets/a%20b.jpg"]))}),
    Shape("adapt", "scorm12", {**ADAPT, **XSDS, "imsmanifest.xml": m12(META12 + course("index.html", ["index.html"]), LOCATIONS)}),
    Shape("captivate with a mark in per cent and a file that was deleted", "scorm12", {**STORY, "imsmanifest.xml": m12(
        META12 + course("index_lms.html", ["index_lms.html", "assets/gone.swf"], item="<adlcp:masteryscore>80 %</adlcp:masteryscore>"))}, {"CP355", "CP443"}),
    Shape("ispring with a number first, and backslashes", "scorm12", {**ISPRING, "imsmanifest.xml": m12(
        META12 + course("res/index.html", ["res/index.html", "res\\data\\img0.png"]), "", "5f3ac0de")}, {"CP355", "CP361", "CP401"}),
    Shape("exelearning edited by hand", "scorm12", {**EXE, "imsmanifest.xml": m12(
        META12 + course("index.html", ["index.html"], kind='adlcp:scormType="sco"').replace('default="B0"', 'default="eXe"'))}, {"CP404", "CP417"}),
]  # fmt: skip


def m04(inside: str, version: str = "2004 3rd Edition", metadata: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest identifier="Lifting_course" version="1" xmlns="{CP04}" xmlns:adlcp="{ADL04}" '
        f'xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="{SS04}" {XSI}>'
        f"<metadata><schema>ADL SCORM</schema><schemaversion>{version}</schemaversion>{metadata}</metadata>{inside}</manifest>"
    ).encode()


CONTROLS = '<imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true" />'
PRIMARY = (
    '<imsss:objectives><imsss:primaryObjective objectiveID="PRIMARYOBJ" satisfiedByMeasure="true"><imsss:minNormalizedMeasure>%s'
    "</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives>"
)
HIDE = (
    "<adlnav:presentation><adlnav:navigationInterface>"
    + "".join(f"<adlnav:hideLMSUI>{one}</adlnav:hideLMSUI>" for one in ("continue", "previous", "exit", "abandon"))
    + "</adlnav:navigationInterface></adlnav:presentation>"
)
FLOW = '<imsss:sequencing><imsss:controlMode choice="true" flow="true" /></imsss:sequencing>'


def course04(href: str, files: list[str], sequencing: str = CONTROLS, *, kind: str = 'adlcp:scormType="sco"') -> str:
    made = course(href, files, item=f"<imsss:sequencing>{sequencing}</imsss:sequencing>{HIDE}", kind=kind)
    return made.replace("</organization>", f"{FLOW}</organization>")


TWO = (
    '<organizations default="O1"><organization identifier="O1" adlseq:objectivesGlobalToSystem="false"><title>Lifting safely</title>'
    + "".join(
        f'<item identifier="I{n}" identifierref="R{n}"><title>Part {n}</title><imsss:sequencing>{CONTROLS}</imsss:sequencing></item>'
        for n in (1, 2)
    )
    + f'{FLOW}</organization></organizations><resources><resource identifier="R1" type="webcontent" adlcp:scormType="sco" href="index.html">'
    '<file href="index.html"/><dependency identifierref="COMMON"/></resource><resource identifier="R2" type="webcontent" adlcp:scormType="sco" '
    'href="chapter_1.html"><file href="chapter_1.html"/><dependency identifierref="COMMON"/></resource><resource identifier="COMMON" '
    'type="webcontent" adlcp:scormType="asset"><file href="common.js"/><file href="base.css"/><file href="imslrm.xml"/></resource></resources>'
)
LOM12_IN_2004 = '<lom xmlns="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"><lifecycle/></lom>'
SCORM2004 = [
    Shape("storyline, 2nd edition", "scorm2004", {**STORY, "imsmanifest.xml": m04(
        course04("index_lms.html", ["index_lms.html", "story.html", "lms/driver.js"], PRIMARY % "0.8" + CONTROLS), "CAM 1.3")}),
    Shape("ispring, 4th edition", "scorm2004", {**ISPRING, "imsmanifest.xml": m04(course04("res/index.html", ["res/index.html"]), "2004 4th Edition")}),
    Shape("exelearning with two parts", "scorm2004", {**EXE, "imsmanifest.xml": m04(TWO, "2004 4th Edition")}),
    Shape("captivate with the spelling of 1.2 and a mark of 80", "scorm2004", {**STORY, "imsmanifest.xml": m04(
        course04("index_lms.html", ["index_lms.html"], PRIMARY % "80", kind='adlcp:scormtype="sco"'))}, {"CP417", "CP455"}),
    Shape("adapt that calls itself otherwise, with metadata of 1.2", "scorm2004", {**ADAPT, "imsmanifest.xml": m04(
        course04("index.html", ["index.html"], "<imsss:deliveryControls/>"), "2004 2nd Edition", LOM12_IN_2004)}, {"CP450"}),
    Shape("liascript with both editions in one", "scorm2004", {**ADAPT, "imsmanifest.xml": m04(
        course04("Index.html", ["index.html"], kind='adlcp:scormType="SCO"')).replace(CP04.encode(), CP12.encode())}, {"CP356", "CP416", "CP439"}),
]  # fmt: skip


def c5(inside: str, namespace: str = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd") -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>\n<courseStructure xmlns="{namespace}">{inside}</courseStructure>'.encode()


def said(title: str, language: str = "en-US") -> str:
    text = f'<langstring lang="{language}">{title}</langstring>'
    return f"<title>{text}</title><description>{text}</description>"


C5 = f'<course id="http://lifting.hospital.test/course">{said("Lifting safely")}</course>'
CMI5 = [
    Shape("storyline", "cmi5", {**STORY, "cmi5.xml": c5(
        C5 + f'<au id="http://lifting.hospital.test/course/au1" moveOn="CompletedOrPassed" masteryScore="0.8" launchMethod="OwnWindow">{said("Lifting safely")}<url>index_lms.html?tincan=true</url></au>')}),
    Shape("rise", "cmi5", {**RISE, "cmi5.xml": c5(
        C5 + f'<au id="https://lifting.hospital.test/rise/au" moveOn="Completed" launchMethod="AnyWindow">{said("Lifting safely", "und")}<url>scormcontent/index.html</url></au>')}),
    Shape("adapt with a block", "cmi5", {**ADAPT, "cmi5.xml": c5(
        C5 + f'<block id="https://lifting.hospital.test/b1">{said("Part 1")}<au id="https://lifting.hospital.test/a1" moveOn="Passed" masteryScore="0.75">{said("Page")}<url>index.html</url></au></block>')}),
    Shape("written by hand, with elements for attributes", "cmi5", {**ADAPT, "cmi5.xml": c5(
        C5 + f'<au id="https://lifting.hospital.test/a1">{said("Page")}<url>index.html</url><moveOn>Passed</moveOn><masteryScore>80</masteryScore></au>')}, {"CP518"}),
    Shape("in a namespace of a draft", "cmi5", {**ADAPT, "cmi5.xml": c5(
        C5 + f'<au id="https://lifting.hospital.test/a1" moveOn="Passed">{said("Page")}<url>index.html</url></au>', "http://www.adlnet.gov/xsd/cmi5")}, {"CP500"}),
    Shape("with a page that was renamed and names for ids", "cmi5", {**ADAPT, "cmi5.xml": c5(
        C5.replace("http://lifting.hospital.test/", "") + f'<au id="au1" moveOn="passed">{said("Page")}<url>start.html</url></au>')}, {"CP363", "CP502", "CP513"}),
]  # fmt: skip


def tin(*activities: str) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8" ?>\n<tincan xmlns="http://projecttincan.com/tincan.xsd"><activities>{"".join(activities)}</activities></tincan>'.encode()


def activity(
    iri: str, kind: str = "course", launch: str = "", language: str = "en-US", description: str = "Lifting"
) -> str:
    told = f'<description lang="{language}">{description}</description>' if description else ""
    opened = f'<launch lang="{language}">{launch}</launch>' if launch else ""
    return f'<activity id="{iri}" type="http://adlnet.gov/expapi/activities/{kind}"><name lang="{language}">Lifting</name>{told}{opened}</activity>'


BASE = "http://6fQz1lifting_course_id"
TINCAN = [
    Shape("storyline", "tincan", {**STORY, "tincan.xml": tin(activity(BASE, launch="index_lms.html"), activity(f"{BASE}/6Pk", "module").replace(">Lifting</name>", "></name>"))}),
    Shape("captivate", "tincan", {**ADAPT, "tincan.xml": tin(activity("http://lifting.hospital.test/cp", launch="index.html"))}),
    Shape("ispring without a language", "tincan", {**ISPRING, "tincan.xml": tin(activity("http://lifting.hospital.test/is", launch="res/index.html", language="und"))}),
    Shape("with a placeholder and without the page", "tincan", {**ADAPT, "tincan.xml": tin(activity("http://[YOUR_HOST]/lifting", launch="story.html"))}, {"CP363"}),
    Shape("with one id for two", "tincan", {**ADAPT, "tincan.xml": tin(activity("http://lifting.hospital.test", launch="index.html"), activity("http://lifting.hospital.test", "module"))}, {"CP562"}),
    Shape("with nothing to open", "tincan", {**ADAPT, "tincan.xml": tin(activity("lifting", description=""))}, {"CP552", "CP558"}),
]  # fmt: skip

SHAPES = [*SCORM12, *SCORM2004, *CMI5, *TINCAN]
