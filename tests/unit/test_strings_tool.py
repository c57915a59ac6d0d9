"""`python -m tools.strings`: what it finds wrong with a catalogue, and the way of a translation from English to its review."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coursepack import strings
from tools import strings as tool

ENGLISH: dict[str, Any] = {
    "title": "Support",
    "left": {"text": {"one": "{1}: {0} page in 2 parts", "other": "{1}: {0} pages in 2 parts"}, "note": "Pages."},
}
RUSSIAN = {category: "{1}: {0} стр. в 2 частях" for category in ("one", "few", "many", "other")}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(strings, "FOLDER", tmp_path)
    monkeypatch.setattr(tool, "FOLDER", tmp_path)
    (tmp_path / "en.json").write_text(json.dumps(ENGLISH), encoding="utf-8")
    for name in tool.TRANSLATED:
        (tmp_path / f"{name}.json").write_text("{}", encoding="utf-8")
    return tmp_path


def run(*words: object) -> Result:
    return CliRunner().invoke(tool.main, [str(word) for word in words], catch_exceptions=False)


def entry(key: str, text: Any, **more: Any) -> dict[str, Any]:
    source = ENGLISH[key] if isinstance(ENGLISH[key], str) else ENGLISH[key]["text"]
    return {key: {"text": text, "source": source, "status": "machine", **more}}


def said_of(name: str, key: str, text: Any, **more: Any) -> list[str]:
    whole = {"title": "Помощь", "left": RUSSIAN if name == "ru" else text} | {key: text}
    entries = entry("title", whole["title"]) | entry("left", whole["left"]) | entry(key, text, **more)
    return list(tool.faults(name, entries))


def test_a_sound_catalogue_is_silent() -> None:
    assert said_of("ru", "title", "Помощь") == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "is empty"),
        (" ", "is empty"),
        ("<b>Помощь</b>", "holds HTML"),
        ("Помощь&nbsp;", "holds HTML"),
        ('"Помощь"', "straight quotation marks"),
        ("и\u0306", "NFC"),
        ("Помощь ٢", "not Western"),
        ("Помощь\u200f", "invisible"),
        ("Помощь 24", "other digits"),
        ("Помощь {0}", "other holes"),
        ({"other": "Помощь"}, "must have no forms"),
    ],
)
def test_a_faulty_text(text: Any, fault: str) -> None:
    found = said_of("ru", "title", text)
    assert found
    assert all(line.startswith("title: ") for line in found)
    assert any(fault in line for line in found)


@pytest.mark.parametrize(
    ("forms", "fault"),
    [
        (RUSSIAN | {"few": "{0} стр. в 2 частях"}, "few: has other holes"),
        (RUSSIAN | {"one": "{1}: страница в 2 частях"}, "one: has other holes"),
        (RUSSIAN | {"many": "{1}: {0} стр. в 3 частях"}, "many: has other digits"),
        ({"one": "{1}: {0} в 2", "other": "{1}: {0} в 2"}, "needs the forms one, few, many, other"),
        ("{1}: {0} стр. в 2 частях", "needs the forms"),
    ],
)
def test_faulty_forms(forms: Any, fault: str) -> None:
    assert [line for line in said_of("ru", "left", forms) if fault in line]


def test_a_form_for_one_number_only_may_leave_it_out() -> None:
    forms = dict.fromkeys(("zero", "one", "two", "few", "many", "other"), "{1}: {0} في 2")
    assert said_of("ar", "left", forms | {"one": "{1}: صفحة في 2"}) == []
    assert said_of("ar", "left", forms | {"one": "{0}: صفحة في 2"}) != []
    assert said_of("ar", "left", forms | {"few": "{1}: صفحات في 2"}) != []


@pytest.mark.parametrize(
    "more",
    [{"status": "checked"}, {"status": "reviewed"}, {"reviewer": "N. N."}, {"status": "reviewed", "reviewer": "N. N."}],
)
def test_a_status_says_who_and_when(more: dict[str, str]) -> None:
    assert said_of("ru", "title", "Помощь", **more) != []


def test_missing_stale_and_superfluous() -> None:
    old = {
        "title": {"text": "Справка", "source": "Help", "status": "reviewed"},
        "gone": {"text": "x", "source": "y", "status": "human"},
    }
    found = list(tool.faults("ru", old))
    assert [line.split(":")[0] for line in found] == ["title", "left", "gone"]
    assert "stale" in found[0]
    assert "missing" in found[1]
    assert "no such text any more" in found[2]


def test_the_way_of_a_translation(folder: Path) -> None:
    listed = run("missing", "es")
    assert listed.exit_code == 1
    assert "es: title: missing" in listed.stdout
    todo = json.loads(run("give", "es").stdout)
    assert todo["left"]["note"] == "Pages."
    assert list(todo["left"]["text"]) == ["one", "many", "other"]
    todo["title"]["text"] = "Ayuda"
    todo["left"]["text"] = dict.fromkeys(todo["left"]["text"], "{1}: {0} sin partes")
    (folder / "todo.json").write_text(json.dumps(todo), encoding="utf-8")
    taken = run("take", "es", folder / "todo.json", "--status", "human")
    assert "es: left:" in taken.stderr
    assert list(strings.catalogue("es")) == ["title"]
    (folder / "rest.json").write_text(
        json.dumps({"left": dict.fromkeys(todo["left"]["text"], "{1}: {0} en 2 partes")}), encoding="utf-8"
    )
    run("take", "es", folder / "rest.json", "--status", "machine")
    assert run("missing", "es").exit_code == 0
    run("reviewed", "es", "title", "--by", "N. N., interpreter", "--on", "2026-11-23")
    entries = strings.catalogue("es")
    assert entries["title"] == {
        "text": "Ayuda",
        "source": "Support",
        "status": "reviewed",
        "reviewer": "N. N., interpreter",
        "reviewedOn": "2026-11-23",
    }
    assert entries["left"]["status"] == "machine"
    run("take", "es", folder / "todo.json", "--status", "human")
    assert strings.catalogue("es") == entries, "what did not change keeps its review"
    assert run("missing", "es").exit_code == 0


def test_a_review_of_what_is_not_there_is_refused() -> None:
    assert run("reviewed", "es", "nowhere", "--by", "N. N.", "--on", "2026-11-23").exit_code == 1
