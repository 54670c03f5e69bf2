"""Travel without streets: straight distance, and what it is worth as an estimate of a journey.

Used only where an area has no streets, and labelled ``estimated`` wherever it goes. A journey is
the straight distance times a circuity, plus a start, at the speed of the ring of each end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gis.distance import Floats, straight_metres
from gis.network.speeds import Mode
from i18n import Message, msg


@dataclass(frozen=True, slots=True)
class Ring:
    """How travel goes within ``reach_m`` of the centre; ``start_m`` is the detour of setting out.

    On short trips one-way streets and the way round the block weigh more than on long ones: a fixed
    start says that better than a larger circuity. Speeds are km/h.
    """

    reach_m: float
    circuity: float
    start_m: float
    drive: float
    walk: float


NOTRE_DAME = (2.34990, 48.85300)  # the origin of French road distances: parvis de Notre-Dame
# Circuity and start of the innermost ring were fitted on all of Paris's streets (see
# bench/estimate_accuracy.py); its driving speed is theirs at free flow, 35 km/h, less a fifth for
# lights, crossings and turns (ASSUMED, as is everything farther out: no street graph was there to
# measure).
RINGS: Mapping[str, Ring] = {
    "paris": Ring(reach_m=6_500, circuity=1.27, start_m=250, drive=28, walk=4.8),
    "petite-couronne": Ring(reach_m=15_000, circuity=1.30, start_m=250, drive=30, walk=4.8),
    "grande-couronne": Ring(reach_m=90_000, circuity=1.30, start_m=250, drive=45, walk=4.8),
    "elsewhere": Ring(reach_m=float("inf"), circuity=1.35, start_m=250, drive=40, walk=4.8),
}
# One-way streets and barred turns do not hold people on foot.
WALK_CIRCUITY = 1.15
ACCURACY: Mapping[Mode, Message] = {
    "drive": msg(
        "Checked on the streets of Paris: half of the distances were within {median} % and nine "
        "in ten within {p90} %; times also rest on assumed speeds.",
        median=6,
        p90=17,
    ),
    "walk": msg(
        "Checked on the streets of Paris: half of the distances were within {median} % and nine "
        "in ten within {p90} %; times also rest on assumed speeds.",
        median=5,
        p90=10,
    ),
}


def estimate(
    sites: Floats, demand: Floats, *, mode: Mode, straight_m: Floats
) -> tuple[Floats, Floats]:
    """Estimate minutes and metres of every journey; both answers are sites × demand.

    ``sites`` and ``demand`` are longitude and latitude in degrees; ``straight_m`` is sites × demand
    in metres. Each half of a journey goes as its end's ring goes.
    """
    site_rings, demand_rings = _rings(sites), _rings(demand)
    bent = _halves(site_rings, demand_rings, "circuity") if mode == "drive" else WALK_CIRCUITY
    start = _halves(site_rings, demand_rings, "start_m") if mode == "drive" else 0.0
    metres = bent * straight_m + np.minimum(start, straight_m)
    minutes = metres * 60 / 1000 * _halves(site_rings, demand_rings, mode, inverse=True)
    return minutes, metres


def _rings(points: Floats) -> list[Ring]:
    """Find each point's ring by its distance from Notre-Dame."""
    rings = list(RINGS.values())
    reach = np.array([ring.reach_m for ring in rings])
    away = straight_metres(points, np.array([NOTRE_DAME])).ravel()
    return [rings[n] for n in np.searchsorted(reach, away)]


def _halves(sites: list[Ring], demand: list[Ring], name: str, *, inverse: bool = False) -> Floats:
    """Average one figure of both ends' rings, as sites × demand; of paces, when ``inverse``."""
    power = -1.0 if inverse else 1.0
    a = np.array([getattr(ring, name) for ring in sites], dtype=float) ** power
    b = np.array([getattr(ring, name) for ring in demand], dtype=float) ** power
    mean: Floats = (a[:, None] + b[None, :]) / 2
    return mean
