"""Setback: how far a site or a place lies from the street it was tied to, and what to make of it.

A point far from its street has a journey, but the way to it is a guess: the gate may be elsewhere.
Beyond the plan's limit it has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil, isnan

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry.base import BaseGeometry

from gis.network.roads import Roads
from gis.network.snapping import DEFAULT_LIMIT_M, snap
from gis.travel import TravelTable
from i18n import Message, msg
from layers.schema import CRS

PAST_ISLAND = msg("A street nearer to it is cut off from the network, and was passed over.")
FAR_M = 150.0  # ASSUMED: about a block; farther than that, somebody should look where one enters


class Distance(StrEnum):
    """What a distance from the street means."""

    NEAR = "near"
    FAR = "far"
    BEYOND = "beyond"
    NO_STREET = "no-street"


@dataclass(frozen=True, slots=True)
class Setback:
    """Metres from the nearest street that is not on an island (NaN where there is none at all).

    ``past_island`` marks that a street cut off from the network is nearer; ``strategic`` that the
    roads are a strategic network's, which are far from most points and say nothing of entrances.
    """

    metres: float
    past_island: bool
    limit_m: float
    strategic: bool = False

    @property
    def distance(self) -> Distance:
        """What the metres mean."""
        if isnan(self.metres):
            return Distance.NO_STREET
        if self.metres > self.limit_m:
            return Distance.BEYOND
        far = self.metres > FAR_M and not self.strategic
        return Distance.FAR if far else Distance.NEAR

    @property
    def message(self) -> Message:
        """The distance as a sentence; metres are rounded up, so that none falls below a limit."""
        if self.distance is Distance.NO_STREET:
            return msg("No street can be used this way of travel: it has no journey.")
        metres = ceil(self.metres)
        if self.distance is Distance.BEYOND:
            return msg(
                "{metres} m from the nearest street, beyond the limit of {limit} m: it has no "
                "journey.",
                metres=metres,
                limit=round(self.limit_m),
            )
        if self.distance is Distance.FAR:
            return msg(
                "{metres} m from the nearest street, more than {far} m: check where one enters, "
                "for the way there is a guess.",
                metres=metres,
                far=round(FAR_M),
            )
        if self.strategic:
            return msg(
                "{metres} m from the nearest road of the strategic network; the way there is "
                "thought of as straight.",
                metres=metres,
            )
        return msg("{metres} m from the nearest street.", metres=metres)


def setback_of(roads: Roads, shape: BaseGeometry, *, limit_m: float = DEFAULT_LIMIT_M) -> Setback:
    """Measure how far a shape (a point or a polygon, EPSG:4326) is from its street."""
    snaps = snap(gpd.GeoSeries([shape], crs=CRS), roads.snapper, limit_m=limit_m)
    strategic = roads.method == "strategic"
    return Setback(float(snaps.metres[0]), bool(snaps.past_island[0]), snaps.limit_m, strategic)


def setbacks(table: TravelTable) -> tuple[pd.Series, pd.Series]:
    """Give the metres from the street of every site and of every demand point, by id.

    All NaN where travel is estimated, and that of a point where no street can be used.
    """
    known = table.method != "estimated"
    return (
        pd.Series(table.site_snap_m if known else np.nan, index=table.site_ids),
        pd.Series(table.demand_snap_m if known else np.nan, index=table.demand_ids),
    )
