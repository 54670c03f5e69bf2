"""What the rules look at, gathered once, and what a rule finds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple, TypeAlias

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import CRS

from gis.screening.book import RuleSetting
from gis.screening.city_hall import CityHalls
from gis.screening.nearness import Shapes, metric_crs, projected
from gis.screening.paris import in_paris
from gis.screening.verdicts import Basis
from i18n import Message


class Site(NamedTuple):
    """One candidate's columns, as the rules read them."""

    id: str
    name: str
    kind: str
    as_of: date | None
    assumed: frozenset[str]
    operator: str
    owner: str
    operator_type: str
    holder_level: str
    footprint_m2: float
    access: str
    vehicle_access: str
    in_paris: bool | None
    street_m: float | None

    def basis(self, *columns: str) -> Basis:
        """Tell whether any of these columns of the site is an assumption."""
        return Basis.ASSUMED if self.assumed.intersection(columns) else Basis.STATED


class Finding(NamedTuple):
    """What one rule finds on one site, before the planner's settings turn it into an answer."""

    hit: bool
    reason: Message
    source: str = ""
    as_of: date | None = None
    basis: Basis = Basis.STATED


@dataclass(frozen=True, eq=False)
class Facts:
    """The day, the tables and the lists; ``shapes`` are the sites in ``crs``, in metres.

    ``claims`` and ``venues`` have a column ``shape`` in metres too, in place of their geometry.
    """

    on: date
    sites: tuple[Site, ...]
    shapes: Shapes
    tree: shapely.STRtree
    crs: CRS
    claims: pd.DataFrame
    venues: pd.DataFrame
    city_halls: CityHalls
    country: str
    banned: frozenset[str]


Rule: TypeAlias = Callable[[Facts, RuleSetting], list[Finding]]


def gather(  # noqa: PLR0913 - one argument for each thing the rules look at
    candidates: gpd.GeoDataFrame,
    *,
    claims: gpd.GeoDataFrame,
    venues: gpd.GeoDataFrame,
    city_halls: CityHalls,
    country: str,
    on: date,
    banned: frozenset[str],
    street_metres: Mapping[str, float] | None,
) -> Facts:
    """Put the tables (EPSG:4326, past the schema's border) into the form that the rules read."""
    crs = metric_crs(candidates)
    shapes = projected(candidates, crs)
    return Facts(
        on=on,
        sites=_sites(candidates, city_halls, street_metres),
        shapes=shapes,
        tree=shapely.STRtree(shapes),
        crs=crs,
        claims=_in_metres(claims, crs),
        venues=_in_metres(venues, crs),
        city_halls=city_halls,
        country=country.upper(),
        banned=banned,
    )


def _in_metres(table: gpd.GeoDataFrame, crs: CRS) -> pd.DataFrame:
    """Give a table with its shapes in metres, made once for rules that look at some of its rows."""
    plain = pd.DataFrame(table).drop(columns="geometry")
    return plain.assign(shape=pd.Series(list(projected(table, crs)), table.index, dtype="object"))


def narrowed(facts: Facts, ids: Collection[str]) -> Facts:
    """Look at some of the sites alone, measured as among all of them.

    A site that a claim names stays: a point that names a site claims no neighbour of it.
    """
    wanted = {*ids, *facts.claims["site_id"]}
    places = [place for place, site in enumerate(facts.sites) if site.id in wanted]
    shapes = facts.shapes[places]
    sites = tuple(facts.sites[place] for place in places)
    return replace(facts, sites=sites, shapes=shapes, tree=shapely.STRtree(shapes))


def days(column: pd.Series[Any]) -> list[date | None]:
    """Give a column of days as dates, None where there is none."""
    read: list[date | None] = column.to_numpy(dtype="datetime64[D]").tolist()
    return read


def assumed_columns(table: pd.DataFrame) -> list[frozenset[str]]:
    """Give for each row the names of its assumed columns, however they are parted."""
    words = {
        text: frozenset(text.replace(",", " ").replace(";", " ").split())
        for text in table["assumed"].unique()
    }
    return [words[text] for text in table["assumed"]]


def _sites(
    candidates: gpd.GeoDataFrame,
    city_halls: CityHalls,
    street_metres: Mapping[str, float] | None,
) -> tuple[Site, ...]:
    inside = in_paris(candidates, only_paris=city_halls.only_paris)
    ids = candidates.index.tolist()
    assumed = assumed_columns(candidates)
    stated = candidates.assign(owner=_known_owners(candidates, assumed))
    columns = (stated[name].tolist() for name in _PLAIN)
    metres = [None if street_metres is None else _metres(street_metres, site) for site in ids]
    rows = zip(
        ids,
        candidates["name"].tolist(),
        candidates["kind"].tolist(),
        days(candidates["as_of"]),
        assumed,
        *columns,
        inside,
        metres,
        strict=True,
    )
    return tuple(Site(*row) for row in rows)


_PLAIN = (
    "operator",
    "owner",
    "operator_type",
    "holder_level",
    "footprint_m2",
    "access",
    "vehicle_access",
)


def _known_owners(candidates: gpd.GeoDataFrame, assumed: list[frozenset[str]]) -> list[str]:
    """Give the owners that a source names; one written down by law is left to the law's rule."""
    pairs = zip(candidates["owner"].tolist(), assumed, strict=True)
    return ["" if "owner" in marks else owner for owner, marks in pairs]


def _metres(street_metres: Mapping[str, float], site_id: str) -> float:
    return float(street_metres.get(site_id, float("nan")))
