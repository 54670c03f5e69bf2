"""Rows of a model, written kind by kind and put together once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from gis.distance import Floats
from gis.tally import Ints


@dataclass(frozen=True, eq=False)
class Rows:
    """Some rows: the place (rows counted from 0) and factor of each entry, the ends of each row."""

    row: Ints
    column: Ints
    factor: Floats
    lower: Floats
    upper: Floats


def at_most_nothing(row: Ints, column: Ints, factor: Floats, height: int) -> Rows:
    """Give so many rows of which each comes to zero or less."""
    return Rows(row, column, factor, np.full(height, -np.inf), np.zeros(height))


def stacked(kinds: Sequence[Rows], columns: int) -> tuple[sparse.csr_array, Floats, Floats]:
    """Put rows below each other: the matrix (rows × columns), lower and upper ends."""
    first = np.cumsum([0, *(len(each.lower) for each in kinds)])
    row = np.concatenate([each.row + at for each, at in zip(kinds, first[:-1], strict=True)])
    column = np.concatenate([each.column for each in kinds])
    factor = np.concatenate([each.factor for each in kinds])
    lower = np.concatenate([each.lower for each in kinds])
    upper = np.concatenate([each.upper for each in kinds])
    return sparse.csr_array((factor, (row, column)), shape=(first[-1], columns)), lower, upper
