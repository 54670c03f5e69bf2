"""One pass of a sweep: choices grow site by site, and those that may still reach the aim go on.

A state at layer k has lost φ of the loss of ``potential``: the same sum of its chosen sites, of
spots covered again, of spots that no later site is near, and for each odd set S, with u(S) for its
points that are not covered and may still be,

    g(S) · ((|S| − 1) / 2 + Σ_chosen a(j, S) − covered points of S − ⌊u(S) / 2⌋)

φ never falls as it goes on, and what two halves of a choice have lost, each swept from its own end,
adds up to no more than the loss of the whole, and ``twice`` of the potential: what both count. For
S that holds because |S| is odd: of the u of both halves, where no point is covered twice, one is
odd, or they leave a point over. So let *least* (layers × counts) say what is lost at
least on the sites not yet swept, beside so many chosen ones: a state with φ + least above U − aim
is part of no choice that reaches the aim. Dominated states are let go as well, so that ``least`` is
not true of every choice, but of one as good: what is swept can be replaced while the rest stays.

Where states are too many, those with the largest φ + least are dropped, and what is proven of the
rest stops at their φ. States of the pass the other way then have more to go by.

A dynamic programme with bounds on what is to come: N. Christofides, A. Mingozzi and P. Toth,
"State-space relaxation procedures for the computation of bounds to routing problems", Networks 11
(1981), has bounds from a programme's states; the two directions are ours.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.distance import Floats
from gis.siting.covering.sweep.dominance import undominated
from gis.siting.covering.sweep.layers import Layer, Sets, slots_of
from gis.siting.covering.sweep.potential import Potential
from gis.siting.covering.sweep.states import Family, States, nothing
from gis.siting.watch import Watch
from gis.tally import Flags, Ints

HAIR = 1e-6  # of weight: more than sums of losses are wrong by, less than whole weights differ by
_EVERY = 6  # layers from one comparison of all states to the next
_GROWN = 1.02  # times as many states as after the last one
_CROWDED = 3  # times the cap: compared at once
_ROWS = 20_000  # states looked at in one go


@dataclass(frozen=True, eq=False)
class Passed:
    """What came of a pass.

    ``certs`` (layers × counts) is what a choice of so many sites has lost at least when the layer
    is done, None where the pass was stopped; ``loss`` what any choice loses that reaches the aim.
    ``whole`` says that nothing was dropped that may reach it; then the best of all choices that do
    is ``best`` (places in the potential), which covers ``weight``; else it may be another. None
    where no state is left at the end.
    """

    certs: Floats | None
    loss: float
    whole: bool
    weight: float
    best: Ints | None


class _Sieve:
    """What may go on: how much may be lost in all, and what was dropped although it may."""

    def __init__(self, gap: float, zones: int, *, sinks: bool) -> None:
        """Begin with all that may reach the aim."""
        self._gap = self._limit = gap
        self._sinks = sinks
        self._first = np.inf
        self._dropped = np.full(zones + 1, np.inf)

    @property
    def whole(self) -> bool:
        """Whether nothing was dropped."""
        return bool(np.isinf(self._first))

    @property
    def dropped(self) -> Floats:
        """Give what was lost at least by what grew out of those dropped, for each count."""
        return np.minimum.accumulate(self._dropped)

    def keeps(self, lost: Floats, count: Ints, least: Floats) -> Flags:
        """Say which go on."""
        total = lost + least[count]
        keeps: Flags = total <= self._limit
        if self._limit < self._gap:
            self._drop(lost, count, total, ~keeps & (total <= self._gap))
        return keeps

    def keeps_best(self, states: States, least: Floats, cap: int) -> Flags:
        """Say which go on where no more than ``cap`` may; the limit may sink to the last of them.

        Where it sinks, no state that is worse takes a place later: that is quick, and proves as
        much. Where it does not, some states reach the end: whole choices.
        """
        total = states.lost + least[states.count]
        if len(states) <= cap:
            return np.ones(len(states), dtype=bool)
        order = np.argpartition(total, cap)[:cap]
        keeps: Flags = np.zeros(len(states), dtype=bool)
        keeps[order] = True
        self._drop(states.lost, states.count, total, ~keeps)
        if self._sinks:
            self._limit = float(total[keeps].max())
        return keeps

    def least(self, states: States, least: Floats) -> float:
        """Give what any choice loses that reaches the aim: one that goes on, or was dropped."""
        total = float((states.lost + least[states.count]).min(initial=np.inf))
        return min(total, self._first)

    def _drop(self, lost: Floats, count: Ints, total: Floats, which: Flags) -> None:
        self._first = min(self._first, float(total[which].min(initial=np.inf)))
        np.minimum.at(self._dropped, count[which], lost[which])


def passed(  # noqa: PLR0913 - where it goes, what may go on, how much at once
    town: Potential,
    layers: list[Layer],
    *,
    least: Floats,
    gap: float,
    cap: int,
    watch: Watch,
    sinks: bool = True,
) -> Passed:
    """Sweep once over all layers; choices that lose more than ``gap`` are of no use.

    ``least`` (layers × counts) is what is lost at least after each layer, by how many are chosen.
    ``sinks`` says that states are sought that prove much, not such as reach the end.
    """
    states, family = nothing(slots_of(layers), town.lost), Family()
    sieve = _Sieve(gap + HAIR, town.zones, sinks=sinks)
    certs = np.full((len(layers), town.zones + 1), np.inf)
    loss, before = 0.0, 1
    for k, layer in enumerate(layers):
        if watch.over:
            return Passed(None, loss, whole=False, weight=-np.inf, best=None)
        states = states.beside(_grown(states, layer, sieve, least[k], family))
        states = _closed(states, layer)
        states = _taken(states, sieve.keeps(states.lost, states.count, least[k]))
        if _due(k, len(states), before, cap) or k == len(layers) - 1:
            states = _thinned(states, town, layer, watch)
            states = _taken(states, sieve.keeps_best(states, least[k], cap))
            nodes = family.forgetting(states.node)
            states = States(states.cover, states.lost, states.weight, states.count, nodes)
            before = len(states)
        before = min(before, len(states))
        certs[k] = sieve.dropped
        np.minimum.at(certs[k], states.count, states.lost)
        loss = max(loss, float((certs[k] + least[k]).min()), sieve.least(states, least[k]))
    if not len(states):
        return Passed(certs, loss, whole=sieve.whole, weight=-np.inf, best=None)
    best = int(states.weight.argmax())
    chosen = family.chosen(int(states.node[best]))
    return Passed(certs, loss, sieve.whole, float(states.weight[best]), chosen)


def _due(k: int, size: int, before: int, cap: int) -> bool:
    if size <= 1:
        return False
    return (k % _EVERY == _EVERY - 1 and size > _GROWN * before) or size > _CROWDED * cap


def _grown(states: States, layer: Layer, sieve: _Sieve, least: Floats, family: Family) -> States:
    """Give the children that choose the layer's site, as far as they may go on."""
    places = np.flatnonzero(states.count < len(least) - 1)
    had = states.cover[np.ix_(places, layer.slots)].astype(np.float64)
    lost = states.lost[places] + layer.cost + layer.soon.sum() + had @ (layer.again - layer.soon)
    count = states.count[places] + 1
    kept = sieve.keeps(lost, count, least)
    places, lost, count, had = places[kept], lost[kept], count[kept], had[kept]
    lost = lost + _by_sets(states, places, layer.sets, chosen=True)
    kept = sieve.keeps(lost, count, least)
    places, lost, count, had = places[kept], lost[kept], count[kept], had[kept]
    cover = states.cover[places]
    cover[:, layer.slots] = 1
    return States(
        cover=cover,
        lost=lost,
        weight=states.weight[places] + layer.weight.sum() - had @ layer.weight,
        count=count,
        node=family.born(states.node[places], layer.site),
    )


def _closed(states: States, layer: Layer) -> States:
    """Count what is lost for good, and empty its slots."""
    if not len(layer.closed):
        return states
    held = states.cover[:, layer.closed].astype(np.float64)
    lost = states.lost + held @ layer.held + (1.0 - held) @ layer.missed
    lost = lost + _by_sets(states, np.arange(len(states)), layer.closing, chosen=False)
    states.cover[:, layer.closed] = 0
    return States(states.cover, lost, states.weight, states.count, states.node)


def _by_sets(states: States, places: Ints, sets: Sets, *, chosen: bool) -> Floats:
    """Give what some states lose for odd sets when a site is chosen, or points are closed.

    With t of u points touched: a − t − ⌊(u − t) / 2⌋ + ⌊u / 2⌋, or the last two terms alone.
    """
    lost = np.zeros(len(places))
    if not len(sets.price):
        return lost
    for begin in range(0, len(places), _ROWS):
        rows = places[begin : begin + _ROWS]
        free = np.float32(1.0) - states.cover[np.ix_(rows, sets.slots)]
        left, touched = free @ sets.within + sets.ahead, free @ sets.touched
        change = np.floor(left / 2) - np.floor((left - touched) / 2)
        if chosen:
            change += sets.half - touched
        lost[begin : begin + _ROWS] = change @ sets.price
    return lost


def _taken(states: States, kept: Flags) -> States:
    return states if kept.all() else states.take(kept)


def _thinned(states: States, town: Potential, layer: Layer, watch: Watch) -> States:
    if len(states) <= 1:
        return states
    return states.take(
        undominated(
            states.cover[:, layer.live],
            states.weight,
            states.count,
            each=town.each,
            weights=layer.weights,
            watch=watch,
        )
    )


def swept_by(town: Potential, layers: list[Layer], chosen: Ints) -> Floats:
    """Give what one choice (places in the potential) has lost after each layer."""
    states, family, lost = nothing(slots_of(layers), town.lost), Family(), []
    free = _Sieve(np.inf, town.zones, sinks=False)
    for layer in layers:
        if layer.site in chosen:
            states = _grown(states, layer, free, np.zeros(town.zones + 1), family)
        states = _closed(states, layer)
        lost.append(states.lost[0])
    return np.array(lost)
