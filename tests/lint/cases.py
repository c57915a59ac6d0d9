"""One seeded fault for each rule: code, kind of package, what is broken in the good one, and other codes that must follow from it.

Faults of the zip itself are in `test_hostile.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coursepack.lint import Options
from tests.lint.packages import ID, Break, Files, add, page, put, remove, rename, script, swap

S12, S2004 = "scorm12", "scorm2004"
ITEM12 = '<item identifier="ITEM1" identifierref="RES1" isvisible="true"><title>Hand washing</title></item>'
ITEM2004 = '<item identifier="ITEM1" identifierref="RES1"><title>Hand washing</title>'
CONTROLS = '<imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>'
PRIMARY = '<imsss:primaryObjective objectiveID="main" satisfiedByMeasure="true">'
LONG = "x" * 300


@dataclass(frozen=True)
class Case:
    code: str
    kind: str
    act: Break | Sequence[Break]
    also: tuple[str, ...] = ()
    options: Options | None = None
    name: str = "course.zip"


def item(inside: str) -> Break:
    """Something behind the title of the only item of SCORM 1.2."""
    return swap(ITEM12, ITEM12.replace("</item>", f"{inside}</item>"))


def sequencing(inside: str) -> Break:
    """Something in the sequencing of the only item of SCORM 2004, in its place."""
    return swap("<imsss:sequencing><imsss:objectives>", f"<imsss:sequencing>{inside}<imsss:objectives>")


def objective(inside: str) -> Break:
    return swap("</imsss:objectives>", f"{inside}</imsss:objectives>")


def only(**files: str) -> Break:
    """These files and no others."""

    def act(made: Files) -> None:
        made.clear()
        made.update({name: text.encode() for name, text in files.items()})

    return act


def lms(name: str) -> Options:
    return Options(lms=name)


NAMES = [
    Case("CP300", S12, remove("imsmanifest.xml")),
    Case("CP301", S12, rename("imsmanifest.xml", "course/imsmanifest.xml")),
    Case("CP302", S12, rename("imsmanifest.xml", "ImsManifest.xml")),
    Case("CP312", S12, add("../up.txt", listed=False), ("CP357",)),
    Case("CP313", S12, add("/etc/up.txt", listed=False), ("CP357",)),
    Case("CP314", S12, add("C:up.txt", listed=False), ("CP357",)),
    Case("CP315", S12, add("a\u202eb.txt"), ("CP322",)),
    Case("CP320", S12, [add("a.txt"), add("A.txt")]),
    Case("CP322", S12, add("größe.txt")),
    Case("CP323", S12, add("q&a.txt")),
    Case("CP324", S12, add(f"{LONG}.txt")),
    Case("CP325", S12, add("aux.txt")),
    Case("CP326", S12, add("Thumbs.db")),
    Case("CP327", S12, add("send.php")),
    Case("CP328", S12, add("setup.exe")),
    Case("CP329", S12, add("old.zip")),
    Case("CP336", S12, [add("media"), add("media/a.txt")]),
    Case("CP337", S12, add("./a.txt", listed=False), ("CP357",)),
    Case("CP338", S12, add("u\u0308.txt"), ("CP322",)),
    Case("CP344", S12, put(tincan_DOT_xml=f"""<tincan xmlns="http://projecttincan.com/tincan.xsd"><activities>
        <activity id="{ID}" type="http://adlnet.gov/expapi/activities/course"><name lang="en">a</name>
        <description lang="en">b</description><launch lang="en">index.html</launch></activity></activities></tincan>""")),
]  # fmt: skip

XML = [
    Case("CP345", S12, swap("<title>Hand washing</title></item>", "<title>Soap & water</title></item>")),
    Case("CP346", S12, swap("<manifest ", '<!DOCTYPE manifest SYSTEM "imscp.dtd">\n<manifest ')),
    Case("CP347", S12, swap("<manifest ", '<!DOCTYPE manifest [<!ENTITY a "b">]>\n<manifest ')),
    Case("CP348", S12, swap('encoding="UTF-8"', 'encoding="UTF-7"')),
    Case("CP349", S12, swap("</manifest>", f"</manifest><!--{'x' * (9 << 20)}-->")),
    Case("CP350", S12, lambda files: files.update({"imsmanifest.xml": files["imsmanifest.xml"].decode().replace("UTF-8", "UTF-16").encode("utf-16")})),
    Case("CP351", S12, swap("<manifest ", '<manifest xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b c" ')  , ("CP352",)),
    Case("CP352", S12, swap("<manifest ", '<manifest xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b.xsd" ')),
]  # fmt: skip

FILES = [
    Case("CP355", S12, remove("soap.png"), ("CP630",)),
    Case("CP356", S12, rename("soap.png", "Soap.png"), ("CP357", "CP631")),
    Case("CP357", S12, add("more.txt", listed=False)),
    Case("CP358", S12, swap('<file href="sco.js"/>', '<file href="sco.js"/><file href="../up.js"/>')),
    Case("CP359", S12, swap('<file href="sco.js"/>', '<file href="sco.js"/><file href="file:///D:/up.js"/>'), ("CP373",)),
    Case("CP360", S12, swap('<file href="sco.js"/>', '<file href="sco.js"/><file href="https://a.test/up.js"/>')),
    Case("CP361", S12, swap('href="soap.png"', 'href="img\\soap.png"'), ("CP355", "CP357")),
    Case("CP362", S12, [add("a b.txt"), swap("a%20b.txt", "a b.txt")]),
    Case("CP363", S12, rename("index.html", "start.html"), ("CP357",)),
    Case("CP364", "tincan", rename("index.html", "Index.html")),
    Case("CP365", S12, put(index_DOT_html="")),
    Case("CP366", S12, swap("</metadata>", "<adlcp:location>m.xml</adlcp:location></metadata>")),
    Case("CP367", S12, swap('<file href="sco.js"/>', '<file href="sco.js"/><file href="sco.js"/>')),
]  # fmt: skip

PRIVACY = [
    Case("CP368", S12, page('<script src="https://cdn.test/a.js"></script>')),
    Case("CP369", S12, page('<link rel="stylesheet" href="https://fonts.test/a.css">')),
    Case("CP370", S12, page('<iframe title="Video" src="https://video.test/1"></iframe>')),
    Case("CP371", S12, page('<img alt="" src="http://pictures.test/a.png">'), ("CP370",)),
    Case("CP372", S12, script("load('//www.google-analytics.com/a');")),
    Case("CP373", S12, script("var from = 'C:\\\\Users\\\\kim.lee\\\\Desktop';")),
    Case("CP374", S12, script(f"var key = 'AKIA{'A' * 16}';")),
    Case("CP375", S12, script("h = {Authorization: 'Basic dXNlcjpwYXNzd29yZDEyMw=='};")),
    Case("CP376", S12, script("var c = {endpoint: 'https://lrs.test/xapi/'};")),
    Case("CP377", S12, add("bank.gift", "::Soap:: Which soap? {=any ~none}")),
    Case("CP378", S12, add("course.story")),
    Case("CP379", S12, add("sco.js.map")),
    Case("CP380", S12, add(".git/config")),
    Case("CP381", S12, script("navigator.geolocation.getCurrentPosition(f);")),
    Case("CP382", S12, script("document.cookie = 'page=3';")),
]  # fmt: skip

CONTENT = [
    Case("CP383", S12, script('api.LMSSetValue("cmi.core.lesson_status", "not attempted");')),
    Case("CP384", S12, script('api.LMSSetValue("cmi.core.exit", "normal");')),
    Case("CP385", S12, script('api.LMSSetValue("cmi.completion_status", "completed");')),
    Case("CP386", S2004, script('api.SetValue("cmi.core.lesson_status", "passed");')),
    Case("CP387", S2004, script('api.SetValue("cmi.completion_status", "passed");')),
    Case("CP388", S2004, script('api.SetValue("cmi.exit", "finish");')),
    Case("CP389", S12, script('api.LMSSetValue("cmi.interactions.0.result", "incorrect");')),
    Case("CP390", S12, put(sco_DOT_js="var nothing;")),
    Case("CP391", S12, put(sco_DOT_js="w.API_1484_11.Terminate('');addEventListener('pagehide', f);")),
    Case("CP392", S12, put(sco_DOT_js="api.LMSInitialize('');")),
    Case("CP393", S12, put(sco_DOT_js="api.LMSInitialize(''); window.onunload = function () { api.LMSFinish(''); };")),
    Case("CP394", S12, script("window.top.document.title = 'x';")),
    Case("CP395", S12, page('<script type="module">let a;</script>')),
    Case("CP396", S12, add("app.mjs")),
    Case("CP397", S12, add("player.swf")),
    Case("CP398", S12, add("dispatch.html", "<html lang='en'></html>")),
    Case("CP399", S12, script("navigator.serviceWorker.register('sw.js');")),
    Case("CP632", S12, script('api.LMSSetValue("cmi.interactions.0.id", "Question 1");')),
    Case("CP621", S12, [add("course.js", 'window.coursepackCourse={"minutes":30};'), add("ce/activity.json", '{"minutes": 60}')]),
    Case("CP630", S12, page('<img src="gone.png" alt="Soap">')),
    Case("CP631", S12, page('<img src="Soap.png" alt="Soap">')),
    Case("CP640", S12, swap('<html lang="en">', "<html>", "index.html")),
    Case("CP641", S12, page('<img src="soap.png">')),
    Case("CP642", S12, page('<meta name="viewport" content="width=device-width, user-scalable=no">')),
    Case("CP643", S12, page('<video src="soap.png"></video>')),
    Case("CP644", S12, page('<iframe src="index.html"></iframe>')),
]  # fmt: skip

SCORM = [
    Case("CP400", S12, swap('identifier="HAND-WASHING" ', "")),
    Case("CP401", S12, swap('"HAND-WASHING"', '"2 hands"')),
    Case("CP402", S12, swap('identifier="ITEM1"', 'identifier="ORG1"')),
    Case("CP403", S12, swap("<resources>", "<organizations/><resources>")),
    Case("CP404", S12, swap('default="ORG1"', 'default="ORG2"')),
    Case("CP405", S12, swap(' default="ORG1"', "")),
    Case("CP406", S12, [swap(ITEM12, ""), swap('<organization identifier="ORG1"><title>Hand washing</title>\n\n</organization>', "")], ("CP404", "CP430")),
    Case("CP407", S12, swap('<organization identifier="ORG1"><title>Hand washing</title>', '<organization identifier="ORG1"><title> </title>')),
    Case("CP408", S12, swap("<title>Hand washing</title></item>", "</item>")),
    Case("CP409", S12, swap(ITEM12, ITEM12 + '<item identifier="I2" identifierref="RES9"><title>More</title></item>')),
    Case("CP410", S12, swap(ITEM12, ITEM12 + '<item identifier="I2"><title>More</title></item>')),
    Case("CP411", S12, item('<item identifier="I2" identifierref="RES1"><title>More</title></item>')),
    Case("CP412", S12, swap("</organizations>", '<organization identifier="O2"><title>More</title></organization></organizations>')),
    Case("CP413", S12, swap(' type="webcontent"', "")),
    Case("CP415", S12, swap(' adlcp:scormtype="sco"', "")),
    Case("CP416", S12, swap('scormtype="sco"', 'scormtype="course"')),
    Case("CP417", S12, swap("scormtype", "scormType")),
    Case("CP418", S12, [swap(ITEM12, ITEM12 + '<item identifier="I2" identifierref="R2"><title>More</title></item>'),
                        swap("</resources>", '<resource identifier="R2" type="webcontent" adlcp:scormtype="asset"/></resources>')]),
    Case("CP419", S12, swap('<file href="index.html"/>', "")),
    Case("CP420", S12, swap("</resource>", '<dependency identifierref="RES9"/></resource>')),
    Case("CP421", S12, swap("</resource>", '<dependency identifierref="RES1"/></resource>')),
    Case("CP422", S12, swap('isvisible="true"', 'isvisible="true" parameters="a b"')),
    Case("CP423", S12, swap("<title>Hand washing</title></item>", f"<title>{LONG}</title></item>")),
    Case("CP424", S12, lambda files: swap("<metadata>" + files["imsmanifest.xml"].decode().split("<metadata>")[1].split("<organizations")[0], "")(files)
         or swap("</resources>", "</resources><metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>")(files)),
    Case("CP425", S12, lambda files: files.update({"imsmanifest.xml": files["imsmanifest.xml"].split(b"<resources>")[0] + b"</manifest>"}),
         ("CP357", "CP406", "CP409")),
    Case("CP426", S12, lambda files: files.update({"imsmanifest.xml": files["imsmanifest.xml"].replace(b"adlcp:", b"s:").replace(b":adlcp=", b":s=")})),
    Case("CP427", S12, lambda files: files.update({"imsmanifest.xml": files["imsmanifest.xml"].replace(b"<manifest xmlns=", b"<a:manifest xmlns:a=\"http://www.imsproject.org/xsd/imscp_rootv1p1p2\" xmlns=").replace(b"</manifest>", b"</a:manifest>")})),
    Case("CP428", S12, swap("</manifest>", '<manifest identifier="M2"/></manifest>')),
    Case("CP429", S12, [swap(ITEM12, ITEM12 + '<item identifier="I2" identifierref="R2"><title>More</title></item>'),
                        swap("</resources>", '<resource identifier="R2" type="webcontent" adlcp:scormtype="sco" href="index.html?b"><file href="index.html"/></resource></resources>')]),
    Case("CP430", S12, swap("</resources>", '<resource identifier="R2" type="webcontent" adlcp:scormtype="sco" href="index.html"><file href="index.html"/></resource></resources>')),
    Case("CP431", S12, swap('isvisible="true"', 'isvisible="false"')),
    Case("CP432", S12, swap('isvisible="true"', 'isvisible="yes"')),
    Case("CP433", S12, swap("<resources>", '<resources xml:base=".">')),
    Case("CP434", S12, swap(ITEM12, ITEM12.replace("<title>", "<adlcp:masteryscore>80</adlcp:masteryscore><title>"))),
    Case("CP435", S12, swap(ITEM12, "".join(f'<item identifier="D{n}"><title>Deep</title>' for n in range(5)) + ITEM12 + "</item>" * 5)),
    Case("CP436", S12, swap('version="1.0">', f'version="{"1" * 30}">')),
    Case("CP437", S12, swap("imscp_rootv1p1p2", "imscp_rootv1p1")),
    Case("CP438", S12, swap('scormtype="sco"', 'scormtype="asset"')),
    Case("CP439", S12, swap('xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"', 'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"')),
    Case("CP440", S12, swap("ADL SCORM", "SCORM")),
    Case("CP441", S12, swap("<schemaversion>1.2</schemaversion>", "")),
    Case("CP442", S12, swap("<schemaversion>1.2<", "<schemaversion> 1.2 <")),
    Case("CP443", S12, item("<adlcp:masteryscore>80%</adlcp:masteryscore>")),
    Case("CP444", S12, item("<adlcp:maxtimeallowed>90 min</adlcp:maxtimeallowed>")),
    Case("CP445", S12, item("<adlcp:timelimitaction>exit, message</adlcp:timelimitaction>")),
    Case("CP446", S12, item(f"<adlcp:datafromlms>{LONG}</adlcp:datafromlms>")),
    Case("CP447", S12, item('<adlcp:prerequisites type="aicc_script">ITEM9</adlcp:prerequisites>')),
    Case("CP448", S12, swap(ITEM12, f'<item identifier="T"><title>Top</title>{ITEM12}<adlcp:masteryscore>80</adlcp:masteryscore></item>')),
    Case("CP449", S12, lambda files: [swap(' adlcp:scormtype="sco"', "")(files), swap("<schemaversion>1.2</schemaversion>", "")(files)], ("CP441",)),
    Case("CP600", S12, swap("http://www.imsglobal.org/xsd/imsmd_rootv1p2p1", "http://ltsc.ieee.org/xsd/LOM")),
    Case("CP601", S12, swap("imsmd:status>", "imsmd:staus>", count=2)),
    Case("CP602", S12, swap("<imsmd:educational>", "<imsmd:technical/><imsmd:lifecycle/><imsmd:educational>"), ("CP603",)),
    Case("CP603", S12, swap("<imsmd:lifecycle>", "<imsmd:general/><imsmd:lifecycle>")),
    Case("CP604", S12, swap(">Final<", ">Published<")),
    Case("CP606", S12, swap('<imsmd:langstring xml:lang="en">', "<imsmd:langstring>")),
    Case("CP609", S12, swap('"en">Hand washing', f'"en">{"x" * 1001}')),
    Case("CP610", S12, swap("PT30M", "30 minutes")),
    Case("CP611", S12, swap("<imsmd:language>en<", "<imsmd:language>English<")),
    Case("CP614", S12, swap('"en">Hand washing<', '"en"><')),
]  # fmt: skip

EDITION = [
    Case("CP450", S2004, swap("2004 4th Edition", "2004 2nd Edition")),
    Case("CP451", S2004, swap("<schemaversion>2004 4th Edition</schemaversion>", "")),
    Case("CP452", S2004, swap("2004 4th Edition", "CAM 1.3")),
    Case("CP453", S2004, swap(CONTROLS, "")),
    Case("CP454", S2004, swap('flow="true"', 'flow="false"')),
    Case("CP455", S2004, swap(">0.8<", ">80<")),
    Case("CP456", S2004, swap(' satisfiedByMeasure="true"', "")),
    Case("CP457", S2004, swap("<adlnav:presentation>", "<adlcp:completionThreshold>80</adlcp:completionThreshold><adlnav:presentation>")),
    Case("CP458", S2004, swap("<adlnav:presentation>", "<adlcp:timeLimitAction>exit</adlcp:timeLimitAction><adlnav:presentation>")),
    Case("CP459", S2004, swap("<adlnav:presentation>", f"<adlcp:dataFromLMS>{'x' * 4001}</adlcp:dataFromLMS><adlnav:presentation>")),
    Case("CP460", S2004, [swap(ITEM2004, f'<item identifier="T"><title>Top</title>{ITEM2004}'),
                          swap("</item>", "</item><adlcp:dataFromLMS>x</adlcp:dataFromLMS></item>")]),
    Case("CP461", S2004, swap("<imsss:sequencing><imsss:objectives>", '<imsss:sequencing IDRef="S9"><imsss:objectives>')),
    Case("CP462", S2004, objective('<imsss:objective objectiveID="main"/>')),
    Case("CP463", S2004, objective('<imsss:objective><imsss:mapInfo targetObjectiveID="g"/></imsss:objective>')),
    Case("CP464", S2004, swap("</adlnav:navigationInterface>", "<adlnav:hideLMSUI>next</adlnav:hideLMSUI></adlnav:navigationInterface>")),
    Case("CP465", S2004, swap("<adlnav:hideLMSUI>previous</adlnav:hideLMSUI>", "")),
    Case("CP466", S2004, sequencing('<imsss:limitConditions attemptLimit="2"/>')),
    Case("CP467", S2004, sequencing('<imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="passed"/>'
                                    '</imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule></imsss:sequencingRules>'), ("CP466",)),
    Case("CP468", S2004, sequencing('<imsss:limitConditions attemptLimit="0"/>'), ("CP466",)),
    Case("CP469", S2004, [swap("2004 4th", "2004 3rd"), swap("<adlnav:presentation>", '<adlcp:data><adlcp:map targetID="t"/></adlcp:data><adlnav:presentation>')]),
    Case("CP470", S2004, objective("".join(f'<imsss:objective objectiveID="{name}"><imsss:mapInfo targetObjectiveID="g" writeSatisfiedStatus="true"/></imsss:objective>' for name in "ab"))),
    Case("CP472", S2004, swap("<adlnav:presentation>", "<adlcp:masteryscore>80</adlcp:masteryscore><adlnav:presentation>")),
    Case("CP475", S2004, swap('choice="true"', 'choice="yes"')),
    Case("CP476", S2004, swap('choice="true" flow="true"', 'choice="false" flow="false"'), ("CP454",)),
    Case("CP477", S2004, sequencing('<imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions>'
                                    '<imsss:ruleCondition referencedObjective="o9" condition="satisfied"/>'
                                    '</imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule></imsss:sequencingRules>'), ("CP466",)),
    Case("CP478", S2004, swap('identifier="ITEM1"', 'identifier="ITEM1" adlseq:objectivesGlobalToSystem="false"')),
    Case("CP479", S2004, swap("<schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion>", "<schemaversion>2004 4th Edition</schemaversion><schema>ADL SCORM</schema>")),
    Case("CP480", S2004, swap("<imsss:deliveryControls ", '<imsss:deliveryControls tracked="false" ')),
]  # fmt: skip

UNIT_TITLE = '<title><langstring lang="en">Hand washing</langstring></title><description><langstring lang="en">All of it</langstring></description>'
CMI5 = [
    Case("CP500", "cmi5", swap("w3id.org/xapi/profiles/cmi5/v1", "w3id.org/xapi/profiles/cmi5/v0")),
    Case("CP501", "cmi5", lambda files: files.update({"cmi5.xml": files["cmi5.xml"].replace(b"<course ", b"<objective ").replace(b"</course>", b"</objective>")})),
    Case("CP502", "cmi5", swap(f'<au id="{ID}/au"', '<au id="unit"')),
    Case("CP503", "cmi5", swap("All of it", "")),
    Case("CP504", "cmi5", lambda files: files.update({"cmi5.xml": files["cmi5.xml"].split(b"<au ")[0] + b"</courseStructure>"})),
    Case("CP506", "cmi5", swap(f'<au id="{ID}/au"', f'<au id="{ID}"')),
    Case("CP508", "cmi5", swap("index.html?lang=en", "")),
    Case("CP510", "cmi5", swap("?lang=en", "?endpoint=a")),
    Case("CP512", "cmi5", swap(' moveOn="CompletedAndPassed"', "")),
    Case("CP513", "cmi5", swap('"CompletedAndPassed"', '"passed"')),
    Case("CP514", "cmi5", swap('"CompletedAndPassed"', '"NotApplicable"')),
    Case("CP515", "cmi5", swap('masteryScore="0.8"', 'masteryScore="80"')),
    Case("CP517", "cmi5", swap('"AnyWindow"', '"popup"')),
    Case("CP518", "cmi5", swap("<url>", "<moveOn>Passed</moveOn><url>")),
    Case("CP519", "cmi5", swap(UNIT_TITLE, "<url>index.html</url>" + UNIT_TITLE)),
    Case("CP520", "cmi5", swap(f'idref="{ID}/o1"', f'idref="{ID}/o9"')),
    Case("CP521", "cmi5", swap("</courseStructure>", f'<block id="{ID}/b">{UNIT_TITLE}</block></courseStructure>')),
    Case("CP522", "cmi5", swap('lang="en">All', 'lang="english_US">All')),
    Case("CP523", "cmi5", swap(' masteryScore="0.8"', "")),
    Case("CP526", "cmi5", swap(f'<au id="{ID}/au"', '<au id="https://example.com/au"')),
    Case("CP527", "cmi5", swap("index.html?lang=en", "https://content.test/course")),
]  # fmt: skip

ANSWER = f'<activity id="{ID}/q1" type="http://adlnet.gov/expapi/activities/cmi.interaction">'
TINCAN = [
    Case("CP550", "tincan", swap("projecttincan.com", "tincanapi.com")),
    Case("CP551", "tincan", lambda files: files.update({"tincan.xml": b'<tincan xmlns="http://projecttincan.com/tincan.xsd"><activities/></tincan>'})),
    Case("CP552", "tincan", swap(f'id="{ID}/q1"', 'id="soap"')),
    Case("CP554", "tincan", swap('type="http://adlnet.gov/expapi/activities/cmi.interaction"', 'type="question"')),
    Case("CP555", "tincan", swap('<name lang="en">Soap</name>', "")),
    Case("CP556", "tincan", swap('<description lang="en">Which soap</description>', "")),
    Case("CP557", "tincan", swap('<name lang="en">Soap</name>\n<description lang="en">Which soap</description>', '<description lang="en">Which soap</description><name lang="en">Soap</name>')),
    Case("CP558", "tincan", swap('<launch lang="en">index.html</launch>', "")),
    Case("CP559", "tincan", swap("Which soap</description>", 'Which soap</description><launch lang="en">index.html</launch>')),
    Case("CP561", "tincan", swap('lang="en">Soap', 'lang="">Soap')),
    Case("CP562", "tincan", swap(f'id="{ID}/q1"', f'id="{ID}"')),
    Case("CP563", "tincan", swap(">index.html<", ">https://content.test/course<")),
    Case("CP566", "tincan", swap(">index.html<", ">content\\index.html<"), ("CP363",)),
]  # fmt: skip

OTHERS = [
    Case("CP580", "cartridge", put(more_DOT_txt="x")),
    Case("CP581", "cartridge", swap("1.1.0", "2.0")),
    Case("CP582", "cartridge", swap("</resources>", '<resource identifier="R2" type="quiz" href="index.html"><file href="index.html"/></resource></resources>')),
    Case("CP583", "cartridge", swap("</resources>", '<resource identifier="R2" type="webcontent"/></resources>')),
    Case("CP584", "cartridge", swap(' structure="rooted-hierarchy"', "")),
    Case("CP590", "aicc", put(more_DOT_txt="x")),
    Case("CP591", "aicc", remove("course.cst")),
    Case("CP592", "aicc", put(course_DOT_crs="[Course]\r\nCourse_ID=HW\r\n")),
    Case("CP593", "aicc", remove("index.html")),
    Case("CP620", S12, [add("course.js", 'window.coursepackCourse={"passMark":80};'), item("<adlcp:masteryscore>90</adlcp:masteryscore>")]),
    Case("CP621", S12, add("course.js", 'window.coursepackCourse={"minutes":60};')),
    Case("CP622", S12, add("course.js", 'window.coursepackCourse={"version":"2.0"};')),
    Case("CP339", "aicc", only(**{"index.html": "<html lang='en'>", "course.js": "window.coursepackCourse={};"})),
    Case("CP650", S2004, put(), options=lms("docebo")),
    Case("CP651", "cmi5", put(), options=lms("healthstream")),
    Case("CP653", S12, add(".htaccess"), ("CP327",), lms("docebo")),
    Case("CP655", S12, item("<adlcp:masteryscore>80</adlcp:masteryscore>"), (), lms("cornerstone")),
    Case("CP657", S12, swap("<title>Hand washing</title></item>", f"<title>{LONG}</title></item>"), ("CP423",), lms("moodle")),
    Case("CP658", S12, swap("<title>Hand washing</title></item>", "<title>&#220;bung</title></item>"), (), lms("moodle")),
    Case("CP661", S12, swap("<resources>", '<resources><resource identifier="R0" type="webcontent" adlcp:scormtype="asset" href="sco.js"><file href="sco.js"/></resource>'), (), lms("openedx")),
    Case("CP662", S2004, swap(CONTROLS, ""), ("CP453",), lms("successfactors")),
    Case("CP663", S12, put(), (), lms("oracle"), "Hand washing.zip"),
]  # fmt: skip

CASES = [*NAMES, *XML, *FILES, *PRIVACY, *CONTENT, *SCORM, *EDITION, *CMI5, *TINCAN, *OTHERS]
