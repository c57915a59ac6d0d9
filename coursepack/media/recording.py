"""What a sound or video file really is: by what it holds, not by its name. Only headers are read, with small readers of our own."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from coursepack.media import matroska, mp3, mp4, ogg, wav
from coursepack.media.found import Found, RecordingError

# By ending: the reader, and whether it is a sound or a video.
_READERS: dict[str, Callable[[IO[bytes], int], Found]] = {
    ".mp3": mp3.read,
    ".m4a": mp4.read,
    ".mp4": mp4.read,
    ".ogg": ogg.read,
    ".opus": ogg.read,
    ".wav": wav.read,
    ".webm": matroska.read,
}
ENDINGS = {"audio": (".mp3", ".m4a", ".ogg", ".opus", ".wav"), "video": (".mp4", ".webm")}
# What Chromium, Firefox and Safari have all played for years, on phones too.
_EVERYWHERE = {
    ".mp3": {"mp3"},
    ".m4a": {"aac", "mp3"},
    ".wav": {"pcm"},
    ".mp4": {"h264", "aac", "mp3"},
}


@dataclass(frozen=True)
class Recording:
    """`everywhere`: every browser plays it. `late`: its index stands at the end, so that playing starts late."""

    seconds: float | None
    size: tuple[int, int] | None
    sound: bool
    everywhere: bool
    codecs: tuple[str, ...]
    late: bool = False


def look(path: Path, ending: str) -> Recording:
    """Look into the file, which is called by that ending. Raises `RecordingError`."""
    length = path.stat().st_size
    try:
        with path.open("rb") as stream:
            found = _READERS[ending](stream, length)
    except (struct.error, IndexError, ValueError, OverflowError, ZeroDivisionError, OSError):
        raise RecordingError("CP117", "cannot be read to its end", "it is damaged: export or copy it again") from None
    if found.place:
        hint = "take it out: ffmpeg -i in.mp4 -map_metadata -1 -c copy -movflags +faststart out.mp4"
        raise RecordingError("CP118", "tells where it was recorded", hint)
    if ending in ENDINGS["audio"] and found.size:
        raise RecordingError(
            "CP115", "holds pictures, so it is no sound file", "use a video block, or export the sound alone"
        )
    if ending in ENDINGS["video"] and not found.size:
        raise RecordingError("CP115", "holds no pictures, so it is no video", "use an audio block")
    known = _EVERYWHERE.get(ending, set())
    everywhere = bool(found.codecs) and set(found.codecs) <= known
    return Recording(found.seconds, found.size, found.sound, everywhere, found.codecs, found.late)
