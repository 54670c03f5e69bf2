"""The whole chain on the project's own town, by the commands: all that a bare clone can show."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pandas as pd
import pytest

from tests.chain.chain_stories import (
    KEYS,
    LAYERS,
    Chain,
    assert_covered_alike,
    coverage_again,
    loads_of,
    table,
    walk_the_chain,
)
from tests.town.build_town import TOWN


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Chain:
    """Valbrême, from the file to the map."""
    return walk_the_chain(TOWN, tmp_path_factory.mktemp("valbreme"))


def test_each_command_prints_the_keys_it_promises(chain: Chain) -> None:
    for command, told in chain.told.items():
        assert set(told) == KEYS[command.split("-", maxsplit=1)[0]], command


def test_the_folder_holds_a_file_a_layer_and_the_counts_told(chain: Chain) -> None:
    counts = chain.told["load"]["counts"]
    assert counts == {layer: len(table(chain.area, layer)) for layer in LAYERS}
    assert json.loads((chain.area / "manifest.json").read_text("utf-8"))["counts"] == counts
    assert all(table(chain.area, layer).index.name == "id" for layer in LAYERS)


def test_every_site_has_one_outcome_and_a_verdict_by_each_rule(chain: Chain) -> None:
    told = chain.told["screen"]
    assert told["sites"] == told["allowed"] + told["needs_agreement"] + told["refused"]
    assert told["sites"] == chain.told["load"]["counts"]["candidates"]
    assert all(sum(tally.values()) == told["sites"] for tally in told["by_rule"].values())
    with chain.verdicts.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == told["sites"] * len(told["by_rule"])


def test_the_towns_own_hall_refuses_and_the_law_asks(chain: Chain) -> None:
    rules = chain.told["screen"]["by_rule"]
    assert rules["run-by-city-hall"]["refused"] >= 3
    assert rules["presumed-city-hall"]["needs_agreement"] >= 1
    assert chain.told["screen"]["allowed"] >= 1


@pytest.mark.parametrize("mode", ["drive", "walk"])
def test_every_pair_has_its_row_and_every_lost_point_its_name(chain: Chain, mode: str) -> None:
    told, rows = chain.told[f"travel-{mode}"], pd.read_parquet(chain.travel[mode])
    assert len(rows) == told["sites"] * told["demand_points"] == sum(told["pairs"].values())
    assert not rows.duplicated(["site_id", "demand_id"]).any()
    assert rows["minutes"].notna().sum() == rows["metres"].notna().sum() == told["reachable_pairs"]
    lost = rows[rows["answer"].isin(["site-unsnapped", "demand-unsnapped"])]
    assert set(told["unsnapped"]) <= {*lost["site_id"], *lost["demand_id"]}
    assert len(told["unsnapped"]) >= 1
    assert told["method"] == "network"


def test_walking_is_never_faster_than_eighty_metres_a_minute(chain: Chain) -> None:
    """To the second: each street counts whole milliseconds and whole decimetres."""
    rows = pd.read_parquet(chain.travel["walk"]).dropna(subset="minutes")
    assert (rows["minutes"] + 1 / 60 >= rows["metres"] / 80).all()


@pytest.mark.parametrize("mode", ["drive", "walk"])
def test_coverage_is_what_the_travel_file_says(chain: Chain, mode: str) -> None:
    told = chain.told[f"coverage-{mode}"]
    assert_covered_alike(told, coverage_again(chain, mode))
    assert told["mean_min"] <= told["worst_min"]
    assert told["uncovered"]


def test_the_map_is_one_file_that_fetches_nothing(chain: Chain) -> None:
    assert chain.page.stat().st_size == chain.told["export"]["bytes"] > 100_000
    assert loads_of(chain.page) == []
    assert "© OpenStreetMap contributors" in chain.page.read_text(encoding="utf-8")


def test_no_name_of_the_town_is_markup_or_a_formula_in_what_it_leaves(chain: Chain) -> None:
    assert "<script>alert(1)" not in chain.page.read_text(encoding="utf-8")
    with chain.verdicts.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert "<script>alert(1)</script>" in cells
    assert '\'=HYPERLINK("http://x","Salle")' in cells
    assert not [cell for cell in cells if cell.startswith("=")]


def test_the_chain_leaves_nothing_beside_its_files(chain: Chain, tmp_path: Path) -> None:
    expected = {"area", "verdicts.csv", "drive.parquet", "walk.parquet", "map.html"}
    assert {entry.name for entry in chain.area.parent.iterdir()} == expected
    again = walk_the_chain(TOWN, tmp_path)
    assert again.page.read_bytes() == chain.page.read_bytes()
    assert again.verdicts.read_bytes() == chain.verdicts.read_bytes()
