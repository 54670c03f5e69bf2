"""Rows as the tables of an area, validated as a file's would be; the same rows once in a run."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import geopandas as gpd
import pandas as pd

from layers.catalogue import LAYERS
from layers.schema import CRS, empty, validate


def table_of(layer: str, rows: Sequence[dict[str, Any]]) -> gpd.GeoDataFrame:
    """Put rows, each with ``id`` and ``geometry``, into a layer as they would come over the border.

    The table is the asker's own, and its cells may be set; shapes and lists in them are shared.
    """
    return _made(layer, pickle.dumps(rows)).copy() if rows else empty(LAYERS[layer])


@lru_cache(maxsize=500)  # stories that draw their rows at random never ask again
def _made(layer: str, rows: bytes) -> gpd.GeoDataFrame:
    """Validate rows; as bytes they are a key that no change of theirs goes past."""
    frame = pd.DataFrame(pickle.loads(rows)).set_index("id")  # noqa: S301 - our own, of just now
    return validate(
        gpd.GeoDataFrame(frame, geometry="geometry", crs=CRS), LAYERS[layer], file="story"
    )
