"""The process that goes online, so that whatever hangs there can be ended: one job, one answer.

Run as ``python -m layers.sources.online.worker``: a job as JSON on standard input, and on standard
output one line of JSON that tells the outcome, then the answer's bytes. It caches nothing. Who
started it ends it at the deadline.

osmnx looks places up: its public ``geocode_to_gdf`` knows how to pick the outline of a place. Its
Overpass client is not used: it polls ``/status`` without end when it does not know the answer,
sleeps 55 seconds on each 429, asks a third party for host names when DNS fails, and its tables
lose the node numbers that streets need. One raw query and our own reader of elements do not.
"""

from __future__ import annotations

import json
import socket
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import requests

USER_AGENT = "Bivouac/0.1 (rest-zone planning; asks only when a planner does)"
UNUSED = ("matplotlib", "sklearn")
_BUSY = frozenset({429, 502, 503, 504})
_CONNECT_S = 10.0
_TRIES = 4


class FailedAttempt(Exception):  # noqa: N818 - an outcome, told to the parent as data
    """One attempt failed: ``why`` is a word that the parent knows, ``wait_s`` the host's wish."""

    def __init__(self, url: str, why: str, *, detail: str = "", wait_s: float = 0) -> None:
        """Keep what the parent tells the planner."""
        super().__init__(why)
        self.why, self.host = why, urlsplit(url).netloc
        self.detail, self.wait_s = detail, wait_s


def main() -> None:
    """Do the job on standard input and tell its outcome on standard output."""
    job = json.load(sys.stdin)
    # osmnx does without these where there are none, in half the time; nothing is drawn here, and
    # no nearest node is sought.
    for unused in UNUSED:
        sys.modules[unused] = None  # type: ignore[assignment]  # None there says: not to be had
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # no library may print among the answer
    answers.write(done(job))
    answers.flush()


def done(job: Mapping[str, Any]) -> bytes:
    """Do a job; give its outcome as a line of JSON, and behind it the answer's bytes."""
    try:
        host, body = {"fetch": fetch, "find": find}[job["do"]](job)
    except FailedAttempt as failed:
        outcome, body = {"why": failed.why, "host": failed.host, "detail": failed.detail}, b""
    else:
        outcome = {"why": "", "host": host}
    return json.dumps(outcome).encode() + b"\n" + body


def fetch(job: Mapping[str, Any]) -> tuple[str, bytes]:
    """Post a query to the first of ``urls`` that answers with data; give its host and the data.

    A busy host is asked again, after all others, with a pause that doubles or as it wishes; a host
    that fails in another way is not asked twice. A pause that would outlast ``deadline_s`` is not
    begun: better to say at once that the host is busy.
    """
    urls, last = list(job["urls"]), FailedAttempt("", "network")
    until = time.monotonic() + job["deadline_s"]
    for attempt in range(_TRIES):
        if not urls:
            break
        url = urls[attempt % len(urls)]
        try:
            return urlsplit(url).netloc, _posted(url, job)
        except FailedAttempt as failed:
            last = failed
        if last.why != "busy":
            urls.remove(url)
        elif attempt + 1 < _TRIES and (attempt + 1) % len(urls) == 0:
            pause = last.wait_s or job["backoff_s"] * 2 ** (attempt // len(urls))
            if time.monotonic() + pause > until:
                break
            time.sleep(pause)
    raise last


def find(job: Mapping[str, Any]) -> tuple[str, bytes]:
    """Look a place name up; give the host asked, and the outline as WKB in EPSG:4326."""
    import osmnx  # noqa: PLC0415 - a second that only a place name is worth

    url = job["urls"][0]
    osmnx.settings.use_cache = False
    osmnx.settings.doh_url_template = None  # no third party learns which host is asked
    osmnx.settings.nominatim_url = url
    osmnx.settings.http_user_agent = USER_AGENT
    osmnx.settings.requests_timeout = job["silence_s"]
    osmnx.settings.requests_kwargs = {"hooks": {"response": _refuse}}
    with _telling(url):
        try:
            found = osmnx.geocode_to_gdf(job["query"])
        except ValueError as nothing:  # osmnx's InsufficientResponseError
            raise FailedAttempt(url, "place") from nothing
        except (TypeError, KeyError) as pointlike:
            raise FailedAttempt(url, "outline") from pointlike
    outline: bytes = found.geometry.iloc[0].wkb
    return urlsplit(url).netloc, outline


def _posted(url: str, job: Mapping[str, Any]) -> bytes:
    with _telling(url):
        answer = requests.post(
            url,
            data={"data": job["query"]},
            headers={"User-Agent": USER_AGENT},
            timeout=(min(_CONNECT_S, job["silence_s"]), job["silence_s"]),
        )
        _refuse(answer)
    return answer.content


def _refuse(answer: requests.Response, *_: object, **__: object) -> None:
    """Raise FailedAttempt for an answer that is busy, an error, a web page, half, or gave up."""
    url, status = answer.url, answer.status_code
    if status in _BUSY:
        wish = _wished_pause(answer.headers.get("Retry-After", ""))
        raise FailedAttempt(url, "busy", detail=str(status), wait_s=wish)
    if not answer.ok:
        raise FailedAttempt(url, "status", detail=str(status))
    try:
        said = answer.json()
    except ValueError as broken:
        page = answer.content.lstrip()[:1] not in {b"{", b"["}
        raise FailedAttempt(url, "page" if page else "cut") from broken
    if isinstance(said, dict) and "remark" in said:
        raise FailedAttempt(url, "remark", detail=str(said["remark"])[:200])


@contextmanager
def _telling(url: str) -> Iterator[None]:
    """Turn the errors of the network into an outcome with one word."""
    try:
        yield
    except requests.Timeout as silent:
        raise FailedAttempt(url, "silent") from silent
    except (requests.RequestException, OSError) as broken:
        raise FailedAttempt(url, _reason(broken)) from broken


def _reason(error: BaseException) -> str:
    causes: Mapping[type[BaseException], str] = {
        socket.gaierror: "dns",
        ConnectionRefusedError: "refused",
        requests.exceptions.ChunkedEncodingError: "cut",
    }
    for link in _chain(error):
        for cause, word in causes.items():
            if isinstance(link, cause):
                return word
    return "network"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _wished_pause(header: str) -> float:
    """Read a Retry-After: seconds, or a date; 0 when it is neither."""
    if header.strip().isdigit():
        return float(header)
    try:
        return max((parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds(), 0)
    except (TypeError, ValueError):
        return 0


if __name__ == "__main__":
    main()
