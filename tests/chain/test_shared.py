"""The whole chain on real places, by the commands: two extracts, and the embedded example.

That the counts by layer are those of an independent pyosmium loop is held by
``tests/layers/sources/test_osm_real.py``, the twenty-two elements of the city and the schools by
``tests/gis/screening/test_real_paris.py``. Here the same areas go all the way.
"""

from __future__ import annotations

import csv
import re
import time
from pathlib import Path

import networkx as nx
import numpy as np
import osmium
import pandas as pd
import pytest
from pyproj import Geod

from gis.demand import demand_points
from gis.network.access import way_rules
from gis.network.roads import Roads, roads_of
from gis.network.snapping import Snaps, snap
from gis.network.speeds import ACCESS_KMH, MODES, Mode
from layers.area import Area
from layers.area_folder import open_area
from layers.errors import UnreadableFileError
from tests.chain.chain_stories import (
    KEYS,
    LAYERS,
    Chain,
    assert_covered_alike,
    coverage_again,
    loads_of,
    run,
    table,
    walk_the_chain,
)
from tests.data.truth import SHARED, needs_shared

GEOD = Geod(ellps="WGS84")
OSM = SHARED / "osm"
LIECHTENSTEIN, PARIS, EXAMPLE = "liechtenstein.osm.pbf", "paris_9e_10e.osm", "paris2024"
STREET = re.compile(
    "(motorway|trunk|primary|secondary|tertiary)(_link)?|unclassified|residential|living_street|"
    "service|road|busway|track|pedestrian|footway|path|steps|cycleway|bridleway|corridor"
)
MOST_BYTES = 12_000_000
_group = pytest.mark.xdist_group


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(EXAMPLE, marks=_group("chain-example")),
        pytest.param(PARIS, marks=[needs_shared, _group("chain-paris")]),
        pytest.param(LIECHTENSTEIN, marks=[needs_shared, _group("chain-liechtenstein")]),
    ],
)
def place(request: pytest.FixtureRequest) -> str:
    """The example, a quarter of Paris, a small country."""
    return str(request.param)


@pytest.fixture(scope="module")
def chain(place: str, tmp_path_factory: pytest.TempPathFactory) -> Chain:
    """A place after the whole chain."""
    source = place if place == EXAMPLE else OSM / place
    return walk_the_chain(source, tmp_path_factory.mktemp("chain"))


def test_each_command_prints_the_keys_it_promises(chain: Chain) -> None:
    for command, told in chain.told.items():
        assert set(told) == KEYS[command.split("-", maxsplit=1)[0]], command


def test_the_files_hold_what_the_counts_say(chain: Chain) -> None:
    assert chain.told["load"]["counts"] == {name: len(table(chain.area, name)) for name in LAYERS}


def test_streets_are_the_highways_that_a_plain_loop_counts(chain: Chain, place: str) -> None:
    ways = osmium.FileProcessor(str(OSM / place)) if place != EXAMPLE else ()
    found = {
        f"osm-way-{way.id}"
        for way in ways
        if way.is_way()
        and STREET.fullmatch(way.tags.get("highway", ""))
        and way.tags.get("area") != "yes"
    }
    assert set(table(chain.area, "streets").index) == found


def test_verdicts_add_up(chain: Chain) -> None:
    told = chain.told["screen"]
    assert told["sites"] == chain.told["load"]["counts"]["candidates"]
    assert told["sites"] == told["allowed"] + told["needs_agreement"] + told["refused"]
    assert all(sum(tally.values()) == told["sites"] for tally in told["by_rule"].values())
    with chain.verdicts.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == told["sites"] * len(told["by_rule"])


@pytest.mark.parametrize("mode", MODES)
def test_every_pair_is_told(chain: Chain, place: str, mode: Mode) -> None:
    told, rows = chain.told[f"travel-{mode}"], pd.read_parquet(chain.travel[mode])
    counts = chain.told["load"]["counts"]
    assert told["sites"] == counts["candidates"]
    assert told["demand_points"] == counts["venues"] + counts["stations"] + counts["airports"]
    assert len(rows) == told["sites"] * told["demand_points"]
    assert told["reachable_pairs"] == rows["minutes"].notna().sum() > 0
    assert told["method"] == ("estimated" if place == EXAMPLE else "network")


@pytest.mark.parametrize("mode", MODES)
def test_travel_is_networkx_s_to_the_second(chain: Chain, place: str, mode: Mode) -> None:
    """Between sites and places as they are snapped; the example has no streets to go along."""
    if place == EXAMPLE:
        assert table(chain.area, "streets").empty
        return
    area = open_area(chain.area)
    roads = roads_of(area["streets"], mode=mode)
    demand = demand_points(area, on=area.manifest.as_of)
    sites, posts = snap(area["candidates"].geometry, roads.snapper), snap(
        demand.footprints, roads.snapper
    )
    graph = every_step(area, mode)
    add_points(graph, roads, area, sites, prefix="site", leaving=False)
    add_points(graph, roads, area, posts, prefix="post", leaving=True)
    add_shared_edges(graph, roads, area, posts, sites)
    told = pd.read_parquet(chain.travel[mode]).pivot_table(
        index="site_id", columns="demand_id", values="minutes", dropna=False
    )
    told = told.reindex(index=area["candidates"].index, columns=list(demand.ids))
    for post in np.flatnonzero(posts.snapped)[:12]:
        seconds = nx.single_source_dijkstra_path_length(graph, f"post-{post}", weight="seconds")
        way = np.array([seconds.get(f"site-{n}", np.nan) for n in range(len(sites.metres))])
        beside = (sites.metres + posts.metres[post]) * 3.6 / ACCESS_KMH[mode]
        assert told.iloc[:, post].to_numpy() * 60 == pytest.approx(way + beside, abs=1, nan_ok=True)


@pytest.mark.parametrize("mode", MODES)
def test_coverage_is_what_the_travel_file_says(chain: Chain, mode: str) -> None:
    assert_covered_alike(chain.told[f"coverage-{mode}"], coverage_again(chain, mode))


def test_the_map_fetches_nothing(chain: Chain) -> None:
    assert chain.page.stat().st_size == chain.told["export"]["bytes"] < MOST_BYTES
    assert loads_of(chain.page) == []


def test_the_folder_opens_again_in_under_a_second(chain: Chain) -> None:
    open_area(chain.area)
    began = time.perf_counter()
    again = open_area(chain.area)
    print(f"{chain.area}: opened in {time.perf_counter() - began:.2f} s")  # noqa: T201 - told, not judged
    assert again.counts == chain.told["load"]["counts"]


@needs_shared
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_half_a_country_is_refused_and_the_whole_one_stays(tmp_path: Path, share: float) -> None:
    whole, half = OSM / "paris_republique.osm.pbf", tmp_path / "half.osm.pbf"
    told = run("load", whole, "--out", tmp_path / "area")
    half.write_bytes(whole.read_bytes()[: round(whole.stat().st_size * share)])
    with pytest.raises(UnreadableFileError, match=r"half\.osm\.pbf"):
        run("load", half, "--out", tmp_path / "area")
    assert open_area(tmp_path / "area").counts == told["counts"]
    assert {entry.name for entry in tmp_path.iterdir()} == {"area", "half.osm.pbf"}


def every_step(area: Area, mode: Mode) -> nx.DiGraph:
    """Make a graph with a node for every vertex, the plain way, in seconds of geodesic steps."""
    rules = way_rules(area["streets"], mode=mode)
    graph = nx.DiGraph()
    for row, (nodes, line) in enumerate(
        zip(area["streets"]["nodes"], area["streets"].geometry, strict=True)
    ):
        steps = GEOD.line_lengths(*zip(*line.coords, strict=True))
        pace = 3.6 / rules.kmh[row]
        for a, b, metres in zip(nodes[:-1], nodes[1:], steps, strict=True):
            if rules.forward[row]:
                add_faster(graph, a, b, metres * pace)
            if rules.backward[row]:
                add_faster(graph, b, a, metres * pace)
    return graph


def add_faster(graph: nx.DiGraph, start: object, end: object, seconds: float) -> None:
    """Add an arc, unless a faster one is there."""
    if seconds < graph.get_edge_data(start, end, {"seconds": np.inf})["seconds"]:
        graph.add_edge(start, end, seconds=seconds)
