"""Ways with a ``highway`` become columns, a batch at a time: they are most of what is read.

pyosmium makes a Python object of every node of a way, which was most of the time of reading. Here
tags and node numbers leave it as text: its own writer puts a batch of ways into a file, thrown away
at once, in OPL (osmcode.org/opl-file-format), a line a way. Places are no part of that text: at a
node without one, this writer ends the process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, groupby, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TypeAlias

import geopandas as gpd
import numpy as np
import osmium
import pandas as pd
import shapely
from osmium import InvalidLocationError
from osmium.filter import KeyFilter
from osmium.geom import ALL, WKBFactory
from osmium.osm import NODE, WAY, Node, Way

from layers.schema import CRS
from layers.sources.osm.clues import may_tell
from layers.sources.osm.elements import Refs, osm_id
from layers.sources.osm.metres import Shapes
from layers.sources.osm.notes import Notes
from layers.sources.osm.spill import Ways
from layers.sources.osm.tags import TagMap, kinds_of
from layers.sources.osm.text import MOST_LETTERS, clean
from layers.streets import STREETS

Source: TypeAlias = osmium.io.File | osmium.io.FileBuffer
Tick: TypeAlias = Callable[[int], None]
Store: TypeAlias = Literal["flex_mem", "sparse_file_array"]
Run: TypeAlias = list[tuple[int, float, float]]
STREET_TAGS = tuple(c.name for c in STREETS.own if c.holds == "text")
LINES_ONLY = frozenset({"streets", "base_map"})
TICK_EVERY = 5_000
_TAGS: Mapping[str, str] = (
    {"name": "name"} | {name: name for name in STREET_TAGS} | {"oneway_foot": "oneway:foot"}
)
_BATCH = 20_000  # ways: some 4 MB of text
_FORMAT = "opl,add_metadata=timestamp"
_FIELDS = 5  # id, whether it is visible, time, tags, nodes


def read_ways(source: Source, notes: Notes, *, tick: Tick, store: Store = "flex_mem") -> Ways:
    """Read the highway ways of a source that a layer wants, as lines in EPSG:4326, in its order.

    Batches are indexed by id, each id once. ``kind`` is the kind in the streets layer and ``drawn``
    that in the base map, empty where there is none; then the texts that a street's row needs, and
    ``nodes``, the node numbers, one for each vertex. A way that lacks nodes is kept as far as it
    goes. Signals and barriers upon them go to ``notes``, as does what was odd.
    """
    on_nodes = KeyFilter("highway", "barrier")
    on_nodes.enable_for(NODE)
    on_ways = KeyFilter("highway")
    on_ways.enable_for(WAY)
    processor = (
        osmium.FileProcessor(source, NODE | WAY)
        .with_locations(store)
        .with_filter(on_nodes)
        .with_filter(on_ways)
    )
    found, kept = _ways(processor, notes, tick), Ways()
    with TemporaryDirectory() as folder:
        for batch in _batches(found, notes, Path(folder)):
            kept.put(*_table(*batch, notes))
    notes.odd["doubled"] += kept.doubled
    return kept


def longest_run(way: Way) -> Run:
    """Give the longest run of a way's located nodes: joining over a gap would invent a road."""
    runs = groupby(way.nodes, key=lambda node: node.location.valid())
    located = [[(n.ref, n.location.lon, n.location.lat) for n in run] for ok, run in runs if ok]
    return max(located, key=len, default=[])


def _ways(processor: osmium.FileProcessor, notes: Notes, tick: Tick) -> Iterator[Way]:
    for count, thing in enumerate(processor):
        if isinstance(thing, Way) and not thing.deleted:
            yield thing
        elif isinstance(thing, Node) and not thing.deleted:
            notes.points.note(thing.id, dict(thing.tags))
        if count % TICK_EVERY == 0:
            tick(count)


def _batches(
    ways: Iterator[Way], notes: Notes, folder: Path
) -> Iterator[tuple[bytes, list[bytes]]]:
    """Give batches of ways as OPL, and the WKB of each. A way is gone when the next one comes."""
    make_line = WKBFactory().create_linestring
    file = folder / "ways.opl"
    for first in ways:
        lines: list[bytes] = []
        with osmium.SimpleWriter(osmium.io.File(str(file), _FORMAT), overwrite=True) as writer:
            for way in chain((first,), islice(ways, _BATCH - 1)):
                try:
                    line = bytes.fromhex(make_line(way, ALL))
                except (InvalidLocationError, RuntimeError):
                    run = _kept_run(way, notes)
                    if run:
                        lines.append(_wkb(run))
                        writer.add_way(way.replace(nodes=[number for number, _, _ in run]))
                else:
                    lines.append(line)
                    writer.add_way(way)
        if lines:
            yield file.read_bytes(), lines


def _kept_run(way: Way, notes: Notes) -> Run:
    """Give what can be drawn of a way that lacks nodes, and note it; a place is noted elsewhere."""
    run, kinds = longest_run(way), kinds_of(dict(way.tags))
    if len(run) > 1:
        notes.odd["gaps"] += [osm_id("way", way.id)] if kinds else []
        return run
    if kinds and kinds.keys() <= LINES_ONLY:
        notes.odd["nowhere"].append(osm_id("way", way.id))
    return []


def _wkb(run: Run) -> bytes:
    wkb: bytes = shapely.to_wkb(shapely.LineString([place for _, *place in run]))
    return wkb


def _table(text: bytes, lines: list[bytes], notes: Notes) -> tuple[gpd.GeoDataFrame, Refs]:
    """Make columns of one batch, and the way numbers; drop the ways that no layer wants."""
    fields = text.replace(b"\n", b" ").split(b" ")[:-1]
    told, _, times, written, nodes = (fields[n::_FIELDS] for n in range(_FIELDS))
    numbers = [int(number[1:]) for number in told]
    ids = [osm_id("way", number) for number in numbers]
    tags = [_tags(each) for each in written]
    kinds = [_kinds(each["highway"], each.get("area", "")) for each in tags]
    notes.hear(max(times)[1:].decode())  # written alike, they sort as text
    for row in zip(ids, written, tags, kinds, strict=True):
        _note(notes, *row)
    cells = {name: [each.get(key, "") for each in tags] for name, key in _TAGS.items()}
    for column, layer in (("kind", "streets"), ("drawn", "base_map")):
        cells[column] = [each.get(layer, "") for each in kinds]
    frame = pd.DataFrame(cells, index=pd.Index(ids, dtype="str"), dtype="str")
    shapes = shapely.from_wkb(lines)
    frame["nodes"] = pd.Series(_split(nodes, shapes), index=frame.index, dtype=object)
    found = gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(shapes, frame.index, crs=CRS))
    wanted = np.array([bool(each) for each in kinds], dtype=bool)
    return found[wanted], np.array(numbers, dtype=np.int64)[wanted]


def _tags(field: bytes) -> dict[str, str]:
    """Read ``Tkey=value,key=value``, clean: only an escaped letter can be one to clean."""
    tags: dict[str, str] = dict(pair.split("=") for pair in field[1:].decode().split(","))
    if b"%" in field:
        return {key: clean(_unescaped(value)) for key, value in tags.items()}
    return {key: clean(value) for key, value in tags.items()} if _is_long(field) else tags


def _unescaped(text: str) -> str:
    """Give the letters that stand as numbers between two percent signs, such as %20%."""
    parts = text.split("%")
    parts[1::2] = [chr(int(number, 16)) for number in parts[1::2]]
    return "".join(parts)


def _is_long(field: bytes) -> bool:
    return len(field) > MOST_LETTERS


def _is_too_long(field: bytes) -> bool:
    """Whether one of the texts is longer than it may be."""
    pairs = field[1:].decode().split(",")
    return any(len(_unescaped(pair.partition("=")[2])) > MOST_LETTERS for pair in pairs)


@lru_cache(maxsize=1_000)
def _kinds(highway: str, area: str) -> Mapping[str, str]:
    """Give the kinds that these two keys decide: those of streets, and of the roads drawn."""
    return kinds_of({"highway": highway, "area": area})


def _split(nodes: Sequence[bytes], shapes: Shapes) -> list[Refs]:
    """Give the node numbers of each way, from ``Nn1,n2``; where one ends, its shape tells."""
    numbers = np.fromstring(b",".join(nodes).translate(None, b"nN"), np.int64, sep=",")
    return np.split(numbers, shapely.get_num_coordinates(shapes).cumsum()[:-1])


def _note(notes: Notes, place: str, written: bytes, tags: TagMap, kinds: Mapping[str, str]) -> None:
    """Note the clues that a way gives, and texts of a wanted one that are too long."""
    if may_tell(written):
        notes.clues.note(tags)
    if kinds and _is_long(written) and _is_too_long(written):
        notes.odd["too_long"].append(place)
