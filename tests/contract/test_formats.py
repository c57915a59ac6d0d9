"""Every format renders every course, and what comes out hangs together."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest

from coursepack.checks.ids import is_reserved
from coursepack.formats import FORMATS, Format
from coursepack.lock import LOCK_FILE, read_lock
from coursepack.package import Package
from coursepack.questions import AnyQuestion, SurveyQuestion
from tests.conftest import BASE, COURSES, planned

# What is one file is made of the files of "web": tests/contract/test_web.py.
FOLDERS = [item for item in FORMATS if item.suffix == ".zip"]
PAIRS = [(item, folder) for item in FOLDERS for folder in [BASE, *COURSES]]
IDS = [f"{item.name}-{folder.name}" for item, folder in PAIRS]


@pytest.fixture(scope="module", params=PAIRS, ids=IDS)
def built(request: pytest.FixtureRequest) -> tuple[Path, Package]:
    item: Format = request.param[0]
    return request.param[1], item.render(planned(request.param[1]))


def document(package: Package) -> Any:
    return lxml.html.fromstring(package["index.html"].read().decode())


def course_data(package: Package) -> Any:
    return json.loads(
        package["course.js"].read().decode().removeprefix("window.coursepackCourse=").rstrip().removesuffix(";")
    )


def test_no_id_stands_twice_and_every_inner_link_leads_somewhere(built: tuple[Path, Package]) -> None:
    page = document(built[1])
    ids = page.xpath("//@id")
    assert sorted(name for name in ids if ids.count(name) > 1) == []
    assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= set(ids)
    named = {
        name
        for words in page.xpath("//@aria-labelledby | //@aria-controls | //@aria-describedby")
        for name in words.split()
    }
    assert named <= set(ids)


def test_a_page_cannot_be_called_as_a_part_of_the_document(built: tuple[Path, Package]) -> None:
    own = document(built[1]).xpath("//@id[not(ancestor::article[@data-page])]")
    assert [name for name in own if not is_reserved(name)] == []


def test_addresses_change_with_what_they_name(built: tuple[Path, Package]) -> None:
    """LMSs let browsers keep files for months; an updated course must not meet an old script."""
    page, package = document(built[1]), built[1]
    stamped = [address.partition("?v=") for address in page.xpath("//script/@src | //link[@rel='stylesheet']/@href")]
    assert {name: stamp for name, _, stamp in stamped} == {
        name: package[name].sha256[:8] for name in ("style.css", "course.js", "player.js")
    }


def test_nothing_is_loaded_from_outside_the_package(built: tuple[Path, Package]) -> None:
    page, package = document(built[1]), built[1]
    loaded = [*page.xpath("//@src"), *page.xpath("//link/@href"), *page.xpath("//a[@download]/@href")]
    paths = {unquote(urlsplit(address).path) for address in loaded if not address.startswith("data:")}
    assert paths <= set(package)
    assert {"style.css", "player.js", "course.js"} <= paths
    assert not re.search(rb"url\(\s*['\"]?(https?:)?//|@import", package["style.css"].read())
    assert (
        page.xpath(
            "//script[not(@src)] | //style | //*[@style and not(self::td or self::th)] | //script[@type='module']"
        )
        == []
    )
    handlers = [name for element in page.iter() for name in element.attrib if str(name).startswith("on")]
    assert handlers == []


def test_every_picture_has_an_alternative_and_every_page_one_heading(built: tuple[Path, Package]) -> None:
    page = document(built[1])
    assert page.xpath("//img[not(@alt)]") == []
    assert all(len(article.xpath(".//h1")) == 1 for article in page.xpath("//article"))
    assert page.get("lang")


def test_the_document_and_the_data_name_the_same_numbers(built: tuple[Path, Package]) -> None:
    page, data = document(built[1]), course_data(built[1])
    assert [int(n) for n in page.xpath("//article/@data-page")] == [one["n"] for one in data["pages"]]
    assert [int(n) for n in page.xpath("//@data-block")] == [n for one in data["pages"] for n in one["blocks"]]
    assert sorted(map(int, page.xpath("//@data-quiz"))) == sorted(one["n"] for one in data["quizzes"])
    questions = {one["n"]: one for quiz in data["quizzes"] for one in quiz["questions"]}
    assert sorted(map(int, page.xpath("//@data-question"))) == sorted(questions)
    for field in page.xpath("//fieldset[@data-question]"):
        assert [int(n) for n in field.xpath(".//@data-option")] == questions[int(field.get("data-question"))]["options"]


def test_the_parts_of_keeping_blocks_have_the_numbers_of_the_data(built: tuple[Path, Package]) -> None:
    page, data = document(built[1]), course_data(built[1])
    for keep in data["keeps"]:
        (block,) = page.xpath(f"//*[@data-block='{keep['n']}']")
        assert [int(n) for n in block.xpath(".//input[@type='checkbox']/@value")] == keep.get("items", [])
        ways = [
            [int(scene.get("data-scene")), int(decision.get("data-decision"))]
            for scene in block.xpath(".//*[@data-scene]")
            for decision in scene.xpath(".//*[@data-decision]")
        ]
        assert ways == [way[:2] for way in keep.get("decisions", [])]
        assert [area.get("maxlength") for area in block.xpath(".//textarea")] == [
            str(keep[k]) for k in keep if k == "maxLength"
        ]


def test_the_answers_stand_nowhere_in_plain_sight(built: tuple[Path, Package]) -> None:
    folder, package = built
    course = planned(folder).course
    script = package["course.js"].read().decode()
    html = package["index.html"].read().decode()
    assert '"correct":' not in script
    for quiz in course.quizzes:
        for question in quiz.questions:
            for words in said_after(question):
                assert len(words) < 12 or (words not in html and words not in script)


def said_after(question: AnyQuestion) -> list[str]:
    if isinstance(question, SurveyQuestion):
        return [question.thanks]
    return [question.feedback.correct, question.feedback.incorrect]


def test_every_word_of_a_text_is_in_the_document(built: tuple[Path, Package]) -> None:
    folder, package = built
    words = " ".join(document(package).text_content().split())
    plan = planned(folder)
    for text in plan.texts.values():
        for line in re.findall(r"^[A-Z][A-Za-z ]+$", text, re.MULTILINE):
            assert line in words
    assert all(page.title in words for page in plan.course.pages())


@pytest.mark.parametrize("folder", COURSES, ids=lambda path: path.name)
def test_the_lock_beside_a_course_is_complete(folder: Path) -> None:
    assert (folder / LOCK_FILE).is_file()
    assert planned(folder).lock == read_lock(folder), "build it once and commit its lock"
