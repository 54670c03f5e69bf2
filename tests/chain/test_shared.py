"""The whole chain on real places, by the commands: an extract, a clip, and the embedded example.

That the counts by layer are those of an independent pyosmium loop is held by
``tests/layers/sources/test_osm_real.py``, the twenty-two elements of the city and the schools by
``tests/gis/screening/test_real_paris.py``. Here the same areas go all the way.
"""

from __future__ import annotations

import csv
import re
import time
from pathlib import Path

import numpy as np
import osmium
import pandas as pd
import pytest
import shapely
from osmium.filter import KeyFilter
from osmium.osm import Way

from gis.network.speeds import MODES, Mode
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
from tests.chain.plain_graph import seconds_again
from tests.data.truth import SHARED, needs_shared

OSM = SHARED / "osm"
LIECHTENSTEIN, PARIS, EXAMPLE = "liechtenstein.osm.pbf", "paris_9e_10e.osm", "paris2024"
CLIPS = {LIECHTENSTEIN: (9.49, 47.105, 9.55, 47.185)}
STREET = re.compile(
    "(motorway|trunk|primary|secondary|tertiary)(_link)?|unclassified|residential|living_street|"
    "service|road|busway|track|pedestrian|footway|path|steps|cycleway|bridleway|corridor"
)
MOST_BYTES = 12_000_000


@pytest.fixture(
    scope="module",
    params=[
        EXAMPLE,
        pytest.param(PARIS, marks=needs_shared),
        pytest.param(LIECHTENSTEIN, marks=needs_shared),
    ],
)
def place(request: pytest.FixtureRequest) -> str:
    """The example, a quarter of Paris, the capital of a small country and what is around it."""
    return str(request.param)


@pytest.fixture(scope="module")
def chain(place: str, tmp_path_factory: pytest.TempPathFactory) -> Chain:
    """A place after the whole chain."""
    source = place if place == EXAMPLE else OSM / place
    clip = ("--bbox", ",".join(map(str, CLIPS[place]))) if place in CLIPS else ()
    return walk_the_chain(source, tmp_path_factory.mktemp("chain"), *clip)


def test_each_command_prints_the_keys_it_promises(chain: Chain) -> None:
    for command, told in chain.told.items():
        assert set(told) == KEYS[command.split("-", maxsplit=1)[0]], command


def test_the_files_hold_what_the_counts_say(chain: Chain) -> None:
    assert chain.told["load"]["counts"] == {name: len(table(chain.area, name)) for name in LAYERS}


def test_streets_are_the_ways_that_a_plain_loop_finds(chain: Chain, place: str) -> None:
    assert set(table(chain.area, "streets").index) == (set() if place == EXAMPLE else ways(place))


def ways(place: str) -> set[str]:
    """Find the streets of a file again: of a clip, those that touch it."""
    inside = shapely.box(*CLIPS.get(place, (-180, -90, 180, 90)))
    things = osmium.FileProcessor(str(OSM / place)).with_locations()
    return {
        f"osm-way-{thing.id}"
        for thing in things.with_filter(KeyFilter("highway"))
        if isinstance(thing, Way)
        and STREET.fullmatch(thing.tags["highway"])
        and thing.tags.get("area") != "yes"
        and inside.intersects(shapely.LineString([(n.lon, n.lat) for n in thing.nodes]))
    }


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
    of_example = {"drive": "strategic", "walk": "estimated"}[mode]
    assert told["method"] == (of_example if place == EXAMPLE else "network")


@pytest.mark.parametrize("mode", MODES)
def test_travel_is_networkx_s_to_the_second(chain: Chain, place: str, mode: Mode) -> None:
    """Between sites and places as they are snapped; the example has no streets to go along."""
    if place == EXAMPLE:
        assert table(chain.area, "streets").empty
        return
    told = pd.read_parquet(chain.travel[mode]).set_index(["demand_id", "site_id"])["minutes"] * 60
    again = seconds_again(open_area(chain.area), mode, posts=3)
    assert len(again) >= 1
    for post, seconds in again.items():
        expected = [seconds.get(site, np.inf) for site in told[post].index]
        assert told[post].fillna(np.inf).to_numpy() == pytest.approx(np.array(expected), abs=1)


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
def test_half_a_country_is_refused_and_the_whole_one_stays(tmp_path: Path) -> None:
    """Wherever it ends."""
    whole, half = OSM / "paris_republique.osm.pbf", tmp_path / "half.osm.pbf"
    told = run("load", whole, "--out", tmp_path / "area")
    for share in (0.1, 0.5, 0.9, 0.999):
        half.write_bytes(whole.read_bytes()[: round(whole.stat().st_size * share)])
        with pytest.raises(UnreadableFileError, match=r"half\.osm\.pbf"):
            run("load", half, "--out", tmp_path / "area")
        assert open_area(tmp_path / "area").counts == told["counts"]
        assert {entry.name for entry in tmp_path.iterdir()} == {"area", "half.osm.pbf"}
