"""What was decided and what follows, as a brief tells it: from refusals and claims to risks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import pandas as pd

from briefing.content.places import site_names
from briefing.content.zones import zones_named
from briefing.telling import HOLDERS, kind_of, name_of
from gis.network.closures import BARS_NAMES
from gis.screening import Answer, in_force
from i18n import Language, Message, msg
from layers.candidates import CANDIDATES
from layers.claims import CLAIMS
from layers.schema import CRS
from plans.concern import Concern
from plans.difference import compare
from plans.naming import names_in
from plans.reassigned import situation_diff
from plans.situation import Situation

# What became of a zone since the last briefing.
TURNOVER_WORDS: Mapping[str, Message] = {
    "kept": msg("Zone kept"),
    "added": msg("Zone added"),
    "dropped": msg("Zone dropped"),
}


def refused_table(situation: Situation, say: Language) -> gpd.GeoDataFrame:
    """Give one row a site that a rule refuses, with reasons and sources."""
    sites, screening = situation.area["candidates"], situation.screening
    refused = sites.loc[list(screening.having(Answer.REFUSED))]
    deciding = {site: screening.deciding(str(site)) for site in refused.index}
    rows = list(refused.itertuples())
    return _table(
        {
            "name": [name_of(row, CANDIDATES, say) for row in rows],
            "kind": [say(kind_of(row, "candidates")) for row in rows],
            "commune": refused["commune"],
            "verdict": [say(Answer.REFUSED.label)] * len(refused),
            "reasons": [" | ".join(say(v.reason) for v in deciding[s]) for s in refused.index],
            "sources": [
                " | ".join(dict.fromkeys(v.source for v in deciding[s] if v.source))
                for s in refused.index
            ],
        },
        list(refused.index),
        refused.geometry.representative_point(),
    )


def claims_table(situation: Situation, say: Language) -> gpd.GeoDataFrame:
    """Give one row a claim of another body, in force on the day or not."""
    claims = situation.area["claims"]
    now = claims.index.isin(in_force(claims, situation.plan.on).index)
    holders = zip(claims["holder_name"], claims["holder"], strict=True)
    return _table(
        {
            "name": list(claims["name"]),
            "kind": [say(CLAIMS.kinds[kind]) for kind in claims["kind"]],
            "holder": [name or say.write(HOLDERS.get(word, word)) for name, word in holders],
            "starts": [None if day != day else day.date() for day in claims["starts"]],  # noqa: PLR0124 - NaT
            "ends": [None if day != day else day.date() for day in claims["ends"]],  # noqa: PLR0124 - NaT
            "now": now,
            "source": list(claims["source"]),
        },
        list(claims.index),
        claims.geometry,
    )


def closures_table(situation: Situation, say: Language) -> gpd.GeoDataFrame:
    """Give one row a closure of streets."""
    closures = situation.plan.closures
    return _table(
        {
            "name": [closure.name for closure in closures],
            "bars": [say(BARS_NAMES[closure.bars]) for closure in closures],
            "starts": [closure.starts for closure in closures],
            "ends": [closure.ends for closure in closures],
            "now": [closure.in_force(situation.plan.on) for closure in closures],
        },
        [closure.id for closure in closures],
        [closure.shape for closure in closures],
    )


def movements_table(situation: Situation, say: Language) -> gpd.GeoDataFrame:
    """Give one row a force event, in the order of the days."""
    forces = sorted(situation.plan.forces, key=lambda force: (force.on, force.unit))
    name = names_in(situation.area)
    places = situation.demand.frame.geometry
    numbers = ("officers", "dogs", "horses", "vehicles")
    return _table(
        {
            "on": [force.on for force in forces],
            "unit": [force.unit for force in forces],
            "move": [say(force.move.label) for force in forces],
            "place": [name(force.point) if force.point else "" for force in forces],
            **{word: [getattr(force.strength, word) for force in forces] for word in numbers},
            "assumed": [force.assumed for force in forces],
        },
        [f"force-{n}" for n in range(1, len(forces) + 1)],
        [places.get(force.point) for force in forces],
    )


def changes_table(
    situation: Situation, before: Situation | None, say: Language
) -> gpd.GeoDataFrame:
    """Give one row a decision that differs from the last briefing's; none without one."""
    changes = () if before is None else compare(before.plan, situation.plan).changes
    name = names_in(situation.area)
    return _table(
        {
            "about": [change.subject.value for change in changes],
            "told": [say(change.told(name)) for change in changes],
        },
        [f"change-{n}" for n in range(1, len(changes) + 1)],
        [None] * len(changes),
    )


def turnover_table(
    zones: gpd.GeoDataFrame, before: Situation | None, say: Language
) -> gpd.GeoDataFrame:
    """Give one row a zone of this plan or the last briefing's, and what became of it.

    ``zones`` are those of ``zones_table``, numbered as on the other sheets; those that were dropped
    follow. There is none without an earlier briefing; a zone that the data no longer hold has no
    place to be drawn at.
    """
    now = zones[["number", "name", "geometry"]]
    if before is None:
        rows = now.iloc[:0].assign(change="")
        return rows[["number", "name", "change", "geometry"]]
    then = zones_named(before, say)
    gone = then[~then.index.isin(now.index)]
    gone = gone.assign(number=range(len(now) + 1, len(now) + len(gone) + 1))
    kept = now.index.isin(then.index)
    words = {word: say(told) for word, told in TURNOVER_WORDS.items()}
    rows = pd.concat(
        [
            now.assign(change=[words["kept"] if each else words["added"] for each in kept]),
            gone.assign(change=words["dropped"]),
        ]
    )
    return rows[["number", "name", "change", "geometry"]]


def moved_table(situation: Situation, before: Situation | None, say: Language) -> gpd.GeoDataFrame:
    """Give one row a place that another zone serves than at the last briefing."""
    points = () if before is None else situation_diff(before, situation).points
    name, sites = names_in(situation.area), site_names(situation, say)
    places = situation.demand.frame.geometry
    return _table(
        {
            "name": [name(each.point) for each in points],
            "officers": [each.officers for each in points],
            "zone_before": [sites.get(each.zone_before, each.zone_before) for each in points],
            "zone_after": [sites.get(each.zone_after, each.zone_after) for each in points],
            "minutes_before": [each.minutes_before for each in points],
            "minutes_after": [each.minutes_after for each in points],
        },
        [each.point for each in points],
        [places.get(each.point) for each in points],
    )


def risks_table(concerns: Sequence[Concern], say: Language) -> gpd.GeoDataFrame:
    """Give one row a blocker or warning, with its remedy."""
    return _table(
        {
            "severity": [say(each.severity.label) for each in concerns],
            "about": [say(each.kind.label) for each in concerns],
            "what": [say(each.what) for each in concerns],
            "remedy": [say(each.remedy) for each in concerns],
        },
        [f"risk-{n}" for n in range(1, len(concerns) + 1)],
        [None] * len(concerns),
    )


def _table(columns: Mapping[str, Any], ids: Sequence[object], shapes: Any) -> gpd.GeoDataFrame:  # noqa: ANN401 - a column holds anything
    plain = {name: list(values) for name, values in columns.items()}
    index = [str(each) for each in ids]
    table = gpd.GeoDataFrame(plain, geometry=list(shapes), crs=CRS, index=index)
    table.index.name = "id"
    return table
