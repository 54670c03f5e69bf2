"""What holds a car up between streets: junctions, traffic signals, and barriers it cannot pass."""

from __future__ import annotations

import numpy as np

from gis.distance import Floats
from gis.network.graph import Flags, Ints, Topology
from gis.network.pace import Pace

_ENDS_OF_A_JUNCTION = 3
_ENDS_OF_A_STREET = 2


def waits_s(topology: Topology, joining: Flags, pace: Pace) -> Floats:
    """Give the seconds that a car waits on each edge.

    A junction is a node where three or more ends of ``joining`` edges meet. A signal costs its wait
    wherever it stands, at a junction on top of the junction's own. Half of a node's wait is on the
    edge that leads there and half on the one that goes on: whoever passes it pays the whole, and
    every journey costs the same the other way round.
    """
    ends = _ends(topology)
    meeting = np.bincount(ends[np.tile(joining, 2)], minlength=topology.nodes)
    junction = meeting >= _ENDS_OF_A_JUNCTION
    at_ends = junction[topology.tail].astype(float) + junction[topology.head]
    waits: Floats = pace.junction_s * at_ends / 2
    return waits + pace.signal_s * topology.signals if topology.signals.size else waits


def barred_edges(topology: Topology, usable: Flags) -> Ints:
    """Give the edges that barriers close to cars: at each, the shorter of its two pieces of street.

    Only a barrier where exactly two usable ends meet counts. Where more do, one street or several
    go on past it, and nobody can tell which one it bars; where one does, nothing lies behind it.
    """
    if not topology.barriers.any():
        return np.zeros(0, dtype=np.int64)
    ends, edges = _ends(topology), np.tile(np.arange(topology.edges), 2)
    here = topology.barriers[ends] & usable[edges]
    meeting = np.bincount(ends[here], minlength=topology.nodes)
    here &= meeting[ends] == _ENDS_OF_A_STREET
    ends, edges = ends[here], edges[here]
    order = np.lexsort((edges, topology.metres[edges], ends))
    _, shortest = np.unique(ends[order], return_index=True)
    barred: Ints = edges[order][shortest]
    return barred


def _ends(topology: Topology) -> Ints:
    """Give the node at each end of every edge: all tails, then all heads."""
    return np.concatenate([topology.tail, topology.head])
