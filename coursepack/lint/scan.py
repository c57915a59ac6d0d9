"""One pass over every byte: whether each entry can be unpacked, and what stands in its texts. Bounded in memory and in time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from coursepack.lint.imscp import resolve
from coursepack.lint.registry import Hit, Level, rule
from coursepack.lint.source import Entry, Source

if TYPE_CHECKING:
    from coursepack.lint.subject import Subject

MAX_TEXT = 2 << 20  # of each file; what is behind is only checked, not looked into
MAX_TEXTS = 48 << 20  # of all files
MAX_READ = 1 << 30  # of all entries, texts or not
BOMB_SIZE, BOMB_RATIO = 32 << 20, 150
MOST = 200  # hits that are kept for one rule

HTML, SCRIPT, STYLE = ("html", "htm", "xhtml"), ("js", "mjs", "html", "htm", "xhtml"), ("css", "html", "htm", "xhtml")
DATA = ("xml", "json", "csv", "txt", "gift")
_TEXTS = {*HTML, *SCRIPT, *STYLE, *DATA}

Judge = Callable[["re.Match[bytes]"], str]


@dataclass(frozen=True)
class Pattern:
    """What to look for in which files. `needs`: bytes without which the expression cannot match, which is quicker to see."""

    name: str
    endings: tuple[str, ...]
    needs: tuple[bytes, ...]
    expression: re.Pattern[bytes]
    judge: Judge


PATTERNS: list[Pattern] = []

# Words whose presence anywhere tells what a package can do.
MENTIONS = (
    b"LMSInitialize", b"LMSSetValue", b"LMSFinish", b"LMSCommit", b"API_1484_11", b"pagehide", b"visibilitychange", b"beforeunload",
    b"unload", b"lesson_status", b"completion_status", b"cmi.", b"window.open", b"Terminate",
)  # fmt: skip


def found_in_texts(  # noqa: PLR0913, PLR0917 - a rule, and where to look
    code: str,
    name: str,
    level: Level,
    spec: str,
    fix: str,
    endings: tuple[str, ...],
    needs: tuple[bytes, ...],
    pattern: bytes,
    lms: tuple[str, ...] = (),
    kinds: tuple[str, ...] = (),
) -> Callable[[Judge], Judge]:
    """Make a function a rule that is asked about each match in the texts; it answers with the message, or nothing."""

    def register(judge: Judge) -> Judge:
        PATTERNS.append(Pattern(name, endings, needs, re.compile(pattern, re.IGNORECASE), judge))

        def check(subject: Subject) -> Iterator[Hit]:
            yield from subject.scan.hits.get(name, ())

        check.__doc__ = judge.__doc__
        check.area = judge.__module__  # type: ignore[attr-defined]  # for the page of the rules
        rule(code, name, level, spec, fix, kinds, lms)(check)
        return judge

    return register


# A local address in a page; what a script puts together from pieces is left alone.
_LINK = re.compile(
    rb"""<(?:a|img|script|link|source|video|audio|track|iframe|embed)\b[^<>]{0,1000}?\s(?:src|href|poster)\s*=\s*"""
    rb"""(?:"([^"'<>{}$+\s][^"'<>{}$+]{0,300})"|'([^"'<>{}$+\s][^"'<>{}$+]{0,300})')""",
    re.IGNORECASE,
)


class Scan:
    """The result of the pass."""

    def __init__(self, source: Source, entries: list[Entry]) -> None:
        self.hits: dict[str, list[Hit]] = defaultdict(list)
        self.mentions: dict[bytes, str] = {}
        """Each of `MENTIONS` that was seen, with the first script or page that has it."""
        self.bombs: list[Entry] = []
        self.unread: list[Entry] = []
        self.broken: list[tuple[str, str, str, int]] = []
        """Links of pages to files that are not there: page, address, path, line."""
        self._names = {entry.name for entry in entries}
        self._texts = self._read = 0
        for entry in entries:
            if not entry.folder:
                self._entry(source, entry)

    def _entry(self, source: Source, entry: Entry) -> None:
        if entry.size > BOMB_SIZE and entry.size > BOMB_RATIO * max(entry.packed, 1):
            self.bombs.append(entry)
            return
        if self._read + entry.size > MAX_READ:
            self.unread.append(entry)
            return
        self._read += entry.size
        ending = PurePosixPath(entry.name).suffix.lower()[1:]
        wanted = ending in _TEXTS and self._texts < MAX_TEXTS
        kept, size = [], 0
        for piece in source.chunks(entry):
            if wanted and size < MAX_TEXT:
                kept.append(piece[: MAX_TEXT - size])
                size += len(kept[-1])
        self._texts += size
        if kept:
            self._text(entry.name, ending, b"".join(kept))

    def _text(self, file: str, ending: str, data: bytes) -> None:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            data = data.decode("utf-16", "replace").encode()
        if ending in SCRIPT:
            for word in MENTIONS:
                if word not in self.mentions and word in data:
                    self.mentions[word] = file
        lower = data.lower()
        if ending in HTML and b"<base" not in lower:
            self._links(file, data)
        for pattern in PATTERNS:
            if ending in pattern.endings and any(need in lower for need in pattern.needs):
                self._look(pattern, file, data)

    def _look(self, pattern: Pattern, file: str, data: bytes) -> None:
        known = self.hits[pattern.name]
        seen: set[str] = set()
        for count, match in enumerate(pattern.expression.finditer(data)):
            if len(known) >= MOST or count > 20_000:
                return
            message = pattern.judge(match)
            if message and message not in seen:
                seen.add(message)
                known.append(Hit(message, file, data.count(b"\n", 0, match.start()) + 1))

    def _links(self, page: str, data: bytes) -> None:
        folder = page.rpartition("/")[0]
        folder = f"{folder}/" if folder else ""
        known: set[str] = set()
        for match in _LINK.finditer(data):
            href = (match[1] or match[2]).decode("utf-8", "replace").strip()
            if href in known or len(known) > 5000 or len(self.broken) >= MOST:
                continue
            known.add(href)
            kind, path = resolve(folder, unescape(href))
            if kind == "local" and path not in self._names and "." in path.rpartition("/")[2]:
                self.broken.append((page, href, path, data.count(b"\n", 0, match.start()) + 1))

    def mentioned(self, *words: bytes) -> bool:
        """Whether any of those words was seen."""
        return any(word in self.mentions for word in words)


def shown(data: bytes, most: int = 80) -> str:
    """Matched bytes in a message."""
    text = " ".join(data.decode("utf-8", "replace").split())
    return text if len(text) <= most else text[: most - 1] + "…"


__all__ = ["DATA", "HTML", "PATTERNS", "SCRIPT", "STYLE", "Scan", "found_in_texts", "shown"]
