"""A real HTTP server on loopback that gives the answers it is told, one after the other."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

OUTLINE = {
    "type": "Polygon",
    "coordinates": [[[3.09, 47.49], [3.11, 47.49], [3.11, 47.51], [3.09, 47.49]]],
}
PLACE: dict[str, Any] = {
    "place_id": 1,
    "importance": 0.5,
    "lat": "47.5",
    "lon": "3.1",
    "boundingbox": ["47.49", "47.51", "3.09", "3.11"],
    "display_name": "Valbrême",
    "geojson": OUTLINE,
}
"""A place as Nominatim tells it."""


@dataclass(frozen=True)
class Reply:
    """One answer. ``promised`` bytes beyond the body cut it short; ``hang`` is silence."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    promised: int = 0
    hang: bool = False


def data(answer: object) -> Reply:
    """Reply with JSON."""
    return Reply(body=json.dumps(answer).encode())


class Loopback:
    """The server: where it is, what was asked of it, and when."""

    def __init__(self, replies: tuple[Reply, ...]) -> None:
        """Keep the replies; the last is given again and again."""
        self.replies = list(replies)
        self.asked: list[str] = []
        self.times: list[float] = []
        self.released = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())

    @property
    def url(self) -> str:
        """Where to ask."""
        return f"http://127.0.0.1:{self.server.server_port}/api"

    def next_reply(self, question: str) -> Reply:
        """Note a question and give the next reply."""
        self.asked.append(question)
        self.times.append(time.monotonic())
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        loopback = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers["Content-Length"])
                self._answer(self.rfile.read(size).decode())

            def do_GET(self) -> None:
                self._answer(self.path)

            def _answer(self, question: str) -> None:
                reply = loopback.next_reply(question)
                if reply.hang:
                    loopback.released.wait(30)
                    return
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body) + reply.promised))
                self.end_headers()
                self.wfile.write(reply.body)

            def log_message(self, *_: Any) -> None:  # noqa: ANN401 - the base class's own signature
                """Keep the test's output quiet."""

        return Handler


@contextmanager
def serving(*replies: Reply) -> Iterator[Loopback]:
    """Run a server for as long as the story lasts."""
    loopback = Loopback(replies)
    thread = threading.Thread(target=loopback.server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield loopback
    finally:
        loopback.released.set()
        loopback.server.shutdown()
        loopback.server.server_close()
