"""The rule on venues: sites within a competition venue's perimeter."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely

from gis.demand import in_use
from gis.screening.book import RuleSetting
from gis.screening.facts import Facts, Finding, assumed_columns, days
from gis.screening.nearness import nearest, within
from gis.screening.verdicts import Basis
from i18n import Message, Value, msg

_UNKNOWN = Finding(
    hit=False,
    reason=msg("No venue is loaded: their perimeters are not known."),
    basis=Basis.UNKNOWN,
)
_IDLE = Finding(hit=False, reason=msg("No venue is in use on that day."))


class Venue(NamedTuple):
    """One venue, as the reason tells it."""

    id: str
    name: str
    source: str
    as_of: date | None
    radius_m: float
    assumed: bool
    dated: bool


def inside_venue_perimeter(facts: Facts, setting: RuleSetting) -> list[Finding]:
    """Measure from each site's nearest edge to the venue's polygon or point, in metres."""
    if facts.venues.empty:
        return [_UNKNOWN] * len(facts.sites)
    table = facts.venues[in_use(facts.venues, facts.on)] if setting["only_in_use"] else facts.venues
    if table.empty:
        return [_IDLE] * len(facts.sites)
    venues = _venues(table, float(setting["radius_m"]))
    shapes = table["shape"].to_numpy()
    radii = np.array([venue.radius_m for venue in venues])
    inside = defaultdict(list)
    for site, venue in zip(*within(facts.tree, shapes, radii), strict=True):
        far = float(shapely.distance(facts.shapes[site], shapes[venue]))
        inside[int(site)].append((far, venues[venue]))
    closest = zip(*nearest(facts.shapes, shapes), strict=True)
    return [
        _inside(sorted(inside[n])) if n in inside else _outside(venues, int(place), float(far))
        for n, (place, far) in enumerate(closest)
    ]


def _inside(hits: list[tuple[float, Venue]]) -> Finding:
    venues = [venue for _, venue in hits]
    assumed = all(venue.assumed for venue in venues)
    dated = [venue.as_of for venue in venues if venue.as_of]
    told = tuple(_told(far, venue) for far, venue in hits)
    return Finding(
        hit=True,
        reason=msg("Inside the perimeter of {venues}.", venues=told),
        source=" ; ".join(f"{venue.id} – {venue.source}" for venue in venues),
        as_of=min(dated, default=None),
        basis=Basis.ASSUMED if assumed else Basis.STATED,
    )


def _told(far: float, venue: Venue) -> Message:
    days_known: Value = "" if venue.dated else msg("; its days of use are not known")
    sentence = (
        msg("{venue} ({far} m away; assumed perimeter {radius} m{days})")
        if venue.assumed
        else msg("{venue} ({far} m away; perimeter {radius} m{days})")
    )
    return msg(
        sentence.text,
        venue=venue.name,
        far=round(far),
        radius=round(venue.radius_m),
        days=days_known,
    )


def _outside(venues: list[Venue], place: int, far: float) -> Finding:
    if place < 0:  # the site has no geometry to measure from
        return _UNMEASURED
    venue = venues[place]
    return Finding(
        hit=False,
        reason=msg(
            "Outside every perimeter; the nearest venue is {venue}, {far} m away.",
            venue=venue.name,
            far=round(far),
        ),
        source=f"{venue.id} – {venue.source}",
        as_of=venue.as_of,
    )


_UNMEASURED = Finding(
    hit=False,
    reason=msg("The site has no place on the map, so no distance can be measured."),
    basis=Basis.UNKNOWN,
)


def _venues(table: pd.DataFrame, default_m: float) -> list[Venue]:
    given = table["radius_m"].tolist()
    rows = zip(
        table.index.tolist(),
        [name or venue for name, venue in zip(table["name"], table.index, strict=True)],
        table["source"].tolist(),
        days(table["as_of"]),
        [default_m if np.isnan(radius) else radius for radius in given],
        [
            np.isnan(radius) or "radius_m" in columns
            for radius, columns in zip(given, assumed_columns(table), strict=True)
        ],
        (table["opens"].notna() & table["closes"].notna()).tolist(),
        strict=True,
    )
    return [Venue(*row) for row in rows]
