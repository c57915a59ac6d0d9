"""From HTML to our Markdown: the same words, no faults, and a name for whatever is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.exchange.hypertext import Read, escaped, from_html, from_markdown, from_plain
from coursepack.render import markdown

CASES = [
    (
        "<p>Hello <b>big </b>world</p><p>2<sup>3</sup> &lt; 9 &amp; H<sub>2</sub>O</p>",
        "Hello **big** world\n\n2³ < 9 & H₂O",
    ),
    ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n\n  - b\n- c"),
    ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
    ("<table><tr><th>A</th></tr><tr><td>1|2</td></tr></table>", "| A |\n|---|\n| 1\\|2 |"),
    ("a<br>b<br/>", "a\\\nb"),
    ("<h3>Title</h3>text", "**Title**\n\ntext"),
    ("<blockquote><p>q</p></blockquote>", "> q"),
    ("<pre>x = 1\n  y</pre>", "```\nx = 1\n  y\n```"),
    ("<a href='https://example.org/a'>there</a>", "[there](https://example.org/a)"),
    ("<b>a <i>b</i> c</b>", "**a *b* c**"),
    ("1. May", "1\\. May"),
    ("* no list", "\\* no list"),
    ("see [@key] and a_b, _c_", "see [ @key] and a_b, \\_c\\_"),
    ("&lt;script&gt;", "\\<script>"),
    ("&amp;amp;", "\\&amp;"),
    ("x <code>a b</code>", "x `a b`"),
    ("<p>  </p>", ""),
]


@pytest.mark.parametrize(("source", "text"), CASES)
def test_carried(source: str, text: str) -> None:
    assert from_html(source) == Read(text)


LOST = [
    ("a<script>alert(1)</script>", "a", "script"),
    ("<p onclick='x()'>a</p>", "a", "script"),
    ("<style>p {}</style>a", "a", "a style sheet"),
    ("<p style='color: red'>a</p>", "a", "colours, sizes or other styles"),
    ("<iframe src='https://example.org'></iframe>a", "a", "a frame"),
    ("a <u>b</u>", "a b", "underlining"),
    ("<a href='javascript:alert(1)'>a</a>", "a", "a link to 'javascript:alert(1)'"),
    ("<a href='http://example.org'>a</a>", "a", "a link to 'http://example.org'"),
    ("a<sup>x</sup>", "ax", "superscript"),
    ("\\(x^2\\)", "\\\\(x^2\\\\)", "a formula, which stays as it is written"),
    ("a<b>(b)</b>c", "a(b)c", "emphasis and layout"),
    ("<table><tr><td colspan=2>a</td></tr></table>", "|  |\n|---|\n| a |", "cells of a table that span others"),
]


@pytest.mark.parametrize(("source", "text", "lost"), LOST)
def test_lost_and_said(source: str, text: str, lost: str) -> None:
    assert from_html(source) == Read(text, lost=[lost])


def test_pictures_are_named_with_their_alternative() -> None:
    read = from_html("<p>a <img src='@@PLUGINFILE@@/x.png' alt='A  door'></p>")
    assert (read.text, read.pictures) == ("a", [("@@PLUGINFILE@@/x.png", "A door")])


def test_a_line_is_one_paragraph() -> None:
    assert from_html("<p>a</p><p>b<br>c</p>", inline=True) == Read("a b c")
    assert from_html("<ul><li>a</li></ul>", inline=True) == Read("a", lost=["emphasis and layout"])


def test_markdown_stays_or_is_made_safe() -> None:
    assert from_markdown("*a*\n\n- b") == Read("*a*\n\n- b")
    assert from_markdown("a <b>b</b>") == Read("a **b**")
    assert from_markdown("a <script>x</script>").lost == ["script"]


def test_a_text_without_end_is_cut_and_said() -> None:
    read = from_html("<p>" + "word " * 60_000)
    assert len(read.text) < 110_000
    assert read.lost == ["what follows its first 100,000 characters"]


def test_depth_without_end_is_borne() -> None:
    for tag in ("div", "b", "ul><li", "blockquote", "table><tr><td"):
        close = "".join(f"</{part}>" for part in reversed(tag.split("><")))
        assert "word" in from_html(f"<{tag}>" * 70 + "word" + close * 70).text
    deep = from_html("<div>" * 400 + "word" + "</div>" * 400)
    assert deep.lost == ["what is nested more than 250 deep"]


TAGS = st.sampled_from(
    ["p", "b", "i", "ul", "li", "br", "table", "td", "tr", "pre", "code", "a", "img", "sup", "div", "script", "h2"]
)
PIECES = st.one_of(
    st.text(alphabet="ab *_[]()<>&\\#|`~\n1.-+!:@'\"é中", max_size=12),
    TAGS.map(lambda tag: f"<{tag}>"),
    TAGS.map(lambda tag: f"</{tag}>"),
    st.sampled_from(
        ["&lt;", "&amp;", "&nbsp;", "&#0;", "<a href='https://x.org/'>", "<img src=x alt=y>", "<!--", "]]>"]
    ),
)


@given(st.lists(PIECES, max_size=14).map("".join), st.booleans())
def test_anything_becomes_faultless_markdown(source: str, inline: bool) -> None:
    read = from_html(source, inline=inline)
    assert list(markdown.faults(read.text, inline=inline)) == []


@given(st.text(max_size=60))
def test_a_plain_text_says_what_it_says(source: str) -> None:
    text = from_plain(source).text
    assert list(markdown.faults(text)) == []
    clean = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", source)
    assert re.sub(r"\s", "", markdown.plain_text(text)) == re.sub(r"\s", "", clean)


@given(st.text(alphabet="ab *_[]()<>&\\#|`~1.-+!:@", max_size=20))
def test_escaping_is_complete(text: str) -> None:
    line = " ".join(text.split())
    assert re.sub(r"\s", "", markdown.plain_text(escaped(line))) == re.sub(r"\s", "", line)
