"""What was found in the media files of a course, by their paths in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a course without media pays nothing for them
    from coursepack.media.prepared import Prepared
    from coursepack.media.recording import Recording
    from coursepack.media.vtt import Track


@dataclass
class Media:
    """Pictures made ready, recordings looked into, and captions read."""

    pictures: dict[str, Prepared] = field(default_factory=dict)
    recordings: dict[str, Recording] = field(default_factory=dict)
    tracks: dict[str, Track] = field(default_factory=dict)
