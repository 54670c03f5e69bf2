"""The vocabulary of the OSM tests: draw a few elements, write them as a file, read them."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import quoteattr

from layers.area import Area
from layers.sources.osm_file import read_osm_file

TESTS = Path(__file__).parents[2]
TOWN = TESTS / "town" / "town.osm"
CORPUS = TESTS / "corpus" / "osm"
SHARED = TESTS.parents[1] / "shared" / "data" / "osm"
STAMP = 'version="1" timestamp="2024-06-01T08:00:00Z"'
STREET = ((0, 0), (0.002, 0))


class Sketch:
    """A few elements about 3.1 E 47.5 N; places are degrees east and north of there."""

    def __init__(self) -> None:
        """Start with one street, so that nothing warns of its absence."""
        self.nodes: list[str] = []
        self.rest: list[str] = []
        self.way(*STREET, highway="residential")

    def node(self, east: float, north: float, **tags: str) -> int:
        """Draw a node; ``addr__city`` stands for ``addr:city``."""
        number = len(self.nodes) + 1
        where = f'lat="{47.5 + north:.7f}" lon="{3.1 + east:.7f}" {STAMP}'
        self.nodes.append(f'<node id="{number}" {where}>{_tags(tags)}</node>')
        return number

    def way(self, *places: tuple[float, float], **tags: str) -> int:
        """Draw a way; a place given twice is one node."""
        number = len(self.rest) + 1
        refs = {place: self.node(*place) for place in dict.fromkeys(places)}
        inside = "".join(f'<nd ref="{refs[place]}"/>' for place in places)
        self.rest.append(f'<way id="{number}" version="1">{inside}{_tags(tags)}</way>')
        return number

    def block(self, east: float, north: float, size: float, **tags: str) -> int:
        """Draw a square as a closed way."""
        far_e, far_n = east + size, north + size
        ring = ((east, north), (far_e, north), (far_e, far_n), (east, far_n), (east, north))
        return self.way(*ring, **tags)

    def write(self, folder: Path) -> Path:
        """Write the sketch as an OSM file."""
        file = folder / "sketch.osm"
        body = "\n".join((*self.nodes, *self.rest))
        file.write_text(f'<osm version="0.6">\n{body}\n</osm>\n', encoding="utf-8")
        return file

    def read(self, folder: Path) -> Area:
        """Write the sketch as an OSM file and read it back."""
        return read_osm_file(self.write(folder))


def warnings(area: Area) -> list[str]:
    """Give an area's warnings in English, but for the one that no sketch is about: no demand."""
    told = [str(warning) for warning in area.manifest.warnings]
    return [line for line in told if not line.startswith("There is no venue")]


def _tags(tags: dict[str, str]) -> str:
    pairs = ((key.replace("__", ":"), value) for key, value in tags.items())
    return "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in pairs)
