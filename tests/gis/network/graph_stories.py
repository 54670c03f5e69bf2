"""The words of laws about engines: any small graph, any points on it, both engines."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from gis.network.anchors import Anchors
from gis.network.engine import DijkstraEngine, Engine
from gis.network.graph import Topology
from gis.network.hierarchy import HierarchyEngine
from gis.network.metric import Metric
from gis.network.order_cache import order_of

Arc = tuple[int, int, int, int, bool]
NODES = 6
NOWHERE = Path(__file__) / "orders"  # no folder can be there: what is drawn is not kept on disk
node = st.integers(0, NODES - 1)
# Loops, parallel streets, islands and edges of no length or no time included.
arcs = st.lists(
    st.tuples(node, node, st.integers(0, 5_000), st.integers(0, 900), st.booleans()),
    min_size=1,
    max_size=14,
)
share = st.sampled_from([0.0, 0.25, 0.5, 0.8, 1.0]) | st.floats(0, 1)


def draw_anchors(data: st.DataObject, edges: int, n: int = 4) -> Anchors:
    """Draw up to n points, each some way along an edge or (-1) off the network."""
    spots = st.lists(st.tuples(st.integers(-1, edges - 1), share), min_size=1, max_size=n)
    edge, along = zip(*data.draw(spots), strict=True)
    return Anchors(np.array(edge, dtype=np.int64), np.array(along, dtype=float))


def both_engines(topology: Topology, metric: Metric) -> tuple[Engine, Engine]:
    """Make the fast engine and the plain one of the same metric."""
    order = order_of(topology, folder=NOWHERE)
    return (
        HierarchyEngine.of(topology, metric, order.held),
        DijkstraEngine.of(topology, metric),
    )
