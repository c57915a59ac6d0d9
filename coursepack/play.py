"""Plays a package in a local LMS: SCORM APIs, xAPI endpoint, cmi5 and an inspector of every call, on 127.0.0.1.

server = serve(lambda: package)
print(server.url)       # open it in a browser
server.scorm.calls      # what the course said to the SCORM API
server.lrs.statements   # what it said to the LRS
server.stop()
"""

from __future__ import annotations

import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from coursepack.hosts.cmi5 import Cmi5Lms
from coursepack.hosts.desk import Desk
from coursepack.hosts.http import Request, Response, text_response
from coursepack.hosts.scorm import ScormStore
from coursepack.hosts.shelf import Shelf, Source, Watch, Watcher
from coursepack.hosts.xapi import Lrs

MAX_BODY = 16 << 20


class PlayServer:
    """A running server. Use it as a context manager, or call `stop`."""

    def __init__(self, shelf: Shelf, port: int, watch: Watch | None) -> None:
        self.shelf = shelf
        self.desk = Desk(shelf)
        self._http = _Server(("127.0.0.1", port), self.desk)
        self.port = int(self._http.server_address[1])
        self.desk.origin = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        self._watcher = Watcher(shelf, watch) if watch else None
        if self._watcher:
            self._watcher.start()

    @property
    def url(self) -> str:
        """The host page; the host's switches go into its query ("?mastery=80&failCommits=1")."""
        return f"{self.desk.origin}/"

    @property
    def scorm(self) -> ScormStore:
        """Attempts, calls and violations of the SCORM side."""
        return self.desk.scorm

    @property
    def lrs(self) -> Lrs:
        """Statements, documents and violations of the xAPI side."""
        return self.desk.lrs

    @property
    def cmi5(self) -> Cmi5Lms:
        """Sessions and switches of the cmi5 side, which keeps its records in `lrs`."""
        return self.desk.cmi5

    @property
    def faults(self) -> list[str]:
        """Everything that any host held against the course so far, in words; [] is what a test wants."""
        return [
            *(f"{one.code}: {one.text}" for one in self.scorm.violations),
            *(f"refused {one.error}: {one}" for one in self.scorm.refusals),
            *(f"xapi: {one.text}" for one in self.lrs.violations),
            *(f"xapi: {text}" for text in self.desk.flow_violations()),
            *(f"not in the package: {one.path}" for one in self.desk.missing),
        ]

    def wait(self) -> None:
        """Until somebody presses Ctrl-C; then stops."""
        try:
            while self._thread.is_alive():
                self._thread.join(0.5)
        except KeyboardInterrupt:
            pass
        finally:
            self.stop()

    def stop(self) -> None:
        """Closes the port and ends the threads. A second call does nothing."""
        if self._watcher:
            self._watcher.stop()
        self._http.shutdown()
        self._http.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def serve(get_package: Source, *, port: int = 0, watch: Watch | None = None) -> PlayServer:
    """Starts a server on 127.0.0.1; port 0 takes a free one.

    `get_package` is called now, and again when `watch()` answers something new (asked every half second). What it
    raises is shown in the page, in full. Raises OSError when the port is taken.
    """
    return PlayServer(Shelf(get_package), port, watch)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], desk: Desk) -> None:
        super().__init__(address, _Handler)
        self.desk = desk

    def handle_error(self, request: object, client_address: object) -> None:
        """A window that goes away cuts its connections: nothing to tell."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def _any(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > MAX_BODY:
            self.close_connection = True
            self._send(text_response(f"a body of {length} bytes is too long", 413))
            return
        body = self.rfile.read(length)
        self._send(self._answer(body))

    def _answer(self, body: bytes) -> Response:
        assert isinstance(self.server, _Server)
        # Another site's page must not reach this server under a name of its own (DNS rebinding).
        if self.headers.get("Host", "").rpartition(":")[0] not in ("127.0.0.1", "localhost"):
            return text_response("this server answers to 127.0.0.1 only", 403)
        # Nor may it send anything: a page elsewhere can post to an address that it cannot read.
        if self.command not in ("GET", "HEAD") and self.headers.get("Origin", self._own()[0]) not in self._own():
            return text_response("only the pages of this server may write to it", 403)
        return self.server.desk.handle(Request.of(self.command, self.path, dict(self.headers.items()), body))

    def _own(self) -> tuple[str, str]:
        assert isinstance(self.server, _Server)
        port = self.server.server_address[1]
        return f"http://127.0.0.1:{port}", f"http://localhost:{port}"

    def _send(self, response: Response) -> None:
        try:
            self.send_response(response.status)
            for name, value in response.headers.items():
                self.send_header(name, value)
            if response.status not in (204, 304):
                self.send_header("Content-Length", str(len(response.body)))
            self.end_headers()
            if self.command != "HEAD" and response.status not in (204, 304):
                self.wfile.write(response.body)
        except ConnectionError:
            self.close_connection = True

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = _any  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Silence: the inspector shows the requests."""
