"""From the HTML of other tools to our safe Markdown. What cannot be carried is named; nothing of it is executed, loaded or kept.

What comes out is proved by reading it again: it has no faults, and says the same words as the source. Where emphasis would break that,
the words come without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape

from lxml import etree, html

from coursepack.exchange.bank import MAX_TEXT
from coursepack.render import markdown

Element = etree._Element

_DROPPED = {
    "script": "script", "style": "a style sheet", "iframe": "a frame", "object": "an embedded object", "embed": "an embedded object",
    "applet": "an applet", "video": "a video", "audio": "a sound", "form": "a form", "input": "a form", "select": "a form",
    "textarea": "a form", "button": "a button", "canvas": "a canvas", "svg": "a drawing (SVG)", "link": "a link to a style sheet",
}  # fmt: skip
_KEPT_BARE = {
    "u": "underlining", "ins": "underlining", "s": "striking out", "del": "striking out", "strike": "striking out",
    "font": "fonts and colours", "mark": "highlighting", "math": "a formula",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "ul", "ol", "dl", "table", "blockquote", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article",
    "figure", "figcaption", "header", "footer", "main", "aside", "address", "center", "body", "li", "dd", "dt", "details", "summary",
}  # fmt: skip
_STRONG, _EMPHASIS = {"b", "strong"}, {"i", "em", "cite", "dfn", "var"}
_SUPER = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_SUB = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_DEPTH = 60
_FORMULA = "a formula, which stays as it is written"
_BREAK = re.compile(r"(?<!\\)((?:\\\\)*)\\\n")
# A formula holds no second beginning, so that a thousand beginnings without an end are looked through once.
_TEX = re.compile(r"\\\((?:(?!\\\().)+?\\\)|\\\[(?:(?!\\\[).)+?\\\]|\$\$.+?\$\$", re.DOTALL)
_MAX_CELLS = 10_000


@dataclass
class Read:
    """A text in Markdown, the pictures in it (source and alternative), and what it lost, each named once."""

    text: str = ""
    pictures: list[tuple[str, str]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def lose(self, what: str) -> None:
        """Note a loss."""
        if what not in self.lost:
            self.lost.append(what)


def from_html(source: str, *, inline: bool = False) -> Read:
    """Markdown of an HTML fragment; with `inline` of one paragraph."""
    if len(source) > MAX_TEXT:
        return _too_long(source, inline)
    if "<" not in source and "&" not in source:
        return from_plain(" ".join(source.split()), inline=inline)
    parser = html.HTMLParser(no_network=True, recover=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(f"<div>{_clean(source)}</div>", parser=parser)
    except (etree.ParserError, ValueError):
        return Read()
    read = from_element(root, inline=inline)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        read.lose("what is nested more than 250 deep")
    return read


def from_element(
    root: Element, *, inline: bool = False, skip: Callable[[Element], bool] = lambda element: False
) -> Read:
    """Markdown of what stands inside an element; elements for which `skip` holds are passed over."""
    if sum(map(len, root.itertext())) > MAX_TEXT:
        return _too_long(escape("".join(map(str, root.itertext()))), inline)
    walk = _Walk(skip)
    blocks = walk.blocks(root, 0)
    read = walk.read
    read.text = " ".join(_BREAK.sub(r"\1 ", " ".join(blocks)).split()) if inline else "\n\n".join(blocks)
    bare = re.sub(r"[\s\0]+", "", "".join(walk.heard))
    if not _holds(read.text, bare, inline):
        plain = from_plain("\n\n".join(walk.plain_blocks()), inline=inline)
        read.text = plain.text
        if plain.text:
            read.lose("emphasis and layout")
    if _TEX.search(bare):
        read.lose(_FORMULA)
    return read


def from_plain(source: str, *, inline: bool = False) -> Read:
    """Markdown that shows a plain text as it is; empty lines part paragraphs, line breaks stay."""
    if len(source) > MAX_TEXT:
        return _too_long(source, inline)
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", _clean(source)) if part.strip()]
    lost = [_FORMULA] if _TEX.search(source) else []
    if inline:
        return Read(escaped(" ".join(" ".join(paragraphs).split())), lost=lost)
    lines = [[escaped(" ".join(line.split())) for line in part.split("\n") if line.strip()] for part in paragraphs]
    return Read("\n\n".join("\\\n".join(part) for part in lines), lost=lost)


def from_markdown(source: str, *, inline: bool = False) -> Read:
    """A text that is Markdown already, made safe when it holds what ours does not."""
    text = " ".join(source.split()) if inline else _clean(source).strip()
    if len(text) <= MAX_TEXT and not any(markdown.faults(text, inline=inline)):
        return Read(text)
    from markdown_it import MarkdownIt

    return from_html(MarkdownIt("commonmark", {"html": True}).enable("table").render(source[:MAX_TEXT]), inline=inline)


def _too_long(source: str, inline: bool) -> Read:
    read = from_html(source[: MAX_TEXT // 2], inline=inline)
    read.lose(f"what follows its first {MAX_TEXT // 2:,} characters")
    return read


def _clean(text: str) -> str:
    """Without characters that no XML can hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", text).replace("\xa0", " ")


def _holds(text: str, bare: str, inline: bool) -> bool:
    """Whether Markdown is without fault and says exactly these words."""
    if any(markdown.faults(text, inline=inline)):
        return False
    return re.sub(r"\s+", "", markdown.plain_text(text)) == bare


_SPECIAL = re.compile(r"([\\`*])")
_BORDER = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_BLANK = re.compile(r"((?<=\s)_+(?=\s))")  # a blank to fill in, between spaces, emphasises nothing
_LINE_START = re.compile(r"^(\s*)([#>+=-]|\d+[.)](?=\s|$)|~~~)", re.MULTILINE)


def escaped(text: str) -> str:
    """A text in which no character means anything to Markdown."""
    text = _SPECIAL.sub(r"\\\1", text)
    text = "".join(part if at % 2 else _BORDER.sub(r"\\_", part) for at, part in enumerate(_BLANK.split(text)))
    text = re.sub(r"<(?=[A-Za-z/!?])", r"\\<", text)
    text = re.sub(r"&(?=#?\w+;)", r"\\&", text)
    text = text.replace("[@", "[ @")  # not even escaped: it would read as a citation gone wrong
    if "](" in text or "]:" in text:
        text = text.replace("[", "\\[")
    return _LINE_START.sub(lambda match: match[1] + _behind(match[2]), text)


def _behind(mark: str) -> str:
    return f"{mark[:-1]}\\{mark[-1]}" if mark[0].isdigit() else f"\\{mark}"


class _Walk:
    """Goes once through the elements and writes Markdown."""

    def __init__(self, skip: Callable[[Element], bool]) -> None:
        self.skip = skip
        self.read = Read()
        self.heard: list[str] = []

    def plain_blocks(self) -> list[str]:
        """The words alone, in the paragraphs of the source."""
        return [part for part in "".join(self.heard).split("\0") if part.strip()]

    def blocks(self, element: Element, depth: int) -> list[str]:
        """Block-level Markdown of what stands inside an element."""
        found: list[str] = []
        line: list[str] = [self._text(element.text)]

        def flush() -> None:
            if text := _tidy("".join(line)):
                found.append(text)
            line.clear()
            self.heard.append("\0")

        for child in element:
            name = _name(child)
            if name in _BLOCKS and not self._passed(child):
                flush()
                found.extend(self._block(child, name, depth + 1))
                self.heard.append("\0")
            else:
                line.append(self._inline(child, depth + 1))
            line.append(self._text(child.tail))
        flush()
        return found

    def _block(self, element: Element, name: str, depth: int) -> list[str]:
        self._style(element)
        if depth > _DEPTH:
            return [self._text("".join(map(str, element.itertext()))).strip()]
        make = {"ul": self._list, "ol": self._list, "table": self._table, "pre": self._fence}.get(name)
        if make is not None:
            return make(element, depth)
        inner = self.blocks(element, depth)
        if name == "blockquote" and inner:
            return ["\n".join(f"> {line}".rstrip() for line in "\n\n".join(inner).split("\n"))]
        if name[0] == "h" and name[1:].isdigit() and len(inner) == 1 and "**" not in inner[0]:
            return [f"**{inner[0]}**"]
        return inner

    def _list(self, element: Element, depth: int) -> list[str]:
        items: list[str] = []
        name = _name(element)
        for child in element:
            if _name(child) != "li" or self._passed(child):
                continue
            mark = f"{len(items) + 1}. " if name == "ol" else "- "
            inner = "\n\n".join(self.blocks(child, depth + 1))
            items.append(mark + inner.replace("\n", "\n" + " " * len(mark)))
            self.heard.append("\0")
        return ["\n".join(re.sub(r"\n +(?=\n)", "\n", item) for item in items)] if items else []

    def _table(self, element: Element, depth: int) -> list[str]:
        caption = next((child for child in element if _name(child) == "caption"), None)
        above = self.blocks(caption, depth + 1) if caption is not None else []
        rows, heads = [], []
        for row in _rows(element):
            cells = [child for child in row if _name(child) in ("td", "th")]
            if any(cell.get(span, "1") != "1" for cell in cells for span in ("colspan", "rowspan")):
                self.read.lose("cells of a table that span others")
            rows.append(
                [" ".join(" ".join(self.blocks(cell, depth + 1)).split()).replace("|", "\\|") for cell in cells]
            )
            heads.append(bool(cells) and all(_name(cell) == "th" for cell in cells))
        width = max((len(row) for row in rows), default=0)
        if not width:
            return above
        if width * len(rows) > _MAX_CELLS:
            self.read.lose(f"the layout of a table of more than {_MAX_CELLS:,} cells")
            return above + [text for row in rows if (text := " ".join(filter(None, row)))]
        if not heads[0]:
            rows.insert(0, [""] * width)
        lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
        return [*above, "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])]

    def _fence(self, element: Element, depth: int) -> list[str]:
        text = "".join(map(str, element.itertext())).strip("\n")
        self.heard.append(text)
        longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
        fence = "`" * max(3, longest + 1)
        return [f"{fence}\n{text}\n{fence}"]

    def _inline(self, element: Element, depth: int) -> str:
        name = _name(element)
        if not name or self._passed(element):
            return ""
        self._style(element)
        if name in _INLINES:
            return str(_INLINES[name](self, element))
        if depth > _DEPTH:
            return self._text("".join(map(str, element.itertext())))
        if name in _KEPT_BARE:
            self.read.lose(_KEPT_BARE[name])
        inner = self._text(element.text)
        for child in element:
            block = _name(child) in _BLOCKS
            inner += " ".join(self._block(child, _name(child), depth + 1)) if block else self._inline(child, depth + 1)
            inner += self._text(child.tail)
        if name in _STRONG or name in _EMPHASIS:
            return _marked(inner, "**" if name in _STRONG else "*")
        return self._link(element, inner) if name == "a" else inner

    def _break(self, element: Element) -> str:
        self.heard.append("\n")
        return "\\\n"

    def _picture(self, element: Element) -> str:
        self.read.pictures.append((str(element.get("src", "")), " ".join(str(element.get("alt", "")).split())))
        return " "

    def _code(self, element: Element) -> str:
        text = " ".join("".join(map(str, element.itertext())).split())
        self.heard.append(text)
        return f"`{text}`" if text and "`" not in text else escaped(text)

    def _shifted(self, element: Element) -> str:
        name = _name(element)
        text = "".join(map(str, element.itertext())).strip()
        shifted = text.translate(_SUPER if name == "sup" else _SUB)
        if any(char == other for char, other in zip(text, shifted, strict=True)):
            self.read.lose("superscript" if name == "sup" else "subscript")
            shifted = text
        self.heard.append(shifted)
        return escaped(shifted)

    def _link(self, element: Element, inner: str) -> str:
        address = str(element.get("href", "")).strip()
        scheme = address.split(":")[0].lower() + ":" if ":" in address else ""
        if (
            scheme in markdown.SCHEMES
            and re.fullmatch(r"[^\s<>()\\]+", address)
            and inner.strip()
            and "](" not in inner
        ):
            return f"[{inner.strip()}]({address})"
        if address:
            self.read.lose(f"a link to '{address[:60]}'")
        return inner

    def _passed(self, element: Element) -> bool:
        """Whether an element is not carried at all; what it was is noted."""
        name = _name(element)
        if self.skip(element) or not name:
            return True
        if name in _DROPPED:
            self.read.lose(_DROPPED[name])
            return True
        return name in ("head", "title", "meta", "base", "template", "noscript")

    def _style(self, element: Element) -> None:
        if any(element.get(key) for key in ("style", "bgcolor", "color", "face", "align")):
            self.read.lose("colours, sizes or other styles")
        if any(str(key).lower().startswith("on") for key in element.attrib):
            self.read.lose("script")

    def _text(self, text: str | None) -> str:
        bare = re.sub(r"\s+", " ", _clean(text or ""))
        self.heard.append(bare)
        return escaped(bare) if bare.strip() else bare


_INLINES: dict[str, Callable[[_Walk, Element], str]] = {
    "br": _Walk._break,
    "img": _Walk._picture,
    **dict.fromkeys(("sup", "sub"), _Walk._shifted),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), _Walk._code),
}


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table itself, not of tables in its cells."""
    for child in table:
        if _name(child) == "tr":
            yield child
        elif _name(child) in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if _name(row) == "tr")


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _marked(inner: str, mark: str) -> str:
    """Emphasis without white space at its borders, where Markdown would not take it for one."""
    bare = inner.strip()
    same = r"\*\*" if mark == "**" else r"(?<![*\\])\*(?!\*)"
    if not bare or re.search(same, bare):
        return inner
    before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    return f"{before}{mark}{bare}{mark}{after}"


def _tidy(text: str) -> str:
    """One paragraph: single spaces, no break at its borders, and nothing at the start of a line that would make a block."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    joined = "\n".join(line for line in lines if line.strip("\\ "))
    joined = re.sub(r"\s*(\\)?$", "", joined) if re.search(r"(?<!\\)\\$", joined) else joined
    return _LINE_START.sub(lambda match: match[1] + _behind(match[2]), joined.strip())
