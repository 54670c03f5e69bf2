"""Journeys as routes, one layer of a map. Its minutes are those of the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import geopandas as gpd
import shapely

from briefing.drawing.drawing import DrawnLayer
from briefing.drawing.features import feature_collection
from briefing.telling import travel_words
from gis.journey import Journey
from gis.network.roads import Ground
from i18n import Language, Message, msg
from layers.schema import CRS, Style

ROUTES = "routes"
ROUTE_STYLES: Mapping[str, Style] = {
    # Darker than the straight lines, for they may lie on the blue of a reach.
    "served": Style(colour="#0b3c5d", fill="", shape="line", weight=2.8),
    "far": Style(colour="#a8430f", fill="", shape="line", weight=2.8, dash="8 4"),
    "asked": Style(colour="#6a1b9a", fill="", shape="line", weight=5),
}
_TITLES = {
    "asked": msg("The route asked for"),
    "served": msg("Within the standard"),
    "far": msg("Beyond the standard"),
}
_LAYER_TITLES: Mapping[Ground, Message] = {
    "network": msg("Routes along the streets"),
    "strategic": msg("Routes on the strategic network (simplified)"),
}
_FINENESS = 0.000_01  # of a degree, about a metre: no eye sees it, and a route weighs a third


@dataclass(frozen=True, eq=False)
class DrawnRoute:
    """One journey to be drawn: the names of its two ends, and a style of ROUTE_STYLES."""

    id: str
    start: str
    end: str
    journey: Journey
    style: str


def route_layer(
    routes: Iterable[DrawnRoute], *, ground: Ground = "network", say: Language
) -> DrawnLayer | None:
    """Draw the journeys that there are, those asked for on top; None where there is none.

    On the strategic network (``ground``) a route is straight from junction to junction.
    """
    found = [route for route in routes if route.journey.reason is None]
    if not found:
        return None
    found.sort(key=lambda route: route.style == "asked")
    lines = [shapely.LineString(route.journey.line) for route in found]
    frame = gpd.GeoDataFrame(
        geometry=shapely.simplify(lines, _FINENESS),
        index=[route.id for route in found],
        crs=CRS,
    )
    styles = [route.style for route in found]
    return DrawnLayer(
        key=ROUTES,
        title=say(_LAYER_TITLES[ground]),
        features=feature_collection(
            frame,
            labels=[route_words(route.journey, say) for route in found],
            tips=[_tip(route) for route in found],
            styles=styles,
        ),
        styles=ROUTE_STYLES,
        legend=tuple((key, say(title)) for key, title in _TITLES.items() if key in styles),
    )


def route_words(journey: Journey, say: Language) -> str:
    """Write a journey's minutes and kilometres."""
    return travel_words(journey.minutes, journey.metres, say)


def _tip(route: DrawnRoute) -> list[str]:
    return [f"{route.start} → {route.end}", *filter(None, [" → ".join(route.journey.streets)])]
