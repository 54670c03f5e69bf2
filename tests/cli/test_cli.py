"""The command line does the whole job, and tells bad input in one sentence without a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from layers.area_folder import write_area
from tests.data.truth import PROJECT
from tests.stories import make_area


def run(*words: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
    """Run the command as a person would."""
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, str(PROJECT / "cli.py"), *words],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"LANG": lang, "LC_ALL": lang},
    )


def answer(*words: str) -> dict[str, Any]:
    """Run a command that must succeed, and give the one JSON object it prints."""
    done = run(*words, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A small area on disk."""
    folder = tmp_path_factory.mktemp("areas") / "villebourg"
    write_area(make_area(), folder)
    return str(folder)


def test_the_example_loads_as_a_folder(tmp_path: Path) -> None:
    loaded = answer("load", "paris2024", "--out", str(tmp_path / "paris"))
    assert loaded["counts"]["venues"] == 34
    assert (tmp_path / "paris" / "manifest.json").exists()
    assert isinstance(loaded["warnings"], list)


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
        (("load", "x.osm", "--out", "OUT", "--bbox", "1,2,3"), "is not a box"),
        (("travel", "AREA", "--out", "/nowhere/at/all.parquet"), "cannot be written"),
    ],
)
def test_bad_input_is_one_sentence_and_two(
    words: tuple[str, ...], told: str, area: str, tmp_path: Path
) -> None:
    places = {"AREA": area, "OUT": str(tmp_path / "out")}
    done = run(*(places.get(word, word) for word in words))
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_errors_are_told_in_french_by_default() -> None:
    assert "n’est pas" in run("screen", "nowhere", lang="C").stderr
