"""Rows of a layer as GeoJSON features, the one form in which every map here takes them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import geopandas as gpd
import numpy as np
import shapely

_DECIMALS = 6  # of a degree: 0.1 m, finer than any source
_LONGEST_LABEL = 120


def feature_collection(
    frame: gpd.GeoDataFrame,
    *,
    labels: Iterable[str],
    tips: Iterable[Sequence[str]],
    styles: Iterable[str],
) -> bytes:
    """Write an EPSG:4326 frame as a FeatureCollection.

    Each feature's properties are ``id`` (of the index), ``label``, ``tip`` (lines of plain text)
    and ``style``, one a row and in its order. Texts are plain: whoever draws them escapes them.
    """
    shapes = shapely.to_geojson(rounded(frame.geometry))
    rows = zip(frame.index, labels, tips, styles, shapes, strict=True)
    features = (
        f'{{"type":"Feature","properties":{_properties(*row)},"geometry":{shape}}}'
        for *row, shape in rows
    )
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'.encode()


def short(text: str, longest: int = _LONGEST_LABEL) -> str:
    """Cut a text that is too long for a map or a list, and show that it was cut."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def rounded(shapes: gpd.GeoSeries) -> np.ndarray:
    """Give shapes in degrees to 0.1 m; a missing one stays None."""
    kept: np.ndarray = shapely.transform(
        shapes.to_numpy(), lambda places: np.round(places, _DECIMALS)
    )
    return kept


def _properties(name: str, label: str, tip: Sequence[str], style: str) -> str:
    lines = [short(line) for line in tip]
    plain = {"id": name, "label": short(label), "tip": lines, "style": style}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
