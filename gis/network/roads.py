"""Roads: an area's streets made ready for one mode, with rules, metric, snapping and engine."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd

from gis.network.access import way_rules
from gis.network.engine import DijkstraEngine, Engine
from gis.network.graph import Topology, topology_of
from gis.network.metric import Metric, metric_of
from gis.network.snapping import Snapper, snapper_of
from gis.network.speeds import Mode
from i18n import Message


@dataclass(frozen=True, eq=False)
class Roads:
    """Streets ready to answer for one mode; make once for an area, ask as often as need be."""

    topology: Topology
    metric: Metric
    snapper: Snapper
    engine: Engine
    warnings: tuple[Message, ...] = ()

    @property
    def mode(self) -> Mode:
        """The way of travel they answer for."""
        return self.metric.mode


def roads_of(streets: gpd.GeoDataFrame, *, mode: Mode, topology: Topology | None = None) -> Roads:
    """Make an area's streets ready for one mode.

    ``streets`` is the streets layer, EPSG:4326. Give the ``topology`` of the other mode's roads to
    save making it again.
    """
    ground = topology_of(streets) if topology is None else topology
    rules = way_rules(streets, mode=mode)
    metric = metric_of(ground, rules)
    return Roads(
        topology=ground,
        metric=metric,
        snapper=snapper_of(ground, metric, streets),
        engine=DijkstraEngine.of(ground, metric),
        warnings=rules.warnings,
    )
