"""Elements taken one by one from pyosmium, kept when a layer wants them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from itertools import groupby

import numpy as np
import shapely
from osmium import InvalidLocationError
from osmium.geom import ALL, WKBFactory
from osmium.osm import Area, Node, Relation, Way

from layers.area import Box
from layers.sources.osm.clues import Clues
from layers.sources.osm.elements import Element, Harvest, Oddities, osm_id
from layers.sources.osm.points import Points
from layers.sources.osm.tags import kinds_of
from layers.sources.osm.text import MOST_LETTERS, clean
from layers.streets import STREETS

_ROAD_TAGS = frozenset({"name", "oneway:foot"} | {column.name for column in STREETS.own})
_LINES_ONLY = frozenset({"streets", "base_map"})
_NO_TIME = datetime.fromtimestamp(0, UTC)  # what pyosmium gives where a file gives none
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
        return bool(self.kinds.keys() - _LINES_ONLY)


class Gathering:
    """The harvest while it grows; its last act is to become a Harvest."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.elements: dict[str, Element] = {}
        self.unplaced: dict[int, Unplaced] = {}
        self._odd: dict[str, list[str]] = {part.name: [] for part in fields(Oddities)}
        self._clues = Clues()
        self._points = Points()
        self._newest = _NO_TIME
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
            self._odd["doubled"].append(element.id)
        self.elements[element.id] = element

    def keep_broken(self, number: int, found: list[tuple[float, float]]) -> None:
        """Keep a relation that has no area as the middle of those members that are located."""
        relation, place = self.unplaced[number], osm_id("relation", number)
        kinds = {layer: kind for layer, kind in relation.kinds.items() if layer not in _LINES_ONLY}
        if not kinds:
            self._odd["undrawn"].append(place)
            return
        self._odd["broken" if found else "nowhere"].append(place)
        if found:
            middle = shapely.Point(np.mean(found, axis=0))
            self.keep(Element(place, relation.tags, kinds, shapely.to_wkb(middle, hex=True)))

    def harvest(self, *, said: str, box: Box | None) -> Harvest:
        """Close the gathering. ``said`` is the timestamp that the source itself gives, or empty."""
        oddities = Oddities(**{name: tuple(dict.fromkeys(ids)) for name, ids in self._odd.items()})
        newest = self._newest.date() if self._newest > _NO_TIME else None
        as_of = _day(said) or newest
        signals, barriers = frozenset(self._points.signals), frozenset(self._points.barriers)
        elements = tuple(self.elements.values())
        return Harvest(elements, self._clues, oddities, as_of, box, signals, barriers)

    def _take_element(self, thing: Node | Way | Relation) -> None:
        raw = dict(thing.tags)
        tags = {key: clean(value) for key, value in raw.items()}
        self._clues.note(tags)
        if isinstance(thing, Node):
            self._points.note(thing.id, tags)
        self._newest = max(self._newest, thing.timestamp)
        kinds = kinds_of(tags)
        if not kinds:
            return
        if any(len(value) > MOST_LETTERS for value in raw.values()):
            self._odd["too_long"].append(_id_of(thing))
        if isinstance(thing, Node):
            self._take_node(thing, tags, kinds)
        elif isinstance(thing, Way):
            self._take_way(thing, tags, kinds)
        elif tags.get("type") not in _COLLECTIONS:
            self._take_relation(thing, tags, kinds)

    def _take_node(self, node: Node, tags: dict[str, str], kinds: dict[str, str]) -> None:
        places = {layer: kind for layer, kind in kinds.items() if layer not in _LINES_ONLY}
        if places and not node.location.valid():
            self._odd["nowhere"].append(_id_of(node))
        elif places:
            self.keep(Element(_id_of(node), tags, places, self._wkb.create_point(node)))

    def _take_way(self, way: Way, tags: dict[str, str], kinds: dict[str, str]) -> None:
        is_street = "streets" in kinds
        if is_street and not kinds.keys() - _LINES_ONLY:  # streets are many: keep what they need
            tags = {key: value for key, value in tags.items() if key in _ROAD_TAGS}
        try:
            line = self._wkb.create_linestring(way, ALL)
        except (InvalidLocationError, RuntimeError):
            self._take_gapped(way, tags, kinds)
            return
        refs = np.array([node.ref for node in way.nodes], dtype=np.int64) if is_street else None
        self.keep(Element(_id_of(way), tags, kinds, line, refs))

    def _take_gapped(self, way: Way, tags: dict[str, str], kinds: dict[str, str]) -> None:
        """Keep the longest run of a way's located nodes: joining over a gap would invent a road."""
        runs = groupby(way.nodes, key=lambda node: node.location.valid())
        located = [[(n.ref, n.location.lon, n.location.lat) for n in run] for ok, run in runs if ok]
        run = max(located, key=len, default=[])
        if len(run) < 2:  # noqa: PLR2004 - a line has two ends
            kinds = {layer: kind for layer, kind in kinds.items() if layer not in _LINES_ONLY}
        self._odd["gaps" if run and kinds else "nowhere"].append(_id_of(way))
        if not run or not kinds:
            return
        places = [(lon, lat) for _, lon, lat in run]
        shape = shapely.LineString(places) if len(run) > 1 else shapely.Point(places[0])
        refs = np.array([ref for ref, _, _ in run], dtype=np.int64) if "streets" in kinds else None
        self.keep(Element(_id_of(way), tags, kinds, shapely.to_wkb(shape, hex=True), refs))

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


def _day(said: str) -> date | None:
    try:
        return datetime.fromisoformat(said).date()
    except ValueError:
        return None


def _id_of(thing: Node | Way | Relation) -> str:
    words = {"n": "node", "w": "way", "r": "relation"}
    return osm_id(words[thing.type_str()], thing.id)
