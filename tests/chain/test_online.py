"""The chain from a server that answers, and an area that stays when the server does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from layers.area_folder import open_area
from layers.errors import OnlineError
from tests.chain.chain_stories import KEYS, run
from tests.layers.sources.loopback import Reply, data, serving

BOX = "3.09,47.49,3.11,47.51"
STATION = {"railway": "station", "train": "yes", "name": "Valbrême-Ville"}
WHOLE = data(
    {
        "osm3s": {"timestamp_osm_base": "2024-06-01T08:00:00Z"},
        "elements": [
            {"type": "node", "id": 1, "lat": 47.5, "lon": 3.1, "tags": {"amenity": "police"}},
            {"type": "node", "id": 2, "lat": 47.501, "lon": 3.101, "tags": STATION},
            {"type": "way", "id": 1, "nodes": [1, 2], "tags": {"highway": "residential"}},
        ],
    }
)
HALF = Reply(body=WHOLE.body[: len(WHOLE.body) // 2])


def test_an_area_from_overpass_goes_all_the_way_and_outlives_a_bad_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    area = tmp_path / "area"
    with serving(WHOLE) as server:
        monkeypatch.setenv("BIVOUAC_OVERPASS_URL", server.url)
        told = run("load", "overpass", "--bbox", BOX, "--out", area)
    assert set(told) == KEYS["load"]
    assert (told["counts"]["candidates"], told["counts"]["stations"]) == (1, 1)
    covered = run("coverage", area, "--pick", "osm-node-1")
    assert covered["served_by"] == {"osm-node-2": "osm-node-1"}
    with serving(HALF) as server:
        monkeypatch.setenv("BIVOUAC_OVERPASS_URL", server.url)
        with pytest.raises(OnlineError):
            run("load", "overpass", "--bbox", BOX, "--out", area)
    assert open_area(area).counts == told["counts"]
    assert [entry.name for entry in tmp_path.iterdir()] == ["area"]
