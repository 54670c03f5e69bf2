"""A part of a task as a model of HiGHS: some sites, some of their arcs, some of each point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gis.distance import Floats
from gis.siting import highs
from gis.siting.capacitated.task import Task
from gis.siting.rows import Rows, at_most_nothing, stacked
from gis.tally import Flags, Ints


@dataclass(frozen=True, eq=False)
class Part:
    """What is left free of a task: ``sites``, and arcs from them to points.

    ``site`` (a place in ``sites``) and ``point`` make an arc. ``room`` is the part of each point
    that is to be placed, ``price`` what leaving all of a point costs (infinite: it may not be
    left). At most ``zones`` of the sites may open, the ``opened`` ones must. ``most`` (arcs) bounds
    the part of a point that may go over each.
    """

    sites: Ints
    site: Ints
    point: Ints
    room: Floats
    price: Floats
    zones: int
    opened: Flags
    most: Floats | None = None

    @property
    def widths(self) -> Floats:
        """The largest part of a point that may go over each arc."""
        room = self.room[self.point]
        return room if self.most is None else np.minimum(room, self.most)

    @property
    def points(self) -> Ints:
        """The points of which there is something to place."""
        return np.flatnonzero(self.room > 0)

    @property
    def leavable(self) -> Ints:
        """The points among them that may be left."""
        return self.points[np.isfinite(self.price[self.points])]

    @property
    def arcs(self) -> slice:
        """Where the arcs stand among the columns: behind the sites, before the points left."""
        return slice(len(self.sites), len(self.sites) + len(self.site))


def model_of(task: Task, part: Part) -> highs.Model:
    """Write it as arrays. Columns: open or not, the part on each arc, the part of points left."""
    size, leavable = len(part.sites), part.leavable
    columns = part.arcs.stop + len(leavable)
    whole = np.ones(columns, bool)
    whole[size:] = not task.split
    travel = task.cost[part.sites[part.site], part.point]
    rows, row_lower, row_upper = stacked(list(_blocks(task, part)), columns)
    return highs.Model(
        cost=np.concatenate([task.fee[part.sites], travel, part.price[leavable]]),
        lower=np.concatenate([part.opened.astype(float), np.zeros(columns - size)]),
        upper=np.concatenate([np.ones(size), part.widths, part.room[leavable]]),
        whole=whole,
        rows=rows,
        row_lower=row_lower,
        row_upper=row_upper,
    )


def _blocks(task: Task, part: Part) -> Iterator[Rows]:
    size, arcs = len(part.sites), np.arange(part.arcs.start, part.arcs.stop)
    sites, leavable = np.arange(size), part.leavable
    placed = part.room[part.points]
    row_of = np.cumsum(part.room > 0) - 1
    yield Rows(
        row_of[np.concatenate([part.point, leavable])],
        np.concatenate([arcs, part.arcs.stop + np.arange(len(leavable))]),
        np.ones(len(arcs) + len(leavable)),
        placed,
        placed,
    )
    yield at_most_nothing(
        np.tile(np.arange(len(arcs)), 2),
        np.concatenate([arcs, part.site]),
        np.concatenate([np.ones(len(arcs)), -part.widths]),
        len(arcs),
    )
    yield _most(sites, np.ones(size), part.zones)
    must = ~np.isfinite(part.price)
    for demand, capacity in zip(task.demand, task.capacity[:, part.sites], strict=True):
        yield at_most_nothing(
            np.concatenate([part.site, sites]),
            np.concatenate([arcs, sites]),
            np.concatenate([demand[part.point], -capacity]),
            size,
        )
        # Said by the rows above; in one row it lets the solver make cover cuts.
        yield _most(sites, -capacity, -float(demand[must] @ part.room[must]))


def _most(columns: Ints, values: Floats, most: float) -> Rows:
    """One row: the sum of values × columns is at most so much."""
    return Rows(np.zeros_like(columns), columns, values, np.array([-np.inf]), np.array([most]))
