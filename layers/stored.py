"""A layer's table in a file of its own: written batch by batch, read when it is first asked for.

For the layer that may not fit in memory twice. The file is one that ``write_area`` takes as it is.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from layers.disk import disk_told, unwritten
from layers.schema import CRS, ColumnType, Layer, empty

_TYPES: Mapping[ColumnType, pa.DataType] = {
    "text": pa.large_string(),
    "number": pa.float64(),
    "whole": pa.int64(),
    "day": pa.timestamp("ns"),
    "ids": pa.list_(pa.int64()),
}

_OURS = {"authority": "EPSG", "code": 4326}


class StoredTable:
    """The validated rows of a layer, in a GeoParquet file that is gone when nobody holds this."""

    def __init__(self, tables: Iterable[gpd.GeoDataFrame], layer: Layer) -> None:
        """Write tables under one another; they come one at a time, and are let go.

        Raises StorageError if the disk is full, and what making the tables raises.
        """
        folder = Path(tempfile.mkdtemp(prefix="bivouac-"))
        self._gone = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self.file = folder / f"{layer.name}.parquet"
        try:
            with disk_told(unwritten(self.file)):
                self.rows = _write(tables, layer, self.file)
        except BaseException:
            self._gone()
            raise

    def __len__(self) -> int:
        """Count its rows without reading them."""
        return self.rows

    @cached_property
    def frame(self) -> gpd.GeoDataFrame:
        """The table in memory, read once."""
        return read_rows(self.file)


def read_rows(file: Path) -> gpd.GeoDataFrame:
    """Read the rows of a layer, in EPSG:4326, from a GeoParquet file.

    geopandas makes a coordinate system anew of what each file tells of its own, which takes longer
    than the rows of a town: what is written as ours is given ours. Raises ValueError where a file
    is in another.
    """
    with pq.ParquetFile(file) as opened:
        told = json.loads((opened.metadata.metadata or {}).get(b"geo", b"{}"))
        shapes = told.get("columns", {}).get("geometry", {})
        if shapes.get("encoding") != "WKB" or (shapes.get("crs") or {}).get("id") != _OURS:
            return gpd.read_parquet(file).set_crs(CRS)
        rows = opened.read().to_pandas()
    rows["geometry"] = gpd.GeoSeries.from_wkb(rows["geometry"], crs=CRS)
    return gpd.GeoDataFrame(rows, geometry="geometry")


def _write(tables: Iterable[gpd.GeoDataFrame], layer: Layer, file: Path) -> int:
    schema = pa.schema([(column.name, _TYPES[column.holds]) for column in layer.columns])
    schema = schema.append(pa.field("geometry", pa.binary()))
    schema = schema.append(pa.field("id", pa.large_string()))
    noted = _rows(empty(layer), schema).schema  # with what pandas tells of its index
    rows, boxes = 0, []
    with pq.ParquetWriter(file, noted, compression="zstd") as writer:
        for table in tables:
            writer.write_table(_rows(table, schema).cast(noted))
            rows += len(table)
            boxes.append(table.total_bounds.tolist())
        writer.add_key_value_metadata({"geo": json.dumps(_told(boxes, layer))})
    return rows


def _rows(table: gpd.GeoDataFrame, schema: pa.Schema) -> pa.Table:
    plain = pd.DataFrame(table.drop(columns="geometry")).assign(geometry=table.geometry.to_wkb())
    plain.index = plain.index.astype("str")  # an empty one holds numbers
    return pa.Table.from_pandas(plain, schema=schema, preserve_index=True)


def _told(boxes: list[list[float]], layer: Layer) -> dict[str, Any]:
    """Tell what GeoParquet asks of a file (geoparquet.org, version 1.0)."""
    told: dict[str, Any] = {"encoding": "WKB", "geometry_types": sorted(layer.shapes)}
    told["crs"] = CRS.to_json_dict()
    if boxes:
        west, south, east, north = zip(*boxes, strict=True)
        told["bbox"] = [min(west), min(south), max(east), max(north)]
    return {"version": "1.0.0", "primary_column": "geometry", "columns": {"geometry": told}}
