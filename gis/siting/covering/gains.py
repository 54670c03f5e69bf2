"""Which set of sites to branch on: what branches on it gained before, and a look a few steps ahead.

Write y for the sum of a set, f for its fraction. A branch with fewer that gains g gains g / f for
each whole site, one with more g / (1 − f): their means over all looks are the set's pseudo-costs,
those of all sets stand for a set never looked at. Sets are looked at in the order of what they may
gain; those that mostly hold the sites of some looked at already are passed over.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from gis.distance import Floats
from gis.siting.branched import Branch, Branched
from gis.tally import Flags

# At each depth, and the last below it: glances, of which so many are worth a longer look.
_LOOKS = ((36, 8), (30, 8), (24, 6), (16, 4), (12, 4), (12, 3), (8, 3))
_GLANCE, _STEPS = 60, 300  # of the simplex method
_LIKELY = 0.1  # from a whole number, what is worth a look
_FRACTION = 1e-6  # what is not a whole number
_ALIKE = 0.6  # share of a set's open sites that makes it like others
_LITTLE = 0.01  # of what is to be gained: a branch that gains less counts as so much


@dataclass(frozen=True, eq=False)
class Pick:
    """A set by its place, and how many of it are chosen now, a fraction."""

    place: int
    at: float


class Gains:
    """What branches on sets have gained so far."""

    def __init__(self, sets: Flags) -> None:
        """Begin with nothing known. ``sets`` is sets × sites; each site is in one alone."""
        self._sets = sets
        self._table = sparse.csr_array(sets.astype(np.float64))
        self._sum = np.zeros((2, len(sets)))
        self._looks = np.zeros(len(sets))

    def pick(
        self, relaxation: Branched, branch: Branch, values: Floats, goal: float
    ) -> Pick | None:
        """Pick the set to branch on; None where all sites are whole.

        ``branch`` is the one ``relaxation`` solved last and holds its floor and basis, ``values``
        are its columns, ``goal`` is the floor at which a branch may be left.
        """
        part = values[: self._sets.shape[1]]
        at: Floats = np.asarray(self._table @ part)
        fraction = at - np.floor(at + _FRACTION)
        likely = self._likely(fraction)
        if not likely.any():
            return None
        relaxation.stand(branch)
        looks, closer = _LOOKS[min(branch.depth, len(_LOOKS) - 1)]
        picks = [
            Pick(place, float(at[place]) + _FRACTION)
            for place in self._order(fraction, likely, part, looks)
        ]
        look = _Look(relaxation, branch, goal)
        seen = {each: look.gains(each, _GLANCE) for each in picks}
        for each in sorted(picks, key=lambda each: -look.worth(seen[each]))[:closer]:
            seen[each] = look.gains(each, _STEPS)
            share = fraction[each.place]
            self._sum[:, each.place] += seen[each] / np.array([share, 1 - share])
            self._looks[each.place] += 1
        return max(picks, key=lambda each: look.worth(seen[each]))

    def _likely(self, fraction: Floats) -> Flags:
        """Say which sets are fractions worth a look; a bare fraction where there is no other."""
        for least in (_LIKELY, _FRACTION):
            likely: Flags = (fraction > least) & (fraction < 1 - least)
            if likely.any():
                break
        return likely

    def _order(self, fraction: Floats, likely: Flags, part: Floats, looks: int) -> list[int]:
        """Give so many sets, those first that may gain most, and none like another."""
        known = self._looks > 0
        mean = np.where(known, self._sum / np.maximum(self._looks, 1), 1.0)
        if known.any():
            mean[:, ~known] = (self._sum.sum(axis=1) / self._looks.sum())[:, None]
        worth = mean[0] * fraction * mean[1] * (1 - fraction)
        places = np.flatnonzero(likely)
        seen = np.zeros_like(part)
        order: list[int] = []
        for place in places[np.argsort(-worth[places], kind="stable")]:
            held = part * self._sets[place]
            if held @ seen <= _ALIKE * held.sum():
                order.append(int(place))
                seen[self._sets[place]] = 1.0
            if len(order) >= looks:
                break
        return order


@dataclass(frozen=True, eq=False)
class _Look:
    """A look ahead from a branch, as far as there is anything to gain."""

    relaxation: Branched
    branch: Branch
    goal: float

    def gains(self, pick: Pick, steps: int) -> Floats:
        """Give what fewer of a set gain, and what more do."""
        seen = np.array(self.relaxation.peek(self.branch, pick.place, pick.at, steps))
        return np.clip(seen - self.branch.floor, 0.0, self.goal - self.branch.floor)

    def worth(self, gained: Floats) -> float:
        """Weigh the gains of two branches: a product, so that neither is next to nothing."""
        return float(np.maximum(gained, _LITTLE * (self.goal - self.branch.floor)).prod())
