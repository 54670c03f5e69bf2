"""The command line does the whole job, and tells bad input in one sentence without a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from gis.network.pace_table import FILE
from layers.area_folder import open_area, write_area
from layers.library import ORDERS, home
from tests.cli.command_stories import answer, process, run
from tests.data.truth import PROJECT
from tests.stories import make_area

CORPUS = PROJECT / "tests" / "corpus" / "osm" / "invalid"


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A small area on disk."""
    folder = tmp_path_factory.mktemp("areas") / "villebourg"
    write_area(make_area(), folder)
    return str(folder)


@pytest.fixture(scope="module")
def closable(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same area with its street in ten blocks, each closed by itself."""
    folder = tmp_path_factory.mktemp("areas") / "villebourg"
    write_area(make_area(blocks=10), folder)
    return str(folder)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any]]:
    """The embedded example as a folder, and what was told when it was loaded."""
    folder = str(tmp_path_factory.mktemp("areas") / "paris")
    return folder, answer("load", "paris2024", "--out", folder)


@pytest.fixture(scope="module")
def example(loaded: tuple[str, dict[str, Any]]) -> str:
    """The embedded example as a folder."""
    return loaded[0]


def make_closures(folder: Path, *, west: float = 2.313, **days: str) -> Path:
    """Write a file with one closure across the street, east of Arago unless told otherwise."""
    ring = [[west, 48.849], [west + 0.002, 48.849], [west + 0.002, 48.851], [west, 48.851]]
    shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    file = folder / "closed.geojson"
    file.write_text(json.dumps({"type": "Feature", "properties": days, "geometry": shape}))
    return file


def test_the_example_loads_as_a_folder(loaded: tuple[str, dict[str, Any]]) -> None:
    folder, told = loaded
    assert told["counts"]["venues"] == 34
    assert (Path(folder) / "manifest.json").exists()
    assert isinstance(told["warnings"], list)


def test_screening_counts_add_up(area: str, tmp_path: Path) -> None:
    table = tmp_path / "verdicts.csv"
    found = answer("screen", area, "--on", "2024-07-27", "--out", str(table))
    assert found["sites"] == found["allowed"] + found["needs_agreement"] + found["refused"] == 4
    assert found["refused"] == 1
    assert all(sum(tally.values()) == 4 for tally in found["by_rule"].values())
    assert len(table.read_text(encoding="utf-8-sig").splitlines()) == 1 + 4 * 9


def test_travel_writes_every_pair(area: str, tmp_path: Path) -> None:
    found = answer("travel", area, "--mode", "walk", "--out", str(tmp_path / "t.parquet"))
    table = pd.read_parquet(tmp_path / "t.parquet")
    assert list(table.columns[:4]) == ["site_id", "demand_id", "minutes", "metres"]
    assert len(table) == found["sites"] * found["demand_points"] == 12
    assert found["reachable_pairs"] == int(table["minutes"].notna().sum()) == 12
    assert found["unsnapped"] == []


def test_coverage_tells_all_figures_together(area: str) -> None:
    found = answer("coverage", area, "--pick", "site-arago", "--cutoff", "1", "--mode", "drive")
    assert found["covered_share"] == 300 / 500
    assert found["uncovered"] == ["venue-gare", "venue-port"]
    assert found["served_by"]["venue-stade"] == "site-arago"
    assert found["mean_min"] <= found["p90_min"] <= found["worst_min"]


def test_the_hour_and_a_table_of_one_s_own_change_the_minutes(area: str, tmp_path: Path) -> None:
    """In the table, in coverage, and in what they say of themselves."""
    own = tmp_path / "own.csv"
    own.write_text(FILE.read_text(encoding="utf-8").replace("residential,30,", "residential,15,"))
    ways = {"free": (), "busy": ("--hour", "8"), "slow": ("--pace", str(own))}
    told = {
        name: answer("travel", area, "--out", str(tmp_path / f"{name}.parquet"), *words)
        for name, words in ways.items()
    }
    mean = {name: pd.read_parquet(tmp_path / f"{name}.parquet")["minutes"].mean() for name in ways}
    assert mean["free"] < mean["busy"] < mean["slow"]
    assert "8 h" in told["busy"]["note"]
    assert "your own" in told["slow"]["note"]
    covered = {name: answer("coverage", area, "--pick", "site-arago", *ways[name]) for name in ways}
    assert covered["free"]["mean_min"] < covered["busy"]["mean_min"] < covered["slow"]["mean_min"]


def test_the_shortest_way_is_asked_for_and_said(example: str, tmp_path: Path) -> None:
    """Over the example by car; no metre more, and no minute less, on average."""
    read = {}
    for name, words in {"fastest": (), "shortest": ("--shortest",)}.items():
        out = tmp_path / f"{name}.parquet"
        told = answer("travel", example, "--out", str(out), *words)
        assert ("shortest way counts" in told["note"]) == (name == "shortest")
        read[name] = pd.read_parquet(out)[["minutes", "metres"]].mean()
    assert read["shortest"]["metres"] < read["fastest"]["metres"]
    assert read["shortest"]["minutes"] > read["fastest"]["minutes"]


def test_closures_of_files_count_on_the_day_and_lift_after_it(
    closable: str, tmp_path: Path
) -> None:
    """The street is closed east of Arago until the 27th; on the 28th all is as without."""
    file = make_closures(tmp_path, ends="2024-07-27")
    closed = ("--closures", str(file))
    words = ("coverage", closable, "--pick", "site-arago")
    assert answer(*words)["covered_share"] == 1
    shut = answer(*words, *closed, "--on", "2024-07-27")
    assert shut["uncovered"] == ["venue-gare", "venue-port"]
    assert answer(*words, *closed, "--on", "2024-07-28")["covered_share"] == 1
    out = ("--out", str(tmp_path / "t.parquet"))
    cut = answer("travel", closable, *out, *closed, "--on", "2024-07-27")
    assert cut["pairs"]["unreachable"] == 1 * 2 + 3 * 1
    assert answer("travel", closable, *out)["pairs"]["unreachable"] == 0
    page = ("--html", str(tmp_path / "map.html"), "--pick", "site-arago")
    drawn = answer("export", closable, *page, *closed, "--on", "2024-07-27")
    assert drawn["bytes"] > answer("export", closable, *page)["bytes"]


def test_closures_that_count_for_nothing_are_told(area: str, example: str, tmp_path: Path) -> None:
    """Elsewhere; and, twice as many files, where travel is estimated."""
    file = make_closures(tmp_path, west=9)
    out = ("--out", str(tmp_path / "t.parquet"))
    told = answer("travel", area, *out, "--closures", str(file))["warnings"]
    assert "touches no street that is used by car: closed" in told[0]
    twice = ("--closures", str(file), "--closures", str(file))
    told = answer("travel", example, "--mode", "walk", *out, *twice)["warnings"]
    assert "2 closures do not count" in told[0]


def test_the_order_of_the_streets_is_kept_and_a_broken_one_told(area: str) -> None:
    """It stands in the home folder; cut short it is made again, and the answer is the same."""
    words = ("coverage", area, "--pick", "site-arago")
    first = answer(*words)
    orders = list((home() / ORDERS).glob("*/order"))
    assert orders
    for order in orders:
        order.write_bytes(order.read_bytes()[:-3])
    again = answer(*words)
    assert "made again" in again["warnings"][-1]
    assert {**again, "warnings": []} == {**first, "warnings": []}
    assert answer(*words) == first


def test_the_export_is_one_file_in_the_language_asked_for(area: str, tmp_path: Path) -> None:
    page = tmp_path / "map.html"
    found = answer("export", area, "--pick", "site-arago", "--html", str(page), "--lang", "en")
    assert page.stat().st_size == found["bytes"]
    assert '<html lang="en"' in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("screen", "nowhere"), "is not an area"),
        (("screen", "AREA", "--on", "26 July"), "is not a day"),
        (("coverage", "AREA", "--pick", "site-nowhere"), "site-nowhere"),
        (("coverage", "AREA", "--pick", "site-arago", "--cutoff", "-3"), "above zero"),
        (("coverage", "AREA", "--pick", "site-arago", "--mode", "swim"), "swim"),
        (("load", "missing.osm", "--out", "OUT"), "missing.osm"),
        (("load", "overpass", "--out", "OUT"), "--place"),
        (("load", "x.osm", "--out", "OUT", "--bbox", "1,2,3"), "is not an extent"),
        (("travel", "AREA", "--out", "/nowhere/at/all.parquet"), "cannot be written"),
        (("load", "CUT", "--out", "OUT"), "cut short"),
        (("load", "paris2024", "--out", "OUT", "--bbox", "2.2,48.8,2.4,48.9"), "--bbox"),
        (("load", "CUT", "--out", "OUT", "--place", "Vaduz"), "--place"),
        (("export", "AREA", "--pick", "site-nowhere", "--html", "OUT"), "site-nowhere"),
        (("coverage", "AREA", "--pick", "site-arago", "--cutoff", "near"), "--cutoff"),
        (("coverage", "AREA"), "--pick"),
        (("coverage", "AREA", "--pick", "site-arago", "--hour", "25"), "0 to 23"),
        (("travel", "AREA", "--out", "OUT", "--pace", "none.csv"), "none.csv"),
        (("travel", "AREA", "--out", "OUT", "--closures", "no.json"), "No closure is taken"),
        (("travel", "AREA", "--out", "OUT", "--closures", "CUT"), "it is no GeoJSON"),
        (("screem", "AREA"), "screem"),
    ],
)
def test_bad_input_is_one_sentence_and_two(
    words: tuple[str, ...], told: str, area: str, tmp_path: Path
) -> None:
    places = {"AREA": area, "OUT": str(tmp_path / "out"), "CUT": str(CORPUS / "cut.osm")}
    done = run(*(places.get(word, word) for word in words))
    assert done.code == 2
    assert told in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert done.out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_process_ends_as_its_main_does(area: str) -> None:
    """With the code, without a traceback, and with nothing but JSON on the answer's stream."""
    bad = process("load", str(CORPUS / "cut.osm"), "--out", f"{area}-never")
    assert (bad.code, bad.out) == (2, "")
    assert "Traceback" not in bad.err
    assert len(bad.err.strip().splitlines()) == 1
    good = process("screen", area, "--json")
    assert (good.code, good.err) == (0, "")
    assert json.loads(good.out)["sites"] == 4


def test_a_bad_file_leaves_the_area_that_was_there(area: str) -> None:
    assert run("load", str(CORPUS / "cut.osm.pbf"), "--out", area).code == 2
    assert open_area(Path(area)).manifest.title == "Villebourg"


def test_without_a_command_the_help_is_shown() -> None:
    assert run("--help").code == 0
    assert run().code == 2


def test_errors_are_told_in_french_by_default() -> None:
    assert "n’est pas" in run("screen", "nowhere", lang="C").err


@pytest.mark.parametrize(
    ("before", "code", "out"),
    [
        ("signal.signal(signal.SIGINT, signal.default_int_handler)", 130, ""),
        ("signal.signal(signal.SIGINT, signal.SIG_IGN)", 0, "run"),
    ],
)
def test_who_stops_the_program_while_it_is_read_has_silence(
    before: str, code: int, out: str
) -> None:
    """But where Ctrl-C is ignored, as in the background of a script, it stays so."""
    story = f"""
import os, signal, types
import cli
{before}

def read(name):
    try:
        os.kill(os.getpid(), signal.SIGINT)
    except BaseException:  # as some imports do
        pass
    return types.SimpleNamespace(run=lambda: print("run", end=""))

cli.import_module = read
cli.main()
"""
    done = subprocess.run(  # noqa: S603 - our own interpreter and our own sources
        [sys.executable, "-c", story], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (code, out, "")
