"""The quiet base map of the embedded example: sound shapes, few vertices, lines where they lie."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, polygonize, unary_union

from tests.data.truth import SHARED, needs_shared, table

METRIC = "EPSG:2154"
DECIMALS = 4
MOST_VERTICES = 1_000
LEAST_OVERLAP = 0.97
LEAST_OF_PARIS = 0.98
MOTORWAY_MEDIAN = 250.0
STEP = 500.0
KINDS = {"departement", "water", "wood", "motorway", "city"}
COLUMNS = ["id", "name", "kind", "geometry", "source", "as_of", "note"]
DEPARTEMENTS = {"75", "77", "78", "91", "92", "93", "94", "95"}
ROADS = {
    "a1": "A1",
    "a3": "A3",
    "a4": "A4",
    "a5": "A5|A5A",
    "a6": "A6|A6A|A6B",
    "a10": "A10",
    "a12": "A12",
    "a13": "A13",
    "a14": "A14",
    "a15": "A15",
    "a16": "A16|N184",
    "a86": "A86|A3|A4",
    "francilienne-est": "A104|N104|A4|A6",
    "francilienne-nord": "N104",
}
# Neighbouring communes whose common border is the middle of the river.
BANKS = {
    "seine": """
        Champagne-sur-Seine/Thomery; Samoreau/Thomery;
        Samoreau/Avon; Vulaines-sur-Seine/Samois-sur-Seine; Héricy/Samois-sur-Seine;
        Fontaine-le-Port/Samois-sur-Seine; Chartrettes/Bois-le-Roi; Livry-sur-Seine/Rochette;
        Vaux-le-Pénil/Rochette; Boissettes/Dammarie-les-Lys;
        Boissise-la-Bertrand/Boissise-le-Roi; Évry/Étiolles; Évry/Soisy-sur-Seine;
        Ris-Orangis/Soisy-sur-Seine; Ris-Orangis/Draveil; Grigny/Draveil;
        Viry-Châtillon/Draveil; Juvisy-sur-Orge/Draveil; Athis-Mons/Draveil;
        Athis-Mons/Vigneux-sur-Seine; Ablon-sur-Seine/Vigneux-sur-Seine;
        Villeneuve-le-Roi/Villeneuve-Saint-Georges; Orly/Villeneuve-Saint-Georges;
        Vitry-sur-Seine/Alfortville; Ivry-sur-Seine/Alfortville; Ivry-sur-Seine/Charenton-le-Pont;
        Boulogne-Billancourt/Sèvres; Boulogne-Billancourt/Saint-Cloud; Paris/Saint-Cloud;
        Paris/Suresnes; Neuilly-sur-Seine/Courbevoie; Levallois-Perret/Courbevoie;
        Clichy/Asnières-sur-Seine; Île-Saint-Denis/Saint-Denis; Île-Saint-Denis/Épinay-sur-Seine;
        Gennevilliers/Argenteuil; Colombes/Argenteuil; Colombes/Bezons; Nanterre/Bezons;
        Nanterre/Carrières-sur-Seine; Nanterre/Chatou; Rueil-Malmaison/Chatou;
        Rueil-Malmaison/Croissy-sur-Seine; Bougival/Croissy-sur-Seine;
        Mesnil-le-Roi/Montesson; Maisons-Laffitte/Sartrouville; Achères/Herblay;
        Achères/Conflans-Sainte-Honorine; Achères/Andrésy; Carrières-sous-Poissy/Poissy;
        Triel-sur-Seine/Vernouillet; Vaux-sur-Seine/Verneuil-sur-Seine;
        Vaux-sur-Seine/Mureaux; Meulan-en-Yvelines/Mureaux; Juziers/Aubergenville;
        Porcheville/Mézières-sur-Seine; Porcheville/Guerville; Limay/Guerville;
        Limay/Mantes-la-Jolie; Follainville-Dennemont/Mantes-la-Jolie;
        Guernes/Mantes-la-Jolie; Guernes/Rosny-sur-Seine; Moisson/Vétheuil;
        Moisson/Haute-Isle; Freneuse/Gommecourt; Freneuse/Bennecourt;
        Bonnières-sur-Seine/Bennecourt; Jeufosse/Bennecourt""",
    "marne": """
        Saint-Maurice/Maisons-Alfort; Saint-Maur-des-Fossés/Créteil;
        Saint-Maur-des-Fossés/Champigny-sur-Marne; Saint-Maur-des-Fossés/Bonneuil-sur-Marne;
        Saint-Maur-des-Fossés/Chennevières-sur-Marne; Joinville-le-Pont/Champigny-sur-Marne;
        Nogent-sur-Marne/Champigny-sur-Marne; Perreux-sur-Marne/Bry-sur-Marne;
        Neuilly-sur-Marne/Noisy-le-Grand; Chelles/Champs-sur-Marne;
        Chelles/Gournay-sur-Marne; Vaires-sur-Marne/Noisiel;
        Vaires-sur-Marne/Torcy; Lagny-sur-Marne/Pomponne; Lagny-sur-Marne/Thorigny-sur-Marne;
        Dampmart/Montévrain; Trilbardou/Vignely; Villenoy/Isles-lès-Villenoy;
        Villenoy/Mareuil-lès-Meaux; Meaux/Nanteuil-lès-Meaux; Meaux/Fublaines;
        Germigny-l'Évêque/Varreddes; Germigny-l'Évêque/Congis-sur-Thérouanne;
        Armentières-en-Brie/Jaignes; Ussy-sur-Marne/Saint-Jean-les-Deux-Jumeaux;
        Ussy-sur-Marne/Sammeron; Méry-sur-Marne/Saâcy-sur-Marne; Luzancy/Méry-sur-Marne""",
    "oise": """
        Conflans-Sainte-Honorine/Andrésy; Conflans-Sainte-Honorine/Maurecourt;
        Pontoise/Saint-Ouen-l'Aumône; Auvers-sur-Oise/Méry-sur-Oise; Butry-sur-Oise/Mériel;
        Parmain/Isle-Adam; Champagne-sur-Oise/Isle-Adam; Champagne-sur-Oise/Mours;
        Persan/Beaumont-sur-Oise; Bernes-sur-Oise/Beaumont-sur-Oise""",
}


def base_map() -> gpd.GeoDataFrame:
    """The table with its geometry parsed, in degrees, indexed by id."""
    rows = table("base_map")
    shapes = gpd.GeoSeries.from_wkt(rows["geometry"], crs="EPSG:4326")
    return gpd.GeoDataFrame(rows.drop(columns="geometry"), geometry=shapes).set_index("id")


@cache
def in_metres() -> gpd.GeoDataFrame:
    """The table in Lambert 93 metres."""
    return base_map().to_crs(METRIC)


def metric(name: str) -> BaseGeometry:
    """One shape of the base map in Lambert 93 metres."""
    shape: BaseGeometry = in_metres().geometry[f"base-{name}"]
    return shape


def departements() -> gpd.GeoSeries:
    """The eight départements of the table by code, in metres."""
    rows = in_metres().query("kind == 'departement'")
    return rows.set_axis(rows.index.str[-2:]).geometry


def samples(line: BaseGeometry) -> list[Point]:
    """The vertices of a line, and a point every 500 m along it."""
    steps = [line.interpolate(d) for d in np.arange(0, line.length, STEP)]
    return [*map(Point, shapely.get_coordinates(line)), *steps]


def distances(points: list[Point], truth: BaseGeometry) -> pd.Series:
    """How far each point is from the truth, in metres."""
    return pd.Series([point.distance(truth) for point in points], dtype=float)


@cache
def published(name: str) -> gpd.GeoDataFrame:
    """One published boundary file, in metres."""
    return gpd.read_file(SHARED / "boundaries" / name).to_crs(METRIC)


@cache
def river(name: str) -> BaseGeometry:
    """The stretches of a river that commune borders follow."""
    towns = published("communes-ile-de-france.geojson")
    stretches = []
    for pair in BANKS[name].split(";"):
        left, right = (
            unary_union(towns.geometry[towns["nom"] == t.strip()]) for t in pair.split("/")
        )
        border = left.intersection(right)
        assert border.length > 0, f"{pair.strip()} are no neighbours in the published file"
        stretches += [part for part in shapely.get_parts(border) if part.length > 0]
    merged: BaseGeometry = linemerge(stretches)
    return merged


def beside_truth(point: Point, line: BaseGeometry, truth: BaseGeometry) -> bool:
    """Whether truth runs past the point of the line, rather than ending before or elsewhere."""
    part = min(shapely.get_parts(truth), key=point.distance)
    along = part.project(point)
    back = line.project(part.interpolate(along))
    return bool(1 < along < part.length - 1 and abs(back - line.project(point)) < 2 * STEP)


@cache
def waters() -> BaseGeometry:
    """The water of the Urban Atlas extract, with the gaps under its bridges closed."""
    land = published("land_use")
    return unary_union(land.geometry[land["class"] == "Water bodies"].buffer(25)).buffer(-25)


@cache
def roads() -> gpd.GeoDataFrame:
    """Named edges of the region's main roads, in metres (the files' own headers are wrong)."""
    folder = SHARED / "network"
    nodes = pd.read_csv(
        folder / "idf_main_roads_vertex.csv", names=["id", "lon", "lat", "layer"], header=0
    ).set_index("id")
    columns = ["source", "target", "id", "direction", "layer", "name"]
    edges = pd.read_csv(folder / "idf_main_roads_edge.csv", names=columns, header=0)
    edges = edges[(edges["layer"] == "road") & edges["name"].notna()]
    starts, ends = (nodes.loc[edges[end], ["lon", "lat"]].to_numpy() for end in columns[:2])
    lines = shapely.linestrings(np.stack([starts, ends], axis=1))
    return gpd.GeoDataFrame(edges[["name"]], geometry=lines, crs="EPSG:4326").to_crs(METRIC)


@cache
def ring() -> BaseGeometry:
    """The outer edge of the Paris street graph, which is the Boulevard périphérique."""
    lines = (SHARED / "network" / "paris_streets.txt").read_text(encoding="utf-8").splitlines()
    junctions, streets = (int(count) for count in lines[0].split()[:2])
    places = np.array([line.split()[::-1] for line in lines[1 : junctions + 1]], dtype=float)
    ends = [line.split()[:2] for line in lines[junctions + 1 : junctions + streets + 1]]
    graph = unary_union(shapely.linestrings(places[np.array(ends, dtype=int)]))
    town = max(shapely.get_parts(unary_union(list(polygonize(graph)))), key=lambda p: p.area)
    edge: BaseGeometry = gpd.GeoSeries([town.exterior], crs="EPSG:4326").to_crs(METRIC).iloc[0]
    return edge


@cache
def offsets() -> dict[str, pd.Series]:
    """Every distance measured, by what was measured against what."""
    found = {}
    for name in BANKS:
        line, truth = metric(f"water-{name}"), river(name)
        beside = [point for point in samples(line) if beside_truth(point, line, truth)]
        found[f"{name} to river border"] = distances(beside, truth)
        back = [point for part in shapely.get_parts(truth) for point in samples(part)]
        found[f"river border to {name}"] = distances(back, line)
    town = departements()["75"]
    inside = [point for point in samples(metric("water-seine")) if point.within(town)]
    box = shapely.box(*waters().bounds)
    found["seine to water in Paris"] = distances([p for p in inside if p.within(box)], waters())
    banks = [Point(p) for p in shapely.get_coordinates(metric("water-seine-paris"))]
    banks = [point for point in banks if point.within(box)]
    found["banks in Paris to water's edge"] = distances(banks, waters().boundary)
    canal = [p for p in samples(metric("water-canal-ourcq")) if p.within(box)]
    found["canal to water in Paris"] = distances(canal, waters())
    found["ring to street edge"] = distances(samples(metric("motorway-peripherique")), ring())
    back = [ring().interpolate(d) for d in np.arange(0, ring().length, STEP)]
    found["street edge to ring"] = distances(back, metric("motorway-peripherique"))
    every = []
    for name, names in ROADS.items():
        edges = roads()[roads()["name"].isin(names.split("|"))]
        line = metric(f"motorway-{name}")
        found[f"{name} to road"] = distances(samples(line), unary_union(list(edges.geometry)))
        every.append(found[f"{name} to road"])
    found["all motorways to road"] = pd.concat(every, ignore_index=True)
    return found


def accuracy() -> pd.DataFrame:
    """Count, median, mean and worst distance in metres of everything measured."""
    return pd.DataFrame(offsets()).agg(["count", "median", "mean", "max"]).T.round()


def overlaps() -> pd.Series:
    """Area shared over area covered by the drawn and the published département, by code."""
    drawn = departements()
    true = published("departements-ile-de-france.geojson").set_index("code").geometry
    shared = drawn.intersection(true.reindex(drawn.index)).area
    covered = drawn.union(true.reindex(drawn.index)).area
    return pd.Series(shared / covered, dtype=float)


def test_the_table_has_its_columns_and_all_five_kinds() -> None:
    """A reader finds the columns in order and no kind missing or unknown."""
    rows = table("base_map")
    assert list(rows.columns) == COLUMNS
    assert set(rows["kind"]) == KINDS


def test_ids_are_unique_and_safe() -> None:
    """An id is lowercase ASCII with dashes, and names one shape only."""
    ids = table("base_map")["id"]
    assert ids.is_unique
    assert all(re.fullmatch(r"base-[a-z0-9-]+", one) for one in ids)


def test_every_row_is_named_dated_and_sourced() -> None:
    """Nothing is undated or unsourced."""
    rows = table("base_map")
    assert (rows[["name", "source"]] != "").all(axis=None)
    assert rows["as_of"].str.fullmatch(r"20\d\d-\d\d-\d\d").all()


def test_all_geometries_are_valid_and_in_the_region() -> None:
    """Every shape can be drawn, and none strays out of Île-de-France."""
    shapes = base_map().geometry
    assert shapes.is_valid.all()
    assert shapes.within(shapely.box(1.4, 48.1, 3.6, 49.27)).all()


def test_coordinates_have_four_decimals() -> None:
    """Positions are written to about ten metres, no finer than they are known."""
    numbers = re.findall(r"\d+\.\d+", " ".join(table("base_map")["geometry"]))
    assert all(len(number.split(".")[1]) == DECIMALS for number in numbers)


def test_the_map_stays_light() -> None:
    """Fewer than a thousand vertices in all, shared borders counted twice."""
    assert shapely.get_num_coordinates(base_map().geometry.array).sum() < MOST_VERTICES


def test_the_rings_are_closed() -> None:
    """The Périphérique and the A86 end where they begin."""
    for name in ("motorway-peripherique", "motorway-a86"):
        assert metric(name).is_ring


def test_the_departements_tile_the_region() -> None:
    """No two of the eight overlap, and no hole is left between them."""
    areas = departements()
    assert set(areas.index) == DEPARTEMENTS
    assert all(a.intersection(b).area < 1 for a, b in combinations(areas, 2))
    region = unary_union(list(areas))
    assert isinstance(region, Polygon)
    assert len(region.interiors) == 0
    assert region.area == pytest.approx(areas.area.sum())


def test_neighbours_share_their_border_vertices() -> None:
    """A vertex on a common border belongs to both neighbours."""
    areas = departements()
    for one, other in combinations(areas, 2):
        border = one.intersection(other)
        corners = {tuple(p) for p in shapely.get_coordinates(border)}
        assert corners <= {tuple(p) for p in shapely.get_coordinates(one)}
        assert corners <= {tuple(p) for p in shapely.get_coordinates(other)}


def test_the_city_and_its_woods_make_up_paris() -> None:
    """Paris is its built town and two woods, drawn on one border without overlap."""
    parts = [metric(f"{one}") for one in ("city-paris", "wood-boulogne", "wood-vincennes")]
    assert all(a.intersection(b).area < 1 for a, b in combinations(parts, 2))
    paris = departements()["75"]
    assert unary_union(parts).difference(paris).area < 1
    assert sum(part.area for part in parts) > LEAST_OF_PARIS * paris.area


@needs_shared
def test_departements_cover_what_the_published_ones_cover() -> None:
    """Each drawn département shares over 97 % of its ground with the published one."""
    assert set(overlaps().index) == DEPARTEMENTS
    assert overlaps().min() > LEAST_OVERLAP


@needs_shared
@pytest.mark.parametrize(
    ("measured", "median", "worst"),
    [
        ("seine to water in Paris", 10, 50),
        ("banks in Paris to water's edge", 20, 100),
        ("canal to water in Paris", 100, 1_000),
        ("seine to river border", 100, 500),
        ("river border to seine", 100, 500),
        ("marne to river border", 100, 750),
        ("river border to marne", 150, 750),
        ("oise to river border", 100, 500),
        ("river border to oise", 100, 500),
        ("ring to street edge", 50, 150),
        ("street edge to ring", 50, 150),
        ("all motorways to road", 100, 750),
    ],
)
def test_lines_lie_where_the_published_ones_do(measured: str, median: float, worst: float) -> None:
    """Typical and worst distance stay within what the datasheet states."""
    found = offsets()[measured]
    assert len(found) > 0
    assert found.median() < median
    assert found.max() < worst


@needs_shared
@pytest.mark.parametrize("name", ROADS)
def test_each_motorway_lies_on_its_own_road(name: str) -> None:
    """No motorway hides a bad line behind the good ones."""
    assert offsets()[f"{name} to road"].median() < MOTORWAY_MEDIAN
