"""The play server without a browser: files, formats, rebuilding."""

from __future__ import annotations

import http.client
import json
import time
from pathlib import Path

import pytest

from coursepack.hosts.launchable import NothingToLaunchError, find_launch
from coursepack.package import Blob, Package
from coursepack.play import PlayServer, serve
from tests.hosts import samples


def ask(
    server: PlayServer, method: str, target: str, body: str | None = None, **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request(method, target, body, {name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    return response, response.read()


# --- what is launched -------------------------------------------------------------------------------------------------


def test_scorm_manifest() -> None:
    item = (
        '<adlcp:masteryscore xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">80</adlcp:masteryscore>'
        '<x:datafromlms xmlns:x="http://www.adlnet.org/xsd/adlcp_rootv1p2">abc</x:datafromlms>'
    )
    launch = find_launch(samples.scorm(item=item))
    assert (launch.format, launch.href, launch.title) == ("scorm12", "index.html", "A sample & nothing more")
    assert (launch.mastery, launch.launch_data) == ("80", "abc")


MANIFEST_2004 = """<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
    xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata><schema>ADL SCORM</schema><schemaversion>{version}</schemaversion></metadata>
  <organizations default="O"><organization identifier="O"><title>Later</title>
    <item identifier="I" identifierref="R"><title>Item</title>{item}</item></organization></organizations>
  <resources><resource identifier="R" type="webcontent" adlcp:scormType="sco" href="index.html"/></resources></manifest>"""
SEQUENCING = """<imsss:sequencing><imsss:limitConditions attemptAbsoluteDurationLimit="PT1H"/>
  <imsss:objectives><imsss:primaryObjective satisfiedByMeasure="true">
    <imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives>
  <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="false"/></imsss:sequencing>"""
THRESHOLDS = {
    "2004 3rd Edition": "<adlcp:completionThreshold>0.7</adlcp:completionThreshold>",
    "2004 4th Edition": '<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.7"/>',
}


def later(version: str, item: str = "") -> Package:
    manifest = MANIFEST_2004.format(version=version, item=item)
    return Package({"imsmanifest.xml": manifest, "index.html": samples.PAGE})


@pytest.mark.parametrize(("version", "threshold"), THRESHOLDS.items(), ids=THRESHOLDS)
def test_scorm_2004_manifest(version: str, threshold: str) -> None:
    launch = find_launch(later(version, threshold + SEQUENCING))
    assert (launch.format, launch.href, launch.title) == ("scorm2004", "index.html", "Later")
    assert (launch.mastery, launch.threshold, launch.max_time) == ("0.8", "0.7", "PT1H")
    assert (launch.completion_by_content, launch.success_by_content) == ("true", "false")
    bare = find_launch(later(version))
    assert (bare.mastery, bare.threshold, bare.completion_by_content, bare.success_by_content) == ("", "", "", "")


def test_another_schemaversion_is_taken_for_scorm_12() -> None:
    assert find_launch(later("CAM 1.3")).format == "scorm2004"
    assert find_launch(later("2004 2nd Edition")).format == "scorm12"


def test_a_2004_attempt_that_was_not_suspended_is_over() -> None:
    with serve(lambda: later("2004 4th Edition")) as server:
        attempts = []
        for end in ("suspend", "normal", "suspend"):
            launch = json.loads(ask(server, "POST", "/api/launch", "{}")[1])
            attempts.append((launch["attempt"], launch["stored"].get("cmi.exit")))
            report = {"launch": launch["launch"], "set": {"cmi.exit": end}, "finished": True, "ended": True}
            ask(server, "POST", "/api/scorm", json.dumps(report))
        assert attempts == [(1, None), (1, "suspend"), (2, None)]


def test_tincan_manifest() -> None:
    launch = find_launch(samples.xapi())
    assert (launch.format, launch.href, launch.activity_id) == ("xapi", "index.html", "https://example.org/course/1")


def test_bases_and_parameters() -> None:
    text = samples.MANIFEST.replace("{item}", "").replace("<resources>", '<resources xml:base="a/">')
    text = text.replace('identifierref="RES1"', 'identifierref="RES1" parameters="&amp;x=1"')
    package = Package({"imsmanifest.xml": text, "a/index.html": ""})
    assert find_launch(package).href == "a/index.html?x=1"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "neither imsmanifest.xml nor tincan.xml"),
        ({"imsmanifest.xml": "<manifest>"}, "not well-formed"),
        ({"imsmanifest.xml": "<manifest/>"}, "no organization"),
        ({"imsmanifest.xml": samples.MANIFEST.replace("{item}", "")}, "'index.html', which is not in the package"),
        ({"tincan.xml": "<tincan/>"}, "no activity"),
    ],
)
def test_nothing_to_launch(files: dict[str, str], words: str) -> None:
    with pytest.raises(NothingToLaunchError, match=words):
        find_launch(Package(files))


def test_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    doctype = f'<!DOCTYPE manifest [<!ENTITY e SYSTEM "{secret.as_uri()}">]><manifest'
    text = samples.MANIFEST.replace("{item}", "").replace("<manifest", doctype, 1).replace("A sample", "&e;")
    assert "secret" not in find_launch(Package({"imsmanifest.xml": text, "index.html": ""})).title


# --- files ------------------------------------------------------------------------------------------------------------


def test_files_with_types_and_ranges(tmp_path: Path) -> None:
    film = tmp_path / "film"
    film.write_bytes(bytes(range(100)))
    package = Package({**samples.scorm(), "img/ward 1.png": b"png", "film.mp4": Blob(path=film)})
    with serve(lambda: package) as server:
        response, body = ask(server, "GET", "/content/index.html?v=1")
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        assert body.startswith(b"<!doctype html>")
        assert ask(server, "GET", "/content/img/ward%201.png")[0].headers["Content-Type"] == "image/png"
        for wanted, found in (
            ("bytes=10-19", range(10, 20)),
            ("bytes=90-", range(90, 100)),
            ("bytes=-5", range(95, 100)),
        ):
            response, body = ask(server, "GET", "/content/film.mp4", Range=wanted)
            assert (response.status, body) == (206, bytes(found))
            assert response.headers["Content-Range"] == f"bytes {found[0]}-{found[-1]}/100"
        assert ask(server, "GET", "/content/film.mp4", Range="bytes=200-")[0].status == 416
        etag = response.headers["ETag"]
        assert ask(server, "GET", "/content/film.mp4", If_None_Match=etag)[0].status == 304


@pytest.mark.parametrize(
    "path", ["../play.py", "..%2fplay.py", "/etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "nothing.js", ""]
)
def test_only_the_package_is_served(path: str) -> None:
    with serve(samples.scorm) as server:
        assert ask(server, "GET", f"/content/{path}")[0].status == 404
        assert ask(server, "POST", "/content/index.html", "x")[0].status == 405
        assert server.desk.missing


def test_only_under_its_own_name() -> None:
    with serve(samples.scorm) as server:
        assert ask(server, "GET", "/", Host=f"evil.example:{server.port}")[0].status == 403
        assert ask(server, "GET", "/")[0].status == 200
        assert ask(server, "GET", "/api/nothing")[0].status == 404
        assert ask(server, "POST", "/api/launch", "{")[0].status == 400


# --- launches and reports ---------------------------------------------------------------------------------------------


def test_pages_of_other_sites_write_nothing() -> None:
    with serve(samples.scorm) as server:
        own = f"http://127.0.0.1:{server.port}"
        assert ask(server, "POST", "/api/launch", "{}", Origin="https://evil.example")[0].status == 403
        assert ask(server, "PUT", "/xapi/statements", "{}", Origin="null")[0].status == 403
        assert server.scorm.launches == []
        assert ask(server, "POST", "/api/launch", "{}", Origin=own)[0].status == 200


def test_a_launch_that_ends_without_finish_is_a_violation() -> None:
    with serve(samples.scorm) as server:
        launch = json.loads(ask(server, "POST", "/api/launch", "{}")[1])["launch"]
        call = {"seq": 1, "t": 0, "method": "LMSInitialize", "args": [""], "result": "true", "error": "0"}
        report = {"launch": launch, "calls": [call, call], "set": {"cmi.core.lesson_status": "incomplete"}}
        assert ask(server, "POST", "/api/scorm", json.dumps(report))[0].status == 200
        assert server.scorm.values == {"cmi.core.lesson_status": "incomplete"}
        assert len(server.scorm.calls) == 1
        assert server.scorm.violations == []
        ask(server, "POST", "/api/scorm", json.dumps({"launch": launch, "ended": True}))
        assert [one.code for one in server.scorm.violations] == ["no-finish"]
        assert server.faults == ["no-finish: the launch ended without LMSFinish, or Terminate"]
        assert ask(server, "POST", "/api/scorm", json.dumps({"launch": 99}))[0].status == 409


# --- rebuilding -------------------------------------------------------------------------------------------------------


def until(condition: object, seconds: float = 4) -> None:
    """Waits for a callable to become true."""
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def test_rebuilt_when_watch_changes_and_errors_keep_the_old_one() -> None:
    state = {"version": 1, "text": "one", "broken": False}

    def build() -> Package:
        if state["broken"]:
            raise RuntimeError("the builder is ill")
        return Package({"index.html": str(state["text"])})

    with serve(build, watch=lambda: int(state["version"])) as server:
        assert ask(server, "GET", "/content/index.html")[1] == b"one"
        state.update(version=2, text="two")
        until(lambda: ask(server, "GET", "/content/index.html")[1] == b"two")
        state.update(version=3, broken=True)
        until(lambda: server.shelf.error)
        assert ask(server, "GET", "/content/index.html")[1] == b"two"
        news = json.loads(ask(server, "GET", "/api/news?since=0")[1])
        assert "RuntimeError: the builder is ill" in news["error"]
        state.update(version=4, text="four", broken=False)
        until(lambda: ask(server, "GET", "/content/index.html")[1] == b"four")
        assert server.shelf.error == ""


def test_a_broken_first_build_is_told() -> None:
    with serve(lambda: Package({})) as server:
        response, body = ask(server, "POST", "/api/launch", "{}")
        assert response.status == 409
        assert "neither imsmanifest.xml" in json.loads(body)["error"]


def test_stop_frees_the_port() -> None:
    server = serve(samples.scorm)
    server.stop()
    server.stop()
    again = serve(samples.scorm, port=server.port)
    assert again.port == server.port
    again.stop()
