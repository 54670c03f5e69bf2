"""From a situation to a problem of siting, and from a proposal back to a decision."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from gis.distance import Floats
from gis.screening import Answer, Screening
from gis.siting.explain.blocked import worded
from gis.siting.goals import Model
from gis.siting.problem import Problem
from gis.siting.proposal import Proposal
from gis.siting.propose import propose
from gis.siting.watch import Watch
from i18n import Message, msg, msgs
from layers.errors import ImpossibleError, SettingError, UnknownIdError
from plans.concern import Limits
from plans.events import ProposalTaken
from plans.naming import names_in
from plans.plan import Plan
from plans.siting_words import words_for
from plans.situation import Situation

# ASSUMED: units that were told of a zone are moved as unwillingly as ten that were not.
ANNOUNCED_PRICE = 10.0
OFFICERS = "officers"


@dataclass(frozen=True)
class Ask:
    """What a planner asks of a proposal, beside what the plan has decided.

    ``zones`` is how many there may be at most, None as many as it takes. ``lock`` and ``ban`` name
    sites beside those of the plan. With ``capacity`` a zone holds as many officers as its
    footprint divided by ``m2_per_officer`` (assumed); ``split`` lets a place be shared between
    zones. ``backup`` is how many zones each place is to have within reach, ``within`` asks that
    every place be served within the standard.
    """

    model: Model = Model.MAX_COVER
    zones: int | None = 40
    lock: frozenset[str] = frozenset()
    ban: frozenset[str] = frozenset()
    capacity: bool = False
    m2_per_officer: float = Limits.m2_per_officer
    split: bool = False
    backup: int = 1
    within: bool = False

    def as_json(self) -> dict[str, Any]:
        """Give it as plain JSON."""
        return {
            "model": str(self.model),
            "zones": self.zones,
            "lock": sorted(self.lock),
            "ban": sorted(self.ban),
            "capacity": self.capacity,
            "m2_per_officer": self.m2_per_officer,
            "split": self.split,
            "backup": self.backup,
            "within": self.within,
        }


def problem_of(situation: Situation, ask: Ask) -> Problem:
    """Give the problem of siting that a situation poses on its day.

    Sites are all candidates: those that a rule refuses, or that are banned, may not be chosen.
    Points are those in use, weighted by their officers; alike where nobody has any. Travel is in
    the unit of the standard, and so are the cutoffs. The zones that serve are the present plan.
    Raises UnknownIdError for a site that is not there, SettingError for a lock on a refused site.
    """
    table, demand, coverage = situation.table, situation.demand.frame, situation.coverage
    use = demand["in_use"].to_numpy(dtype=bool)
    minutes = coverage.standard.unit == "minutes"
    officers = demand["officers"].to_numpy(dtype=np.float64)[use]
    sites = table.site_ids
    locked = _known(ask.lock, sites) | (frozenset(situation.plan.locked) & frozenset(sites))
    check_locks(situation, locked)
    return Problem(
        site_ids=sites,
        point_ids=tuple(demand.index[use]),
        cost=(table.minutes if minutes else table.metres)[:, use],
        weight=officers if officers.any() else np.ones_like(officers),
        cutoff=coverage.standard.cutoffs(demand)[use],
        zones=ask.zones,
        locked=locked,
        banned=_known(ask.ban, sites) | refused_sites(situation.screening),
        within=ask.within,
        backup=ask.backup,
        demand={OFFICERS: officers} if ask.capacity else {},
        capacity={OFFICERS: room(situation, ask.m2_per_officer)} if ask.capacity else {},
        split=ask.split,
        present=frozenset(situation.serving),
        switching=_prices(situation.plan, sites),
        shortcoming=_shortcomings(situation.screening, sites),
    )


def propose_for(situation: Situation, ask: Ask, *, watch: Watch | None = None) -> Proposal:
    """Propose zones for a situation; the proposal says what it was made from.

    Raises what ``problem_of`` and ``propose`` raise; what cannot be done is told by name.
    """
    problem = problem_of(situation, ask)
    try:
        found = propose(problem, model=ask.model, watch=watch)
    except ImpossibleError as error:
        raise worded(error, words_for(situation, ask.ban)) from None
    manifest = situation.area.manifest
    return replace(
        found,
        standard=situation.coverage.standard.as_json(),
        data={
            "plan": situation.plan.digest,
            "on": situation.plan.on.isoformat(),
            "source": manifest.source,
            "as_of": manifest.as_of.isoformat(),
            "travel": situation.table.method,
            "ask": ask.as_json(),
        },
    )


def taking(
    plan: Plan, proposal: Proposal, sites: frozenset[str] | None = None
) -> ProposalTaken | None:
    """Give the decision that takes a proposal over, whole or at some sites; None changes nothing.

    The proposal is kept whole in either case.
    """
    added = tuple(site for site in proposal.chosen if site not in plan.picks)
    gone = tuple(site for site in plan.picks if site not in proposal.chosen)
    picks = tuple(site for site in added if sites is None or site in sites)
    drops = tuple(site for site in gone if sites is None or site in sites)
    return ProposalTaken(picks, drops, proposal.as_json()) if picks or drops else None


def room(situation: Situation, m2_per_officer: float) -> Floats:
    """Give how many officers each candidate holds; without end where its footprint is unknown."""
    footprint = situation.area["candidates"]["footprint_m2"]
    held = footprint.reindex(list(situation.table.site_ids)).to_numpy(dtype=np.float64)
    return np.where(np.isnan(held), math.inf, np.floor(held / m2_per_officer))


def refused_sites(screening: Screening) -> frozenset[str]:
    """Give the candidates that a rule refuses, or that are banned."""
    outcome = screening.outcome
    return frozenset(outcome.index[outcome == Answer.REFUSED])


def check_locks(situation: Situation, locked: frozenset[str]) -> None:
    """Refuse a lock on a site that a rule refuses, or that is banned. Raises SettingError."""
    for site, reasons in _refused_locks(situation, locked):
        raise SettingError(
            msg("“{site}” is locked, and is refused: {reasons}", site=site, reasons=reasons),
            msg("Unlock it, or overrule the verdict with a reason."),
        )


def broken_locks(situation: Situation, locked: frozenset[str]) -> tuple[Message, ...]:
    """Tell of each lock that does not hold in a situation why its site is refused."""
    return tuple(
        msg("The lock of “{site}” is broken: {reasons}", site=site, reasons=reasons)
        for site, reasons in _refused_locks(situation, locked)
    )


def void_locks(situation: Situation) -> tuple[Message, ...]:
    """Tell the locks on sites that the area lacks; those that are picked are told as picks."""
    plan = situation.plan
    gone = tuple(sorted(set(plan.locked).difference(situation.table.site_ids, plan.picks)))
    told = msgs(
        "One locked site is no longer in the data: {names}.",
        "{n} locked sites are no longer in the data: {names}.",
        len(gone),
        names=gone,
    )
    return (told,) if gone else ()


def _refused_locks(
    situation: Situation, locked: frozenset[str]
) -> Iterator[tuple[str, tuple[Message, ...]]]:
    """Give each locked site that is refused, by its name, and why."""
    for site in sorted(locked & refused_sites(situation.screening)):
        reasons = tuple(verdict.reason for verdict in situation.screening.deciding(site))
        yield names_in(situation.area)(site), reasons


def _known(ids: frozenset[str], sites: tuple[str, ...]) -> frozenset[str]:
    if strange := sorted(ids.difference(sites)):
        raise UnknownIdError(
            msg("There is no candidate site “{site}”.", site=strange[0]),
            msg("Choose a site from the table of candidates."),
        )
    return ids


def _prices(plan: Plan, sites: tuple[str, ...]) -> Floats:
    """Give what it costs to open or close each site against the plan."""
    told = frozenset(plan.announced)
    return np.array([ANNOUNCED_PRICE if site in told else 1.0 for site in sites])


def _shortcomings(screening: Screening, sites: tuple[str, ...]) -> Floats:
    """Count one against a site that needs somebody's agreement."""
    outcome = screening.outcome.reindex(pd.Index(sites))
    return np.where(outcome == Answer.NEEDS_AGREEMENT, 1.0, 0.0)
