"""A travel table cut into blocks, measured anywhere and streamed to Parquet.

Pairs share nothing in a travel table, so a block of them can be measured by any worker: a thread, a
process of this machine, or one of a cluster (``gis/executors.py``). A block is kept in a folder
beside the table (``.NAME.blocks``) as soon as it is done, and joined to the others at the end:
memory holds some blocks, never the table, and what was done before a worker died is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from shutil import rmtree
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from gis.block_job import CELLS, Job, Outline, cells_of, outline_of
from gis.travel import Answer
from i18n import Message, msg, msgs
from layers.disk import disk_told, unwritten, write_whole
from layers.errors import WorkersError

Cells: TypeAlias = npt.NDArray[Any]
Lost: TypeAlias = tuple[type[Exception], ...]
Progress: TypeAlias = Callable[[float, Message], None]

LOST: Lost = (BrokenExecutor, CancelledError)
SCHEMA = pa.schema(
    {
        "site_id": pa.dictionary(pa.int32(), pa.string()),
        "demand_id": pa.dictionary(pa.int32(), pa.string()),
        "minutes": pa.float64(),
        "metres": pa.float64(),
        "answer": pa.dictionary(pa.int8(), pa.string()),
    }
)
_WORDS = ["site_id", "demand_id", "answer"]  # figures are too many to be listed
_ANSWERS = pa.array([each.word for each in Answer])
_JOB = "job"


@dataclass(frozen=True)
class Written:
    """A table that stands on disk: its outline, its cells by their answer, who is off the streets.

    ``kept`` is how many of its blocks an earlier call had done.
    """

    outline: Outline
    counts: Mapping[str, int]
    unsnapped: tuple[str, ...]
    kept: int


def write_blocks(  # noqa: PLR0913 - three inputs, and options that stand by their names
    job: Job,
    out: Path,
    executor: Executor,
    *,
    ahead: int = 2,
    lost: Lost = LOST,
    progress: Progress | None = None,
) -> Written:
    """Measure the blocks on an executor, and write the table to ``out`` whole or not at all.

    Rows and order are those of ``TravelTable.as_frame``. At most ``ahead`` blocks are under way;
    ``lost`` are the errors by which the executor tells that a worker is gone. Raises WorkersError
    then, and keeps the blocks done: the same call goes on from them. Raises StorageError, and what
    ``travel_table`` raises.
    """
    hear = progress or _nobody
    with disk_told(unwritten(out)), _store(job, out) as store:
        missing = [n for n in range(job.blocks) if not _is_done(job, store, n)]
        kept = job.blocks - len(missing)
        with _workers_errors(job, store, lost):
            telling = executor.submit(outline_of, job)
            for done, (number, content) in enumerate(_measured(job, missing, executor, ahead), 1):
                write_whole(_block(store, number), content)
                hear((kept + done) / job.blocks, msg("Measuring travel"))
            outline = telling.result()
        counts, unsnapped = _joined(job, outline, store, out)
        rmtree(store)
    return Written(outline, counts, unsnapped, kept)


def _measured(
    job: Job, missing: Iterable[int], executor: Executor, ahead: int
) -> Iterator[tuple[int, bytes]]:
    """Give each block as it gets done; a failure comes after all that was done beside it."""
    numbers = iter(missing)
    running: dict[Future[bytes], int] = {}
    try:
        while True:
            for number in islice(numbers, ahead - len(running)):
                running[executor.submit(cells_of, job, number)] = number
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in sorted(done, key=_failed):
                yield running.pop(future), future.result()
    finally:
        for future in running:
            future.cancel()


def _failed(future: Future[bytes]) -> bool:
    return future.cancelled() or future.exception() is not None


@contextmanager
def _store(job: Job, out: Path) -> Iterator[Path]:
    """Open the folder of a job's blocks; it stays behind as long as it holds one.

    The blocks of another table by that name are of no use, and give way.
    """
    store = out.absolute().with_name(f".{out.name}.blocks")
    label = store / _JOB
    if not (label.is_file() and label.read_text(encoding="ascii") == job.digest):
        if store.exists():
            rmtree(store)
        store.mkdir()
        label.write_text(job.digest, encoding="ascii")
    try:
        yield store
    finally:
        if not any(store.glob("*.parquet")):
            rmtree(store, ignore_errors=True)


def _block(store: Path, number: int) -> Path:
    return store / f"{number:06}.parquet"


def _is_done(job: Job, store: Path, number: int) -> bool:
    """Tell whether a block is there with all its rows; a damaged one is measured again."""
    try:
        rows: int = pq.read_metadata(_block(store, number)).num_rows
    except (OSError, pa.ArrowException):
        return False
    return rows == job.pairs_of(number)


def _joined(
    job: Job, outline: Outline, store: Path, out: Path
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Write the blocks as one file in their order, and count what their cells say."""
    counts = np.zeros(len(Answer), dtype=np.int64)
    off_sites: list[str] = []
    off_points = np.zeros(job.points, dtype=bool)
    whole = store / "whole"
    # What Arrow would note of its own types is left out: ids are to be read as plain text.
    with pq.ParquetWriter(
        whole, SCHEMA, compression="zstd", use_dictionary=_WORDS, store_schema=False
    ) as writer:
        first = 0
        for cells in _in_order(job, store):
            answer = cells["answer"]
            ids = outline.site_ids[first : first + len(answer)]
            first += len(answer)
            writer.write_table(_rows(ids, outline.demand_ids, cells))
            counts += np.bincount(answer.ravel(), minlength=len(Answer))
            off = (answer == Answer.SITE_UNSNAPPED).any(axis=1)
            off_sites += [ids[n] for n in np.flatnonzero(off)]
            off_points |= (answer == Answer.DEMAND_UNSNAPPED).any(axis=0)
    whole.replace(out)
    off_demand = (outline.demand_ids[n] for n in np.flatnonzero(off_points))
    return {each.word: int(counts[each]) for each in Answer}, (*off_sites, *off_demand)


def _in_order(job: Job, store: Path) -> Iterator[dict[str, Cells]]:
    """Give the cells, sites × points: the blocks of a band side by side, some sites at a time."""
    for band in range(job.bands if job.across else 0):
        numbers = range(band * job.across, (band + 1) * job.across)
        files = [pq.ParquetFile(_block(store, number)) for number in numbers]
        widths = [len(job.points_of(number)) for number in numbers]
        for group in range(files[0].num_row_groups):
            beside = [file.read_row_group(group) for file in files]
            yield {name: _side_by_side(name, beside, widths) for name in CELLS}


def _side_by_side(name: str, blocks: list[pa.Table], widths: list[int]) -> Cells:
    """Lay cells of blocks of the same sites beside one another; each has so many points."""
    pairs = zip(blocks, widths, strict=True)
    return np.hstack([block[name].to_numpy().reshape(-1, width) for block, width in pairs])


def _rows(
    site_ids: tuple[str, ...], demand_ids: tuple[str, ...], cells: Mapping[str, Cells]
) -> pa.Table:
    """Give a row a pair; each id and each word stands once, and rows point at it."""
    sites, points = cells["answer"].shape
    site = np.repeat(np.arange(sites, dtype=np.int32), points)
    point = np.tile(np.arange(points, dtype=np.int32), sites)
    columns = (
        pa.DictionaryArray.from_arrays(site, pa.array(site_ids, pa.string())),
        pa.DictionaryArray.from_arrays(point, pa.array(demand_ids, pa.string())),
        pa.array(cells["minutes"].ravel()),
        pa.array(cells["metres"].ravel()),
        pa.DictionaryArray.from_arrays(cells["answer"].ravel(), _ANSWERS),
    )
    return pa.Table.from_arrays(columns, schema=SCHEMA)


@contextmanager
def _workers_errors(job: Job, store: Path, lost: Lost) -> Iterator[None]:
    """Tell in one sentence that a worker is gone, and how much is done."""
    try:
        yield
    except lost as cause:
        done = sum(_is_done(job, store, number) for number in range(job.blocks))
        raise WorkersError(
            msgs(
                "A worker or its scheduler stopped half-way; one block of {all} is kept.",
                "A worker or its scheduler stopped half-way; {n} blocks of {all} are kept.",
                done,
                all=job.blocks,
            ),
            msg("Give the same command again: it goes on from there."),
        ) from cause


def _nobody(_share: float, _doing: Message) -> None:
    """Hear progress for a caller who does not ask."""
