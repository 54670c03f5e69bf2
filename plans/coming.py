"""Claims to come: those that will begin under a zone while it is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from gis.screening import Answer, Verdict
from i18n import msg
from layers.claims import CITY_HALL, ORGANISERS
from plans.claims import ClaimRow
from plans.concern import Concern, Kind, Severity, Span, ordered
from plans.naming import names_in
from plans.plan import Plan, opening_of
from plans.season import Season
from plans.situation import open_on

_RULES = frozenset(f"claimed-by-{holder}" for holder in (ORGANISERS, CITY_HALL))
_DAY = timedelta(days=1)


def claims_coming(season: Season, *, after: date | None = None) -> tuple[Concern, ...]:
    """Tell each claim that begins under an open zone, after a day or on any day of the season.

    What the rules say on the claim's first day decides: one that they do not heed, or that a
    planner has overruled, is no concern. A zone that units have been told of makes it a blocker.
    """
    first, last = season.plan.season
    begin = first if after is None else max(first, after + _DAY)
    claims = season.claimed["claims"]
    starts = {str(key): row.date() for key, row in claims["starts"].dropna().items()}
    on_days = sorted({day for day in starts.values() if begin <= day <= last})
    return ordered(
        concern
        for day in on_days
        for concern in _beginning(season, day, [key for key in starts if starts[key] == day])
    )


def _beginning(season: Season, day: date, claims: list[str]) -> Iterator[Concern]:
    screening, plan = season.screening(day), season.plan
    for site in open_on(plan, day):
        if site not in screening.outcome.index:
            continue
        verdicts = [each for each in screening.of(site) if each.rule in _RULES]
        for verdict in verdicts:
            for claim in (key for key in claims if _rests_on(verdict, key)):
                yield _concern(season, site, claim, day, verdict)


def _rests_on(verdict: Verdict, claim: str) -> bool:
    """Tell whether a verdict that bars names a claim among its sources."""
    named = (part.partition(" – ")[0] for part in verdict.source.split(" ; "))
    return verdict.counts_as is not Answer.ALLOWED and claim in named


def _concern(season: Season, site: str, claim: str, day: date, verdict: Verdict) -> Concern:
    plan, names = season.plan, names_in(season.claimed)
    row = ClaimRow.of_row(claim, season.claimed["claims"].loc[claim].to_dict())
    refused = verdict.counts_as is Answer.REFUSED
    announced = site in plan.announced
    told = (
        msg("The claim “{claim}” begins on {day} and bars the zone “{zone}” then.")
        if refused
        else msg("The claim “{claim}” begins on {day}; the zone “{zone}” needs agreement then.")
    )
    return Concern(
        Kind.CLAIM_BEGINS,
        Severity.BLOCKER if refused and announced else Severity.WARNING,
        (site, claim),
        msg(told.text, claim=names(claim), day=day, zone=names(site)),
        msg("Agree with the holder before that day, or close the zone then and open another."),
        days=(_held(plan, site, day, row.ends),),
    )


def _held(plan: Plan, site: str, first: date, ends: date | None) -> Span:
    """Give the days of the season on which the claim lies on the open zone."""
    closes = opening_of(plan, site).closes
    lasts = [plan.season[1], ends, closes and closes - _DAY]
    return first, min(day for day in lasts if day is not None)
