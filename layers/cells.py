"""What pandera says of cells: their types, and each that does not fit.

Reading pandera takes longer than reading a town: ``layers.schema`` asks for it where it must.
"""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd
import pandera.pandas as pa

from layers.schema import DTYPES, NUMBERS, Column, Layer, words_of


def checked(
    frame: gpd.GeoDataFrame, columns: Sequence[Column], layer: Layer
) -> tuple[gpd.GeoDataFrame, pd.DataFrame | None]:
    """Give some columns of a table their types, and the cases of failure by the row's number.

    There are None where all is well.
    """
    schema = pa.DataFrameSchema({each.name: _column(each, layer) for each in columns}, coerce=True)
    try:
        typed = schema.validate(frame.reset_index(drop=True), lazy=True)
        return typed.set_index(frame.index), None
    except pa.errors.SchemaErrors as found:
        return frame, found.failure_cases


def _column(column: Column, layer: Layer) -> pa.Column:
    words = words_of(column, layer)
    checks = []
    if words:
        checks.append(pa.Check.isin(list(words)))
    elif column.required:
        checks.append(pa.Check.str_length(min_value=1))
    if column.holds in NUMBERS:
        checks.append(pa.Check.in_range(*column.ends))
    return pa.Column(DTYPES[column.holds], checks, nullable=True)
