"""A season says of each day what assess says of it, and makes alike days once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.demand import DemandEdit
from gis.network.closures import Closure
from gis.screening import Overrule, Verdict
from gis.standard import Standard
from gis.strength import Strength
from gis.travel import TravelTable
from layers.claims import CITY_HALL, ORGANISERS
from layers.sources.embedded import read_paris2024
from plans.claims import ClaimRow
from plans.closing import table_under
from plans.forces import ForceEvent, Move
from plans.plan import Opening, Plan
from plans.season import Season, days
from plans.situation import Situation, assess, demand_of
from tests.stories import LATITUDE, WEST, along, make_area, make_point

FIRST, LAST = date(2024, 7, 20), date(2024, 8, 8)
SITES = ("site-arago", "site-balzac", "site-camus", "site-diderot", "site-gone")
POINTS = ("venue-stade", "venue-gare", "venue-port", "venue-gone")
CLAIM = {
    "id": "claim-own",
    "kind": "training",
    "holder": ORGANISERS,
    "starts": "2024-07-25",
    "ends": "2024-07-29",
    "site_id": "site-balzac",
    "geometry": along(0.5),
}
DATED = {"opens": "2024-07-22", "closes": "2024-08-05"}
PAUSED = {"pause_from": "2024-07-28", "pause_to": "2024-07-30"}
AREA = make_area(
    points=(
        make_point("Stade", 0.0, officers=300, **DATED, **PAUSED),
        make_point("Gare", 0.55, officers=100),
        make_point("Port", 1.0, officers=100, closes="2024-08-01"),
    ),
    claims=[CLAIM],
    blocks=4,
)
IN_SEASON = st.dates(FIRST - timedelta(days=2), LAST + timedelta(days=2))
ENDS = st.one_of(st.none(), IN_SEASON)


@st.composite
def spans(draw: st.DrawFn) -> tuple[date | None, date | None]:
    """A first and a last day in their order, either of them open."""
    one, other = draw(ENDS), draw(ENDS)
    return (other, one) if one and other and other < one else (one, other)


@st.composite
def closures(draw: st.DrawFn) -> Closure:
    """A line across the street somewhere, on some days."""
    at = WEST + draw(st.sampled_from((0.005, 0.015, 0.03)))
    wkt = f"LINESTRING ({at} {LATITUDE - 0.001}, {at} {LATITUDE + 0.001})"
    starts, ends = draw(spans())
    return Closure(f"closure-{draw(st.integers(1, 9))}", "Quai", wkt, starts, ends)


@st.composite
def claims(draw: st.DrawFn) -> ClaimRow:
    """A claim of the record on one of the sites."""
    starts, ends = draw(spans())
    return ClaimRow(
        id=f"claim-{draw(st.integers(1, 9))}",
        name="Occupation",
        holder=draw(st.sampled_from((ORGANISERS, CITY_HALL))),
        source="a letter",
        starts=starts,
        ends=ends,
        site_id=draw(st.sampled_from(SITES)),
    )


@st.composite
def forces(draw: st.DrawFn) -> ForceEvent:
    """An event of one of two units, followed or not."""
    move = draw(st.sampled_from(Move))
    return ForceEvent(
        unit=draw(st.sampled_from(("A", "B"))),
        move=move,
        on=draw(IN_SEASON),
        point=draw(st.sampled_from(POINTS)) if move in {Move.ARRIVES, Move.MOVES} else "",
        strength=Strength(draw(st.integers(1, 60)), 2)
        if move in {Move.ARRIVES, Move.REINFORCED, Move.REDUCED}
        else Strength(),
    )


@st.composite
def openings(draw: st.DrawFn) -> tuple[Opening, ...]:
    """Days on which some zones serve."""
    sites = draw(st.sets(st.sampled_from(SITES)))
    return tuple(Opening(site, draw(ENDS), draw(ENDS)) for site in sorted(sites))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan with something of everything that days change."""
    return Plan(
        on=FIRST,
        season=(FIRST, LAST),
        standard=Standard(cutoff=2),
        picks=tuple(sorted(draw(st.sets(st.sampled_from(SITES))))),
        announced=("site-arago",),
        openings=draw(openings()),
        claims=tuple({each.id: each for each in draw(st.lists(claims(), max_size=3))}.values()),
        lifted_claims=draw(st.sampled_from(((), ("claim-own",)))),
        closures=tuple({c.id: c for c in draw(st.lists(closures(), max_size=2))}.values()),
        forces=tuple(draw(st.lists(forces(), max_size=6))),
        edits=draw(st.sampled_from(((), (DemandEdit("venue-gare", officers=7, in_use=False),)))),
        overrules=draw(st.sampled_from(((), (overrule(),)))),
        base_counts=draw(st.booleans()),
    )


def overrule() -> Overrule:
    """The organisers' claim on Balzac, set aside."""
    at = datetime(2024, 7, 1, tzinfo=UTC)
    return Overrule("site-balzac", "claimed-by-organisers", "agreed", "anna", at)


def told(found: Situation) -> dict[str, Any]:
    """Give what follows from a plan on a day, in values that compare."""
    picks = [site for site in found.plan.picks if site in found.screening.outcome.index]
    return {
        "on": (found.plan.on, found.screening.on, found.demand.on),
        "serving": found.serving,
        "warnings": found.warnings,
        "remarks": found.remarks,
        "verdicts": [_undated(verdict) for site in picks for verdict in found.screening.of(site)],
        "share": found.coverage.share,
        "loads": found.coverage.loads,
        "uncovered": found.coverage.uncovered,
    }


def _undated(verdict: Verdict) -> Verdict:
    """Give a verdict; one on the planner's bans bears the day that was asked for first."""
    return replace(verdict, as_of=None) if verdict.rule == "banned-by-planner" else verdict


@settings(max_examples=10)  # each is some assessments with tables of their own
@given(plans(), st.lists(IN_SEASON, min_size=2, max_size=4))
def test_each_day_is_as_assess_has_it(plan: Plan, asked: list[date]) -> None:
    season = Season(AREA, plan)
    for day in asked:
        alone, ours = assess(AREA, replace(plan, on=day)), season.on(day)
        assert told(ours) == told(alone)
        pd.testing.assert_frame_equal(ours.coverage.frame, alone.coverage.frame)
        pd.testing.assert_frame_equal(ours.demand.frame, alone.demand.frame)


def test_the_example_is_as_assess_has_it_on_days_of_change() -> None:
    area = read_paris2024()
    picks = tuple(area["candidates"].index[::9])
    plan = Plan(on=date(2024, 7, 27), picks=picks)
    table = table_under(area, plan, demand_of(area, plan))
    season = Season(area, plan, lambda _: table)
    for day in (date(2024, 6, 15), date(2024, 7, 27), date(2024, 8, 12), date(2024, 9, 15)):
        assert told(season.on(day)) == told(assess(area, replace(plan, on=day), table=table))


def test_first_and_last_day_belong_to_the_season() -> None:
    found = days(Plan(on=FIRST, season=(FIRST, LAST)))
    assert (found[0], found[-1], len(found)) == (FIRST, LAST, 20)
    assert len(days(Plan(on=FIRST))) == 93


def test_a_table_is_made_once_for_each_set_of_closures() -> None:
    wkt = f"LINESTRING (2.315 {LATITUDE - 0.001}, 2.315 {LATITUDE + 0.001})"
    closed = Closure("closure-1", "Quai", wkt, date(2024, 7, 23), date(2024, 7, 26))
    plan = Plan(on=FIRST, season=(FIRST, LAST), picks=("site-arago",), closures=(closed,))
    asked: list[date] = []

    def table_of(plan: Plan) -> TravelTable:
        asked.append(plan.on)
        return table_under(AREA, plan, demand_of(AREA, plan))

    season = Season(AREA, plan, table_of)
    for day in days(plan):
        season.on(day)
    assert asked == [FIRST, date(2024, 7, 23)]


@pytest.mark.parametrize("changing", [date(2024, 7, 22), date(2024, 7, 30), date(2024, 8, 2)])
def test_days_on_which_something_changes_differ_from_the_day_before(changing: date) -> None:
    gone = ForceEvent("A", Move.ARRIVES, date(2024, 7, 30), "venue-gare", Strength(5))
    season = Season(AREA, Plan(on=FIRST, season=(FIRST, LAST), forces=(gone,)))
    assert season.key(changing) != season.key(changing - timedelta(days=1))
    assert season.key(date(2024, 8, 3)) == season.key(date(2024, 8, 4))
