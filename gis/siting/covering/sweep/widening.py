"""The proof of a large maximal cover by sweeps from both ends, each with more states than the last.

What a pass proves of its side is what the next, from the other end, goes by, so that few states
prove much: until a pass drops nothing that may reach the aim, or none is left that may.
"""

from __future__ import annotations

import numpy as np

from gis.distance import Floats
from gis.siting.covering.covered import Purse, whole
from gis.siting.covering.reduce import Rest
from gis.siting.covering.sweep.layers import layers_of
from gis.siting.covering.sweep.order import order_of
from gis.siting.covering.sweep.passing import HAIR, passed
from gis.siting.covering.sweep.potential import Potential, potential, priced
from gis.siting.covering.tighten import Tight
from gis.siting.watch import Watch
from gis.tally import Ints

_QUICK = (1_000, 4_000)  # states kept, pass after pass
_LONG = (4_000, 16_000, 64_000, 256_000, 1_000_000)  # of who is patient; the last take 2 GB
_TRIES = 1_000  # orders looked at
_PATIENT = 40  # times as many orders
_PASSES = ((0, True), (1, True), (0, False))  # from which end, and whether to prove or to find


def sweepable(rest: Rest, left: Purse) -> bool:
    """Tell whether a question is one of a sweep: so many sites, one a point, whole weights."""
    return (
        left.charges.shape[0] == 1
        and bool((left.charges == 1).all())
        and bool((rest.need == 1).all())
        and whole(rest.weight)
    )


def swept(  # noqa: PLR0913 - a question, and what is known of it by its name
    rest: Rest, left: Purse, tight: Tight, *, found: float, step: float, watch: Watch, patient: bool
) -> tuple[Ints | None, float]:
    """Give the places of a choice better than ``found``, None where none was found, and a bound.

    Weights are whole, of what is left, and differ by ``step`` or more. The bound is of all choices
    better than ``found``, and less than a step above the best where that is proven. The watch hears
    of minus the weight. Who is not ``patient`` has done with few states; who is looks longer for an
    order to begin with.
    """
    zones = min(int(left.limits[0]), rest.size[0])
    prices = priced(rest, tight.model, watch)
    if prices is None:
        return None, tight.bound
    kept = tight.model.upper[: rest.size[0]] > 0
    town = potential(rest, prices, zones, kept)
    # A site that costs more than may be lost is in no better choice.
    kept[town.sites[town.cost + town.lost > town.bound - found - step + HAIR]] = False
    town = potential(rest, prices, zones, kept)
    if not len(town.sites):
        return None, found + step
    order = order_of(town.near, tries=_TRIES * (_PATIENT if patient else 1), watch=watch)
    sweeps = _Sweeps(town, order, found, step)
    _widened(sweeps, _LONG if patient else _QUICK, watch)
    best = None if sweeps.best is None else town.sites[sweeps.best]
    return best, min(sweeps.bound, max(tight.bound, sweeps.found))


class _Sweeps:
    """A town's sweeps from either end, and what is known after those that were made."""

    def __init__(self, town: Potential, order: Ints, found: float, step: float) -> None:
        """Write both down; nothing is known yet."""
        self.town, self.step = town, step
        self.found = found
        self.best: Ints | None = None
        self.bound, self.done = town.bound - town.lost, False
        self._layers = layers_of(town, order), layers_of(town, order[::-1])
        none = np.zeros((len(order), town.zones + 1))
        self._least = [none, none]

    def once(self, way: int, cap: int, watch: Watch, *, sinks: bool) -> None:
        """Sweep one way, with so many states at most."""
        gap = self.town.bound - self.found - self.step
        one = passed(
            self.town,
            self._layers[way],
            least=self._least[way],
            gap=gap,
            cap=cap,
            watch=watch,
            sinks=sinks,
        )
        if one.best is not None and one.weight >= self.found + self.step:
            self.found, self.best = one.weight, one.best
        self.bound = min(self.bound, self.town.bound - one.loss)
        self.done = one.whole or self.bound < self.found + self.step - HAIR
        if self.done:
            self.bound = self.found + self.step
        watch.tell(incumbent=-self.found, bound=-max(self.bound, self.found))
        if one.certs is not None:
            before = self._least[1 - way]
            self._least[1 - way] = np.maximum(
                before, least_of(one.certs - self.town.twice, self.town.each)
            )


def _widened(sweeps: _Sweeps, caps: tuple[int, ...], watch: Watch) -> None:
    """Pass to and fro until the best is proven, the watch is over, or no more states fit.

    As soon as both ends have something to go by, a better choice is looked for: the better it is,
    the fewer states may reach it. What is known to be lost ahead finds it where few are kept.
    """
    for cap in caps:
        for way, sinks in _PASSES if cap == caps[0] else _PASSES[:2]:
            sweeps.once(way, cap, watch, sinks=sinks)
            if sweeps.done or watch.over:
                return


def least_of(certs: Floats, each: float) -> Floats:
    """Give what is lost at least after each layer of the way back, by how many are chosen there.

    ``certs`` (layers × counts) are those of the way forth. With n of p chosen on the way back, m
    others are left for what comes after, and those that are left over lose ``each``:

        min over m ≤ p − n of  certs(m) + each · (p − n − m)
    """
    none = np.full((1, certs.shape[1]), np.inf)
    none[0, 0] = 0.0
    after = np.concatenate([certs[:-1][::-1], none])
    for m in range(1, after.shape[1]):
        after[:, m] = np.minimum(after[:, m], after[:, m - 1] + each)
    return np.ascontiguousarray(after[:, ::-1])
