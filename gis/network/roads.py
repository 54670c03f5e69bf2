"""Roads: an area's streets made ready for one mode, with rules, metric, snapping and engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias

import geopandas as gpd

from gis.network.access import way_rules
from gis.network.closures import Closure, closing
from gis.network.engine import DijkstraEngine, Engine
from gis.network.graph import Topology, topology_of
from gis.network.hierarchy import HierarchyEngine
from gis.network.islands import island_warnings
from gis.network.metric import Metric, metric_of
from gis.network.order_cache import order_of
from gis.network.pace import Pace
from gis.network.pace_table import STANDARD_PACE
from gis.network.snapping import Snapper, snapper_of
from gis.network.speeds import Mode
from gis.network.strategic import link_metric
from i18n import Message, msg

Ground: TypeAlias = Literal["network", "strategic"]


@dataclass(frozen=True, eq=False)
class Roads:
    """Streets ready to answer for one mode; make once for an area, ask as often as need be.

    ``method`` tells streets from a strategic road network (``gis.network.strategic``).
    """

    topology: Topology
    metric: Metric
    snapper: Snapper
    engine: Engine
    method: Ground = "network"
    warnings: tuple[Message, ...] = ()
    pace: Pace = STANDARD_PACE

    @property
    def mode(self) -> Mode:
        """The way of travel they answer for."""
        return self.metric.mode

    def with_metric(self, metric: Metric) -> Roads:
        """Lay another metric upon the same topology, order and snapping: a closure, a speed.

        Points stay where they were snapped, on a street now closed too.
        """
        return replace(self, metric=metric, engine=self.engine.with_metric(metric))

    def with_pace(self, rows: gpd.GeoDataFrame, pace: Pace) -> Roads:
        """Go at another pace, or at another hour. ``rows`` is the table they were made of."""
        if pace == self.pace:
            return self
        if self.method == "strategic":
            metric = link_metric(self.topology, rows, pace=pace)
        else:
            metric = metric_of(self.topology, way_rules(rows, mode=self.mode, pace=pace))
        return replace(self.with_metric(metric), snapper=self.snapper.at_pace(pace), pace=pace)

    def under(self, closures: Sequence[Closure], *, on: date) -> Roads:
        """Close the edges that closures in force touch; ``warnings`` tell what is odd."""
        done = closing(self.metric, self.topology, closures, on=on)
        return replace(self.with_metric(done.metric), warnings=(*done.warnings, *self.warnings))


def roads_of(
    streets: gpd.GeoDataFrame,
    *,
    mode: Mode,
    topology: Topology | None = None,
    orders: Path | None = None,
    pace: Pace = STANDARD_PACE,
) -> Roads:
    """Make an area's streets ready for one mode.

    ``streets`` is the streets layer, EPSG:4326. Give the ``topology`` of the other mode's roads to
    save making it again. ``orders`` is the folder where prepared orders are kept; without one no
    order is made and plain searches answer, which is sooner for few journeys. ``pace`` says how
    fast they go, and at which hour.
    """
    ground = topology_of(streets) if topology is None else topology
    rules = way_rules(streets, mode=mode, pace=pace)
    metric = metric_of(ground, rules)
    engine, warnings = engine_of(ground, metric, orders=orders)
    snapper = snapper_of(ground, metric, streets)
    return Roads(
        topology=ground,
        metric=metric,
        snapper=snapper.at_pace(pace),
        engine=engine,
        warnings=(*rules.warnings, *island_warnings(snapper, streets), *warnings),
        pace=pace,
    )


def engine_of(
    topology: Topology, metric: Metric, *, orders: Path | None
) -> tuple[Engine, tuple[Message, ...]]:
    """Make the fast engine where orders are kept, else or where it fails the plain one; say so."""
    if orders is None or not topology.edges or metric.shortest:
        return DijkstraEngine.of(topology, metric), ()
    try:
        order = order_of(topology, folder=orders)
        return HierarchyEngine.of(topology, metric, order.held), order.warnings
    except (ImportError, RuntimeError, ValueError) as cause:
        return DijkstraEngine.of(topology, metric), (_fallback(cause),)


def _fallback(cause: Exception) -> Message:
    return msg(
        "The fast routing engine failed ({reason}); the plain one answers instead, more slowly and "
        "with the same minutes.",
        reason=str(cause),
    )
