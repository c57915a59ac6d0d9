"""Browsers that Playwright does not drive here, behind one small interface: a window with the play host in it."""

from __future__ import annotations

from typing import Any, Protocol


class Window(Protocol):
    """One window. Scripts are function bodies ("return innerWidth"); a promise is waited for."""

    def goto(self, url: str) -> None:
        """Leaves what is open, as a learner does, and waits until the new page has loaded."""

    def back(self) -> None:
        """One step back in the window's history; the page may take a moment to come."""

    def run(self, script: str, *args: object) -> Any:
        """In the course's document: the host's frame, or the window itself when there is no host."""

    def host(self, script: str, *args: object) -> Any:
        """In the window's own document."""

    def click(self, selector: str) -> None:
        """A real click on an element of the course."""

    def press(self, *keys: str) -> None:
        """Real keys, one after the other, by their DOM names ("Tab", "Enter", "Shift")."""

    def errors(self) -> list[str]:
        """What went wrong in the scripts of the window so far."""

    def close(self) -> None:
        """The window is closed; the page in it hears of that as it would from a learner."""


class NoWindowError(Exception):
    """The browser did not do what it was asked."""
