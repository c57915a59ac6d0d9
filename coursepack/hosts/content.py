"""Serves the files of a package from memory or disk, with media types and byte ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from coursepack.hosts.http import Request, Response, text_response
from coursepack.media.types import media_type
from coursepack.package import CHUNK, Blob, Package

RANGE = re.compile(r"bytes=(\d*)-(\d*)")


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
