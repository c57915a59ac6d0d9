"""A quiz on paper: a sheet to fill in and a key, each one HTML file that prints as it stands. Variants differ by a seed, and only by it."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from html import escape
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from markupsafe import Markup

from coursepack.exchange.bank import Form
from coursepack.exchange.leaving import Leaving, leaving
from coursepack.exchange.parts import UnusableError
from coursepack.exchange.places import drawn
from coursepack.load import Loaded
from coursepack.model import Quiz
from coursepack.problems import CourseError, Place, Problem
from coursepack.render import markdown
from coursepack.render.bibliography import Bibliography
from coursepack.render.markdown import Cited
from coursepack.render.words import Words

if TYPE_CHECKING:
    from jinja2 import Environment

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NOTHING = Markup("")
_TEMPLATES = Path(__file__).parent.parent / "templates"


@dataclass
class Asked:
    """One question of a sheet, ready to print: `boxes` are letters (or nothing) with HTML, `answer` is HTML for the key."""

    number: int
    ident: str
    kind: str
    points: int
    prompt: Markup
    story: Markup = _NOTHING
    of_set: bool = False
    boxes: list[tuple[str, Markup]] = field(default_factory=list)
    partners: list[tuple[str, Markup]] = field(default_factory=list)
    lines: int = 0
    several: bool = False
    unit: str = ""
    how: Markup = _NOTHING
    scoring: Markup = _NOTHING
    picture: tuple[str, str, Markup] | None = None
    scenes: list[tuple[Markup, Markup, list[tuple[str, Markup, Markup]]]] = field(default_factory=list)
    answer: list[Markup] = field(default_factory=list)
    right: Markup = _NOTHING
    wrong: Markup = _NOTHING
    notes: list[tuple[str, Markup]] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    """One variant: the letter that names it, the questions, and both documents."""

    letter: str
    asked: tuple[Asked, ...]
    paper: str
    key: str


def sheets(loaded: Loaded, quiz: Quiz, *, seed: str, variants: int, shuffle: bool = False) -> list[Sheet]:
    """The variants of a quiz, A, B and so on; with `shuffle` mixed whatever the quiz says. The same wishes give the same bytes."""
    if shuffle:
        quiz = msgspec.structs.replace(quiz, shuffle_questions=True, shuffle_options=True)
    return [_Setter(loaded, quiz, seed, letter).sheet() for letter in LETTERS[:variants]]


def alike(made: Sequence[Sheet]) -> bool:
    """Whether several variants ask the same in the same order."""
    return len(made) > 1 and len({str(sheet.asked) for sheet in made}) == 1


def order(seed: str, letter: str, what: str, idents: Sequence[str]) -> list[str]:
    """Ids mixed by a digest of the seed, so that any machine mixes them alike."""
    return sorted(idents, key=lambda ident: hashlib.sha256(f"{seed}\0{letter}\0{what}\0{ident}".encode()).digest())


class _Setter:
    """Sets one variant. Citations get numbers in the order in which the questions come."""

    def __init__(self, loaded: Loaded, quiz: Quiz, seed: str, letter: str) -> None:
        self.loaded, self.quiz, self.seed, self.letter = loaded, quiz, seed, letter
        self.words = Words(loaded.course.language)
        self.sources = Bibliography({one.id: one for one in loaded.course.sources}, self.words)

    def sheet(self) -> Sheet:
        """The variant with its two documents."""
        questions = list(leaving(self.loaded.course, self.quiz, self.loaded.files))
        asked = tuple(self._asked(number, one) for number, one in enumerate(self._drawn(questions), 1))
        return Sheet(self.letter, asked, self._document("sheet", asked), self._document("key", asked))

    def _drawn(self, questions: list[Leaving]) -> list[Leaving]:
        """The questions that an attempt would draw, mixed when the quiz mixes them."""
        units: dict[str, list[Leaving]] = {}
        for one in questions:
            units.setdefault(one.unit, []).append(one)
        mixed = order(self.seed, self.letter, "questions", list(units))
        taken: list[str] = []
        for row in self.quiz.rows():
            fits = [
                ident
                for ident in mixed
                if ident not in taken
                and row.objective in ("", units[ident][0].get("objective"))
                and row.difficulty in (None, units[ident][0].get("difficulty"))
            ]
            taken += fits[: row.count]
        kept = set(taken) if self.quiz.rows() else set(units)
        in_order = [units[ident] for ident in (mixed if self.quiz.shuffle_questions else units) if ident in kept]
        return [one for unit in in_order for one in unit]

    def _asked(self, number: int, one: Leaving) -> Asked:
        points = one.points if one.get("feedback") else 0
        # The story of a set stands once, before the first of its questions.
        story = self.html(one.stem if one["id"] == one.unit else "")
        asked = Asked(number, one["id"], one["type"], points, self.html(str(one["prompt"])), story, bool(one.stem))
        said = one.get("feedback") or {}
        asked.how = self._how(one)
        if one["type"] in _PARTED and one.get("select") != "one":
            asked.scoring = self.say(_SCORED[one.scoring])
        _KINDS[asked.kind](self, one, asked)
        asked.right, asked.wrong = (self.html(str(said.get(name, ""))) for name in ("correct", "incorrect"))
        return asked

    def _how(self, one: Leaving) -> Markup:
        """How to answer."""
        key = _HOW.get(f"{one['type']} {one.get('select') or one.get('unit') or ''}".strip()) or _HOW.get(one["type"])
        return self.say(key) if key else _NOTHING

    def html(self, text: str) -> Markup:
        """HTML of a text in Markdown."""
        return Markup(markdown.to_html(text, self._cite)) if text else Markup("")

    def inline(self, text: str) -> Markup:
        """HTML of a text inside a line."""
        return Markup(markdown.to_html(text, self._cite, inline=True))

    def _cite(self, cited: tuple[Cited, ...]) -> str:
        shown = []
        for one in cited:
            self.sources.anchors.setdefault(one.key, [])
            number = list(self.sources.anchors).index(one.key) + 1
            shown.append(f"{number}{f', {escape(one.locator)}' if one.locator else ''}")
        return f"<sup>[{'; '.join(shown)}]</sup>"

    def mixed(self, one: Leaving, parts: list[Form], *, always: bool = False) -> list[Form]:
        """Options in the order of this variant; pinned ones keep their places."""
        if not always and (not self.quiz.shuffle_options or one.get("shuffle") is False):
            return parts
        free = {part["id"]: part for part in parts if not part.get("pinned")}
        turn = iter(order(self.seed, self.letter, one["id"], list(free)))
        return [part if part.get("pinned") else free[next(turn)] for part in parts]

    def disordered(self, one: Leaving) -> list[Form]:
        """Things to be put in order, in any but the right one."""
        things = {thing["id"]: thing for thing in one["items"]}
        tries = (order(self.seed, self.letter, f"{one['id']} {number}", list(things)) for number in count())
        return [things[ident] for ident in next(tried for tried in tries if tried != list(things))]

    def say(self, key: str, *values: object) -> Markup:
        """A text of the interface."""
        return self.words.say(key, *values)

    def _document(self, name: str, asked: tuple[Asked, ...]) -> str:
        total = sum(one.points for one in asked)
        passing = self.loaded.course.passing if self.quiz.purpose == "assessment" else None
        foot = self.words.label("paper.seed", self.seed, self.letter, self.loaded.course.version)
        template = _environment().get_template(f"paper/{name}.html.j2")
        intro = self.html(self.quiz.intro)
        sources = [Markup(self.sources.entry(source)) for source, _ in self.sources.cited()]
        return template.render(
            course=self.loaded.course, quiz=self.quiz, asked=asked, letter=self.letter, seed=self.seed, total=total,
            passing=passing, intro=intro, sources=sources, s=self.words, say=self.words.say, label=self.words.label,
            direction=self.words.direction, style=_style(), foot=_css_string(f"{self.quiz.title} · {foot}"),
            key_title=self.words.label("paper.key-title", self.quiz.title),
        )  # fmt: skip


def _css_string(text: str) -> Markup:
    """A text as a string of CSS, in which nothing ends the string or the style sheet."""
    return Markup('"{}"').format(Markup(re.sub(r"[^\w ]", lambda found: f"\\{ord(found[0]):x} ", text)))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


@cache
def _style() -> Markup:
    return Markup((_TEMPLATES / "paper/paper.css").read_text(encoding="utf-8"))


def _boxes(setter: _Setter, asked: Asked, parts: list[Form], names: Sequence[str] = LETTERS) -> None:
    """Letters for what is picked, and in the key the right ones with what is said of the others."""
    for letter, part in zip(names, parts, strict=False):
        asked.boxes.append((letter, setter.inline(part["text"])))
        if part.get("correct"):
            asked.answer.append(Markup("<b>{}</b> {}").format(letter, setter.inline(part["text"])))
        if part.get("feedback"):
            asked.notes.append((letter, setter.inline(part["feedback"])))


def _choice(setter: _Setter, one: Leaving, asked: Asked) -> None:
    asked.several = one["select"] == "several"
    _boxes(setter, asked, setter.mixed(one, one["options"]))


def _true_false(setter: _Setter, one: Leaving, asked: Asked) -> None:
    asked.boxes = [("", setter.say("question.true")), ("", setter.say("question.false"))]
    asked.answer = [setter.say("question.true") if one["answer"] else setter.say("question.false")]


def _fill_in(setter: _Setter, one: Leaving, asked: Asked) -> None:
    asked.lines = 1
    asked.answer = [Markup(escape(text)) for text in [*one["answers"], *one.get("patterns", [])]]


def _numeric(setter: _Setter, one: Leaving, asked: Asked) -> None:
    units = one.get("units", [])
    asked.lines, asked.unit = 1, units[0]["text"] if units and one.get("unit", "shown") == "shown" else ""
    texts = [_number(one, Decimal(str(unit.get("factor", 1))), str(unit["text"])) for unit in units or [{"text": ""}]]
    asked.answer = [Markup(escape(text)) for text in dict.fromkeys(texts)]


def _number(one: Leaving, factor: Decimal, unit: str) -> str:
    """The right number in a unit, with its tolerance or its range."""
    if "answer" in one.question:
        off = str(one.get("tolerance", "0"))
        text = _in_unit(one["answer"], factor)
        if off.rstrip("%") != "0":
            text += f" ± {off if off.endswith('%') else _in_unit(off, factor)}"
    else:
        ends = one["range"]
        text = " – ".join(_in_unit(ends[name], factor) if name in ends else "…" for name in ("min", "max"))
    return f"{text} {unit}".strip()


def _in_unit(number: object, factor: Decimal) -> str:
    return f"{round(Decimal(str(number)) / factor, 10).normalize():f}"


def _pairs(setter: _Setter, asked: Asked, pairs: list[tuple[Form, str]], partners: list[Form]) -> None:
    letters = dict(zip([partner["id"] for partner in partners], LETTERS, strict=False))
    asked.partners = [(letters[partner["id"]], setter.inline(partner["text"])) for partner in partners]
    for thing, partner in pairs:
        asked.boxes.append(("", setter.inline(thing["text"])))
        asked.answer.append(Markup("{} – <b>{}</b>").format(setter.inline(thing["text"]), letters[partner]))
        if thing.get("feedback"):
            asked.notes.append((letters[partner], setter.inline(thing["feedback"])))


def _matching(setter: _Setter, one: Leaving, asked: Asked) -> None:
    targets = setter.mixed(one, one["targets"], always=one.get("shuffle") is not False)
    _pairs(setter, asked, [(source, source["target"]) for source in one["sources"]], targets)


def _categorise(setter: _Setter, one: Leaving, asked: Asked) -> None:
    things = setter.mixed(one, one["items"], always=one.get("shuffle") is not False)
    _pairs(setter, asked, [(thing, thing["group"]) for thing in things], one["groups"])


def _sequencing(setter: _Setter, one: Leaving, asked: Asked) -> None:
    places = {thing["id"]: number for number, thing in enumerate(one["items"], 1)}
    things = setter.disordered(one)
    asked.boxes = [("", setter.inline(thing["text"])) for thing in things]
    asked.answer = [Markup("<b>{}</b> {}").format(places[one["id"]], setter.inline(one["text"])) for one in things]


def _hotspot(setter: _Setter, one: Leaving, asked: Asked) -> None:
    source = one["image"]["src"]
    kind = {".svg": "svg+xml", ".jpg": "jpeg"}.get(Path(source).suffix, Path(source).suffix[1:])
    data = base64.b64encode(setter.loaded.files[source].read_bytes()).decode()
    try:
        places = drawn(one["regions"], *one.size(source))
    except UnusableError:  # a drawing without a size: the words of the places have to do
        places = _NOTHING
    asked.picture = f"data:image/{kind};base64,{data}", one["image"].get("alt", ""), places
    asked.several = one["select"] == "several"
    _boxes(setter, asked, one["regions"], names=[str(number) for number in range(1, len(one["regions"]) + 1)])


def _decision(setter: _Setter, one: Leaving, asked: Asked) -> None:
    """All scenes, each decision with its number and the scene that it leads to. What comes of it is in the key."""
    titles = {scene["id"]: setter.inline(scene["title"]) for scene in one["scenes"]}
    for scene in one["scenes"]:
        told = []
        for each in setter.mixed(one, scene.get("decisions", [])):
            number, text = str(len(asked.notes) + 1), setter.inline(each["text"])
            told.append((number, text, setter.say("scenario.to", titles[each["to"]])))
            asked.notes.append((number, setter.html(each["consequence"])))
            if each.get("safe"):
                asked.answer.append(Markup("{} – <b>{}</b> {}").format(titles[scene["id"]], number, text))
        asked.scenes.append((titles[scene["id"]], setter.html(scene["markdown"]), told))


def _likert(setter: _Setter, one: Leaving, asked: Asked) -> None:
    asked.boxes = [("", setter.inline(step["text"])) for step in one["scale"]]


def _long_fill_in(setter: _Setter, one: Leaving, asked: Asked) -> None:
    asked.lines = max(3, min(12, int(one.get("maxLength", 200)) // 60))


_PARTED = ("choice", "matching", "categorise", "sequencing", "hotspot", "decision")
_SCORED = {
    "all-or-nothing": "paper.all-or-nothing",
    "per-part": "paper.per-part",
    "right-minus-wrong": "paper.right-minus-wrong",
}
_HOW = {
    "choice one": "question.select-one",
    "choice several": "question.select-several",
    "hotspot one": "question.select-one",
    "hotspot several": "question.select-several",
    "numeric": "question.number",
    "numeric required": "question.number-with-unit",
    "matching": "paper.pair",
    "categorise": "paper.pair",
    "sequencing": "paper.order",
    "likert": "question.survey",
    "long-fill-in": "question.survey",
}
_KINDS: dict[str, Any] = {
    "choice": _choice,
    "true-false": _true_false,
    "fill-in": _fill_in,
    "numeric": _numeric,
    "matching": _matching,
    "categorise": _categorise,
    "sequencing": _sequencing,
    "hotspot": _hotspot,
    "decision": _decision,
    "likert": _likert,
    "long-fill-in": _long_fill_in,
}


def write(made: Sequence[Sheet], quiz: Quiz, folder: Path, *, force: bool) -> list[Path]:
    """All files or none: `<quiz>-a.html` and `<quiz>-a-key.html` for each variant. Raises `CourseError`."""
    texts: dict[Path, str] = {}
    for sheet in made:
        texts[folder / f"{quiz.id}-{sheet.letter.lower()}.html"] = sheet.paper
        texts[folder / f"{quiz.id}-{sheet.letter.lower()}-key.html"] = sheet.key
    if not force and (there := [path for path in texts if path.exists()]):
        hint = "--force writes over it; or name another folder"
        raise CourseError([Problem(Place(str(there[0])), "CP180", "there is a file of that name", hint)])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".coursepack-", dir=folder) as stage:
            for path, text in texts.items():
                (Path(stage) / path.name).write_text(text, encoding="utf-8")
            for path in texts:
                os.replace(Path(stage) / path.name, path)
    except OSError as error:
        raise CourseError(
            [Problem(Place(str(folder)), "CP063", f"the files cannot be written: {error.strerror}")]
        ) from None
    return list(texts)
