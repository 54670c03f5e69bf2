"""One place drawn twice becomes one row: a station as node and building, a school and its campus.

Three doubles are known. Stations of one name and kind within 150 m of each other. A point inside
the polygon of the same place. A building inside the campus of the same place. The same place means:
of a compatible kind, and of the same name where both have one. Whatever is merged is told by id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from layers.sources.osm.elements import Element
from layers.sources.osm.metres import Shapes, to_metres
from layers.sources.osm.tags import school_level

STATION_REACH_M = 150.0
"""Two drawings of one station lie no farther apart: half the length of a long platform."""

_TEACHING = frozenset({"school", "college", "lycee"})
_SPORT = frozenset({"sports-hall", "sports-centre"})
_SURFACE = 2


@dataclass(frozen=True, slots=True)
class Merged:
    """Elements without doubles; ``into`` gives, for each double, the id that stands for it."""

    elements: tuple[Element, ...]
    shapes: Shapes
    into: Mapping[str, str]


def merge_places(elements: Sequence[Element], shapes: Shapes, *, layer: str) -> Merged:
    """Merge points and buildings into the smallest polygon of the same place that holds them."""
    surfaces = np.flatnonzero(shapely.get_dimensions(shapes) == _SURFACE)
    tree = shapely.STRtree(shapes[surfaces])
    inner, found = tree.query(shapes, predicate="covered_by")
    size = shapely.area(shapes)
    hosts: dict[int, int] = {}
    for within, host in zip(inner.tolist(), surfaces[found].tolist(), strict=True):
        larger = (size[host], -host) > (size[within], -within)
        if larger and _same_place(elements[within], elements[host], layer):
            best = hosts.get(within, host)
            hosts[within] = min(best, host, key=lambda n: float(size[n]))
    return _merged(elements, shapes, _unambiguous(elements, hosts), layer)


def merge_stations(elements: Sequence[Element], shapes: Shapes) -> Merged:
    """Merge stations of one name and kind that lie within STATION_REACH_M of each other."""
    plane = to_metres(shapes)
    left, right = shapely.STRtree(plane).query(plane, predicate="dwithin", distance=STATION_REACH_M)
    same = [_same_station(elements[a], elements[b]) for a, b in zip(left, right, strict=True)]
    hosts: dict[int, int] = {}
    for group in _groups(left[same], right[same], len(elements)):
        head = max(group, key=lambda n: (float(shapely.area(shapes[n])), -n))
        hosts |= {n: head for n in group if n != head}
    return _merged(elements, shapes, hosts, "stations")


def _same_station(one: Element, other: Element) -> bool:
    name = _name(one)
    return bool(name) and name == _name(other) and one.kinds["stations"] == other.kinds["stations"]


def _same_place(inner: Element, host: Element, layer: str) -> bool:
    if _name(inner) and _name(host) and _name(inner) != _name(host):
        return False
    kinds = {inner.kinds[layer], host.kinds[layer]}
    if len(kinds) == 1:
        return True
    if kinds <= _TEACHING:  # two levels that are both told are two schools on one campus
        return school_level(inner.tags) is None or school_level(host.tags) is None
    return kinds <= _SPORT and inner.id.startswith("osm-node-")


def _unambiguous(elements: Sequence[Element], hosts: Mapping[int, int]) -> dict[int, int]:
    """Leave named places apart where a polygon without a name holds several: whose is it."""
    names = defaultdict(set)
    for inner, host in hosts.items():
        if _name(elements[inner]) and not _name(elements[host]):
            names[host].add(_name(elements[inner]))
    return {
        inner: host
        for inner, host in hosts.items()
        if len(names[host]) < 2 or not _name(elements[inner])  # noqa: PLR2004 - several
    }


def _groups(left: NDArray[np.int64], right: NDArray[np.int64], count: int) -> list[list[int]]:
    links = coo_matrix((np.ones(len(left)), (left, right)), shape=(count, count))
    _, label = connected_components(links, directed=False)
    groups = defaultdict(list)
    for n, group in enumerate(label.tolist()):
        groups[group].append(n)
    return [group for group in groups.values() if len(group) > 1]


def _merged(
    elements: Sequence[Element], shapes: Shapes, hosts: Mapping[int, int], layer: str
) -> Merged:
    doubles = defaultdict(list)
    for inner in hosts:
        doubles[_last_host(inner, hosts)].append(inner)
    kept = [n for n in range(len(elements)) if n not in hosts]
    return Merged(
        tuple(_joined(elements[n], [elements[d] for d in doubles[n]], layer) for n in kept),
        shapes[kept],
        {elements[n].id: elements[_last_host(n, hosts)].id for n in hosts},
    )


def _last_host(inner: int, hosts: Mapping[int, int]) -> int:
    while inner in hosts:
        inner = hosts[inner]
    return inner


def _joined(host: Element, doubles: Sequence[Element], layer: str) -> Element:
    """Fill the gaps in the host's tags from its doubles; the host's own words stand."""
    if not doubles:
        return host
    tags = dict(host.tags)
    for double in doubles:
        tags = {**double.tags, **tags}
    kind = host.kinds[layer]
    if kind in _TEACHING:
        kind = school_level(tags) or kind
    return replace(host, tags=tags, kinds={**host.kinds, layer: kind})


def _name(element: Element) -> str:
    return element.tags.get("name", "").casefold()
