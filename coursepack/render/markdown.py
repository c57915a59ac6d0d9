"""A safe subset of Markdown (CommonMark and tables, no HTML) with citations `[@key]` and glossary terms `[words](term:id)`.

Three fences: the checks refuse HTML and unsafe links with their place; the renderer escapes HTML in any case; and what comes
out is cleaned by nh3 once more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

import nh3
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_CITED = r"@[a-z][a-z0-9_-]*(?:,\s[^;@\]]+)?"
# Text may be wrapped within a citation: a line break counts as a space.
CITATION = re.compile(rf"\[({_CITED}(?:;\s*{_CITED})*)\]")
SCHEMES = ("https:", "mailto:", "tel:", "sms:")
_PLAIN = re.compile(r"[A-Za-z0-9 ,.;:'’“”?()%/…–—$é-]*")
_BLOCK_START = re.compile(r"\s|[-+](\s|-|$)|\d+[.)]|$")

_PAGE_LINK = re.compile(r"#[a-z][a-z0-9-]*")
_TERM_LINK = re.compile(r"term:([a-z][a-z0-9]*(?:-[a-z0-9]+)*)")

# Cites: keys of one citation, in order, to HTML.
Cite = Callable[[tuple["Cited", ...]], str]
# The id of the place that uses a glossary term, so that the glossary leads back to it; empty where nothing can.
Use = Callable[[str], str]


class Cited(NamedTuple):
    """One key of a citation, and where in the source (`p. 3`)."""

    key: str
    locator: str


class Fault(NamedTuple):
    """Something that a text may not hold; `line` counts from 0 within the text."""

    line: int
    code: str
    message: str
    hint: str


def _nowhere(term: str) -> str:
    return ""


def to_html(text: str, cite: Cite, use: Use = _nowhere, *, inline: bool = False) -> str:
    """HTML of a Markdown text that has no faults; `inline` leaves out the paragraph around it."""
    if is_plain(text):
        words = escape(text, quote=False)
        return words if inline else f"<p>{words}</p>\n"
    parser = _parser()
    html = parser.renderer.render(_tokens(text, inline), parser.options, {"cite": cite, "use": use})
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_URL_SCHEMES, link_rel=None)


def is_plain(text: str) -> bool:
    """Whether Markdown means nothing in the text, so that it need not be parsed. Most options and feedbacks are so."""
    return _PLAIN.fullmatch(text) is not None and not _BLOCK_START.match(text) and not text.endswith(" ")


def citations(text: str) -> Iterator[tuple[int, Cited]]:
    """Each cited key with the line it stands in (from 0)."""
    if "[@" not in text:
        return
    for token, line in _all_tokens(text):
        if token.type == "citation":
            for cited in token.meta["cited"]:
                yield line, cited


def page_links(text: str) -> Iterator[tuple[int, str]]:
    """Each page that the text links to (`[…](#page-id)`) with the line it stands in (from 0)."""
    if "](" not in text and "]:" not in text:
        return
    for token, line in _all_tokens(text):
        if token.type == "link_open" and _PAGE_LINK.fullmatch(href := str(token.attrGet("href") or "")):
            yield line, href[1:]


def terms(text: str) -> Iterator[tuple[int, str]]:
    """Each glossary term that the text links to with the line it stands in (from 0)."""
    if "term:" not in text:
        return
    for token, line in _all_tokens(text):
        if token.type == "link_open" and (match := _TERM_LINK.fullmatch(str(token.attrGet("href") or ""))):
            yield line, match[1]


def faults(text: str, *, inline: bool = False) -> Iterator[Fault]:
    """HTML, unsafe or broken links, malformed citations, and in inline texts anything that makes a block."""
    if is_plain(text):
        return
    found = [fault for token, line in _all_tokens(text) for fault in _token_faults(token, line)]
    opened = any(fault.code in _HTML and "</" not in fault.message for fault in found)
    yield from (fault for fault in found if not (opened and fault.code in _HTML and "HTML: </" in fault.message))
    if inline:
        yield from _block_faults(text)


_HTML = ("CP040", "CP041")
_BLOCKS = {
    "bullet_list_open": "a list",
    "ordered_list_open": "a list",
    "heading_open": "a heading",
    "blockquote_open": "a quotation",
    "table_open": "a table",
    "hr": "a line across the page",
    "fence": "a block of code",
    "code_block": "a block of code",
}


def _block_faults(text: str) -> Iterator[Fault]:
    """What a text that stands inside a line may not be: several paragraphs, a list, a heading."""
    blocks = [token for token in _tokens(text, False) if token.level == 0 and token.nesting >= 0]
    kinds = [token.type for token in blocks if token.type != "html_block"]
    first = next((kind for kind in kinds if kind in _BLOCKS), "")
    if first:
        hint = "write one plain paragraph; put a backslash before a mark that is meant as it stands: '1\\. May'"
        yield Fault(0, "CP044", f"this text must be one paragraph, but makes {_BLOCKS[first]}", hint)
    elif len(kinds) > 1:
        yield Fault(0, "CP044", f"this text must be one paragraph, but has {len(kinds)}", "remove the empty lines")


def plain_text(text: str) -> str:
    """The words alone, citations left out: for titles, keywords and an LMS's descriptions."""
    words = []
    for token, _ in _all_tokens(text):
        if token.type in ("text", "code_inline", "fence", "code_block"):
            words.append(token.content)
        elif token.type in ("softbreak", "hardbreak", "paragraph_close", "list_item_close", "heading_close"):
            words.append(" ")
    return re.sub(r"\s+([.,;:!?])", r"\1", " ".join("".join(words).split()))


def _token_faults(token: Token, line: int) -> Iterator[Fault]:
    if token.type in ("html_block", "html_inline"):
        tag = token.content.strip().split("\n")[0][:40]
        if re.match(r"<\s*(script|style|iframe|object|embed)|<[^>]*\son\w+\s*=", tag, re.IGNORECASE):
            yield Fault(
                line,
                "CP040",
                f"the text holds a script or active HTML: {tag}",
                "remove it; a course is text and pictures",
            )
        else:
            yield Fault(line, "CP041", f"the text holds HTML: {tag}", "use Markdown; write &lt; for a plain '<'")
    elif token.type == "link_open":
        yield from _link_faults(str(token.attrGet("href") or ""), line)
    elif token.type == "image":
        yield Fault(
            line,
            "CP043",
            "the text holds a picture",
            'use a block {"type": "image"}, which asks for a text alternative',
        )
    elif token.type == "text" and "[@" in token.content:
        yield Fault(line, "CP045", "a citation cannot be read", "write [@key], [@key, p. 3] or [@one; @two]")


def _link_faults(href: str, line: int) -> Iterator[Fault]:
    scheme = re.match(
        r"[a-z][a-z0-9+.-]*:", re.sub(r"[\x00-\x20]|%(0[0-9a-d]|20)", "", href, flags=re.IGNORECASE), re.IGNORECASE
    )
    if scheme is None:
        if not _PAGE_LINK.fullmatch(href):
            yield Fault(
                line,
                "CP042",
                f"the link '{href[:60]}' leads to no web address",
                "write https://…, or #page-id for a page",
            )
    elif scheme[0].lower() == "term:":
        if not _TERM_LINK.fullmatch(href):
            yield Fault(line, "CP042", f"the link '{href[:60]}' names no term", "write [words](term:its-id)")
    elif scheme[0].lower() in ("javascript:", "vbscript:", "data:"):
        yield Fault(line, "CP040", f"the text holds a script link: {href[:40]}", "remove it")
    elif scheme[0].lower() not in SCHEMES:
        hint = "an LMS blocks plain http: write https://" if scheme[0].lower() == "http:" else "write https://…"
        yield Fault(line, "CP042", f"a link cannot begin with '{scheme[0]}'", hint)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # we refuse with a place instead of dropping silently
    parser.inline.ruler.before("link", "citation", _citation_rule)
    for name, rule in _RULES.items():
        parser.add_render_rule(name, rule)
    return parser


@lru_cache(maxsize=4096)
def _tokens(text: str, inline: bool) -> list[Token]:
    return _parser().parseInline(text) if inline else _parser().parse(text)


def _all_tokens(text: str) -> Iterator[tuple[Token, int]]:
    line = 0
    for token in _tokens(text, False):
        line = token.map[0] if token.map else line
        yield token, line
        inner = line
        for child in token.children or []:
            inner += child.type in ("softbreak", "hardbreak")
            yield child, inner


def _citation_rule(state: StateInline, silent: bool) -> bool:
    match = CITATION.match(state.src, state.pos) if state.src.startswith("[@", state.pos) else None
    if match is None:
        return False
    if not silent:
        parts = [" ".join(part.split()).lstrip("@").partition(", ") for part in match[1].split(";")]
        token = state.push("citation", "", 0)
        token.meta = {"cited": tuple(Cited(key, locator) for key, _, locator in parts)}
    state.pos = match.end()
    return True


def _render_citation(self: object, tokens: list[Token], index: int, options: object, env: dict[str, Cite]) -> str:
    return env["cite"](tokens[index].meta["cited"])


def _render_link(self: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    if match := _TERM_LINK.fullmatch(str(tokens[index].attrGet("href") or "")):
        place = env["use"](match[1])
        name = f' id="{place}"' if place else ""
        return f'<a class="term"{name} href="#term-{match[1]}">'
    return self.renderToken(tokens, index, options, env)


def _render_html(self: object, tokens: list[Token], index: int, options: object, env: object) -> str:
    return escape(tokens[index].content)


def _heading_down(self: object, tokens: list[Token], index: int, options: object, env: object) -> str:
    # A page's title is h1 and a block's title h2 or h3, so a text's own headings begin at h2 and end at h4.
    level = min(int(tokens[index].tag[1]) + (0 if tokens[index].tag != "h1" else 1), 4)
    return f"<h{level}>" if tokens[index].nesting == 1 else f"</h{level}>\n"


def _header_cell(self: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    # The empty corner of a table heads nothing, and a screen reader should not announce it as a header.
    opening = index if tokens[index].nesting == 1 else index - 2
    if not tokens[opening + 1].content:
        tokens[index].tag = "td"
    return self.renderToken(tokens, index, options, env)


_RULES: dict[str, Callable[..., str]] = {
    "citation": _render_citation,
    "link_open": _render_link,
    "html_block": _render_html,
    "html_inline": _render_html,
    "th_open": _header_cell,
    "th_close": _header_cell,
    "heading_open": _heading_down,
    "heading_close": _heading_down,
}

_TAGS = set("a abbr blockquote br code em h2 h3 h4 hr li ol p pre strong sup table tbody td th thead tr ul".split())  # noqa: SIM905
_ATTRIBUTES = {
    "a": {"href", "class", "id", "aria-label"},
    "sup": {"class"},
    "ol": {"start"},
    "th": {"style"},
    "td": {"style"},
}
_URL_SCHEMES = {scheme.rstrip(":") for scheme in SCHEMES}
