"""Going online, against a real server on loopback that behaves and misbehaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from i18n import Message
from layers.errors import ExtentError, OnlineError, SettingError
from layers.sources.overpass import read_overpass
from tests.layers.sources.loopback import Reply, data, serving

HERE = (3.09, 47.49, 3.11, 47.51)
SIGNAL = {"highway": "traffic_signals"}
WHOLE = data(
    {
        "osm3s": {"timestamp_osm_base": "2024-06-01T08:00:00Z"},
        "elements": [
            {"type": "node", "id": 1, "lat": 47.5, "lon": 3.1, "tags": {"amenity": "police"}},
            {"type": "node", "id": 2, "lat": 47.501, "lon": 3.101, "tags": {"barrier": "bollard"}},
            {"type": "node", "id": 3, "lat": 47.502, "lon": 3.102, "tags": SIGNAL},
            {"type": "way", "id": 1, "nodes": [1, 3, 2], "tags": {"highway": "residential"}},
        ],
    }
)
OUTLINE = {
    "type": "Polygon",
    "coordinates": [[[3.09, 47.49], [3.11, 47.49], [3.11, 47.51], [3.09, 47.49]]],
}
PLACE = {
    "place_id": 1,
    "importance": 0.5,
    "lat": "47.5",
    "lon": "3.1",
    "boundingbox": ["47.49", "47.51", "3.09", "3.11"],
    "display_name": "Valbrême",
    "geojson": OUTLINE,
}
BAD = [
    (Reply(body=b"<html>Log in</html>"), "a web page, not with data"),
    (Reply(body=WHOLE.body[:-30]), "is cut short"),
    (Reply(body=WHOLE.body[:-30], promised=30), "is cut short"),
    (Reply(status=429), r"too busy to answer \(429\)"),
    (Reply(status=504, body=b"<html>"), r"too busy to answer \(504\)"),
    (Reply(status=400, body=b"<html>"), "answered with error 400"),
    (data({"elements": [], "remark": "runtime error: Query timed out"}), "could not finish: run"),
    (data({"elements": []}), "knows nothing in this area"),
    (data([1, 2]), "not one of an Overpass server"),
    (Reply(hang=True), "stayed silent"),
]


@pytest.fixture(autouse=True)
def _straight_to_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no proxy of the machine stand in between."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def test_a_whole_answer_becomes_an_area() -> None:
    """Asked once, of one server, dated by it, and with the line that it asks for."""
    with serving(WHOLE) as server:
        area = read_overpass(HERE, url=server.url)
    assert (area.counts["streets"], area.counts["candidates"]) == (1, 1)
    assert area.manifest.credit == "© OpenStreetMap contributors"
    assert area.manifest.source == f"OpenStreetMap, Overpass {server.url.split('/')[2]}"
    assert area.manifest.bbox == HERE
    assert len(server.asked) == 1
    assert "47.49%2C3.09%2C47.51%2C3.11" in server.asked[0]


def test_signals_and_barriers_are_asked_for_and_come_with_their_street() -> None:
    """By their node numbers."""
    with serving(WHOLE) as server:
        street = read_overpass(HERE, url=server.url)["streets"].iloc[0]
    assert (list(street["signals"]), list(street["barriers"])) == ([3], [2])
    assert "traffic_signals" in server.asked[0]
    assert "bollard" in server.asked[0]


@pytest.mark.parametrize(("reply", "reason"), BAD)
def test_a_bad_answer_is_told_in_one_sentence(reply: Reply, reason: str) -> None:
    """With what to do next, and within the deadline."""
    with serving(reply) as server, pytest.raises(OnlineError, match=reason) as told:
        read_overpass(HERE, url=server.url, silence_s=1.0, backoff_s=0.01, deadline_s=20)
    assert str(told.value.remedy)


@pytest.mark.parametrize("reply", [reply for reply, _ in BAD[:7]])
def test_a_second_server_answers_where_the_first_does_not(reply: Reply) -> None:
    """Whatever is wrong with the first."""
    with serving(reply) as first, serving(WHOLE) as second:
        area = read_overpass(HERE, url=first.url, fallback_url=second.url, backoff_s=0.01)
    assert area.counts["streets"] == 1
    assert area.manifest.source == f"OpenStreetMap, Overpass {second.url.split('/')[2]}"
    assert (len(first.asked), len(second.asked)) == (1, 1)


def test_a_busy_server_is_asked_again_after_a_pause_that_doubles() -> None:
    """Three times busy, then whole."""
    busy = Reply(status=429)
    with serving(busy, busy, busy, WHOLE) as server:
        area = read_overpass(HERE, url=server.url, backoff_s=0.1)
    assert area.counts["streets"] == 1
    pauses = [later - sooner for sooner, later in zip(server.times, server.times[1:], strict=False)]
    assert all(pause >= least for pause, least in zip(pauses, (0.1, 0.2, 0.4), strict=True))


def test_the_pause_that_a_server_wishes_is_kept() -> None:
    """Retry-After, in seconds."""
    with serving(Reply(status=504, headers={"Retry-After": "1"}), WHOLE) as server:
        read_overpass(HERE, url=server.url, backoff_s=0.01)
    assert server.times[1] - server.times[0] >= 1


def test_a_wish_beyond_the_deadline_is_told_at_once() -> None:
    """An hour is not waited for, nor is the rest of the deadline."""
    with (
        serving(Reply(status=429, headers={"Retry-After": "3600"})) as server,
        pytest.raises(OnlineError, match="too busy"),
    ):
        read_overpass(HERE, url=server.url, deadline_s=60)
    assert len(server.asked) == 1


def test_the_deadline_holds_whatever_the_server_does() -> None:
    """The worker is ended, though it would have waited for a minute."""
    with (
        serving(Reply(hang=True)) as server,
        pytest.raises(OnlineError, match="no whole answer within 2 seconds"),
    ):
        read_overpass(HERE, url=server.url, deadline_s=2)


def test_a_failure_is_never_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same question is asked anew, and nothing is written where the planner works."""
    monkeypatch.chdir(tmp_path)
    with serving(Reply(status=400), WHOLE) as server:
        with pytest.raises(OnlineError):
            read_overpass(HERE, url=server.url)
        assert read_overpass(HERE, url=server.url).counts["streets"] == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "reason"),
    [("http://127.0.0.1:9/api", "refuses the connection"), ("http://no.invalid/", "is not known")],
)
def test_no_server_and_no_name_are_told_apart(url: str, reason: str) -> None:
    """Port 9 is closed, and .invalid exists nowhere (RFC 2606)."""
    with pytest.raises(OnlineError, match=reason):
        read_overpass(HERE, url=url)


def test_an_address_that_is_none_is_refused_before_anything_is_asked() -> None:
    """A file, or nothing that makes sense."""
    for url in ("file:///etc/passwd", "overpass"):
        with pytest.raises(SettingError, match="is not the address of a service"):
            read_overpass(HERE, url=url)


def test_the_environment_names_the_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two, with a comma between."""
    with serving(Reply(status=400)) as first, serving(WHOLE) as second:
        monkeypatch.setenv("BIVOUAC_OVERPASS_URL", f"{first.url}, {second.url}")
        assert read_overpass(HERE).counts["streets"] == 1
    assert len(first.asked) == 1


def test_a_region_is_refused_before_anything_is_asked() -> None:
    """Public servers serve all."""
    with serving(WHOLE) as server, pytest.raises(ExtentError, match="km²"):
        read_overpass((1.4, 48.1, 3.6, 49.3), url=server.url)
    assert server.asked == []


def test_a_place_name_is_looked_up_and_its_outline_clips(monkeypatch: pytest.MonkeyPatch) -> None:
    """The node at 47.501 N 3.101 E lies in the outline, the police at its middle too."""
    heard: list[tuple[float, Message]] = []
    with serving(data([PLACE])) as names, serving(WHOLE) as server:
        monkeypatch.setenv("BIVOUAC_NOMINATIM_URL", names.url)
        area = read_overpass("Valbrême", url=server.url, progress=lambda *told: heard.append(told))
    assert area.manifest.title == "Valbrême"
    assert area.counts["streets"] == 1
    assert "q=Valbr%C3%AAme" in names.asked[0]
    shares = [share for share, _ in heard]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert {str(doing) for _, doing in heard} >= {"Looking the place up", "Waiting for Overpass"}


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (data([]), "knows no place “Nulle part”"),
        (data([PLACE | {"geojson": {"type": "Point", "coordinates": [3.1, 47.5]}}]), "no outline"),
        (Reply(status=429), "too busy"),
    ],
)
def test_a_place_that_is_not_found_is_told(reply: Reply, reason: str) -> None:
    """And Overpass is not asked at all."""
    with (
        serving(reply) as names,
        serving(WHOLE) as server,
        pytest.raises(OnlineError, match=reason),
    ):
        read_overpass("Nulle part", url=server.url, nominatim_url=names.url)
    assert server.asked == []
