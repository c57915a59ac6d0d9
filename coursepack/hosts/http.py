"""One HTTP request and its answer, without a server: what the hosts take and give."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Request:
    """`path` starts with a slash and is relative to the host's mount point; `headers` have lower-case names."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @classmethod
    def of(cls, method: str, target: str, headers: Mapping[str, str], body: bytes = b"") -> Request:
        """From a request line's target ("/statements?limit=5") and headers in any case."""
        parts = urlsplit(target)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        return cls(method, parts.path, query, {name.lower(): value for name, value in headers.items()}, body)


@dataclass
class Response:
    """Status, body and headers; `Content-Length` is the server's business."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def json_response(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """`value` as UTF-8 JSON."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return Response(status, body, {"Content-Type": "application/json; charset=utf-8", **(headers or {})})


def text_response(text: str, status: int) -> Response:
    """A sentence for a person, mostly a refusal."""
    return Response(status, text.encode(), {"Content-Type": "text/plain; charset=utf-8"})
