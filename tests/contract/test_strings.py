"""Interface texts: every key that is said exists, every key that exists is said, and none is joined, hard-coded or badly placed."""

import json
import re
from pathlib import Path

import pytest

from coursepack.languages import SOURCE, languages
from coursepack.strings import FOLDER, catalogue, critical
from tests.conftest import ROOT
from tools.strings import faults

KEYS = set(catalogue(SOURCE))
TEMPLATES = sorted((ROOT / "coursepack/templates").rglob("*.j2"))
SCRIPTS = sorted((ROOT / "player/src").rglob("*.ts"))
SAID = re.compile(r"""\b(?:s\[|(?:say|label)\()\s*["']([^"']+)["']\s*(~?)""")
SAID_BY_SCRIPT = re.compile(r"""\b(?:say(?:\.in)?|trouble|calm)\(\s*(?:"\w+",\s*"[^"]*",\s*)?([^\s,)]+)""")
ATTRIBUTE = re.compile(r"""=\s*"[^"{]*\{\{\s*(s\[|say\()""")


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_is_a_catalogue_for_each_language_and_a_language_for_each_catalogue() -> None:
    assert {one.catalogue for one in languages()} == {path.stem for path in FOLDER.glob("*.json")}


def test_no_key_stands_twice() -> None:
    for path in FOLDER.glob("*.json"):
        keys = [key for key, _ in json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=list)]
        assert len(keys) == len(set(keys)), path.name


@pytest.mark.parametrize("name", [one.catalogue for one in languages()])
def test_a_catalogue_is_complete_and_sound(name: str) -> None:
    """Every key and no other, no stale source, the language's plural forms, the same holes and digits (tools/strings.py)."""
    found = list(faults(name))
    assert not found, f"{name}: 'python -m tools.strings give {name}' prints what is to be done:\n" + "\n".join(found)


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_a_template_says_what_exists(path: Path) -> None:
    for key, joined in SAID.findall(path.read_text(encoding="utf-8")):
        assert any(known.startswith(key) for known in KEYS) if joined else key in KEYS, key


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_an_attribute_gets_a_label_and_an_element_gets_words(path: Path) -> None:
    """`s[…]` and `say(…)` may bring marks of language with them, which stand in no attribute: there it is `label(…)`."""
    text = path.read_text(encoding="utf-8")
    assert ATTRIBUTE.findall(text) == []
    for label in re.finditer(r"\{\{\s*label\(", text):
        assert re.search(r'="[^"{]*$', text[: label.start()]), "label(…) stands outside of an attribute"


@pytest.mark.parametrize("path", SCRIPTS, ids=relative)
def test_a_script_says_what_exists(path: Path) -> None:
    """A key is a plain literal, so that the build of the player finds it (player/build.mjs)."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\bsay(?:\.in)?\([^)]*`", text), "a key is put together"
    for words in SAID_BY_SCRIPT.findall(text):
        for key in re.findall(r'"([^"]+)"', words):
            assert key in KEYS, key


def test_a_script_says_important_texts_with_their_english() -> None:
    """`say.in` puts the English beside them; `say` alone would leave it out."""
    important = {key for key, entry in catalogue(SOURCE).items() if critical(entry)}
    code = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    assert {key for key in re.findall(r'\bsay\(\s*"([^"]+)"', code) if key in important} == set()


def test_each_text_is_said_somewhere() -> None:
    templates = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    code = "".join(path.read_text(encoding="utf-8") for path in [*SCRIPTS, *(ROOT / "coursepack").rglob("*.py")])
    literal = {key for key, joined in SAID.findall(templates) if not joined}
    prefixes = tuple(key for key, joined in SAID.findall(templates) if joined)
    mute = {key for key in KEYS - literal if not key.startswith(prefixes) and f'"{key}"' not in code + templates}
    assert mute == set()


def test_a_package_carries_the_texts_that_its_player_says() -> None:
    carried = json.loads((ROOT / "coursepack/static/player-keys.json").read_text(encoding="utf-8"))
    source = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    said = {key for key in KEYS if f'"{key}"' in source}
    assert {key for sections in carried.values() for keys in sections.values() for key in keys} == said, (
        "run 'make player'"
    )


# Text between two tags: letters there are English that no catalogue knows.
LETTERS = re.compile(r">([^<>{}]*[A-Za-z][^<>{}]*)<")


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_a_template_holds_no_words_of_its_own(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"\{\{.*?\}\}", "{}", text, flags=re.DOTALL)
    assert LETTERS.findall(text) == []
    assert re.findall(r'(?:aria-label|title|alt|placeholder)="([^"{]*[A-Za-z][^"{]*)"', text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_a_template_joins_no_pieces(path: Path) -> None:
    """A colon, a bracket or a full stop beside a text belongs to the text: languages set it otherwise."""
    text = re.sub(r"\{%.*?%\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    said = r"\{\{\s*(?:s\[[^{}]*?|say\([^{}]*?)\}\}(?:</\w+>)?"
    assert re.findall(rf"{said}\s*[.:;,()–·]", text) == []
    assert re.findall(rf"[(–·:]\s*{said}", text) == []
