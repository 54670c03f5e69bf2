"""What follows from a plan on its day: verdicts, demand, travel and coverage, as one value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from gis.coverage import Coverage, coverage
from gis.demand import DemandPoints, demand_points
from gis.network.pace import Pace
from gis.network.pace_table import STANDARD_PACE
from gis.screening import Screening, screen_area
from gis.standard import Standard
from gis.travel import TravelTable, street_metres
from i18n import Message
from layers.area import Area
from layers.catalogue import DEMAND_LAYERS
from plans.claims import area_under
from plans.closing import table_under
from plans.forces import muster
from plans.lost import lost_decisions, picks_apart
from plans.plan import Plan, opening_of


@dataclass(frozen=True, eq=False)
class Situation:
    """An area under a plan.

    The area's claims are those of the plan. ``serving`` are the picks that count: those that the
    area holds, that no rule refuses, and that are open on the day. The others stay in the plan and
    are named in ``warnings``. ``remarks`` tell of the data: points that were moved to a street, or
    that none reaches.
    """

    area: Area
    plan: Plan
    screening: Screening
    demand: DemandPoints
    table: TravelTable
    coverage: Coverage
    serving: tuple[str, ...]
    warnings: tuple[Message, ...]
    remarks: tuple[Message, ...]


def assess(  # noqa: PLR0913 - the stages that were made before, by name
    area: Area,
    plan: Plan,
    *,
    table: TravelTable | None = None,
    screening: Screening | None = None,
    demand: DemandPoints | None = None,
    pace: Pace = STANDARD_PACE,
) -> Situation:
    """Work out the situation.

    ``table``, ``screening`` and ``demand`` spare stages made before: the table of this area's
    candidates and demand points in the standard's mode under the plan's closures, what ``screened``
    gave for the same rules, and what ``demand_of`` gave for the same edits and units on the same
    day. ``pace`` is for a table made here; the plan says at which hour.
    """
    known = {point for layer in DEMAND_LAYERS for point in area[layer].index}
    demand = demand or demand_of(area, plan)
    screening = screening or screened(area, plan)
    standard = of_known(plan.standard, known)
    table = table or table_under(area, plan, demand, pace=pace)
    serving = serving_on(plan, screening)
    return Situation(
        area=area_under(area, plan),
        plan=plan,
        screening=screening,
        demand=demand,
        table=table,
        coverage=coverage(table, demand, serving, standard),
        serving=serving,
        warnings=lost_decisions(area, plan, screening, known),
        remarks=(*demand.warnings, *table.warnings),
    )


def demand_of(area: Area, plan: Plan) -> DemandPoints:
    """Give the demand points on the plan's day, with its edits and units.

    Edits of points that the area no longer has stay in the plan and count for nothing.
    """
    known = {point for layer in DEMAND_LAYERS for point in area[layer].index}
    return demand_points(
        area,
        on=plan.on,
        edits=[edit for edit in plan.edits if edit.id in known],
        posted=muster(plan.forces, plan.on).by_point,
        base_counts=plan.base_counts,
    )


def serving_on(plan: Plan, screening: Screening) -> tuple[str, ...]:
    """Give the picks that serve on the plan's day: there, not refused, and open."""
    here, _, _ = picks_apart(plan, screening)
    open_now = open_on(plan, plan.on)
    return tuple(site for site in here if site in open_now)


def open_on(plan: Plan, day: date) -> tuple[str, ...]:
    """Give the picks that are open on a day, refused or gone though they may be."""
    return tuple(site for site in plan.picks if opening_of(plan, site).serves(day))


def screened(area: Area, plan: Plan) -> Screening:
    """Give the verdicts on every candidate site of an area, on the plan's day."""
    return screen_area(
        area_under(area, plan),
        on=plan.on,
        city_halls=plan.city_halls,
        book=plan.book,
        overrules=plan.overrules,
        banned=frozenset(plan.banned),
        street_metres=street_metres(area),
    )


def of_known(standard: Standard, known: set[str]) -> Standard:
    """Leave out cutoffs of points that the area no longer has; the plan keeps them."""
    return replace(standard, by_point={k: v for k, v in standard.by_point.items() if k in known})
