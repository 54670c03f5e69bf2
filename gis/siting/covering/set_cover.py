"""Set cover: the fewest sites, or the cheapest, so that every point has enough of them near.

With x(i) = 1 where site i is chosen:

    minimise    Σ_i price(i) · x(i)
    subject to  Σ_i near(i, j) · x(i) ≥ need(j)     for each point j
                Σ_i x(i) ≤ most,   Σ_i fee(i) · x(i) ≤ budget,   x ∈ {0, 1}

C. Toregas, R. Swain, C. ReVelle and L. Bergman, "The location of emergency service facilities",
Operations Research 19 (1971).
"""

from __future__ import annotations

import math

import numpy as np
from scipy import sparse

from gis.distance import Floats
from gis.siting.covering.covered import Covered, Purse, Question, flags, purse, step_of, whole
from gis.siting.covering.greedy import cover_all
from gis.siting.covering.reduce import Rest, for_set_cover
from gis.siting.highs import Model, solve
from gis.siting.watch import Watch
from gis.tally import Flags, Ints

_ANY = 1e9  # a gap that every solution is within


def set_cover(  # noqa: PLR0913 - what a planner may ask for, each by its name
    near: Flags,
    *,
    need: int = 1,
    locked: Flags | None = None,
    banned: Flags | None = None,
    price: Floats | None = None,
    most: int | None = None,
    fee: Floats | None = None,
    budget: float = math.inf,
    gap: float = 0.0,
    watch: Watch | None = None,
) -> Covered | None:
    """Choose the fewest sites, the cheapest by ``price``, so that all points have ``need`` near.

    ``near`` is sites × points, ``price`` and ``fee`` (sites) are not below zero. At most ``most``
    sites are chosen. The value is the number or the price, the bound what no choice can go below;
    within the relative ``gap`` it is good enough (infinite: any choice will do). None where there
    is no such choice, and where none was found before the watch was over: with neither ``most``
    nor ``budget`` one is always found.
    """
    sites = len(near)
    prices = np.ones(sites) if price is None else price
    asked = Question(
        near=near,
        need=np.full(near.shape[1], need, dtype=np.int64),
        locked=flags(locked, sites),
        banned=flags(banned, sites),
        purse=purse(sites, zones=math.inf if most is None else most, fee=fee, budget=budget),
        price=prices,
    )
    rest = None if asked.contradicts else for_set_cover(asked)
    if rest is None:
        return None
    watch = watch or Watch()
    left = asked.purse.left(rest.sites, taken=rest.forced)
    if not left.affords(_least(rest, left.charges)):
        return None
    places, bound = _answer(rest, prices, left, gap, watch)
    if places is None:
        return None
    chosen = np.sort(np.concatenate([rest.forced, rest.sites[places]]))
    value = float(prices[chosen].sum())
    bound = min(value, bound)
    watch.tell(incumbent=value, bound=bound)
    return Covered(chosen, value, bound)


def _answer(
    rest: Rest, prices: Floats, left: Purse, gap: float, watch: Watch
) -> tuple[Ints | None, float]:
    """Choose among the sites left; give their places there, and the bound of the whole."""
    price, sure = prices[rest.sites], float(prices[rest.forced].sum())
    start = cover_all(rest, price)
    begun = np.zeros(rest.size[0])
    begun[start] = 1.0
    fits = left.holds(begun > 0)
    first = start if fits else None
    found = float(price[start].sum()) if fits else math.inf
    counted = whole(price)
    bound = _rounded(_by_hand(rest, price), counted=counted)
    if fits:
        watch.tell(incumbent=sure + found, bound=sure + bound)
    if watch.over or found <= bound or (fits and math.isinf(gap)):
        return first, sure + bound
    # Whole prices differ by one or more: within less than that, the best is proven.
    least = step_of(price) / max(1.0, float(price.sum()))
    solved = solve(
        _model(rest, price, left),
        watch=watch,
        offset=sure,
        start=begun if fits else None,
        gap=min(max(gap, least), _ANY),
    )
    bound = max(bound, _rounded(solved.bound, counted=counted))
    if solved.values is None:
        return first, sure + bound
    sites = np.flatnonzero(solved.values > 0.5)  # noqa: PLR2004 - 0 or 1
    return (sites if float(price[sites].sum()) < found else first), sure + bound


def _least(rest: Rest, charges: Floats) -> Floats:
    """Give what a cover uses up at the least, of each kind, for all that a quick bound knows."""
    each = [_rounded(_by_hand(rest, charge), counted=whole(charge)) for charge in charges]
    return np.array(each, dtype=np.float64)


def _rounded(bound: float, *, counted: bool) -> float:
    """Round a bound up where every price is a whole number."""
    return float(math.ceil(bound - 1e-6)) if counted and math.isfinite(bound) else bound


def _by_hand(rest: Rest, price: Floats) -> float:
    """Give a bound without a solver: a price a point that no site's points together exceed.

    Feasible for the dual of the linear relaxation: point after point, the scarcest first, takes
    what is left of the cheapest site near it.
    """
    slack = price.copy()
    total = 0.0
    for point in rest.near.sum(axis=0).argsort(kind="stable"):
        sites = rest.near[:, point]
        paid = float(slack[sites].min())
        slack[sites] -= paid
        total += paid * float(rest.need[point])
    return total


def _model(rest: Rest, price: Floats, left: Purse) -> Model:
    sites, points = rest.size
    kinds = len(left.limits)
    return Model(
        cost=price,
        lower=np.zeros(sites),
        upper=np.ones(sites),
        whole=np.ones(sites, dtype=bool),
        rows=sparse.csr_array(np.vstack([rest.near.T.astype(np.float64), left.charges])),
        row_lower=np.concatenate([rest.need.astype(np.float64), np.full(kinds, -np.inf)]),
        row_upper=np.concatenate([np.full(points, np.inf), left.limits]),
    )
