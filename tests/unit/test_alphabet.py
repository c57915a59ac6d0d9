"""The order of the glossary: the alphabet of each language, whatever the machine knows of it."""

from __future__ import annotations

import random

import pytest

from coursepack.render.alphabet import fold, sort_key

ORDERED = {
    "en-US": ["911", "advocate", "Anxiety", "cafe", "café", "care", "T visa", "trafficking"],
    "es-US": ["casa", "cosa", "nube", "ñame", "oficina", "té", "tráfico", "trata", "zona"],
    "fil": ["nars", "nyebe", "ñoño", "ngayon", "ngiti", "oras"],
    "vi": ["ban", "bàn", "bản", "bán", "bạn", "băng", "bân", "cầm", "dao", "đau", "đi", "em", "êm"],
    "ru-RU": ["ёлка", "ель", "жизнь", "йод", "кровь", "яд"],
    "ko": ["가족", "나이", "도움", "한국", "힘"],
    "ar": ["أمان", "بيت", "تهديد", "جسد", "حرية", "عمل", "يد"],
    "ht": ["bezwen", "edikasyon", "fanmi", "moun", "trafik"],
    "zh-Hans": ["安全", "帮助", "保护", "儿童", "劳动", "人口", "医院", "中心"],
}  # fmt: skip


@pytest.mark.parametrize("language", ORDERED)
def test_order(language: str) -> None:
    wanted = ORDERED[language]
    for seed in range(5):
        mixed = random.Random(seed).sample(wanted, len(wanted))
        assert sorted(mixed, key=lambda word: sort_key(word, language)) == wanted


def test_marks_decide_only_between_words_that_are_equal_without_them() -> None:
    assert sort_key("résumé", "en") > sort_key("resume", "en")
    assert sort_key("résumé", "en") < sort_key("resumes", "en")


def test_a_foreign_script_stands_behind_the_alphabet() -> None:
    assert sorted(["мир", "zebra", "7"], key=lambda word: sort_key(word, "en")) == ["7", "zebra", "мир"]


def test_two_names_that_a_reader_takes_for_one() -> None:
    assert fold("Café  au LAIT") == fold("cafe au lait")
    assert fold("ward") != fold("wards")
