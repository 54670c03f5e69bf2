"""The vocabulary of the whole-chain tests: run the commands one after another, and count again.

What a command tells is counted a second time from the Parquet files alone, by plain pandas that
shares no code with ``gis/``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from commands.program import app
from gis.demand import OFFICERS_BY_KIND

Told = dict[str, Any]
CUTOFF = 6.0
LAYERS = ("base_map", "roads", "streets", "claims", "venues", "stations", "airports", "candidates")
DEMAND = ("venues", "stations", "airports")
KEYS = {
    "load": {"counts", "warnings"},
    "screen": {"sites", "allowed", "needs_agreement", "refused", "by_rule", "on"},
    "travel": {"sites", "demand_points", "reachable_pairs", "unsnapped"}
    | {"pairs", "mode", "method", "note", "warnings", "blocks_kept"},
    "coverage": {"covered_share", "uncovered", "mean_min", "p90_min", "worst_min", "served_by"}
    | {"circuity", "method", "warnings"},
    "export": {"html", "bytes", "warnings"},
}
"""What each command prints with ``--json``: what the issue asks for, and what came beside it."""


@dataclass(frozen=True)
class Chain:
    """One area after the whole chain: its folder, and what each command told."""

    area: Path
    picks: tuple[str, ...]
    told: dict[str, Told]
    travel: dict[str, Path]
    verdicts: Path
    page: Path


def run(*words: str | Path) -> Told:
    """Run a command that must succeed, and give the one JSON object it prints."""
    done = CliRunner().invoke(
        app, [*map(str, words), "--json"], env={"LC_ALL": "en"}, catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    found: Told = json.loads(done.stdout)
    return found


def walk_the_chain(source: str | Path, folder: Path, *clip: str) -> Chain:
    """Load, screen, travel by car and on foot, cover and export, each by its command."""
    area, verdicts, page = folder / "area", folder / "verdicts.csv", folder / "map.html"
    travel = {mode: folder / f"{mode}.parquet" for mode in ("drive", "walk")}
    told = {"load": run("load", source, "--out", area, *clip)}
    told["screen"] = run("screen", area, "--out", verdicts)
    for mode, file in travel.items():
        told[f"travel-{mode}"] = run("travel", area, "--mode", mode, "--out", file)
    picks = some_sites(area)
    picked = [word for pick in picks for word in ("--pick", pick)]
    for mode in travel:
        words = ("--cutoff", str(CUTOFF), "--mode", mode)
        told[f"coverage-{mode}"] = run("coverage", area, *picked, *words)
    told["export"] = run("export", area, *picked, "--html", page)
    return Chain(area, picks, told, travel, verdicts, page)


def some_sites(area: Path) -> tuple[str, ...]:
    """Pick four sites spread over the table, whatever the rules say of them."""
    ids = table(area, "candidates").index
    return tuple(ids[:: max(len(ids) // 4, 1)][:4])


def table(area: Path, layer: str) -> pd.DataFrame:
    """Read one layer of an area as anybody could, without our reader; shapes are bytes here."""
    return pd.read_parquet(area / f"{layer}.parquet")


def demand_again(area: Path, on: date) -> pd.DataFrame:
    """Count officers and days of use again, from the Parquet files alone."""
    parts = []
    for layer in DEMAND:
        rows = table(area, layer)
        usual = rows["kind"].map(lambda kind, of=OFFICERS_BY_KIND[layer]: of[kind])
        use = pd.Series(data=True, index=rows.index)
        if layer == "venues":
            day = pd.Timestamp(on)
            use &= rows["opens"].isna() | (rows["opens"] <= day)
            use &= rows["closes"].isna() | (rows["closes"] >= day)
            use &= ~((rows["pause_from"] <= day) & (day <= rows["pause_to"]))
        officers = rows["officers"].astype("float").fillna(usual).astype(float)
        parts.append(pd.DataFrame({"officers": officers, "use": use}))
    return pd.concat(parts)


def coverage_again(chain: Chain, mode: str) -> Told:
    """Judge the picks again, from the travel file and the layers alone."""
    on = date.fromisoformat(chain.told["screen"]["on"])
    demand = demand_again(chain.area, on)
    demand = demand[demand["use"]]
    pairs = pd.read_parquet(chain.travel[mode])
    pairs = pairs[pairs["site_id"].isin(chain.picks) & pairs["demand_id"].isin(demand.index)]
    order = pairs.dropna(subset="minutes").sort_values(["minutes", "metres", "site_id"])
    best = order.groupby("demand_id").first().reindex(demand.index)
    covered = best["minutes"] <= CUTOFF
    reached = best["minutes"].notna()
    people, minutes = demand["officers"][reached], best["minutes"][reached]
    return {
        "covered_share": demand["officers"][covered].sum() / demand["officers"].sum(),
        "uncovered": sorted(best.index[~covered]),
        "mean_min": (people * minutes).sum() / people.sum(),
        "p90_min": tail(minutes, people),
        "worst_min": minutes.max(),
        "served_by": best["site_id"][reached].to_dict(),
    }


def tail(minutes: pd.Series[float], people: pd.Series[float]) -> float:
    """Give the least travel that holds nine in ten of the people."""
    held = people.groupby(minutes).sum().sort_index().cumsum()
    return float(held.index[held * 10 >= people.sum() * 9][0])


def assert_covered_alike(told: Told, again: Told) -> None:
    """Hold the figures of a command to those that were counted again."""
    for figure in ("covered_share", "mean_min", "p90_min", "worst_min"):
        assert told[figure] == pytest.approx(again[figure], abs=1e-9), figure
    assert sorted(told["uncovered"]) == again["uncovered"]
    assert told["served_by"] == again["served_by"]


class _Loads(HTMLParser):
    """Gathers what a page would fetch when it is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Keep every ``src`` and every ``href`` but those of links to click."""
        wanted = ("src", "srcset", "data") if tag == "a" else ("src", "srcset", "data", "href")
        self.found += [value or "" for name, value in attrs if name in wanted]


def loads_of(page: Path) -> list[str]:
    """Give what a page would fetch from anywhere but itself."""
    parser = _Loads()
    parser.feed(page.read_text(encoding="utf-8"))
    return [address for address in parser.found if not address.startswith(("data:", "#"))]
