"""What a choice of sites gives, and what one step would: one more, one less, one for another.

A step is judged without going there. With d1 and d2 the travel to the nearest and the second
nearest chosen zone, adding site s saves Σ w max(0, d1 − c_s); giving up zone z costs
Σ w (d2 − d1) over its own points; exchanging z for s saves what adding s saves, and over z's own
points Σ w (max(0, d2 − c_s) − max(0, d1 − c_s)) more. M. B. Teitz and P. Bart, Operations Research
16 (1968); the sums kept apart as by M. G. C. Resende and R. F. Werneck, "A fast swap-based local
search procedure for location problems", Annals of Operations Research 150 (2007).

Capacity is left out: every zone holds everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse

from gis.distance import Floats
from gis.siting.choice import HAIR
from gis.siting.problem import Problem
from gis.tally import Flags, Ints
from i18n import Message, msg


@dataclass(frozen=True, eq=False)
class Ground:
    """A problem's table, read once.

    ``cost`` (sites × points) has ``beyond`` where there is no journey: more than any journey.
    ``near`` and ``reach`` are 1 and 0, for products. ``open_to`` says which sites may be chosen.
    """

    problem: Problem
    cost: Floats
    beyond: float
    near: Floats
    reach: Floats
    weight: Floats
    open_to: Flags

    @classmethod
    def of(cls, problem: Problem) -> Ground:
        """Read a problem."""
        beyond = 1.0 + float(np.nanmax(problem.cost, initial=0.0))
        return cls(
            problem=problem,
            cost=np.nan_to_num(problem.cost, nan=beyond),
            beyond=beyond,
            near=problem.near.astype(np.float64),
            reach=problem.reach.astype(np.float64),
            weight=problem.weight,
            open_to=~problem.is_banned,
        )


@dataclass(frozen=True, eq=False)
class Merit:
    """What some choices give: the weight covered, the weight served, and the travel of the served.

    Each is an array, of one figure a choice.
    """

    covered: Floats
    served: Floats
    travel: Floats

    def best(self, allowed: Flags) -> tuple[int, ...] | None:
        """Give where the best allowed choice stands: most covered, then served, then least travel.

        Of equals the first; None where none is allowed.
        """
        left = allowed
        if not left.any():
            return None
        for values in (self.covered, self.served, -self.travel):
            most = values[left].max()
            left = left & (values >= most - _level(most))
        return tuple(int(n) for n in np.unravel_index(int(left.argmax()), left.shape))

    def at(self, place: tuple[int, ...]) -> Merit:
        """Give the figures of one choice, as arrays of one."""
        return Merit(
            *(np.atleast_1d(each[place]) for each in (self.covered, self.served, self.travel))
        )

    def beats(self, other: Merit) -> bool:
        """Tell whether one choice is better than another, by more than the last digits."""
        for mine, theirs in (
            (self.covered, other.covered),
            (self.served, other.served),
            (-self.travel, -other.travel),
        ):
            ahead = float((mine - theirs).item())
            if abs(ahead) > _level(float(theirs.item())):
                return ahead > 0
        return False


def _level(value: float) -> float:
    """Give by how much two sums may differ and still be the same."""
    return HAIR * max(1.0, abs(value))


@dataclass(frozen=True, eq=False)
class Standing:
    """A choice of ``sites`` (places, ascending), and how every point stands under it.

    ``slot`` is which of the sites a point goes to (−1: none), ``first`` and ``second`` the travel
    to the nearest and the second nearest (``beyond`` where there is none). ``near`` and ``reach``
    count the chosen sites within the cutoff, and those with a journey.
    """

    ground: Ground
    sites: Ints
    slot: Ints
    first: Floats
    second: Floats
    near: Floats
    reach: Floats

    @classmethod
    def of(cls, ground: Ground, sites: npt.ArrayLike) -> Standing:
        """See how the points stand under a choice."""
        chosen = np.unique(np.asarray(sites, dtype=np.int64))
        points = np.arange(ground.cost.shape[1])
        # Two rows beyond all journeys, so that there always is a nearest and a second.
        none = np.full((2, len(points)), ground.beyond)
        cost = np.vstack([ground.cost[chosen], none])
        slot = cost.argmin(axis=0)
        first = cost[slot, points]
        cost[slot, points] = np.inf
        second = np.minimum(cost.min(axis=0), ground.beyond)
        reach = ground.reach[chosen].sum(axis=0)
        return cls(
            ground=ground,
            sites=chosen,
            slot=np.where(reach > 0, slot, -1),
            first=first,
            second=second,
            near=ground.near[chosen].sum(axis=0),
            reach=reach,
        )

    @property
    def flags(self) -> Flags:
        """Which sites are chosen."""
        flags = np.zeros(self.ground.cost.shape[0], dtype=bool)
        flags[self.sites] = True
        return flags

    @property
    def free(self) -> Flags:
        """Which sites may still be chosen."""
        return self.ground.open_to & ~self.flags

    @cached_property
    def nearer(self) -> Floats:
        """By how much each site is nearer than the zone that a point goes to (sites × points)."""
        return np.maximum(self.first - self.ground.cost, 0.0)

    @property
    def merit(self) -> Merit:
        """What the choice gives, as arrays of one."""
        weight = self.ground.weight
        return self._merit(
            np.array([weight @ (self.near >= self._need)]),
            np.array([weight @ (self.reach > 0)]),
            np.array([weight @ self.first]),
        )

    def added(self) -> Merit:
        """Judge each site beside the chosen ones (sites); those themselves change nothing."""
        ground, weight = self.ground, self.ground.weight
        saved = self.nearer @ weight
        return self._merit(
            weight @ (self.near >= self._need)
            + ground.near @ np.where(self.near == self._need - 1, weight, 0.0),
            weight @ (self.reach > 0) + ground.reach @ np.where(self.reach == 0, weight, 0.0),
            weight @ self.first - saved,
        )

    def dropped(self) -> Merit:
        """Judge what is left without each of the chosen sites (zones)."""
        ground, weight = self.ground, self.ground.weight
        return self._merit(
            (self.near - ground.near[self.sites] >= self._need) @ weight,
            (self.reach - ground.reach[self.sites] > 0) @ weight,
            self._travel_without(),
        )

    def exchanged(self) -> Merit:
        """Judge each site in the place of each chosen one (sites × zones)."""
        ground, weight = self.ground, self.ground.weight
        left, without = self.dropped(), self.near - ground.near[self.sites]
        lone = self.reach - ground.reach[self.sites]
        one_short = np.where(without == self._need - 1, weight, 0.0)
        alone = np.where(lone == 0, weight, 0.0)
        return self._merit(
            left.covered + ground.near @ one_short.T,
            left.served + ground.reach @ alone.T,
            self._travel_without() - self._saved_by_exchange(),
        )

    def _saved_by_exchange(self) -> Floats:
        """Σ w max(0, d' − c_s), d' the travel once z is gone; sites × zones."""
        ground, weight = self.ground, self.ground.weight
        more = np.maximum(self.second - ground.cost, 0.0)
        more -= self.nearer
        own = self.slot >= 0
        of_zone = sparse.csr_array(
            (weight[own], (np.flatnonzero(own), self.slot[own])),
            shape=(len(weight), len(self.sites)),
        )
        saved: Floats = (self.nearer @ weight)[:, None] + more @ of_zone
        return saved

    def _travel_without(self) -> Floats:
        """Σ w d', what cannot be served at ``beyond``, once each zone is gone (zones)."""
        weight, own = self.ground.weight, self.slot >= 0
        lost = np.bincount(
            self.slot[own], (weight * (self.second - self.first))[own], len(self.sites)
        )
        travel: Floats = weight @ self.first + lost
        return travel

    def _merit(self, covered: Floats, served: Floats, travel: Floats) -> Merit:
        """Take out of the travel what stands for those who are not served."""
        unserved = float(self.ground.weight.sum()) - served
        return Merit(covered, served, travel - self.ground.beyond * unserved)

    @property
    def _need(self) -> int:
        return self.ground.problem.backup


def left_out(problem: Problem) -> tuple[Message, ...]:
    """Say what this way of looking at a problem leaves out."""
    return (_NO_ROOM,) if problem.capacitated else ()


_NO_ROOM = msg("Room is left out here: each zone is taken to hold everybody who is nearest.")
