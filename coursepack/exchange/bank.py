"""What a reader makes of a file: drafts of questions in the authoring form, pictures, and everything that was left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from coursepack.problems import CourseError, Place, Problem, Severity

if TYPE_CHECKING:
    from coursepack.exchange.hypertext import Read

# A question, or a quiz, as the authoring contract has it.
Form: TypeAlias = dict[str, Any]

MAX_QUESTIONS = 5_000
MAX_TEXT = 200_000  # characters of one text of a question
MAX_BYTES = 32 * 1024 * 1024


@dataclass
class Picture:
    """A picture of a question: `name` as the source has it, and its bytes, which are None when the source does not bring them."""

    name: str
    data: bytes | None
    alt: str = ""


@dataclass
class Draft:
    """One question as a format gave it. `question` is in the authoring form, but may lack `id`, `objective` and feedback.

    Neighbours of the same `case` belong to one `story`.

    `ident` is the source's own id; `name` a title to make one from; `topics` are categories and tags, the most special last; `lost` says
    what its texts lost on the way, `settings` what was set for the question and means nothing here.
    """

    place: Place
    label: str
    question: Form
    name: str = ""
    ident: str = ""
    topics: tuple[str, ...] = ()
    pictures: list[Picture] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    settings: list[str] = field(default_factory=list)
    difficulty: str = ""
    case: str = ""
    story: str = ""

    def take(self, read: Read, find: Callable[[str], bytes | None] = lambda name: None) -> str:
        """The words of a text; what it lost and its pictures are noted, `find` gives their bytes."""
        self.lost.extend(what for what in read.lost if what not in self.lost)
        known = {picture.name for picture in self.pictures}
        self.pictures.extend(Picture(name, find(name), alt) for name, alt in read.pictures if name not in known)
        return read.text


@dataclass
class Bank:
    """All drafts of one file, and what the file says of the quiz itself, in the authoring form."""

    drafts: list[Draft] = field(default_factory=list)
    quiz: Form = field(default_factory=dict)


@dataclass
class Log:
    """What could not be carried over: a warning when something was left out, an error when a whole question was."""

    problems: list[Problem] = field(default_factory=list)
    skipped: int = 0

    def left_out(self, place: Place, code: str, message: str, hint: str = "") -> None:
        """The question can be used, but lacks something."""
        self.problems.append(Problem(place, code, message, hint, Severity.WARNING))

    def skip(self, place: Place, code: str, message: str, hint: str = "") -> None:
        """The question cannot be used."""
        self.problems.append(Problem(place, code, message, hint))
        self.skipped += 1


@dataclass(frozen=True)
class Origin:
    """A file to import: its path as reports show it, and its bytes."""

    name: str
    data: bytes
    path: Path

    def text(self) -> str:
        """Its text: UTF-8, or UTF-16 with a byte order mark. Raises `CourseError`."""
        for mark, encoding in _MARKS.items():
            if self.data.startswith(mark):
                return self._decoded(encoding)
        return self._decoded("utf-8")

    def _decoded(self, encoding: str) -> str:
        try:
            text = self.data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            line = self.data.count(b"\n", 0, error.start) + 1
            hint = "save it as UTF-8"
            raise CourseError(
                [Problem(Place(self.name, line, 1), "CP009", "the file is not UTF-8 text here", hint)]
            ) from None
        return text.replace("\r\n", "\n").replace("\r", "\n")


_MARKS: Mapping[bytes, str] = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def open_origin(path: Path) -> Origin:
    """The file at `path`. Raises `CourseError` when it cannot be read, or is larger than 32 MB."""
    try:
        if path.stat().st_size > MAX_BYTES:
            message = f"the file is larger than {MAX_BYTES // 1024 // 1024} MB"
            raise CourseError([Problem(Place(str(path)), "CP005", message, "export it in parts")])
        return Origin(str(path), path.read_bytes(), path)
    except OSError as error:
        raise CourseError([Problem(Place(str(path)), "CP001", f"the file cannot be read: {error.strerror}")]) from None


def feedback_of(right: str, wrong: str, general: str = "") -> Form:
    """Feedback in the authoring form; what is said in any case stands in both. Texts that the source lacks are left out."""
    both = {"correct": joined(right, general), "incorrect": joined(wrong, general)}
    return {name: text for name, text in both.items() if text}


def joined(*texts: str) -> str:
    """Texts as paragraphs of one; a text that says nothing new is left out."""
    return "\n\n".join(dict.fromkeys(text for text in texts if text))
