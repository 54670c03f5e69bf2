"""What a worker does: a block of a travel table, from the area's folder to rows as Parquet.

A ``Job`` is small and travels to any process or machine; the area does not, it is opened where the
work is done. Area and roads are made once in a process, whatever number of blocks it is given.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq

from gis.demand import DemandPoints, demand_points
from gis.ground import ground_of
from gis.network.closures import Closure, in_force
from gis.network.pace import Pace
from gis.network.pace_table import STANDARD_PACE
from gis.network.roads import Roads
from gis.network.speeds import MODES, Mode
from gis.travel import Method, TravelTable, travel_table
from i18n import Message, msg
from layers.area import Area
from layers.area_folder import area_checksum
from layers.errors import SettingError, StorageError
from layers.library import EXAMPLE, open_any
from layers.sources.embedded import FOLDER as EXAMPLE_FOLDER

FORMAT = 2  # raised when the same job would give other rows
BLOCK_PAIRS = 1_000_000  # about 70 MB of rows before they are packed
SCHEMA = pa.schema(
    {
        "site_id": pa.string(),
        "demand_id": pa.string(),
        "minutes": pa.float64(),
        "metres": pa.float64(),
        "answer": pa.string(),
    }
)


@dataclass(frozen=True)
class Job:
    """What all blocks of a table share.

    ``area`` is ``paris2024`` or a folder that every worker can read, and ``version`` the content
    that it must hold. ``limit_m`` is how far a point may lie from a street, in metres. ``sites``
    and ``points`` are how many there are; a block has ``rows`` sites and ``columns`` points, the
    last ones the rest. Blocks of the same sites follow one another and make a band.
    ``closures`` are those in force on the day ``on``, which is told only where there are some.
    ``pace`` goes with the job, so that no worker needs the table of travel times.
    """

    area: str
    version: str
    mode: Mode
    limit_m: float
    sites: int
    points: int
    rows: int
    columns: int
    closures: tuple[Closure, ...] = ()
    on: date | None = None
    pace: Pace = STANDARD_PACE

    @property
    def pairs(self) -> int:
        """How many rows the table has."""
        return self.sites * self.points

    @property
    def bands(self) -> int:
        """How many bands of sites there are."""
        return -(-self.sites // self.rows)

    @property
    def across(self) -> int:
        """How many blocks a band has."""
        return -(-self.points // self.columns)

    @property
    def blocks(self) -> int:
        """How many blocks there are."""
        return self.bands * self.across

    @property
    def digest(self) -> str:
        """Tell two jobs apart: blocks of one are never taken for blocks of the other."""
        told = json.dumps({"format": FORMAT} | asdict(self), sort_keys=True, default=str)
        return hashlib.sha256(told.encode()).hexdigest()

    def sites_of(self, number: int) -> range:
        """Give the sites of a block; they and blocks are counted from 0."""
        first = number // self.across * self.rows
        return range(first, min(first + self.rows, self.sites))

    def points_of(self, number: int) -> range:
        """Give the points of a block."""
        first = number % self.across * self.columns
        return range(first, min(first + self.columns, self.points))

    def pairs_of(self, number: int) -> int:
        """How many rows a block has."""
        return len(self.sites_of(number)) * len(self.points_of(number))


@dataclass(frozen=True)
class Outline:
    """What a table says of itself beside its rows; see TravelTable."""

    method: Method
    note: Message
    warnings: tuple[Message, ...]


@dataclass(frozen=True, eq=False)
class Ready:
    """An area opened and made ready for one job; ``roads`` are None where travel is estimated."""

    area: Area
    demand: DemandPoints
    roads: Roads | None


def job_of(  # noqa: PLR0913 - two inputs, and options that stand by their names
    name: str,
    area: Area,
    *,
    mode: Mode,
    limit_m: float,
    rows: int | None = None,
    closures: Sequence[Closure] = (),
    on: date | None = None,
    pace: Pace = STANDARD_PACE,
) -> Job:
    """Describe the table of the area that was opened by ``name``, with all its points.

    With ``rows``, a block has so many sites and every point. Without, it has about a million pairs
    and all of whichever are more, sites or points: a search goes out from each of the fewer, and in
    such blocks from none of them twice. Without the day ``on``, closures count on
    the day of the area's data. Raises SettingError for a block of no site.
    """
    _check(mode, rows)
    day = on or area.manifest.as_of
    here = in_force(closures, day)
    sites, points = len(area["candidates"]), len(demand_points(area, on=area.manifest.as_of).ids)
    return Job(
        area=name if name == EXAMPLE else str(Path(name).absolute()),
        version=_version(name),
        mode=mode,
        limit_m=limit_m,
        sites=sites,
        points=points,
        rows=rows or (sites if sites > points else _share(points)),
        columns=max(1, points) if rows or sites <= points else _share(sites),
        closures=here,
        on=day if here else None,
        pace=pace,
    )


def outline_of(job: Job) -> Outline:
    """Snap all sites and all points once, so that each is named in one sentence, not one a block.

    Raises what opening an area and ``travel_table`` raise.
    """
    ready = _ready(job)
    sites, demand = ready.area["candidates"], ready.demand
    of_sites = _table(job, ready, sites, _some(demand, slice(0)))
    of_points = _table(job, ready, sites.iloc[:0], demand)
    told = dict.fromkeys((*of_sites.warnings, *of_points.warnings))  # the roads' stand in both
    return Outline(of_points.method, of_points.note, tuple(told))


def rows_of(job: Job, number: int) -> bytes:
    """Measure a block, and give its rows as a Parquet file. Raises as ``outline_of`` does."""
    ready = _ready(job)
    sites, points = job.sites_of(number), job.points_of(number)
    some = _some(ready.demand, slice(points.start, points.stop))
    table = _table(job, ready, ready.area["candidates"].iloc[sites.start : sites.stop], some)
    content = BytesIO()
    rows = pa.Table.from_pandas(table.as_frame(), schema=SCHEMA, preserve_index=False)
    # Groups of as many sites in every block of a band: they are read again side by side.
    group = min(len(sites), _share(job.points)) * len(points)
    pq.write_table(
        rows.replace_schema_metadata(), content, compression="zstd", row_group_size=group
    )
    return content.getvalue()


def _share(others: int) -> int:
    """Give how many sites (or points) make about a million pairs with so many points (or sites)."""
    return max(1, BLOCK_PAIRS // max(1, others))


def _some(demand: DemandPoints, which: slice) -> DemandPoints:
    return replace(demand, frame=demand.frame.iloc[which], footprints=demand.footprints.iloc[which])


def _table(job: Job, ready: Ready, sites: gpd.GeoDataFrame, demand: DemandPoints) -> TravelTable:
    return travel_table(
        ready.area,
        sites,
        demand,
        mode=job.mode,
        limit_m=job.limit_m,
        roads=ready.roads,
        pace=job.pace,
    )


_making = Lock()


def _ready(job: Job) -> Ready:
    """Give what this process has made ready, made by one of its threads."""
    with _making:
        return _made_ready(job)


@lru_cache(maxsize=1)
def _made_ready(job: Job) -> Ready:
    if _version(job.area) != job.version:
        raise StorageError(
            msg("{folder} is not the area that this table is about.", folder=job.area),
            msg("Give every worker the same folder, and start again."),
        )
    area = open_any(job.area)
    # No order is asked for: a written table wants every length too, and one plain search a point
    # gives both.
    roads = ground_of(area, mode=job.mode, pace=job.pace)
    if roads is not None and job.on is not None:
        roads = roads.under(job.closures, on=job.on)
    return Ready(area, demand_points(area, on=area.manifest.as_of), roads)


def _version(name: str) -> str:
    """Tell the content of an area; the example's by its tables, the same on every machine."""
    if name != EXAMPLE:
        return area_checksum(Path(name))
    tables = sorted(EXAMPLE_FOLDER.glob("*.csv"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in tables)).hexdigest()


def _check(mode: Mode, rows: int | None) -> None:
    if mode not in MODES:
        raise SettingError(
            msg("“{mode}” is not a way to travel.", mode=str(mode)),
            msg("Use one of: {words}.", words=MODES),
        )
    if rows is not None and rows < 1:
        raise SettingError(
            msg("A block of {n} sites holds nothing.", n=rows), msg("Give one site or more.")
        )
