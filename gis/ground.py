"""What an area travels on: its streets, else by car its strategic road network, else nothing known.

One place decides, so that table, closures, routes and pictures never rest on different ground.
"""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd

from gis.network.pace import Pace
from gis.network.pace_table import STANDARD_PACE
from gis.network.roads import Roads, engine_of, roads_of
from gis.network.speeds import Mode
from gis.network.strategic import StrategicSnapper, link_metric, link_topology, unmeasured
from layers.area import Area


def ground_of(
    area: Area, *, mode: Mode, orders: Path | None = None, pace: Pace = STANDARD_PACE
) -> Roads | None:
    """Make ready what an area travels on in a mode; None where travel can only be estimated.

    ``orders`` and ``pace`` are as for ``roads_of``. On foot there is no strategic network: it knows
    main roads only, and people walk elsewhere.
    """
    if not area["streets"].empty:
        return roads_of(area["streets"], mode=mode, orders=orders, pace=pace)
    if mode == "drive" and not area["roads"].empty:
        return strategic_roads(area["roads"], orders=orders, pace=pace)
    return None


def ground_rows(area: Area) -> gpd.GeoDataFrame:
    """Give the rows that the ground was made of, with the names of its streets or roads."""
    return area["roads"] if area["streets"].empty else area["streets"]


def strategic_roads(
    links: gpd.GeoDataFrame, *, orders: Path | None = None, pace: Pace = STANDARD_PACE
) -> Roads:
    """Make a strategic road network ready to answer, by car. ``links`` is the roads layer."""
    topology = link_topology(links)
    metric = link_metric(topology, links, pace=pace)
    engine, warnings = engine_of(topology, metric, orders=orders)
    return Roads(
        topology=topology,
        metric=metric,
        snapper=StrategicSnapper.of(topology, metric, links).at_pace(pace),
        engine=engine,
        method="strategic",
        warnings=(*unmeasured(links), *warnings),
        pace=pace,
    )
