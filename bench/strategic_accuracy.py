"""How far the strategic network of the embedded example is from the streets and main roads.

Run from the project's root: ``python -m bench.strategic_accuracy``. It needs ``../shared/data``.

- Inside Paris: minutes and metres of the fastest path on ``paris_streets.txt``, from the street
  corner nearest to the venue to the one nearest to the site; as the file has it (raw) and with its
  fault put right (see ``bench/estimate_accuracy.py``).
- With an end outside: metres of the fastest path on the main roads, at the speeds below, from the
  junction nearest to the venue to the one nearest to the site. Their lines are straight from
  junction to junction, and lengths with them.

The network's figures were fitted to pairs of *its own junctions*; the constants of access were
chosen on one half of the sites, and what is reported rests on the other half.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from bench import estimate_accuracy as paris
from gis.distance import Floats, earth_centred, straight_metres
from gis.ground import strategic_roads
from gis.network.access import Flags
from gis.network.graph import Ints
from gis.network.metric import pack, unpack
from gis.network.roads import Roads
from gis.network.snapping import snap
from layers.schema import CRS
from layers.sources.embedded import read_roads

EXAMPLE = Path(__file__).parents[1] / "data" / "paris2024"
ROADS = paris.FILE.parent
PAIRS, SEED, NEAREST_M = 500, 2024, 300
LEFT_BANK = {"75105", "75106", "75107", "75113", "75114", "75115"}
RING_M, RING_APART_M = 1_000, 2_500  # along the ring: both ends this near to it, this far apart
UNEVEN = 0.15  # against one-ways: there and back differ by more than this share
_METRES_A_DEGREE = (73_200.0, 111_195.0)  # at 48.86° north
# ASSUMED, km/h, for the main roads, which carry neither a class nor a speed.
EXPRESSWAYS = ("N104", "N118", "N12", "N10", "N184", "N1104", "N36", "N315")
RING_KMH, MOTORWAY_KMH, EXPRESSWAY_KMH = 36.0, 100.0, 75.0
KMH = {"N": 55.0, "D": 45.0}
UNNAMED_KMH = 35.0


@dataclass(frozen=True, eq=False)
class Truth:
    """Journeys to check against: where their ends were put, and minutes and metres.

    ``sites`` and ``venues`` are n × 2 degrees; the two tables are sites × venues, ``back`` the
    minutes from site to venue.
    """

    sites: Floats
    venues: Floats
    minutes: Floats
    metres: Floats
    back: Floats


def main() -> None:
    """Print the errors inside Paris, raw and put right, and outside."""
    roads = strategic_roads(read_roads())
    sites, venues = read_points("candidates"), read_points("venues")
    print(
        "errors in per cent: pairs | network median, p90, bias | × one factor | straight line × one"
    )
    for half in ("tuning", "held-out"):
        for raw in (False, True):
            report_inside(roads, sites, venues, half=half, raw=raw)
        report_outside(roads, sites, venues, half=half)
    print("\nfarthest from a junction, metres:")
    for metres, name in farthest(roads.topology.node_lonlat):
        print(f"  {metres:6.0f}  {name}")


def journeys(roads: Roads, origins: Floats, ends: Floats) -> tuple[Floats, Floats]:
    """Give minutes and metres on the network, origins × ends; both n × 2 degrees."""
    start, goal = (
        snap(gpd.GeoSeries(shapely.points(spots), crs=CRS), roads.snapper).anchors
        for spots in (origins, ends)
    )
    return unpack(roads.engine.table(start, goal))


def read_points(*tables: str) -> pd.DataFrame:
    """Read places of the example: name, lon, lat, insee, and whether inside the Périphérique."""
    read = [pd.read_csv(EXAMPLE / f"{name}.csv", dtype={"insee": str}) for name in tables]
    points = pd.concat(read, ignore_index=True)
    inside = shapely.contains_xy(shapely.Polygon(ring()), points["lon"], points["lat"])
    return points[["name", "lon", "lat", "insee"]].assign(inside=inside)


def ring() -> shapely.LineString:
    """Give the Périphérique as the base map draws it, in degrees."""
    shapes = pd.read_csv(EXAMPLE / "base_map.csv", index_col="id")["geometry"]
    line: shapely.LineString = shapely.from_wkt(shapes["base-motorway-peripherique"])
    return line


def halves(count: int) -> dict[str, Ints]:
    """Cut sites into two halves at random, always the same two."""
    order = np.random.default_rng(SEED).permutation(count)
    return {"tuning": order[: count // 2], "held-out": order[count // 2 :]}


def draw(allowed: Flags, *, half: str) -> tuple[Ints, Ints]:
    """Draw PAIRS pairs among those allowed (sites × venues), without putting any back."""
    site, venue = np.nonzero(allowed)
    seed = SEED + 1 if half == "tuning" else SEED + 2
    chosen = np.random.default_rng(seed).choice(site.size, PAIRS, replace=False)
    return site[chosen], venue[chosen]


def report_inside(
    roads: Roads, sites: pd.DataFrame, venues: pd.DataFrame, *, half: str, raw: bool
) -> None:
    """Print minutes and metres of pairs within the Périphérique, and where they are weak."""
    print(f"\ninside Paris, {half} sites, truth {'raw' if raw else 'put right'}")
    for title, kind, errors in inside_errors(roads, sites, venues, half=half, raw=raw):
        print(f"  {title:24} {kind:8} {describe(errors)}")


def inside_errors(
    roads: Roads, sites: pd.DataFrame, venues: pd.DataFrame, *, half: str, raw: bool
) -> Iterator[tuple[str, str, Floats]]:
    """Give (which pairs, minutes or metres, errors, 3 × n)."""
    sites, venues = sites[sites["inside"]], venues[venues["inside"]]
    sites = sites.iloc[halves(len(sites))[half]]
    truth = paris_truth(sites, venues, raw=raw)
    site, venue = draw(straight_metres(truth.sites, truth.venues) > NEAREST_M, half=half)
    guess = journeys(roads, truth.venues, truth.sites)
    apart = straight_metres(truth.sites, truth.venues)
    left = [frame["insee"].isin(LEFT_BANK).to_numpy() for frame in (sites, venues)]
    near = [beside_ring(spots) for spots in (truth.sites, truth.venues)]
    which = {
        "all": np.ones(PAIRS, dtype=bool),
        "across the Seine": left[0][site] != left[1][venue],
        "along the ring": near[0][site] & near[1][venue] & (apart[site, venue] > RING_APART_M),
        "there and back differ": np.abs(truth.back - truth.minutes)[site, venue]
        > UNEVEN * truth.minutes[site, venue],
    }
    for kind, told, real in zip(
        ("minutes", "metres"), guess, (truth.minutes, truth.metres), strict=True
    ):
        errors = three_errors(told.T[site, venue], apart[site, venue], real[site, venue])
        yield from ((title, kind, errors[:, chosen]) for title, chosen in which.items())


def paris_truth(sites: pd.DataFrame, venues: pd.DataFrame, *, raw: bool) -> Truth:
    """Find the fastest paths on the streets of Paris, from venues to sites."""
    lonlat, streets = paris.read_streets()
    if raw:
        streets = streets.assign(**raw_figures(len(lonlat), len(streets)))
    at_site, at_venue = (nearest(lonlat, frame) for frame in (sites, venues))
    minutes, metres = paris.journeys(len(lonlat), streets, at_site, at_venue, both_ways=False)
    back, _ = paris.journeys(len(lonlat), streets, at_venue, at_site, both_ways=False)
    return Truth(lonlat[at_site], lonlat[at_venue], minutes, metres, back.T)


def raw_figures(junctions: int, count: int) -> dict[str, Floats]:
    """Read seconds and metres as the file has them."""
    lines = paris.FILE.read_text(encoding="utf-8").splitlines()[junctions + 1 :][:count]
    figures = np.array([line.split()[3:5] for line in lines], dtype=float)
    return {"seconds": figures[:, 0], "metres": figures[:, 1]}


def report_outside(roads: Roads, sites: pd.DataFrame, venues: pd.DataFrame, *, half: str) -> None:
    """Print metres of pairs with an end outside the Périphérique."""
    print(f"\noutside Paris, {half} sites, truth the main roads")
    for title, errors in outside_errors(roads, sites, venues, half=half):
        print(f"  {title:24} {'metres':8} {describe(errors)}")


def outside_errors(
    roads: Roads, sites: pd.DataFrame, venues: pd.DataFrame, *, half: str
) -> Iterator[tuple[str, Floats]]:
    """Give (which pairs, errors, 3 × n), of metres."""
    sites = sites.iloc[halves(len(sites))[half]]
    truth = region_truth(sites, venues)
    inside = [frame["inside"].to_numpy() for frame in (sites, venues)]
    apart = straight_metres(truth.sites, truth.venues)
    outside = ~(inside[0][:, None] & inside[1][None, :])
    site, venue = draw(outside & (apart > NEAREST_M), half=half)
    _, metres = journeys(roads, truth.venues, truth.sites)
    errors = three_errors(metres.T[site, venue], apart[site, venue], truth.metres[site, venue])
    one = inside[0][site] | inside[1][venue]
    for title, which in (("all", one | ~one), ("one end in Paris", one), ("both outside", ~one)):
        yield title, errors[:, which]


def region_truth(sites: pd.DataFrame, venues: pd.DataFrame) -> Truth:
    """Find the fastest paths on the region's main roads, from venues to sites."""
    lonlat, cost, usable = main_roads()
    spots = np.flatnonzero(usable)
    at_site, at_venue = (spots[nearest(lonlat[spots], frame)] for frame in (sites, venues))
    minutes, metres = unpack(dijkstra(cost, indices=at_venue)[:, at_site].T)
    back, _ = unpack(dijkstra(cost, indices=at_site)[:, at_venue])
    return Truth(lonlat[at_site], lonlat[at_venue], minutes, metres, back)


def main_roads() -> tuple[Floats, csr_array, Flags]:
    """Read junctions (degrees), packed costs, and which junctions a point may be put on.

    Not on those of motorways and expressways alone, nor where the way in or out is missing.
    """
    names = ["id", "lon", "lat", "layer"], ["source", "target", "id", "direction", "layer", "name"]
    points, edges = (
        pd.read_csv(ROADS / f"idf_main_roads_{what}.csv", names=columns, skiprows=1)
        for what, columns in zip(("vertex", "edge"), names, strict=True)
    )
    points = points[points["layer"] == "road"].reset_index(drop=True)
    place = pd.Series(points.index, index=points["id"])
    edges = edges[edges["layer"] == "road"].fillna({"name": ""})
    lonlat = points[["lon", "lat"]].to_numpy()
    tail, head = (place[edges[end]].to_numpy() for end in ("source", "target"))
    centred = earth_centred(lonlat)
    metres = np.linalg.norm(centred[tail] - centred[head], axis=1)
    kmh = road_kmh(edges["name"], beside_ring(lonlat, metres=70)[tail], tail, head, lonlat)
    both = (edges["direction"] == "TwoWay").to_numpy()
    cost = least(
        np.concatenate([tail, head[both]]),
        np.concatenate([head, tail[both]]),
        pack(*(np.concatenate([each, each[both]]) for each in (metres * 3600 / kmh, metres))),
        size=len(lonlat),
    )
    _, piece = connected_components(cost, directed=True, connection="strong")
    slow = kmh < EXPRESSWAY_KMH
    usable = np.isin(np.arange(len(lonlat)), np.concatenate([tail[slow], head[slow]]))
    return lonlat, cost, usable & (piece == np.bincount(piece).argmax())


def road_kmh(
    names: pd.Series[str], tail_beside: Flags, tail: Ints, head: Ints, lonlat: Floats
) -> Floats:
    """Give the speed of each main road by its number; the Périphérique has none in the file."""
    middle = beside_ring((lonlat[tail] + lonlat[head]) / 2, metres=70)
    on_ring = (names == "").to_numpy() & tail_beside & middle
    on_ring &= beside_ring(lonlat, metres=70)[head]
    by_class = names.str[:1].map(KMH).fillna(UNNAMED_KMH)
    fast = names.isin(EXPRESSWAYS)
    kmh = by_class.mask(fast, EXPRESSWAY_KMH).mask(names.str.startswith("A"), MOTORWAY_KMH)
    return np.where(on_ring, RING_KMH, kmh.to_numpy(dtype=float))


def least(tail: Ints, head: Ints, cost: Floats, *, size: int) -> csr_array:
    """Make a sparse graph; of parallel arcs the cheapest is kept."""
    arcs = pd.DataFrame({"tail": tail, "head": head, "cost": cost})
    best = arcs[arcs["tail"] != arcs["head"]].groupby(["tail", "head"])["cost"].min().reset_index()
    return csr_array((best["cost"], (best["tail"], best["head"])), shape=(size, size))


def nearest(lonlat: Floats, frame: pd.DataFrame) -> Ints:
    """Give the position of the junction nearest to each place."""
    spots = earth_centred(frame[["lon", "lat"]].to_numpy())
    return np.asarray(cKDTree(earth_centred(lonlat)).query(spots)[1], dtype=np.int64)


def beside_ring(lonlat: Floats, *, metres: float = RING_M) -> Flags:
    """Tell which points lie within some metres of the Périphérique, on a flat map of Paris."""
    line = shapely.transform(ring(), lambda degrees: degrees * _METRES_A_DEGREE)
    away = shapely.distance(shapely.points(lonlat * _METRES_A_DEGREE), line)
    return np.asarray(away < metres, dtype=bool)


def farthest(nodes: Floats, count: int = 12) -> list[tuple[float, str]]:
    """Give the places of the example that are farthest from any junction."""
    places = read_points("candidates", "venues", "stations", "airports")
    away = straight_metres(places[["lon", "lat"]].to_numpy(), nodes).min(axis=1)
    worst = np.argsort(-away)[:count]
    return [(float(away[n]), str(places["name"].iloc[n])) for n in worst]


def three_errors(network: Floats, straight: Floats, real: Floats) -> Floats:
    """Give errors as shares of the truth, 3 × n: the network's, and two with a factor set right.

    The second is the network times one factor, the third the straight line times one factor. Each
    factor takes the bias off the very pairs tested, which favours those two.
    """
    guesses = (
        network,
        network * real.sum() / network.sum(),
        straight * real.sum() / straight.sum(),
    )
    return np.stack(guesses) / real - 1


def describe(errors: Floats) -> str:
    """Say median and 90th percentile of all three, and the network's bias; per cent."""
    if not errors.shape[1]:
        return "no pairs"
    told = np.percentile(np.abs(errors) * 100, [50, 90], axis=1).T
    network, scaled, straight = (f"{median:5.1f} {tail:5.1f}" for median, tail in told)
    bias = f"{errors[0].mean() * 100:+5.1f}"
    return f"{errors.shape[1]:5} |{network} {bias} |{scaled} |{straight}"


if __name__ == "__main__":
    main()
