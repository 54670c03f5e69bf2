"""Better choices from one at hand: one site more, or exchanges while they gain."""

from __future__ import annotations

import numpy as np

from gis.siting.explain.standing import Standing
from gis.siting.watch import Watch
from gis.tally import Flags


def extended(standing: Standing) -> Standing | None:
    """Add the site that gives most; None where none may be added."""
    best = standing.added().best(addable(standing))
    return None if best is None else Standing.of(standing.ground, [*standing.sites, best[0]])


def improved(standing: Standing, watch: Watch) -> Standing:
    """Make the best exchange as long as one gains; locked zones stay."""
    while len(standing.sites) and not watch.over:
        exchanged = standing.exchanged()
        movable = ~standing.ground.problem.is_locked[standing.sites]
        best = exchanged.best(exchangeable(standing) & movable)
        if best is None or not exchanged.at(best).beats(standing.merit):
            break
        site, slot = best
        standing = Standing.of(standing.ground, [*np.delete(standing.sites, slot), site])
    return standing


def addable(standing: Standing) -> Flags:
    """Say which sites may be chosen beside, by ban and budget."""
    problem = standing.ground.problem
    spent = float(problem.fees[standing.sites].sum())
    allowed: Flags = standing.free & (problem.fees + spent <= problem.budget)
    return allowed


def exchangeable(standing: Standing) -> Flags:
    """Say which site (sites × zones) may take the place of which zone, by ban and budget."""
    problem = standing.ground.problem
    spent = problem.fees[standing.sites].sum() - problem.fees[standing.sites]
    payable = problem.fees[:, None] + spent <= problem.budget
    allowed: Flags = standing.free[:, None] & payable
    return allowed
