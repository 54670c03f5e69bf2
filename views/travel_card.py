"""Travel in the card of the site or place in focus: its street, its routes, and what it reaches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import streamlit as st

from briefing.drawing.reach_layer import reach_note
from briefing.telling import name_of, travel_words
from gis.journey import NO_ROADS, Journey
from gis.reach import MINUTES
from gis.setback import PAST_ISLAND, Distance, Setback
from i18n import Language, Message, msg
from layers.catalogue import LAYERS
from plans.situation import Situation
from views import session, ways
from views.news import news_of
from views.session import Desk
from views.text import plain
from views.workbench import roads_at_hand, travel_stamp

_DIRECTIONS: Mapping[ways.Direction, Message] = {"to": msg("To here"), "from": msg("From here")}
_ROUTES_KEY, _REACH_KEY = "routes-switch", "reach-switch"


def site_travel(desk: Desk, situation: Situation, site: str) -> None:
    """Draw what travel means for a site: setback, routes to it, reach."""
    _setback(ways.setback(desk, situation, site), desk.say)
    names = {
        str(row.Index): name_of(row, LAYERS[row.layer], desk.say)
        for row in situation.demand.frame.itertuples()
    }
    minutes = _minutes_of_site(situation, site)
    _routes(desk, situation, desk.say("Route from a place"), names, minutes)
    _reach(desk)


def point_travel(desk: Desk, situation: Situation, point: str) -> None:
    """Draw what travel means for a place: setback, routes from it."""
    _setback(ways.setback(desk, situation, point), desk.say)
    layer, sites = LAYERS["candidates"], desk.area["candidates"]
    names = {str(row.Index): name_of(row, layer, desk.say) for row in sites.itertuples()}
    minutes = _minutes_of_point(situation, point)
    _routes(desk, situation, desk.say("Route to a site"), names, minutes)


def _setback(found: Setback | None, say: Language) -> None:
    """Say how far the street is; louder where it is far."""
    if found is None:
        return
    told = plain(say(found.message))
    match found.distance:
        case Distance.NEAR:
            st.caption(f":material/signpost: {told}")
        case Distance.FAR:
            st.warning(told, icon=":material/warning:")
        case _:
            st.error(told, icon=":material/block:")
    if found.past_island:
        st.caption(f":material/warning: {plain(say(PAST_ISLAND))}")


def _routes(
    desk: Desk,
    situation: Situation,
    title: str,
    names: Mapping[str, str],
    minutes: Mapping[str, float],
) -> None:
    """Offer to draw the journeys as routes, and any pair; tell the pair that was asked."""
    say = desk.say
    if roads_at_hand(desk) is None:
        st.caption(f":material/route: {plain(say(NO_ROADS))}")
        return
    served = ways.focus_pairs(situation)
    if served:
        st.toggle(
            say("Draw its journeys as routes"),
            value=ways.routes_shown(),
            key=_ROUTES_KEY,
            on_change=lambda: ways.show_routes(on=st.session_state[_ROUTES_KEY]),
        )
    _choose_partner(desk, title, names, minutes)
    only = served[0] if ways.routes_shown() and len(served) == 1 else None
    if pair := ways.asked_pair(desk, situation) or only:
        for journey in ways.journeys(desk, situation, (pair,)):
            _journey(journey, say)


def _choose_partner(
    desk: Desk, title: str, names: Mapping[str, str], minutes: Mapping[str, float]
) -> None:
    """Offer the other ends, the nearest first."""
    nearest = sorted(names, key=lambda end: (np.nan_to_num(minutes[end], nan=np.inf), names[end]))
    labels = _distinct({end: _told_end(names[end], minutes[end], desk.say) for end in nearest})
    chosen = ways.partner()
    # Anew whenever a label could change: the browser knows an option by its label alone.
    key = "-".join(("partner", str(session.focus()), desk.say.code, *travel_stamp(desk)))
    st.selectbox(
        title,
        nearest,
        index=nearest.index(chosen) if chosen in labels else None,
        format_func=labels.__getitem__,
        key=key,
        on_change=news_of(key, ways.ask_route, shown=chosen if chosen in labels else None),
        placeholder=desk.say("Type a name"),
    )


def _told_end(name: str, minutes: float, say: Language) -> str:
    way = say("no route") if np.isnan(minutes) else say("{n} min", n=say.number(minutes, 0))
    return f"{name} – {way}"


def _distinct(labels: Mapping[str, str]) -> dict[str, str]:
    """Tell those that are labelled alike apart by their ids."""
    often = Counter(labels.values())
    return {end: f"{told} ({end})" if often[told] > 1 else told for end, told in labels.items()}


def _journey(journey: Journey, say: Language) -> None:
    """Tell one journey: minutes, kilometres, and its streets in order."""
    if journey.reason:
        st.warning(plain(say(journey.reason)), icon=":material/block:")
        return
    st.markdown(f":material/route: **{plain(travel_words(journey.minutes, journey.metres, say))}**")
    if journey.streets:
        st.caption(" → ".join(plain(name) for name in journey.streets))
    else:
        st.caption(plain(say("No street on this way has a name.")))


def _reach(desk: Desk) -> None:
    """Offer the picture of what lies within reach, and say what it is worth."""
    say = desk.say
    if roads_at_hand(desk) is None:
        return
    key = f"{_REACH_KEY}-{session.focus()}"
    # Not as its default: one that changes makes the control anew, under a finger that presses it.
    st.session_state.setdefault(key, ways.reach_shown())
    st.segmented_control(
        say("Reach in {minutes} min (a picture)", minutes=tuple(int(each) for each in MINUTES)),
        list(_DIRECTIONS),
        format_func=lambda direction: say(_DIRECTIONS[direction]),
        key=key,
        on_change=_keep_reach,
    )
    bands = ways.reach_bands(desk)
    if bands is not None:
        st.caption(plain(say(reach_note(bands))))


def _keep_reach() -> None:
    ways.show_reach(st.session_state[f"{_REACH_KEY}-{session.focus()}"])


def _minutes_of_site(situation: Situation, site: str) -> dict[str, float]:
    table = situation.table
    row = table.minutes[table.site_ids.index(site)]
    return dict(zip(table.demand_ids, row.tolist(), strict=True))


def _minutes_of_point(situation: Situation, point: str) -> dict[str, float]:
    table = situation.table
    column = table.minutes[:, table.demand_ids.index(point)]
    return dict(zip(table.site_ids, column.tolist(), strict=True))
