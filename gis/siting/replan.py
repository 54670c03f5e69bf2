"""Adapt a plan to a change: from leaving it alone to a free hand, by how many zones are moved.

Cover comes first, then travel, then the price of changes (dearer where a zone was announced), then
the quality of the sites. One zone that replaces another is one move; a zone that is lost is none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gis.siting.adapting.few import Level, choices_by_moves
from gis.siting.adapting.found import Found
from gis.siting.adapting.moves import count, levels
from gis.siting.change import Change, changed, still
from gis.siting.checks import checked, remarks
from gis.siting.difference import Difference, Standing, difference, standing
from gis.siting.goals import Model
from gis.siting.problem import Problem
from gis.siting.proposal import Proposal, Reached
from gis.siting.propose import goals_of, proposal_of
from gis.siting.verify import verified
from gis.siting.watch import Watch
from i18n import Message, msg
from layers.errors import SettingError

MODEL = Model.MAX_COVER
_TO_TELL = 0.5  # seconds: proposals are made and counted again after the search


@dataclass(frozen=True, eq=False)
class Alternative:
    """One way to go on from the present plan.

    It is the best that was found with at most ``most`` moves, and the bounds of its proposal are
    of those: the last one's of any choice. ``moves`` is how many zones it moves: the larger of
    ``added`` and ``dropped``, which are the sites opened, and the zones closed that could have
    stayed. ``kept`` are the zones of the plan that stay. ``allowed`` says whether it does what the
    problem asks; only the first, which changes nothing, may not. ``difference`` is against the plan
    before the change.
    """

    moves: int
    most: int
    allowed: bool
    proposal: Proposal
    kept: tuple[str, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    difference: Difference


@dataclass(frozen=True, eq=False)
class Replanned:
    """What can be done about a change.

    ``before`` is the plan before it, ``problem`` what is asked after it, ``lost`` the zones of the
    plan that may not stay. ``alternatives`` are by moves, fewest first, the first of them "change
    nothing"; each buys something that the one before it does not. All are verified; ``before``, and
    what is not allowed, in all but what is asked of a choice.
    """

    problem: Problem
    before: Proposal
    lost: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    seconds: float


def replan(
    problem: Problem, change: Change, *, most_moves: int | None = None, watch: Watch | None = None
) -> Replanned:
    """Answer a change to a problem whose ``present`` zones are the plan.

    With ``most_moves`` no alternative moves more zones, but where locks or a smaller number of
    zones force it to. Raises what ``changed`` and ``adapt`` raise.
    """
    return adapt(problem, changed(problem, change), most_moves=most_moves, watch=watch)


def adapt(
    before: Problem, after: Problem, *, most_moves: int | None = None, watch: Watch | None = None
) -> Replanned:
    """Answer the change from one problem to another; ``present`` of either is the plan.

    Where ``after`` says no number of zones, there may be as many as in the plan, if as many sites
    may be chosen; a number that it says is taken as it stands.
    Raises SettingError for a plan without zones where no number is said either, for a problem that
    means nothing or contradicts itself, or for moves below zero; DisprovedError where an
    alternative does not hold, which would be a fault of ours.
    """
    watch = watch or Watch()
    asked = _asked(after).in_order()
    least = levels(asked, _moves(most_moves))
    search = watch.within(watch.left - _TO_TELL)
    found = choices_by_moves(asked, goals_of(asked, MODEL), least, search)
    was = before.in_order()
    began = _as_it_was(was)
    known = remarks(asked)
    stood = standing(began.problem, began.choice)
    return Replanned(
        problem=asked,
        before=verified(
            replace(_asking_nothing(was), banned=frozenset()),
            _proposal(began, watch, remarks(before)),
        ),
        lost=asked.names(np.flatnonzero(asked.is_present & asked.is_banned)),
        alternatives=tuple(
            _checked(asked, _alternative(level, stood, watch, known)) for level in found
        ),
        seconds=watch.spent,
    )


def _as_it_was(problem: Problem) -> Found:
    """Give the plan before the change, as it stands: nothing is proven of it."""
    found = Found.of_sites(problem, np.flatnonzero(problem.is_present))
    goals = goals_of(problem, MODEL)
    return found.reaching(tuple(Reached(goal, found.value(goal), np.nan) for goal in goals))


def _asked(problem: Problem) -> Problem:
    """Give the problem checked, with as many zones as the plan has where it says no number."""
    if problem.zones is not None:
        return checked(problem, MODEL)
    if not problem.present:
        raise SettingError(
            msg("The plan has no zone."), msg("Give a number of zones, one or more.")
        )
    return checked(replace(problem, zones=still(problem, len(problem.present))), MODEL)


def _moves(most: int | None) -> int | None:
    if most is not None and most < 0:
        raise SettingError(
            msg("{n} zones to move are fewer than none.", n=most), msg("Give zero or more.")
        )
    return most


def _alternative(
    level: Level, stood: Standing, watch: Watch, known: tuple[Message, ...]
) -> Alternative:
    """Put a choice into words and figures, beside what stood before."""
    found = level.found
    problem, sites = found.problem, found.choice.sites
    chosen, present = set(problem.names(sites)), problem.present
    return Alternative(
        moves=count(problem, sites).moves,
        most=level.most,
        allowed=found.holds,
        proposal=_proposal(found, watch, known),
        kept=tuple(sorted(chosen & present)),
        added=tuple(sorted(chosen - present)),
        dropped=tuple(sorted(present - problem.banned - chosen)),
        difference=difference(stood, standing(problem, found.choice)),
    )


def _checked(asked: Problem, alternative: Alternative) -> Alternative:
    """Have an alternative counted again by other code; what is not allowed only in its figures."""
    problem = asked if alternative.allowed else _asking_nothing(asked)
    return replace(alternative, proposal=verified(problem, alternative.proposal))


def _asking_nothing(problem: Problem) -> Problem:
    """Give the same table with nothing asked of a choice but that it keeps to the allowed sites."""
    return replace(problem, locked=frozenset(), zones=None, within=False, budget=np.inf)


def _proposal(found: Found, watch: Watch, known: tuple[Message, ...]) -> Proposal:
    """Give a choice as a proposal, which can be verified like any other."""
    told = proposal_of(found.problem, MODEL, found.choice, watch)
    return replace(told, remarks=known)
