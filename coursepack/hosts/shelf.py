"""The package being played, and its replacement when the source changes."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable

from coursepack.hosts.launchable import Launchable, NothingToLaunchError, find_launches
from coursepack.package import Package
from coursepack.problems import CourseError

Source = Callable[[], Package]
Watch = Callable[[], int | str]


class Shelf:
    """`version` rises with every new package or error; `error` is why the newest one could not be taken, or ""."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._lock = threading.Lock()
        self.package: Package = Package({})
        self.launchables: list[Launchable] = []
        self.version = 0
        self.error = ""
        self.refresh()

    @property
    def launchable(self) -> Launchable | None:
        """The first thing to launch; None when there is none."""
        return next(iter(self.launchables), None)

    def refresh(self) -> None:
        """Builds again. What cannot be built or launched leaves the old package where it is."""
        try:
            package = self._source()
            launchables = find_launches(package)
        except Exception as error:  # whatever a build raises is shown in the page: the server stays up
            self._set_error(explain(error))
            return
        with self._lock:
            self.package, self.launchables, self.error = package, launchables, ""
            self.version += 1

    def _set_error(self, text: str) -> None:
        with self._lock:
            self.error = text
            self.version += 1


def explain(error: Exception) -> str:
    """The text for the page: the author's words for a known problem, the traceback for a bug of ours."""
    if isinstance(error, CourseError | NothingToLaunchError):
        return str(error)
    return "".join(traceback.format_exception(error))


class Watcher(threading.Thread):
    """Asks `watch` every half second and refreshes the shelf when its answer changed."""

    def __init__(self, shelf: Shelf, watch: Watch, every: float = 0.5) -> None:
        super().__init__(name="coursepack-watch", daemon=True)
        self._shelf, self._watch, self._every = shelf, watch, every
        self._seen = watch()
        self._stop_now = threading.Event()

    def run(self) -> None:
        """Until `stop`. A file that vanishes while it is looked at is looked at again next time."""
        while not self._stop_now.wait(self._every):
            try:
                seen = self._watch()
            except OSError:
                continue
            if seen != self._seen:
                self._seen = seen
                self._shelf.refresh()

    def stop(self) -> None:
        """Ends the thread at its next look."""
        self._stop_now.set()
