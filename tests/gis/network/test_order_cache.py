"""The order of a topology on disk: made once, and never trusted when it is not what was written."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gis.network.engine import DijkstraEngine
from gis.network.graph import Topology, topology_of
from gis.network.hierarchy import HierarchyEngine
from gis.network.order_cache import LABEL, kit, order_of
from gis.network.roads import roads_of
from tests.gis.travel_stories import at_nodes, make_street, make_streets

STREETS = make_streets(make_street("a", 11, 12, 13), make_street("b", 12, 22))
OTHERS = make_streets(make_street("a", 11, 12), make_street("b", 12, 22, 23, 13))
AGAIN = "made again"


def test_an_order_is_made_once_and_opened_after_that(tmp_path: Path) -> None:
    topology = topology_of(STREETS)
    assert order_of(topology, folder=tmp_path).warnings == ()
    written = kept(topology, tmp_path) / LABEL
    stamp = written.stat().st_mtime_ns
    assert order_of(topology, folder=tmp_path).warnings == ()
    assert written.stat().st_mtime_ns == stamp
    assert [each.name for each in tmp_path.iterdir()] == [topology.digest]


def test_the_order_is_made_from_where_the_nodes_are(tmp_path: Path) -> None:
    """As from plain rows of coordinates; from garbled ones it is right, and slow beyond use."""
    rows = [make_street(f"s{n}", *(10 * n + k for k in range(1, 9))) for n in range(1, 9)]
    lanes = [make_street(f"l{k}", *(10 * n + k for n in range(1, 9))) for k in range(1, 9)]
    topology = topology_of(make_streets(*rows, *lanes))
    order_of(topology, folder=tmp_path)
    arcs = np.column_stack([topology.tail, topology.head, topology.head, topology.tail])
    tail, head = arcs.reshape(-1, 2).astype(np.uint32).T.copy()
    lon, lat = topology.node_lonlat.astype(np.float32).T.copy()
    plain = kit().CCHTopology()
    plain.build(tail, head, lat, lon, topology.nodes)
    (tmp_path / "plain").mkdir()
    plain.save(str(tmp_path / "plain"))
    written = (kept(topology, tmp_path) / "order").read_bytes()
    assert written == (tmp_path / "plain" / "order").read_bytes()


@pytest.mark.parametrize("name", ["tail", "head", "order", "rank", "node_count", LABEL])
def test_a_file_cut_short_is_noticed_and_made_again(tmp_path: Path, name: str) -> None:
    topology = topology_of(STREETS)
    order_of(topology, folder=tmp_path)
    file = kept(topology, tmp_path) / name
    file.write_bytes(file.read_bytes()[:-3])
    assert AGAIN in str(order_of(topology, folder=tmp_path).warnings[0])
    assert order_of(topology, folder=tmp_path).warnings == ()


@pytest.mark.parametrize(("field", "value"), [("format", 0), ("package", "pyroutingkit 0.0.1")])
def test_another_version_is_made_again(tmp_path: Path, field: str, value: str | int) -> None:
    topology = topology_of(STREETS)
    order_of(topology, folder=tmp_path)
    label = kept(topology, tmp_path) / LABEL
    label.write_text(json.dumps(json.loads(label.read_text()) | {field: value}))
    assert AGAIN in str(order_of(topology, folder=tmp_path).warnings[0])


def test_another_area_s_order_is_made_again(tmp_path: Path) -> None:
    """Whole and sound, but put where this area's should be."""
    topology, other = topology_of(STREETS), topology_of(OTHERS)
    order_of(other, folder=tmp_path)
    shutil.copytree(kept(other, tmp_path), kept(topology, tmp_path))
    assert AGAIN in str(order_of(topology, folder=tmp_path).warnings[0])


def test_a_file_where_the_folder_should_be_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    """The engine is fast all the same; it is only not kept."""
    blocked = tmp_path / "orders"
    blocked.write_text("not a folder")
    roads = roads_of(STREETS, mode="drive", orders=blocked)
    assert isinstance(roads.engine, HierarchyEngine)
    assert "could not be kept" in str(roads.warnings[0])
    assert blocked.read_text() == "not a folder"


def test_without_the_package_the_plain_engine_answers_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast = roads_of(STREETS, mode="drive", orders=tmp_path)
    monkeypatch.setattr("gis.network.order_cache.PACKAGE", "no_such_package_anywhere")
    plain = roads_of(STREETS, mode="drive", orders=tmp_path / "new")
    assert isinstance(plain.engine, DijkstraEngine)
    assert "more slowly" in str(plain.warnings[0])
    points = at_nodes(fast.topology, 11, 13, 22)
    assert plain.engine.times(points, points).tolist() == fast.engine.times(points, points).tolist()


def test_no_streets_need_no_order(tmp_path: Path) -> None:
    roads = roads_of(make_streets(), mode="drive", orders=tmp_path / "orders")
    assert isinstance(roads.engine, DijkstraEngine)
    assert not (tmp_path / "orders").exists()


def test_the_order_serves_both_modes(tmp_path: Path) -> None:
    """It knows where streets meet, not who may use them."""
    for mode in ("drive", "walk"):
        assert roads_of(STREETS, mode=mode, orders=tmp_path).warnings == ()
    assert len(list(tmp_path.iterdir())) == 1


def test_another_metric_keeps_topology_and_snapping(tmp_path: Path) -> None:
    drive = roads_of(STREETS, mode="drive", orders=tmp_path)
    slower = replace(drive.metric, cost=drive.metric.cost * 2)
    changed = drive.with_metric(slower)
    assert (changed.topology, changed.snapper) == (drive.topology, drive.snapper)
    points = at_nodes(drive.topology, 11, 22)
    twice = drive.engine.times(points, points) * 2
    assert changed.engine.times(points, points).tolist() == twice.tolist()


def kept(topology: Topology, folder: Path) -> Path:
    """Give where the order of a topology is kept."""
    return folder / topology.digest
