"""A line between a browser and a server that can be cut, as if the server were gone."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread
from urllib.parse import urlparse

from tests.browser.serving import HOME

_AT_ONCE = 65_536  # bytes


class _Line(ThreadingTCPServer):
    """Takes connections, and makes one to the far end for each."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, port: int, far: int) -> None:
        """Listen."""
        super().__init__((HOME, port), _Connection)
        self.far = far
        self.ends: list[socket.socket] = []

    def cut(self) -> None:
        """Let nobody in any more, and nobody hear any more."""
        self.shutdown()
        self.server_close()
        for end in self.ends:
            with suppress(OSError):  # it has been let go of already
                end.shutdown(socket.SHUT_RDWR)


class _Connection(BaseRequestHandler):
    server: _Line
    request: socket.socket

    def handle(self) -> None:
        with socket.create_connection((HOME, self.server.far)) as far:
            self.server.ends += [self.request, far]
            Thread(target=_pass_on, args=(far, self.request), daemon=True).start()
            _pass_on(self.request, far)


def _pass_on(heard: socket.socket, told: socket.socket) -> None:
    """Pass on what one end says until it is silent for good."""
    with suppress(OSError):
        while some := heard.recv(_AT_ONCE):
            told.sendall(some)
        told.shutdown(socket.SHUT_WR)


@contextmanager
def line_to(server: str, *, port: int) -> Iterator[str]:
    """Lay a line from a port to the server at an address, and cut it at the end."""
    line = _Line(port, urlparse(server).port or 0)
    Thread(target=line.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://{HOME}:{port}/"
    finally:
        line.cut()
