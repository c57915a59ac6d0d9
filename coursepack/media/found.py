"""What the readers of sound and video files say of one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Found:
    """`seconds` and `size` are None when the file does not tell; `place`: it says where it was recorded."""

    seconds: float | None = None
    size: tuple[int, int] | None = None
    sound: bool = False
    codecs: tuple[str, ...] = ()
    late: bool = False
    place: bool = False


class RecordingError(Exception):
    """A file that cannot be carried: `code`, message, `hint`; the message goes on after the file's name."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.hint = code, hint


def another(wanted: str) -> RecordingError:
    """The file is not of the kind that its name says."""
    return RecordingError("CP115", f"is no {wanted} file", "export it again; a file does not change by another ending")


def cut_short() -> RecordingError:
    """The file ends before what it says it holds."""
    return RecordingError("CP117", "is cut short", "copy or export it again")
