"""The web page as one file: style, scripts, pictures, recordings and downloads stand in it, so that it can be mailed or kept on a stick."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from coursepack.formats.content import AWAY, ENTRY, content
from coursepack.media.types import media_type
from coursepack.package import Blob, Package
from coursepack.plan import Plan

# Where a browser goes when there is no neutral page beside the course.
NOWHERE = "about:blank"
_LINKED = re.compile(r'<link rel="stylesheet" href="([^"?]*)[^"]*">|<script src="([^"?]*)[^"]*"></script>')
# Smaller copies of a picture are for slow lines: a file that is whole has no use for them.
_COPIES = re.compile(r'<source type="image/webp"[^>]*>')
_ASSET = re.compile(r'"(assets/[^"]*)"')
_DOWNLOAD = re.compile(r'(<a [^>]*href="assets/[^"]*?([^/"]*)"[^>]*? download)(?=[ >])')


def render(plan: Plan) -> Package:
    """A package of one file."""
    files = Package(content(plan, "web"))
    page = files[ENTRY].read().decode()
    page = _DOWNLOAD.sub(r'\1="\2"', _COPIES.sub("", page)).replace(f'"{AWAY}"', f'"{NOWHERE}"')
    page = _ASSET.sub(_embedded(files), page)
    return Package({ENTRY: _LINKED.sub(lambda found: _inline(found, files), page)})


def _inline(found: re.Match[str], files: Mapping[str, Blob]) -> str:
    style, script = found.groups()
    text = files[style or script].read().decode()
    if style:
        return f"<style>{text}</style>"
    # Nothing in a script may end it. In a text of JavaScript the escaped slash is the same slash.
    return f"<script>{re.sub('</(?=script)', '<' + chr(92) + '/', text, flags=re.IGNORECASE)}</script>"


def _embedded(files: Mapping[str, Blob]) -> Callable[[re.Match[str]], str]:
    made: dict[str, str] = {}

    def address(found: re.Match[str]) -> str:
        path = unquote(html.unescape(found[1]))
        if path not in made:
            kind = media_type(path).replace(" ", "")
            made[path] = f'"data:{kind};base64,{base64.b64encode(files[path].read()).decode()}"'
        return made[path]

    return address
