"""Manifests, CE facts and listings of the course that holds every block, as they were accepted (`make accept`)."""

import pytest

from coursepack.formats import BY_NAME, FORMATS
from coursepack.load import load
from coursepack.plan import plan
from tests.conftest import AS_OF, ROOT, Golden, planned

FILES = {
    "scorm12": ["imsmanifest.xml", "ce/activity.json"],
    "scorm2004-3": ["imsmanifest.xml"],
    "scorm2004-4": ["imsmanifest.xml"],
    "xapi": ["tincan.xml"],
    "cmi5": ["cmi5.xml"],
    "web": [],
    "html": [],
    "cc": ["imsmanifest.xml", "quizzes/final.xml"],
    "epub": ["EPUB/package.opf", "EPUB/book_contents.xhtml"],
}


@pytest.mark.parametrize(("name", "files"), FILES.items(), ids=FILES)
def test_package(name: str, files: list[str], golden: Golden) -> None:
    package = BY_NAME[name].render(planned(ROOT / "courses/every-block"))
    golden(f"{name}/listing.txt", "".join(f"{path}\n" for path in package))
    for file in files:
        golden(f"{name}/{file.rsplit('/', 1)[-1]}", package[file].read().decode())


def test_every_format_is_here() -> None:
    assert set(FILES) == set(BY_NAME)


@pytest.mark.parametrize("name", [item.name for item in FORMATS if item.units])
def test_units(name: str, golden: Golden) -> None:
    """The same course with a unit for each lesson."""
    package = BY_NAME[name].render(plan(load(ROOT / "courses/every-block", AS_OF), lessons=True))
    golden(f"{name}/units/listing.txt", "".join(f"{path}\n" for path in package))
    manifest = "cmi5.xml" if name == "cmi5" else "imsmanifest.xml"
    golden(f"{name}/units/{manifest}", package[manifest].read().decode())


def test_credit_facts(golden: Golden) -> None:
    package = BY_NAME["scorm12"].render(planned(ROOT / "tests/faults/base"))
    golden("credit.json", package["ce/activity.json"].read().decode())
