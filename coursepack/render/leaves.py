"""A course taken apart for a reader that has no player: one document for each page, without script.

The same words as in the player's document, and nothing that would be untrue where nobody counts pages, keeps notes or answers questions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from lxml import etree, html
from markupsafe import Markup

from coursepack.blocks import QuizBlock
from coursepack.brand.sheet import sheet
from coursepack.model import Quiz
from coursepack.package import Blob
from coursepack.plan import Plan
from coursepack.render.html import Renderer
from coursepack.render.words import Words

Element = etree._Element

# What stands in the place of a quiz, made from its form, which may stay; None: nothing.
Replace = Callable[[Quiz, Element, Words], Element | None]

STYLE = "style.css"
_SHEET = Path(__file__).parent.parent / "templates/leaf.css"
# The parser knows these only as elements that hold something.
_EMPTY = ("source", "track", "wbr")
_OPEN = re.compile(rf"<({'|'.join(_EMPTY)})\b([^>]*[^>/])?>")
_CLOSE = re.compile(rf"</(?:{'|'.join(_EMPTY)})>")
_PLAYERS_OWN = (
    "nav[@class='turn']",
    "p[@class='zoom']",
    "p[@class='field-how']",
    "p[@class='scene-end'][not(node())]",
)
_KEPT = "data-label"
_SETTINGS = ("loading", "decoding", "tabindex", "novalidate", "srcset", "sizes", "autocomplete", "role")


@dataclass(frozen=True)
class Leaf:
    """One document: `name` is its file's name without an ending, `lesson` the number of its lesson, or 0; `quizzes` stand on it."""

    name: str
    title: str
    body: Element
    lesson: int = 0
    quizzes: tuple[str, ...] = ()


class Leaves:
    """The documents of a plan in the order of reading; `ending` is that of their files."""

    def __init__(self, plan: Plan, ending: str, quiz: Replace) -> None:
        self.plan, self.ending, self._quiz = plan, ending, quiz
        self.renderer = Renderer(plan)
        self.words = self.renderer.words
        self.all = list(self._made())

    def _made(self) -> Iterator[Leaf]:
        articles = self._articles()
        lessons = [(number, page) for number, lesson in enumerate(self.plan.course.lessons, 1) for page in lesson.pages]
        at = {
            str(one.get("id")): str(article.get("id"))
            for article in articles
            for one in _found(article, "self::*[@id] | .//*[@id]")
        }
        for index, article in enumerate(articles):
            name = str(article.get("id"))
            title = _said(_found(article, ".//h1")[0])
            leaf = Leaf(name, title, article)
            if index < len(lessons):
                number, page = lessons[index]
                quizzes = tuple(block.quiz for block in page.blocks if isinstance(block, QuizBlock))
                leaf = replace(leaf, lesson=number, quizzes=quizzes)
            self._quieten(article)
            self._lead(article, name, at)
            yield leaf

    def _articles(self) -> list[Element]:
        pages = self.renderer.pages()
        whole = self.renderer.document(pages, dict.fromkeys(("style.css", "course.js", "player.js"), ""))
        root = html.fromstring(_OPEN.sub(r"<\1\2/>", whole))
        return [one for one in root.iter("article") if "page" in str(one.get("class")).split()]

    def _quieten(self, article: Element) -> None:
        """Take away what only the player can keep true."""
        quizzes = {str(self.plan.lock.quizzes[quiz.id]): quiz for quiz in self.plan.course.quizzes}
        for form in _found(article, ".//form[@data-quiz]"):
            made = self._quiz(quizzes[str(form.get("data-quiz"))], form, self.words)
            if made is not form:
                _swap(form, made)
        for path in _PLAYERS_OWN:
            for one in _found(article, f".//{path}"):
                _swap(one, None)
        _rules(article, self.words)
        for one in list(article.iter()):
            _still(one)

    def _lead(self, article: Element, name: str, at: dict[str, str]) -> None:
        """Links to what stands in another document."""
        for link in article.iter("a"):
            href = str(link.get("href", ""))
            if href.startswith("#") and at.get(href[1:], name) != name:
                other = at[href[1:]]
                link.set("href", f"{other}{self.ending}" + ("" if other == href[1:] else href))

    def assets(self) -> dict[str, bytes | Path]:
        """The files that the documents show or link to."""
        used = {
            unquote(value)
            for leaf in self.all
            for one in _found(leaf.body, ".//*[@src or @href or @poster]")
            for value in (str(one.get(name, "")) for name in ("src", "href", "poster"))
            if value.startswith("assets/")
        }
        return {path: self.plan.assets[path] for path in sorted(used)}

    def style(self) -> bytes:
        """The style sheet that all of them share."""
        course = self.plan.course
        foot = self.words.label("page.foot", course.title, course.version, course.revised)
        return sheet(course.brand, foot).encode() + _sheet()

    def document(self, leaf: Leaf, *, xml: bool = False) -> str:
        """A whole document: HTML, or XHTML with `xml`."""
        support = f"support{self.ending}" if self.plan.course.support and leaf.name != "support" else ""
        template = self.renderer.environment.get_template("leaf.html.j2")
        return template.render(
            course=self.plan.course,
            words=self.words,
            ui=self.words.ui,
            s=self.words,
            title=leaf.title,
            body=Markup(_written(leaf.body, xml=xml)),
            support=support,
            xml=xml,
        )

    def files(self, *, xml: bool = False) -> dict[str, Blob | bytes | str]:
        """All of them with their style and assets, by path."""
        documents = {f"{leaf.name}{self.ending}": self.document(leaf, xml=xml) for leaf in self.all}
        carried = {path: Blob(path=file) if isinstance(file, Path) else file for path, file in self.assets().items()}
        return {**documents, STYLE: self.style(), **carried}


@cache
def _sheet() -> bytes:
    return _SHEET.read_bytes()


def _written(body: Element, *, xml: bool) -> str:
    text = etree.tostring(body, encoding="unicode", method="xml" if xml else "html", with_tail=False)
    return text if xml else _CLOSE.sub("", text)


def _found(element: Element, path: str) -> list[Element]:
    found = element.xpath(path)
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, Element)]


def _said(element: Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _swap(old: Element, new: Element | None) -> None:
    """Put an element, or nothing, in the place of another; what follows it stays."""
    parent = old.getparent()
    assert parent is not None
    if new is None:
        old.drop_tree()  # type: ignore[attr-defined]  # all of them were read by lxml.html
        return
    new.tail = old.tail
    parent.replace(old, new)


def _rules(article: Element, words: Words) -> None:
    """When the course is done, and its pass mark: nobody counts here."""
    rule, mark = (Markup(words[key]).striptags() for key in ("about.rule", "cover.pass-mark"))
    for heading in _found(article, "self::*[@id='about']/h2"):
        if _said(heading) == rule:
            for one in (*_found(heading, "following-sibling::*[1]"), heading):
                _swap(one, None)
    for fact in _found(article, ".//dl[@class='cover-facts']/div"):
        if _said(_found(fact, "dt")[0]) == mark:
            _swap(fact, None)


def _still(one: Element) -> None:
    """One element, without what needs a script or a form."""
    if one.getparent() is None or not isinstance(one.tag, str):
        return
    change = _CHANGES.get(one.tag)
    if change:
        change(one)
    if one.get("data-kind"):
        one.set("class", f"{one.get('class')} {one.get('class')}-{one.get('data-kind')}")
    if one.get("data-poster"):
        one.set("poster", str(one.get("data-poster")))
    for name in map(str, list(one.attrib)):
        if name in _SETTINGS or (name.startswith("data-") and name != _KEPT):
            del one.attrib[name]


def _picture(one: Element) -> None:
    """The picture itself; other codings and a dark ground's copy are for the player's document."""
    for source in _found(one, "source"):
        _swap(source, None)
    one.drop_tag()  # type: ignore[attr-defined]


def _opened(one: Element) -> None:
    """What folds up stands open: not every reader can unfold it."""
    one.tag = "div"
    one.set("class", " ".join(filter(None, (one.get("class"), "opened"))))


def _title(one: Element) -> None:
    one.tag = "p"
    one.set("class", "opened-title")


def _input(one: Element) -> None:
    ticked = one.get("type") in ("checkbox", "radio")
    made = html.fragment_fromstring(f'<span class="{"box" if ticked else "blank"}"></span>')
    # A place to tick is drawn by the style; an empty element would vanish from some readers.
    made.text = None if ticked else "\u00a0"
    _swap(one, made)


def _lines(one: Element) -> None:
    _swap(one, html.fragment_fromstring('<span class="lines">\u00a0</span>'))


def _select(one: Element) -> None:
    _swap(one, html.fragment_fromstring('<span class="blank">\u00a0</span>'))


def _label(one: Element) -> None:
    one.tag = "span"
    one.attrib.pop("for", "")


def _form(one: Element) -> None:
    one.tag = "section"


def _group(one: Element) -> None:
    """A group of fields is a group no more, and what described its fields is gone."""
    one.tag = "div"
    one.attrib.pop("aria-describedby", "")


def _legend(one: Element) -> None:
    one.tag = "div"
    one.set("class", "field-label")


_CHANGES: dict[str, Callable[[Element], None]] = {
    "picture": _picture,
    "details": _opened,
    "summary": _title,
    "input": _input,
    "textarea": _lines,
    "select": _select,
    "label": _label,
    "form": _form,
    "fieldset": _group,
    "legend": _legend,
}
