"""Closures from a file or from the venues: all that is given counts, and a bad file adds none."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
import shapely

from gis.distance import straight_metres
from gis.network.closure_sources import perimeter_closures, read_closures
from gis.network.closures import Closure, Terms
from layers.errors import UnreadableFileError
from tests.stories import make_area, make_point

SQUARE = {"type": "Polygon", "coordinates": [[[2, 48], [3, 48], [3, 49], [2, 48]]]}
LINE = {"type": "LineString", "coordinates": [[2, 48], [3, 49]]}
USUAL = Terms("Closure", starts=date(2024, 7, 26))


def make_feature(geometry: object, **properties: object) -> dict[str, Any]:
    """Make a GeoJSON feature."""
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def read(*features: object) -> tuple[Closure, ...]:
    """Read a collection of features."""
    whole = {"type": "FeatureCollection", "features": features}
    return read_closures(json.dumps(whole).encode(), file="quays.geojson", usual=USUAL)


def test_a_feature_says_its_name_days_and_whom_it_bars() -> None:
    days = {"starts": "2024-07-18", "ends": "2024-07-26T23:00:00+02:00"}
    (quays,) = read(make_feature(SQUARE, name="Quais", bars="everyone", **days))
    assert (quays.name, quays.bars) == ("Quais", "everyone")
    assert (quays.starts, quays.ends) == (date(2024, 7, 18), date(2024, 7, 26))


def test_what_a_feature_does_not_say_is_as_usual() -> None:
    (line,) = read(make_feature(LINE))
    assert (line.name, line.starts, line.ends, line.bars) == (
        *("Closure", date(2024, 7, 26), None),
        "vehicles",
    )


def test_a_bare_geometry_is_a_closure() -> None:
    content = json.dumps(SQUARE).encode()
    assert read_closures(content, file="a.json", usual=USUAL)[0].shape.area == pytest.approx(0.5)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"7",
        b'{"type": "FeatureCollection", "features": []}',
        b'{"type": "FeatureCollection", "features": {}}',
        b'{"type": "FeatureCollection", "features": [null]}',
        b'{"type": "Topology"}',
        b"[" * 100_000,
        json.dumps(make_feature(None)).encode(),
        json.dumps(make_feature({"type": "Point", "coordinates": [2, 48]})).encode(),
        json.dumps(make_feature({"type": "Polygon", "coordinates": "x"})).encode(),
        json.dumps(make_feature(SQUARE, starts="tomorrow")).encode(),
        json.dumps(make_feature(SQUARE, bars="dogs")).encode(),
        json.dumps(make_feature(SQUARE, bars=["dogs"])).encode(),
    ],
)
def test_a_bad_file_is_told_by_its_name(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"bad\.geojson"):
        read_closures(content, file="bad.geojson", usual=USUAL)


def test_one_bad_feature_is_named_and_none_is_taken() -> None:
    with pytest.raises(UnreadableFileError, match="feature 2"):
        read(make_feature(SQUARE), make_feature({"type": "Point", "coordinates": [2, 48]}))


def test_a_perimeter_lies_round_its_venue_at_the_radius_given() -> None:
    venues = make_area(points=[make_point("Stade", 0.2, radius_m=300)])["venues"]
    (found,) = perimeter_closures(venues, in_use=frozenset(venues.index), usual=USUAL)
    middle = venues.get_coordinates().to_numpy()
    edge = shapely.get_coordinates(found.shape)
    assert straight_metres(middle, edge) == pytest.approx(300, rel=0.01)
    assert found.name == "Stade"


def test_a_venue_out_of_use_or_without_perimeter_closes_nothing() -> None:
    points = [make_point("Stade", 0.2, radius_m=300), make_point("Port", 0.8)]
    venues = make_area(points=points)["venues"]
    found = perimeter_closures(venues, in_use=frozenset({"venue-port"}), usual=USUAL)
    assert found == ()
