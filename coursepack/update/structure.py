"""What a package says of its course's structure. The course data that its player reads is the fingerprint (docs/decisions/0019): nothing
is added to a package for this, so packages that were built long ago can be compared too.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import html

from coursepack import archive
from coursepack.formats.imscp import MANIFEST
from coursepack.hosts.launchable import NothingToLaunchError, find_launch
from coursepack.package import Package
from coursepack.problems import CourseError, Place, Problem
from coursepack.veil import unveil

DATA_FORMAT = 1
ENTRY, _SCRIPT = "index.html", "course.js"
_DATA = re.compile(r"window\.coursepackCourse=(\{.*?\});\s*(?:$|</script>)", re.DOTALL)
_SCHEMA = re.compile(rb"<schemaversion>([^<]*)</schemaversion>")


@dataclass(frozen=True)
class Structure:
    """A package's course: `data` as its player has it, `credit` None where the package does not say.

    `blocks` are the numbers of blocks by their ids; `words` are digests of what blocks and questions say, by what they are called in
    the document (`block 3`, `question 7`, `option 7 2`).
    """

    kind: str
    data: Mapping[str, Any]
    credit: Mapping[str, Any] | None
    blocks: Mapping[str, int]
    words: Mapping[str, str]

    @property
    def title(self) -> str:
        """Slug, version and kind of package."""
        return f"{self.data['slug']} {self.data['version']}, {self.kind}"

    def fingerprint(self) -> str:
        """The same for two packages between which nothing changed that progress, scores or credit hang on."""
        kept = {name: value for name, value in self.data.items() if name in _STRUCTURAL}
        kept |= {"pages": [_short(page, ("n", "id", "blocks", "quizzes")) for page in self.data["pages"]]}
        kept |= {"quizzes": [_without_words(quiz) for quiz in self.data["quizzes"]]}
        kept |= {"objectives": [_short(one, ("n", "id", "mark")) for one in self.data["objectives"]], "kind": self.kind}
        kept |= {"credit": self.credit and self.credit["credit"]}
        text = json.dumps(kept, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Whole:
    """A package: what an LMS launches in it, by its id. A course in one piece is one unit."""

    kind: str
    units: Mapping[str, Structure]

    @property
    def title(self) -> str:
        """Slug, version and kind of package."""
        first = next(iter(self.units.values()))
        return first.title + (f", {len(self.units)} units" if len(self.units) > 1 else "")

    @property
    def course(self) -> str:
        """The title of the course, or of its first unit."""
        return str(next(iter(self.units.values())).data["title"])

    def fingerprint(self) -> str:
        """Of all units together."""
        each = [unit.fingerprint() for unit in self.units.values()]
        return each[0] if len(each) == 1 else hashlib.sha256(" ".join(each).encode()).hexdigest()[:12]


_STRUCTURAL = (
    "format", "id", "minutes", "passMark", "scoreWithVerdictOnly", "completedOnly", "scoreOnCompletion", "completion", "keeps",
)  # fmt: skip


def _short(data: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: data[name] for name in names}


def _without_words(quiz: Mapping[str, Any]) -> dict[str, Any]:
    """A quiz with its right answers, and without its title and feedback."""
    questions = [
        {name: value for name, value in question.items() if name not in ("key", "feedback")} | {"key": key(question)}
        for question in quiz["questions"]
    ]
    return {name: value for name, value in quiz.items() if name != "title"} | {"questions": questions}


def key(question: Mapping[str, Any]) -> Any:
    """What is right, as the player reads it."""
    return json.loads(unveil(question["key"], question["n"]))


def read(path: Path) -> Whole:
    """A package's course: a zip, a folder, or the one file of format `html`. Raises `CourseError` when it does not say its structure."""
    if path.is_file() and path.suffix.lower() in (".html", ".htm"):
        text = path.read_bytes().decode("utf-8", "replace")
        return _whole("html", [_structure(path, "html", text, text, None)])
    package = archive.read(path)
    kind = _kind(path, package)
    folders = [name.removesuffix(_SCRIPT) for name in package if f"/{name}".endswith(f"/{_SCRIPT}")]
    if not folders or any(f"{folder}{ENTRY}" not in package for folder in folders):
        raise _cannot_tell(path, f"it has no course data: coursepack did not build this {kind} package")
    credit = json.loads(package["ce/activity.json"].read()) if "ce/activity.json" in package else None
    texts = [
        [package[folder + name].read().decode("utf-8", "replace") for name in (_SCRIPT, ENTRY)] for folder in folders
    ]
    return _whole(kind, [_structure(path, kind, script, page, credit) for script, page in texts])


def _whole(kind: str, units: list[Structure]) -> Whole:
    return Whole(kind, {unit.data["id"]: unit for unit in units})


def _kind(path: Path, package: Package) -> str:
    try:
        kind = find_launch(package).format
    except NothingToLaunchError as error:
        raise _cannot_tell(path, str(error)) from None
    found = _SCHEMA.search(package[MANIFEST].read()) if kind == "scorm2004" and MANIFEST in package else None
    return f"{kind} ({found[1].decode()})" if found else kind


def _structure(path: Path, kind: str, script: str, page: str, credit: Mapping[str, Any] | None) -> Structure:
    found = _DATA.search(script)
    try:
        data = json.loads(found[1]) if found else None
    except ValueError:
        data = None
    if data is None:
        raise _cannot_tell(path, "its course data cannot be read")
    if data.get("format") != DATA_FORMAT:
        message = f"its course data is of format {data.get('format')}; this coursepack knows {DATA_FORMAT}"
        raise CourseError([Problem(Place(str(path)), "CP271", message, "compare with the newer coursepack")])
    data = {"keeps": [], "objectives": []} | data
    if wrong := [name for name, kind in _NEEDED.items() if not isinstance(data.get(name), kind)]:
        raise _cannot_tell(path, f"its course data is not as coursepack writes it ('{wrong[0]}')")
    document = html.fromstring(page)
    blocks = {
        str(one.get("id"))[2:]: int(str(one.get("data-block"))) for one in document.iter() if one.get("data-block")
    }
    return Structure(kind, data, credit, blocks, dict(_words(document)))


_NEEDED: dict[str, type | tuple[type, ...]] = {
    "id": str, "slug": str, "version": str, "title": str, "language": str, "builtBy": str, "minutes": int, "completion": dict,
    "passMark": (int, type(None)), "pages": list, "quizzes": list, "keeps": list, "objectives": list,
}  # fmt: skip


def _cannot_tell(path: Path, why: str) -> CourseError:
    hint = "ask those who built the packages what changed; without that, import the new one as a new version"
    return CourseError([Problem(Place(str(path)), "CP270", f"cannot tell: {why}", hint)])


def _words(document: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Questions are told apart from the block in which they stand, and options from their question."""
    for one in list(document.iter("label", "li", "section")):
        question = next((up for up in one.iterancestors("fieldset") if up.get("data-question")), None)
        number = one.get("data-option")
        if question is not None and number:
            yield f"option {question.get('data-question')} {number}", _digest(one)
    for field in list(document.iter("fieldset")):
        if field.get("data-question"):
            yield f"question {field.get('data-question')}", _digest(field.find(".//legend"))
            field.drop_tree()
    for block in document.iter("div"):
        if block.get("data-block"):
            yield f"block {block.get('data-block')}", _digest(block)


def _digest(element: html.HtmlElement | None) -> str:
    """Of the words, and of what is shown beside them."""
    if element is None:
        return ""
    shown = [str(value) for one in element.iter() for name in ("src", "href", "alt") if (value := one.get(name))]
    text = " ".join(element.text_content().split())
    return hashlib.sha256("\n".join([text, *shown]).encode()).hexdigest()
