"""Ask the worker process to go online, wait no longer than the deadline, and tell why it failed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from i18n import Message, msg
from layers.errors import OnlineError, SettingError

_HOUSE = Path(__file__).parents[3]
_BEAT_S = 0.5
_LATER = msg("Ask again later, or load an OpenStreetMap file.")
_CONNECTION = msg("Check the connection, or load an OpenStreetMap file.")
_ADDRESS = msg("Check the address in the settings, or load an OpenStreetMap file.")
_SMALLER = msg("Ask for a smaller area, or load an OpenStreetMap file.")
_DRAW = msg("Correct the name, or draw a rectangle instead.")
_REMEDIES: Mapping[str, Message] = {
    "dns": _CONNECTION,
    "network": _CONNECTION,
    "refused": _ADDRESS,
    "status": _ADDRESS,
    "page": _ADDRESS,
    "silent": _SMALLER,
    "remark": _SMALLER,
    "place": _DRAW,
    "outline": _DRAW,
}


class Reply(NamedTuple):
    """What was answered, and by which host."""

    host: str
    body: bytes


def ask(job: Mapping[str, Any], *, deadline_s: float, hear: Callable[[float], None]) -> Reply:
    """Give the first whole answer. ``hear`` is told the share of the deadline that has passed.

    The worker is a process of its own and is killed at the deadline, whatever it waits for: a host
    name, a socket, a pause. Raises OnlineError.
    """
    for url in job["urls"]:
        _check_url(url)
    worker = _start()
    try:
        answer = _wait(worker, json.dumps(job).encode(), deadline_s, hear)
    finally:
        worker.kill()
        worker.wait()
    return reply_of(answer, query=str(job["query"]))


def reply_of(answer: bytes, *, query: str) -> Reply:
    """Give what a worker answered to a query, nothing if it stopped. Raises OnlineError."""
    head, _, body = answer.partition(b"\n")
    outcome = json.loads(head) if head else {"why": "worker", "host": "", "detail": ""}
    if outcome["why"]:
        raise _failure(outcome, query)
    return Reply(outcome["host"], body)


def _start() -> subprocess.Popen[bytes]:
    paths = [str(_HOUSE), *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(
        [sys.executable, "-m", "layers.sources.online.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )


def _wait(
    worker: subprocess.Popen[bytes],
    question: bytes,
    deadline_s: float,
    hear: Callable[[float], None],
) -> bytes:
    began = time.monotonic()
    pending: bytes | None = question
    while (passed := time.monotonic() - began) < deadline_s:
        hear(passed / deadline_s)
        try:
            return worker.communicate(pending, timeout=min(_BEAT_S, deadline_s - passed))[0]
        except subprocess.TimeoutExpired:
            pending = None
    what = msg("There was no whole answer within {seconds} seconds.", seconds=round(deadline_s))
    raise OnlineError(what, _SMALLER)


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        what = msg("“{url}” is not the address of a service.", url=url[:200])
        raise SettingError(what, msg("Give an address that starts with https://."))


def _failure(outcome: Mapping[str, str], query: str) -> OnlineError:  # noqa: C901 - a word, a sentence
    """Tell an outcome of the worker in one sentence, and what to do next in another."""
    host, detail, place = outcome["host"], outcome["detail"], query[:80]
    match outcome["why"]:
        case "dns":
            what = msg("The name {host} is not known: there may be no network.", host=host)
        case "refused":
            what = msg("{host} refuses the connection.", host=host)
        case "silent":
            what = msg("{host} stayed silent.", host=host)
        case "busy":
            what = msg("{host} is too busy to answer ({status}).", host=host, status=detail)
        case "status":
            what = msg("{host} answered with error {status}.", host=host, status=detail)
        case "page":
            what = msg("{host} answered with a web page, not with data.", host=host)
        case "cut":
            what = msg("The answer of {host} is cut short.", host=host)
        case "remark":
            what = msg("{host} could not finish: {remark}", host=host, remark=detail)
        case "place":
            what = msg("{host} knows no place “{place}”.", host=host, place=place)
        case "outline":
            what = msg("{host} knows no outline of “{place}”.", host=host, place=place)
        case "worker":
            what = msg("The download process stopped.")
        case _:
            what = msg("{host} cannot be reached.", host=host)
    return OnlineError(what, _REMEDIES.get(outcome["why"], _LATER))
