"""What coursepack builds is without errors and warnings by its own rules: every course in every format, whole and in units."""

from pathlib import Path

import pytest

from coursepack.formats import FORMATS
from coursepack.lint import Level, Report, lint
from coursepack.lint.registry import Finding
from tests.faults.case import run


def complaints(report: Report) -> list[Finding]:
    return [one for one in report.findings if one.level in (Level.ERROR, Level.WARNING)]


@pytest.mark.parametrize("units", ["course", "lesson"])
def test_what_is_built_lints_clean(course: Path, units: str, tmp_path: Path) -> None:
    if units == "lesson" and course.name == "every-question":
        return  # its pretest passes over a lesson, which units refuse (CP231)
    chosen = [item for item in FORMATS if item.imported and (item.units or units == "course")]
    words = [word for item in chosen for word in ("-f", item.name)]
    assert run("build", course, *words, "--units", units, "-o", tmp_path).exit_code == 0
    built = [path for path in tmp_path.iterdir() if path.suffix != ".sha256"]
    assert len(built) == len(chosen)
    for path in built:
        report = lint(path)
        assert report.kinds, path
        assert complaints(report) == [], path


def test_a_package_with_errors_is_not_left_behind(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coursepack.formats.scorm12.ADLCP", "http://www.adlnet.org/xsd/adlcp_v1p3")
    result = run("build", base, "-f", "scorm12", "-o", tmp_path / "dist")
    assert result.exit_code == 1
    assert "CP439" in result.output or "CP415" in result.output or "CP417" in result.output
    assert not list((tmp_path / "dist").iterdir())
