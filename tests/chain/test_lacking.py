"""The whole chain where an area lacks something: it goes through, and says what is not known."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from layers.area_folder import open_area
from layers.errors import UnknownIdError
from tests.chain.chain_stories import Chain, loads_of, run, walk_the_chain
from tests.layers.sources.osm_stories import CORPUS, Sketch

LETTERS = "É" * 10_000
NAMES = (
    '"><img src=x onerror=alert(1)>',
    "<script>alert(1)</script>",
    '=HYPERLINK("http://x","y")',
    'Foyer « d’accueil » l\'"Étape"',
    "نادي \u202eالشرطة",  # noqa: RUF001 - Arabic, with a mark that turns the direction round
    LETTERS,
)


def test_without_streets_every_journey_is_an_estimate_and_says_so(tmp_path: Path) -> None:
    told = run("load", CORPUS / "odd" / "no_streets.osm", "--out", tmp_path / "area")
    assert told["warnings"][0] == "There are no streets: travel can only be estimated."
    (site,) = open_area(tmp_path / "area")["candidates"].index
    assert run("coverage", tmp_path / "area", "--pick", site)["method"] == "estimated"


def test_without_candidates_there_is_nothing_to_pick(tmp_path: Path) -> None:
    told = run("load", CORPUS / "odd" / "no_candidates.osm", "--out", tmp_path / "area")
    assert told["warnings"][0] == "There are no candidate sites here: choose a larger area."
    assert run("screen", tmp_path / "area")["sites"] == 0
    assert (
        run("travel", tmp_path / "area", "--out", tmp_path / "t.parquet")["pairs"]["reached"] == 0
    )
    assert pd.read_parquet(tmp_path / "t.parquet").empty
    with pytest.raises(UnknownIdError, match="no candidate site"):
        run("coverage", tmp_path / "area", "--pick", "osm-way-1")


def test_without_demand_no_figure_is_made_up(tmp_path: Path) -> None:
    loaded = run("load", CORPUS / "odd" / "no_streets.osm", "--out", tmp_path / "area")
    assert any("nobody needs to be served" in warning for warning in loaded["warnings"])
    (site,) = open_area(tmp_path / "area")["candidates"].index
    told = run("coverage", tmp_path / "area", "--pick", site)
    assert {told[key] for key in ("covered_share", "mean_min", "p90_min", "worst_min")} == {None}
    assert (told["served_by"], told["uncovered"]) == ({}, [])


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Chain:
    """A street of halls whose names mean harm, all the way."""
    folder = tmp_path_factory.mktemp("hostile")
    sketch = Sketch()
    sketch.node(0.001, 0.0001, railway="station", train="yes", name=NAMES[0])
    for number, name in enumerate(NAMES):
        sketch.node(0.0003 * number, 0.0002, amenity="community_centre", name=name)
    sketch.read(folder)
    return walk_the_chain(folder / "sketch.osm", folder)


def test_a_hostile_name_is_kept_as_it_is_but_for_what_deceives(hostile: Chain) -> None:
    """Control and direction characters go, and what is longer than OpenStreetMap allows."""
    names = set(open_area(hostile.area)["candidates"]["name"])
    assert {*NAMES[:4], LETTERS[:255]} <= names
    assert not any(mark in name for name in names for mark in "\u202e\x07\x1b")
    assert any("255 letters" in warning for warning in hostile.told["load"]["warnings"])


def test_no_hostile_name_is_markup_in_the_map(hostile: Chain) -> None:
    text = hostile.page.read_text(encoding="utf-8")
    assert loads_of(hostile.page) == []
    assert "<img src=x" not in text
    assert "<script>alert(1)" not in text
    assert LETTERS not in text


def test_no_hostile_name_is_a_formula_in_a_table(hostile: Chain) -> None:
    with hostile.verdicts.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert f"'{NAMES[2]}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]
