"""SCORM 1.2 packages against the official schemas, and against the rules that no schema holds; and the checkers themselves."""

import struct
from pathlib import Path

import pytest

from coursepack import archive
from coursepack.formats import scorm12
from coursepack.package import Package
from tests.conftest import BASE, COURSES, planned
from tests.faults.case import change
from tests.standard.scorm12 import CHECKS, faults
from tests.standard.xsd import faults as schema_faults

MANIFEST = "imsmanifest.xml"


@pytest.fixture(scope="module")
def package() -> Package:
    return scorm12.render(planned(BASE))


@pytest.mark.parametrize("folder", [BASE, *COURSES], ids=lambda path: path.name)
def test_a_course_keeps_every_rule(folder: Path) -> None:
    built = scorm12.render(planned(folder))
    assert schema_faults(built[MANIFEST].read()) == []
    assert faults(built) == []


def test_titles_in_other_scripts_are_written_raw(base: Path) -> None:
    change("course.json", '"Base course"', '"Räume & <Ruhe> “安静” 😀"')(base)
    built = scorm12.render(planned(base))
    assert schema_faults(built[MANIFEST].read()) == []
    assert faults(built) == []
    assert "Räume &amp; &lt;Ruhe&gt; “安静” 😀" in built[MANIFEST].read().decode()


def test_a_mastery_score_stands_only_where_it_is_asked_for(base: Path) -> None:
    assert b"masteryscore" not in scorm12.render(planned(base))[MANIFEST].read()
    change("course.json", '"pages": "all", "assessments"', '"pages": "none", "assessments"')(base)
    change("course.json", '"passMark": 80', '"passMark": 80, "masteryScore": true')(base)
    built = scorm12.render(planned(base))
    assert b"<adlcp:masteryscore>80</adlcp:masteryscore>" in built[MANIFEST].read()
    assert schema_faults(built[MANIFEST].read()) == []
    assert faults(built) == []


# What is replaced in a good manifest, by what, and who must notice.
BROKEN = {
    "foreign child": ("<organizations ", "<x/><organizations ", "schema"),
    "no type": (' type="webcontent"', "", "schema"),
    "2004 spelling": ("adlcp:scormtype", "adlcp:scormType", "schema"),
    "identifier with a space": ('"ORG1">', '"ORG 1">', "schema"),
    "visible yes": ('isvisible="true"', 'isvisible="yes"', "schema"),
    "order of metadata": ("<imsmd:rights>", "<imsmd:lifecycle/><imsmd:rights>", "schema"),
    "listed but absent": ('<file href="index.html"/>', '<file href="index.html"/><file href="gone.js"/>', "p04_p05_listing"),
    "case of a name": ('<file href="course.js"/>', '<file href="Course.js"/>', "p04_p05_listing"),
    "prefix": ("xmlns:adlcp=", "xmlns:scorm=", "m01_m03_document"),
    "dangling default": ('default="ORG1"', 'default="ORG2"', "m08_m12_organization"),
    "dangling resource": ('identifierref="RES1"', 'identifierref="RES2"', "m08_m12_organization"),
    "version": (">1.2<", "> 1.2 <", "m06_m07_metadata"),
    "schema": (">ADL SCORM<", ">SCORM<", "m06_m07_metadata"),
    "asset": ('scormtype="sco"', 'scormtype="asset"', "m20_m21_resource"),
    "start page": ('href="index.html" adlcp', 'href="start.html" adlcp', "m20_m21_resource"),
    "status": (">Final<", ">final<", "lom_profile"),
    "no language": (' xml:lang="x-none">Final', ">Final", "lom_profile"),
    "duration": (">PT1H<", ">1 hour<", "lom_profile"),
    "mastery": ("</title>\n      </item>", "</title><adlcp:masteryscore>180</adlcp:masteryscore></item>", "m15_mastery"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "checker"), BROKEN.values(), ids=BROKEN)
def test_a_broken_manifest_is_noticed(old: str, new: str, checker: str, package: Package) -> None:
    text = package[MANIFEST].read().decode()
    assert old in text
    text = text.replace(old, new)
    if old == "xmlns:adlcp=":
        text = text.replace("adlcp:", "scorm:")
    if checker == "schema":
        assert schema_faults(text.encode())
    else:
        assert checker in {fault.split(":")[0] for fault in faults(Package({**package, MANIFEST: text}))}


FOREIGN = {
    "unlisted": "extra.js",
    "server-side": "run.php",
    "letters": "a b.js",
    "case": "INDEX.html",
    "rubbish": "__MACOSX/a",
    "sources": "course.json",
    "parent": "../x.js",
}


@pytest.mark.parametrize("name", FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_file_is_noticed(name: str, package: Package) -> None:
    assert faults(Package({**package, name: b""}))


def test_every_checker_has_a_fault_that_it_notices() -> None:
    by_name = {checker for _, _, checker in BROKEN.values()} | {"p03_names", "p06_p08_p09_portable"}
    untested = {check.__name__ for check in CHECKS} - by_name
    assert untested == {"p02_manifest_at_root", "m04_m05_identifiers", "m24_m27_nothing_foreign"}


def test_the_other_checkers(package: Package) -> None:
    assert faults(Package({"index.html": b""})) == ["p02_manifest_at_root: no imsmanifest.xml"]
    text = package[MANIFEST].read().decode()
    twice = text.replace('identifier="ITEM1"', 'identifier="ORG1"')
    foreign = text.replace("<resources>", '<x xmlns="urn:x"/><resources>')
    assert "m04_m05_identifiers: identifier 'ORG1' twice" in faults(Package({**package, MANIFEST: twice}))
    assert "m24_m27_nothing_foreign: foreign element {urn:x}x" in faults(Package({**package, MANIFEST: foreign}))


def test_the_archive_is_one_that_every_importer_reads(package: Package, tmp_path: Path) -> None:
    """P-01: PKZIP 2.0, stored or deflated, no encryption, no data descriptors, no zip64, one disk."""
    path = tmp_path / "a.zip"
    archive.write(package, path)
    data = path.read_bytes()
    assert data[-22:-18] == b"PK\x05\x06"
    disk, start_disk, here, total, _, start, comment = struct.unpack("<HHHHLLH", data[-18:])
    assert (disk, start_disk, comment, here, total) == (0, 0, 0, len(package), len(package))
    at = start
    for _ in range(total):
        head = struct.unpack("<4sBBHHHHHLLLHHHHHLL", data[at : at + 46])
        assert head[0] == b"PK\x01\x02"
        assert (head[1], head[3]) == (20, 20)
        assert head[4] in (0, 0x800)
        assert head[5] in (0, 8)
        assert head[12:14] == (0, 0)
        at += 46 + head[11]
