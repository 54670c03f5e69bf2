"""Writes town.osm: Valbrême, a town that does not exist, large enough for the whole chain.

Run ``python tests/town/build_town.py`` after a change; a test holds the file and this text equal.
Places are told in metres east and north of the town's south-west corner. Every name is invented.
"""

from __future__ import annotations

from math import cos, radians
from pathlib import Path
from xml.sax.saxutils import quoteattr

TOWN = Path(__file__).parent / "town.osm"
WEST, SOUTH = 3.1000, 47.5000
METRES_PER_DEGREE = 111_200.0
STAMP = 'version="1" timestamp="2024-06-01T08:00:00Z"'
STREET_NAMES = ("des Forges", "du Lavoir", "Haute", "des Tanneurs", "du Moulin")
AVENUE_NAMES = ("des Tilleuls", "de la Gare", "du Stade", "des Écoles", "du Pont")
BLOCK_M = 250.0

Metres = tuple[float, float]
Tags = dict[str, str]


class Town:
    """The town while it is drawn; nodes at one place are one node, so that streets meet."""

    def __init__(self) -> None:
        """Start with empty ground."""
        self.lines: dict[str, list[str]] = {"node": [], "way": [], "relation": []}
        self.corners: dict[Metres, int] = {}

    def point(self, at: Metres, **tags: str) -> int:
        """Draw a node of its own, with tags."""
        number = len(self.lines["node"]) + 1
        lat = SOUTH + at[1] / METRES_PER_DEGREE
        lon = WEST + at[0] / METRES_PER_DEGREE / cos(radians(SOUTH))
        self._write("node", number, f' lat="{lat:.7f}" lon="{lon:.7f}"', [], tags)
        return number

    def line(self, *places: Metres, **tags: str) -> int:
        """Draw a way through places; where another way has a corner, they meet."""
        number = len(self.lines["way"]) + 1
        refs = [self._corner(place) for place in places]
        self._write("way", number, "", [f'<nd ref="{ref}"/>' for ref in refs], tags)
        return number

    def block(self, at: Metres, size: Metres, **tags: str) -> int:
        """Draw a closed way: a rectangle by its south-west corner and its size."""
        (x, y), (wide, deep) = at, size
        corners = ((x, y), (x + wide, y), (x + wide, y + deep), (x, y + deep), (x, y))
        return self.line(*corners, **tags)

    def relation(self, members: list[tuple[str, int, str]], **tags: str) -> int:
        """Draw a relation of ``(kind, number, role)`` members."""
        number = len(self.lines["relation"]) + 1
        told = [f'<member type="{k}" ref="{n}" role="{role}"/>' for k, n, role in members]
        self._write("relation", number, "", told, tags)
        return number

    def as_xml(self) -> str:
        """Give the town as an OSM XML file."""
        head = (
            "<?xml version='1.0' encoding='UTF-8'?>\n<osm version=\"0.6\" generator=\"Bivouac\">\n"
        )
        body = (line for kind in ("node", "way", "relation") for line in self.lines[kind])
        return head + "\n".join(body) + "\n</osm>\n"

    def _corner(self, place: Metres) -> int:
        if place not in self.corners:
            self.corners[place] = self.point(place)
        return self.corners[place]

    def _write(self, kind: str, number: int, where: str, inside: list[str], tags: Tags) -> None:
        keys = {key.replace("__", ":"): value for key, value in tags.items()}
        told = [f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in keys.items()]
        inner = "".join((*inside, *told))
        self.lines[kind].append(f'<{kind} id="{number}" {STAMP}{where}>{inner}</{kind}>')


def draw_streets(town: Town) -> None:
    """Five streets and five avenues in a grid, some one-way, and ways for feet and lorries."""
    ways = [n * BLOCK_M for n in range(5)]
    for n, y in enumerate(ways):
        oneway = {"oneway": "yes"} if n == 1 else {"oneway": "-1"} if n == 3 else {}
        kind = "secondary" if n == 2 else "residential"
        town.line(*((x, y) for x in ways), highway=kind, name=f"Rue {STREET_NAMES[n]}", **oneway)
    for n, x in enumerate(ways):
        kind = "primary" if n == 1 else "residential"
        town.line(*((x, y) for y in ways), highway=kind, name=f"Avenue {AVENUE_NAMES[n]}")
    town.line((0, 375), (125, 375), (125, 500), highway="living_street", name="Cour du Four")
    town.line((125, 375), (250, 375), highway="steps", name="Montée du Four")
    town.line((500, 625), (625, 625), (750, 625), highway="pedestrian", name="Passage Neuf")
    town.line((500, 125), (625, 125), highway="service", service="parking_aisle")
    town.line((750, 125), (1000, 125), highway="unclassified", name="Chemin Vert", maxspeed="30")
    town.line((1000, 1000), (1300, 1100), highway="track", name="Chemin des Vignes")
    town.line((1000, 500), (1400, 500), highway="tertiary", name="Route de Corvaux", maxspeed="80")
    town.line((250, 625), (375, 625), highway="footway", foot="designated")
    town.line((0, 750), (-200, 750), highway="service", access="private")
    ring = ((1400, 500), (1420, 520), (1440, 500), (1420, 480), (1400, 500))
    town.line(*ring, highway="tertiary", junction="roundabout", name="Rond-point des Halles")


def draw_motorway(town: Town) -> None:
    """A piece of dual carriageway east of the town, one way off it and one way on to it."""
    fast = {"highway": "motorway", "oneway": "yes", "ref": "A 999", "maxspeed": "130"}
    town.line((1700, -600), (1700, 300), (1700, 700), (1700, 1600), **fast)
    town.line((1730, 1600), (1730, 700), (1730, 300), (1730, -600), **fast)
    town.line((1700, 300), (1600, 400), (1440, 500), highway="motorway_link", oneway="yes")
    town.line((1440, 500), (1600, 600), (1700, 700), highway="motorway_link", oneway="yes")
    town.line((1420, 520), (1550, 800), (1730, 700), highway="motorway_link", oneway="no")


def draw_demand(town: Town) -> None:
    """A stadium with its stand, a station drawn three times, a tram stop, two aerodromes."""
    town.block((540, 760), (170, 110), leisure="stadium", name="Stade de la Brême")
    town.block((545, 765), (30, 90), building="stadium")
    town.point((270, -40), railway="station", name="Valbrême-Ville", train="yes")
    town.point((300, -60), railway="station", name="Valbrême-Ville", train="yes", operator="SNCF")
    town.block((255, -60), (60, 25), railway="station", building="train_station", bus="yes")
    town.point((1010, 250), railway="station", station="light_rail", name="Les Halles")
    town.point((260, -90), amenity="bus_station", name="Gare routière")
    town.block(
        (2200, 200),
        (1500, 500),
        aeroway="aerodrome",
        name="Aéroport de Valbrême",
        iata="VBZ",
        icao="LFZV",
    )
    town.point((-1800, 1500), aeroway="aerodrome", military="airfield", name="Base de Corvaux")
    town.line((-800, -80), (255, -48), (1500, -80), railway="rail")


def draw_schools(town: Town) -> None:
    """Schools of every level and holder; one is a multipolygon around a court, with its node."""
    town.block(
        (20, 20),
        (80, 60),
        amenity="school",
        name="École élémentaire du Lavoir",
        addr__city="Valbrême",
    )
    town.point(
        (50, 50), amenity="school", name="École élémentaire du Lavoir", school__FR="élémentaire"
    )
    town.block(
        (770, 770), (100, 90), amenity="school", name="Collège des Tanneurs", school__FR="collège"
    )
    town.block(
        (760, 520),
        (180, 90),
        amenity="school",
        name="Lycée Claire-Fontaine",
        operator="Région Centre-Est",
        ref__UAI="0990001A",
    )
    town.point((830, 560), leisure="sports_hall", name="Gymnase Claire-Fontaine")
    town.block(
        (20, 520),
        (60, 60),
        amenity="school",
        name="École privée Sainte-Brême",
        operator__type="private",
    )
    town.block(
        (20, 600),
        (60, 60),
        amenity="school",
        name="Cours Saint-Éloi",
        operator="OGEC Saint-Éloi",
        isced__level="2",
    )
    town.block((20, 800), (60, 60), amenity="school", name="Les Petits Pas")
    outer = town.block((280, 520), (160, 100))
    court = town.block((330, 550), (40, 40))
    rings = [("way", outer, "outer"), ("way", court, "inner")]
    town.relation(rings, type="multipolygon", amenity="school", name="Groupe scolaire du Moulin")
    town.point(
        (300, 540),
        amenity="school",
        name="Groupe scolaire du Moulin",
        operator="Ville de Valbrême",
        toilets="yes",
    )
    town.block(
        (780, 20),
        (90, 60),
        amenity="university",
        name="Université de la Brême",
        operator="Université de la Brême",
    )


def draw_halls(town: Town) -> None:
    """Halls, barracks, offices, a church: what could host, and the town hall, which could not."""
    town.block(
        (280, 270),
        (60, 40),
        building="sports_hall",
        leisure="sports_hall",
        name="Gymnase municipal Jean-Pré",
        operator="Ville de Valbrême",
        shower="yes",
        toilets="yes",
    )
    town.block(
        (380, 270),
        (90, 90),
        leisure="sports_centre",
        name="Centre sportif du Pont",
        owner="Commune de Valbrême",
    )
    town.block(
        (280, 380),
        (50, 40),
        amenity="townhall",
        office="government",
        name="Mairie de Valbrême",
        addr__city="Valbrême",
    )
    town.block(
        (380, 380),
        (50, 40),
        amenity="community_centre",
        building="yes",
        name="Maison pour tous",
        addr__city="Valbrême",
    )
    town.block(
        (520, 270), (120, 90), amenity="conference_centre", building="yes", name="Halle des Forges"
    )
    town.block(
        (-160, 20),
        (120, 160),
        military="barracks",
        landuse="military",
        name="Quartier Valmy",
        operator="Armée de Terre",
    )
    town.point(
        (-60, 260), amenity="police", name="Commissariat de Valbrême", operator="Police nationale"
    )
    town.block(
        (520, 390), (50, 40), amenity="fire_station", building="yes", name="Centre de secours"
    )
    town.point(
        (590, 410), office="government", name="Sous-préfecture", operator="Préfecture de la Brême"
    )
    town.block(
        (660, 390),
        (25, 50),
        amenity="place_of_worship",
        building="church",
        name="Église Saint-Aubin",
    )
    town.block(
        (1050, 700), (120, 60), building="depot", name="Dépôt des autobus", operator="Transbrême"
    )


def draw_grounds(town: Town) -> None:
    """Car parks and parks, large enough and not; a racecourse; water and wood to draw."""
    town.block(
        (510, 20),
        (110, 100),
        amenity="parking",
        name="Parking des Halles",
        capacity="420",
        fee="yes",
    )
    town.block((640, 20), (20, 12), amenity="parking", capacity="12")
    town.line((0, 240), (60, 240), amenity="parking", parking="street_side", capacity="80")
    town.point((900, 900), amenity="parking", name="Parking relais")
    town.block(
        (1050, 260), (60, 30), amenity="parking", parking="multi-storey", name="Parking du Pont"
    )
    town.block((30, 280), (180, 80), leisure="park", name="Parc de la Brême", drinking_water="yes")
    town.block((30, 900), (30, 30), leisure="park", name="Square du Puits")
    town.block((-900, 400), (600, 400), leisure="racecourse", name="Hippodrome de Valbrême")
    town.block((-900, 900), (500, 400), landuse="forest", name="Bois de Corvaux")
    town.line((-1000, 1100), (300, 1080), (1900, 1150), waterway="river", name="La Brême")
    town.block((1100, 850), (150, 80), natural="water", name="Étang Rond")


def draw_oddities(town: Town) -> None:
    """Names that mean harm, an outline that crosses itself, one that does not close."""
    town.point((120, 120), amenity="community_centre", name="<script>alert(1)</script>")
    town.point((160, 120), amenity="community_centre", name='=HYPERLINK("http://x","Salle")')
    town.line(
        (900, 270),
        (960, 330),
        (960, 270),
        (900, 330),
        (900, 270),
        amenity="events_venue",
        name="Salle du Nœud",
    )
    town.line((900, 380), (960, 380), (960, 440), amenity="events_venue", name="Salle ouverte")


def build() -> str:
    """Draw everything and give the file's text."""
    town = Town()
    town.point((500, 500), place="town", name="Valbrême", ref__INSEE="99001")
    for draw in (
        draw_streets,
        draw_motorway,
        draw_demand,
        draw_schools,
        draw_halls,
        draw_grounds,
        draw_oddities,
    ):
        draw(town)
    return town.as_xml()


if __name__ == "__main__":
    TOWN.write_text(build(), encoding="utf-8")
