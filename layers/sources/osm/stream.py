"""One pass of pyosmium over a file or a buffer: elements in, a harvest out.

Tags are filtered in C++ before Python sees an element, node locations are kept in C++ too, and
lines leave as WKB: memory grows with what the layers want, not with the file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import osmium
from osmium.filter import IdFilter, KeyFilter
from osmium.index import LocationTable
from osmium.osm import AREA, NODE, RELATION, WAY, Way

from layers.area import Box
from layers.sources.osm.clues import CLUE_KEYS
from layers.sources.osm.elements import Harvest
from layers.sources.osm.gather import Gathering
from layers.sources.osm.tags import anchors

Source: TypeAlias = osmium.io.File | osmium.io.FileBuffer
LonLat: TypeAlias = tuple[float, float]
Tick: TypeAlias = Callable[[int], None]
_TICK_EVERY = 5_000


def harvest(source: Source, *, tick: Tick) -> Harvest:
    """Read a source once (its relations twice); ``tick`` hears how many elements were looked at.

    Lets pyosmium's own RuntimeError and ValueError pass: only the caller knows the source's name.
    """
    gathering = Gathering()
    processor = _processor(source)
    for count, thing in enumerate(processor):
        gathering.take(thing)
        if count % _TICK_EVERY == 0:
            tick(count)
    _place_broken(gathering, source, processor.node_location_storage)
    header = processor.header
    said = header.get("osmosis_replication_timestamp", "") or header.get("timestamp", "")
    return gathering.harvest(said=said, box=_box(header))


def holds_nothing(source: Source) -> bool:
    """Whether a source, however well formed, has no element at all."""
    return next(iter(osmium.FileProcessor(source)), None) is None


def _processor(source: Source) -> osmium.FileProcessor:
    wanted = anchors()
    places = KeyFilter(*wanted, *CLUE_KEYS)
    on_nodes = KeyFilter(*wanted, "barrier", *CLUE_KEYS)  # signals are nodes of ``highway``
    places.enable_for(WAY | RELATION | AREA)
    on_nodes.enable_for(NODE)
    return (
        osmium.FileProcessor(source)
        .with_locations()
        .with_areas(KeyFilter(*wanted))
        .with_filter(places)
        .with_filter(on_nodes)
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


def _box(header: osmium.io.Header) -> Box | None:
    box = header.box()
    if not box.valid():
        return None
    low, high = box.bottom_left, box.top_right
    return (low.lon, low.lat, high.lon, high.lat)
