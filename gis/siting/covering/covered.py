"""What a covering engine gives, and the question as it asks it: plain arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.distance import Floats
from gis.tally import Flags, Ints

WHOLE_STEP = 0.999  # whole numbers differ by one or more; less than that, for rounding


@dataclass(frozen=True, eq=False)
class Covered:
    """Chosen ``sites`` (places, ascending), their ``value``, and the ``bound`` no choice passes."""

    sites: Ints
    value: float
    bound: float


@dataclass(frozen=True, eq=False)
class Purse:
    """What choosing uses up: ``charges`` (kinds × sites, not below zero), and a limit a kind.

    A kind is the number of sites, or the budget.
    """

    charges: Floats
    limits: Floats

    def fits(self, beside: Ints) -> Flags:
        """Say of each site whether there is room for it beside others."""
        spent = self.charges[:, beside].sum(axis=1)
        fits: Flags = np.all(self.charges + spent[:, None] <= self._room[:, None], axis=0)
        return fits

    def holds(self, sites: Flags) -> bool:
        """Tell whether some sites are within the limits."""
        return self.affords(self.charges[:, sites].sum(axis=1))

    def affords(self, spent: Floats) -> bool:
        """Tell whether so much of each kind is within the limits."""
        return bool((spent <= self._room).all())

    def left(self, sites: Ints, *, taken: Ints) -> Purse:
        """Give what is left for some sites when others are taken."""
        spent = self.charges[:, taken].sum(axis=1)
        return Purse(self.charges[:, sites], self.limits - spent)

    @property
    def _room(self) -> Floats:
        """Give the limits and a hair: a budget of 0.3 pays for three times 0.1."""
        return self.limits + 1e-9 * np.maximum(1.0, np.abs(self.limits))


@dataclass(frozen=True, eq=False)
class Question:
    """What is to be chosen from: ``near`` is sites × points.

    ``need`` (points) is how many chosen sites must be near. ``price`` (sites) is what set cover is
    to keep small, ``weight`` (points) what maximal cover is to gather; each is None to the other.
    """

    near: Flags
    need: Ints
    locked: Flags
    banned: Flags
    purse: Purse
    price: Floats | None = None
    weight: Floats | None = None

    @property
    def dues(self) -> Floats:
        """All that makes a site dear: its charges and its price, kinds × sites."""
        charges = self.purse.charges
        return charges if self.price is None else np.vstack([charges, self.price])

    @property
    def contradicts(self) -> bool:
        """Whether the locked sites alone are too many, too dear, or banned."""
        return bool((self.locked & self.banned).any()) or not self.purse.holds(self.locked)


def purse(sites: int, *, zones: float, fee: Floats | None, budget: float) -> Purse:
    """Give the limits that bind at all."""
    kinds = [(np.ones(sites), float(zones))]
    if fee is not None:
        kinds.append((fee, float(budget)))
    bound = [each for each in kinds if np.isfinite(each[1])]
    charges = np.array([charge for charge, _ in bound], dtype=np.float64)
    return Purse(charges.reshape(len(bound), sites), np.array([limit for _, limit in bound]))


def flags(given: Flags | None, sites: int) -> Flags:
    """Give the flags, or none set."""
    return np.zeros(sites, dtype=bool) if given is None else given


def whole(values: Floats) -> bool:
    """Tell whether all values are whole numbers, so that a bound may be rounded to one."""
    return bool((values == np.round(values)).all())


def step_of(values: Floats) -> float:
    """Give what two sums of such values differ by at the least; zero where they are not whole."""
    return WHOLE_STEP if whole(values) else 0.0
