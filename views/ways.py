"""The ways that a planner asked to see: routes along the streets, what lies within reach, setbacks.

All of them are of the site or place in focus, under the closures in force, and made once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

import geopandas as gpd
import streamlit as st

from briefing.drawing.drawing import Extras
from briefing.drawing.reach_layer import reach_layer
from briefing.drawing.route_layer import DrawnRoute, route_layer
from briefing.telling import name_of
from gis.ground import ground_rows
from gis.journey import Journey, journeys_of
from gis.network.roads import Roads
from gis.network.snapping import snap
from gis.reach import reach
from gis.setback import Setback, setback_of
from i18n import Language
from layers.catalogue import LAYERS
from plans.closing import roads_under
from plans.situation import Situation
from views import session
from views.keeping import kept, kept_few
from views.session import Desk
from views.workbench import roads_at_hand, travel_stamp

Direction: TypeAlias = Literal["to", "from"]
Pair: TypeAlias = tuple[str, str]  # a site and a demand point
_ROUTES_KEY, _REACH_KEY, _PARTNER_KEY = "routes-shown", "reach-shown", "route-partner"


def extras_of(desk: Desk, situation: Situation) -> Extras:
    """Draw what was asked for, if anything was."""
    bands, roads = reach_bands(desk), roads_at_hand(desk)
    served = focus_pairs(situation) if routes_shown() else ()
    asked = asked_pair(desk, situation)
    pairs = (*(pair for pair in served if pair != asked), *filter(None, [asked]))
    found = journeys(desk, situation, pairs)
    routes = [
        _drawn(desk, situation, pair, journey, asked=pair == asked)
        for pair, journey in zip(pairs, found, strict=False)  # without roads, no journey is found
    ]
    return Extras(
        reach=None if bands is None else reach_layer(bands, say=desk.say),
        routes=route_layer(routes, ground=roads.method, say=desk.say) if roads else None,
        routed=frozenset(
            point
            for site, point in pairs[: len(found)]
            if situation.coverage.frame["zone"][point] == site
        ),
    )


def routes_shown() -> bool:
    """Tell whether the journeys in focus are to be drawn along the streets."""
    return bool(st.session_state.get(_ROUTES_KEY))


def show_routes(*, on: bool) -> None:
    """Draw them so from now on, or as straight lines."""
    st.session_state[_ROUTES_KEY] = on


def reach_shown() -> Direction | None:
    """Give the direction of the reach that is to be drawn, if any."""
    direction: Direction | None = st.session_state.get(_REACH_KEY)
    return direction


def show_reach(direction: Direction | None) -> None:
    """Draw that reach from now on, or none."""
    st.session_state[_REACH_KEY] = direction


def ask_route(partner: str | None) -> None:
    """Draw the route between the one in focus and another from now on, until the focus moves."""
    st.session_state[_PARTNER_KEY] = session.focus(), partner


def partner() -> str | None:
    """Give the other end of the route asked for."""
    focus, other = st.session_state.get(_PARTNER_KEY, (None, None))
    return other if focus == session.focus() else None


def asked_pair(desk: Desk, situation: Situation) -> Pair | None:
    """Give the pair that the planner asked a route for, in the card of the one in focus."""
    focus, other = session.focus(), partner()
    sites, points = desk.area["candidates"].index, situation.demand.frame.index
    if focus in sites and other in points:
        return str(focus), str(other)
    if focus in points and other in sites:
        return str(other), str(focus)
    return None


def focus_pairs(situation: Situation) -> tuple[Pair, ...]:
    """Give the journeys in use of the zone or the place in focus."""
    focus = session.focus()
    served = situation.coverage.frame
    served = served[(served["zone"] != "") & situation.demand.frame["in_use"]]
    mine = served[(served["zone"] == focus) | (served.index == focus)]
    return tuple((str(zone), str(point)) for point, zone in mine["zone"].items())


def journeys(desk: Desk, situation: Situation, pairs: Sequence[Pair]) -> tuple[Journey, ...]:
    """Draw some journeys under the closures in force; none where the area has no roads."""
    roads = open_roads(desk)
    if roads is None or not pairs:
        return ()
    sites, points = ([*ends] for ends in zip(*pairs, strict=True))
    ends = desk.area["candidates"].geometry.loc[sites], situation.demand.footprints.loc[points]
    return kept(
        *("journeys", *travel_stamp(desk), *sites, *points),
        make=lambda: journeys_of(
            roads, *ends, limit_m=desk.plan.snap_m, streets=ground_rows(desk.area)
        ),
    )


def reach_bands(desk: Desk) -> gpd.GeoDataFrame | None:
    """Draw the reach of the site in focus in the direction that is shown; None where none is."""
    direction, site = reach_shown(), session.focus()
    roads = open_roads(desk) if direction else None
    if roads is None or site not in desk.area["candidates"].index:
        return None

    def drawn() -> gpd.GeoDataFrame:
        shape = desk.area["candidates"].geometry.loc[[site]]
        snaps = snap(shape, roads.snapper, limit_m=desk.plan.snap_m)
        return reach(roads, snaps.anchors, to=direction == "to")

    return kept("reach", *travel_stamp(desk), str(direction), str(site), make=drawn)


def site_name(desk: Desk, site: str) -> str:
    """Name a site as everywhere on the screen."""
    row = next(desk.area["candidates"].loc[[site]].itertuples())
    return name_of(row, LAYERS["candidates"], desk.say)


def place_name(desk: Desk, situation: Situation, point: str) -> str:
    """Name a place as everywhere on the screen."""
    row: Any = next(situation.demand.frame.loc[[point]].itertuples())
    return name_of(row, LAYERS[row.layer], desk.say)


def setback(desk: Desk, situation: Situation, name: str) -> Setback | None:
    """Tell how far the site or place is from its street; None where the area has no streets."""
    roads, sites = roads_at_hand(desk), desk.area["candidates"].geometry
    if roads is None:
        return None
    shape = sites[name] if name in sites.index else situation.demand.footprints[name]
    return setback_of(roads, shape, limit_m=desk.plan.snap_m)


def setback_column(situation: Situation, say: Language) -> Any:  # noqa: ANN401 - one of Streamlit's plain mappings
    """Give the column of a table for metres from the street; hidden where no street is known."""
    if situation.table.method == "estimated":
        return None
    return st.column_config.NumberColumn(say("From the street (m)"), format="%.0f")


def open_roads(desk: Desk) -> Roads | None:
    """Give the roads under the closures in force; None where travel is estimated."""
    ground = roads_at_hand(desk)
    if ground is None:
        return None
    return kept_few("open-roads", *travel_stamp(desk), make=lambda: roads_under(ground, desk.plan))


def _drawn(
    desk: Desk, situation: Situation, pair: Pair, journey: Journey, *, asked: bool
) -> DrawnRoute:
    site, point = pair
    usual = "served" if situation.coverage.frame["covered"][point] else "far"
    return DrawnRoute(
        id=f"route-{point}-{site}",
        start=place_name(desk, situation, point),
        end=site_name(desk, site),
        journey=journey,
        style="asked" if asked else usual,
    )
