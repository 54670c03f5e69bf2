"""Times of tables that begin and end on a day."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from gis.tally import Flags


def lasting(table: pd.DataFrame, first: str, last: str, *, on: date) -> Flags:
    """Tell of each row whether its time, from one column to another, holds a day.

    First and last day count; an end that is not given is open, for no day is before or after it.
    As arrays: a calendar asks day by day.
    """
    day = np.datetime64(on, "D")
    begins, ends = (table[name].to_numpy(dtype="datetime64[D]") for name in (first, last))
    holds: Flags = ~(begins > day) & ~(ends < day)
    return holds
