"""The rest zones as a brief tells them: what each is, what was decided, and whom it serves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import numpy as np

from briefing.geodata.gis_layers import ZONE_WORDS, zone_look
from briefing.telling import ACCESS, amenities_words, assumed_words, kind_of, name_of
from gis.screening import Answer
from i18n import Language
from layers.candidates import CANDIDATES
from layers.schema import CRS
from plans.plan import opening_of
from plans.situation import Situation


def zones_named(situation: Situation, say: Language) -> gpd.GeoDataFrame:
    """Give a number, a name and a place for each rest zone that the data hold, by the names."""
    here, named = _by_name(situation, say)
    return _table(named, here)


def zones_table(situation: Situation, say: Language) -> gpd.GeoDataFrame:
    """Give one row a rest zone that the data hold, numbered in the order of the names."""
    plan = situation.plan
    here, named = _by_name(situation, say)
    openings = [opening_of(plan, str(site)) for site in here.index]
    served = situation.coverage.frame.groupby("zone")["minutes"].agg(["mean", "max"])
    loads = {load.zone: load for load in situation.coverage.loads}
    return _table(
        {
            **named,
            "kind": [say(kind_of(row, "candidates")) for row in here.itertuples()],
            "commune": here["commune"],
            "departement": here["departement"],
            "state": [say(ZONE_WORDS[zone_look(situation, str(site))]) for site in here.index],
            "opens": [each.opens for each in openings],
            "closes": [each.closes for each in openings],
            "owner": here["owner"],
            "operator": here["operator"],
            "agreement": [_agreement(situation, str(site), say) for site in here.index],
            "footprint_m2": here["footprint_m2"],
            "assumed": [assumed_words(words, CANDIDATES, say) for words in here["assumed"]],
            "access": [say.write(ACCESS.get(word, word)) for word in here["access"]],
            "amenities": [amenities_words(words, say) for words in here["amenities"]],
            "places": [loads[site].points if site in loads else 0 for site in here.index],
            "mean_minutes": served["mean"].reindex(here.index),
            "worst_minutes": served["max"].reindex(here.index),
            "officers": [loads[site].officers if site in loads else 0 for site in here.index],
            "beyond": [loads[site].beyond if site in loads else 0 for site in here.index],
        },
        here,
    )


def _by_name(situation: Situation, say: Language) -> tuple[gpd.GeoDataFrame, dict[str, Any]]:
    """Give the picked sites that the data hold in the order of their names, and these, numbered."""
    sites = situation.area["candidates"]
    here = sites.loc[[site for site in situation.plan.picks if site in sites.index]]
    names = [name_of(row, CANDIDATES, say) for row in here.itertuples()]
    order = sorted(range(len(here)), key=lambda n: (names[n].casefold(), str(here.index[n])))
    named = {"number": np.arange(1, len(here) + 1), "name": [names[n] for n in order]}
    return here.iloc[order], named


def _table(columns: Mapping[str, Any], here: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Put the columns of sites beside the points that stand for them."""
    points = here.geometry.representative_point().to_numpy()
    table = gpd.GeoDataFrame(columns, geometry=points, crs=CRS, index=here.index)
    table.index.name = "id"
    return table


def _agreement(situation: Situation, site: str, say: Language) -> str:
    """Tell whose agreement a site still needs, and why."""
    if situation.screening.answers[site] is Answer.ALLOWED:
        return ""
    return " | ".join(say(verdict.reason) for verdict in situation.screening.deciding(site))
