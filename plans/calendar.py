"""The calendar of a plan: who is on duty and who is served on each day, and which day is worst."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeAlias

from i18n import Message, msg
from layers.area import Area, Manifest
from plans.coming import claims_coming
from plans.concern import Concern, Limits, joined
from plans.health import DEFAULT_LIMITS, concerns_on, old_data
from plans.naming import names_in
from plans.plan import Plan
from plans.season import Season, TableOf, days
from plans.situation import Situation

Progress: TypeAlias = Callable[[float, Message], None]


@dataclass(frozen=True)
class Day:
    """One day of the plan.

    ``officers`` are those on duty, at places in use; ``by_units`` those of them that units have
    brought; ``covered`` those served within the standard. ``share`` is of the officers, 0 to 1,
    None where no place is in use. ``zones`` are those that serve.
    """

    on: date
    officers: int
    by_units: int
    covered: int
    share: float | None
    uncovered: tuple[str, ...]
    zones: tuple[str, ...]
    concerns: tuple[Concern, ...]

    @property
    def not_covered(self) -> int:
        """The officers on duty who are not served."""
        return self.officers - self.covered

    @property
    def blockers(self) -> int:
        """How many of the concerns are blockers."""
        return sum(concern.is_blocker for concern in self.concerns)


@dataclass(frozen=True)
class Calendar:
    """The days of a season, in order; ``coming`` are the claims that begin under open zones."""

    days: tuple[Day, ...]
    coming: tuple[Concern, ...]

    @cached_property
    def worst(self) -> Day | None:
        """The day of the least covered share; of equals that with most officers not served.

        Of these the first. None where no day has a place in use.
        """
        told = (day for day in self.days if day.share is not None)
        return min(told, key=lambda day: (day.share, -day.not_covered, day.on), default=None)

    def of(self, on: date) -> Day | None:
        """Give a day, None for one outside the season."""
        return next((day for day in self.days if day.on == on), None)


def by_day(
    area: Area,
    plan: Plan,
    *,
    table_of: TableOf | None = None,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress | None = None,
) -> Calendar:
    """Work out every day of a plan's season; days on which nothing changes are worked out once.

    ``table_of`` gives the table of travel, for all the area's demand points, under the closures in
    force on the day of the plan that it is given; without it tables are made here. ``progress``
    hears the share of days done.
    """
    season, hear = Season(area, plan, table_of), progress or _nobody
    names = names_in(season.claimed)
    whole, made, told = days(plan), dict[int, Day](), []
    for n, on in enumerate(whole, start=1):
        key = season.key(on)
        if key not in made:
            made[key] = _day(season.on(on), concerns_on(season.on(on), limits=limits, names=names))
        told.append(_moved(made[key], on))
        hear(n / len(whole), msg("Day {day}", day=on))
    return Calendar(tuple(told), claims_coming(season))


def health_over(
    calendar: Calendar, manifest: Manifest, *, today: date, limits: Limits = DEFAULT_LIMITS
) -> tuple[Concern, ...]:
    """Give the blockers and warnings of all days at once, each with the days on which it holds."""
    daily = (concern for day in calendar.days for concern in day.concerns)
    return joined((*daily, *calendar.coming, *old_data(manifest, today=today, limits=limits)))


def _day(situation: Situation, concerns: tuple[Concern, ...]) -> Day:
    found, frame = situation.coverage, situation.demand.frame
    return Day(
        on=situation.plan.on,
        officers=found.officers,
        by_units=int(frame.loc[frame["in_use"], "by_units"].sum()),
        covered=found.officers_covered,
        share=found.share,
        uncovered=found.uncovered,
        zones=situation.serving,
        concerns=concerns,
    )


def _moved(day: Day, on: date) -> Day:
    """Give a day's figures as those of another on which nothing has changed."""
    if day.on == on:
        return day
    concerns = tuple(replace(concern, days=((on, on),)) for concern in day.concerns)
    return replace(day, on=on, concerns=concerns)


def _nobody(_share: float, _doing: Message) -> None:
    """Hear progress for a caller who does not ask."""
