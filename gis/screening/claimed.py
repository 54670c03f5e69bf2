"""The two rules on claims: who else says, with a date and a source, that the site is theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pandas as pd

from gis.days import lasting
from gis.screening.book import RuleSetting
from gis.screening.facts import Facts, Finding, Rule, assumed_columns, days
from gis.screening.nearness import Metres, Places, Shapes, is_point, within
from gis.screening.verdicts import Basis
from i18n import Message, msg
from layers.claims import CITY_HALL, ORGANISERS

Table = TypeVar("Table", bound=pd.DataFrame)  # with shapes, or without


@dataclass(frozen=True)
class _Words:
    claimed: Message
    free: Message
    unheard: Message


_WORDS = {
    ORGANISERS: _Words(
        claimed=msg("The organisers use it:"),
        free=msg("No claim by the organisers reaches the site on that day."),
        unheard=msg("No claim by the organisers is loaded: what they use is not known."),
    ),
    CITY_HALL: _Words(
        claimed=msg("City hall uses it:"),
        free=msg("No claim by city hall reaches the site on that day."),
        unheard=msg("No claim by city hall is loaded: what it uses is not known."),
    ),
}


class Claim(NamedTuple):
    """One claim, as the reason tells it."""

    id: str
    name: str
    source: str
    starts: date | None
    ends: date | None
    as_of: date | None
    assumed: bool

    @property
    def message(self) -> Message:
        """The claim with its days; one without a day at either end is open there."""
        if self.starts and self.ends:
            return msg(
                "{claim}, from {first} to {last}",
                claim=self.name,
                first=self.starts,
                last=self.ends,
            )
        if self.starts:
            return msg("{claim}, from {first} on", claim=self.name, first=self.starts)
        if self.ends:
            return msg("{claim}, until {last}", claim=self.name, last=self.ends)
        return msg("{claim}, without dates", claim=self.name)


def claimed_by(holder: str) -> Rule:
    """Give the rule on one holder's claims."""

    def claimed(facts: Facts, setting: RuleSetting) -> list[Finding]:
        theirs = (facts.claims["holder"] == holder).to_numpy(dtype=bool)
        unclaimed = _unclaimed(facts.claims["as_of"][theirs], _WORDS[holder])
        holding = theirs & lasting(facts.claims, "starts", "ends", on=facts.on)
        if not holding.any():
            return [unclaimed] * len(facts.sites)
        table = facts.claims[holding]
        claims = _claims(table)
        on_site = _by_site(facts, table, float(setting["point_radius_m"]))
        found = [_claimed([claims[n] for n in on_site[k]], _WORDS[holder]) for k in on_site]
        by_place = dict(zip(on_site, found, strict=True))
        return [by_place.get(place, unclaimed) for place in range(len(facts.sites))]

    return claimed


def in_force(claims: Table, on: date) -> Table:
    """Give the claims that hold on a day; first and last day count, an empty date is open."""
    return claims[lasting(claims, "starts", "ends", on=on)]


def _unclaimed(as_of: pd.Series[Any], words: _Words) -> Finding:
    """Say that nothing was found, as of the newest claim; or that nothing was there to search."""
    if as_of.empty:
        return Finding(hit=False, reason=words.unheard, basis=Basis.UNKNOWN)
    dated = [day for day in days(as_of) if day]
    return Finding(hit=False, reason=words.free, as_of=max(dated, default=None))


def _claimed(claims: Sequence[Claim], words: _Words) -> Finding:
    """Tell every claim on a site; the date is that of the oldest, which is the first to doubt."""
    dated = [claim.as_of for claim in claims if claim.as_of]
    assumed = all(claim.assumed for claim in claims)
    told = tuple(claim.message for claim in claims)
    return Finding(
        hit=True,
        reason=msg("{holder} {claims}.", holder=words.claimed, claims=told)
        if not assumed
        else msg("{holder} {claims}. This is an assumption.", holder=words.claimed, claims=told),
        source=" ; ".join(f"{claim.id} – {claim.source}" for claim in claims),
        as_of=min(dated, default=None),
        basis=Basis.ASSUMED if assumed else Basis.STATED,
    )


def _claims(table: pd.DataFrame) -> list[Claim]:
    ids = table.index.tolist()
    names = zip(table["name"], table["holder_name"], ids, strict=True)
    rows = zip(
        ids,
        [name or holder or claim for name, holder, claim in names],
        table["source"].tolist(),
        days(table["starts"]),
        days(table["ends"]),
        days(table["as_of"]),
        [bool(columns) for columns in assumed_columns(table)],
        strict=True,
    )
    return [Claim(*row) for row in rows]


def _by_site(facts: Facts, table: pd.DataFrame, point_radius_m: float) -> dict[int, list[int]]:
    """Give the claims on each site that has any, both as places in their tables."""
    places = {site.id: place for place, site in enumerate(facts.sites)}
    named = [places.get(site_id, -1) for site_id in table["site_id"]]
    pairs = {(site, claim) for claim, site in enumerate(named) if site >= 0}
    shapes = table["shape"].to_numpy()
    drawn = _drawn(shapes, table, point_radius_m, np.array(named, np.intp))
    sites, claims = within(facts.tree, shapes, drawn)
    pairs.update(zip(sites.tolist(), claims.tolist(), strict=True))
    on_site = defaultdict(list)
    for site, claim in sorted(pairs):
        on_site[site].append(claim)
    return on_site


def _drawn(shapes: Shapes, table: pd.DataFrame, point_radius_m: float, named: Places) -> Metres:
    """Give how far each claim reaches beyond its shape, in metres; NaN for one that does not.

    A radius belongs to a point; an area is the claim itself, even where a column still tells the
    radius it was drawn with. A point that names a site of the table claims that site and not its
    neighbours.
    """
    given = table["radius_m"].to_numpy(dtype=np.float64)
    bare = np.isnan(given)
    reach = np.where(bare, point_radius_m, given)
    reach = np.where(bare & (named >= 0), np.nan, reach)
    return np.where(is_point(shapes), reach, 0.0)
