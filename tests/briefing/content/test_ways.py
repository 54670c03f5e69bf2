"""Ways as a brief tells them: the table's minutes, lines along the streets, nothing of others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.content.audiences import Audience
from briefing.content.reading import reading
from briefing.content.ways import FIRST, SECOND, STRAIGHT, Ways, streets_near, ways_of
from tests.briefing.cards.card_stories import brief, closed, street
from tests.stories import EAST, LATITUDE, WEST


def test_every_place_has_its_zone_and_its_second_choice() -> None:
    ways = brief()["ways"]
    found = {(row.point, row.choice): row.zone for row in ways.itertuples()}
    assert found == {
        ("venue-stade", FIRST): "site-arago",
        ("venue-stade", SECOND): "site-camus",
        ("venue-gare", FIRST): "site-camus",
        ("venue-gare", SECOND): "site-arago",
        ("venue-port", FIRST): "site-camus",
        ("venue-port", SECOND): "site-arago",
    }
    assert set(ways["drawn"]) == {"network"}


def test_minutes_and_metres_are_those_of_the_table() -> None:
    situation = street()
    ways, table = brief(situation)["ways"], situation.table
    for row in ways.itertuples():
        cell = table.site_ids.index(row.zone), table.demand_ids.index(row.point)
        assert row.minutes == table.minutes[cell]
        assert row.metres == pytest.approx(table.metres[cell], abs=1)


def test_a_line_runs_along_the_street_from_the_place_to_the_zone() -> None:
    way = brief()["ways"].loc["way-venue-port-second"]
    line = list(way.geometry.coords)
    assert line[0][0] == pytest.approx(EAST)
    assert line[-1][0] == pytest.approx(WEST + 0.1 * (EAST - WEST))
    assert {round(y, 6) for _, y in line[1:-1]} == {LATITUDE}
    assert way["streets"] == "Grande Rue, 2.6 km"


def test_where_nothing_was_drawn_lines_are_straight_and_say_so() -> None:
    ways = brief(drawn=False)["ways"]
    assert set(ways["drawn"]) == {STRAIGHT}
    assert set(ways["streets"]) == {""}
    assert ways.geometry.count_coordinates().tolist() == [2] * 6
    told = reading(brief(drawn=False), "ways")
    assert told.rows[0][5].value == "Straight line, no route"


def test_a_zone_out_of_reach_is_nobody_s_second_choice() -> None:
    ways = brief(closed())["ways"]
    assert set(ways["choice"]) == {FIRST}
    assert dict(zip(ways["point"], ways["zone"], strict=True))["venue-port"] == "site-camus"


def test_a_unit_leader_sees_the_own_ways_only() -> None:
    own = frozenset({"venue-stade"})
    ways = brief(audience=Audience.UNIT_LEADER, places=own)["ways"]
    assert set(ways["point"]) == own
    assert len(ways) == 2
    drawn = ways_of(street(), places=own)
    assert {point for point, _ in drawn.journeys} == own


@pytest.mark.parametrize("audience", [Audience.PARTNER, Audience.PUBLIC_SAFE])
def test_who_is_not_told_of_ways_sees_none(audience: Audience) -> None:
    told = brief(audience=audience)
    assert "ways" not in told.tables
    assert told.streets.empty == (audience is Audience.PUBLIC_SAFE)


def test_streets_far_from_every_zone_are_left_out() -> None:
    situation = street(picks=("site-arago",))
    ways = ways_of(situation)
    near = streets_near(ways, brief(situation)["zones"].geometry)
    assert 0 < len(near) < len(ways.streets)
    assert near.total_bounds[2] < EAST
    assert set(near["kind"]) == {"street"}
    assert streets_near(replace(ways, ground=None), near.geometry).empty
    assert streets_near(Ways(), near.geometry).empty


def test_turns_are_told_in_words_and_streets_by_their_numbers() -> None:
    table = reading(brief(code="fr"), "ways")
    first = dict(zip([column.name for column in table.columns], table.rows[0], strict=True))
    assert first["point"].value == "Stade"
    assert first["zone"].value == 1
    assert first["choice"].value == "Premier choix"
    assert first["drawn"].value == "Par les rues"
    assert first["streets"].value == "Grande Rue, 290 m"
