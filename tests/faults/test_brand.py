"""Brands: colours that cannot be read or seen, a logo that weighs too much, and files that a brand from elsewhere names."""

import json
import shutil
from pathlib import Path

import pytest

from coursepack.brand.colour import contrast
from coursepack.brand.palette import failures, palettes
from coursepack.checks.brand import MAX_LOGO
from coursepack.load import load
from tests.conftest import AS_OF
from tests.faults.case import Act, Case, Says, change, check, put, run

CREDIT = '"credit": {"include": "credit.json"}'


def brand(rest: str) -> Act:
    return change("course.json", CREDIT, f'{CREDIT}, "brand": {{"name": "Harbour", {rest}}}')


CASES = [
    Case(
        "pale primary",
        brand('"primary": ▸"#7fb2c4"'),
        Says(
            "CP075", "primary colour '#7fb2c4' has a contrast of 1.99 on a tinted box (#ffebd3); text needs 4.5", "'#4"
        ),
    ),
    Case(
        "pale accent",
        brand('"accent": ▸"#F2A900"'),
        Says(
            "CP076", "accent colour '#F2A900' has a contrast of 1.81 on the outline (#eff4f6); a sign needs 3", "'#bb"
        ),
    ),
    Case(
        "both",
        brand('"primary": ▸"#ffff00", "accent": ▸"#ffffff"'),
        [Says("CP075", "primary colour '#ffff00'", "nearest"), Says("CP076", "accent colour '#ffffff'", "nearest")],
    ),
    Case("a colour by name", brand('"primary": ▸"green"'), Says("CP016", "'green'", "")),
    Case("a colour of three digits", brand('"accent": ▸"#0aa"'), Says("CP016", "'#0aa'", "")),
    Case("a face that is not there", brand('"font": ▸"comic"'), Says("CP013", "'comic'", "'humanist'")),
    Case(
        "a logo without words",
        brand('"logo": ▸{"file": "img/plan.svg"}'),
        Says("CP025", "'logo' has no text alternative", "for example"),
    ),
    Case(
        "a logo that is not there",
        brand('"logo": {"file": ▸"logo.svg", "alt": "Harbour"}'),
        Says("CP020", "image 'logo.svg' is not in the course's folder", "no 'logo.svg'"),
    ),
    Case(
        "an include",
        [
            change("course.json", CREDIT, f'{CREDIT}, "brand": {{"include": "brand.json"}}'),
            put("brand.json", '{"schemaVersion": 1, "name": "Harbour",\n "primary": ▸"#88aabb"}'),
        ],
        Says("CP075", "primary colour '#88aabb'", "nearest"),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_said(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


def test_the_hint_passes_and_is_near(base: Path) -> None:
    for primary, accent in (("#7fb2c4", "#f2a900"), ("#ff0000", "#00ff00"), ("#cccccc", "#eeeeee")):
        data = {"schemaVersion": 1, "name": "Harbour", "primary": primary, "accent": accent}
        (base / "brand.json").write_text(json.dumps(data), encoding="utf-8")
        stderr = run("build", base, "--brand", base / "brand.json", "--as-of", AS_OF, "-o", base / "dist").stderr
        hints = [line.split("'")[1] for line in stderr.splitlines() if "nearest colour" in line]
        assert len(hints) == 2, stderr
        light = palettes(*hints)["light"]
        assert list(failures(light, "light")) == []
        worst = min(contrast(hints[0], light[on]) for on in ("paper", "card", "sunk", "warm-tint", "accent-tint"))
        assert 4.5 <= worst < 4.8


@pytest.fixture
def elsewhere(tmp_path: Path, base: Path) -> Path:
    """A brand file outside of the course, with a logo beside it."""
    folder = tmp_path / "house"
    (folder / "signs").mkdir(parents=True)
    shutil.copy(base / "img/plan.svg", folder / "signs/logo.svg")
    data = {"schemaVersion": 1, "name": "Harbour", "logo": {"file": "signs/logo.svg", "alt": "Harbour"}}
    (folder / "brand.json").write_text(json.dumps(data), encoding="utf-8")
    return folder / "brand.json"


def test_a_brand_from_elsewhere_brings_its_files(base: Path, elsewhere: Path) -> None:
    loaded = load(base, AS_OF, elsewhere)
    assert loaded.files["signs/logo.svg"] == elsewhere.parent / "signs/logo.svg"
    assert loaded.course.brand
    assert loaded.course.brand.name == "Harbour"


def test_its_faults_are_its_own_and_said_once(base: Path, elsewhere: Path, tmp_path: Path) -> None:
    (elsewhere.parent / "signs/logo.svg").unlink()
    other = shutil.copytree(base, tmp_path / "other")
    result = run("build", base, other, "--brand", elsewhere, "--as-of", AS_OF, "-o", tmp_path / "dist")
    assert result.exit_code == 1
    assert result.stderr.count("CP020 image 'signs/logo.svg' is not in the brand's folder") == 1
    assert "brand.json:1:" in result.stderr


def test_two_files_cannot_have_one_place(base: Path, elsewhere: Path, tmp_path: Path) -> None:
    (elsewhere.parent / "img").mkdir()
    shutil.copy(base / "img/plan.svg", elsewhere.parent / "img/plan.svg")
    text = elsewhere.read_text(encoding="utf-8").replace("signs/logo.svg", "img/plan.svg")
    elsewhere.write_text(text, encoding="utf-8")
    result = run("build", base, "--brand", elsewhere, "--as-of", AS_OF, "-o", tmp_path / "dist")
    assert result.exit_code == 1
    assert "CP026 'img/plan.svg' is a file of the course and of the brand" in result.stderr


def test_a_brand_file_that_is_not_there(base: Path, tmp_path: Path) -> None:
    result = run("build", base, "--brand", tmp_path / "no.json", "--as-of", AS_OF, "-o", tmp_path / "dist")
    assert result.exit_code == 1
    assert "no.json: CP001" in result.stderr


def test_a_heavy_logo_is_only_a_warning(base: Path, elsewhere: Path) -> None:
    logo = elsewhere.parent / "signs/logo.svg"
    logo.write_bytes(logo.read_bytes().replace(b"</svg>", b"<!--" + b"x" * MAX_LOGO + b"--></svg>"))
    (said,) = [one for one in load(base, AS_OF, elsewhere).warnings if one.code == "CP077"]
    assert "loaded before the first page" in said.message
