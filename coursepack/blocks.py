"""The blocks of a page: one class for each type of `schemas/blocks/`."""

from __future__ import annotations

from typing import Literal, TypeAlias

from coursepack.base import Model, Quality


class Block(Model, frozen=True, tag_field="type"):
    """Anything that stands on a page."""

    id: str


class Text(Block, frozen=True, tag="text"):
    """Markdown, here or in a file."""

    markdown: str = ""
    file: str = ""
    quality: Quality | None = None


class Image(Block, frozen=True, tag="image"):
    """A picture; an empty `alt` means decorative, and `zoom` None leaves the large view to its width."""

    src: str
    alt: str = ""
    decorative: bool = False
    caption: str = ""
    credit: str = ""
    long_description: str = ""
    zoom: bool | None = None


class Picture(Model, frozen=True):
    """A picture inside a block; an empty `alt` means decorative."""

    src: str
    alt: str = ""
    decorative: bool = False


class TextTrack(Model, frozen=True):
    """Captions or descriptions in one language."""

    src: str
    language: str
    label: str = ""


class Audio(Block, frozen=True, tag="audio"):
    """Something to listen to, with its transcript."""

    src: str
    title: str = ""
    alternatives: tuple[str, ...] = ()
    sensitive: str = ""
    transcript: str = ""
    transcript_file: str = ""
    credit: str = ""


class Video(Block, frozen=True, tag="video"):
    """A film; `described` is the same one with a spoken audio description."""

    src: str
    title: str = ""
    alternatives: tuple[str, ...] = ()
    poster: Picture | None = None
    sensitive: str = ""
    speech: bool = True
    captions: tuple[TextTrack, ...] = ()
    descriptions: tuple[TextTrack, ...] = ()
    described: str = ""
    no_description_needed: str = ""
    transcript: str = ""
    transcript_file: str = ""
    credit: str = ""


class Callout(Block, frozen=True, tag="callout"):
    """A passage set apart."""

    kind: Literal["key-point", "caution", "support", "note"]
    markdown: str
    title: str = ""


class Statistic(Block, frozen=True, tag="statistic"):
    """A number with its meaning, limits and sources."""

    value: str
    markdown: str
    sources: tuple[str, ...]
    limits: str = ""


class Quotation(Block, frozen=True, tag="quotation"):
    """Somebody's words."""

    text: str
    attribution: str
    sources: tuple[str, ...] = ()
    style: Literal["pull"] | None = None


class Step(Model, frozen=True):
    """One step of a list."""

    title: str
    markdown: str = ""


class Steps(Block, frozen=True, tag="steps"):
    """Things to do, in order."""

    items: tuple[Step, ...]
    title: str = ""
    intro: str = ""


class Download(Block, frozen=True, tag="download"):
    """A file to keep."""

    file: str
    title: str
    description: str = ""


class QuizBlock(Block, frozen=True, tag="quiz"):
    """The place where a quiz stands."""

    quiz: str


class SupportLines(Block, frozen=True, tag="support-lines"):
    """Support lines inside a page; all of them when `lines` is empty."""

    lines: tuple[str, ...] = ()
    title: str = ""


class Passage(Model, frozen=True):
    """A titled passage of an accordion or of tabs."""

    title: str
    markdown: str


class Accordion(Block, frozen=True, tag="accordion"):
    """Passages that fold up."""

    items: tuple[Passage, ...]
    title: str = ""


class Tabs(Block, frozen=True, tag="tabs"):
    """Passages of which one is shown at a time."""

    items: tuple[Passage, ...]
    title: str = ""


class Card(Model, frozen=True):
    """One of a set of cards."""

    title: str
    markdown: str
    image: Picture | None = None


class Cards(Block, frozen=True, tag="cards"):
    """Short passages side by side."""

    items: tuple[Card, ...]
    title: str = ""


class Event(Model, frozen=True):
    """Something on a timeline; `when` as people say it."""

    when: str
    title: str
    markdown: str = ""


class Timeline(Block, frozen=True, tag="timeline"):
    """Events in the order of time."""

    items: tuple[Event, ...]
    title: str = ""


class Row(Model, frozen=True):
    """One row of a comparison, with a cell for each column."""

    heading: str
    cells: tuple[str, ...]


class Comparison(Block, frozen=True, tag="comparison"):
    """A table that sets things side by side."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    corner: str = ""


class Scene(Model, frozen=True):
    """One step of a case; `pause` is a question to think about."""

    title: str
    markdown: str
    pause: str = ""


class Case(Block, frozen=True, tag="case"):
    """A story in steps, each shown when the learner asks for it."""

    title: str
    steps: tuple[Scene, ...]
    intro: str = ""


class Heading(Block, frozen=True, tag="heading"):
    """A title inside a page; `level` 2 or 3, below the page's own."""

    text: str
    level: Literal[2, 3] = 2


class Reflection(Block, frozen=True, tag="reflection"):
    """A place to write for oneself; `max_length` in UTF-16 units, as browsers count. Never told to an LMS as an answer."""

    prompt: str
    keep: bool
    intro: str = ""
    max_length: int = 300


class Item(Model, frozen=True):
    """Something that a learner may tick."""

    id: str
    text: str


class Checklist(Block, frozen=True, tag="checklist"):
    """Things to tick off, kept with the progress and told to nobody."""

    title: str
    items: tuple[Item, ...]
    intro: str = ""


class Commitment(Block, frozen=True, tag="commitment"):
    """A commitment to change: what the learner will do, and until which day. Told to the LMS when it is made."""

    title: str
    items: tuple[Item, ...]
    intro: str = ""


class Decision(Model, frozen=True):
    """Something that the learner may do in a scene, what comes of it, and the scene that it leads to."""

    id: str
    text: str
    consequence: str
    to: str
    tone: Literal["safer", "riskier"] | None = None


class SceneOfScenario(Model, frozen=True):
    """A situation; without decisions it is an ending."""

    id: str
    title: str
    markdown: str
    decisions: tuple[Decision, ...] = ()


class Scenario(Block, frozen=True, tag="scenario"):
    """A story that branches by the learner's decisions; the first scene begins."""

    title: str
    scenes: tuple[SceneOfScenario, ...]
    intro: str = ""


# Blocks into which a learner puts something that is kept with the progress.
KeepingBlock: TypeAlias = Reflection | Checklist | Commitment | Scenario

AnyBlock: TypeAlias = (
    Text
    | Image
    | Audio
    | Video
    | Callout
    | Statistic
    | Quotation
    | Steps
    | Download
    | QuizBlock
    | SupportLines
    | Accordion
    | Tabs
    | Cards
    | Timeline
    | Comparison
    | Case
    | Heading
    | Reflection
    | Checklist
    | Commitment
    | Scenario
)
