"""The independent verifier: does a proposal hold? Asked of every one, before anybody sees it.

It reads the problem's table and counts by hand (``gis/siting/recount.py``); no solver's code, and
none of what put the proposal together, is used. What it cannot count again are seconds, solver,
standard and data, and how a bound was proven: it only sees that no bound lies past its value.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from gis.siting.goals import Goal, Model
from gis.siting.problem import Problem
from gis.siting.proposal import WHOLE, Proposal, Share
from gis.siting.recount import Recount, recount
from gis.strength import STRENGTH_NAMES
from i18n import Message, msg, msgs
from layers.errors import DisprovedError

_FIGURES: Mapping[str, Message] = {
    "covered": msg("Weight within the cutoff"),
    "weight": msg("Weight in all"),
    "mean": msg("Mean travel"),
    "worst": msg("Longest travel"),
}


def verified(problem: Problem, proposal: Proposal) -> Proposal:
    """Give the proposal back as verified; raise DisprovedError where it does not hold."""
    faults = verify(problem, proposal)
    if faults:
        raise DisprovedError(faults)
    return replace(proposal, verified=True)


def verify(problem: Problem, proposal: Proposal) -> tuple[Message, ...]:
    """Say what does not hold of a proposal, a sentence each; nothing where all of it does.

    Ids and parts come first: where one is not in the table, or no number, the rest cannot be
    counted.
    """
    strangers = tuple(_strangers(problem, proposal))
    if strangers:
        return strangers
    if not all(math.isfinite(each.part) for each in proposal.allocation):
        return tuple(_shares(problem, proposal))
    count = recount(problem, proposal)
    return (
        *_choice(problem, proposal),
        *_shares(problem, proposal),
        *_service(problem, proposal, count),
        *_figures(proposal, count),
        *_asked(problem, proposal),
        *_goals(proposal, count),
    )


def _strangers(problem: Problem, proposal: Proposal) -> Iterator[Message]:
    sites = {*proposal.chosen, *(each.zone for each in proposal.allocation)}
    for name in sorted(sites - set(problem.site_ids)):
        yield msg("The proposal names a site “{id}” that the table does not hold.", id=name)
    points = {*proposal.unserved, *(each.point for each in proposal.allocation)}
    for name in sorted(points - set(problem.point_ids)):
        yield msg("The proposal names a demand point “{id}” that the table does not hold.", id=name)


def _choice(problem: Problem, proposal: Proposal) -> Iterator[Message]:
    chosen = proposal.chosen
    if list(chosen) != sorted(set(chosen)):
        yield msg("The chosen sites are not each named once, in the order of their ids.")
    for name in sorted(problem.locked - set(chosen)):
        yield msg("Site “{id}” is locked, yet it is not chosen.", id=name)
    for name in sorted(problem.banned & set(chosen)):
        yield msg("Site “{id}” is banned, yet it is chosen.", id=name)
    if problem.zones is not None and len(chosen) > problem.zones:
        yield msgs(
            "One zone is chosen, more than the {most} allowed.",
            "{n} zones are chosen, more than the {most} allowed.",
            len(chosen),
            most=problem.zones,
        )
    if problem.fee is not None:
        fees = dict(zip(problem.site_ids, map(float, problem.fee), strict=True))
        spent = math.fsum(fees[name] for name in set(chosen))
        if spent > problem.budget and not _same(spent, problem.budget):
            yield msg(
                "The chosen zones cost {spent} to open, more than the budget of {budget}.",
                spent=_figure(spent),
                budget=_figure(problem.budget),
            )


def _shares(problem: Problem, proposal: Proposal) -> Iterator[Message]:
    """Judge each share by itself, then those of one point together."""
    site = {name: row for row, name in enumerate(problem.site_ids)}
    point = {name: column for column, name in enumerate(problem.point_ids)}
    for each in proposal.allocation:
        yield from _share(
            each, proposal.chosen, float(problem.cost[site[each.zone], point[each.point]])
        )
    for (name, zone), times in Counter((e.point, e.zone) for e in proposal.allocation).items():
        if times > 1:
            yield msg("Point “{point}” is sent to “{zone}” twice.", point=name, zone=zone)
    zones = Counter(each.point for each in proposal.allocation)
    divided = {e.point for e in proposal.allocation if zones[e.point] > 1 or e.part < 1 - WHOLE}
    if not problem.split:
        for name in sorted(divided):
            yield msg("Point “{point}” is divided, though points are to stay whole.", point=name)


def _share(share: Share, chosen: tuple[str, ...], cost: float) -> Iterator[Message]:
    where: dict[str, str] = {"point": share.point, "zone": share.zone}
    if share.zone not in chosen:
        yield msg("Point “{point}” is sent to “{zone}”, which is not chosen.", **where)
    if not 0 < share.part <= 1 + WHOLE:
        yield msg(
            "The part of “{point}” that goes to “{zone}” is {part}, not above 0 and at most 1.",
            **where,
            part=_figure(share.part),
        )
    if not math.isfinite(cost):
        yield msg("Point “{point}” is sent to “{zone}”, where no journey leads.", **where)
    elif not _same(cost, share.cost):
        yield msg(
            "From “{point}” to “{zone}” the table says {found}, the proposal {told}.",
            **where,
            found=_figure(cost),
            told=_figure(share.cost),
        )


def _service(problem: Problem, proposal: Proposal, count: Recount) -> Iterator[Message]:
    """Judge who is served: whole, near enough, by the nearest, and where there is room."""
    for name, part in zip(problem.point_ids, count.parts, strict=True):
        if part > 1 + WHOLE:
            yield msg(
                "The parts of “{point}” come to {part}, more than the whole.",
                point=name,
                part=_figure(part),
            )
    if problem.capacity:
        yield from _room(problem, count)
    else:
        yield from _nearest(problem, proposal, count)
    if problem.within or proposal.model is Model.SET_COVER:
        yield from _cover(problem, count)
    for name in sorted(count.unserved - set(proposal.unserved)):
        yield msg("Point “{point}” is not served whole, and not named as unserved.", point=name)
    for name in sorted(set(proposal.unserved) - count.unserved):
        yield msg("Point “{point}” is named as unserved, and is served.", point=name)
    if len(set(proposal.unserved)) < len(proposal.unserved):
        yield msg("A point is named as unserved twice.")


def _room(problem: Problem, count: Recount) -> Iterator[Message]:
    rooms = {
        (component, zone): float(room)
        for component, each in problem.capacity.items()
        for zone, room in zip(problem.site_ids, each, strict=True)
    }
    for (component, zone), load in count.loads.items():
        room = rooms[component, zone]
        if load > room + WHOLE * max(1.0, room):
            yield msg(
                "Zone “{zone}” receives {load} and has room for {room}: {component}.",
                zone=zone,
                load=_figure(load),
                room=_figure(room),
                component=STRENGTH_NAMES.get(component, component),
            )


def _nearest(problem: Problem, proposal: Proposal, count: Recount) -> Iterator[Message]:
    """Where no zone is ever full, everybody who reaches one goes to the nearest."""
    site = {name: row for row, name in enumerate(problem.site_ids)}
    best: dict[str, tuple[float, str]] = {}
    for column, name in enumerate(problem.point_ids):
        reached = [(float(problem.cost[site[zone], column]), zone) for zone in proposal.chosen]
        ends = [each for each in reached if math.isfinite(each[0])]
        if ends:
            best[name] = min(ends)
        if ends and count.parts[column] < 1 - WHOLE:
            yield msg(
                "Point “{point}” is not sent whole to a zone, though it reaches “{zone}”.",
                point=name,
                zone=best[name][1],
            )
    point = {name: column for column, name in enumerate(problem.point_ids)}
    for each in proposal.allocation:
        cost = float(problem.cost[site[each.zone], point[each.point]])
        if each.point in best and cost > best[each.point][0]:
            yield msg(
                "Point “{point}” is sent to “{zone}”, though “{nearer}” is chosen and nearer.",
                point=each.point,
                zone=each.zone,
                nearer=best[each.point][1],
            )


def _cover(problem: Problem, count: Recount) -> Iterator[Message]:
    """Where cutoffs are hard, every point with weight is to be covered whole."""
    for column, name in enumerate(problem.point_ids):
        if float(problem.weight[column]) <= 0 or count.covered_parts[column] >= 1 - WHOLE:
            continue
        yield msgs(
            "Point “{point}” is not served whole by one zone within its cutoff.",
            "Point “{point}” is not served whole with {n} zones within its cutoff.",
            problem.backup,
            point=name,
        )


def _figures(proposal: Proposal, count: Recount) -> Iterator[Message]:
    for name, label in _FIGURES.items():
        if not _same(getattr(proposal, name), count.figures[name]):
            yield _differs(label, getattr(proposal, name), count.figures[name])
    low, high = count.p90
    if not (low <= proposal.p90 <= high or _same(proposal.p90, low) or _same(proposal.p90, high)):
        yield _differs(msg("Travel of 90 %"), proposal.p90, low)


def _asked(problem: Problem, proposal: Proposal) -> Iterator[Message]:
    """Hold the goals to those of the model in its order: what is not told is not proven either.

    Changes count where there is a plan, shortcomings where any site has some.
    """
    model = proposal.model
    told = list(dict.fromkeys(each.goal for each in proposal.goals))
    idle = set() if problem.present else {Goal.CHANGES}
    if problem.shortcoming is None or not any(float(each) for each in problem.shortcoming):
        idle.add(Goal.QUALITY)
    for goal in model.goals:
        if goal not in idle and goal not in told:
            yield msg(
                "{goal}: nothing is told, though “{model}” asks for it.",
                goal=goal.label,
                model=model.label,
            )
    if told != [goal for goal in model.goals if goal in told]:
        yield msg("The goals are not those of “{model}” in their order.", model=model.label)


def _goals(proposal: Proposal, count: Recount) -> Iterator[Message]:
    for reached in proposal.goals:
        goal, value, bound = reached.goal, reached.value, reached.bound
        if not _same(value, count.goals[goal]):
            yield _differs(goal.label, value, count.goals[goal])
        past = (bound - value) * goal.sign
        if past > 0 and not _same(bound, value):
            yield msg(
                "{goal}: the bound {bound} lies past the value {value}.",
                goal=goal.label,
                bound=_figure(bound),
                value=_figure(value),
            )
        if math.isinf(bound):
            yield msg("{goal}: a bound without end proves nothing.", goal=goal.label)
    for goal, times in Counter(each.goal for each in proposal.goals).items():
        if times > 1:
            yield msg("{goal}: told twice.", goal=goal.label)


def _differs(what: Message, told: float, found: float) -> Message:
    return msg(
        "{what}: the proposal says {told}, the table gives {found}.",
        what=what,
        told=_figure(told),
        found=_figure(found),
    )


def _same(one: float, other: float) -> bool:
    """Tell whether two figures agree, but for their last digits.

    Sums are made in another order here, and a goal that was held while the next one was worked for
    may have given way by a billionth, and by the solver's tolerance beside it.
    """
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    return math.isclose(one, other, rel_tol=1e-8, abs_tol=1e-6)


def _figure(value: float) -> int | float | str:
    """Write a figure so that two which differ are never written alike."""
    if not math.isfinite(value):
        return str(value)
    if value == int(value):
        return int(value)
    return value if value == round(value, 1) else str(value)
