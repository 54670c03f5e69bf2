"""What a choice loses beside a bound, told site by site: prices of points, of sites, of odd sets.

A relaxation's prices, none below zero: π(i) of a point's row, μ of a site, g(S) of an odd set (see
``odd_sets``). With a(j, S) = ⌈(points of S near site j) / 2⌉, w(i) a point's weight and p the sites
that may be chosen, write

    c(i)  = w(i) − π(i) − Σ_{S with i} g(S)
    rc(j) = μ − Σ_{i near j} π(i) − Σ_S g(S) · a(j, S)          (not below zero: μ is raised)
    U     = μ · p + Σ_i max(c(i), 0) + Σ_S g(S) · (|S| − 1) / 2

Then n chosen sites cover U − μ · (p − n) − *loss*, where the loss, no term of it below zero, is

    Σ_chosen rc + Σ_covered (π(i) · (times covered − 1) + max(−c(i), 0)) + Σ_uncovered max(c(i), 0)
    + Σ_S g(S) · ((|S| − 1) / 2 + Σ_chosen a(j, S) − covered points of S)

So U is a bound, and no choice that loses more than U − aim reaches an aim: the reduced costs of
linear programming, kept apart for each site and point.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import highspy
import numpy as np
from scipy import sparse

from gis.distance import Floats
from gis.siting.covering.reduce import Rest
from gis.siting.covering.subsets import alike
from gis.siting.highs import Model
from gis.siting.relaxation import relaxed_solver
from gis.siting.watch import Watch
from gis.tally import Flags, Ints

_FREE = 1e-6  # prices below it are none
_TOLERANCE = 1e-7  # of the solver: any prices will do, the best ones bound the most


@dataclass(frozen=True, eq=False)
class Potential:
    """A town of sites and spots: points that the same of its sites are near are one spot.

    ``sites`` are places in what is left of the question, ``near`` is sites × spots. ``weight``,
    ``again`` (Σ π), ``missed`` (Σ max(c, 0)) and ``held`` (Σ max(−c, 0)) are of the spots, ``cost``
    (rc) of the sites, ``member`` counts points, sets × spots, ``price`` (g) and ``half``
    ((|S| − 1) / 2) are of the sets. ``each`` is μ, ``zones`` is p, ``bound`` is U, and ``lost``
    what any choice of these sites loses, for points that none of them is near; of that, and of what
    halves of a choice lose, ``twice`` is what both halves count at the most.
    """

    sites: Ints
    near: Flags
    weight: Floats
    again: Floats
    missed: Floats
    held: Floats
    cost: Floats
    member: sparse.csr_array
    price: Floats
    half: Floats
    each: float
    zones: int
    bound: float
    lost: float
    twice: float


@dataclass(frozen=True, eq=False)
class Prices:
    """Prices of a question's rows: of points, of a site, of sets, whose points are ``member``."""

    point: Floats
    each: float
    sets: Floats
    member: sparse.csr_array


def priced(rest: Rest, model: Model, watch: Watch) -> Prices | None:
    """Ask for the prices of a tight model; None where the watch was over before.

    The rows are those of the points, one of the number of sites, then odd sets. Sites have no upper
    end, for prices that leave no site below its cost. They are taken from the middle of all best
    prices, where interior points end: a corner favours some choices over others that are as good.
    """
    sites, points = rest.size
    lower, upper = model.lower.copy(), model.upper.copy()
    lower[:sites] = 0.0
    upper[:sites] = np.where(upper[:sites] > 0, np.inf, 0.0)
    highs = relaxed_solver(replace(model, lower=lower, upper=upper), watch)
    for name, value in (("solver", "ipm"), ("run_crossover", "off")):
        highs.setOptionValue(name, value)
    for name in ("primal", "dual"):
        highs.setOptionValue(f"{name}_feasibility_tolerance", _TOLERANCE)
    highs.setOptionValue("ipm_optimality_tolerance", _TOLERANCE)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    told = np.array(highs.getSolution().row_dual)
    used = told[points + 1 :] > _FREE
    return Prices(
        point=np.maximum(told[:points], 0.0),
        each=max(0.0, -float(told[points])),
        sets=told[points + 1 :][used],
        member=sparse.csr_array(-model.rows.tocsr()[points + 1 :, sites:][used]),
    )


def potential(rest: Rest, prices: Prices, zones: int, kept: Flags) -> Potential:
    """Make a potential of prices, for choices of some sites; any prices not below zero will do.

    ``kept`` says of each site left whether it may be chosen.
    """
    near = rest.near[kept]
    size = np.asarray(prices.member.sum(axis=1))
    cost = _costs(prices, near)
    each = prices.each - min(0.0, float(cost.min(initial=0.0)))
    cost = cost + (each - prices.each)
    rent = rest.weight - prices.point - prices.member.T @ prices.sets
    missed = np.maximum(rent, 0.0)
    half = (size - 1) / 2
    reached: Flags = np.asarray(near.any(axis=0))
    spots = _spots(near, reached)
    member = sparse.csr_array(prices.member @ spots)
    left = np.asarray(member.sum(axis=1))
    # Two halves share ⌊(left + 1) / 2⌋ − 1 pairs at least, and none where nothing is left.
    pairs = np.maximum(np.floor((left + 1) / 2) - 1, 0.0)
    alone = float(missed[~reached].sum())
    return Potential(
        sites=np.flatnonzero(kept),
        near=(near.astype(np.float64) @ spots) > 0,
        weight=spots.T @ rest.weight,
        again=spots.T @ prices.point,
        missed=spots.T @ missed,
        held=spots.T @ np.maximum(-rent, 0.0),
        cost=cost,
        member=member,
        price=prices.sets,
        half=half,
        each=each,
        zones=zones,
        bound=each * zones + float(missed.sum()) + float(prices.sets @ half),
        lost=alone + float(prices.sets @ (half - np.floor(left / 2))),
        twice=alone + float(prices.sets @ (half - pairs)),
    )


def loss(town: Potential, chosen: Ints) -> float:
    """Give what some sites (places in the potential) lose, by the sum above."""
    count = town.near[chosen].sum(axis=0)
    covered = count > 0
    double = town.again @ np.maximum(count - 1, 0)
    slack = town.half + halves(town)[:, chosen].sum(axis=1) - town.member @ covered
    # Of points that no site is near, the part that is lost for sets is in `slack`.
    apart = town.lost - town.price @ (town.half - np.floor(town.member.sum(axis=1) / 2))
    return float(
        town.cost[chosen].sum()
        + double
        + town.held @ covered
        + town.missed @ ~covered
        + town.price @ slack
        + apart
    )


def halves(town: Potential) -> Floats:
    """Give a(j, S), sets × sites."""
    count = town.member @ sparse.csr_array(town.near.T.astype(np.float64))
    return np.asarray(np.ceil(count.toarray() / 2))


def _costs(prices: Prices, near: Flags) -> Floats:
    """Give rc as the prices have it, before μ is raised."""
    table = sparse.csr_array(near.astype(np.float64))
    count = sparse.csr_array(prices.member @ table.T)
    count.data = np.ceil(count.data / 2)
    paid: Floats = table @ prices.point + prices.sets @ count
    return prices.each - paid


def _spots(near: Flags, reached: Flags) -> sparse.csr_array:
    """Give points × spots: which spot a point is in that some site is near."""
    places = np.flatnonzero(reached)
    _, number = np.unique(alike(near[:, places].T), return_inverse=True)
    number = number.reshape(-1)
    ones = np.ones(len(places))
    shape = (near.shape[1], int(number.max(initial=-1)) + 1)
    return sparse.csr_array((ones, (places, number)), shape=shape)
