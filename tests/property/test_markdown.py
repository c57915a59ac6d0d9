"""Markdown: the quick way gives what the parser gives, and nothing active ever comes out."""

from unittest.mock import patch

import lxml.html
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coursepack.model import Reference
from coursepack.render import markdown as md
from coursepack.render.bibliography import Bibliography
from coursepack.render.markdown import Cited
from coursepack.render.words import Words

WORDS = Words("en")
plain = st.text(st.sampled_from("ab1 .,)(-;:'%/?é’"), max_size=12)
MARKS = r"""[x]( < > javascript: &#106; &Tab; ` * _ ![ ]( ) [@a] [@ onclick= <script </ | data: // \ ' = https://e.org --- ~~~ a"""
marks = [*MARKS.split(), "\t", "\n", "\n\n", "- ", "1. ", "# ", "[x]: ", "    ", '"']
anything = st.lists(st.sampled_from(marks) | st.text(max_size=3), max_size=14).map("".join)

SAFE_TAGS = set("a blockquote br code div em h2 h3 h4 hr li ol p pre strong sup table tbody td th thead tr ul".split())  # noqa: SIM905


def cite(cited: tuple[Cited, ...]) -> str:
    return Bibliography({one.key: Reference(one.key, "book", "T") for one in cited}, WORDS).cite(cited)


@settings(max_examples=400)
@given(plain, st.booleans())
@example("---", False)
@example("-", False)
@example("+", False)
@example("1.", False)
@example("2) x", False)
def test_plain_text_is_what_the_parser_makes_of_it(text: str, inline: bool) -> None:
    if not md.is_plain(text):
        return
    with patch.object(md, "is_plain", lambda _: False):
        assert [*md.faults(text, inline=inline)] == []
        parsed = md.to_html(text, cite, inline=inline)
    assert md.to_html(text, cite, inline=inline) == parsed


@settings(max_examples=400)
@given(anything, st.booleans())
def test_nothing_active_comes_out(text: str, inline: bool) -> None:
    html = md.to_html(text, cite, inline=inline)
    for element in lxml.html.fromstring(f"<div>{html}</div>").iter():
        assert element.tag in SAFE_TAGS
        assert not [name for name in element.attrib if name.startswith("on")]
        address = element.get("href", "#")
        assert address.startswith(("#", "https:", "mailto:", "tel:", "sms:")) or ":" not in address.split("/")[0]


@settings(max_examples=300)
@given(anything, st.booleans())
def test_what_has_no_faults_loses_nothing(text: str, inline: bool) -> None:
    """A text that the checks let pass holds no link that the renderer would have to take away."""
    if [*md.faults(text, inline=inline)]:
        return
    html = lxml.html.fromstring(f"<div>{md.to_html(text, cite, inline=inline)}</div>")
    assert all(link.get("href") for link in html.iter("a"))


@given(anything)
def test_words_alone_hold_no_marks_of_html(text: str) -> None:
    words = md.plain_text(text)
    assert words == " ".join(words.split())


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_an_entry_of_the_bibliography_is_text(title: str, publisher: str, doi: str) -> None:
    html = Bibliography({}, WORDS).entry(Reference("a", "book", title, publisher=publisher, doi=doi))
    assert {element.tag for element in lxml.html.fromstring(f"<div>{html}</div>").iter()} <= {
        "div",
        "cite",
        "a",
        "bdi",
    }


def test_sources_are_numbered_as_they_are_cited() -> None:
    sources = {key: Reference(key, "book", key.upper()) for key in "abc"}
    book = Bibliography(sources, WORDS)
    html = book.cite((Cited("c", "p. 3"),))
    assert html == '<sup class="cite">[<a href="#ref-c" id="cite-c-1" aria-label="Source 1: C">1</a>, p. 3]</sup>'
    book.cite((Cited("a", ""), Cited("c", "")))
    assert [(source.id, anchors) for source, anchors in book.cited()] == [
        ("c", ["cite-c-1", "cite-c-2"]),
        ("a", ["cite-a-1"]),
    ]
