"""A brand in a package: its colours, faces and logo, and nothing more to load than that."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from coursepack.brand.faces import FACES
from coursepack.brand.palette import palettes
from coursepack.formats import BY_NAME
from coursepack.load import load
from coursepack.package import Package
from coursepack.plan import plan
from coursepack.schema import ROOT, schemas
from tests.conftest import AS_OF
from tests.conftest import ROOT as HERE

HARBOUR = HERE / "docs/harbour/brand.json"


def rendered(folder: Path, brand: Path | None = None) -> Package:
    return BY_NAME["scorm12"].render(plan(load(folder, AS_OF, brand)))


def style(package: Package) -> str:
    return package["style.css"].read().decode()


def test_a_brand_changes_colours_and_faces(base: Path) -> None:
    plain, branded = style(rendered(base)), style(rendered(base, HARBOUR))
    data = json.loads(HARBOUR.read_text(encoding="utf-8"))
    for palette in palettes(data["primary"], data["accent"]).values():
        for name, color in palette.items():
            assert f"--{name}:{color}" in branded
    assert f"--face-text:{FACES['humanist'].text};" in branded
    assert f"--face-text:{FACES['editorial'].text};" in plain
    assert branded.partition("}\n")[2] == plain.partition("}\n")[2], "the rest is the same for all"


def test_the_logo_is_there_once_and_has_its_words(base: Path) -> None:
    package = rendered(base, HARBOUR)
    document = package["index.html"].read().decode()
    assert {path for path in package if path.startswith("assets/logo")} == {"assets/logo.svg", "assets/logo-dark.svg"}
    places = re.findall(
        r'<source srcset="assets/logo-dark\.svg"[^>]*>\s*<img src="assets/logo\.svg" alt="([^"]*)"', document
    )
    assert places == ["Harbour Light Hospital"] * 2
    assert "brand-plate" not in document


def test_a_logo_for_light_grounds_only_stands_on_white(base: Path, tmp_path: Path) -> None:
    data = json.loads(HARBOUR.read_text(encoding="utf-8"))
    del data["logo"]["dark"]
    shutil.copy(HARBOUR.parent / "logo.svg", tmp_path)
    (tmp_path / "brand.json").write_text(json.dumps(data), encoding="utf-8")
    assert "brand-plate" in rendered(base, tmp_path / "brand.json")["index.html"].read().decode()


def test_a_name_stands_where_there_is_no_logo(base: Path, tmp_path: Path) -> None:
    (tmp_path / "brand.json").write_text('{"schemaVersion": 1, "name": "St. <Ann>"}', encoding="utf-8")
    package = rendered(base, tmp_path / "brand.json")
    assert package["index.html"].read().decode().count("St. &lt;Ann&gt;</p>") == 2
    assert style(package) == style(rendered(base)), "a name alone changes no colour"


def test_a_brand_of_the_course_and_one_from_elsewhere(base: Path) -> None:
    text = (base / "course.json").read_text(encoding="utf-8")
    own = '"brand": {"name": "Own", "primary": "#5b2a66"}, "credit"'
    (base / "course.json").write_text(text.replace('"credit"', own, 1), encoding="utf-8")
    assert "--brand:#5b2a66" in style(rendered(base))
    branded = rendered(base, HARBOUR)
    assert "--brand:#5b2a66" not in style(branded)
    assert ">Own<" not in branded["index.html"].read().decode()


def test_the_same_brand_gives_the_same_bytes(base: Path) -> None:
    assert rendered(base, HARBOUR).digest() == rendered(base, HARBOUR).digest()


def test_the_schema_names_the_faces_that_there_are() -> None:
    assert schemas()[f"{ROOT}brand.schema.json"]["properties"]["font"]["enum"] == list(FACES)


@pytest.mark.parametrize("title", ['A "quoted" title', "Ends with \\", "Zeile\nzwei", "</style>", "العربية"])
def test_no_title_breaks_out_of_the_foot_of_a_page(base: Path, title: str) -> None:
    text = (base / "course.json").read_text(encoding="utf-8")
    (base / "course.json").write_text(text.replace('"Base course"', json.dumps(title)), encoding="utf-8")
    (foot,) = re.findall(r'@bottom-left\{font:9pt sans-serif;content:"([^"]*)"\}\}\n', style(rendered(base)))
    told = re.sub(r"\\([0-9a-f]+) ", lambda match: chr(int(match[1], 16)), foot)
    assert re.sub("[\u2066-\u2069]", "", told).startswith(title)
