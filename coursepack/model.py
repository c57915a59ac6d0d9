"""The one central data model: frozen, no I/O, no format's words in it. Field names follow the JSON by one rule: passMark <-> pass_mark."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, TypeAlias

import msgspec
from msgspec import field

from coursepack.base import Model, Quality
from coursepack.blocks import AnyBlock, Checklist, Commitment, KeepingBlock, Reflection, Scenario
from coursepack.questions import AnyQuestion, Difficulty, QuestionSet, Scoring
from coursepack.source import Json


class Person(Model, frozen=True):
    """An author, or a reviewer with a role."""

    name: str
    credentials: str = ""
    affiliation: str = ""
    role: str = ""
    date: datetime.date | None = None
    note: str = ""


class Competency(Model, frozen=True):
    """A competency of somebody's framework."""

    id: str
    title: str
    framework: str = ""
    source: str = ""


class Objective(Model, frozen=True):
    """What a learner can do afterwards."""

    id: str
    text: str
    competencies: tuple[str, ...] = ()
    quality: Quality | None = None
    pass_mark: int | None = None


class ContentNote(Model, frozen=True):
    """A word of warning before something hard to read."""

    id: str
    text: str


class Name(Model, frozen=True):
    """A CSL-JSON name."""

    family: str = ""
    given: str = ""
    literal: str = ""


class CslDate(Model, frozen=True):
    """A CSL-JSON date: year, month, day, as far as known."""

    parts: tuple[tuple[int, ...], ...] = field(name="date-parts")


class Reference(Model, frozen=True):
    """A source in CSL-JSON (https://docs.citationstyles.org, csl-data.json), the fields that are printed."""

    id: str
    type: str
    title: str
    author: tuple[Name, ...] = ()
    editor: tuple[Name, ...] = ()
    issued: CslDate | None = None
    accessed: CslDate | None = None
    container_title: str = field(name="container-title", default="")
    publisher: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    number: str = ""
    genre: str = ""
    doi: str = field(name="DOI", default="")
    url: str = field(name="URL", default="")
    note: str = ""


class Term(Model, frozen=True):
    """A term of the glossary; `also` are other words for it."""

    id: str
    term: str
    definition: str
    also: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Channel(Model, frozen=True):
    """One way to reach a support line; `number` is E.164 or a short code."""

    kind: Literal["call", "text", "tty", "chat"]
    display: str
    number: str = ""
    url: str = ""
    note: str = ""


class SupportLine(Model, frozen=True):
    """A telephone, text or chat service, as dated data."""

    id: str
    name: str
    country: str
    purpose: str
    channels: tuple[Channel, ...]
    confidence: Literal["seen", "reported", "unchecked"]
    verified_on: datetime.date
    verify_by: datetime.date
    hours: str = ""
    languages: str = ""
    emergency: bool = False
    source: str = ""


class Page(Model, frozen=True):
    """One page of a lesson."""

    id: str
    title: str
    blocks: tuple[AnyBlock, ...]
    content_notes: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()


class Lesson(Model, frozen=True):
    """A group of pages; `minutes` is the expected time."""

    id: str
    title: str
    pages: tuple[Page, ...]
    summary: str = ""
    minutes: int | None = None


class BlueprintRow(Model, frozen=True):
    """So many questions of an objective, of a difficulty, or of both."""

    count: int
    objective: str = ""
    difficulty: Difficulty | None = None

    def holds(self, question: AnyQuestion) -> bool:
        """Whether a question may be drawn for this row."""
        of_objective = self.objective in ("", question.objective)
        return of_objective and self.difficulty in (None, question.difficulty)


# What is shown of each question after a hand-in or a try; each says more than the one before.
ReviewLevel: TypeAlias = Literal["nothing", "result", "feedback", "answers"]


class Review(Model, frozen=True):
    """What is shown while attempts are left, and after the last."""

    before: ReviewLevel = "feedback"
    after: ReviewLevel = "feedback"


class TestOut(Model, frozen=True):
    """A lesson that need not be read by who reaches `mark` per cent in the questions of these objectives."""

    lesson: str
    objectives: tuple[str, ...]
    mark: int


class Quiz(Model, frozen=True):
    """Questions asked together; `draw`, `attempts`, `tries` and `time_limit` (minutes) None mean all and without limit.

    `wait` in minutes, `extra_time` and `penalty` in per cent.
    """

    id: str
    title: str
    purpose: Literal["check", "assessment", "pretest", "survey"]
    entries: tuple[AnyQuestion | QuestionSet, ...] = field(name="questions")
    intro: str = ""
    draw: int | None = None
    shuffle_questions: bool = False
    shuffle_options: bool = False
    attempts: int | None = None
    scoring: Scoring = "all-or-nothing"
    quality: Quality | None = None
    blueprint: tuple[BlueprintRow, ...] = ()
    wait: int = 0
    retry: Literal["all", "missed"] = "all"
    review: Review = Review()
    time_limit: int | None = None
    extra_time: tuple[int, ...] = ()
    answering: Literal["together", "each"] = "together"
    tries: int | None = None
    penalty: int = 0
    confidence: bool = False
    weight: int | None = None
    test_out: tuple[TestOut, ...] = ()

    @property
    def units(self) -> tuple[tuple[AnyQuestion, ...], ...]:
        """What is drawn and mixed as one: a question, or all of a set."""
        return tuple(one.questions if isinstance(one, QuestionSet) else (one,) for one in self.entries)

    @property
    def questions(self) -> tuple[AnyQuestion, ...]:
        """All questions, those of sets among them."""
        return tuple(question for unit in self.units for question in unit)

    def rows(self) -> tuple[BlueprintRow, ...]:
        """What an attempt draws; none: all questions are asked."""
        return self.blueprint or ((BlueprintRow(self.draw),) if self.draw is not None else ())


class Completion(Model, frozen=True):
    """When the course is done."""

    pages: Literal["all", "none"]
    assessments: Literal["passed", "submitted", "none"]


class Passing(Model, frozen=True):
    """When the course is passed; `pass_mark` in per cent of the points."""

    pass_mark: int
    mastery_score: bool = False


class Award(Model, frozen=True):
    """Credit in one body's unit; `step`, `minimum` and `value` in units, `unit_minutes` in minutes."""

    body: str
    unit: str
    unit_minutes: int
    step: Decimal
    rounding: Literal["floor", "nearest", "ceil"]
    minimum: Decimal = Decimal(0)
    value: Decimal | None = None
    provider_number: str = ""
    statement: str = ""


class Credit(Model, frozen=True):
    """Continuing-education facts; never a grant of credit."""

    status: Literal["unaccredited-sample", "applied", "accredited"]
    minutes: int
    minutes_method: Literal["mergener", "pilot", "estimate"]
    release_date: datetime.date
    expiry_date: datetime.date
    awards: tuple[Award, ...]
    minutes_note: str = ""
    review_date: datetime.date | None = None
    audience: tuple[str, ...] = ()
    format: str = "enduring"
    disclosure: str = ""
    commercial_support: str = ""

    @property
    def claimed(self) -> bool:
        """Whether credit may be spoken of at all: only with an accredited provider's number."""
        return self.status == "accredited" and any(award.provider_number for award in self.awards)


class Logo(Model, frozen=True):
    """An organisation's sign; `dark` for dark grounds."""

    file: str
    alt: str
    dark: str = ""


class Brand(Model, frozen=True):
    """How an organisation's courses look; colours as `#rrggbb`, what is empty is coursepack's own."""

    name: str
    logo: Logo | None = None
    primary: str = ""
    accent: str = ""
    font: str = ""


class Course(Model, frozen=True):
    """What is taught, how it is tested, when it is done."""

    schema_version: int
    id: str
    slug: str
    version: str
    revised: datetime.date
    title: str
    summary: str
    language: str
    minutes: int
    authors: tuple[Person, ...]
    objectives: tuple[Objective, ...]
    lessons: tuple[Lesson, ...]
    completion: Completion
    keywords: tuple[str, ...] = ()
    rights: str = ""
    reviewers: tuple[Person, ...] = ()
    competencies: tuple[Competency, ...] = ()
    content_notes: tuple[ContentNote, ...] = ()
    support: tuple[SupportLine, ...] = ()
    sources: tuple[Reference, ...] = ()
    glossary: tuple[Term, ...] = ()
    quizzes: tuple[Quiz, ...] = ()
    passing: Passing | None = None
    credit: Credit | None = None
    brand: Brand | None = None

    @classmethod
    def from_json(cls, data: Json) -> Course:
        """The model of data that the schemas accept. Raises `msgspec.ValidationError` when they would not."""
        return msgspec.convert(data, cls)

    def pages(self) -> Iterator[Page]:
        """All pages in order of reading."""
        for lesson in self.lessons:
            yield from lesson.pages

    def blocks(self) -> Iterator[AnyBlock]:
        """All blocks in order of reading."""
        for page in self.pages():
            yield from page.blocks

    def keeping_blocks(self) -> Iterator[KeepingBlock]:
        """The blocks whose content by the learner is kept with the progress."""
        for block in self.blocks():
            if isinstance(block, Checklist | Commitment | Scenario) or (isinstance(block, Reflection) and block.keep):
                yield block

    def assessments(self) -> tuple[Quiz, ...]:
        """The quizzes that make the score."""
        return tuple(quiz for quiz in self.quizzes if quiz.purpose == "assessment")
