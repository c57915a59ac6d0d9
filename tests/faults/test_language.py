"""Languages that the player does not speak, or not surely: said as warnings, because the course can be taken all the same."""

import json
from pathlib import Path

import pytest

from coursepack import strings
from coursepack.load import load
from tests.conftest import AS_OF
from tests.faults.case import run

KNOWN = {"plain": "Next", "safe": {"text": "Leave", "critical": True}}


def translated(key: str, text: str, source: str, status: str = "machine") -> dict[str, object]:
    return {key: {"text": text, "source": source, "status": status}}


@pytest.fixture
def spanish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The Spanish catalogue, to be filled by the test."""
    monkeypatch.setattr(strings, "FOLDER", tmp_path)
    (tmp_path / "en.json").write_text(json.dumps(KNOWN), encoding="utf-8")
    strings.interface.cache_clear()
    yield tmp_path / "es.json"
    strings.interface.cache_clear()


def warned(base: Path, tag: str) -> list[tuple[str, str, str]]:
    file = base / "course.json"
    file.write_text(
        file.read_text(encoding="utf-8").replace('"language": "en-US"', f'"language": "{tag}"'), encoding="utf-8"
    )
    problems = [one for one in load(base, AS_OF).warnings if one.code.startswith("CP07")]
    line = next(n for n, text in enumerate(file.read_text().splitlines(), 1) if '"language"' in text)
    assert [one.place.line for one in problems] == [line] * len(problems)
    return [(one.code, one.message, one.hint) for one in problems]


def test_english_is_silent(base: Path) -> None:
    assert warned(base, "en-GB") == []


def test_a_language_that_the_player_does_not_speak(base: Path) -> None:
    ((code, message, hint),) = warned(base, "fr-CA")
    assert (code, message) == (
        "CP071",
        "the player has no texts in 'fr-CA': its buttons and notices will be in English",
    )
    assert "en, es, zh-Hans" in hint
    built = run("build", base, "--as-of", AS_OF, "-o", base / "dist")
    assert built.exit_code == 0
    assert "warning CP071" in built.stderr


def test_a_catalogue_that_lags_behind(base: Path, spanish: Path) -> None:
    spanish.write_text(
        json.dumps(translated("plain", "Siguiente", "Forward") | translated("safe", "Salir", "Leave", "reviewed"))
    )
    ((code, message, _),) = warned(base, "es-US")
    assert (code, message) == ("CP072", "1 text of the player has no translation into 'es-US' and will be in English")


def test_important_texts_that_nobody_has_reviewed(base: Path, spanish: Path) -> None:
    spanish.write_text(
        json.dumps(translated("plain", "Siguiente", "Next") | translated("safe", "Salir", "Leave", "human"))
    )
    ((code, message, hint),) = warned(base, "es")
    assert (code, message) == ("CP073", "nobody has reviewed 1 important text of the player in 'es'")
    assert "English" in hint


def test_a_reviewed_catalogue_is_silent(base: Path, spanish: Path) -> None:
    spanish.write_text(
        json.dumps(translated("plain", "Siguiente", "Next") | translated("safe", "Salir", "Leave", "reviewed"))
    )
    assert warned(base, "es") == []
