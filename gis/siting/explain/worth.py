"""What each chosen zone is worth, what would replace it, and what each other site would add."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from gis.distance import Floats
from gis.siting.explain.search import addable, exchangeable
from gis.siting.explain.standing import Ground, Merit, Standing, left_out
from gis.siting.explain.words import PLAIN, Words
from gis.siting.problem import Problem
from gis.tally import Ints
from i18n import Message, msg
from layers.errors import UnknownIdError

NEXT_BEST = 10


@dataclass(frozen=True, slots=True)
class Loss:
    """What goes lost by a step: weight covered, weight served at all, and travel.

    ``travel`` is weight × travel added, ``mean`` the travel added for each of them, over those who
    are served before and after; 0 where nobody is. Below zero, something is won.
    """

    covered: float
    served: float
    travel: float
    mean: float


@dataclass(frozen=True, slots=True)
class ZoneWorth:
    """What a chosen zone is worth: what is lost if it goes, everybody going to the next zone.

    ``points`` and ``weight`` are what goes there. ``substitute`` is the free site that leaves most
    covered, then most served, then least travel in the zone's place (of equals the first id), and
    ``replaced`` what is lost with it; both None where no site is free to take its place.
    """

    zone: str
    points: int
    weight: float
    lost: Loss
    substitute: str | None
    replaced: Loss | None

    def told(self, words: Words = PLAIN) -> Message:
        """Say it in a sentence or two."""
        without = msg(
            "Without “{zone}”: {loss}.", zone=words.name(self.zone), loss=_told(self.lost, words)
        )
        if self.substitute is None or self.replaced is None:
            return without
        return msg(
            "{without} Best in its place: “{site}” ({loss}).",
            without=without,
            site=words.name(self.substitute),
            loss=_told(self.replaced, words),
        )


@dataclass(frozen=True, slots=True)
class SiteWorth:
    """What a site that is not chosen would add: the weight covered and served, the travel saved.

    ``travel`` and ``mean`` are over those who are served already.
    """

    site: str
    covered: float
    served: float
    travel: float
    mean: float

    def told(self, words: Words = PLAIN) -> Message:
        """Say it in a sentence."""
        gain = Loss(-self.covered, -self.served, -self.travel, -self.mean)
        return msg(
            "One more zone at “{site}”: {loss}.",
            site=words.name(self.site),
            loss=_told(gain, words),
        )


@dataclass(frozen=True)
class Worth:
    """Zones in order of id; sites that may still be chosen, the one that adds most first.

    ``covered``, ``served``, ``weight`` and ``mean`` are those of the plan that was looked at. What
    is best is what covers most weight, then serves most, then saves most travel. ``remarks`` say
    what was left out.
    """

    zones: tuple[ZoneWorth, ...]
    sites: tuple[SiteWorth, ...]
    covered: float
    served: float
    weight: float
    mean: float
    remarks: tuple[Message, ...] = ()

    @property
    def next_best(self) -> tuple[SiteWorth, ...]:
        """The ten sites that would add most."""
        return self.sites[:NEXT_BEST]


def worth(problem: Problem, chosen: Collection[str]) -> Worth:
    """Weigh every zone of a plan, and every allowed site beside it.

    ``chosen`` are the zones, whatever is locked or banned; a substitute or a further site is never
    a banned one, nor one that the budget does not allow. Raises UnknownIdError for a zone that the
    problem does not hold.
    """
    _known(problem, chosen)
    ordered = problem.in_order()
    standing = Standing.of(Ground.of(ordered), ordered.places(frozenset(chosen)))
    now = standing.merit
    served = float(now.served.item())
    return Worth(
        zones=_zones(standing),
        sites=_sites(standing),
        covered=float(now.covered.item()),
        served=served,
        weight=float(ordered.weight.sum()),
        mean=float(now.travel.item()) / served if served else float("nan"),
        remarks=left_out(ordered),
    )


def _known(problem: Problem, chosen: Collection[str]) -> None:
    if strange := sorted(set(chosen).difference(problem.site_ids)):
        raise UnknownIdError(
            msg("There is no candidate site “{site}”.", site=strange[0]),
            msg("Choose a site from the table of candidates."),
        )


def _zones(standing: Standing) -> tuple[ZoneWorth, ...]:
    problem, sites = standing.ground.problem, standing.sites
    exchanged, allowed = standing.exchanged(), exchangeable(standing)
    found = []
    for n, site in enumerate(sites):
        here, others = standing.slot == n, np.delete(sites, n)
        best = _column(exchanged, n).best(allowed[:, n])
        found.append(
            ZoneWorth(
                zone=problem.site_ids[site],
                points=int((here & problem.counts).sum()),
                weight=float(problem.weight[here].sum()),
                lost=_loss(standing, others),
                substitute=None if best is None else problem.site_ids[best[0]],
                replaced=None if best is None else _loss(standing, np.append(others, best[0])),
            )
        )
    return tuple(found)


def _column(exchanged: Merit, slot: int) -> Merit:
    """Give what every site would give in the place of one zone."""
    covered, served, travel = exchanged.covered, exchanged.served, exchanged.travel
    return Merit(covered[:, slot], served[:, slot], travel[:, slot])


def _sites(standing: Standing) -> tuple[SiteWorth, ...]:
    problem, free = standing.ground.problem, addable(standing)
    added, now = standing.added(), standing.merit
    saved = _saved(standing)
    served = float(now.served.item())
    # The last key counts first; level figures leave the order of the ids.
    order = np.lexsort([added.travel.round(6), -added.served.round(6), -added.covered.round(6)])
    return tuple(
        SiteWorth(
            site=problem.site_ids[n],
            covered=float(added.covered[n] - now.covered.item()),
            served=float(added.served[n] - now.served.item()),
            travel=float(saved[n]),
            mean=float(saved[n]) / served if served else 0.0,
        )
        for n in order
        if free[n]
    )


def _saved(standing: Standing) -> Floats:
    """Give the travel that each site would save those who are served (sites)."""
    weight = np.where(standing.reach > 0, standing.ground.weight, 0.0)
    saved: Floats = standing.nearer @ weight
    return saved


def _loss(before: Standing, sites: Ints) -> Loss:
    """Compare with another choice, by looking at it whole."""
    after = Standing.of(before.ground, sites)
    was, now = before.merit, after.merit
    both = (before.reach > 0) & (after.reach > 0)
    weight = before.ground.weight[both]
    added = float(weight @ (after.first - before.first)[both])
    held = float(weight.sum())
    return Loss(
        covered=float((was.covered - now.covered).item()),
        served=float((was.served - now.served).item()),
        travel=added,
        mean=added / held if held else 0.0,
    )


def _told(loss: Loss, words: Words) -> tuple[Message, ...]:
    """Say what is lost or won of cover, of service at all, and of travel."""
    parts: list[Message] = []
    if loss.covered:
        count = words.weight(abs(loss.covered))
        parts.append(
            msg("{officers} served less", officers=count)
            if loss.covered > 0
            else msg("{officers} served more", officers=count)
        )
    if loss.served:
        count = words.weight(abs(loss.served))
        parts.append(
            msg("{officers} without any zone", officers=count)
            if loss.served > 0
            else msg("{officers} more with a zone", officers=count)
        )
    if abs(loss.mean) >= _SHOWN:
        amount = words.amount(abs(loss.mean))
        parts.append(
            msg("on average {amount} more for each", amount=amount)
            if loss.mean > 0
            else msg("on average {amount} less for each", amount=amount)
        )
    return tuple(parts) or (msg("no change to speak of"),)


_SHOWN = 0.05  # of a minute: what rounds to nothing is not told
