"""What the embedded example is checked against: published points and boundaries, not kept here.

The files live in ``../shared/data`` beside the project; a test that needs them skips where they
are absent.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from pyproj import Geod
from shapely.geometry import Point

PROJECT = Path(__file__).parents[2]
EXAMPLE = PROJECT / "data" / "paris2024"
SHARED = PROJECT.parent / "shared" / "data"
GEOD = Geod(ellps="WGS84")

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the published data in ../shared/data is not on this machine"
)


def table(name: str) -> pd.DataFrame:
    """One table of the embedded example, every cell as text."""
    return pd.read_csv(EXAMPLE / f"{name}.csv", dtype=str, keep_default_na=False)


def rows(name: str) -> list[dict[str, str]]:
    """The same table row by row, for a story told one place at a time."""
    with (EXAMPLE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def metres(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Geodesic distance on WGS 84, in metres."""
    return float(GEOD.inv(lon, lat, other_lon, other_lat)[2])


@cache
def communes() -> gpd.GeoDataFrame:
    """Communes of Île-de-France, Paris cut into arrondissements, with their ``insee`` code."""
    folder = SHARED / "boundaries"
    towns = gpd.read_file(folder / "communes-ile-de-france.geojson")
    towns = towns[towns["code"] != "75056"].rename(columns={"code": "insee"})
    districts = gpd.read_file(folder / "paris_arrondissements.geojson")
    districts = districts.assign(insee=districts["c_arinsee"].astype(int).astype(str))
    return gpd.GeoDataFrame(
        pd.concat([towns[["insee", "geometry"]], districts[["insee", "geometry"]]]),
        crs="EPSG:4326",
    )


def commune_at(lon: float, lat: float) -> str | None:
    """The INSEE code of the commune or arrondissement that holds a point."""
    inside = communes().sindex.query(Point(lon, lat), predicate="within", sort=True)
    return str(communes()["insee"].iloc[inside[0]]) if inside.size else None


ID = re.compile(r"[a-z]+(-[a-z0-9]+)+")

IDFM_MODES = {"TRAIN": "rail", "RER": "rer", "METRO": "metro", "TRAMWAY": "tram"}
"""The words of the station file, in ours."""

RENAMED = {"93070": "Saint-Ouen-sur-Seine", "91228": "Évry-Courcouronnes"}
"""Communes that took a new name after the boundary file was drawn."""


def plain(name: str) -> str:
    """Fold a name for comparison: no accents, no case, no punctuation, St written out."""
    letters = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "Oe"))
    bare = "".join(c for c in letters if not unicodedata.combining(c)).lower()
    words = {"st": "saint", "ste": "sainte"}
    return "".join(words.get(word, word) for word in re.findall(r"[a-z0-9]+", bare))


def metres_to_nearest(row: dict[str, str], points: pd.DataFrame) -> float:
    """Distance from one row to the nearest of some published points, in metres."""
    lon, lat = float(row["lon"]), float(row["lat"])
    there = zip(points["lon"].astype(float), points["lat"].astype(float), strict=True)
    return min(metres(lon, lat, *point) for point in there)


def unsound_ids(frame: pd.DataFrame, prefix: str) -> list[str]:
    """Ids that are repeated, misspelt or lack the prefix of their table."""
    ids = frame["id"]
    fits = ids.map(lambda i: ID.fullmatch(i) is not None and i.startswith(f"{prefix}-"))
    return list(ids[ids.duplicated() | ~fits])


def unsound_places(frame: pd.DataFrame) -> list[str]:
    """Ids whose point has not five decimals, or whose INSEE code and département disagree."""
    decimals = r"-?\d+\.\d{5}"
    good = (
        frame["lon"].str.fullmatch(decimals)
        & frame["lat"].str.fullmatch(decimals)
        & frame["lon"].astype(float).between(1.4, 3.6)
        & frame["lat"].astype(float).between(48.1, 49.3)
        & frame["insee"].str.fullmatch(r"\d{5}")
        & (frame["insee"].str[:2] == frame["departement"])
        & (frame["commune"] != "")
    )
    return list(frame["id"][~good])


def misplaced(frame: pd.DataFrame) -> list[str]:
    """Ids whose point lies outside the commune the row names, tolerance zero."""
    found = [
        commune_at(float(lon), float(lat))
        for lon, lat in zip(frame["lon"], frame["lat"], strict=True)
    ]
    return [
        str(i)
        for i, insee, where in zip(frame["id"], frame["insee"], found, strict=True)
        if insee != where
    ]


@cache
def commune_names() -> dict[str, str]:
    """INSEE code to name, as the boundary file has it (articles left off) and as renamed since."""
    towns = gpd.read_file(SHARED / "boundaries" / "communes-ile-de-france.geojson")
    names = dict(zip(towns["code"], towns["nom"], strict=True)) | RENAMED
    ordinals = {n: f"Paris {n}{'er' if n == 1 else 'e'} Arrondissement" for n in range(1, 21)}
    return {str(k): str(v) for k, v in names.items()} | {
        f"751{n:02d}": name for n, name in ordinals.items()
    }


def misnamed(frame: pd.DataFrame) -> list[str]:
    """Ids whose commune is not the name of their INSEE code, articles apart."""
    articles = ("", "Le ", "La ", "Les ", "L'")
    return [
        str(i)
        for i, insee, commune in zip(frame["id"], frame["insee"], frame["commune"], strict=True)
        if commune not in [article + commune_names()[insee] for article in articles]
    ]


@cache
def published_venues() -> pd.DataFrame:
    """Competition sites, one row per code and Games: code, games, starts, ends, lon, lat."""
    rows = json.loads((SHARED / "places" / "venues_paris2024.json").read_text(encoding="utf-8"))
    return pd.DataFrame(
        {
            "code": row["code_site"],
            "games": row["category_id"].removeprefix("venue-"),
            "starts": row["start_date"],
            "ends": row["end_date"],
            "lon": row["point_geo"]["lon"],
            "lat": row["point_geo"]["lat"],
        }
        for row in rows
    )


@cache
def published_stations() -> pd.DataFrame:
    """Points of the two station files under each of their names, folded: name, mode, lon, lat."""
    idfm = gpd.read_file(SHARED / "places" / "stations_idf.geojson")
    sncf = pd.read_csv(SHARED / "places" / "stations_sncf.csv", sep=";", dtype=str)
    parts = [
        pd.DataFrame(
            {
                "name": idfm[column],
                "mode": idfm["mode"].replace(IDFM_MODES),
                "lon": idfm.geometry.x,
                "lat": idfm.geometry.y,
            }
        )
        for column in ("nom_gares", "nom_zdc", "nom_zda", "nom_iv")
    ]
    parts.append(
        pd.DataFrame(
            {
                "name": sncf["LIBELLE"],
                "mode": "rail",
                "lon": sncf["X_WGS84"].astype(float),
                "lat": sncf["Y_WGS84"].astype(float),
            }
        )
    )
    points = pd.concat(parts).dropna()
    return points.assign(name=points["name"].map(plain))


@cache
def _stops_by_name() -> dict[str, pd.DataFrame]:
    return {str(name): points for name, points in published_stations().groupby("name")}


def stops_named(name: str) -> pd.DataFrame:
    """Published points of stations that bear a name, however it is written: mode, lon, lat."""
    return _stops_by_name().get(plain(name), published_stations().iloc[:0])


@cache
def published_airports() -> pd.DataFrame:
    """Aerodromes with their published reference point: icao, iata, lon, lat."""
    return pd.read_csv(SHARED / "places" / "airports_idf.csv")
