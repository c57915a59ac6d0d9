"""The course as one HTML document, readable without script (docs/player.md): jinja2 templates over the model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from coursepack.blocks import AnyBlock
from coursepack.model import Course, Person, SupportLine
from coursepack.questions import AnyQuestion
from coursepack.render import markdown
from coursepack.render.bibliography import Bibliography
from coursepack.render.glossary import Entry, Glossary
from coursepack.render.links import outward
from coursepack.render.markdown import Cited
from coursepack.render.media import MediaView
from coursepack.render.questions import numbered, outline
from coursepack.render.words import Words

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment

    from coursepack.plan import Plan

_ANCHOR = re.compile(r'id="((?:cite|use)-[^"]+)"')
_HERE = Path(__file__).parent.parent


class Renderer:
    """Renders one plan. The pages come first, because rendering them collects the citations."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.course = plan, plan.course
        self.words = Words(self.course.language, part=plan.part is not None)
        sources = {source.id: source for source in self.course.sources}
        self.bibliography = Bibliography(sources, self.words)
        self.glossary = Glossary(self.course.glossary, self.course.language)
        self.titles: dict[str, str] = {}  # of the pages, by the ids of the places that something leads back to
        self.environment = _environment().overlay()
        self.media = MediaView(plan, self.words)
        own = {"md": self.markdown, "inline": self.inline, "outward": self._outward, "plain": markdown.plain_text}
        own |= {"own": self.words.mark}
        self.environment.filters = {**_environment().filters, **own}
        self._shared = self._globals()

    def markdown(self, text: str) -> Markup:
        """HTML of a text in Markdown."""
        return self._outward(self.words.mark_blocks(self._html(text)))

    def inline(self, text: str) -> Markup:
        """HTML of a one-line text, without a paragraph around it."""
        return self._outward(self.words.mark(Markup(self._html(text, inline=True))))

    def _html(self, text: str, *, inline: bool = False) -> str:
        return markdown.to_html(text, self.bibliography.cite, self.glossary.use, inline=inline)

    def feedback(self, text: str, *, inline: bool = False) -> Markup:
        """HTML of a text that the player shows later, and that is not in the document."""
        html = markdown.to_html(text, self.bibliography.mention, inline=inline)
        return self._outward(self.words.mark(Markup(html)) if inline else self.words.mark_blocks(html))

    def pages(self) -> list[str]:
        """Each page as an article."""
        template = self.environment.get_template("page.html.j2")
        done = []
        for context in _walk(self.course, self.plan.part.number if self.plan.part else 1):
            done.append(template.render(self._shared | context))
            self.titles |= dict.fromkeys(_ANCHOR.findall(done[-1]), context["page"].title)
            self.media.turn()
        return done

    def document(self, pages: list[str], links: dict[str, str]) -> str:
        """The whole document; `links` gives the address of each file that it loads."""
        glossary = self._entries()  # before the list of sources, because definitions cite
        context = {
            "pages": map(Markup, pages),
            "glossary": glossary,
            "cited": self.bibliography.cited(),
            "links": links,
        }
        html = self.environment.get_template("index.html.j2").render(self._shared | context)
        return re.sub(r"(<pre>.*?</pre>)|\n\s*\n+", lambda match: match[1] or "\n", html, flags=re.DOTALL)

    def _entries(self) -> list[Entry]:
        """The glossary; all definitions are rendered before the places are listed, because they may use terms too."""
        said = {term.id: self.inline(term.definition) + self._cite(term.sources) for term in self.glossary.ordered()}
        return [
            Entry(term.id, term.term, term.also, said[term.id], self.glossary.anchors.get(term.id, []))
            for term in self.glossary.ordered()
        ]

    def _cite(self, keys: tuple[str, ...]) -> Markup:
        return Markup(self.bibliography.cite(tuple(Cited(key, "") for key in keys)) if keys else "")

    def _outward(self, html: str) -> Markup:
        return Markup(outward(html, self.words["page.outward"], self.words.ui))

    def away(self) -> str:
        """The neutral page that a quick exit leads to: it says nothing of the course."""
        return self.environment.get_template("away.html.j2").render(self._shared)

    def _globals(self) -> dict[str, Any]:
        course = self.course
        return {
            "course": course,
            "lock": self.plan.lock,
            "s": self.words,
            "say": self.words.say,
            "label": self.words.label,
            "words": self.words,
            "ui": self.words.ui,
            "own": self.words.own,
            "files": self.plan.texts,
            "notes": {note.id: note.text for note in course.content_notes},
            "quizzes": {quiz.id: quiz for quiz in course.quizzes},
            "asset": lambda path: f"{self.plan.up}assets/{path}",
            "part": self.plan.part,
            "media": self.media,
            "facts": self._facts,
            "whole_name": self._whole_name,
            "cite": self._cite,
            "title_at": lambda anchor: self.titles.get(anchor, self.words.label("page.glossary")),
            "support_lines": self._support_lines,
            "entry": lambda source: self._outward(self.bibliography.entry(source)),
            "block_type": _tag,
            "question_type": _tag,
            "noted": any(page.content_notes for page in course.pages()),
            "numbered": numbered,
            "outline": lambda question: outline(question, self.plan.pictures[question.image.src].size),
            "credit_claimed": course.credit is not None and course.credit.claimed,
        }

    def _facts(self, path: str) -> Markup:
        file = self.plan.files[path]
        kind, size = file.suffix.lstrip(".").upper(), file.stat().st_size
        if size < 1 << 20:
            return self.words.say("block.kilobytes", kind, max(1, round(size / 1024)))
        return self.words.say("block.megabytes", kind, round(size / (1 << 20), 1))

    def _whole_name(self, person: Person) -> str:
        return str(self.words["list.comma"]).join(filter(None, (person.name, person.credentials, person.affiliation)))

    def _support_lines(self, ids: tuple[str, ...]) -> list[SupportLine]:
        return [line for line in self.course.support if not ids or line.id in ids]


def _walk(course: Course, first: int) -> Iterator[dict[str, Any]]:
    """Each page with its lesson, numbers and neighbours; the lessons are counted from `first`."""
    neighbours = [None, *course.pages(), None]
    places = [
        (lesson_number, lesson, page_number, page)
        for lesson_number, lesson in enumerate(course.lessons, first)
        for page_number, page in enumerate(lesson.pages, 1)
    ]
    for index, (lesson_number, lesson, page_number, page) in enumerate(places):
        yield {
            "lesson": lesson,
            "page": page,
            "lesson_number": lesson_number,
            "page_number": page_number,
            "previous": neighbours[index],
            "next": neighbours[index + 2],
        }


def _tag(part: AnyBlock | AnyQuestion) -> str:
    return str(part.__struct_config__.tag)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        undefined=StrictUndefined,
        auto_reload=False,
        bytecode_cache=_bytecode_cache(),
    )


def _bytecode_cache() -> BytecodeCache | None:
    """Compiled templates between runs, in a private folder of the system's temporary one: halves the time of a small build."""
    from jinja2 import FileSystemBytecodeCache

    try:
        return FileSystemBytecodeCache()
    except (OSError, RuntimeError):  # no private folder can be had; then compile each time
        return None
