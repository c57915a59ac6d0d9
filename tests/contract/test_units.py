"""Every format that can hold several units renders every course in lessons, and each unit hangs together."""

import json
import posixpath
import re
from typing import Any
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest

from coursepack.formats import FORMATS, Format
from coursepack.hosts.launchable import find_launches
from coursepack.package import Package
from coursepack.plan import Plan
from tests.conftest import planned
from tests.unit.test_units import CUT, cut

PAIRS = [(item, folder) for item in FORMATS if item.units for folder in CUT]


@pytest.fixture(scope="module", params=PAIRS, ids=lambda pair: f"{pair[0].name}-{pair[1].name}")
def built(request: pytest.FixtureRequest) -> tuple[Plan, Package, Package]:
    """The plan in lessons, its package, and the package of the course in one unit."""
    item: Format = request.param[0]
    made = cut(request.param[1])
    return made, item.render(made), item.render(planned(request.param[1]))


def data_of(package: Package, folder: str) -> Any:
    text = package[f"{folder}course.js"].read().decode()
    return json.loads(text.removeprefix("window.coursepackCourse=").rstrip().removesuffix(";"))


def without_numbers(quiz: Any) -> Any:
    """What is said after an answer names sources by their numbers, which each list of sources counts for itself."""
    return quiz | {"questions": [one | {"feedback": ""} for one in quiz["questions"]]}


def page_of(package: Package, folder: str) -> Any:
    return lxml.html.fromstring(package[f"{folder}index.html"].read().decode())


def test_an_lms_finds_each_unit_in_order(built: tuple[Plan, Package, Package]) -> None:
    made, package, _ = built
    found = find_launches(package)
    assert [one.href for one in found] == [f"{unit.folder}index.html" for unit in made.units]
    assert [one.title for one in found] == [lesson.title for lesson in made.course.lessons]


def test_every_address_leads_into_the_package(built: tuple[Plan, Package, Package]) -> None:
    made, package, _ = built
    for unit in made.units:
        page = page_of(package, unit.folder)
        sets = [one.split()[0] for words in page.xpath("//@srcset") for one in words.split(",")]
        loaded = [*page.xpath("//@src | //link/@href | //a[@download]/@href | //@data-away | //@data-poster"), *sets]
        paths = {
            posixpath.normpath(unit.folder + unquote(urlsplit(one).path))
            for one in loaded
            if not one.startswith("data:")
        }
        assert paths <= set(package)
        assert {"style.css", "player.js", f"{unit.folder}course.js", f"{unit.folder}away.html"} <= paths
        ids = page.xpath("//@id")
        assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= set(ids)


def test_every_asset_is_used_from_some_unit_as_it_was_from_the_course(built: tuple[Plan, Package, Package]) -> None:
    made, package, whole = built
    assets = {path for path in whole if path.startswith("assets/")}
    assert assets == {path for path in package if path.startswith("assets/")}
    html = "".join(package[f"{unit.folder}index.html"].read().decode() for unit in made.units)
    single = whole["index.html"].read().decode()
    named = lambda text: {unquote(path) for path in re.findall(r"(?<=[\"/ ])assets/[^\" ,]*", text)}  # noqa: E731
    assert named(html) == named(single)


def test_the_data_of_all_units_are_the_data_of_the_course(built: tuple[Plan, Package, Package]) -> None:
    made, package, whole = built
    pieces = [data_of(package, unit.folder) for unit in made.units]
    course = data_of(whole, "")
    assert [page["n"] for piece in pieces for page in piece["pages"]] == [page["n"] for page in course["pages"]]
    assert [page["blocks"] for piece in pieces for page in piece["pages"]] == [
        page["blocks"] for page in course["pages"]
    ]
    quizzes = {quiz["id"]: without_numbers(quiz) for piece in pieces for quiz in piece["quizzes"]}
    assert quizzes == {quiz["id"]: without_numbers(quiz) for quiz in course["quizzes"]}
    assert sorted(keep["n"] for piece in pieces for keep in piece["keeps"]) == sorted(k["n"] for k in course["keeps"])
    for name in ("activities", "descriptions"):
        told: dict[str, Any] = {}
        for piece in pieces:
            told |= {key: value for key, value in piece.get(name, {}).items() if key != "course"}
        assert told == {key: value for key, value in course.get(name, {}).items() if key != "course"}


def test_a_part_is_never_called_the_course(built: tuple[Plan, Package, Package]) -> None:
    made, package, whole = built
    for unit in made.units:
        said = data_of(package, unit.folder)["strings"]
        assert said["finish.done"] != data_of(whole, "")["strings"]["finish.done"]
        assert "part" in said["result.completed"]
        assert f"part {unit.plan.part.number} of {len(made.units)}" in page_of(package, unit.folder).text_content()  # type: ignore[union-attr]


def test_what_units_share_stands_once(built: tuple[Plan, Package, Package]) -> None:
    made, package, whole = built
    own = {f"{unit.folder}{name}" for unit in made.units for name in ("index.html", "course.js", "away.html")}
    assert set(package) - own == set(whole) - {"index.html", "course.js", "away.html"}
    assert package["player.js"].sha256 == whole["player.js"].sha256
    assert package["ce/activity.json"].sha256 == whole["ce/activity.json"].sha256
