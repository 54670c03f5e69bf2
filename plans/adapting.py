"""Adapt a plan to what has changed: two situations in, alternatives out, and back to a decision.

What has changed is told as a second situation: the same plan on another day, or a plan in which
units came or left, a site was banned, a claim was added, streets were closed or the standard is
another. The zones of the first are the plan that is to move as little as can be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from gis.network.pace import Pace
from gis.network.pace_table import STANDARD_PACE
from gis.siting.change import still
from gis.siting.problem import Problem
from gis.siting.replan import Alternative, Replanned, adapt
from gis.siting.watch import Watch
from i18n import Message
from layers.area import Area
from plans.closing import closures_digest
from plans.difference import PlanDiff, compare
from plans.events import ProposalTaken
from plans.plan import Plan, dropped, picked
from plans.reassigned import SituationDiff, situation_diff
from plans.siting import Ask, broken_locks, check_locks, problem_of, refused_sites
from plans.situation import Situation, assess, open_on

AS_NOW = Ask(zones=None)


@dataclass(frozen=True, eq=False)
class Outcome:
    """What follows where an alternative is taken over.

    ``decided`` is what it changes of the plan, ``difference`` who goes elsewhere than before the
    change.
    """

    situation: Situation
    decided: PlanDiff
    difference: SituationDiff


def situation_after(
    area: Area, before: Situation, plan: Plan, *, pace: Pace = STANDARD_PACE
) -> Situation:
    """Work out the situation under another plan, with the travel of the first where it holds.

    ``area`` is as the source gave it, without the claims of any plan; ``pace`` is that of the first
    situation's table.
    """
    same = _travel_stamp(plan) == _travel_stamp(before.plan)
    return assess(area, plan, table=before.table if same else None, pace=pace)


def adapting(
    before: Situation,
    after: Situation,
    *,
    ask: Ask = AS_NOW,
    most_moves: int | None = None,
    watch: Watch | None = None,
) -> Replanned:
    """Give the alternatives for a plan whose situation has changed.

    The plan to keep are the zones that served before, and those that open by it. Zones that are
    refused now, or not open on the new day, are lost, locked or not. What ``ask`` says of room and
    backup counts before the change too. Without a number of zones in it there may be as many as
    before. ``locks_broken`` tells the locks that the change breaks.
    Raises SettingError for a lock on a site that is refused before the change already, and what
    ``problem_of`` and ``adapt`` raise.
    """
    check_locks(before, frozenset(before.plan.locked))
    return adapt(
        replace(_problem(before, replace(ask, zones=None)), present=frozenset(before.serving)),
        _after(before, after, ask),
        most_moves=most_moves,
        watch=watch,
    )


def locks_broken(before: Situation, after: Situation) -> tuple[Message, ...]:
    """Tell each lock that the change breaks: the zone is lost all the same, and why."""
    return broken_locks(after, frozenset((*before.plan.locked, *after.plan.locked)))


def taking_over(
    after: Situation,
    told: Replanned,
    alternative: Alternative,
    sites: frozenset[str] | None = None,
) -> ProposalTaken | None:
    """Give the decision that takes an alternative over, whole or at some sites; None: no change.

    Zones that are lost are dropped with it, but for those that the plan opens on other days.
    ``sites`` are what it may decide on, all without it. The alternative is kept whole.
    """
    plan = after.plan
    open_now = open_on(plan, plan.on)
    lost = [site for site in told.lost if site in open_now] if alternative.moves else []
    drops = sorted({*alternative.dropped, *lost} & {*plan.picks})
    picks = [site for site in alternative.added if site not in plan.picks]
    if sites is not None:
        drops, picks = ([site for site in some if site in sites] for some in (drops, picks))
    if not picks and not drops:
        return None
    return ProposalTaken(tuple(picks), tuple(drops), alternative_as_json(told, alternative))


def outcome_of(before: Situation, after: Situation, taken: ProposalTaken | None) -> Outcome:
    """Work out what follows from taking an alternative over; None: from changing nothing."""
    plan = after.plan
    for site in taken.drops if taken else ():
        plan = dropped(plan, site)
    for site in taken.picks if taken else ():
        plan = picked(plan, site)
    situation = assess(after.area, plan, table=after.table, screening=after.screening)
    return Outcome(situation, compare(after.plan, plan), situation_diff(before, situation))


def alternative_as_json(told: Replanned, alternative: Alternative) -> dict[str, Any]:
    """Give an alternative as plain JSON: its proposal, and what it changes."""
    return {
        **alternative.proposal.as_json(),
        "moves": alternative.moves,
        "most_moves": alternative.most,
        "allowed": alternative.allowed,
        "kept": list(alternative.kept),
        "added": list(alternative.added),
        "dropped": list(alternative.dropped),
        "lost": list(told.lost),
        "reassigned": len(alternative.difference.points),
        "reassigned_weight": alternative.difference.weight,
    }


def _after(before: Situation, after: Situation, ask: Ask) -> Problem:
    """Give the problem after the change, with the zones of before as its plan."""
    plan = after.plan
    open_now = open_on(plan, plan.on)
    problem = _problem(after, ask)
    shut = frozenset(plan.picks).difference(open_now) & frozenset(problem.site_ids)
    present = frozenset((*before.serving, *after.serving)) & frozenset(problem.site_ids)
    told = replace(
        problem, banned=problem.banned | shut, locked=problem.locked - shut, present=present
    )
    if ask.zones is None and before.serving:
        return replace(told, zones=still(told, len(before.serving)))
    return told


def _problem(situation: Situation, ask: Ask) -> Problem:
    """Give the problem of a situation; a lock on a zone that is lost or shut counts for nothing."""
    plan = situation.plan
    void = refused_sites(situation.screening).union(plan.picks).difference(situation.serving)
    held = tuple(site for site in plan.locked if site not in void)
    return problem_of(replace(situation, plan=replace(plan, locked=held)), ask)


def _travel_stamp(plan: Plan) -> tuple[object, ...]:
    """Give what journeys depend on, but for the pace."""
    closed = closures_digest(plan.closures, plan.on)
    return plan.standard.mode, plan.snap_m, plan.hour, plan.shortest, closed
