"""Whether a site lies in Paris, where the city is commune and département in one."""

from __future__ import annotations

import re

import geopandas as gpd
import shapely

from gis.screening.city_hall import folded

_DEPARTEMENTS = frozenset({"75", "paris"})
_COMMUNE = re.compile(r"(?:ville de )?paris(?: \d{1,2} ?(?:er|e|eme)?(?: arr\w*)?| centre)?")

# Two coarse shapes drawn by hand (longitude, latitude) for sites of which no column says where they
# are: an outline well inside the city limits, which holds about seven tenths of Paris, and a box
# that holds all of it with its woods. Between the two, nobody can tell.
OUTLINE = shapely.Polygon(
    [
        (2.2600, 48.8485),
        (2.2740, 48.8650),
        (2.2830, 48.8765),
        (2.2935, 48.8840),
        (2.3135, 48.8920),
        (2.3290, 48.8970),
        (2.3590, 48.8980),
        (2.3850, 48.8975),
        (2.3930, 48.8885),
        (2.4065, 48.8765),
        (2.4085, 48.8640),
        (2.4105, 48.8535),
        (2.4110, 48.8470),
        (2.4055, 48.8355),
        (2.3890, 48.8280),
        (2.3690, 48.8215),
        (2.3600, 48.8190),
        (2.3255, 48.8230),
        (2.3050, 48.8280),
        (2.2875, 48.8325),
        (2.2700, 48.8350),
        (2.2580, 48.8385),
    ]
)

BOX = shapely.box(2.2239, 48.8155, 2.4699, 48.9022)


def in_paris(sites: gpd.GeoDataFrame, *, only_paris: bool) -> list[bool | None]:
    """Tell for each site of an EPSG:4326 table whether it is in Paris; None where unknown.

    Its département decides, else its commune, else an area whose only city hall is Paris
    (``only_paris``), else the two coarse shapes.
    """
    pairs = zip(sites["departement"].tolist(), sites["commune"].tolist(), strict=True)
    stated = [_stated(departement, commune) for departement, commune in pairs]
    if only_paris:
        return [True if said is None else said for said in stated]
    drawn = _drawn(sites)
    return [placed if said is None else said for said, placed in zip(stated, drawn, strict=True)]


def _drawn(sites: gpd.GeoDataFrame) -> list[bool | None]:
    places = shapely.centroid(sites.geometry.to_numpy())
    inside, near = shapely.contains(OUTLINE, places), shapely.contains(BOX, places)
    return [
        True if well_in else (None if close else False)
        for well_in, close in zip(inside, near, strict=True)
    ]


def _stated(departement: str, commune: str) -> bool | None:
    if departement:
        return folded(departement) in _DEPARTEMENTS
    if commune:
        return _COMMUNE.fullmatch(folded(commune)) is not None
    return None
