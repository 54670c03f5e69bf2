"""Ways that were read, on disk: memory holds one batch of them, whatever the size of the file."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import feather

from layers.area import Box
from layers.disk import disk_told, unwritten
from layers.schema import CRS
from layers.sources.osm.elements import Element, Refs, osm_id


class Ways:
    """Batches of highway ways, each a table as ``osm.ways`` describes it, in the source's order.

    They lie in a folder that is gone when nobody holds this. Of two ways with the same id the
    later stands. Batches are taken when all are put.
    """

    def __init__(self) -> None:
        """Start with nothing."""
        self._folder = Path(tempfile.mkdtemp(prefix="bivouac-ways-"))
        self._gone = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._numbers: list[Refs] = []
        self._bounds: list[NDArray[np.float64]] = []

    def put(self, table: gpd.GeoDataFrame, numbers: Refs) -> None:
        """Put a batch behind the others, with the numbers that its ids are made of.

        Raises StorageError.
        """
        if len(table):
            file = self._file(len(self._numbers))
            with disk_told(unwritten(file)):
                table.rename_axis("id").to_feather(file, compression="lz4")
            self._numbers.append(numbers)
            self._bounds.append(table.total_bounds)

    @property
    def doubled(self) -> tuple[str, ...]:
        """The ids of those that a later one stands for."""
        lost = [numbers[~kept] for numbers, kept in zip(self._numbers, self._kept, strict=True)]
        return tuple(osm_id("way", number) for each in lost for number in each.tolist())

    def __len__(self) -> int:
        """Count them, without those that a later one stands for."""
        return sum(int(kept.sum()) for kept in self._kept)

    def __iter__(self) -> Iterator[gpd.GeoDataFrame]:
        """Give the batches."""
        return self.batches()

    @property
    def box(self) -> Box | None:
        """The box of all ways, in degrees; None when there is none."""
        if not self._bounds:
            return None
        if not all(kept.all() for kept in self._kept):  # a way that does not stand may lie outside
            self._bounds = [
                each.total_bounds for each in self.batches(["id", "geometry"]) if len(each)
            ]
        west, south, east, north = np.transpose(self._bounds)
        return (float(west.min()), float(south.min()), float(east.max()), float(north.max()))

    @cached_property
    def _kept(self) -> list[NDArray[np.bool_]]:
        """For each batch, which of its ways are not read again later."""
        numbers = np.concatenate([np.zeros(0, np.int64), *self._numbers])
        _, last = np.unique(numbers[::-1], return_index=True)
        kept = np.zeros(len(numbers), dtype=bool)
        kept[len(numbers) - 1 - last] = True
        ends = np.cumsum([len(each) for each in self._numbers])
        return np.split(kept, ends)[:-1]

    def _file(self, n: int) -> Path:
        return self._folder / f"{n:06}.feather"

    def drawn(self) -> Iterator[Element]:
        """Give the ways that the base map draws; no shape is made of the others."""
        for n, kept in enumerate(self._kept):
            columns = ["id", "name", "drawn", "geometry"]
            table = feather.read_table(self._file(n), columns).filter(pa.array(kept))
            rows = table.filter(pc.not_equal(table["drawn"], "")).to_pylist()
            for row in rows:
                kinds = {"base_map": row["drawn"]}
                yield Element(row["id"], {"name": row["name"]}, kinds, row["geometry"].hex())

    def batches(self, columns: list[str] | None = None) -> Iterator[gpd.GeoDataFrame]:
        """Give the batches with some of their columns."""
        for n, kept in enumerate(self._kept):
            # geopandas would make a coordinate system anew of what each file tells of its own.
            rows = feather.read_table(self._file(n), columns).to_pandas()
            shapes = gpd.GeoSeries.from_wkb(rows["geometry"], crs=CRS)
            batch = gpd.GeoDataFrame(rows, geometry=shapes)
            yield batch if kept.all() else batch[kept]
