"""One journey of the table, drawn: minutes, metres, its line from door to door, and its streets.

The table says how long it takes; this is the way it goes. Both come from the same engine, so their
minutes are the same. The line begins at the door of the demand point and ends at that of the site,
as the journey does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np

from gis.distance import Floats
from gis.network.legs import Leg, legs_of
from gis.network.roads import Roads
from gis.network.route import Route
from gis.network.snapping import DEFAULT_LIMIT_M, Snaps, snap
from gis.travel import Answer
from i18n import Message, msg

NO_ROADS = msg("No route is known: this area has no streets for this way of travel.")
REASONS: Mapping[Answer, Message] = {
    Answer.UNREACHABLE: msg("There is no route: no open street leads from the place to the site."),
    Answer.SITE_UNSNAPPED: msg("There is no route: the site is too far from any street."),
    Answer.DEMAND_UNSNAPPED: msg("There is no route: the place is too far from any street."),
}
_NAN = float("nan")


@dataclass(frozen=True, eq=False)
class Journey:
    """The journey from one demand point to one site, or why there is none.

    ``minutes`` and ``metres`` include the way beside the street at both ends, as in the table, and
    are NaN where there is none. ``line`` is m × 2 degrees (WGS 84), in the order travelled.
    ``streets`` are their names in that order, those without one left out; ``legs`` tell how far
    along each street, and where one turns. ``answer`` is the word of the table's cell.
    """

    answer: Answer
    minutes: float
    metres: float
    line: Floats
    streets: tuple[str, ...]
    legs: tuple[Leg, ...] = ()

    @property
    def reason(self) -> Message | None:
        """Why there is no journey; None where there is one."""
        return REASONS.get(self.answer)


def journeys_of(
    roads: Roads,
    sites: gpd.GeoSeries,
    points: gpd.GeoSeries,
    *,
    limit_m: float = DEFAULT_LIMIT_M,
    streets: gpd.GeoDataFrame | None = None,
) -> tuple[Journey, ...]:
    """Draw the journey of each pair: from the nth demand point (its footprint) to the nth site.

    ``roads`` carry the closures in force. Shapes are snapped as the table snaps them, at most
    ``limit_m`` metres. ``streets`` is what the topology was made of, for the names; without it
    there are none.
    """
    site_snaps = snap(sites, roads.snapper, limit_m=limit_m)
    point_snaps = snap(points, roads.snapper, limit_m=limit_m)
    return tuple(
        _journey(roads, point_snaps.take(one), site_snaps.take(one), streets)
        for one in np.arange(len(sites))[:, None]
    )


def _journey(roads: Roads, point: Snaps, site: Snaps, streets: gpd.GeoDataFrame | None) -> Journey:
    if not point.snapped[0]:
        return _none(Answer.DEMAND_UNSNAPPED)
    if not site.snapped[0]:
        return _none(Answer.SITE_UNSNAPPED)
    route = roads.engine.route(point.anchors, site.anchors)
    if route is None:
        return _none(Answer.UNREACHABLE)
    return Journey(
        answer=Answer.REACHED,
        minutes=route.minutes,
        metres=route.metres,
        line=_door_to_door(roads, route, point, site),
        streets=() if streets is None else route.street_names(roads.topology, streets),
        legs=() if streets is None else legs_of(route, roads.topology, streets),
    )


def _none(answer: Answer) -> Journey:
    return Journey(answer, _NAN, _NAN, np.zeros((0, 2)), ())


def _door_to_door(roads: Roads, route: Route, point: Snaps, site: Snaps) -> Floats:
    return np.concatenate([point.doors, route.line(roads.topology), site.doors])
