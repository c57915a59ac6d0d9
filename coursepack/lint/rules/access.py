"""What can be seen of accessibility without running a page; `coursepack verify` and axe-core see far more."""

from __future__ import annotations

import re

from coursepack.lint.registry import Level
from coursepack.lint.scan import HTML, found_in_texts, shown

_WCAG = "WCAG 2.2"


@found_in_texts(
    "CP640",
    "page-without-language",
    Level.WARNING,
    f"{_WCAG} 3.1.1",
    'write <html lang="en">, or what it is',
    HTML,
    (b"<html",),
    rb"<html\b(?![^<>]{0,500}\blang\s*=)[^<>]{0,500}>",
)
def page_without_language(match: re.Match[bytes]) -> str:
    """A page does not say its language.

    A screen reader reads it with the voice of another language, which nobody understands. Storyline and older tools leave it out.
    Example: <html>
    """
    return "the page does not say its language"


@found_in_texts(
    "CP641",
    "picture-without-words",
    Level.WARNING,
    f"{_WCAG} 1.1.1",
    'write alt="…", or alt="" when the picture tells nothing',
    HTML,
    (b"<img",),
    rb"<img\b(?![^<>]{0,2000}\balt\s*=)(?![^<>]{0,2000}\balt[\s>/])[^<>]{0,2000}>",
)
def picture_without_words(match: re.Match[bytes]) -> str:
    """A picture has no alternative in words.

    A screen reader reads the name of the file instead.
    Example: <img src="door.png">
    """
    return f"a picture has no words: {shown(match[0], 60)}"


@found_in_texts(
    "CP642",
    "zoom-forbidden",
    Level.WARNING,
    f"{_WCAG} 1.4.4",
    "leave out user-scalable and maximum-scale",
    HTML,
    (b"viewport",),
    rb"<meta\b[^<>]{0,200}viewport[^<>]{0,300}(user-scalable\s*=\s*(?:no|0)\b|maximum-scale\s*=\s*1(?:\.0*)?(?=[\s,\"';]))",
)
def zoom_forbidden(match: re.Match[bytes]) -> str:
    """A page forbids to be enlarged.

    On a phone nobody can read small print then. Most authoring tools write it.
    Example: user-scalable=no
    """
    return f"the page cannot be enlarged ({shown(match[1])})"


@found_in_texts(
    "CP643",
    "video-without-captions",
    Level.REVIEW,
    f"{_WCAG} 1.2.2",
    "add a <track> with captions, if somebody speaks",
    HTML,
    (b"<video",),
    rb"<video\b(?:(?!</?video\b)[\s\S]){0,4000}</video>",
)
def video_without_captions(match: re.Match[bytes]) -> str:
    """A video has no track of captions.

    Who is deaf, or sits in a ward at night without headphones, learns nothing from it. They may be in the picture, or be added by a
    script.
    Example: <video src="tour.mp4"></video>
    """
    return "" if b"<track" in match[0].lower() else "a video has no captions"


@found_in_texts(
    "CP644",
    "frame-without-title",
    Level.NOTE,
    f"{_WCAG} 4.1.2",
    'write title="…"',
    HTML,
    (b"<iframe",),
    rb"<iframe\b(?![^<>]{0,2000}\btitle\s*=)(?![^<>]{0,500}\bhidden\b)[^<>]{0,2000}>",
)
def frame_without_title(match: re.Match[bytes]) -> str:
    """A frame does not say what is in it.

    Who listens to a page does not know whether to enter it.
    Example: <iframe src="content.html">
    """
    return "a frame does not say what is in it"
