"""One schema for all layers: the columns they share, how each is checked, and how a layer is told.

A layer is an EPSG:4326 GeoDataFrame indexed by a stable string ``id`` (``osm-way-123``: dashes, no
underscores). Rows are validated once, at the border; past it, code may rely on them.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import geopandas as gpd
import pandas as pd
import pyproj

from i18n import Message, msg
from layers.errors import Defect, RowsError

# One object for every table: each further one costs milliseconds in each new thread of the app.
CRS = pyproj.CRS("EPSG:4326")
ID_PATTERN = r"[a-z0-9]+(-[a-z0-9]+)*"
ColumnType: TypeAlias = Literal["text", "number", "whole", "day", "ids"]
NUMBERS: frozenset[ColumnType] = frozenset({"number", "whole"})
DTYPES: Mapping[ColumnType, Any] = {
    "text": "str",
    "number": "float64",
    "whole": "Int64",
    "day": "datetime64[ns]",
    "ids": "object",
}
_EMPTY: Mapping[ColumnType, Any] = {
    "text": "",
    "number": float("nan"),
    "whole": pd.NA,
    "day": pd.NaT,
    "ids": None,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a layer: its name, what it holds, its title on screen, and what it may hold."""

    name: str
    holds: ColumnType
    title: Message
    one_of: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    required: bool = False

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the most number that it may hold, neither of them infinite."""
        least = -sys.float_info.max if self.least is None else self.least
        return least, sys.float_info.max if self.most is None else self.most

    @property
    def remedy(self) -> Message:
        """What a value must be, told to the person who has to correct it."""
        if self.one_of:
            return msg("use one of: {words}", words=tuple(word for word in self.one_of if word))
        if self.least is not None and self.most is not None:
            return msg("give a number between {least} and {most}", least=self.least, most=self.most)
        if self.least is not None:
            return msg("give a number of at least {least}", least=self.least)
        return _REMEDIES[self.holds]


_REMEDIES: Mapping[ColumnType, Message] = {
    "text": msg("give a text"),
    "number": msg("give a number"),
    "whole": msg("give a whole number"),
    "day": msg("give a date as YYYY-MM-DD, from 1678 to 2261, or leave the cell empty"),
    "ids": msg("give a list of node numbers"),
}
ID_REMEDY = msg("give a unique id of lowercase letters, digits and dashes")
GEOMETRY_REMEDY = msg("give a valid geometry in WGS 84 longitude and latitude")

COMMON = (
    Column("name", "text", msg("Name")),
    Column("kind", "text", msg("Kind"), required=True),
    Column("source", "text", msg("Source"), required=True),
    Column("as_of", "day", msg("Date of the data")),
    Column("assumed", "text", msg("Assumed columns")),
    Column("commune", "text", msg("Commune")),
    Column("departement", "text", msg("Département")),
    Column("note", "text", msg("Note")),
)


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind is drawn; shape stands beside colour, so that grey paper tells kinds apart too."""

    colour: str
    fill: str
    shape: Literal["circle", "square", "triangle", "diamond", "line", "area"] = "circle"
    radius: float = 6.0
    weight: float = 1.5
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Tags:
    """An OpenStreetMap condition: every ``key`` has one of its values (``*`` for any)."""

    kind: str
    all_of: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Layer:
    """The contract of a layer module; one test holds every layer to it.

    ``kinds`` gives each kind its name on screen (the legend), ``tags`` what OpenStreetMap calls it,
    in order of precedence, and ``styles`` how it is drawn.
    """

    name: str
    title: Message
    kinds: Mapping[str, Message]
    styles: Mapping[str, Style]
    tags: tuple[Tags, ...]
    own: tuple[Column, ...]
    shapes: frozenset[str]
    columns: tuple[Column, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Join the shared columns and the layer's own."""
        object.__setattr__(self, "columns", COMMON + self.own)


def words_of(column: Column, layer: Layer) -> tuple[str, ...]:
    """Give the words that a column may hold; none where any will do."""
    return tuple(layer.kinds) if column.name == "kind" else column.one_of


def empty(layer: Layer) -> gpd.GeoDataFrame:
    """Give a layer without rows: every column of its schema, and an empty geometry."""
    return complete(gpd.GeoDataFrame({"geometry": []}, geometry="geometry", crs=CRS), layer)


def complete(frame: gpd.GeoDataFrame, layer: Layer) -> gpd.GeoDataFrame:
    """Add the columns that a source does not know, empty, and put all in the schema's order."""
    cells = {column.name: _cells(frame, column) for column in layer.columns}
    whole = pd.DataFrame(cells, index=frame.index)
    whole.index.name = "id"
    return gpd.GeoDataFrame(whole, geometry=frame["geometry"], crs=frame.crs)


def validate(
    frame: gpd.GeoDataFrame, layer: Layer, *, file: str, first_row: int = 1
) -> gpd.GeoDataFrame:
    """Check a layer's rows at the border and give them their types.

    ``frame`` is indexed by ``id`` and in EPSG:4326; ``file`` and ``first_row`` (the line of its
    first record) tell a person where to look. Raises RowsError with every cell that does not fit.
    """
    whole = complete(frame, layer)
    rows = dict(enumerate(range(first_row, first_row + len(whole))))
    defects = [*_id_defects(whole, file, rows), *_geometry_defects(whole, layer, file, rows)]
    typed, wrong = _checked(whole, layer)
    if wrong is not None:
        defects += _cell_defects(wrong, layer, whole, file, rows)
    if defects:
        raise RowsError(tuple(sorted(dict.fromkeys(defects), key=lambda d: d.row)))
    return gpd.GeoDataFrame(typed, geometry="geometry", crs=CRS)


def _cells(frame: gpd.GeoDataFrame, column: Column) -> object:
    """Give the cells of a column, or what stands for each of them; a text is never missing."""
    if column.name not in frame.columns:
        blank = _EMPTY[column.holds]  # alone, it says its type, but for that of whole numbers
        return pd.Series(blank, frame.index, "Int64") if column.holds == "whole" else blank
    cells = frame[column.name]
    if column.holds != "text" or (cells.dtype == "str" and not cells.hasnans):
        return cells
    return cells.fillna("").astype("str")


def _checked(whole: gpd.GeoDataFrame, layer: Layer) -> tuple[gpd.GeoDataFrame, pd.DataFrame | None]:
    """Give cells their types, and pandera's failure cases where some do not fit.

    It looks at the columns in which something may be wrong, no other: each costs it time.
    """
    doubtful = [column for column in layer.columns if not _sound(whole[column.name], column, layer)]
    if not doubtful:
        return whole, None
    from layers.cells import checked  # noqa: PLC0415 - it reads pandera; few starts need it

    return checked(whole, doubtful, layer)


def _sound(cells: pd.Series[Any], column: Column, layer: Layer) -> bool:
    """Whether cells are of their type already, and each is one that the column may hold."""
    if cells.dtype != DTYPES[column.holds]:
        return False
    words = words_of(column, layer)
    if words:
        return bool(cells.isin(words).all())
    if column.required:
        return bool((cells != "").all())
    if column.holds not in NUMBERS:
        return True
    return bool(cells.dropna().between(*column.ends).all())


def _cell_defects(
    cases: pd.DataFrame, layer: Layer, whole: gpd.GeoDataFrame, file: str, rows: Mapping[int, int]
) -> list[Defect]:
    """Turn pandera's failure cases into sentences; a column that will not coerce has no row."""
    columns = {column.name: column for column in layer.columns}
    defects = []
    once = cases.drop_duplicates(["column", "index"])
    for name, place in zip(once["column"], once["index"], strict=True):
        column = columns[str(name)]
        remedy = column.remedy
        if column.name == "kind":
            remedy = msg("use one of: {words}", words=tuple(layer.kinds))
        where = [int(place)] if pd.notna(place) else _unfit(whole[column.name], column)
        defects += [
            Defect(file, rows[n], column.name, str(whole[column.name].iloc[n]), remedy)
            for n in where
        ]
    return defects


def _unfit(cells: pd.Series[Any], column: Column) -> list[int]:
    """Find the cells that do not become what the column holds, each tried by itself.

    Where each does, they do not go together, as texts beside numbers: then it is all of them.
    """
    alone = [n for n, cell in enumerate(cells) if not _fits(cell, column)]
    return alone or list(range(len(cells)))


def _fits(cell: object, column: Column) -> bool:
    alone = pd.Series([cell])
    try:
        (pd.to_datetime(alone) if column.holds == "day" else alone).astype(DTYPES[column.holds])
    except (TypeError, ValueError):  # a day that is too far off is one of these too
        return False
    return True


def _id_defects(whole: gpd.GeoDataFrame, file: str, rows: Mapping[int, int]) -> list[Defect]:
    ids = whole.index.to_series().astype("str").reset_index(drop=True)
    wrong = ids.duplicated(keep="first") | ~ids.str.fullmatch(ID_PATTERN)
    return [Defect(file, rows[n], "id", ids.iloc[n], ID_REMEDY) for n in ids.index[wrong]]


def _geometry_defects(
    whole: gpd.GeoDataFrame, layer: Layer, file: str, rows: Mapping[int, int]
) -> list[Defect]:
    shapes = whole.geometry
    box = shapes.bounds
    off = (box["minx"] < -180) | (box["maxx"] > 180) | (box["miny"] < -90) | (box["maxy"] > 90)  # noqa: PLR2004 - the ranges of longitude and latitude
    wrong = shapes.isna() | shapes.is_empty | ~shapes.is_valid | off
    wrong |= ~shapes.geom_type.isin(layer.shapes) | (shapes.crs is None or shapes.crs != CRS)
    places = [n for n, bad in enumerate(wrong) if bad]
    cells = [str(cell)[:60] for cell in shapes.iloc[places].to_wkt()]
    return [
        Defect(file, rows[n], "geometry", cell, GEOMETRY_REMEDY)
        for n, cell in zip(places, cells, strict=True)
    ]
