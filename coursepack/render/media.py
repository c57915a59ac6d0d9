"""What the templates ask about pictures, recordings and captions."""

from __future__ import annotations

import base64
import json
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from coursepack.blocks import Audio, Image, TextTrack, Video
from coursepack.languages import DATA, language
from coursepack.media.carry import Shown
from coursepack.media.types import media_type

if TYPE_CHECKING:
    from coursepack.plan import Plan
    from coursepack.render.words import Words

_NAMES = DATA / "language-names.json"  # of languages that have no catalogue
_COLUMN = 656  # CSS pixels of the text column at the usual text size


class TrackView(NamedTuple):
    """One `<track>`; `src` holds the whole file, so that no LMS can serve it under a wrong type or not at all."""

    kind: str
    src: str
    language: str
    label: str
    default: bool


class MediaView:
    """The media of one plan, told in the player's words."""

    def __init__(self, plan: Plan, words: Words) -> None:
        self._plan, self._words = plan, words
        self._eager = True

    def picture(self, src: str) -> Shown:
        """A picture by its path in the course, with addresses as its page needs them."""
        return self._plan.pictures[src].seen_from(self._plan.up)

    def first(self) -> bool:
        """True for the first picture that asks, if the first page is not over: it is loaded at once, all others when they come near."""
        eager, self._eager = self._eager, False
        return eager

    def turn(self) -> None:
        """A page is over."""
        self._eager = False

    def zooms(self, block: Image) -> bool:
        """Whether the picture has a large view."""
        if block.zoom is not None:
            return block.zoom
        size = self.picture(block.src).size
        return not block.decorative and size is not None and size[0] > _COLUMN

    def sources(self, block: Audio | Video) -> list[tuple[str, str]]:
        """Address and media type of each coding, in the author's order."""
        paths = (block.src, *block.alternatives)
        return [(f"{self._plan.up}assets/{path}", media_type(path)) for path in paths]

    def size(self, block: Video) -> tuple[int, int] | None:
        """Width and height of a video, so that the page does not jump."""
        return self._plan.media.recordings[block.src].size

    def length(self, block: Audio | Video) -> Markup:
        """How long it plays, in words; "" when the file does not tell."""
        seconds = self._plan.media.recordings[block.src].seconds
        if not seconds:
            return Markup()
        minutes, rest = divmod(max(1, int(seconds)), 60)  # cut, as the browser's own clock does
        key, words = ("media.minutes", (minutes, rest)) if minutes else ("media.seconds", (rest,))
        return self._words.say(key, *words)

    def tracks(self, block: Video) -> list[TrackView]:
        """Captions, of which one is shown from the start, and descriptions."""
        shown = self._shown_first(block.captions)
        told = self._shown_first(block.descriptions)
        views = [self._track("captions", track, default=track is shown) for track in block.captions]
        # The first is the one that the player reads out.
        descriptions = sorted(block.descriptions, key=lambda track: track is not told)
        return views + [self._track("descriptions", track, default=False) for track in descriptions]

    def _shown_first(self, tracks: tuple[TextTrack, ...]) -> TextTrack | None:
        """The one in the course's language, as near as there is."""
        wanted = self._plan.course.language
        same = [track for track in tracks if track.language == wanted]
        near = [track for track in tracks if track.language.partition("-")[0] == wanted.partition("-")[0]]
        return next(iter([*same, *near, *tracks]), None)

    def _track(self, kind: str, track: TextTrack, *, default: bool) -> TrackView:
        text = self._plan.media.tracks[track.src].text()
        src = f"data:text/vtt;base64,{base64.b64encode(text.encode()).decode()}"
        return TrackView(kind, src, track.language, track.label or language_name(track.language), default)


def language_name(tag: str) -> str:
    """A language's own name for itself; the tag when we do not know it."""
    names = _names()
    parts = tag.split("-")
    named = next((names[key] for key in (tag, "-".join(parts[:2]), parts[0]) if key in names), tag)
    known = language(tag)
    return known.name if known and tag not in names else named


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = json.loads(_NAMES.read_text(encoding="utf-8"))
    return names
