"""The health of a plan: what stands in its way and what to beware of, each with its remedy.

Each function looks for one kind of thing. Those of a day look at its situation; claims to come and
old data need the season and today's date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import numpy as np

from gis.coverage import Why
from gis.screening import RULES, Answer
from gis.travel import Answer as Journey
from i18n import Message, msg, msgs
from layers.area import Manifest
from plans.claims import claims_adrift
from plans.coming import claims_coming
from plans.concern import Concern, Kind, Limits, Severity, ordered
from plans.forces import muster
from plans.lost import picks_apart
from plans.naming import NameOf, names_in
from plans.plan import opening_of
from plans.season import Season
from plans.situation import Situation, open_on

DEFAULT_LIMITS = Limits()
_BLOCKER, _WARNING = Severity.BLOCKER, Severity.WARNING


def health(
    situation: Situation, *, today: date, limits: Limits = DEFAULT_LIMITS
) -> tuple[Concern, ...]:
    """Give the blockers and warnings of a plan on its day, and what is to come in its season.

    ``today`` tells how old the data are.
    """
    plan, area = situation.plan, situation.area
    season = Season(area, plan, lambda _: situation.table)
    return ordered(
        (
            *concerns_on(situation, limits=limits),
            *claims_coming(season, after=plan.on),
            *old_data(area.manifest, today=today, limits=limits),
        )
    )


def concerns_on(
    situation: Situation, *, limits: Limits = DEFAULT_LIMITS, names: NameOf | None = None
) -> tuple[Concern, ...]:
    """Give the blockers and warnings that the situation of a day shows by itself.

    ``names`` are those of the area, for who has them at hand.
    """
    names = names or names_in(situation.area)
    found = (
        *_uncovered(situation, names),
        *_refused(situation, names),
        *_cut_off(situation, names),
        *_crowded(situation, names, limits),
        *_shut(situation, names),
        *_unheeded(situation, names),
        *_gone(situation),
        *_lapsed(situation, names),
    )
    on = situation.plan.on
    return ordered(replace(each, days=((on, on),)) for each in found)


def old_data(
    manifest: Manifest, *, today: date, limits: Limits = DEFAULT_LIMITS
) -> tuple[Concern, ...]:
    """Tell data that are older than they should be."""
    age = (today - manifest.as_of).days
    if age <= limits.fresh_days:
        return ()
    told = msg(
        "The data are of {day}: {age} days old, and {limit} count as fresh.",
        day=manifest.as_of,
        age=age,
        limit=limits.fresh_days,
    )
    remedy = msg("Load the area again from newer data, or check on the ground what has changed.")
    return (Concern(Kind.STALE, _WARNING, (manifest.source,), told, remedy),)


def _uncovered(situation: Situation, names: NameOf) -> Iterator[Concern]:
    frame = situation.coverage.frame.loc[list(situation.coverage.uncovered)]
    for point, officers, word in zip(frame.index, frame["officers"], frame["why"], strict=True):
        why = Why(word)
        yield Concern(
            Kind.UNCOVERED,
            _BLOCKER if officers else _WARNING,
            (str(point),),
            msgs(
                "“{point}”, {n} officer: {why}.",
                "“{point}”, {n} officers: {why}.",
                int(officers),
                point=names(point),
                why=why.message,
            ),
            _NEARER.get(why, _PICK),
            size=int(officers),
        )


_PICK = msg("Pick a zone within the standard, or give the place a cutoff of its own.")
_NEARER: Mapping[Why, Message] = MappingProxyType(
    {
        Why.UNREACHABLE: msg("Pick a zone on its side of the closures, or lift one of them."),
        Why.POINT_UNSNAPPED: msg(
            "Check where the place lies, or allow it to be further from a street."
        ),
        Why.ZONES_UNSNAPPED: msg(
            "Pick a zone near a street, or allow sites to be further from one."
        ),
        Why.NO_PICKS: msg("Pick zones on the map, or open one that is closed on that day."),
    }
)


def _refused(situation: Situation, names: NameOf) -> Iterator[Concern]:
    """Tell open zones that a rule refuses; one that units have been told of is a blocker."""
    plan, screening = situation.plan, situation.screening
    _, refused, _ = picks_apart(plan, screening)
    here = open_on(plan, plan.on)
    for site in (site for site in refused if site in here):
        announced = site in plan.announced
        told = (
            msg("“{zone}” has been announced, and is refused: {reasons}")
            if announced
            else msg("“{zone}” is picked, and is refused: {reasons}")
        )
        reasons = tuple(verdict.reason for verdict in screening.deciding(site))
        yield Concern(
            Kind.REFUSED,
            _BLOCKER if announced else _WARNING,
            (site,),
            msg(told.text, zone=names(site), reasons=reasons),
            msg("Move the zone and tell the units, or overrule the verdict with a reason.")
            if announced
            else msg("Drop the zone, or overrule the verdict with a reason."),
        )


def _cut_off(situation: Situation, names: NameOf) -> Iterator[Concern]:
    """Tell zones that no place in use reaches any more while closures are in force."""
    plan, table = situation.plan, situation.table
    barring = [c for c in plan.closures if c.in_force(plan.on) and c.closes(table.mode)]
    if not barring:
        return
    use = situation.demand.frame["in_use"]
    columns = [n for n, point in enumerate(table.demand_ids) if use.get(point, default=False)]
    rows = {site: n for n, site in enumerate(table.site_ids)}
    for site in situation.serving if columns else ():
        answers = table.answer[rows[site], columns]
        if (answers == Journey.REACHED).any() or not (answers == Journey.UNREACHABLE).any():
            continue
        yield Concern(
            Kind.CUT_OFF,
            _BLOCKER,
            (site,),
            msg(
                "No place in use reaches “{zone}” while these closures are in force: {closures}.",
                zone=names(site),
                closures=tuple(closure.name for closure in barring),
            ),
            msg("Ask for a way through, lift a closure, or move the zone out of it."),
        )


def _crowded(situation: Situation, names: NameOf, limits: Limits) -> Iterator[Concern]:
    """Compare the officers allotted to each zone with what its footprint holds."""
    footprints = situation.area["candidates"]["footprint_m2"]
    for load in situation.coverage.loads:
        if not load.officers:
            continue
        footprint = float(footprints[load.zone])
        if np.isnan(footprint):
            yield Concern(
                Kind.CAPACITY_UNKNOWN,
                _WARNING,
                (load.zone,),
                msgs(
                    "“{zone}” is to hold {n} officer, and its footprint is not known.",
                    "“{zone}” is to hold {n} officers, and its footprint is not known.",
                    load.officers,
                    zone=names(load.zone),
                ),
                msg("Measure the site before the zone opens."),
                size=load.officers,
            )
        elif load.officers > int(footprint / limits.m2_per_officer):
            yield Concern(
                Kind.OVER_CAPACITY,
                _WARNING,
                (load.zone,),
                msg(
                    "“{zone}” is to hold {n} officers, and holds about {most}: {footprint} m² at "
                    "{each} m² an officer, an assumption.",
                    zone=names(load.zone),
                    n=load.officers,
                    most=int(footprint / limits.m2_per_officer),
                    footprint=round(footprint),
                    each=float(limits.m2_per_officer),
                ),
                msg("Pick another zone near by to share the officers, or a larger one."),
                size=load.officers - int(footprint / limits.m2_per_officer),
            )


def _shut(situation: Situation, names: NameOf) -> Iterator[Concern]:
    plan = situation.plan
    _, _, gone = picks_apart(plan, situation.screening)
    for site in set(plan.picks).difference(open_on(plan, plan.on), gone):
        opening = opening_of(plan, site)
        coming = opening.opens is not None and plan.on < opening.opens
        yield Concern(
            Kind.NOT_OPEN,
            _WARNING,
            (site,),
            msg("“{zone}” opens on {day} only.", zone=names(site), day=opening.opens)
            if coming
            else msg("“{zone}” is closed from {day} on.", zone=names(site), day=opening.closes),
            msg("Change the days on which the zone serves, or drop it if it serves no more."),
        )


def _unheeded(situation: Situation, names: NameOf) -> Iterator[Concern]:
    plan = situation.plan
    for place, force in enumerate(muster(plan.forces, plan.on).unheeded):
        yield Concern(
            Kind.UNHEEDED,
            _WARNING,
            (force.unit, force.on.isoformat(), force.move.value, str(place)),
            msg("It changes nothing: {event}.", event=force.told(names)),
            msg(
                "Correct the events of the unit: it arrives once, before all else, and no more "
                "leave it than are there."
            ),
            size=force.strength.officers,
        )


def _gone(situation: Situation) -> Iterator[Concern]:
    """Tell decisions on sites and places that the data no longer have."""
    plan, area = situation.plan, situation.area
    known = set(situation.demand.ids)
    _, _, gone = picks_apart(plan, situation.screening)
    told = plan.announced
    for site in gone:
        yield _lost(
            site,
            msg("The picked site “{id}” is no longer in the data.", id=site),
            severity=_BLOCKER if site in told else _WARNING,
        )
    for site in situation.screening.unknown_banned:
        yield _lost(site, msg("The banned site “{id}” is no longer in the data.", id=site))
    edited = (*(edit.id for edit in plan.edits), *plan.standard.by_point)
    for point in dict.fromkeys(point for point in edited if point not in known):
        yield _lost(point, msg("The edited place “{id}” is no longer in the data.", id=point))
    adrift = {force.point: force.unit for force in plan.forces if force.point not in {"", *known}}
    for point, unit in adrift.items():
        message = msg(
            "“{unit}” is sent to the place “{id}”, which is no longer in the data.",
            unit=unit,
            id=point,
        )
        yield _lost(f"{unit} {point}", message)
    for message in claims_adrift(area, plan):
        yield _lost("claims", message)


def _lost(subject: str, message: Message, severity: Severity = _WARNING) -> Concern:
    remedy = msg("Decide anew on what the data hold, or load the data that had it.")
    return Concern(Kind.GONE, severity, (subject,), message, remedy)


def _lapsed(situation: Situation, names: NameOf) -> Iterator[Concern]:
    outcome = situation.screening.outcome
    for overrule in situation.screening.unused_overrules:
        yield Concern(
            Kind.LAPSED,
            _BLOCKER
            if overrule.site_id in situation.plan.announced
            and outcome.get(overrule.site_id) is Answer.REFUSED
            else _WARNING,
            (overrule.site_id, overrule.rule),
            msg(
                "The overrule of “{rule}” on “{site}” no longer holds: the verdict rests on "
                "something else now, or the site is gone.",
                rule=RULES[overrule.rule],
                site=names(overrule.site_id),
            ),
            msg("Look at the verdict of today, and overrule it anew or withdraw the overrule."),
        )
