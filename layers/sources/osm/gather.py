"""Elements taken one by one from pyosmium, kept when a layer wants them.

Streets are too many for that, and come by ``osm.ways``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from osmium import InvalidLocationError
from osmium.geom import ALL, WKBFactory
from osmium.osm import Area, Node, Relation, Way

from layers.sources.osm.elements import Element, osm_id
from layers.sources.osm.notes import Notes
from layers.sources.osm.spill import Ways
from layers.sources.osm.tags import kinds_of
from layers.sources.osm.text import MOST_LETTERS, clean
from layers.sources.osm.ways import LINES_ONLY, longest_run

# Relations that tie ways together without being the place that their tags name.
_COLLECTIONS = frozenset({"route", "route_master", "restriction", "waterway", "network"})


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A relation that a layer wants and whose area is not known (yet)."""

    tags: Mapping[str, str]
    kinds: Mapping[str, str]
    nodes: tuple[int, ...]
    ways: tuple[int, ...]

    @property
    def is_place(self) -> bool:
        """Whether it would be a row, and not only drawn."""
        return bool(self.kinds.keys() - LINES_ONLY)


class Gathering:
    """Elements while they are gathered; what is noticed goes to the notes of the reading."""

    def __init__(self, notes: Notes) -> None:
        """Start with nothing."""
        self._notes = notes
        self.elements: dict[str, Element] = {}
        self.unplaced: dict[int, Unplaced] = {}
        self._wkb = WKBFactory()

    def take(self, thing: object) -> None:
        """Look at one element or assembled area, and keep what a layer wants of it."""
        if isinstance(thing, Area):
            self._take_area(thing)
        elif isinstance(thing, Node | Way | Relation) and not thing.deleted:
            self._take_element(thing)

    def keep(self, element: Element) -> None:
        """Keep an element; of two with the same id the later stands, and the id is told."""
        if element.id in self.elements:
            self._notes.odd["doubled"].append(element.id)
        self.elements[element.id] = element

    def keep_broken(self, number: int, found: list[tuple[float, float]]) -> None:
        """Keep a relation that has no area as the middle of those members that are located."""
        relation, place = self.unplaced[number], osm_id("relation", number)
        kinds = {layer: kind for layer, kind in relation.kinds.items() if layer not in LINES_ONLY}
        if not kinds:
            self._notes.odd["undrawn"].append(place)
            return
        self._notes.odd["broken" if found else "nowhere"].append(place)
        if found:
            middle = shapely.Point(np.mean(found, axis=0))
            self.keep(Element(place, relation.tags, kinds, shapely.to_wkb(middle, hex=True)))

    def keep_roads(self, ways: Ways) -> None:
        """Keep the ways that the base map draws; one that is more than a road was kept before."""
        for road in ways.drawn():
            if road.id not in self.elements:
                self.keep(road)

    def _take_element(self, thing: Node | Way | Relation) -> None:
        raw = dict(thing.tags)
        tags = {key: clean(value) for key, value in raw.items()}
        if not (isinstance(thing, Way) and "highway" in tags):  # those were noted when streets were
            self._notes.clues.note(tags)
        self._notes.newest = max(self._notes.newest, thing.timestamp)
        kinds = kinds_of(tags)
        if not kinds:
            return
        if any(len(value) > MOST_LETTERS for value in raw.values()):
            self._notes.odd["too_long"].append(_id_of(thing))
        if isinstance(thing, Node):
            self._take_node(thing, tags, kinds)
        elif isinstance(thing, Way):
            self._take_way(thing, tags, {k: v for k, v in kinds.items() if k != "streets"})
        elif tags.get("type") not in _COLLECTIONS:
            self._take_relation(thing, tags, kinds)

    def _take_node(self, node: Node, tags: dict[str, str], kinds: dict[str, str]) -> None:
        places = {layer: kind for layer, kind in kinds.items() if layer not in LINES_ONLY}
        if places and not node.location.valid():
            self._notes.odd["nowhere"].append(_id_of(node))
        elif places:
            self.keep(Element(_id_of(node), tags, places, self._wkb.create_point(node)))

    def _take_way(self, way: Way, tags: dict[str, str], kinds: dict[str, str]) -> None:
        if not kinds:
            return
        try:
            line = self._wkb.create_linestring(way, ALL)
        except (InvalidLocationError, RuntimeError):
            self._take_gapped(way, tags, kinds)
            return
        self.keep(Element(_id_of(way), tags, kinds, line))

    def _take_gapped(self, way: Way, tags: dict[str, str], kinds: dict[str, str]) -> None:
        """Keep a way that lacks nodes as far as it goes."""
        run = longest_run(way)
        if len(run) < 2:  # noqa: PLR2004 - a line has two ends
            kinds = {layer: kind for layer, kind in kinds.items() if layer not in LINES_ONLY}
        self._notes.odd["gaps" if run and kinds else "nowhere"].append(_id_of(way))
        if not run or not kinds:
            return
        places = [place for _, *place in run]
        shape = shapely.LineString(places) if len(run) > 1 else shapely.Point(places[0])
        self.keep(Element(_id_of(way), tags, kinds, shapely.to_wkb(shape, hex=True)))

    def _take_relation(
        self, relation: Relation, tags: dict[str, str], kinds: dict[str, str]
    ) -> None:
        members = list(relation.members)
        nodes = tuple(member.ref for member in members if member.type == "n")
        ways = tuple(member.ref for member in members if member.type == "w")
        self.unplaced[relation.id] = Unplaced(tags, kinds, nodes, ways)

    def _take_area(self, area: Area) -> None:
        """Give a relation its assembled area; closed ways were taken as ways already."""
        if area.from_way() or area.orig_id() not in self.unplaced:
            return
        relation = self.unplaced.pop(area.orig_id())
        kinds = {layer: kind for layer, kind in relation.kinds.items() if layer != "streets"}
        if kinds:
            shape = self._wkb.create_multipolygon(area)
            self.keep(Element(osm_id("relation", area.orig_id()), relation.tags, kinds, shape))


def _id_of(thing: Node | Way | Relation) -> str:
    words = {"n": "node", "w": "way", "r": "relation"}
    return osm_id(words[thing.type_str()], thing.id)
