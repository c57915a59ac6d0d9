"""How a resource of the xAPI host refuses a request."""

from __future__ import annotations


class RefusedError(Exception):
    """Becomes a 4xx answer. `fault`: the course is to blame, so the refusal is recorded as a violation."""

    def __init__(self, status: int, text: str, *, fault: bool = True) -> None:
        super().__init__(text)
        self.status = status
        self.text = text
        self.fault = fault
