"""The worker's own job, done here without its process: what a host may answer, and what is told."""

from __future__ import annotations

import sys

import pytest
import shapely

from layers.errors import OnlineError
from layers.sources.online.ask import Reply as Told
from layers.sources.online.ask import reply_of
from layers.sources.online.worker import UNUSED, done
from tests.layers.sources.loopback import PLACE, Reply, data, serving

WHOLE = data({"elements": [{"type": "node", "id": 1, "lat": 47.5, "lon": 3.1}]})
BAD = [
    (Reply(body=b"<html>Log in</html>"), "a web page, not with data"),
    (Reply(body=WHOLE.body[:-30]), "is cut short"),
    (Reply(body=WHOLE.body[:-30], promised=30), "is cut short"),
    (Reply(status=429), r"too busy to answer \(429\)"),
    (Reply(status=504, body=b"<html>"), r"too busy to answer \(504\)"),
    (Reply(status=400, body=b"<html>"), "answered with error 400"),
    (data({"elements": [], "remark": "runtime error: Query timed out"}), "could not finish: run"),
    (Reply(hang=True), "stayed silent"),
]


@pytest.fixture(autouse=True)
def _straight_to_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no proxy of the machine stand in between."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def ask_at_once(*urls: str, do: str = "fetch", query: str = "out;", **waits: float) -> Told:
    """Ask hosts in turn, as the process would; each is waited for a second."""
    usual = {"silence_s": 1.0, "backoff_s": 0.01, "deadline_s": 20.0}
    return reply_of(done({"do": do, "query": query, "urls": urls, **usual, **waits}), query=query)


def host_of(url: str) -> str:
    """Give the host in an address, with its port."""
    return url.split("/")[2]


@pytest.mark.parametrize(("reply", "reason"), BAD)
def test_a_bad_answer_is_told_in_one_sentence(reply: Reply, reason: str) -> None:
    """With what to do next, and within the deadline."""
    with serving(reply) as server, pytest.raises(OnlineError, match=reason) as told:
        ask_at_once(server.url)
    assert str(told.value.remedy)


@pytest.mark.parametrize("reply", [reply for reply, _ in BAD])
def test_a_second_server_answers_where_the_first_does_not(reply: Reply) -> None:
    """Whatever is wrong with the first."""
    with serving(reply) as first, serving(WHOLE) as second:
        told = ask_at_once(first.url, second.url)
    assert told == (host_of(second.url), WHOLE.body)
    assert (len(first.asked), len(second.asked)) == (1, 1)


def test_a_busy_server_is_asked_again_after_a_pause_that_doubles() -> None:
    """Three times busy, then whole."""
    busy = Reply(status=429)
    with serving(busy, busy, busy, WHOLE) as server:
        assert ask_at_once(server.url, backoff_s=0.1).body == WHOLE.body
    pauses = [later - sooner for sooner, later in zip(server.times, server.times[1:], strict=False)]
    assert all(pause >= least for pause, least in zip(pauses, (0.1, 0.2, 0.4), strict=True))


def test_the_pause_that_a_server_wishes_is_kept() -> None:
    """Retry-After, in seconds."""
    with serving(Reply(status=504, headers={"Retry-After": "1"}), WHOLE) as server:
        ask_at_once(server.url)
    assert server.times[1] - server.times[0] >= 1


def test_a_wish_beyond_the_deadline_is_told_at_once() -> None:
    """An hour is not waited for, nor is the rest of the deadline."""
    with (
        serving(Reply(status=429, headers={"Retry-After": "3600"})) as server,
        pytest.raises(OnlineError, match="too busy"),
    ):
        ask_at_once(server.url, deadline_s=60.0)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("url", "reason"),
    [("http://127.0.0.1:9/api", "refuses the connection"), ("http://no.invalid/", "is not known")],
)
def test_no_server_and_no_name_are_told_apart(url: str, reason: str) -> None:
    """Port 9 is closed, and .invalid exists nowhere (RFC 2606)."""
    with pytest.raises(OnlineError, match=reason):
        ask_at_once(url)


def test_a_worker_that_stopped_is_told() -> None:
    """It left not one word."""
    with pytest.raises(OnlineError, match="download process stopped"):
        reply_of(b"", query="out;")


@pytest.fixture
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have osmnx read as the process reads it, in half the time: without what it does not need."""
    for unused in UNUSED:
        monkeypatch.setitem(sys.modules, unused, None)


@pytest.mark.usefixtures("_alone")
def test_a_place_is_found_with_its_outline() -> None:
    """Of the name's first meaning that has one."""
    with serving(data([PLACE])) as names:
        told = ask_at_once(names.url, do="find", query="Valbrême")
    assert shapely.from_wkb(told.body).equals(shapely.geometry.shape(PLACE["geojson"]))
    assert told.host == host_of(names.url)
    assert "q=Valbr%C3%AAme" in names.asked[0]


@pytest.mark.usefixtures("_alone")
@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (data([]), "knows no place “Nulle part”"),
        (data([PLACE | {"geojson": {"type": "Point", "coordinates": [3.1, 47.5]}}]), "no outline"),
        (Reply(status=429), "too busy"),
    ],
)
def test_a_place_that_is_not_found_is_told(reply: Reply, reason: str) -> None:
    with serving(reply) as names, pytest.raises(OnlineError, match=reason):
        ask_at_once(names.url, do="find", query="Nulle part")
