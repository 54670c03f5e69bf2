"""Where closures come from besides the planner's hand: a GeoJSON file, or the venues in use."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from gis.network.closures import Closure, Terms
from i18n import Message, msg
from layers.disk import disk_told
from layers.errors import InputError, UnreadableFileError
from layers.utm import utm_of
from layers.venues import VENUES

_MOST = 1_000  # closures in one file; more are a map of something else
_LONGEST_VALUE = 40


def read_closures(content: bytes, *, file: str, usual: Terms) -> tuple[Closure, ...]:
    """Read the polygons and lines of a GeoJSON file (RFC 7946, longitude and latitude).

    A feature's properties ``name``, ``starts``, ``ends`` (days such as 2024-07-26, or times that
    begin with one) and ``bars`` count; where one is absent, ``usual`` has the value. The closures
    have no ids yet. Raises UnreadableFileError, naming the feature; then none is taken.
    """
    features = _features(content, file)
    return tuple(_closure(each, n, file, usual) for n, each in enumerate(features, start=1))


def closures_of(file: Path) -> tuple[Closure, ...]:
    """Read the closures of a file on this machine.

    What a feature leaves open is taken as: every day, vehicles, the file's own name. Raises
    UnreadableFileError as ``read_closures`` does, StorageError where the disk does not give it.
    """
    with disk_told(
        lambda reason: (
            msg("No closure is taken from {file}: {reason}.", file=str(file), reason=reason),
            msg("Check its name and folder."),
        )
    ):
        content = file.read_bytes()
    return read_closures(content, file=str(file), usual=Terms(file.stem))


def perimeter_closures(
    venues: gpd.GeoDataFrame, *, in_use: frozenset[str], usual: Terms
) -> tuple[Closure, ...]:
    """Make a closure of the perimeter of each venue in use that has one.

    ``venues`` is the layer, EPSG:4326: its ``radius_m`` metres are laid round its shape. Days and
    what is barred are those of ``usual``; the closures have no ids yet.
    """
    radius = venues["radius_m"].to_numpy(dtype=np.float64)
    chosen = venues[venues.index.isin(list(in_use)) & (radius > 0)]
    if chosen.empty:
        return ()
    local = chosen.geometry.to_crs(utm_of(chosen))
    shapes = local.buffer(chosen["radius_m"].astype(float)).to_crs(chosen.crs)
    rows = zip(chosen["name"], chosen["kind"], shapes, strict=True)
    return tuple(
        replace(usual, name=name or str(VENUES.kinds[kind])).at(shape) for name, kind, shape in rows
    )


def _features(content: bytes, file: str) -> list[Any]:
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as cause:
        raise _unreadable(file, msg("it is no GeoJSON")) from cause
    if not isinstance(whole, Mapping):
        raise _unreadable(file, msg("it is no GeoJSON"))
    features = whole.get("features") if whole.get("type") == "FeatureCollection" else [whole]
    if not isinstance(features, list) or not features:
        raise _unreadable(file, msg("it holds no feature"))
    if len(features) > _MOST:
        raise _unreadable(file, msg("it holds more than {most} features", most=_MOST))
    return features


def _closure(feature: Any, number: int, file: str, usual: Terms) -> Closure:  # noqa: ANN401 - a file holds anything
    at = msg("feature {n}", n=number)
    plain = feature if isinstance(feature, Mapping) else {}
    geometry = plain.get("geometry") if plain.get("type") == "Feature" else feature
    told = plain.get("properties")
    given = told if isinstance(told, Mapping) else {}
    try:
        shape = shapely.from_geojson(json.dumps(geometry))
        return _terms(given, usual).at(shape)
    except InputError as error:
        raise _unreadable(file, msg("{at}: {reason}", at=at, reason=error.what)) from error
    except (ValueError, shapely.errors.GEOSException) as cause:
        told_value = str(cause)[:_LONGEST_VALUE]
        reason = msg("{at} cannot be read ({value})", at=at, value=told_value)
        raise _unreadable(file, reason) from cause


def _terms(given: Mapping[str, Any], usual: Terms) -> Terms:
    return Terms(
        name=str(given.get("name") or usual.name),
        starts=_day(given.get("starts"), usual.starts),
        ends=_day(given.get("ends"), usual.ends),
        bars=given.get("bars") or usual.bars,  # the closure refuses a word that it does not know
    )


def _day(told: Any, usual: date | None) -> date | None:  # noqa: ANN401 - the same
    return date.fromisoformat(str(told)[: len("2024-07-26")]) if told else usual


def _unreadable(file: str, reason: Message) -> UnreadableFileError:
    return UnreadableFileError(
        msg("No closure is taken from {file}: {reason}.", file=file, reason=reason),
        msg(
            "Correct the file, with polygons or lines in longitude and latitude, and give it again."
        ),
    )
