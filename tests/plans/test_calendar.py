"""The calendar: every day as it is, the worst named, and the health of all days at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.demand import DemandEdit
from gis.standard import Standard
from gis.strength import Strength
from i18n import Message
from layers.claims import ORGANISERS
from plans.calendar import Calendar, Day, by_day, health_over
from plans.concern import Kind
from plans.forces import ForceEvent, Move
from plans.health import concerns_on
from plans.plan import Opening, Plan
from plans.season import days
from plans.situation import assess
from tests.stories import along, make_area, make_point

FIRST, LAST = date(2024, 7, 22), date(2024, 8, 4)
CLAIM = {
    "id": "claim-own",
    "kind": "training",
    "name": "Entraînement",
    "holder": ORGANISERS,
    "starts": "2024-07-25",
    "ends": "2024-07-29",
    "site_id": "site-camus",
    "geometry": along(0.9),
}
AREA = make_area(
    points=(
        make_point("Stade", 0.0, officers=300, opens="2024-07-24", closes="2024-08-02"),
        make_point("Port", 1.0, officers=100),
    ),
    claims=[CLAIM],
)
PLAN = Plan(
    on=FIRST,
    season=(FIRST, LAST),
    standard=Standard(cutoff=1),
    picks=("site-arago", "site-camus"),
    announced=("site-camus",),
    openings=(Opening("site-arago", closes=date(2024, 7, 31)),),
    forces=(
        ForceEvent("A", Move.ARRIVES, date(2024, 7, 27), "venue-port", Strength(60)),
        ForceEvent("A", Move.LEAVES, date(2024, 7, 30)),
        ForceEvent("B", Move.LEAVES, date(2024, 8, 1)),
    ),
)


@pytest.fixture(scope="module")
def found() -> Calendar:
    """The calendar of that plan."""
    return by_day(AREA, PLAN)


def figures(on: date, share: float | None, officers: int = 100, covered: int = 0) -> Day:
    """A day of which only these figures matter."""
    return Day(on, officers, 0, covered, share, (), (), ())


def test_every_day_is_as_assess_has_it(found: Calendar) -> None:
    assert tuple(day.on for day in found.days) == days(PLAN)
    for day in found.days:
        alone = assess(AREA, replace(PLAN, on=day.on))
        coverage = alone.coverage
        assert (day.officers, day.covered) == (coverage.officers, coverage.officers_covered)
        assert (day.share, day.uncovered) == (coverage.share, coverage.uncovered)
        assert day.zones == alone.serving
        assert day.concerns == concerns_on(alone)
        assert day.blockers == sum(concern.is_blocker for concern in day.concerns)


def test_units_come_and_go(found: Calendar) -> None:
    brought = {day.on: day.by_units for day in found.days}
    assert {on for on, n in brought.items() if n} == {date(2024, 7, n) for n in (27, 28, 29)}
    assert set(brought.values()) == {0, 60}
    before, after = found.of(date(2024, 7, 26)), found.of(date(2024, 7, 27))
    assert before
    assert after
    assert after.officers - before.officers == 60


def test_a_unit_at_a_place_out_of_use_is_not_on_duty() -> None:
    plan = replace(PLAN, edits=(DemandEdit("venue-port", in_use=False),))
    assert {day.by_units for day in by_day(AREA, plan).days} == {0}


def test_the_worst_day_serves_the_smallest_share(found: Calendar) -> None:
    assert found.worst
    assert found.worst.share == min(day.share for day in found.days if day.share is not None)
    assert found.worst.on == date(2024, 7, 31)  # Arago is closed, while the stadium is open
    assert (found.worst.share, found.worst.not_covered) == (100 / 400, 300)


@given(
    st.lists(
        st.tuples(
            st.none() | st.sampled_from((0.0, 0.5, 1.0)), st.integers(0, 3), st.integers(0, 3)
        ),
        max_size=8,
    )
)
def test_no_day_is_worse_than_the_worst(rows: list[tuple[float | None, int, int]]) -> None:
    told = [
        figures(FIRST + timedelta(days=n), share, officers=covered + more, covered=covered)
        for n, (share, covered, more) in enumerate(rows)
    ]
    worst, counting = Calendar(tuple(told), ()).worst, [d for d in told if d.share is not None]
    if not counting:
        assert worst is None
        return
    assert worst
    assert worst.share is not None
    for day in counting:
        assert day.share is not None
        assert worst.share <= day.share
        if day.share == worst.share:
            assert worst.not_covered >= day.not_covered
            assert worst.not_covered > day.not_covered or worst.on <= day.on


def test_a_season_without_anyone_on_duty_has_no_worst_day() -> None:
    area = make_area(points=(make_point("Stade", 0.0, opens="2025-01-01", closes="2025-01-02"),))
    found = by_day(area, PLAN)
    assert found.worst is None
    assert {day.share for day in found.days} == {None}


def test_a_day_outside_the_season_is_none(found: Calendar) -> None:
    assert found.of(LAST + timedelta(days=1)) is None


def test_the_day_looked_at_changes_nothing(found: Calendar) -> None:
    assert by_day(AREA, replace(PLAN, on=date(2024, 7, 30))) == found


def test_progress_goes_to_the_end() -> None:
    heard: list[tuple[float, Message]] = []
    by_day(AREA, PLAN, progress=lambda share, doing: heard.append((share, doing)))
    shares = [share for share, _ in heard]
    assert shares == sorted(shares)
    assert (len(shares), shares[-1]) == (14, 1.0)
    assert str(heard[-1][1]) == "Day 2024-08-04"


@pytest.mark.parametrize("today", [date(2024, 6, 2), date(2025, 6, 2)])
def test_health_of_all_days_holds_on_the_days_that_show_it(found: Calendar, today: date) -> None:
    over = health_over(found, AREA.manifest, today=today)
    for concern in over:
        for day in found.days:
            shown = any(each.key == concern.key for each in day.concerns)
            held = any(first <= day.on <= last for first, last in concern.days)
            assert shown == held or concern.kind in {Kind.CLAIM_BEGINS, Kind.STALE}
    assert {each.key for day in found.days for each in day.concerns} <= {e.key for e in over}
    assert any(concern.kind is Kind.STALE for concern in over) == (today.year == 2025)
    assert len({concern.key for concern in over}) == len(over)


def test_a_span_is_told_once_and_as_on_its_worst_day(found: Calendar) -> None:
    over = health_over(found, AREA.manifest, today=date(2024, 6, 2))
    port = next(concern for concern in over if concern.subjects == ("venue-port",))
    # The claim lies on Camus from 25 to 29 July; the unit is there from the 27th.
    assert port.days == ((date(2024, 7, 25), date(2024, 7, 29)),)
    assert port.size == 160
    refused = next(concern for concern in over if concern.kind is Kind.REFUSED)
    assert refused.days == port.days
    assert refused.is_blocker
    unheeded = next(concern for concern in over if concern.kind is Kind.UNHEEDED)
    assert unheeded.days == ((date(2024, 8, 1), LAST),)
    assert [c.is_blocker for c in over] == sorted((c.is_blocker for c in over), reverse=True)
