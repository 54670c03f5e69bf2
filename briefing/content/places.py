"""The demand points as a brief tells them: who stands there, where they go, and where else."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from briefing.telling import kind_of, name_of
from gis.coverage import Why
from gis.distance import Floats
from i18n import Language
from layers.catalogue import LAYERS
from layers.schema import CRS
from plans.situation import Situation


def places_table(situation: Situation, say: Language, *, idle: bool = False) -> gpd.GeoDataFrame:
    """Give one row a demand point in use, with its zone and its second choice.

    With ``idle``, those not in use are among them: that a place is in use may tell that officers
    are there.
    """
    points = situation.demand.frame
    points = points if idle else points[points["in_use"]]
    served = situation.coverage.frame.loc[points.index]
    second, second_minutes = second_choice(situation, points.index)
    names, rows = site_names(situation, say), list(points.itertuples())
    table = gpd.GeoDataFrame(
        {
            "name": [name_of(row, LAYERS[str(row.layer)], say) for row in rows],
            "layer": points["layer"],
            "kind": [say(kind_of(row, str(row.layer))) for row in rows],
            "officers": points["officers"],
            "assumed": points["officers_assumed"],
            **{name: points[name] for name in ("dogs", "horses", "vehicles")},
            "in_use": points["in_use"],
            "covered": served["covered"],
            "why": [say(Why(word).message) for word in served["why"]],
            "zone": served["zone"],
            "zone_name": [names.get(zone, "") for zone in served["zone"]],
            "minutes": served["minutes"],
            "metres": served["metres"],
            "second": second,
            "second_name": [names.get(zone, "") for zone in second],
            "second_minutes": second_minutes,
        },
        geometry=points.geometry.to_numpy(),
        crs=CRS,
        index=points.index,
    )
    table.index.name = "id"
    return table


def site_names(situation: Situation, say: Language) -> dict[str, str]:
    """Give the name of every candidate site, told by its kind where it has none."""
    sites = situation.area["candidates"]
    return {str(row.Index): name_of(row, LAYERS["candidates"], say) for row in sites.itertuples()}


def second_choice(situation: Situation, points: pd.Index) -> tuple[npt.NDArray[np.object_], Floats]:
    """Give for each point the second nearest zone in minutes, and its minutes; empty where none."""
    table, zones = situation.table, sorted(situation.serving)
    none = np.full(len(points), "", dtype=object), np.full(len(points), np.nan)
    if len(zones) < 2:  # noqa: PLR2004 - a second one
        return none
    rows = pd.Index(table.site_ids).get_indexer(pd.Index(zones))
    columns = pd.Index(table.demand_ids).get_indexer(points)
    minutes = np.nan_to_num(table.minutes[np.ix_(rows, columns)], nan=np.inf)
    first = situation.coverage.frame.loc[points, "zone"].to_numpy()
    minutes[np.array(zones, dtype=object)[:, None] == first[None, :]] = np.inf
    best = minutes.argmin(axis=0)
    least = minutes[best, np.arange(len(points))]
    found = np.isfinite(least)
    names = np.where(found, np.array(zones, dtype=object)[best], "")
    return names, np.where(found, least, np.nan)
