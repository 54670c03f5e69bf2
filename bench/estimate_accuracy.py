"""How far estimates without streets are from the streets of Paris: median, 90th percentile.

Run from the project's root: ``python -m bench.estimate_accuracy``. It needs
``../shared/data/network/paris_streets.txt`` (the street graph of a 2014 programming contest).

That file measured a degree of longitude as long as one of latitude: lengths of streets running
east-west, and the seconds made from them, are up to 1.52 times what they should be. Each street is
put right by the ratio of its true straight length to the file's.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from gis.distance import Floats, earth_centred, straight_metres
from gis.estimate import estimate
from gis.network.graph import Ints
from gis.network.metric import NO_WAY, pack, unpack

# What an estimate leaves of free flow for lights, crossings and turns (ASSUMED, gis/estimate).
DRIVE_FACTOR = 0.8
FILE = Path(__file__).parents[2] / "shared" / "data" / "network" / "paris_streets.txt"
SITES, DEMAND, NEAREST_M = 200, 1_000, 300
_FILE_RADIUS_M = 6_371_009.0


def main() -> None:
    """Print the errors of distance and time, by car and on foot."""
    lonlat, streets = read_streets()
    chosen = np.random.default_rng(2024).choice(len(lonlat), SITES + DEMAND, replace=False)
    sites, demand = chosen[:SITES], chosen[SITES:]
    straight_m = straight_metres(lonlat[sites], lonlat[demand])
    for mode in ("drive", "walk"):
        minutes, metres = journeys(len(lonlat), streets, sites, demand, both_ways=mode == "walk")
        guess = estimate(lonlat[sites], lonlat[demand], mode=mode, straight_m=straight_m)
        told = (straight_m > NEAREST_M) & np.isfinite(metres)
        report(f"{mode} metres", guess[1][told], metres[told])
        if mode == "drive":
            report(f"{mode} minutes", guess[0][told], minutes[told] / DRIVE_FACTOR)


def read_streets() -> tuple[Floats, pd.DataFrame]:
    """Give junctions (n × 2 degrees) and streets: from, to, both (ways), seconds, metres."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    junctions, count = (int(word) for word in lines[0].split()[:2])
    lonlat = np.array([line.split()[::-1] for line in lines[1 : junctions + 1]], dtype=float)
    rows = [line.split() for line in lines[junctions + 1 : junctions + 1 + count]]
    raw = pd.DataFrame(rows, columns=["a", "b", "ways", "seconds", "metres"]).astype(int)
    step = np.radians(lonlat[raw["b"]] - lonlat[raw["a"]])
    filed = np.hypot(step[:, 0], step[:, 1]) * _FILE_RADIUS_M
    centred = earth_centred(lonlat)
    true = np.linalg.norm(centred[raw["b"]] - centred[raw["a"]], axis=1)
    right = np.divide(true, filed, out=np.ones_like(true), where=filed > 0)
    return lonlat, raw.assign(
        both=raw["ways"] == 2,  # noqa: PLR2004 - the file's word for a two-way street
        seconds=raw["seconds"] * right,
        metres=raw["metres"] * right,
    )


def journeys(
    size: int, streets: pd.DataFrame, sites: Ints, demand: Ints, *, both_ways: bool
) -> tuple[Floats, Floats]:
    """Give minutes and metres of the best journeys from demand to sites, as sites × demand.

    By car the fastest; on foot (``both_ways``) the shortest, where a metre lasts a millisecond.
    """
    back = streets[streets["both"] | both_ways].rename(columns={"a": "b", "b": "a"})
    arcs = pd.concat([streets, back])
    lasts = arcs["metres"] if both_ways else arcs["seconds"] * 1000
    cost = pack(lasts.to_numpy(), arcs["metres"].to_numpy())
    least = arcs.assign(cost=cost).groupby(["b", "a"])["cost"].min()
    ends = tuple(least.index.get_level_values(level).to_numpy() for level in ("b", "a"))
    graph = csr_array((least.to_numpy(), ends), shape=(size, size))
    best = dijkstra(graph, indices=sites)[:, demand]
    return unpack(np.where(np.isfinite(best), best, NO_WAY))


def report(title: str, guess: Floats, truth: Floats) -> None:
    """Print one line: how far the guess is off, in per cent of the truth."""
    error = np.abs(guess / truth - 1) * 100
    median, tail = np.percentile(error, [50, 90])
    bias = (guess.sum() / truth.sum() - 1) * 100
    print(f"{title:14} median {median:5.1f} %   p90 {tail:5.1f} %   bias {bias:+5.1f} %")


if __name__ == "__main__":
    main()
