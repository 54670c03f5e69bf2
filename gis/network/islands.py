"""Islands: pieces of the network that nobody gets out of, or into, found by snapping and named."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from gis.distance import Floats
from gis.network.graph import Ints, Topology
from gis.network.snapping import Objects, StreetSnapper
from i18n import Message, msg, msgs

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Island:
    """One island: the street of its longest stretch, one with a name if there is any."""

    name: str
    way: str
    metres: float

    @property
    def message(self) -> Message:
        """The island in a few words."""
        if self.name:
            return msg("{street} ({metres} m)", street=self.name, metres=round(self.metres))
        return msg(
            "a street without a name ({id}, {metres} m)", id=self.way, metres=round(self.metres)
        )


def islands_of(snapper: StreetSnapper, streets: gpd.GeoDataFrame) -> tuple[Island, ...]:
    """Give the islands that snapping passes over, the longest first.

    ``streets`` is the table that the topology was made of. Two islands at one node of the mainland
    are two.
    """
    topology, edges = snapper.topology, snapper.islands
    if not edges.size:
        return ()
    piece = _pieces(topology, edges, mainland=snapper.edges)
    metres = topology.metres[edges]
    way = topology.way[edges]
    names = streets["name"].to_numpy(dtype=object)[way]
    ids = streets.index.to_numpy(dtype=object)[way]
    return tuple(
        sorted(
            (
                _island(metres[at], names[at], ids[at])
                for at in (piece == n for n in np.unique(piece))
            ),
            key=lambda island: (-island.metres, island.way),
        )
    )


def island_warnings(snapper: StreetSnapper, streets: gpd.GeoDataFrame) -> tuple[Message, ...]:
    """Count the islands and name the longest."""
    islands = islands_of(snapper, streets)
    if not islands:
        return ()
    named = tuple(island.message for island in islands[:_MOST_NAMED])
    told = msgs(
        "One piece of street is an island, cut off from the network, and no point is put on it: "
        "{named}.",
        "{n} pieces of street are islands, cut off from the network, and no point is put on them. "
        "The longest: {named}.",
        len(islands),
        named=named,
    )
    return (told,)


def _pieces(topology: Topology, edges: Ints, *, mainland: Ints) -> Ints:
    """Give each edge the number of its piece; meeting on the mainland makes no piece."""
    on_main = np.zeros(topology.nodes, dtype=bool)
    on_main[topology.tail[mainland]] = on_main[topology.head[mainland]] = True
    tail, head = topology.tail[edges], topology.head[edges]
    off = ~on_main[tail] & ~on_main[head]
    graph = csr_array(
        (np.ones(off.sum()), (tail[off], head[off])), shape=(topology.nodes, topology.nodes)
    )
    _, piece = connected_components(graph, directed=False)
    return piece[np.where(on_main[tail], head, tail)].astype(np.int64)


def _island(metres: Floats, names: Objects, ids: Objects) -> Island:
    """Tell an island of its stretches, one entry each."""
    longest = max(range(len(metres)), key=lambda n: (bool(names[n]), metres[n]))
    return Island(names[longest], ids[longest], float(metres.sum()))
