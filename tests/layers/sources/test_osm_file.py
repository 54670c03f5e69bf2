"""Reading an OpenStreetMap file: the whole way, with the town and with small sketches."""

from __future__ import annotations

import bz2
import gzip
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import osmium
import pandas as pd
import pytest
import shapely
from osmium.osm.mutable import Node

from i18n import Message
from layers.area import Area
from layers.catalogue import LAYERS
from layers.errors import ExtentError, StorageError, UnreadableFileError
from layers.schema import validate
from layers.sources import osm_file
from layers.sources.osm import ways
from layers.sources.osm.spill import Ways
from layers.sources.osm_file import read_osm_file
from tests.layers.sources.osm_stories import CORPUS, TOWN, Sketch, warnings

INVALID = sorted(file for file in (CORPUS / "invalid").iterdir())
ODD = sorted((CORPUS / "odd").glob("*.osm"))
INSIDE = (3.099, 47.4995, 3.104, 47.503)


@pytest.fixture(scope="module")
def town() -> Area:
    """Valbrême, whole."""
    return read_osm_file(TOWN)


def test_the_manifest_says_where_the_town_came_from(town: Area) -> None:
    """What every map and export must carry."""
    manifest = town.manifest
    assert (manifest.title, manifest.source) == ("town", "OpenStreetMap file town.osm")
    assert (manifest.credit, manifest.licence) == ("© OpenStreetMap contributors", "ODbL 1.0")
    assert (manifest.country, manifest.city_halls) == ("FR", ("Valbrême",))
    assert manifest.as_of == date(2024, 6, 1)


@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_keeps_its_schema(town: Area, layer: str) -> None:
    """Also through a second validation."""
    again = validate(town[layer], LAYERS[layer], file="town.osm")
    assert list(again.index) == list(town[layer].index)


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.name)
def test_a_file_that_is_none_is_refused_by_name(file: Path) -> None:
    """One sentence with the file's name, one with what to do; never pyosmium's own error."""
    with pytest.raises(UnreadableFileError) as refused:
        read_osm_file(file)
    assert file.name in str(refused.value.what)
    assert str(refused.value.remedy)


@pytest.mark.parametrize("file", ODD, ids=lambda file: file.stem)
def test_an_odd_file_is_read_and_what_is_odd_is_told(file: Path) -> None:
    """Its warnings are the lines of the text beside it."""
    expected = file.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert warnings(read_osm_file(file)) == expected


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    """With the name that was asked for."""
    (tmp_path / "folder.osm").mkdir()
    for name in ("nowhere.osm", "folder.osm"):
        with pytest.raises(UnreadableFileError, match=name):
            read_osm_file(tmp_path / name)


def test_all_four_formats_give_the_same_rows(tmp_path: Path, town: Area) -> None:
    """Plain, packed, and as pbf."""
    (tmp_path / "town.osm.gz").write_bytes(gzip.compress(TOWN.read_bytes()))
    (tmp_path / "town.osm.bz2").write_bytes(bz2.compress(TOWN.read_bytes()))
    with osmium.SimpleWriter(str(tmp_path / "town.osm.pbf")) as writer:
        for thing in osmium.FileProcessor(str(TOWN)):
            writer.add(thing)
    for file in tmp_path.iterdir():
        area = read_osm_file(file)
        assert area.counts == town.counts
        assert (
            area["candidates"]
            .drop(columns="geometry")
            .equals(town["candidates"].drop(columns="geometry"))
        )


def test_streets_keep_one_node_number_for_each_vertex(town: Area) -> None:
    """Whole numbers, so that a network can be cut where two streets share one."""
    streets = town["streets"]
    vertices = shapely.get_num_coordinates(streets.geometry.to_numpy())
    assert [len(nodes) for nodes in streets["nodes"]] == list(vertices)
    assert all(nodes.dtype == np.int64 for nodes in streets["nodes"])
    assert set(streets["oneway"]) == {"", "yes", "-1", "no"}


def test_a_large_file_keeps_the_places_of_nodes_on_disk_and_gives_the_same_rows(
    monkeypatch: pytest.MonkeyPatch, town: Area
) -> None:
    """With broken relations, whose members are looked up one by one."""
    monkeypatch.setattr(osm_file, "_LARGE_BYTES", 0)
    again = read_osm_file(TOWN)
    assert again.manifest == town.manifest
    for layer in LAYERS:
        pd.testing.assert_frame_equal(pd.DataFrame(again[layer]), pd.DataFrame(town[layer]))


def test_streets_survive_a_parquet_file(tmp_path: Path, town: Area) -> None:
    """Node numbers included."""
    town["streets"].to_parquet(tmp_path / "streets.parquet")
    back = gpd.read_parquet(tmp_path / "streets.parquet")
    pairs = zip(back["nodes"], town["streets"]["nodes"], strict=True)
    assert all(np.array_equal(kept, given) for kept, given in pairs)


def test_a_clip_keeps_what_touches_it_and_whole_streets(town: Area) -> None:
    """No junction is invented at the edge."""
    part = read_osm_file(TOWN, extent=INSIDE)
    edge = shapely.box(*INSIDE)
    for layer in ("streets", "candidates", "stations"):
        touching = town[layer][town[layer].intersects(edge)]
        assert set(part[layer].index) == set(touching.index)
        assert part[layer].geometry.equals(touching.geometry.loc[part[layer].index])
    assert part.manifest.bbox == INSIDE
    reach = part["base_map"].total_bounds
    assert shapely.box(*reach).within(edge.buffer(2e-5))


def test_a_clip_may_be_a_polygon(town: Area) -> None:
    """A triangle holds less than its box."""
    triangle = shapely.Polygon([(3.1, 47.5), (3.11, 47.5), (3.1, 47.51)])
    part = read_osm_file(TOWN, extent=triangle)
    assert 0 < part.counts["candidates"] < town.counts["candidates"]
    assert part["candidates"].intersects(triangle).all()


def test_a_clip_outside_the_file_or_with_swapped_axes_is_refused() -> None:
    """Before any layer is made."""
    with pytest.raises(ExtentError, match=r"outside the file “town\.osm”"):
        read_osm_file(TOWN, extent=(9.0, 47.0, 9.1, 47.1))
    with pytest.raises(ExtentError, match="Did you swap"):
        read_osm_file(TOWN, extent=(47.4995, 3.099, 47.503, 3.104))


def test_progress_rises_from_nothing_to_all() -> None:
    """And says what is being done."""
    heard: list[tuple[float, Message]] = []
    read_osm_file(TOWN, progress=lambda share, doing: heard.append((share, doing)))
    shares = [share for share, _ in heard]
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] == 1
    assert str(heard[0][1]) == "Reading the file"


def test_layers_are_told_of_batch_by_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Making them takes a fifth of the time of a large file."""
    monkeypatch.setattr(ways, "_BATCH", 5)
    heard: list[float] = []

    def hear(share: float, doing: Message) -> None:
        heard.extend([share] if str(doing) == "Making the layers" else [])

    read_osm_file(TOWN, progress=hear)
    assert len(heard) > 5
    assert heard == sorted(heard)
    assert 0.9 == heard[0] < heard[-1] < 1


def test_a_full_disk_is_told_as_one_and_not_as_a_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Streets stand on disk while they are read; here their folder is gone."""
    monkeypatch.setattr(Ways, "_file", lambda _, n: tmp_path / "gone" / str(n))
    with pytest.raises(StorageError, match="cannot be written"):
        read_osm_file(TOWN)


def test_a_name_with_control_characters_is_cleaned(tmp_path: Path) -> None:
    """XML forbids them; a pbf carries them, and a name longer than OpenStreetMap's."""
    file = tmp_path / "hostile.osm.pbf"
    names = ["Salle\x07\x1b[2J\u202erouge", "<script>alert(1)</script>", "مدرسة", "É" * 300]
    with osmium.SimpleWriter(str(file)) as writer:
        for number, name in enumerate(names, 1):
            tags = {"amenity": "community_centre", "name": name}
            writer.add_node(Node(id=number, location=(3.1, 47.5 + number / 1000), tags=tags))
    area = read_osm_file(file)
    clean = ["Salle [2J rouge", "<script>alert(1)</script>", "مدرسة", "É" * 255]
    assert list(area["candidates"]["name"]) == clean
    assert any("more than 255 letters, cut there: osm-node-4" in line for line in warnings(area))


def test_a_file_without_a_date_is_dated_by_the_day_it_was_saved(tmp_path: Path) -> None:
    """And says so."""
    file = tmp_path / "undated.osm"
    node = '<node id="1" lat="47.5" lon="3.1"><tag k="amenity" v="police"/></node>'
    file.write_text(f'<osm version="0.6">{node}</osm>')
    area = read_osm_file(file)
    assert area["candidates"]["as_of"].iloc[0] == pd.Timestamp(area.manifest.as_of)
    assert any("does not say its date" in line for line in warnings(area))


def test_a_multipolygon_keeps_its_court_open(town: Area) -> None:
    """The court of the Groupe scolaire is no ground of it."""
    school = town["candidates"].loc["osm-relation-1"]
    assert len(school.geometry.interiors) == 1
    assert school["footprint_m2"] == pytest.approx(160 * 100 - 40 * 40, rel=5e-3)


def test_an_open_outline_with_a_closed_one_inside_stays_a_point(tmp_path: Path) -> None:
    """A point on the way, not a guess at its area."""
    sketch = Sketch()
    way = sketch.way((0, 0.001), (0.001, 0.001), (0.001, 0.002), amenity="police")
    area = sketch.read(tmp_path)
    assert area["candidates"].geometry.loc[f"osm-way-{way}"].geom_type == "Point"
    assert np.isnan(area["candidates"]["footprint_m2"].iloc[0])


def test_what_an_editor_has_not_uploaded_is_kept_or_named(tmp_path: Path) -> None:
    """It numbers below zero: points are kept under a stable id; pyosmium cannot place its ways."""
    file = tmp_path / "draft.osm"
    tags = '<tag k="type" v="multipolygon"/><tag k="amenity" v="police"/>'
    file.write_text(
        '<osm version="0.6"><node id="-1" lat="47.5" lon="3.1"/>'
        '<node id="-2" lat="47.5" lon="3.2"/><node id="-3" lat="47.6" lon="3.1">'
        '<tag k="amenity" v="police"/></node>'
        '<way id="-1"><nd ref="-1"/><nd ref="-2"/><tag k="highway" v="service"/></way>'
        '<way id="-2"><nd ref="-1"/><nd ref="-2"/><nd ref="-3"/><nd ref="-1"/></way>'
        f'<relation id="-1"><member type="way" ref="-2" role="outer"/>{tags}</relation></osm>'
    )
    area = read_osm_file(file)
    assert list(area["candidates"].index) == ["osm-node-new-3"]
    (told,) = [line for line in warnings(area) if "no place on the ground" in line]
    assert "osm-way-new-1, osm-relation-new-1" in told


def test_what_was_deleted_is_not_there(tmp_path: Path) -> None:
    """A file with history tells of elements that are no more."""
    file = tmp_path / "history.osm"
    node = '<node id="{}" version="2" visible="{}" lat="47.5" lon="3.1">{}</node>'
    tag = '<tag k="amenity" v="police"/>'
    drawn = node.format(1, "true", tag) + node.format(2, "false", tag)
    file.write_text(f'<osm version="0.6">{drawn}</osm>')
    assert list(read_osm_file(file)["candidates"].index) == ["osm-node-1"]
