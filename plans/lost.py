"""What a plan decided that does not count on its day: nothing is dropped unsaid."""

from __future__ import annotations

from gis.screening import RULES, Answer, Screening
from i18n import Message, msg, msgs
from layers.area import Area
from plans.claims import claims_adrift
from plans.forces import muster
from plans.naming import names_in
from plans.plan import Plan, opening_of


def picks_apart(plan: Plan, screening: Screening) -> tuple[tuple[str, ...], ...]:
    """Part the picks into those that serve, those that are refused, and those that are gone."""
    gone = tuple(pick for pick in plan.picks if pick not in screening.outcome.index)
    here = [pick for pick in plan.picks if pick not in gone]
    answers = screening.outcome.loc[here].tolist()
    refused = tuple(p for p, said in zip(here, answers, strict=True) if said is Answer.REFUSED)
    return tuple(pick for pick in here if pick not in refused), refused, gone


def lost_decisions(
    area: Area, plan: Plan, screening: Screening, known: set[str]
) -> tuple[Message, ...]:
    """Tell every decision that does not count; ``known`` are the ids of the demand points."""
    here, refused, gone = picks_apart(plan, screening)
    shut = tuple(pick for pick in here if not opening_of(plan, pick).serves(plan.on))
    adrift = tuple(force.unit for force in plan.forces if force.point and force.point not in known)
    unheeded = muster(plan.forces, plan.on).unheeded
    name_of = names_in(area) if unheeded else str
    names = area["candidates"]["name"]
    edited = (*(edit.id for edit in plan.edits), *plan.standard.by_point)
    stale = tuple(
        msg("{rule} on {site}", rule=RULES[each.rule], site=names.get(each.site_id, each.site_id))
        for each in screening.unused_overrules
    )
    lost = tuple(point for point in dict.fromkeys(edited) if point not in known)
    told = (
        *claims_adrift(area, plan),
        msgs(
            "One zone is not open on this day: {names}.",
            "{n} zones are not open on this day: {names}.",
            len(shut),
            names=tuple(names[pick] or pick for pick in shut),
        ),
        msgs(
            "One force event is at a place that is no longer in the data: {units}.",
            "{n} force events are at places that are no longer in the data: {units}.",
            len(adrift),
            units=tuple(dict.fromkeys(adrift)),
        ),
        msgs(
            "One force event cannot be followed and changes nothing: {events}.",
            "{n} force events cannot be followed and change nothing: {events}.",
            len(unheeded),
            events=tuple(force.told(name_of) for force in unheeded),
        ),
        msgs(
            "One picked site is refused and serves nobody: {names}.",
            "{n} picked sites are refused and serve nobody: {names}.",
            len(refused),
            names=tuple(names[pick] or pick for pick in refused),
        ),
        msgs(
            "One picked site is no longer in the data: {names}.",
            "{n} picked sites are no longer in the data: {names}.",
            len(gone),
            names=gone,
        ),
        msgs(
            "One place that was edited is no longer in the data: {ids}.",
            "{n} places that were edited are no longer in the data: {ids}.",
            len(lost),
            ids=lost,
        ),
        msgs(
            "One overrule no longer holds, for the verdict has changed or the site is gone: "
            "{which}.",
            "{n} overrules no longer hold, for the verdicts have changed or the sites are gone: "
            "{which}.",
            len(stale),
            which=stale,
        ),
        msgs(
            "One banned site is no longer in the data: {names}.",
            "{n} banned sites are no longer in the data: {names}.",
            len(screening.unknown_banned),
            names=screening.unknown_banned,
        ),
    )
    return tuple(message for message in told if message.count)
