"""The prover is proved: a good package passes every story, and each seeded fault is caught by its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from coursepack.package import Package
from coursepack.verify.report import as_data, as_html
from coursepack.verify.run import verify_package
from tests.browser.conftest import package_of

# Put before the player: the course's own page says something else to the LMS than the player does.
SET = "const api = parent.API, set = api.LMSSetValue; api.LMSSetValue = (name, value) => "
FAULTS = {
    "score-shown-is-not-score-sent": ("all right", SET + 'set(name, name === "cmi.core.score.raw" ? "90" : value);'),
    "passes-on-open": (
        "open and close",
        "const api = parent.API, open = api.LMSInitialize; api.LMSInitialize = (none) => { const done = open(none);"
        ' api.LMSSetValue("cmi.core.lesson_status", "passed"); api.LMSCommit(""); return done; };',
    ),
    "status-is-not-the-definitions": (
        "all wrong",
        SET + 'set(name, name === "cmi.core.lesson_status" && value === "incomplete" ? "completed" : value);',
    ),
    "resumes-elsewhere": (
        "leave and resume",
        "const api = parent.API, get = api.LMSGetValue; api.LMSGetValue = (name) => {"
        ' const was = get(name); return name === "cmi.suspend_data" ? "" : was; };',
    ),
    "call-after-finish": (
        "open and close",
        "const api = parent.API, end = api.LMSFinish; api.LMSFinish = (none) => {"
        ' const done = end(none); api.LMSCommit(""); return done; };',
    ),
    "answer-lost": (
        "all right",
        'let lost = ""; ' + SET + '{ const at = /^cmi.interactions.(\\d+)(.*)/.exec(name); if (at && at[1] === "0") return "true";'
        ' return set(at ? `cmi.interactions.${at[1] - 1}${at[2]}` : name, value); };',
    ),
    "outside-request": ("open and close", 'new Image().src = "https://tracker.example/p.gif";'),
    "console-error": ("open and close", 'console.error("Something is wrong.");'),
    "mastery-score-is-not-the-pass-mark": ("all right", ""),
}  # fmt: skip


def seeded(package: Package, script: str) -> Package:
    files = dict(package)
    if script:
        return Package({**files, "player.js": f"(() => {{ {script} }})();\n".encode() + files["player.js"].read()})
    manifest = files["imsmanifest.xml"].read()
    assert b">80</adlcp:masteryscore>" in manifest
    return Package({**files, "imsmanifest.xml": manifest.replace(b">80</", b">70</")})


def test_a_good_package_passes_every_story(
    chromium: Browser, small_course: Callable[..., Path], tmp_path: Path
) -> None:
    plan, package = package_of(small_course(), "scorm12")
    report = verify_package(chromium, package, "good.zip", plan)
    assert report.findings == []
    assert {story.outcome for story in report.stories} == {"ok"}
    (one,) = as_data([report], "Chromium")["packages"]
    assert one["firstContent"]["milliseconds"] > 0
    assert one["stories"][-2]["record"] == {"status": "passed", "success": "unknown", "score": "100", "answers": 2}
    html = as_html([report], "Chromium", "2026-11-25")
    page = chromium.new_page()
    page.set_content(html)
    assert page.locator("figure img").count() == 4
    page.close()


@pytest.mark.parametrize("name", FAULTS)
def test_a_seeded_fault_is_caught_by_name(chromium: Browser, quick: Path, name: str) -> None:
    story, script = FAULTS[name]
    plan, package = package_of(quick, "scorm12")
    report = verify_package(chromium, seeded(package, script), "bad.zip", plan, stories=(story,))
    assert name in {found.name for found in report.findings}


def test_a_package_of_another_course_is_played_without_it(chromium: Browser, quick: Path) -> None:
    plan, _ = package_of(quick, "scorm12")
    foreign = Package({"index.html": "<!doctype html><title>Hello</title><p>Hello"})
    report = verify_package(chromium, foreign, "other.zip", plan, stories=("open and close", "all right"))
    assert [found.code for found in report.findings] == ["CP902"]
    assert report.stories[-1].outcome.startswith("not played")
