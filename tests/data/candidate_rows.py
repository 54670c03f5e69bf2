"""The rows of the table of candidate sites, as its tests read them."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from tests.data.truth import table

SCHOOLS_OF_THE_STATE = {"site-uai-0930863h", "site-uai-0780015t"}
REGION = {"lon": (1.44, 3.56), "lat": (48.12, 49.25)}


@cache
def candidates() -> pd.DataFrame:
    """Read the table, with positions and areas as numbers."""
    rows = table("candidates")
    numbers = {"lon": float, "lat": float, "footprint_m2_assumed": int}
    return rows.astype(numbers)


def records() -> list[Any]:
    """List the rows, one named tuple each."""
    return list(candidates().itertuples())
