"""A problem of siting: a table of travel, who is where, what the sites are, what is decided.

Plain arrays and ids, no area and no plan: a benchmark needs no map.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from gis.distance import Floats
from gis.tally import Flags, Ints


@dataclass(frozen=True, eq=False)
class Problem:
    """What a siting model is asked.

    ``cost`` (sites × points, float64, NaN where there is no journey) is the travel from each
    demand point to each candidate site, in the unit of ``cutoff``. ``weight`` (points) says how
    much each point counts: one without any is left out, whatever room it would take. ``cutoff``
    (points, infinite where there is none) is how far is near enough. At most ``zones`` sites are
    chosen (None: as many as it takes); ``locked`` ones must be, ``banned`` ones must not, the
    others are free.

    A point goes to the nearest chosen zone (of equals, the first id); where zones can be full, to
    those with room. What goes to a zone within the cutoff is covered, if at least ``backup`` chosen
    zones are within it. ``within`` asks that every point with weight be covered whole, not only as
    much as can be.
    ``fee`` (sites) is what a zone costs to open, and all together at most ``budget``.

    ``demand`` (points) and ``capacity`` (sites) are of one component each, by its name (officers,
    vehicles, dogs, horses): what stands at a point needs room in the zone that serves it. Without
    capacity a zone holds everybody. ``split`` lets a point be shared between zones.

    ``present`` are the zones of the plan as it is; each that is opened or closed against it costs
    its ``switching`` price (sites; 1 where not given, more where a zone has been announced).
    ``shortcoming`` (sites) is the larger, the worse a site: the last goal asks for little of it.

    What follows from these is worked out once and kept: no array is ever changed in its place.
    """

    site_ids: tuple[str, ...]
    point_ids: tuple[str, ...]
    cost: Floats
    weight: Floats
    cutoff: Floats
    zones: int | None = None
    locked: frozenset[str] = frozenset()
    banned: frozenset[str] = frozenset()
    within: bool = False
    backup: int = 1
    fee: Floats | None = None
    budget: float = float("inf")
    demand: Mapping[str, Floats] = field(default_factory=dict)
    capacity: Mapping[str, Floats] = field(default_factory=dict)
    split: bool = False
    present: frozenset[str] = frozenset()
    switching: Floats | None = None
    shortcoming: Floats | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """How many sites and how many demand points."""
        return len(self.site_ids), len(self.point_ids)

    @cached_property
    def counts(self) -> Flags:
        """Which points count: those with weight."""
        return self.weight > 0

    @cached_property
    def reach(self) -> Flags:
        """Which pairs have a journey, sites × points."""
        return np.isfinite(self.cost)

    @cached_property
    def reachable(self) -> Flags:
        """Which points some site that may be chosen is reached from."""
        reached: Ints = self.reach[~self.is_banned].sum(axis=0)
        return reached > 0

    @cached_property
    def near(self) -> Flags:
        """Which pairs are within the point's cutoff, sites × points."""
        # Where there is no cutoff, what cannot be reached is still not near: NaN is never less.
        return self.cost <= self.cutoff

    @cached_property
    def is_locked(self) -> Flags:
        """Which sites must be chosen."""
        return self.flags(self.locked)

    @cached_property
    def is_banned(self) -> Flags:
        """Which sites must not be chosen."""
        return self.flags(self.banned)

    @cached_property
    def is_present(self) -> Flags:
        """Which sites are zones of the plan as it is."""
        return self.flags(self.present)

    @property
    def fees(self) -> Floats:
        """What each zone costs to open."""
        return np.zeros(len(self.site_ids)) if self.fee is None else self.fee

    @property
    def prices(self) -> Floats:
        """What it costs to open or close each site against the present plan."""
        return np.ones(len(self.site_ids)) if self.switching is None else self.switching

    @property
    def shortcomings(self) -> Floats:
        """How poor each site is."""
        return np.zeros(len(self.site_ids)) if self.shortcoming is None else self.shortcoming

    @property
    def capacitated(self) -> bool:
        """Whether any zone can be full."""
        return bool(self.capacity)

    @property
    def budgeted(self) -> bool:
        """Whether the budget bounds the choice."""
        return self.fee is not None and np.isfinite(self.budget)

    def flags(self, ids: frozenset[str]) -> Flags:
        """Say of each site whether it is among some ids."""
        return np.fromiter((name in ids for name in self.site_ids), bool, len(self.site_ids))

    def places(self, ids: frozenset[str]) -> Ints:
        """Give where some sites stand."""
        return np.flatnonzero(self.flags(ids))

    def names(self, places: npt.ArrayLike) -> tuple[str, ...]:
        """Give the ids of sites by where they stand, in order."""
        return tuple(sorted(self.site_ids[int(n)] for n in np.asarray(places)))

    def without(self, sites: Flags) -> Problem:
        """Give the same problem with some sites banned."""
        gone = frozenset(self.names(np.flatnonzero(sites)))
        return replace(self, banned=self.banned | gone)

    def in_order(self) -> Problem:
        """Give the same problem with sites and points in the order of their ids.

        Ties break by place: in this order the answer does not tell how the table was written.
        """
        rows = np.array(sorted(range(len(self.site_ids)), key=self.site_ids.__getitem__), np.intp)
        columns = np.array(
            sorted(range(len(self.point_ids)), key=self.point_ids.__getitem__), np.intp
        )
        return replace(
            self,
            site_ids=tuple(self.site_ids[n] for n in rows),
            point_ids=tuple(self.point_ids[n] for n in columns),
            cost=self.cost[np.ix_(rows, columns)],
            weight=self.weight[columns],
            cutoff=self.cutoff[columns],
            fee=_taken(self.fee, rows),
            switching=_taken(self.switching, rows),
            shortcoming=_taken(self.shortcoming, rows),
            demand={name: values[columns] for name, values in self.demand.items()},
            capacity={name: values[rows] for name, values in self.capacity.items()},
        )


def _taken(values: Floats | None, rows: npt.NDArray[np.intp]) -> Floats | None:
    return None if values is None else values[rows]
