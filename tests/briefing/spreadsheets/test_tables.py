"""The two tables hold every row, in words, and no name in them can run."""

from __future__ import annotations

import csv
import io

from briefing.spreadsheets.tables import served_csv, sites_csv, verdicts_csv
from gis.standard import Standard
from i18n import Language
from layers.area import Area
from layers.catalogue import LAYERS
from tests.stories import SITES, make_area, situation

FRENCH, ENGLISH = Language.of("fr"), Language.of("en")


def rows(table: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    """Read a table as a spreadsheet would."""
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig")), delimiter=delimiter))


def test_each_place_has_its_row_served_or_not() -> None:
    found = situation(picks=("site-arago",), standard=Standard(cutoff=1))
    table = rows(served_csv(found, say=ENGLISH))
    assert [row["Served"] for row in table] == ["yes", "no", "no"]
    assert {row["Name of the zone"] for row in table} == {"Arago"}
    assert {row["How travel was found"] for row in table} == {"streets"}
    assert {row["Plan"] for row in table} == {found.plan.digest}
    assert {row["Credit"] for row in table} == {"© Villebourg – none"}


def test_each_site_has_its_row_and_a_refused_one_its_reason_and_source() -> None:
    table = {row["Id"]: row for row in rows(sites_csv(situation(), say=ENGLISH))}
    assert len(table) == len(SITES)
    assert "Mairie de Villebourg" in table["site-diderot"]["Reasons"]
    assert table["site-diderot"]["Sources"]


def test_every_verdict_has_its_row() -> None:
    found = situation()
    table = rows(verdicts_csv(found.area, found.screening, say=ENGLISH))
    assert len(table) == len(found.screening.verdicts)


def test_french_tables_are_french() -> None:
    served = served_csv(situation(picks=("site-arago",)), say=FRENCH)
    assert len(rows(served, ";")[0]) == 18


def test_the_distance_to_the_street_is_told_of_places_and_sites() -> None:
    found = situation(picks=("site-arago",))
    served, sites = served_csv(found, say=ENGLISH), sites_csv(found, say=ENGLISH)
    metres = [float(row["Metres from the street"]) for row in (*rows(served), *rows(sites))]
    assert all(10 < each < 13 for each in metres)


def test_where_travel_is_estimated_no_distance_to_a_street_is_told() -> None:
    whole = make_area()
    streetless = Area(whole.manifest, {name: whole[name] for name in LAYERS if name != "streets"})
    found = situation(streetless, picks=("site-arago",))
    assert {row["Metres from the street"] for row in rows(sites_csv(found, say=ENGLISH))} == {""}


def test_a_formula_for_a_name_is_disarmed_wherever_it_stands() -> None:
    hostile = '=HYPERLINK("http://x","y")'
    area = make_area(sites=[SITES[0] | {"name": hostile, "owner": hostile}])
    found = situation(area, picks=("site-arago",))
    for table in (
        served_csv(found, say=ENGLISH),
        sites_csv(found, say=ENGLISH),
        verdicts_csv(found.area, found.screening, say=ENGLISH),
    ):
        cells = [cell for row in rows(table) for cell in row.values()]
        assert any(hostile in cell for cell in cells)
        assert not any(cell.startswith("=") for cell in cells)
