"""A closure in the plan changes who is served on its days; lifting it gives every figure back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from shapely import box

from gis.demand import demand_points
from gis.network.closures import Closure, Terms
from gis.network.roads import roads_of
from gis.standard import Standard
from gis.travel import network_table
from i18n import Language
from layers.area import Area
from layers.catalogue import LAYERS
from layers.sources.embedded import read_paris2024
from plans.closing import closures_digest, roads_under, table_under
from plans.plan import Plan, closed_off, first_plan, lifted
from plans.situation import Situation, assess
from tests.stories import DAY, EAST, LATITUDE, WEST, make_area

ACROSS = WEST + 0.35 * (EAST - WEST)  # between Arago and Balzac


def make_closure(west: float = ACROSS - 0.001, **terms: date) -> Closure:
    """Bar the Grande Rue between the stadium and the station."""
    return Terms("Parade", **terms).at(box(west, LATITUDE - 0.001, west + 0.002, LATITUDE + 0.001))  # type: ignore[arg-type] # days only


def make_plan(*closures: Closure) -> Plan:
    """Give a plan with one zone in the west."""
    return closed_off(Plan(on=DAY, picks=("site-arago",)), *closures)


def told(found: Situation) -> str:
    """Give all remarks as one text."""
    return " ".join(map(str, found.remarks))


def test_a_closure_cuts_the_east_off_and_lifting_it_gives_it_back() -> None:
    area, plan = make_area(blocks=10), make_plan(make_closure())
    shut, again = assess(area, plan), assess(area, lifted(plan, "closure-1"))
    assert (shut.coverage.share, again.coverage.share) == (300 / 500, 1)
    before = assess(area, make_plan())
    assert again.coverage.frame.equals(before.coverage.frame)
    assert lifted(plan, "closure-1") == make_plan()


def test_a_closure_of_another_day_changes_nothing() -> None:
    gone = make_closure(ends=DAY - timedelta(days=1))
    assert assess(make_area(blocks=10), make_plan(gone)).coverage.share == 1


def test_officers_on_foot_pass_a_closure_for_vehicles() -> None:
    plan = make_plan(make_closure())
    table = table_under(make_area(blocks=10), plan, assess(make_area(blocks=10), plan).demand)
    assert table.counts["unreachable"] > 0
    on_foot = Plan(on=DAY, standard=Standard(mode="walk"), closures=plan.closures)
    walked = table_under(make_area(blocks=10), on_foot, assess(make_area(blocks=10), plan).demand)
    assert walked.counts["unreachable"] == 0


def test_a_place_that_is_cut_off_from_every_site_is_named() -> None:
    around_the_stadium = make_closure(WEST - 0.001)
    found = assess(make_area(blocks=10), make_plan(around_the_stadium))
    assert "no journey at all under the closures: venue-stade" in told(found)


def test_where_no_street_is_known_a_closure_is_told_and_counts_for_nothing() -> None:
    whole = make_area(blocks=10)
    without = {name: whole[name] for name in LAYERS if name != "streets"}
    area = Area(whole.manifest, without)
    found = assess(area, make_plan(make_closure()))
    assert "has no streets: Parade" in told(found)
    assert (found.table.minutes == assess(area, make_plan()).table.minutes).all()


def test_on_the_example_s_strategic_roads_a_closure_counts_and_names_what_it_shuts() -> None:
    area, bridge = read_paris2024(), box(2.3742, 48.8378, 2.3752, 48.8386)
    plan = closed_off(first_plan(area), Terms("Pont de Bercy").at(bridge))
    demand = demand_points(area, on=plan.on)
    found = table_under(area, plan, demand)
    assert found.method == "strategic"
    assert "shut one link" in str(found.warnings[0])
    assert "0.2 km long: Pont de Bercy" in Language.of("en")(found.warnings[0])
    on_foot = replace(plan, standard=Standard(mode="walk"))
    assert "has no streets: Pont de Bercy" in str(table_under(area, on_foot, demand).warnings[0])


def test_streets_made_before_give_the_same_table() -> None:
    area, plan = make_area(blocks=10), make_plan(make_closure())
    demand = assess(area, plan).demand
    roads = roads_of(area["streets"], mode="drive")
    ready = table_under(area, plan, demand, roads=roads)
    assert ready.as_frame().equals(table_under(area, plan, demand).as_frame())


def test_roads_under_the_closures_give_the_table_under_them() -> None:
    area, plan = make_area(blocks=10), make_plan(make_closure())
    demand = assess(area, plan).demand
    ground = roads_of(area["streets"], mode="drive")
    under = network_table(roads_under(ground, plan), area["candidates"], demand)
    assert under.as_frame().equals(table_under(area, plan, demand).as_frame())
    assert roads_under(ground, make_plan()) is ground


def test_the_digest_follows_what_is_in_force() -> None:
    one, other = make_closure(), make_closure(ends=DAY)
    assert closures_digest([], DAY) == ""
    assert closures_digest([one], DAY) != closures_digest([other], DAY)
    assert closures_digest([other], DAY + timedelta(days=1)) == ""
