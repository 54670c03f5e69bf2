"""Two passes of pyosmium over a file or a buffer: elements in, a harvest out.

The first takes the streets (``osm.ways``), the second all else. Tags are filtered in C++ before
Python sees an element, node locations are kept in C++ too, and lines leave as WKB.
"""

from __future__ import annotations

from typing import TypeAlias

import osmium
from osmium.filter import IdFilter, KeyFilter
from osmium.index import LocationTable
from osmium.osm import AREA, NODE, RELATION, WAY, Way

from layers.area import Box
from layers.sources.osm.clues import CLUE_KEYS
from layers.sources.osm.gather import Gathering
from layers.sources.osm.harvest import Harvest
from layers.sources.osm.notes import Notes
from layers.sources.osm.tags import anchors
from layers.sources.osm.ways import TICK_EVERY, Source, Store, Tick, read_ways

LonLat: TypeAlias = tuple[float, float]


def harvest(
    source: Source, *, tick: Tick, streets_alone: bool = False, store: Store = "flex_mem"
) -> Harvest:
    """Read a source twice (its relations thrice); ``tick`` hears how many elements were looked at.

    ``streets_alone`` spares the second pass: there are no elements then, and fewer clues. The
    places of nodes are kept in ``store``: memory, or a file that is gone with the process. Lets
    pyosmium's own RuntimeError and ValueError pass: only the caller knows the source's name.
    """
    notes = Notes()
    ways = read_ways(source, notes, tick=tick, store=store)
    gathering = Gathering(notes)
    if not streets_alone:
        _gather(gathering, source, lambda count: tick(len(ways) + count), store)
        gathering.keep_roads(ways)
    header = osmium.FileProcessor(source).header
    return Harvest(
        elements=tuple(gathering.elements.values()),
        ways=ways,
        clues=notes.clues,
        oddities=notes.oddities,
        as_of=notes.day(_said(header)),
        box=_box(header),
        signals=frozenset(notes.points.signals),
        barriers=frozenset(notes.points.barriers),
    )


def holds_nothing(source: Source) -> bool:
    """Whether a source, however well formed, has no element at all."""
    return next(iter(osmium.FileProcessor(source)), None) is None


def _gather(gathering: Gathering, source: Source, tick: Tick, store: Store) -> None:
    processor = _processor(source, store)
    for count, thing in enumerate(processor):
        gathering.take(thing)
        if count % TICK_EVERY == 0:
            tick(count)
    _place_broken(gathering, source, processor.node_location_storage)


def _processor(source: Source, store: Store) -> osmium.FileProcessor:
    wanted = anchors()
    places = KeyFilter(*wanted, *CLUE_KEYS)
    beside_streets = KeyFilter(*(wanted.keys() - {"highway"}), *CLUE_KEYS)
    places.enable_for(RELATION | AREA)
    beside_streets.enable_for(NODE | WAY)
    return (
        osmium.FileProcessor(source)
        .with_locations(store)
        .with_areas(KeyFilter(*wanted))
        .with_filter(places)
        .with_filter(beside_streets)
    )


def _place_broken(gathering: Gathering, source: Source, located: LocationTable | None) -> None:
    """Give relations without an area the places of their members, in a pass for them alone."""
    if located is None:
        return
    broken = [relation for relation in gathering.unplaced.values() if relation.is_place]
    wanted = {ref for relation in broken for ref in relation.ways if ref > 0}
    by_way = _places_of_ways(source, wanted, located) if wanted else {}
    for number, relation in gathering.unplaced.items():
        nodes = [place for node in relation.nodes if (place := _place_of(node, located))]
        corners = [place for way in relation.ways for place in by_way.get(way, ())]
        gathering.keep_broken(number, nodes + corners)


def _places_of_ways(
    source: Source, ways: set[int], located: LocationTable
) -> dict[int, list[LonLat]]:
    stored = osmium.FileProcessor(source, entities=WAY).with_filter(IdFilter(ways))
    return {
        way.id: [place for node in way.nodes if (place := _place_of(node.ref, located))]
        for way in stored
        if isinstance(way, Way)
    }


def _place_of(node: int, located: LocationTable) -> LonLat | None:
    if node < 0:  # an editor's own number, which pyosmium's table does not hold
        return None
    try:
        place = located.get(node)
    except KeyError:
        return None
    return (place.lon, place.lat) if place.valid() else None


def _said(header: osmium.io.Header) -> str:
    return header.get("osmosis_replication_timestamp", "") or header.get("timestamp", "")


def _box(header: osmium.io.Header) -> Box | None:
    box = header.box()
    if not box.valid():
        return None
    low, high = box.bottom_left, box.top_right
    return (low.lon, low.lat, high.lon, high.lat)
