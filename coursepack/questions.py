"""The questions of a quiz: one class for each type of `schemas/questions/`."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from typing import ClassVar, Literal, Protocol, TypeAlias

from coursepack.base import Model, Quality
from coursepack.blocks import Picture

# How a response that is right in part is scored (docs/authoring.md).
Scoring: TypeAlias = Literal["all-or-nothing", "per-part", "right-minus-wrong"]


Difficulty: TypeAlias = Literal["easy", "medium", "hard"]


class HasId(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """Unique in what holds it."""


class HasText(HasId, Protocol):
    """Anything with an id and one line of words."""

    @property
    def text(self) -> str:
        """Markdown of one line."""


class Asked(Model, frozen=True, tag_field="type"):
    """Common to all questions. The tag is the interaction word of SCORM 2004 and xAPI, unless `interaction` says another.

    `telling` names what would tell the right answer by its order in the source: `parts`, `partners` or nothing.
    """

    interaction: ClassVar[str] = ""
    telling: ClassVar[str] = ""

    id: str
    prompt: str
    quality: Quality | None = None

    @property
    def parts(self) -> tuple[HasText, ...]:
        """What a response picks, pairs or puts in order."""
        return ()

    @property
    def partners(self) -> tuple[HasText, ...]:
        """What parts are paired with."""
        return ()


class Feedback(Model, frozen=True):
    """Said after a right and after a wrong answer."""

    correct: str
    incorrect: str


class Hint(Model, frozen=True):
    """A hint; `cost` in per cent of the question's points."""

    text: str
    cost: int = 0


class Question(Asked, frozen=True, kw_only=True):
    """A question that has a right answer and tests an objective."""

    objective: str
    feedback: Feedback
    points: int = 1
    difficulty: Difficulty | None = None
    hints: tuple[Hint, ...] = ()


class PartedQuestion(Question, frozen=True, kw_only=True):
    """A question that can be answered rightly in part; `scoring` None leaves it to the quiz."""

    scoring: Scoring | None = None


class SurveyQuestion(Asked, frozen=True, kw_only=True):
    """A question without right and wrong: never scored, and nobody has to answer it. An empty `thanks` is the player's own."""

    points: ClassVar[int] = 0
    objective: ClassVar[str] = ""
    difficulty: ClassVar[None] = None
    hints: ClassVar[tuple[Hint, ...]] = ()

    thanks: str = ""


class Option(Model, frozen=True):
    """One option of a choice."""

    id: str
    text: str
    correct: bool = False
    pinned: bool = False
    feedback: str = ""


class Choice(PartedQuestion, frozen=True, tag="choice", kw_only=True):
    """Options of which one or several are right."""

    select: Literal["one", "several"]
    options: tuple[Option, ...]
    shuffle: bool = True

    @property
    def parts(self) -> tuple[Option, ...]:
        """The options."""
        return self.options


class TrueFalse(Question, frozen=True, tag="true-false", kw_only=True):
    """A statement that is true or false."""

    answer: bool


class FillIn(Question, frozen=True, tag="fill-in", kw_only=True):
    """A few words to write. `answers` are accepted as `compare` says, `patterns` are more with wildcards (answers.py)."""

    answers: tuple[str, ...]
    patterns: tuple[str, ...] = ()
    compare: Literal["folded", "exact"] = "folded"
    max_length: int = 40


class Range(Model, frozen=True):
    """Numbers from `min` to `max`; None is open."""

    min: Decimal | None = None
    max: Decimal | None = None


class Unit(Model, frozen=True):
    """A unit of a numeric answer: `factor` of the question's own, which is the first."""

    text: str
    factor: Decimal = Decimal(1)


class Numeric(Question, frozen=True, tag="numeric", kw_only=True):
    """A number to write: an `answer` with a `tolerance`, as a number or in per cent, or else a `range`."""

    answer: Decimal | None = None
    tolerance: str = ""
    range: Range | None = None
    units: tuple[Unit, ...] = ()
    unit: Literal["shown", "optional", "required"] = "shown"

    @property
    def bounds(self) -> Range:
        """The least and the largest right number, exactly."""
        if self.answer is None:
            return self.range or Range()
        text = self.tolerance.removesuffix("%") or "0"
        with localcontext(Context(prec=100)):  # more than any of these numbers can need
            off = Decimal(text) * abs(self.answer).scaleb(-2) if self.tolerance.endswith("%") else Decimal(text)
            return Range(self.answer - off, self.answer + off)


class Source(Model, frozen=True):
    """Something that needs a partner."""

    id: str
    text: str
    target: str
    feedback: str = ""


class Named(Model, frozen=True):
    """A partner, a group, a thing to be put in order, a step of a scale."""

    id: str
    text: str


class Matching(PartedQuestion, frozen=True, tag="matching", kw_only=True):
    """Partners to be found; with `reuse` one may belong to several. `shuffle` mixes the partners."""

    telling: ClassVar[str] = "partners"

    sources: tuple[Source, ...]
    targets: tuple[Named, ...]
    reuse: bool = False
    shuffle: bool = True

    @property
    def parts(self) -> tuple[Source, ...]:
        """The things that need a partner."""
        return self.sources

    @property
    def partners(self) -> tuple[Named, ...]:
        """Their partners."""
        return self.targets


class Thing(Model, frozen=True):
    """Something that belongs to a group."""

    id: str
    text: str
    group: str
    feedback: str = ""

    @property
    def target(self) -> str:
        """Its group, as a partner."""
        return self.group


class Categorise(PartedQuestion, frozen=True, tag="categorise", kw_only=True):
    """Things to be put into groups. `shuffle` mixes the things."""

    interaction: ClassVar[str] = "matching"
    telling: ClassVar[str] = "parts"
    reuse: ClassVar[bool] = True

    items: tuple[Thing, ...]
    groups: tuple[Named, ...]
    shuffle: bool = True

    @property
    def parts(self) -> tuple[Thing, ...]:
        """The things."""
        return self.items

    @property
    def partners(self) -> tuple[Named, ...]:
        """The groups."""
        return self.groups


class Sequencing(PartedQuestion, frozen=True, tag="sequencing", kw_only=True):
    """Things to be put in order; they stand here in the right one."""

    telling: ClassVar[str] = "parts"

    items: tuple[Named, ...]

    @property
    def parts(self) -> tuple[Named, ...]:
        """The things."""
        return self.items


class Region(Model, frozen=True):
    """A place in a picture; `coords` in per cent of its width and height, as the shape wants them (schemas/questions/hotspot)."""

    id: str
    text: str
    shape: Literal["rect", "circle", "polygon"]
    coords: tuple[float, ...]
    correct: bool = False
    feedback: str = ""


class Hotspot(PartedQuestion, frozen=True, tag="hotspot", kw_only=True):
    """Places in a picture of which one or several are right."""

    interaction: ClassVar[str] = "choice"

    select: Literal["one", "several"]
    image: Picture
    regions: tuple[Region, ...]

    @property
    def parts(self) -> tuple[Region, ...]:
        """The places."""
        return self.regions


class ScoredDecision(Model, frozen=True):
    """Something that the learner may do in a scene, what comes of it, and the scene that it leads to; `safe`: a next safe action."""

    id: str
    text: str
    consequence: str
    to: str
    safe: bool = False


class ScoredScene(Model, frozen=True):
    """A situation; without decisions it is an ending."""

    id: str
    title: str
    markdown: str
    decisions: tuple[ScoredDecision, ...] = ()


class Deciding(PartedQuestion, frozen=True, tag="decision", kw_only=True):
    """A case that branches by what the learner does; the first scene begins. A way of safe decisions alone is right."""

    interaction: ClassVar[str] = "choice"

    scenes: tuple[ScoredScene, ...]

    @property
    def points_of_decision(self) -> tuple[ScoredScene, ...]:
        """The scenes that are no ending."""
        return tuple(scene for scene in self.scenes if scene.decisions)

    @property
    def parts(self) -> tuple[Named, ...]:
        """All decisions, each by its scene and its own name."""
        return tuple(Named(f"{scene.id}/{one.id}", one.text) for scene in self.scenes for one in scene.decisions)

    @property
    def partners(self) -> tuple[Named, ...]:
        """The scenes that they lead to."""
        return tuple(Named(scene.id, scene.title) for scene in self.scenes)


class Likert(SurveyQuestion, frozen=True, tag="likert", kw_only=True):
    """How far somebody agrees."""

    scale: tuple[Named, ...]

    @property
    def parts(self) -> tuple[Named, ...]:
        """The steps."""
        return self.scale


class LongFillIn(SurveyQuestion, frozen=True, tag="long-fill-in", kw_only=True):
    """A longer text to write; told to an LMS only with `report`."""

    max_length: int = 200
    report: bool = False


AnyQuestion: TypeAlias = (
    Choice
    | TrueFalse
    | FillIn
    | Numeric
    | Matching
    | Categorise
    | Sequencing
    | Hotspot
    | Deciding
    | Likert
    | LongFillIn
)


class QuestionSet(Model, frozen=True, tag_field="type", tag="set"):
    """Questions about one story, its `vignette`: asked together and in order, drawn as one."""

    id: str
    vignette: str
    questions: tuple[AnyQuestion, ...]


def interaction(question: AnyQuestion) -> str:
    """The word by which SCORM 2004 and xAPI know the question."""
    return question.interaction or str(question.__struct_config__.tag)
