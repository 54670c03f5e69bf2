"""Rows are checked once, at the border, and a wrong cell is named."""

from __future__ import annotations

import math
import sys
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point, Polygon

from i18n import Language
from layers.candidates import CANDIDATES
from layers.errors import RowsError
from layers.schema import CRS, empty, validate
from layers.stations import STATIONS

BOW_TIE = Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])


def make_rows(*rows: dict[str, Any]) -> gpd.GeoDataFrame:
    """Give candidate rows; what a row leaves out is filled with something sound."""
    sound = {"kind": "lycee", "name": "Lycée", "source": "test", "geometry": Point(2.3, 48.8)}
    whole = [{"id": f"site-{n}"} | sound | row for n, row in enumerate(rows)]
    return gpd.GeoDataFrame(whole, geometry="geometry", crs=CRS).set_index("id")


def refuse(*rows: dict[str, Any]) -> list[tuple[int, str, str]]:
    """Give row, column and value of each defect."""
    with pytest.raises(RowsError) as refused:
        validate(make_rows(*rows), CANDIDATES, file="sites.csv", first_row=2)
    return [(defect.row, defect.column, defect.value) for defect in refused.value.defects]


def test_sound_rows_pass_and_get_their_types() -> None:
    rows = validate(make_rows({"footprint_m2": "1200"}), CANDIDATES, file="sites.csv")
    assert rows.loc["site-0", "footprint_m2"] == 1200.0
    assert rows.loc["site-0", "operator"] == ""
    assert rows.crs == CRS


def test_an_empty_layer_has_every_column() -> None:
    assert list(empty(CANDIDATES).columns) == [*(c.name for c in CANDIDATES.columns), "geometry"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"id": "site_1"}, "id"),
        ({"id": ""}, "id"),
        ({"kind": "castle"}, "kind"),
        ({"source": ""}, "source"),
        ({"footprint_m2": "wide"}, "footprint_m2"),
        ({"footprint_m2": -4}, "footprint_m2"),
        ({"footprint_m2": -4.0}, "footprint_m2"),
        ({"footprint_m2": "inf"}, "footprint_m2"),
        ({"footprint_m2": math.inf}, "footprint_m2"),
        ({"as_of": "next week"}, "as_of"),
        ({"as_of": "9999-12-31"}, "as_of"),
        ({"as_of": "0001-01-01"}, "as_of"),
        ({"as_of": pd.Timestamp("2500-01-01")}, "as_of"),
        ({"covered": "maybe"}, "covered"),
        ({"geometry": Point(2.3, 99.0)}, "geometry"),
        ({"geometry": Point(200.0, 48.0)}, "geometry"),
        ({"geometry": None}, "geometry"),
        ({"geometry": BOW_TIE}, "geometry"),
    ],
)
def test_a_wrong_cell_is_named_with_its_row(row: dict[str, Any], column: str) -> None:
    assert [(2, column)] == [found[:2] for found in refuse(row)]


@pytest.mark.parametrize("crs", ["EPSG:2154", "EPSG:3857", None])
def test_a_wrong_crs_is_told_at_every_row(crs: str | None) -> None:
    """Also where its figures could pass for degrees, and where nothing says what they are."""
    near_nought = make_rows({}, {}).set_crs(crs, allow_override=True)
    with pytest.raises(RowsError, match="WGS 84 longitude and latitude") as refused:
        validate(near_nought, CANDIDATES, file="sites.csv", first_row=2)
    assert [(defect.row, defect.column) for defect in refused.value.defects] == [
        (2, "geometry"),
        (3, "geometry"),
    ]


def test_a_second_id_is_refused_where_it_stands() -> None:
    assert refuse({"id": "site-a"}, {"id": "site-b"}, {"id": "site-a"}) == [(4, "id", "site-a")]


def test_the_error_says_file_row_column_value_and_remedy_in_both_languages() -> None:
    with pytest.raises(RowsError) as refused:
        validate(make_rows({"covered": "maybe"}), CANDIDATES, file="sites.csv", first_row=2)
    for language in ("fr", "en"):
        told = Language.of(language)(refused.value.message)
        for part in ("sites.csv", "2", "covered", "maybe", "partly"):
            assert part in told


def test_an_unreadable_number_is_told_once_per_row() -> None:
    found = refuse({"footprint_m2": "wide"}, {}, {"footprint_m2": "broad"})
    assert [row for row, _, _ in found] == [2, 4]


@pytest.mark.parametrize(
    ("officers", "wrong"), [((0, None, 1_000_000), []), ((-1, 9, 1e7), [1, 3])]
)
def test_whole_numbers_of_their_type_are_held_to_their_limits(
    officers: tuple[float | None, ...], wrong: list[int]
) -> None:
    rows = make_rows({}, {}, {}).assign(kind="rail", officers=pd.array(officers, dtype="Int64"))
    try:
        validate(rows, STATIONS, file="stations.csv")
        found = []
    except RowsError as refused:
        found = [(defect.row, defect.column) for defect in refused.defects]
    assert found == [(row, "officers") for row in wrong]


@pytest.mark.parametrize(("cells", "wrong"), [((1.5, 2), [1]), (("12", 3), [1, 2])])
def test_what_is_no_whole_number_or_not_of_one_kind_is_told(
    cells: tuple[object, ...], wrong: list[int]
) -> None:
    rows = make_rows({}, {}).assign(kind="rail", officers=pd.Series(cells, ["site-0", "site-1"]))
    with pytest.raises(RowsError) as told:
        validate(rows, STATIONS, file="stations.csv")
    assert [defect.row for defect in told.value.defects] == wrong


def test_where_nothing_can_be_wrong_pandera_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading it would take longer than reading a town."""
    monkeypatch.setitem(sys.modules, "layers.cells", None)
    rows = make_rows({"footprint_m2": 1200.0})
    assert len(validate(rows, CANDIDATES, file="sites.csv")) == 1
    with pytest.raises(ImportError):
        validate(rows.assign(kind="castle"), CANDIDATES, file="sites.csv")


def test_missing_dates_and_texts_are_no_defect() -> None:
    rows = validate(make_rows({"as_of": None, "note": None}), CANDIDATES, file="sites.csv")
    assert pd.isna(rows.loc["site-0", "as_of"])
    assert rows.loc["site-0", "note"] == ""
