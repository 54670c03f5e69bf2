"""What a worker does: a block of a travel table, from the area's folder to its cells as Parquet.

A ``Job`` is small and travels to any process or machine; the area does not, it is opened where the
work is done. Roads are made and points are snapped once in a process, whatever number of blocks it
is given; the area is let go then. Ids are no part of a block: they stand once in the ``Outline``.
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
from gis.network.speeds import MODES, Mode
from gis.travel import Method, Snapped, TravelTable, check_request, estimated_table
from i18n import Message, msg
from layers.area import Area
from layers.area_folder import area_checksum
from layers.errors import SettingError, StorageError
from layers.library import EXAMPLE, open_any
from layers.sources.embedded import FOLDER as EXAMPLE_FOLDER

FORMAT = 3  # raised when the same job would give other rows
BLOCK_PAIRS = 1_000_000  # 17 MB of cells
CELLS = ("minutes", "metres", "answer")  # of a block; the answer by its number


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
    """What a table says of itself beside its cells; see TravelTable."""

    site_ids: tuple[str, ...]
    demand_ids: tuple[str, ...]
    method: Method
    note: Message
    warnings: tuple[Message, ...]


@dataclass(frozen=True, eq=False)
class Estimated:
    """Sites and demand points of an area without a network for this mode."""

    sites: gpd.GeoDataFrame
    demand: DemandPoints
    mode: Mode
    pace: Pace

    def part(self, sites: range, points: range) -> Estimated:
        """Give some of the sites and some of the points, each by a run of positions."""
        some = slice(points.start, points.stop)
        demand = replace(
            self.demand,
            frame=self.demand.frame.iloc[some],
            footprints=self.demand.footprints.iloc[some],
        )
        return replace(self, sites=self.sites.iloc[sites.start : sites.stop], demand=demand)

    def table(self) -> TravelTable:
        """Make their table."""
        return estimated_table(self.sites, self.demand, mode=self.mode, pace=self.pace)


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
    """Tell what holds for the whole table; each point is named in one sentence, not one a block.

    Raises what opening an area and ``travel_table`` raise.
    """
    ready = _ready(job)
    if isinstance(ready, Snapped):
        ids = ready.site_ids, ready.demand_ids
        return Outline(*ids, ready.roads.method, ready.note, ready.warnings)
    none = ready.part(range(0), range(0)).table()
    return Outline(
        tuple(ready.sites.index), ready.demand.ids, none.method, none.note, none.warnings
    )


def cells_of(job: Job, number: int) -> bytes:
    """Measure a block, and give its cells as a Parquet file. Raises as ``outline_of`` does."""
    sites, points = job.sites_of(number), job.points_of(number)
    table = _ready(job).part(sites, points).table()
    cells = (table.minutes.ravel(), table.metres.ravel(), table.answer.ravel())
    columns = dict(zip(CELLS, cells, strict=True))
    # Groups of as many sites in every block of a band: they are read again side by side.
    group = min(len(sites), _share(job.points)) * len(points)
    content = BytesIO()
    # Packed lightly: a block is read once more and thrown away.
    pq.write_table(
        pa.table(columns), content, compression="lz4", use_dictionary=False, row_group_size=group
    )
    return content.getvalue()


def _share(others: int) -> int:
    """Give how many sites (or points) make about a million pairs with so many points (or sites)."""
    return max(1, BLOCK_PAIRS // max(1, others))


_making = Lock()


def _ready(job: Job) -> Snapped | Estimated:
    """Give what this process has made ready, made by one of its threads."""
    with _making:
        return _made_ready(job)


@lru_cache(maxsize=1)
def _made_ready(job: Job) -> Snapped | Estimated:
    if _version(job.area) != job.version:
        raise StorageError(
            msg("{folder} is not the area that this table is about.", folder=job.area),
            msg("Give every worker the same folder, and start again."),
        )
    area = open_any(job.area)
    sites, demand = area["candidates"], demand_points(area, on=area.manifest.as_of)
    # No order is asked for: a written table wants every length too, and one plain search a point
    # gives both.
    roads = ground_of(area, mode=job.mode, pace=job.pace)
    check_request(job.mode, job.limit_m)
    if roads is None:
        return Estimated(sites, demand, job.mode, job.pace)
    if job.on is not None:
        roads = roads.under(job.closures, on=job.on)
    return Snapped.of(roads, sites, demand, limit_m=job.limit_m)


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
