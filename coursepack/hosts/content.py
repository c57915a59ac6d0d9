"""Serves the files of a package from memory or disk, with media types and byte ranges."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from coursepack.hosts.http import Request, Response, text_response
from coursepack.package import CHUNK, Blob, Package

# What LMSs send; the operating system's own table differs from machine to machine.
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".htm": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".pdf": "application/pdf",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def media_type(path: str) -> str:
    """By the file name's ending; application/octet-stream for unknown ones."""
    known = TYPES.get(PurePosixPath(path).suffix.lower())
    return known or mimetypes.guess_type(path)[0] or "application/octet-stream"


def serve_file(package: Package, request: Request) -> Response:
    """200, 206, 304, 404 or 416 for `request.path` ("/img/ward.png"). Only names of the package are ever looked up."""
    path = unquote(request.path.lstrip("/"))
    if path not in package:
        return text_response(f"{path} is not in the package", 404)
    blob = package[path]
    etag = f'"{blob.sha256[:32]}"'
    headers = {"Content-Type": media_type(path), "ETag": etag, "Accept-Ranges": "bytes", "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == etag:
        return Response(304, headers=headers)
    wanted = RANGE.fullmatch(request.headers.get("range", ""))
    return _part(blob, wanted, headers) if wanted else Response(200, blob.read(), headers)


def _part(blob: Blob, wanted: re.Match[str], headers: dict[str, str]) -> Response:
    first, last = _bounds(wanted, blob.size)
    if first > last:
        return Response(416, headers={**headers, "Content-Range": f"bytes */{blob.size}"})
    body = b"".join(_slice(blob, first, last))
    return Response(206, body, {**headers, "Content-Range": f"bytes {first}-{last}/{blob.size}"})


def _bounds(wanted: re.Match[str], size: int) -> tuple[int, int]:
    """First and last byte, both included; first over last when the range cannot be served."""
    first, last = wanted.groups()
    if not first and not last:
        return 1, 0
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last) if last else size - 1, size - 1)


def _slice(blob: Blob, first: int, last: int) -> Iterator[bytes]:
    if blob.path is None:
        yield blob.read()[first : last + 1]
        return
    with blob.path.open("rb") as stream:
        stream.seek(first)
        left = last - first + 1
        while left > 0 and (piece := stream.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece
