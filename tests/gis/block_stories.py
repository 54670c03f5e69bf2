"""The words of stories about tables in blocks: an area on disk, its job, workers that die."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import ParamSpec, TypeVar

import pandas as pd
from shapely.geometry import Point

from gis.block_job import Job, job_of
from gis.demand import demand_points
from gis.executors import Processes
from gis.travel import TravelTable, travel_table
from layers.area import Area
from layers.area_folder import open_area, write_area
from tests.stories import POINTS, SITES, make_area, make_point, make_site

P = ParamSpec("P")
T = TypeVar("T")


def town() -> Area:
    """Give Villebourg, with a site and a venue that lie far from its street."""
    sites = (*SITES[:2], make_site("Loin", 0, geometry=Point(2.31, 48.87)), *SITES[2:])
    points = (*POINTS, make_point("Ailleurs", 0, geometry=Point(2.33, 48.83)))
    return make_area(sites=sites, points=points)


def keep(area: Area, folder: Path) -> str:
    """Write an area to disk, and give the name that it is opened by."""
    write_area(area, folder / "town")
    return str(folder / "town")


def make_job(name: str, *, rows: int | None = 1, limit_m: float = 500) -> Job:
    """Give the job of a drive table of an area on disk."""
    return job_of(name, open_area(Path(name)), mode="drive", limit_m=limit_m, rows=rows)


def in_one_piece(name: str, *, limit_m: float = 500) -> TravelTable:
    """Give the table as it is made without blocks."""
    area = open_area(Path(name))
    demand = demand_points(area, on=area.manifest.as_of)
    return travel_table(area, area["candidates"], demand, limit_m=limit_m)


def as_written(table: TravelTable, folder: Path) -> pd.DataFrame:
    """Give a table as pandas reads it after writing it itself."""
    table.as_frame().to_parquet(folder / "whole.parquet", index=False)
    return pd.read_parquet(folder / "whole.parquet")


class Mortal(Processes):
    """One process that is killed just before it would get its nth piece of work."""

    def __init__(self, *, dies_at: int) -> None:
        """Count the pieces from 1."""
        super().__init__(1)
        self._left = dies_at

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand the work on, as long as there is somebody."""
        self._left -= 1
        if not self._left:
            for process in self._processes.values():
                process.kill()
                process.join()
        return super().submit(fn, *args, **kwargs)


class Counting(ThreadPoolExecutor):
    """A thread, and how many pieces of work they were given."""

    given = 0

    def __init__(self) -> None:
        """Open it as the product does."""
        super().__init__(max_workers=1)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Count it, and hand it on."""
        self.given += 1
        return super().submit(fn, *args, **kwargs)
