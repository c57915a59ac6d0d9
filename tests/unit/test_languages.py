"""Tags, directions, plural forms, dates and numbers of languages."""

import datetime
from typing import Any

import pytest

from coursepack.languages import direction, language, languages
from tests.unit.test_vectors import vectors


@pytest.mark.parametrize(
    ("tag", "catalogue"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("es-US", "es"),
        ("es-419", "es"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-Hans-SG", "zh-Hans"),
        ("zh_hans_cn", "zh-Hans"),
        ("tl", "fil"),
        ("tl-PH", "fil"),
        ("fil", "fil"),
        ("ar-EG", "ar"),
        ("ht-HT", "ht"),
        ("ko-Kore-KR", "ko"),
        # Another language, or the same in a script that its readers may not know.
        ("zh-TW", None),
        ("zh-HK", None),
        ("zh-Hant", None),
        ("ar-Latn", None),
        ("fr", None),
        ("und", None),
    ],
)
def test_a_tag_finds_its_catalogue(tag: str, catalogue: str | None) -> None:
    found = language(tag)
    assert (found.catalogue if found else None) == catalogue
    assert found is None or found.tag == tag


@pytest.mark.parametrize(
    ("way", "tags"),
    [("rtl", "ar fa-IR prs ur he az-Arab pa-PK"), ("ltr", "en ar-Latn pa zh-Hans ht sw-KE")],
)
def test_direction(way: str, tags: str) -> None:
    for tag in tags.split():
        assert direction(tag) == way
        found = language(tag)
        assert found is None or found.direction == way


def test_each_language_has_what_it_needs() -> None:
    for one in languages():
        assert len(one.months) == (12 if "{month}" in one.date else 0)
        assert one.decimal in ".,"
        assert one.categories[-1] == "other"


@pytest.mark.parametrize("case", vectors("plurals"), ids=lambda case: case["language"])
def test_plural_forms(case: dict[str, Any]) -> None:
    spoken = language(case["language"])
    assert spoken
    for category, numbers in case["found"].items():
        assert {spoken.category(int(number)) for number in numbers.split()} == {category}
    assert {spoken.category(value) for value in (1.5, "1", None, True)} == {"other"}


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("en-US", "November 3, 2026"),
        ("en-GB", "3 November 2026"),
        ("es-US", "3 de noviembre de 2026"),
        ("zh-CN", "2026年11月3日"),
        ("vi", "ngày 3 tháng 11 năm 2026"),
        ("ko", "2026년 11월 3일"),
        ("tl", "Nobyembre 3, 2026"),
        ("ar", "3 نوفمبر 2026"),
        ("ht", "3 novanm 2026"),
        ("ru", "3 ноября 2026 года"),
    ],
)
def test_a_date(tag: str, shown: str) -> None:
    spoken = language(tag)
    assert spoken
    assert spoken.long_date(datetime.date(2026, 11, 3)) == shown


@pytest.mark.parametrize(
    ("tag", "shown"), [("en", "1.5"), ("es", "1,5"), ("es-US", "1.5"), ("ar", "1.5"), ("ru", "1,5")]
)
def test_a_number(tag: str, shown: str) -> None:
    spoken = language(tag)
    assert spoken
    assert spoken.number(1.5) == shown
    assert spoken.number(1500) == "1500"
