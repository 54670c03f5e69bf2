"""A part of a task that is still to be decided, as a small task of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gis.distance import Floats
from gis.siting.median.fixing import Left
from gis.siting.median.task import Prices, Task
from gis.tally import Ints


@dataclass(frozen=True, eq=False)
class Node:
    """A task over some sites of the whole: ``sites`` says which, in the order of the task's.

    No choice in it is below ``bound``, to which the ``prices`` belong. ``share`` (sites) is how
    often a site was opened while the bound climbed, 0 to 1.
    """

    task: Task
    sites: Ints
    prices: Prices
    bound: float
    share: Floats


def left_of(node: Node, left: Left) -> Node:
    """Keep of a node what is left of it."""
    cost = np.where(left.pair, node.task.cost, np.inf)
    task = replace(node.task, cost=cost, locked=left.must)
    return only(replace(node, task=task), np.flatnonzero(left.site))


def opened(node: Node, place: int) -> Node:
    """Give the node where one of its sites must be open."""
    locked = node.task.locked.copy()
    locked[place] = True
    return replace(node, task=replace(node.task, locked=locked))


def closed(node: Node, place: int) -> Node:
    """Give the node without one of its sites."""
    return only(node, np.delete(np.arange(node.sites.size), place))


def only(node: Node, kept: Ints) -> Node:
    """Keep some sites of a node, by their places in it."""
    task = replace(
        node.task,
        cost=node.task.cost[kept],
        locked=node.task.locked[kept],
        fee=node.task.fee[kept],
        pairs=tuple(None if each is None else each[kept] for each in node.task.pairs),
        sites=node.task.sites[:, kept],
    )
    return replace(node, task=task, sites=node.sites[kept], share=node.share[kept])
