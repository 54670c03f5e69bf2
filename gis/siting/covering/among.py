"""The best choice among some of the sites, where that is a question small enough for HiGHS."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gis.siting.covering.model import value_of, values_of
from gis.siting.covering.reduce import Rest
from gis.siting.highs import Model, Solved, solve
from gis.siting.watch import Watch
from gis.tally import Flags, Ints

_NODES = 20


def best_among(  # noqa: PLR0913 - a question, and what it is asked among
    rest: Rest, model: Model, sites: Flags, start: Ints, *, gap: float, watch: Watch
) -> Ints:
    """Choose among some sites and the start's; never of less weight than the start.

    Of all choices nothing is proven: who hears the watch is to be told no bound.
    """
    used = np.ones(len(model.cost), dtype=bool)
    used[: rest.size[0]] = sites
    used[start] = True
    among = replace(model, upper=model.upper * used)
    begun = values_of(rest, start)
    solved = solve(among, watch=watch, start=begun, gap=gap, nodes=_NODES)
    return better(start, solved, rest)


def better(start: Ints, solved: Solved, rest: Rest) -> Ints:
    """Give what was solved where it covers more."""
    if solved.values is None:
        return start
    sites = np.flatnonzero(solved.values[: rest.size[0]] > 0.5)  # noqa: PLR2004 - 0 or 1
    return sites if value_of(rest, sites) > value_of(rest, start) else start
