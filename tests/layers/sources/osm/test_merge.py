"""One place drawn twice."""

from __future__ import annotations

from pathlib import Path

from tests.layers.sources.osm_stories import Sketch, warnings


def test_a_school_node_on_its_campus_is_the_campus(tmp_path: Path) -> None:
    """The campus keeps its ground, and gets from the node what it did not know."""
    town = Sketch()
    campus = town.block(0, 0.001, 0.001, amenity="school", name="Le Puits")
    node = town.node(0.0005, 0.0015, amenity="school", name="le puits", operator="Ville de Brême")
    area = town.read(tmp_path)
    (site,) = area["candidates"].itertuples()
    assert site.Index == f"osm-way-{campus}"
    assert site.operator == "Ville de Brême"
    assert site.footprint_m2 > 8_000
    assert site.note.endswith(f"+osm-node-{node}")
    assert any(f"osm-node-{node} → osm-way-{campus}" in line for line in warnings(area))


def test_another_name_is_another_place(tmp_path: Path) -> None:
    """Two schools may share a campus."""
    town = Sketch()
    town.block(0, 0.001, 0.001, amenity="school", name="Le Puits")
    town.node(0.0005, 0.0015, amenity="school", name="La Source")
    assert town.read(tmp_path).counts["candidates"] == 2


def test_two_names_on_a_nameless_campus_stay_apart(tmp_path: Path) -> None:
    """Whose it is cannot be known, so it is not guessed."""
    town = Sketch()
    town.block(0, 0.001, 0.001, amenity="school")
    town.node(0.0003, 0.0013, amenity="school", name="Le Puits")
    town.node(0.0006, 0.0016, amenity="school", name="La Source")
    assert town.read(tmp_path).counts["candidates"] == 3


def test_two_levels_on_one_campus_stay_apart(tmp_path: Path) -> None:
    """A collège inside a lycée is a second establishment."""
    town = Sketch()
    town.block(0, 0.001, 0.001, amenity="school", school__FR="lycée")
    town.node(0.0003, 0.0013, amenity="school", school__FR="collège")
    assert sorted(town.read(tmp_path)["candidates"]["kind"]) == ["college", "lycee"]


def test_a_level_told_by_the_node_is_the_campuss(tmp_path: Path) -> None:
    """The campus alone would have been an assumed primary school."""
    town = Sketch()
    town.block(0, 0.001, 0.001, amenity="school")
    town.node(0.0003, 0.0013, amenity="school", school__FR="collège", name="Le Puits")
    (site,) = town.read(tmp_path)["candidates"].itertuples()
    assert (site.kind, site.name, site.assumed) == ("college", "Le Puits", "")


def test_a_building_of_the_campus_is_the_campus_and_a_hall_is_not(tmp_path: Path) -> None:
    """The same kind merges; a sports hall on a campus is a site of its own."""
    town = Sketch()
    campus = town.block(0, 0.001, 0.001, amenity="school", name="Le Puits")
    inner = town.block(0.0002, 0.0012, 0.0003, amenity="school", building="yes")
    hall = town.block(0.0006, 0.0016, 0.0002, leisure="sports_hall")
    sites = town.read(tmp_path)["candidates"]
    assert sorted(sites.index) == sorted([f"osm-way-{campus}", f"osm-way-{hall}"])
    assert f"osm-way-{inner}" in sites.loc[f"osm-way-{campus}", "note"]


def test_a_station_drawn_as_stops_is_one_station(tmp_path: Path) -> None:
    """Within 150 m and of one kind; the metro under it is another."""
    town = Sketch()
    town.node(0, 0, railway="station", name="Valbrême")
    town.node(0.0015, 0, railway="station", name="Valbrême")
    town.node(0.0001, 0, railway="station", station="subway", name="Valbrême")
    town.node(0.0050, 0, railway="station", name="Valbrême")
    town.node(0.0002, 0, railway="station")
    stations = town.read(tmp_path)["stations"]
    assert sorted(stations["kind"]) == ["metro", "rail", "rail", "rail"]
