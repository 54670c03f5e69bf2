"""A proposal beside the plan as it is: figures of both, and what each site would change."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

import pandas as pd

from gis.coverage import Coverage, Why
from gis.siting.proposal import Proposal, Share
from gis.tally import Travel, sum_travel
from i18n import Message, msg
from layers.area import Area
from plans.plan import Plan
from plans.situation import Situation, assess, open_on


@dataclass(frozen=True)
class Figures:
    """What a choice of zones gives on the day looked at.

    ``share`` is of the officers, 0 to 1; None where there is no one to serve. ``minutes`` are of
    those who have a zone, None where nobody has one; ``unserved`` counts the places without any.
    """

    zones: int
    share: float | None
    minutes: Travel | None
    unserved: int


class Step(StrEnum):
    """What a proposal would do with a site."""

    ADDED = "added"
    DROPPED = "dropped"
    KEPT = "kept"

    @property
    def label(self) -> Message:
        """The step as a planner reads it."""
        return _STEPS[self]


_STEPS = {Step.ADDED: msg("Comes"), Step.DROPPED: msg("Goes"), Step.KEPT: msg("Stays")}


@dataclass(frozen=True, slots=True)
class SiteStep:
    """A site that the plan or the proposal holds.

    ``now`` are the officers who go there by the plan, ``then`` those by the proposal; ``mean`` is
    how long these travel on average (those of the plan, for a site that goes), in minutes, NaN
    where nobody goes there. ``announced`` zones have been told to the units.
    """

    site: str
    step: Step
    now: int
    then: int
    mean: float
    announced: bool


def figures_now(coverage: Coverage) -> Figures:
    """Give the figures of the zones that serve."""
    travel = coverage.minutes
    used = coverage.frame[coverage.frame["why"] != Why.NOT_IN_USE]
    return Figures(
        len(coverage.picks), coverage.share, travel, unserved=int((used["zone"] == "").sum())
    )


def figures_of(situation: Situation, proposal: Proposal) -> Figures:
    """Give the figures of a proposal, by its own allocation."""
    share = proposal.covered_share
    return Figures(
        zones=len(proposal.chosen),
        share=None if math.isnan(share) else share,
        minutes=_travel(situation, proposal.allocation),
        unserved=len(proposal.unserved),
    )


def steps(
    situation: Situation, proposal: Proposal, *, after: Situation | None = None
) -> tuple[SiteStep, ...]:
    """Tell site by site what a proposal would change: what comes, what goes, what stays.

    ``after`` is the situation that the proposal was made for, where that is another than the plan's
    own. Zones of the plan that are closed on its day are left alone, and not told.
    """
    plan = situation.plan
    loads = {load.zone: load.officers for load in situation.coverage.loads}
    frame = situation.coverage.frame
    then = _frame(after or situation, proposal.allocation)
    open_now = frozenset(open_on(plan, plan.on))
    sites = {site: _step(plan, site, proposal.chosen) for site in (*proposal.chosen, *plan.picks)}
    return tuple(
        SiteStep(
            site=site,
            step=step,
            now=loads.get(site, 0),
            then=round(float(then.loc[then["zone"] == site, "officers"].sum())),
            mean=_mean(then if step is not Step.DROPPED else frame, site),
            announced=site in plan.announced,
        )
        for step in Step
        for site, its in sites.items()
        if its is step and (site in open_now or site not in plan.picks)
    )


def situation_with(situation: Situation, sites: Iterable[str], *, area: Area) -> Situation:
    """Give the situation as it would be with these zones and no others.

    ``area`` is as the source gave it, without the claims of any plan.
    """
    plan = replace(situation.plan, picks=tuple(sites), openings=())
    return assess(area, plan, table=situation.table, screening=situation.screening)


def dormant(plan: Plan) -> tuple[str, ...]:
    """Give the zones of a plan that are not open on its day."""
    open_now = open_on(plan, plan.on)
    return tuple(site for site in plan.picks if site not in open_now)


def _step(plan: Plan, site: str, chosen: Iterable[str]) -> Step:
    if site not in plan.picks:
        return Step.ADDED
    return Step.KEPT if site in chosen else Step.DROPPED


def _travel(situation: Situation, shares: tuple[Share, ...]) -> Travel | None:
    frame = _frame(situation, shares)
    return sum_travel(frame, "minutes", (frame["officers"] >= 0).to_numpy(dtype=bool))


def _frame(situation: Situation, shares: tuple[Share, ...]) -> pd.DataFrame:
    """Give each share of a point with its zone, minutes and officers."""
    table, officers = situation.table, situation.demand.frame["officers"]
    sites = {site: n for n, site in enumerate(table.site_ids)}
    points = {point: n for n, point in enumerate(table.demand_ids)}
    return pd.DataFrame(
        {
            "zone": [each.zone for each in shares],
            "minutes": [table.minutes[sites[each.zone], points[each.point]] for each in shares],
            "officers": [each.part * float(officers[each.point]) for each in shares],
        },
        index=[each.point for each in shares],
    )


def _mean(frame: pd.DataFrame, site: str) -> float:
    here = frame[(frame["zone"] == site) & (frame["officers"] > 0)]
    if here.empty:
        return math.nan
    return float((here["minutes"] * here["officers"]).sum() / here["officers"].sum())
