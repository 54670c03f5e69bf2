"""The words that the stories about screening are told in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import geopandas as gpd
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from gis.screening import Screening, Verdict, screen
from tests.tables import table_of

GARE_DU_NORD = (2.35633, 48.88092)
OPENING = date(2024, 7, 26)
METRE = 1 / 111_320  # of latitude, in degrees, near enough for a story
Row = dict[str, Any]


def make_site(site_id: str = "site-a", *, at: Any = GARE_DU_NORD, **columns: Any) -> Row:  # noqa: ANN401 - a cell holds anything
    """Make a candidate; it stands at Gare du Nord unless told otherwise."""
    return _row(site_id, at, {"kind": "community-hall", "name": "Hall", **columns})


def make_claim(claim_id: str = "claim-a", *, at: Any = GARE_DU_NORD, **columns: Any) -> Row:  # noqa: ANN401 - the same
    """Make a claim by the organisers, without dates unless told otherwise."""
    given = {"kind": "logistics", "name": "Stores", "holder": "organisers", **columns}
    return _row(claim_id, at, given)


def make_venue(venue_id: str = "venue-a", *, at: Any = GARE_DU_NORD, **columns: Any) -> Row:  # noqa: ANN401 - the same
    """Make a venue, without dates or a radius unless told otherwise."""
    return _row(venue_id, at, {"kind": "olympic", "name": "Arena", **columns})


def look(
    *sites: Row,
    claims: Sequence[Row] = (),
    venues: Sequence[Row] = (),
    on: date = OPENING,
    city_halls: Sequence[str] = ("Paris",),
    country: str = "FR",
    **options: Any,  # noqa: ANN401 - whatever screen takes
) -> Screening:
    """Screen the sites in Paris on the day of the opening, unless told otherwise."""
    return screen(
        table("candidates", *sites),
        claims=table("claims", *claims),
        venues=table("venues", *venues),
        on=on,
        city_halls=city_halls,
        country=country,
        **options,
    )


def verdict_of(rule: str, site: Row, **given: Any) -> Verdict:  # noqa: ANN401 - the same
    """Screen one site and give one rule's verdict."""
    verdicts = look(site, **given).of(site["id"])
    return next(verdict for verdict in verdicts if verdict.rule == rule)


def north(metres: float, at: tuple[float, float] = GARE_DU_NORD) -> tuple[float, float]:
    """Go so many metres north."""
    return at[0], at[1] + metres * METRE


def table(layer: str, *rows: Row) -> gpd.GeoDataFrame:
    """Put rows into a layer as they would come over the border."""
    return table_of(layer, rows)


def _row(row_id: str, at: Any, columns: Row) -> Row:  # noqa: ANN401 - the same
    shape = at if isinstance(at, BaseGeometry) else Point(at)
    return {"id": row_id, "source": "a story", "as_of": "2024-06-01", "geometry": shape, **columns}
