"""The situations of a plan on many days, as cheap as they can be made: alike days are made once.

What no day changes (shapes in metres, who runs a site, where officers stand) is gathered once;
verdicts are given on the sites that the plan decides on, and anew only where other claims are in
force or other venues in use; a table of travel is made for each set of closures in force.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TypeAlias, TypeVar

from gis.coverage import coverage
from gis.demand import DemandPoints, on_day, places_of
from gis.screening import Facts, Screening, area_facts, judged, narrowed
from gis.screening.facts import days as days_of
from gis.travel import TravelTable, street_metres
from layers.area import Area
from plans.claims import area_under
from plans.closing import closures_digest, table_under
from plans.forces import muster
from plans.lost import lost_decisions
from plans.plan import Plan
from plans.situation import Situation, of_known, serving_on

TableOf: TypeAlias = Callable[[Plan], TravelTable]
T = TypeVar("T")
_DAY = timedelta(days=1)


def days(plan: Plan) -> tuple[date, ...]:
    """Give the days of a plan's season, first and last included."""
    return tuple(_between(*plan.season))


def _between(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + n * _DAY


@dataclass(frozen=True, eq=False)
class Season:
    """A plan that is looked at on many days.

    ``table_of`` gives the table of travel under the closures of the plan it is given, on that
    plan's day; it is asked once for each set of closures. What was worked out is remembered.
    """

    area: Area
    plan: Plan
    table_of: TableOf | None = None
    _made: dict[Hashable, object] = field(default_factory=dict, init=False, repr=False)

    def on(self, day: date) -> Situation:
        """Give the situation on a day: what ``assess`` gives, with fewer sites screened.

        Its ``screening`` holds the sites that the plan decides on, and those that claims name; a
        verdict on the planner's own bans bears the date of the first alike day.
        """
        made = self._once("situation", self.key(day), make=lambda: self._situation(day))
        return made if made.plan.on == day else _moved(made, day)

    def key(self, day: date) -> int:
        """Give what tells days apart: on two days of one key the same follows from the plan."""
        return bisect_right(self._steps, day)

    def screening(self, day: date) -> Screening:
        """Give the verdicts on a day, on the sites that the plan decides on."""
        made = self._once(
            "screening",
            bisect_right(self._screening_steps, day),
            make=lambda: judged(
                replace(self._facts, on=day), book=self.plan.book, overrules=self.plan.overrules
            ),
        )
        return replace(made, on=day)

    @cached_property
    def claimed(self) -> Area:
        """The area with its claims as the plan has them."""
        return area_under(self.area, self.plan)

    @cached_property
    def _places(self) -> DemandPoints:
        return places_of(self.area, on=self.plan.on)

    @cached_property
    def _known(self) -> set[str]:
        return set(self._places.ids)

    @cached_property
    def _facts(self) -> Facts:
        plan = self.plan
        facts = area_facts(
            self.claimed,
            on=plan.on,
            city_halls=plan.city_halls,
            banned=frozenset(plan.banned),
            street_metres=street_metres(self.area),
        )
        ours = {*plan.picks, *plan.banned, *(each.site_id for each in plan.overrules)}
        return narrowed(facts, ours)

    @cached_property
    def _steps(self) -> tuple[date, ...]:
        """The days on which anything changes from the day before."""
        plan, ground = self.plan, self.plan.closures
        opened = (day for each in plan.openings for day in (each.opens, each.closes))
        return _dated(
            *self._screening_steps,
            *opened,
            *(force.on for force in plan.forces),
            *(closure.starts for closure in ground),
            *(closure.ends and closure.ends + _DAY for closure in ground),
        )

    @cached_property
    def _screening_steps(self) -> tuple[date, ...]:
        """The days on which a claim begins or has ended, or a venue comes into use or leaves it."""
        claims, venues = self.claimed["claims"], self.area["venues"]
        return _dated(
            *days_of(claims["starts"]),
            *(day and day + _DAY for day in days_of(claims["ends"])),
            *(day for name in ("opens", "pause_from") for day in days_of(venues[name])),
            *(
                day and day + _DAY
                for name in ("closes", "pause_to")
                for day in days_of(venues[name])
            ),
        )

    def _situation(self, day: date) -> Situation:
        plan, screening = replace(self.plan, on=day), self.screening(day)
        demand, table = self._demand(day), self._table(plan)
        serving = serving_on(plan, screening)
        return Situation(
            area=self.claimed,
            plan=plan,
            screening=screening,
            demand=demand,
            table=table,
            coverage=coverage(table, demand, serving, of_known(plan.standard, self._known)),
            serving=serving,
            warnings=lost_decisions(self.area, plan, screening, self._known),
            remarks=(*demand.warnings, *table.warnings),
        )

    def _demand(self, day: date) -> DemandPoints:
        return on_day(
            self._places,
            self.area["venues"],
            on=day,
            edits=[edit for edit in self.plan.edits if edit.id in self._known],
            posted=muster(self.plan.forces, day).by_point,
            base_counts=self.plan.base_counts,
        )

    def _table(self, plan: Plan) -> TravelTable:
        digest = closures_digest(plan.closures, plan.on)
        return self._once("table", digest, make=lambda: self._new_table(plan))

    def _new_table(self, plan: Plan) -> TravelTable:
        if self.table_of is not None:
            return self.table_of(plan)
        return table_under(self.area, plan, self._places)

    def _once(self, stage: str, key: Hashable, *, make: Callable[[], T]) -> T:
        if (stage, key) not in self._made:
            self._made[stage, key] = make()
        made: T = self._made[stage, key]  # type: ignore[assignment]  # kept under its own stage
        return made


def _moved(made: Situation, day: date) -> Situation:
    """Give a situation on another day of the same key."""
    return replace(
        made,
        plan=replace(made.plan, on=day),
        screening=replace(made.screening, on=day),
        demand=replace(made.demand, on=day),
    )


def _dated(*days: date | None) -> tuple[date, ...]:
    return tuple(sorted({day for day in days if day is not None}))
