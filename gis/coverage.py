"""Coverage: who is served by the picked zones, by which of them, and how far everyone travels.

Pure arithmetic on a travel table. Only points in use count; a point that is not served keeps its
row and its reason. Mean, 90th percentile and worst travel always stand together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from gis.demand import DemandPoints
from gis.distance import Floats
from gis.network.speeds import MODE_NAMES
from gis.standard import Standard, Unit
from gis.tally import Flags, Ints, Load, Travel, mean_of, sum_loads, sum_travel
from gis.travel import Answer, TravelTable
from i18n import Message, msg
from layers.errors import SettingError, UnknownIdError


class Why(StrEnum):
    """Why a demand point is covered or not."""

    COVERED = "covered"
    TOO_FAR = "too-far"
    UNREACHABLE = "unreachable"
    POINT_UNSNAPPED = "point-unsnapped"
    ZONES_UNSNAPPED = "zones-unsnapped"
    NO_PICKS = "no-picks"
    NOT_IN_USE = "not-in-use"

    @property
    def message(self) -> Message:
        """The reason, as a person reads it."""
        return _REASONS[self]


_REASONS: Mapping[Why, Message] = {
    Why.COVERED: msg("Served within the standard"),
    Why.TOO_FAR: msg("The nearest zone is beyond the standard"),
    Why.UNREACHABLE: msg("No street leads from here to any zone"),
    Why.POINT_UNSNAPPED: msg("Too far from any street to be measured"),
    Why.ZONES_UNSNAPPED: msg("Every zone is too far from any street to be measured"),
    Why.NO_PICKS: msg("No zone is chosen"),
    Why.NOT_IN_USE: msg("Not in use on this day"),
}


@dataclass(frozen=True, eq=False)
class Coverage:
    """Who is served by the picks.

    ``frame`` is indexed by demand id, in the order of the demand: ``zone`` (empty where none is
    reached), ``minutes``, ``metres``, ``officers``, ``cutoff`` (in the standard's unit),
    ``covered`` and ``why`` (a word; ``Why(word).message`` is its sentence). ``share`` is of the
    officers in use, 0 to 1 (of the points, where no point has officers), and None where no point
    is in use. ``minutes`` and ``metres`` are None where no point in use reaches a zone.
    ``circuity`` is the mean over those journeys.
    """

    frame: pd.DataFrame
    picks: tuple[str, ...]
    standard: Standard
    share: float | None
    officers: int
    officers_covered: int
    uncovered: tuple[str, ...]
    minutes: Travel | None
    metres: Travel | None
    circuity: float | None
    loads: tuple[Load, ...]

    @property
    def travel(self) -> Travel | None:
        """Travel in the standard's own unit."""
        return self.minutes if self.standard.unit == "minutes" else self.metres


def coverage(
    table: TravelTable, demand: DemandPoints, picks: Iterable[str], standard: Standard
) -> Coverage:
    """Find the zone that serves each demand point, and judge it by the standard.

    A point is served by the picked zone that is nearest in the standard's unit; ties go to the
    fewer minutes, then the fewer metres, then the first id. A cutoff given for the point wins over
    the planner's edit of the point, that over its kind's, that over the common one. Raises
    UnknownIdError for a pick or a point that the table does not hold, SettingError for a table of
    another mode.
    """
    if standard.mode != table.mode:
        raise SettingError(
            msg(
                "The standard is for travel {a}, the table for travel {b}.",
                a=MODE_NAMES[standard.mode],
                b=MODE_NAMES[table.mode],
            ),
            msg("Make the table again for the standard's way of travel."),
        )
    chosen = tuple(sorted(set(picks)))
    rows = _places(chosen, table.site_ids, "site")
    columns = _places(demand.ids, table.demand_ids, "point")
    served = _serve(table, rows, columns, standard.unit)
    return _judge(served, demand, chosen, standard)


@dataclass(frozen=True, slots=True, eq=False)
class _Served:
    """For each demand point: the position of its zone among the picks (-1: none) and the way."""

    zone: Ints
    minutes: Floats
    metres: Floats
    circuity: Floats
    unserved: npt.NDArray[np.object_]


def _serve(
    table: TravelTable,
    rows: Ints,
    columns: Ints,
    unit: Unit,
) -> _Served:
    if not rows.size:
        none = np.full(columns.size, np.nan)
        why = np.full(columns.size, Why.NO_PICKS, dtype=object)
        return _Served(np.full(columns.size, -1), none, none, none, why)
    first = _nearest(table, rows, columns, unit)
    zones = rows[first]
    metres = table.metres_at(zones, columns)
    straight = table.straight_m[zones, columns]
    reached = table.answer[zones, columns] == Answer.REACHED
    return _Served(
        zone=np.where(reached, first, -1),
        minutes=table.minutes[zones, columns],
        metres=metres,
        circuity=metres / np.where(straight > 0, straight, np.nan),
        unserved=_why_none(table.answer[np.ix_(rows, columns)]),
    )


def _nearest(table: TravelTable, rows: Ints, columns: Ints, unit: Unit) -> Ints:
    """Give which of the rows is the nearest zone in each column; rows are in order of id."""
    minutes = table.minutes[np.ix_(rows, columns)]
    best = np.ones(minutes.shape, dtype=bool)
    if unit == "metres":
        best = _least(_metres_between(best, table, rows, columns), best)
    best = _least(minutes, best)
    best = _least(_metres_between(best, table, rows, columns), best)
    first: Ints = best.argmax(axis=0)
    return first


def _metres_between(best: Flags, table: TravelTable, rows: Ints, columns: Ints) -> Floats:
    """Give the metres of the rows that are level in a column; metres are dear, others are NaN."""
    metres = np.full(best.shape, np.nan)
    row, column = np.nonzero(best & (best.sum(axis=0) > 1))
    metres[row, column] = table.metres_at(rows[row], columns[column])
    return metres


def _least(measure: Floats, best: Flags) -> Flags:
    """Keep of the best rows in each column those of the least measure; all where none has one."""
    left = np.where(best & ~np.isnan(measure), measure, np.inf)
    least: Flags = best & (left == left.min(axis=0))
    return least


def _why_none(answer: npt.NDArray[np.int8]) -> npt.NDArray[np.object_]:
    """Say why a point that reaches no zone reaches none."""
    why = np.full(answer.shape[1], Why.UNREACHABLE, dtype=object)
    why[(answer == Answer.SITE_UNSNAPPED).all(axis=0)] = Why.ZONES_UNSNAPPED
    why[(answer == Answer.DEMAND_UNSNAPPED).all(axis=0)] = Why.POINT_UNSNAPPED
    return why


def _judge(
    served: _Served, demand: DemandPoints, picks: tuple[str, ...], standard: Standard
) -> Coverage:
    use = demand.frame["in_use"].to_numpy(dtype=bool)
    reached = use & (served.zone >= 0)
    cutoff = standard.cutoffs(demand.frame)
    spent = served.minutes if standard.unit == "minutes" else served.metres
    covered = reached & (np.where(reached, spent, np.inf) <= cutoff)
    officers = np.where(use, demand.frame["officers"].to_numpy(dtype=np.int64), 0)
    zone = np.where(reached, served.zone, -1)
    frame = _frame(served, demand, picks, zone).assign(
        cutoff=cutoff, covered=covered, why=_reasons(served, use, covered)
    )
    return Coverage(
        frame=frame,
        picks=picks,
        standard=standard,
        share=_share(covered, use, officers),
        officers=int(officers.sum()),
        officers_covered=int(officers[covered].sum()),
        uncovered=tuple(frame.index[use & ~covered]),
        minutes=sum_travel(frame, "minutes", use),
        metres=sum_travel(frame, "metres", use),
        circuity=mean_of(served.circuity[reached]),
        loads=sum_loads(zone, officers, covered, picks),
    )


def _frame(
    served: _Served, demand: DemandPoints, picks: tuple[str, ...], zone: Ints
) -> pd.DataFrame:
    names = np.array([*picks, ""], dtype=object)  # the last one is where -1 points
    return pd.DataFrame(
        {
            "zone": names[zone],
            "minutes": np.where(zone >= 0, served.minutes, np.nan),
            "metres": np.where(zone >= 0, served.metres, np.nan),
            "officers": demand.frame["officers"],
        },
        index=demand.frame.index,
    )


def _reasons(served: _Served, use: Flags, covered: Flags) -> npt.NDArray[np.object_]:
    why = served.unserved.copy()
    why[served.zone >= 0] = Why.TOO_FAR
    why[covered] = Why.COVERED
    why[~use] = Why.NOT_IN_USE
    return why


def _share(covered: Flags, use: Flags, officers: Ints) -> float | None:
    weights = officers if officers.any() else use
    return float(weights[covered].sum() / weights.sum()) if use.any() else None


def _places(wanted: tuple[str, ...], held: tuple[str, ...], what: Literal["site", "point"]) -> Ints:
    """Find where each wanted id stands among those held."""
    if wanted == held:
        return np.arange(len(held))
    places = pd.Index(held, dtype=object).get_indexer(pd.Index(wanted, dtype=object))
    if (places < 0).any():
        lost = wanted[int((places < 0).argmax())]
        raise UnknownIdError(
            msg("The travel table holds no site “{id}”.", id=lost)
            if what == "site"
            else msg("The travel table holds no demand point “{id}”.", id=lost),
            msg("Make the table again with it, or take it out."),
        )
    return places
