"""A bare table of costs in one file of arrays (NumPy's .npz): a problem of siting without a map."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from gis.distance import Floats
from gis.siting.explain.words import DEMAND
from gis.siting.problem import Problem
from i18n import Message, msg, msgs
from layers.disk import disk_told
from layers.errors import UnreadableFileError

_OF_POINTS = ("weight", "demand", "cutoff")
_OF_SITES = ("capacity", "fee")
_NUMBERS = ("cost", *_OF_POINTS, *_OF_SITES, "budget")
_IDS = ("site_ids", "point_ids")
_NUMERIC = "biuf"  # kinds of arrays: truth, whole numbers with and without sign, floats
_TEXTS = "biuSU"  # what may be an id: numbers, bytes, texts


@dataclass(frozen=True, eq=False)
class BareTable:
    """What a file of arrays holds.

    ``arrays`` are float64 by name: ``cost`` (sites × points; not finite where there is no journey)
    and whatever else of weight, demand, cutoff (points), capacity, fee (sites) and budget is given.
    Where the file names no sites or points (``sites_named``, ``points_named``), an id is the number
    of the row or column, counted from 0, with zeros before it so that order is kept.
    ``strange`` are names of arrays that mean nothing here.
    """

    arrays: Mapping[str, Floats]
    site_ids: tuple[str, ...]
    point_ids: tuple[str, ...]
    sites_named: bool
    points_named: bool
    strange: tuple[str, ...] = ()

    def site(self, word: str) -> str:
        """Give the id of a site as the problem has it: a plain row number will do."""
        width = len(self.site_ids[0]) if self.site_ids else 0
        return word if self.sites_named or not _is_number(word) else word.zfill(width)

    def site_told(self, name: str) -> int | str:
        """Give a site as an answer tells it: by its id, or by the number of its row."""
        return name if self.sites_named else int(name)

    def point_told(self, name: str) -> int | str:
        """Give a point as an answer tells it: by its id, or by the number of its column."""
        return name if self.points_named else int(name)

    def problem(self, *, cutoff: float | None = None, capacity: bool = False) -> Problem:
        """Give the problem, with ``cutoff`` for every point instead of the file's own.

        With ``capacity`` zones can be full; what stands at a point is then its demand, or its
        weight where the file gives no demand. Points without any weight given count 1 each.
        """
        points = len(self.point_ids)
        weight = self._column("weight", points, 1.0)
        own = self._column("cutoff", points, np.inf)
        demand = self._column(DEMAND, points, 1.0) if DEMAND in self.arrays else weight
        return Problem(
            site_ids=self.site_ids,
            point_ids=self.point_ids,
            cost=np.where(np.isposinf(self.arrays["cost"]), np.nan, self.arrays["cost"]),
            weight=weight,
            cutoff=own if cutoff is None else np.full(points, cutoff),
            fee=self._column("fee", len(self.site_ids), 0.0) if self._budgeted else None,
            budget=float(self.arrays["budget"]) if self._budgeted else np.inf,
            demand={DEMAND: demand} if capacity else {},
            capacity={DEMAND: self._column("capacity", len(self.site_ids))} if capacity else {},
        )

    def remarks(
        self, *, cutoff: float | None = None, capacity: bool = False
    ) -> tuple[Message, ...]:
        """Say what of the file counts for nothing, and what was taken where it gives nothing."""
        idle = tuple(self._idle(cutoff=cutoff, capacity=capacity))
        without = int((~np.isfinite(self.arrays["cost"])).sum())
        told = [
            msgs(
                "One cost is not a finite number, and means that there is no journey.",
                "{n} costs are not finite numbers, and mean that there is no journey.",
                without,
            ),
            msgs(
                "One array of the file counts for nothing: {names}.",
                "{n} arrays of the file count for nothing: {names}.",
                len(idle),
                names=idle,
            ),
        ]
        given = [each for each in told if each.count]
        if "weight" not in self.arrays:
            given.append(msg("The file gives no weight: every point counts the same."))
        if capacity and DEMAND not in self.arrays:
            given.append(msg("The file gives no demand: the weight of a point is its demand."))
        return tuple(given)

    @property
    def _budgeted(self) -> bool:
        return {"fee", "budget"} <= self.arrays.keys()

    def _column(self, name: str, length: int, usual: float | None = None) -> Floats:
        """Give a column; one number stands for a whole column of it."""
        if name not in self.arrays and usual is None:
            raise _refused(msg("“{name}” is missing", name=name))
        values = self.arrays.get(name, np.array(usual))
        return np.full(length, float(values)) if values.ndim == 0 else values

    def _idle(self, *, cutoff: float | None, capacity: bool) -> Iterator[str]:
        """Give the names of arrays that do not count."""
        yield from self.strange
        unused = set() if capacity else {"demand", "capacity"}
        unused |= set() if self._budgeted else {"fee", "budget"}
        unused |= set() if cutoff is None else {"cutoff"}
        yield from sorted(unused & self.arrays.keys())


def read_bare_table(file: Path) -> BareTable:
    """Read a file of arrays.

    Raises UnreadableFileError, naming the array, for what is no such file; StorageError where the
    disk does not give it.
    """
    read = _read(file)
    if "cost" not in read:
        raise _refused(msg("“{name}” is missing", name="cost"))
    arrays = {name: _numbers(name, read[name]) for name in _NUMBERS if name in read}
    sites, points = arrays["cost"].shape
    return BareTable(
        arrays=arrays,
        site_ids=_ids("site_ids", read, sites),
        point_ids=_ids("point_ids", read, points),
        sites_named="site_ids" in read,
        points_named="point_ids" in read,
        strange=tuple(sorted(read.keys() - {*_NUMBERS, *_IDS})),
    )


def _read(file: Path) -> dict[str, Any]:
    """Give what the file holds, by name; never an object, which could run as a program."""
    with disk_told(
        lambda reason: (
            msg("The table {file} cannot be read: {reason}.", file=str(file), reason=reason),
            msg("Check its name and folder."),
        )
    ):
        stream = file.open("rb")
    with stream:
        if not stream.read(1):
            raise _refused(msg("it is empty"))
        stream.seek(0)
        try:
            found = np.load(stream, allow_pickle=False)
            named = found if isinstance(found, np.lib.npyio.NpzFile) else None
        except _BROKEN as cause:
            raise _refused(_NO_NPZ) from cause
        if named is None:
            raise _refused(_NO_NPZ)
        return {name: _array(named, name) for name in named.files}


def _array(named: Any, name: str) -> Any:  # noqa: ANN401 - numpy gives bytes for what is no array
    try:
        return named[name]
    except _BROKEN as cause:
        known = "object" in str(cause).lower()
        reason = (
            msg("“{name}” holds objects, not numbers", name=name)
            if known
            else msg("“{name}” is damaged or cut short", name=name)
        )
        raise _refused(reason) from cause


def _numbers(name: str, values: Any) -> Floats:  # noqa: ANN401 - whatever the file holds
    """Give an array as float64, with as many sides as it should have."""
    if not isinstance(values, np.ndarray) or values.dtype.kind not in _NUMERIC:
        raise _refused(msg("“{name}” holds no numbers", name=name))
    if name == "cost" and values.ndim != 2:  # noqa: PLR2004 - rows and columns
        raise _refused(msg("“cost” is no table of sites in rows and points in columns"))
    if name == "budget" and values.size == 1:
        values = values.reshape(())
    if name != "cost" and values.ndim > (name != "budget"):
        raise _refused(msg("“{name}” is no list of numbers, one for each", name=name))
    numbers: Floats = values.astype(np.float64)
    return numbers


def _ids(name: str, read: Mapping[str, Any], length: int) -> tuple[str, ...]:
    """Give the ids that the file has, else numbers from 0 of one width."""
    if name not in read:
        width = len(str(max(length - 1, 0)))
        return tuple(str(n).zfill(width) for n in range(length))
    values: npt.NDArray[Any] = read[name]
    if not isinstance(values, np.ndarray) or values.ndim != 1 or values.dtype.kind not in _TEXTS:
        raise _refused(msg("“{name}” is no list of names, one for each", name=name))
    if len(values) != length:
        raise _refused(
            msgs(
                "“{name}” has one name, not {wanted}",
                "“{name}” has {n} names, not {wanted}",
                len(values),
                name=name,
                wanted=length,
            )
        )
    if values.dtype.kind == "S":
        return tuple(each.decode("utf-8", "replace") for each in values.tolist())
    return tuple(str(each) for each in values.tolist())


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal()


def _refused(reason: Message) -> UnreadableFileError:
    return UnreadableFileError(
        msg("The file of the table cannot be used: {reason}.", reason=reason),
        msg("Write it with numpy.savez: “cost” with sites in rows and points in columns."),
    )


_NO_NPZ = msg("it is no .npz file, or it is cut short")
# What numpy, zipfile and zlib say of a file that is not what it should be; a header may ask for
# more memory than there is, and a member may be encrypted (RuntimeError).
_BROKEN = (
    ValueError,
    OSError,
    EOFError,
    KeyError,
    TypeError,
    RuntimeError,
    OverflowError,
    MemoryError,
    SyntaxError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
)
