"""Claims of the record: what the planners add to the data's claims, change in them, or lift."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from i18n import Message, msg, msgs
from layers.area import Area
from layers.catalogue import LAYERS
from layers.claims import CITY_HALL, ORGANISERS
from layers.errors import SettingError
from layers.schema import CRS, ID_PATTERN, validate

if TYPE_CHECKING:
    from plans.plan import Plan  # a plan holds claims
_RADIUS = next(column for column in LAYERS["claims"].own if column.name == "radius_m")
_WIDEST_M = _RADIUS.most or math.inf
HOLDERS = (ORGANISERS, CITY_HALL)


@dataclass(frozen=True)
class ClaimRow:
    """A claim as a planner states it; both days count, and an open end is None.

    It lies on a site (``site_id``), or has a shape of its own (``wkt``, EPSG:4326), a point with
    a radius in metres if need be. ``source`` says where it is known from. Raises SettingError for
    an unknown holder or kind, for a last day before the first, and where nothing says where it is
    or who says so.
    """

    id: str
    name: str
    holder: str
    source: str
    kind: str = "other"
    holder_name: str = ""
    starts: date | None = None
    ends: date | None = None
    site_id: str = ""
    wkt: str = ""
    radius_m: float | None = None

    def __post_init__(self) -> None:
        """Check words, days and place."""
        if not all(
            isinstance(text, str)
            for text in (self.id, self.name, self.source, self.site_id, self.holder_name)
        ):
            raise TypeError(self.id)
        if re.fullmatch(ID_PATTERN, self.id) is None:
            raise self._refused(
                msg("“{id}” is no id", id=self.id), msg("Use lowercase letters, digits and dashes.")
            )
        if self.radius_m is not None and not 0 <= self.radius_m <= _WIDEST_M:
            raise self._refused(
                msg("its radius is {n} m", n=self.radius_m),
                msg("Give a radius of 0 to {most} m.", most=_WIDEST_M),
            )
        for word, words in ((self.holder, HOLDERS), (self.kind, tuple(LAYERS["claims"].kinds))):
            if word not in words:
                raise self._refused(
                    msg("“{word}” is not known", word=word),
                    msg("Use one of: {words}.", words=words),
                )
        if self.starts and self.ends and self.ends < self.starts:
            raise self._refused(
                msg("its last day is before its first"), msg("Correct one of the two days.")
            )
        if not self.source.strip():
            raise self._refused(
                msg("it has no source"), msg("Write down who said so, when and where.")
            )
        if not self.site_id and not self.wkt:
            raise self._refused(msg("it lies nowhere"), msg("Choose the site that is claimed."))
        if self.wkt:
            self._check_shape()

    def as_json(self) -> dict[str, Any]:
        """Give the claim as plain JSON."""
        days = {name: day and day.isoformat() for name, day in self._days().items()}
        return {**asdict(self), **days}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> ClaimRow:
        """Read back what ``as_json`` gave, checked again."""
        days = {
            name: date.fromisoformat(plain[name]) if plain.get(name) else None
            for name in ("starts", "ends")
        }
        return cls(**{**plain, **days})

    @classmethod
    def of_row(cls, key: str, row: Mapping[str, Any]) -> ClaimRow:
        """Take a claim of an area's own table, to change it."""
        radius = row["radius_m"]
        return cls(
            id=key,
            name=row["name"],
            holder=row["holder"],
            source=row["source"] or key,
            kind=row["kind"],
            holder_name=row["holder_name"],
            starts=_day(row["starts"]),
            ends=_day(row["ends"]),
            site_id=row["site_id"],
            wkt=shapely.to_wkt(row["geometry"], rounding_precision=7),
            radius_m=None if pd.isna(radius) else float(radius),
        )

    def _days(self) -> dict[str, date | None]:
        return {"starts": self.starts, "ends": self.ends}

    def _check_shape(self) -> None:
        try:
            shape = shapely.from_wkt(self.wkt)
        except shapely.errors.GEOSException:
            shape = None
        if (
            shape is None
            or shape.is_empty
            or not shape.is_valid
            or not box(-180, -90, 180, 90).covers(shape)
            or shape.geom_type not in LAYERS["claims"].shapes
        ):
            raise self._refused(
                msg("its shape is no point and no polygon"), msg("Choose a site, or draw an area.")
            )

    def _refused(self, reason: Message, remedy: Message) -> SettingError:
        what = msg("The claim “{name}” cannot be used: {reason}.", name=self.name, reason=reason)
        return SettingError(what, remedy)


def area_under(area: Area, plan: Plan) -> Area:
    """Give the area with its claims as the plan has them; the area itself where it has no others.

    A claim on a site that the area no longer has bears on nothing, and is left out
    (``claims_adrift`` names it).
    """
    if not plan.claims and not plan.lifted_claims:
        return area
    gone = {*plan.lifted_claims, *(claim.id for claim in plan.claims)}
    kept = area["claims"][~area["claims"].index.isin(gone)]
    places = ((claim, _place(claim, area)) for claim in plan.claims)
    placed = tuple((claim, place) for claim, place in places if place is not None)
    if placed:
        added = _table(placed)
        kept = added if kept.empty else gpd.GeoDataFrame(pd.concat([kept, added]), crs=CRS)
    return replace(area, tables={**area.tables, "claims": kept})


def claims_adrift(area: Area, plan: Plan) -> tuple[Message, ...]:
    """Name the plan's claims on sites that the data no longer has."""
    names = tuple(claim.name for claim in plan.claims if _place(claim, area) is None)
    told = msgs(
        "One claim is on a site that is no longer in the data: {names}.",
        "{n} claims are on sites that are no longer in the data: {names}.",
        len(names),
        names=names,
    )
    return (told,) if names else ()


def _place(claim: ClaimRow, area: Area) -> BaseGeometry | None:
    """Give where a claim lies: its own shape, else a point of its site."""
    if claim.wkt:
        drawn: BaseGeometry = shapely.from_wkt(claim.wkt)
        return drawn
    sites = area["candidates"]
    if claim.site_id not in sites.index:
        return None
    whole: BaseGeometry = sites.geometry[claim.site_id]
    return whole.representative_point()


@lru_cache(maxsize=16)  # each stage of a situation, each day of a season asks for the same
def _table(placed: tuple[tuple[ClaimRow, BaseGeometry], ...]) -> gpd.GeoDataFrame:
    """Give claims, each with where it lies, as a table of the layer, which nobody changes."""
    rows = [_as_row(claim, place) for claim, place in placed]
    table = gpd.GeoDataFrame(rows, geometry="geometry", crs=CRS).set_index("id")
    return validate(table, LAYERS["claims"], file="claims")


def _as_row(claim: ClaimRow, place: BaseGeometry) -> dict[str, Any]:
    plain = asdict(claim)
    plain.pop("wkt")
    return plain | {
        "starts": pd.Timestamp(claim.starts) if claim.starts else pd.NaT,
        "ends": pd.Timestamp(claim.ends) if claim.ends else pd.NaT,
        "geometry": place,
    }


def _day(when: Any) -> date | None:  # noqa: ANN401 - a cell: a timestamp, or none
    return None if pd.isna(when) else pd.Timestamp(when).date()
