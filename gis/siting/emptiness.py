"""Why no choice covers anybody: an answer that is for nobody is not left without a word."""

from __future__ import annotations

import numpy as np

from gis.distance import Floats
from gis.siting.explain.words import counted, written
from gis.siting.problem import Problem
from gis.tally import Flags
from i18n import Message, msg, msgs


def why_nobody(problem: Problem) -> tuple[Message, ...]:
    """Say why nobody can be covered, whatever is chosen; nothing where somebody can.

    Nor anything where no allowed site is reached from any place: that is told of the places.
    """
    heavy, open_to = problem.counts, _open_to(problem)
    if not problem.reach[np.ix_(~problem.is_banned, heavy)].any():
        return ()
    if not open_to.any():
        return (_too_dear(problem),)
    near = problem.near[np.ix_(open_to, heavy)]
    enough = near.sum(axis=0) >= problem.backup
    held = np.ones_like(near)
    for name, demand in problem.demand.items():
        fits = _fits(problem, problem.capacity[name][open_to], demand[heavy])
        if not fits.any():
            return (_too_small(problem.capacity[name][open_to], demand[heavy], name),)
        held &= fits
    if not enough.any():
        return (_too_far(problem),)
    if not (near & held & enough).any():
        return (msg("Nobody is near enough to a site that has room for them."),)
    return ()


def _open_to(problem: Problem) -> Flags:
    """Give the locked sites, and those that may be chosen beside them (sites)."""
    left = problem.zones is None or problem.zones > len(problem.locked)
    paid = float(problem.fees[problem.is_locked].sum())
    fits: Flags = ~problem.is_banned & (paid + problem.fees <= problem.budget) & left
    return fits | problem.is_locked


def _fits(problem: Problem, room: Floats, demand: Floats) -> Flags:
    """Tell which sites have room for which points, or for a part of them (sites × points)."""
    whole: Flags = demand <= room[:, None]
    return whole | (room[:, None] > 0) if problem.split else whole


def _too_dear(problem: Problem) -> Message:
    return msg(
        "No site is within the budget of {budget}: the least fee is {fee}.",
        budget=written(problem.budget),
        fee=written(float(problem.fees[~problem.is_banned].min())),
    )


def _too_small(room: Floats, demand: Floats, name: str) -> Message:
    return msg(
        "No site has room for any place: the smallest has {needed}, the largest room is {room}.",
        needed=counted(float(demand.min()), name),
        room=written(float(room.max())),
    )


def _too_far(problem: Problem) -> Message:
    return msgs(
        "Nobody is within the cutoff of a site that may be chosen.",
        "Nobody is within the cutoff of {n} sites that may be chosen.",
        problem.backup,
    )
