"""What a sheet of force events would change, before any of it is recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from i18n import Message, msg, msgs
from layers.errors import RowsError, SettingError
from plans.force_table import ForceTable, same
from plans.forces import ForceEvent, Move, Unit, in_order, muster
from plans.plan import Plan


@dataclass(frozen=True)
class DayCount:
    """The officers of all units on a day, as the plan has them and as it would."""

    on: date
    before: int
    after: int


@dataclass(frozen=True)
class Preview:
    """What a table of force events would do to a plan.

    ``events`` are new, by day and unit; ``known`` are in the record already and are left out.
    ``days`` are those of the season, ``points`` the places where their units stand at some time.
    """

    file: str
    events: tuple[ForceEvent, ...]
    known: tuple[ForceEvent, ...]
    days: tuple[DayCount, ...]
    points: tuple[str, ...]
    remarks: tuple[Message, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """The units that anything happens to."""
        return tuple(sorted({event.unit for event in self.events}))

    @property
    def fullest(self) -> DayCount | None:
        """The first of the days with most officers; None where no day has more than none."""
        most = max(self.days, key=lambda day: day.after, default=None)
        return most if most is not None and most.after else None


def preview(plan: Plan, table: ForceTable) -> Preview:
    """Tell what recording a table would change.

    Raises RowsError naming each row that could not be followed: a unit that is not there, arrives
    twice, or has fewer than go; also one that would leave a recorded event without its unit.
    """
    recorded = {same(event) for event in plan.forces}
    known = tuple(row.event for row in table.rows if same(row.event) in recorded)
    fresh = [row for row in table.rows if same(row.event) not in recorded]
    events = tuple(row.event for row in fresh)
    rows = {id(row.event): row for row in fresh}
    defects = [
        table.defect(rows[id(event)], column, remedy)
        for event, column, remedy in _obstacles(plan.forces, events)
    ]
    if defects:
        raise RowsError(tuple(sorted(defects, key=lambda defect: defect.row)))
    whole = (*plan.forces, *events)
    return Preview(
        file=table.file,
        events=tuple(sorted(events, key=lambda event: (event.on, event.unit))),
        known=known,
        days=tuple(_days(plan, whole)),
        points=_places(plan.forces, whole, {event.unit for event in events}),
        remarks=tuple(_remarks(plan, table, events)),
    )


def check_followed(plan: Plan, event: ForceEvent) -> None:
    """Refuse an event that could not be followed, or that would leave another so. SettingError."""
    for _, _, remedy in _obstacles(plan.forces, [event]):
        raise SettingError(
            msg(
                "The event of “{unit}” cannot be followed: {reason}.",
                unit=event.unit,
                reason=remedy,
            ),
            msg("Correct its unit, day, move or strength."),
        )


def _obstacles(
    before: Sequence[ForceEvent], fresh: Sequence[ForceEvent]
) -> Iterator[tuple[ForceEvent, str, Message]]:
    """Give the new events that stand in the way, each with the column at fault and a remedy."""
    ours = {id(event) for event in fresh}
    lost_before = Counter(muster(before, date.max).unheeded)
    for _, grouped in groupby(in_order((*before, *fresh)), key=lambda event: event.unit):
        line = tuple(grouped)
        new = [event for event in line if id(event) in ours]
        for event in muster(line, date.max).unheeded if new else ():
            if id(event) in ours:
                yield (event, *_why(line, event))
            elif lost_before[event]:
                lost_before[event] -= 1  # could not be followed without the new ones either
            else:
                yield new[0], "unit", _breaks(event)


def _why(line: Sequence[ForceEvent], event: ForceEvent) -> tuple[str, Message]:
    """Say which column keeps an event from being followed, and what to do."""
    place = next(n for n, each in enumerate(line) if each is event)
    unit: Unit | None = next(iter(muster(line[:place], date.max).units), None)
    if unit is None:
        return "unit", msg("this unit is not there on {day}: let it arrive first", day=event.on)
    if event.move is Move.ARRIVES:
        remedy = msg(
            "this unit is there already on {day}: let it move or be reinforced", day=event.on
        )
        return "move", remedy
    there = unit.strength
    remedy = msg(
        "on {day} the unit has {officers} officers, {dogs} dogs, {horses} horses and {vehicles} "
        "vehicles: reduce it by no more",
        day=event.on,
        officers=there.officers,
        dogs=there.dogs,
        horses=there.horses,
        vehicles=there.vehicles,
    )
    return "officers", remedy


def _breaks(event: ForceEvent) -> Message:
    return msg(
        "with its rows, “{what}”, which is in the record, could not be followed any more",
        what=event.told(str),
    )


def _days(plan: Plan, whole: Sequence[ForceEvent]) -> Iterator[DayCount]:
    """Count officers of units on every day of the season."""
    first, last = plan.season
    turns = _turns(plan.forces), _turns(whole)
    before, after = (sum(n for day, n in each.items() if day < first) for each in turns)
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        before, after = before + turns[0][day], after + turns[1][day]
        yield DayCount(day, before, after)


def _turns(forces: Iterable[ForceEvent]) -> Counter[date]:
    """Give by how many officers each day differs from the day before it."""
    turns: Counter[date] = Counter()
    for _, grouped in groupby(in_order(forces), key=lambda event: event.unit):
        line, there = tuple(grouped), 0
        for day in sorted({event.on for event in line}):
            now = sum(unit.strength.officers for unit in muster(line, day).units)
            turns[day] += now - there
            there = now
    return turns


def _places(
    before: Sequence[ForceEvent], whole: Sequence[ForceEvent], units: set[str]
) -> tuple[str, ...]:
    """Give the places where those units stand at some time, with the new events or without."""
    found = {event.point for event in (*before, *whole) if event.unit in units and event.point}
    return tuple(sorted(found))


def _remarks(plan: Plan, table: ForceTable, events: Sequence[ForceEvent]) -> Iterator[Message]:
    first, last = plan.season
    outside = sum(not first <= event.on <= last for event in events)
    assumed = sum(event.assumed for event in events)
    told = (
        msgs(
            "One column is passed over: {words}.",
            "{n} columns are passed over: {words}.",
            len(table.passed_over),
            words=table.passed_over,
        ),
        msgs("One event lies outside the season.", "{n} events lie outside the season.", outside),
        msgs("One event is assumed.", "{n} events are assumed.", assumed),
    )
    yield from (message for message in told if message.count)
