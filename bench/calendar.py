"""How long a season takes: the example with 40 zones and 100 force events, over its 93 days.

Run from the project's root: ``python -m bench.calendar``. Prints seconds with the table of travel
at hand, and how many of the days differ from each other.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

from gis.demand import places_of
from gis.screening import Answer
from gis.strength import Strength
from layers.sources.embedded import read_paris2024
from plans.calendar import by_day
from plans.closing import table_under
from plans.forces import ForceEvent, Move
from plans.plan import Plan, first_plan
from plans.season import Season, days
from plans.situation import assess, screened

ZONES, UNITS = 40, 50


def main() -> None:
    """Measure it three times, and one assessment a day beside it."""
    area = read_paris2024()
    plan = first_plan(area)
    free = screened(area, plan).having(Answer.ALLOWED)
    points = places_of(area, on=plan.on).ids
    plan = replace(plan, picks=free[:ZONES], forces=_forces(points, plan))
    table = table_under(area, plan, places_of(area, on=plan.on))
    for _ in range(3):
        began = time.perf_counter()
        found = by_day(area, plan, table_of=lambda _: table)
        print(f"by day      {time.perf_counter() - began:6.2f} s, {len(found.days)} days")
    season = Season(area, plan, lambda _: table)
    print(f"differing   {len({season.key(day) for day in days(plan)}):6} days")
    began = time.perf_counter()
    for day in days(plan):
        assess(area, replace(plan, on=day), table=table)
    print(f"one by one  {time.perf_counter() - began:6.2f} s, coverage alone")


def _forces(points: tuple[str, ...], plan: Plan) -> tuple[ForceEvent, ...]:
    """Make so many units arrive and be reinforced, a day after each other."""
    first = plan.season[0]
    made = []
    for n in range(UNITS):
        unit, day = f"Unit {n}", first + timedelta(days=n)
        point = points[n * 3 % len(points)]
        made.append(ForceEvent(unit, Move.ARRIVES, day, point, Strength(60)))
        made.append(
            ForceEvent(unit, Move.REINFORCED, day + timedelta(days=40), strength=Strength(20))
        )
    return tuple(made)


if __name__ == "__main__":
    main()
