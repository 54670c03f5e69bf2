"""An audience is told what the one table says, and no column more."""

from __future__ import annotations

from functools import cache

import pytest

from briefing.content.audiences import COLUMNS, ITEMS, SUBJECTS, Audience, Item, Subject
from briefing.content.brief import Brief, brief_of
from i18n import Language
from layers.errors import UnknownIdError
from plans.plan import Plan, dropped, picked
from plans.situation import Situation, assess
from tests.stories import DAY, make_area

EN, FR = Language.of("en"), Language.of("fr")
PLAN = picked(picked(Plan(on=DAY), "site-camus"), "site-arago")


@cache
def villebourg() -> Situation:
    """Give Villebourg with two zones."""
    return assess(make_area(), PLAN)


def told(audience: Audience, **given: object) -> Brief:
    """Give its brief."""
    return brief_of(villebourg(), audience=audience, say=EN, **given)  # type: ignore[arg-type] # by name


@pytest.mark.parametrize("audience", list(Audience))
def test_every_audience_has_its_subjects_and_items(audience: Audience) -> None:
    assert SUBJECTS[audience]
    assert ITEMS[audience] <= set(Item)


@pytest.mark.parametrize("audience", [Audience.CHIEF, Audience.PARTNER, Audience.PUBLIC_SAFE])
def test_no_table_has_a_column_that_the_audience_is_not_told(audience: Audience) -> None:
    brief = told(audience)
    for name, table in brief.tables.items():
        for column in table.columns.drop("geometry"):
            assert COLUMNS[name][column] in audience.told, (name, column)


def test_the_chief_is_told_all() -> None:
    brief = told(Audience.CHIEF)
    assert set(brief.tables) == set(COLUMNS)
    assert list(brief["zones"]["name"]) == ["Arago", "Camus"]
    assert list(brief["zones"]["number"]) == [1, 2]
    assert brief["places"].loc["venue-stade", "zone_name"] == "Arago"
    assert brief["places"].loc["venue-stade", "second_name"] == "Camus"
    assert brief["places"].loc["venue-stade", "officers"] == 300
    assert list(brief["refused"].index) == ["site-diderot"]


def test_a_partner_learns_no_strength_and_nobody_s_way() -> None:
    brief = told(Audience.PARTNER)
    assert set(brief.tables) == {"places", "zones", "claims", "closures"}
    assert list(brief["places"].columns) == ["name", "layer", "kind", "geometry"]
    assert "officers" not in brief["zones"]
    assert not any("fficer" in name for name, _ in brief.figures)


def test_the_public_learns_nothing_of_where_police_rest() -> None:
    brief = told(Audience.PUBLIC_SAFE)
    assert set(brief.tables) == {"places", "closures"}
    assert "est zone" not in brief.imprint.title
    assert brief.figures == ()
    assert brief["zones"].empty


def test_a_place_that_is_in_use_for_officers_alone_does_not_show_it_to_the_public() -> None:
    situation = villebourg()
    names = {
        audience: set(brief_of(situation, audience=audience, say=EN)["places"].index)
        for audience in (Audience.PUBLIC_SAFE, Audience.PARTNER)
    }
    assert all(found == set(situation.demand.ids) for found in names.values())


def test_a_unit_leader_sees_the_own_places_and_their_zones_only() -> None:
    brief = told(Audience.UNIT_LEADER, places=frozenset({"venue-stade"}))
    assert list(brief["places"].index) == ["venue-stade"]
    assert set(brief["zones"].index) == {"site-arago", "site-camus"}  # the second is the fallback
    assert "officers" not in brief["places"]
    assert brief["zones"]["places"].to_dict() == {"site-arago": 1, "site-camus": 0}
    assert brief["zones"].loc["site-arago", "worst_minutes"] == brief["places"]["minutes"].iloc[0]


def test_a_unit_leader_without_places_is_asked_for_them() -> None:
    with pytest.raises(UnknownIdError, match="places of the unit"):
        told(Audience.UNIT_LEADER)
    with pytest.raises(UnknownIdError, match="venue-lune"):
        told(Audience.UNIT_LEADER, places=frozenset({"venue-lune"}))


def test_changes_are_told_against_the_last_briefing() -> None:
    now = villebourg()
    before = assess(now.area, dropped(PLAN, "site-arago"))
    brief = brief_of(now, audience=Audience.CHIEF, say=EN, before=before)
    assert list(brief["changes"]["told"]) == ["“Arago” picked as rest zone"]
    assert "Stade" in list(brief["moved"]["name"])


def test_the_checksum_is_that_of_what_is_told() -> None:
    anew = villebourg.__wrapped__()
    chief, again = told(Audience.CHIEF), brief_of(anew, audience=Audience.CHIEF, say=EN)
    assert chief.imprint.checksum == again.imprint.checksum
    other = assess(make_area(), dropped(PLAN, "site-arago"))
    sums = {
        chief.imprint.checksum,
        told(Audience.PARTNER).imprint.checksum,
        brief_of(other, audience=Audience.CHIEF, say=EN).imprint.checksum,
        brief_of(anew, audience=Audience.CHIEF, say=FR).imprint.checksum,
    }
    assert len(sums) == 4


def test_a_plan_without_zones_is_told_all_the_same() -> None:
    brief = brief_of(assess(make_area(), Plan(on=DAY)), audience=Audience.CHIEF, say=EN)
    assert brief["zones"].empty
    assert brief["places"]["second"].tolist() == ["", "", ""]


def test_whoever_is_told_the_ways_is_told_what_their_minutes_are_worth() -> None:
    for audience in Audience:
        own = frozenset({"venue-stade"}) if audience is Audience.UNIT_LEADER else None
        brief = told(audience, places=own)
        worth = EN(villebourg().table.note)
        assert (worth in brief.notes) == brief.tells(Subject.WAYS)


def test_every_subject_is_told_to_somebody() -> None:
    assert set().union(*SUBJECTS.values()) == set(Subject)
