"""The course as a web page, and as one file that holds all of it."""

import base64
import json
import re
from pathlib import Path

import lxml.html
import pytest

from coursepack.formats import BY_NAME
from coursepack.formats.html import NOWHERE
from tests.conftest import BASE, COURSES, planned
from tests.faults.case import run

FOLDERS = [BASE, *COURSES]


def single(folder: Path) -> str:
    (file,) = BY_NAME["html"].render(planned(folder)).values()
    return file.read().decode()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_one_file_asks_for_no_other(folder: Path) -> None:
    page = lxml.html.fromstring(single(folder))
    addresses = page.xpath("//@src | //@href | //@data-poster | //@data-described | //@data-away | //@srcset")
    relative = [one for one in addresses if not re.match(r"#|data:|https?:|tel:|sms:|mailto:|about:blank$", one)]
    assert relative == []
    assert page.xpath("//link[@rel='stylesheet'] | //script[@src]") == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_one_file_holds_the_files_of_the_web_page(folder: Path) -> None:
    text, package = single(folder), BY_NAME["web"].render(planned(folder))
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert [one.replace("<\\/script", "</script") for one in scripts] == [
        package[name].read().decode() for name in ("course.js", "player.js")
    ]
    assert f"<style>{package['style.css'].read().decode()}</style>" in text
    copies = re.compile(r"-(\d+|still)\.webp$")
    wanted = {path for path in package if path.startswith("assets/") and not copies.search(path)}
    linked = set(re.findall(r'"(assets/[^"]*)"', package["index.html"].read().decode()))
    for path in wanted & linked:
        assert base64.b64encode(package[path].read()).decode() in text, path


def test_a_download_keeps_its_name(base: Path) -> None:
    for folder in COURSES:
        page = lxml.html.fromstring(single(folder))
        whole = lxml.html.fromstring(BY_NAME["web"].render(planned(folder))["index.html"].read().decode())
        names = [address.rpartition("/")[2] for address in whole.xpath("//a[@download]/@href")]
        assert page.xpath("//a[@download]/@download") == names


def test_words_of_an_author_cannot_end_the_script(base: Path) -> None:
    course = json.loads((base / "course.json").read_text())
    course["title"] = "</script><b>Not bold</b>"
    (base / "course.json").write_text(json.dumps(course))
    text = single(base)
    assert text.count("</script>") == 2
    assert "<b>Not bold" not in text


def test_the_quick_exit_needs_no_file(base: Path) -> None:
    page = lxml.html.fromstring(single(base))
    assert page.get_element_by_id("exit").get("data-away") == NOWHERE
    assert "away.html" not in page.xpath("//@href")


def test_the_command_writes_one_page(base: Path, tmp_path: Path) -> None:
    told = run("build", base, "-f", "html", "-f", "web", "-o", tmp_path / "out")
    assert told.exit_code == 0, told.stderr
    (page,) = (tmp_path / "out").glob("*.html")
    assert page.read_text(encoding="utf-8") == single(base)
    assert "1 file, records nothing" in told.stdout
    assert (tmp_path / "out" / f"{page.name}.sha256").is_file()


def test_an_lms_takes_no_page(base: Path, tmp_path: Path) -> None:
    told = run("build", base, "-f", "html", "--lms", "moodle", "-o", tmp_path / "out")
    assert told.exit_code == 2
    assert "'html' is a page without an LMS" in told.stderr
    assert not (tmp_path / "out").exists()
