"""Zones of a choice that nobody goes to: they are left closed where no goal needs them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gis.siting.choice import Choice
from gis.siting.problem import Problem


def without_idle(problem: Problem, choice: Choice) -> Choice:
    """Give a choice without the zones that serve no point; locked ones stay.

    Every goal but the number of zones keeps its value: a zone near a point counts beside another
    only for a backup, and where there is a plan, what is opened or closed has a price.
    """
    if problem.backup > 1 or problem.present:
        return choice
    sites = choice.sites
    serves = np.asarray(choice.share.sum(axis=1)).ravel()[sites] > 0
    counted = problem.shortcomings[sites] > 0
    return replace(choice, sites=sites[serves | counted | problem.is_locked[sites]])
