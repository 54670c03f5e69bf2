"""The rest zones as a brief tells them: what each is, what was decided, and whom it serves."""

from __future__ import annotations

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


def zones_table(situation: Situation, say: Language) -> gpd.GeoDataFrame:
    """Give one row a rest zone that the data hold, numbered in the order of the names."""
    plan, sites = situation.plan, situation.area["candidates"]
    here = sites.loc[[site for site in plan.picks if site in sites.index]]
    names = [name_of(row, CANDIDATES, say) for row in here.itertuples()]
    order = sorted(range(len(here)), key=lambda n: (names[n].casefold(), str(here.index[n])))
    here, names = here.iloc[order], [names[n] for n in order]
    openings = [opening_of(plan, str(site)) for site in here.index]
    served = situation.coverage.frame.groupby("zone")["minutes"].agg(["mean", "max"])
    loads = {load.zone: load for load in situation.coverage.loads}
    table = gpd.GeoDataFrame(
        {
            "number": np.arange(1, len(here) + 1),
            "name": names,
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
        geometry=here.geometry.representative_point().to_numpy(),
        crs=CRS,
        index=here.index,
    )
    table.index.name = "id"
    return table


def _agreement(situation: Situation, site: str, say: Language) -> str:
    """Tell whose agreement a site still needs, and why."""
    if situation.screening.answers[site] is Answer.ALLOWED:
        return ""
    return " | ".join(say(verdict.reason) for verdict in situation.screening.deciding(site))
