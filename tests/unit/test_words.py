"""The player's own texts in a page: forms, isolation, English beside what nobody has reviewed, and marks of language."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from coursepack import strings
from coursepack.render.words import Words

ENGLISH: dict[str, Any] = {
    "plain": "Next",
    "left": {"text": {"one": "{0} page left", "other": "{0} pages left"}},
    "titled": "Lesson {0}: {1}",
    "dated": "Looked up on {0}",
    "leave": {"text": "Leave & go", "critical": True},
    "warned": {"text": "{0} <lost> on {1}", "critical": True},
}


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the entries of a catalogue; English is the one above."""

    def put(name: str, **entries: Any) -> None:
        (tmp_path / f"{name}.json").write_text(json.dumps(entries), encoding="utf-8")
        strings.interface.cache_clear()

    monkeypatch.setattr(strings, "FOLDER", tmp_path)
    put("en", **ENGLISH)
    yield put
    strings.interface.cache_clear()


def entry(text: Any, key: str, status: str = "machine", **more: str) -> dict[str, Any]:
    source = ENGLISH[key] if isinstance(ENGLISH[key], str) else ENGLISH[key]["text"]
    return {"text": text, "source": source, "status": status, **more}


def test_english(catalogues: Any) -> None:
    words = Words("en-US")
    assert words["plain"] == "Next"
    assert words.say("left", 1) == "1 page left"
    assert words.say("left", 0) == words.label("left", 0) == "0 pages left"
    assert words.say("titled", 2, "A < B") == "Lesson 2: A &lt; B"
    assert words.say("titled", 2, "ق") == 'Lesson 2: <bdi dir="rtl">ق</bdi>'
    assert words.say("titled", 2, "A ق") == 'Lesson 2: <bdi dir="ltr">A ق</bdi>'
    assert words.label("titled", 2, "A < B") == "Lesson 2: A < B"
    assert words.say("dated", datetime.date(2026, 11, 23)) == "Looked up on November 23, 2026"
    assert words["leave"] == "Leave &amp; go"
    assert (words.ui, words.own, words.mark("T"), words.foreign, words.two_ways) == ("", "", "T", False, False)


def test_a_translation_chooses_among_its_own_forms(catalogues: Any) -> None:
    forms = {"one": "{0} страница", "few": "{0} страницы", "many": "{0} страниц", "other": "{0} страницы"}
    catalogues("ru", left=entry(forms, "left"))
    said = [str(Words("ru-RU").say("left", number)) for number in (1, 22, 5, 1.5)]
    assert said == ["1 страница", "22 страницы", "5 страниц", "1,5 страницы"]


def test_what_nobody_has_reviewed_shows_its_english(catalogues: Any) -> None:
    catalogues(
        "es",
        leave=entry("Salir", "leave"),
        warned=entry("{0} perdidos, {1}", "warned"),
        plain=entry("Siguiente", "plain"),
    )
    words = Words("es")
    assert words["leave"] == 'Salir <span class="english" lang="en" dir="ltr">Leave &amp; go</span>'
    day = datetime.date(2026, 11, 3)
    beside = '<span class="english" lang="en" dir="ltr">2.5 &lt;lost&gt; on November 3, 2026</span>'
    assert words.say("warned", 2.5, day) == f"2,5 perdidos, 3 de noviembre de 2026 {beside}"
    assert words.label("warned", 2, day) == "2 perdidos, 3 de noviembre de 2026\n2 <lost> on November 3, 2026"
    assert words["plain"] == "Siguiente"
    assert words.for_player(["leave", "plain"])["english"] == {"leave": "Leave & go"}


def test_what_somebody_has_reviewed_stands_alone(catalogues: Any) -> None:
    catalogues("es", leave=entry("Salir", "leave", "reviewed", reviewer="N. N.", reviewedOn="2026-11-23"))
    words = Words("es")
    assert words["leave"] == "Salir"
    assert words.interface.reviewed == 1
    assert "english" not in words.for_player(["leave"])


def test_a_translation_of_what_english_said_before_is_not_used(catalogues: Any) -> None:
    catalogues("es", plain={"text": "Adelante", "source": "Forward", "status": "reviewed"})
    words = Words("es")
    assert words["plain"] == '<span lang="en" dir="ltr">Next</span>'
    assert "plain" in words.interface.lacking
    assert words.interface.reviewed == 0


def test_what_is_missing_is_english_with_english_forms(catalogues: Any) -> None:
    catalogues("ru")
    assert Words("ru").label("left", 21) == "21 pages left"


def test_right_to_left(catalogues: Any) -> None:
    catalogues("ar", titled=entry("الدرس {0}: {1}", "titled"))
    words = Words("ar")
    assert words.direction == "rtl"
    assert words.say("titled", 1, "Signs") == 'الدرس 1: <bdi dir="ltr">Signs</bdi>'
    assert words.say("titled", 1, "HIPAA والعلامات") == 'الدرس 1: <bdi dir="rtl">HIPAA والعلامات</bdi>'
    assert words.label("titled", 1, "Signs") == "الدرس 1: \u2066Signs\u2069"
    assert words.mark("24 hours, every day.") == '<bdi dir="ltr">24 hours, every day.</bdi>'
    assert words.mark("العلامات") == "العلامات"


def test_a_language_without_a_catalogue(catalogues: Any) -> None:
    words = Words("fa")
    assert (words.language.tag, words.direction, words.foreign, words.two_ways) == ("en", "rtl", True, True)
    assert (words.ui, words.own) == (' lang="en"', ' lang="fa"')
    assert words.say("titled", 1, "ت") == 'Lesson 1: <bdi dir="rtl" lang="fa">ت</bdi>'
    assert words.mark("T & U") == '<bdi dir="ltr" lang="fa">T &amp; U</bdi>'
    assert words.mark("ت") == '<span lang="fa">ت</span>'
    assert words.mark_blocks("<p>a</p>\n<ul>\n<li>b</li>") == '<p lang="fa">a</p>\n<ul lang="fa">\n<li>b</li>'


def test_the_script_gets_what_it_says_and_how(catalogues: Any) -> None:
    assert Words("en").for_player(["left"]) == {
        "strings": {"left": ENGLISH["left"]["text"]},
        "plural": [["one", [0, 1, 1]]],
    }
    catalogues("vi", plain=entry("Tiếp", "plain"))
    assert Words("vi").for_player(["plain"]) == {"strings": {"plain": "Tiếp"}, "decimal": ","}


def test_the_pseudo_locale_is_longer_and_keeps_its_holes() -> None:
    strings.interface.cache_clear()
    told, english = strings.interface("en-XA"), strings.interface("en")
    assert told.text("page.previous") == "⟦Þŕéévííóóúúš⟧".replace("Þ", "P")
    assert told.text("page.where").count("{") == 4
    length = {name: sum(len(str(text)) for text in one.texts.values()) for name, one in (("xa", told), ("en", english))}
    assert 1.3 <= length["xa"] / length["en"] <= 1.6
