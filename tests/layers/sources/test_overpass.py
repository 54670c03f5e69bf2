"""Going online by a process of its own, against a real server on loopback.

What a server may answer, and how each answer is told, is in ``online/test_worker.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from i18n import Message
from layers.errors import ExtentError, OnlineError, SettingError
from layers.sources.overpass import read_overpass
from tests.layers.sources.loopback import PLACE, Reply, data, serving

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
    # Signals and barriers are asked for, and come with their street by their node numbers.
    street = area["streets"].iloc[0]
    assert (list(street["signals"]), list(street["barriers"])) == ([3], [2])
    assert "traffic_signals" in server.asked[0]
    assert "bollard" in server.asked[0]


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
        with pytest.raises(OnlineError, match="answered with error 400"):
            read_overpass(HERE, url=server.url)
        assert read_overpass(HERE, url=server.url).counts["streets"] == 1
    assert list(tmp_path.iterdir()) == []


def test_an_address_that_is_none_is_refused_before_anything_is_asked() -> None:
    """A file, or nothing that makes sense."""
    for url in ("file:///etc/passwd", "overpass"):
        with pytest.raises(SettingError, match="is not the address of a service"):
            read_overpass(HERE, url=url)


def test_the_environment_names_the_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two, with a comma between: the second is asked where the first does not answer."""
    with serving(Reply(status=400)) as first, serving(WHOLE) as second:
        monkeypatch.setenv("BIVOUAC_OVERPASS_URL", f"{first.url}, {second.url}")
        area = read_overpass(HERE)
    assert area.counts["streets"] == 1
    assert area.manifest.source == f"OpenStreetMap, Overpass {second.url.split('/')[2]}"
    assert (len(first.asked), len(second.asked)) == (1, 1)


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


def test_a_place_that_is_not_found_is_told() -> None:
    """And Overpass is not asked at all."""
    with (
        serving(data([])) as names,
        serving(WHOLE) as server,
        pytest.raises(OnlineError, match="knows no place “Nulle part”"),
    ):
        read_overpass("Nulle part", url=server.url, nominatim_url=names.url)
    assert len(names.asked) == 1
    assert server.asked == []
