"""Small hand-made packages, so that the hosts are tested without the player."""

from __future__ import annotations

from coursepack.package import Package

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="sample" version="1.2" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <organizations default="ORG1"><organization identifier="ORG1"><title>A sample &amp; nothing more</title>
    <item identifier="ITEM1" identifierref="RES1"><title>Item</title>{item}</item>
  </organization></organizations>
  <resources><resource identifier="RES1" type="webcontent" adlcp:scormtype="sco" href="index.html"/></resources>
</manifest>
"""
TINCAN = """<?xml version="1.0" encoding="UTF-8"?>
<tincan xmlns="http://projecttincan.com/tincan.xsd"><activities>
  <activity id="https://example.org/course/1" type="http://adlnet.gov/expapi/activities/course">
    <name>A sample</name><description lang="en-US">For tests.</description>
    <launch lang="en-US">index.html</launch></activity></activities></tincan>
"""
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Sample</title>
<body style="font-family:sans-serif;padding:1rem"><h1>Sample course</h1><p>It keeps its promises.</p>
<script src="course.js"></script></body></html>"""
GOOD_SCO = """
const api = (window.parent !== window && window.parent.API) || (window.opener && window.opener.API);
const get = (path) => api.LMSGetValue(path);
const set = (path, value) => api.LMSSetValue(path, value);
api.LMSInitialize("");
const status = get("cmi.core.lesson_status");
if (status === "not attempted") { set("cmi.core.lesson_status", "incomplete"); api.LMSCommit(""); }
window.visit = Number(get("cmi.suspend_data") || "0") + 1;
set("cmi.suspend_data", String(window.visit));
set("cmi.core.lesson_location", "page-1");
window.pass = (score) => {
  set("cmi.core.score.raw", String(score)); set("cmi.core.score.min", "0"); set("cmi.core.score.max", "100");
  set("cmi.core.lesson_status", "passed"); api.LMSCommit("");
};
const start = Date.now();
addEventListener("pagehide", () => {
  const seconds = Math.floor((Date.now() - start) / 1000);
  set("cmi.core.session_time", "0000:00:" + String(seconds % 60).padStart(2, "0"));
  set("cmi.core.exit", "suspend");
  api.LMSCommit("");
  if (api.LMSFinish) api.LMSFinish("");
});
"""
BAD_SCO = """
const api = window.parent.API;
api.LMSSetValue("cmi.core.lesson_status", "completed");
api.LMSInitialize(null);
api.LMSInitialize("");
api.LMSInitialize("");
api.LMSGetLastError();
api.LMSSetValue("cmi.core.score.raw", 80);
api.LMSSetValue("cmi.core.score.raw", "180");
api.LMSSetValue("cmi.core.lesson_status", "passed");
api.LMSSetValue("cmi.core.lesson_status", "incomplete");
api.LMSSetValue("cmi.suspend_data", "x".repeat(4097));
api.LMSSetValue("cmi.suspend_data", "\\u00fc");
api.LMSSetValue("cmi.core.session_time", "0100:00:00");
api.LMSSetValue("cmi.interactions.3.id", "q1");
new Image().src = "missing.png";
"""
GOOD_XAPI = """
const q = new URLSearchParams(location.search);
const headers = { Authorization: q.get("auth"), "X-Experience-API-Version": "1.0.3", "Content-Type": "application/json" };
const endpoint = q.get("endpoint");
const actor = JSON.parse(q.get("actor"));
window.say = (verb, more, keepalive) => fetch(endpoint + "statements", { method: "POST", headers, keepalive: !!keepalive,
  body: JSON.stringify({ id: crypto.randomUUID(), actor, verb: { id: "http://adlnet.gov/expapi/verbs/" + verb,
    display: { en: verb } }, object: { id: q.get("activity_id") }, timestamp: new Date().toISOString(),
    context: { registration: q.get("registration") }, ...more }) });
say("initialized");
const state = endpoint + "activities/state?" + new URLSearchParams({ activityId: q.get("activity_id"),
  agent: q.get("actor"), registration: q.get("registration"), stateId: "suspend" });
fetch(state, { headers }).then(() => fetch(state, { method: "PUT", headers, body: '{"page": 1}' }));
addEventListener("pagehide", () => say("terminated", { result: { duration: "PT1S" } }, true));
"""


def scorm(script: str = GOOD_SCO, item: str = "") -> Package:
    """A SCORM 1.2 package of one page; `item`: XML put into its item, such as a masteryscore."""
    manifest = MANIFEST.replace("{item}", item)
    return Package({"imsmanifest.xml": manifest, "index.html": PAGE, "course.js": script})


def xapi(script: str = GOOD_XAPI) -> Package:
    """A tincan.xml package of one page."""
    return Package({"tincan.xml": TINCAN, "index.html": PAGE, "course.js": script})
