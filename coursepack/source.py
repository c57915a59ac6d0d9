"""JSON text that knows where its values are.

Reading is left to the standard library's scanner, which is fast but forgets positions. Only when something has to be
reported is the text scanned a second time, slowly, for the place of every key and value.
"""

from __future__ import annotations

import json
import re
from functools import cached_property
from pathlib import Path
from typing import NoReturn, TypeAlias

from coursepack.problems import CourseError, Place, Problem

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Pointer: TypeAlias = "tuple[str | int, ...]"

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 64
MAX_DIGITS = 15  # more, and programs that keep numbers as 64-bit floats would change it (RFC 8259, section 6)

_TOKEN = re.compile(r'[ \t\r\n]*(?:([{}\[\],:])|("(?:[^"\\]|\\.)*")|([^ \t\r\n{}\[\],:"]+))', re.DOTALL)

_BROKEN = {
    "Expecting property name enclosed in double quotes": (
        "a key in double quotes is expected here",
        "remove a comma before '}', and write keys in double quotes",
    ),
    "Illegal trailing comma before end of object": ("a comma stands before '}'", "remove the comma"),
    "Illegal trailing comma before end of array": ("a comma stands before ']'", "remove the comma"),
    "Expecting ',' delimiter": (
        "a comma or a closing bracket is missing here",
        "look at the end of the value before this place",
    ),
    "Expecting ':' delimiter": ("a colon is missing after the key", 'write "key": value'),
    "Expecting value": (
        "a value is missing here",
        "remove a comma before ']', or write null, true, a number, a text in double quotes",
    ),
    "Unterminated string starting at": ("a text is opened here and never closed", "close it with a double quote"),
    "Invalid control character at": (
        "a text contains a line break or a tab",
        "write \\n or \\t, or keep long text in a Markdown file",
    ),
    "Invalid \\uXXXX escape": ("\\u is not followed by four digits 0-9, a-f", "write the character itself"),
    "Unexpected UTF-8 BOM (decode using utf-8-sig)": ("the file begins with two byte order marks", "save it as UTF-8"),
    "Invalid \\escape": ("a backslash stands before a character that needs none", "write \\\\ for a backslash"),
    "Extra data": (
        "text follows after the end of the JSON value",
        "a file holds one object; look for a bracket closed too early",
    ),
}


class _DuplicateKeyError(Exception):
    pass


class _NumberError(Exception):
    """`word`, as it stands in the text, is no number that other programs can read."""

    def __init__(self, word: str, message: str) -> None:
        super().__init__(message)
        self.word = word


class Source:
    """One JSON file: its data, and on demand the place of each of its values.

    `name` is the path as reports show it.
    """

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.text = read_text(path, name)
        self.data = self._parse()

    def place(self, pointer: Pointer = (), *, key: bool = False) -> Place:
        """Where the value at `pointer` begins (with `key`, where its key stands); the nearest parent if it is absent."""
        while pointer:
            offset = (self._places.keys if key else self._places.values).get(pointer)
            if offset is not None:
                return self._at(offset)
            pointer, key = pointer[:-1], False
        return self._at(self._places.values.get((), 0))

    def _parse(self) -> Json:
        try:
            data: Json = json.loads(
                self.text, object_pairs_hook=_object, parse_constant=_no_constant, parse_int=_whole, parse_float=_real
            )
        except _DuplicateKeyError:
            raise CourseError(self._duplicates()) from None
        except RecursionError:
            raise self._too_deep() from None
        except json.JSONDecodeError as error:
            raise self._broken(error) from None
        except _NumberError as error:
            offsets = (match.start(3) for match in _TOKEN.finditer(self.text) if match[3] == error.word)
            raise self._error("CP002", str(error), next(offsets, 0), "write a number as 80 or 0.5") from None
        if _depth(data) > MAX_DEPTH:
            raise self._too_deep()
        return data

    def _error(self, code: str, message: str, offset: int, hint: str = "") -> CourseError:
        return CourseError([Problem(self._at(offset), code, message, hint)])

    def _too_deep(self) -> CourseError:
        message = f"brackets are nested more than {MAX_DEPTH} deep from here on"
        return self._error("CP004", message, _first_too_deep(self.text), "a course nests about twelve deep")

    def _broken(self, error: json.JSONDecodeError) -> CourseError:
        message, hint = _BROKEN.get(error.msg, (error.msg[0].lower() + error.msg[1:], ""))
        before, here = self.text[: error.pos].rstrip(), self.text[error.pos : error.pos + 2]
        if not self.text.strip():
            message, hint = "the file is empty", "a course begins with '{'"
        elif before.endswith(",") and here[:1] in ("}", "]"):  # Python before 3.13 finds the bracket, not the comma
            message, hint = f"a comma stands before '{here[0]}'", "remove the comma"
            return self._error("CP002", message, len(before) - 1, hint)
        elif here[:1] == "'":
            hint = "JSON uses double quotes, not single ones"
        elif here in ("//", "/*") or here[:1] == "#":
            hint = "JSON has no comments: remove it"
        elif not here:
            message, hint = "the file ends too early", "close what is open: a text, a list or an object"
        return self._error("CP002", message, error.pos, hint)

    def _duplicates(self) -> list[Problem]:
        return [
            Problem(
                self._at(offset),
                "CP003",
                f"key '{key}' stands twice in one object",
                "keep one; the other would be lost",
            )
            for key, offset in self._places.duplicates
        ]

    def _at(self, offset: int) -> Place:
        line = self.text.count("\n", 0, offset) + 1
        return Place(self.name, line, offset - self.text.rfind("\n", 0, offset))

    @cached_property
    def _places(self) -> _Places:
        return _Places(self.text)


class _Places:
    """Offsets of every value and key of a JSON text, by pointer, found without recursion."""

    def __init__(self, text: str) -> None:
        self.values: dict[Pointer, int] = {}
        self.keys: dict[Pointer, int] = {}
        self.duplicates: list[tuple[str, int]] = []
        self._stack: list[tuple[Pointer, bool]] = []
        self._steps: list[str | int] = []
        self._expect_key = False
        for match in _TOKEN.finditer(text):
            self._token(match)

    def _token(self, match: re.Match[str]) -> None:
        mark = match[1]
        offset = match.start(match.lastindex or 0)
        if mark is None:
            self._scalar(match[2], offset)
        elif mark in "{[":
            self._open(mark, offset)
        elif mark in "}]":
            if self._stack:
                self._stack.pop()
                self._steps.pop()
            self._expect_key = False
        elif mark == ",":
            self._comma()

    def _here(self) -> Pointer:
        return (*self._stack[-1][0], self._steps[-1]) if self._stack else ()

    def _open(self, mark: str, offset: int) -> None:
        here = self._here()
        self.values.setdefault(here, offset)
        self._stack.append((here, mark == "{"))
        self._steps.append("" if mark == "{" else 0)
        self._expect_key = mark == "{"

    def _comma(self) -> None:
        if not self._stack:
            return
        self._expect_key = self._stack[-1][1]
        step = self._steps[-1]
        if isinstance(step, int):
            self._steps[-1] = step + 1

    def _scalar(self, quoted: str | None, offset: int) -> None:
        if self._expect_key and quoted is not None:
            self._steps[-1] = key = _unquoted(quoted)
            self._expect_key = False
            pointer = self._here()
            if pointer in self.keys:
                self.duplicates.append((key, offset))
            self.keys.setdefault(pointer, offset)
        else:
            self.values.setdefault(self._here(), offset)


def read_text(path: Path, name: str) -> str:
    """The UTF-8 text of a file, called `name` in reports. Raises `CourseError` when it is none, or larger than 32 MB."""
    try:
        if path.stat().st_size > MAX_BYTES:
            message = f"the file is larger than {MAX_BYTES // 1024 // 1024} MB"
            raise CourseError([Problem(Place(name), "CP005", message, "split the course into included files")])
        raw = path.read_bytes()
    except OSError as error:
        raise CourseError([Problem(Place(name), "CP001", f"the file cannot be read: {error.strerror}")]) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        place = Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        problem = Problem(place, "CP009", "the file is not UTF-8 text here", "save it as UTF-8")
        raise CourseError([problem]) from None


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise _DuplicateKeyError
    return result


def _no_constant(word: str) -> NoReturn:
    raise _NumberError(word, f"{word} is not a JSON value")


def _whole(word: str) -> int:
    if len(word) > MAX_DIGITS:
        raise _NumberError(word, f"the number {word[:20]}… is too large")
    return int(word)


def _real(word: str) -> int | float:
    """A number with a point or an exponent; 80.0 is 80, as JSON Schema has it."""
    value = float(word)
    if not abs(value) < 10**MAX_DIGITS:
        raise _NumberError(word, f"the number {word[:20]} is too large")
    return int(value) if value.is_integer() else value


def _unquoted(quoted: str) -> str:
    """The text between double quotes; in a broken file perhaps as it stands."""
    try:
        return str(json.loads(quoted, strict=False))
    except json.JSONDecodeError:
        return quoted[1:-1]


def _depth(data: Json) -> int:
    """How deep objects and lists are nested, without recursion."""
    deepest, level = 0, [data]
    while level := [node for node in level if isinstance(node, dict | list)]:
        deepest += 1
        level = [child for node in level for child in (node.values() if isinstance(node, dict) else node)]
    return deepest


def _first_too_deep(text: str) -> int:
    """Offset of the bracket that first passes the limit."""
    depth = 0
    for match in _TOKEN.finditer(text):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(match[1] or "", 0)
        if depth > MAX_DEPTH:
            return match.start(1)
    return 0
