"""A brief as a drawing: no layer that the audience is not told, no symbol that no legend names."""

from __future__ import annotations

import pytest

from briefing.content.audiences import Audience
from briefing.content.brief import Brief, brief_of
from briefing.drawing.drawing import Drawing, DrawnLayer
from briefing.html.brief_drawing import drawing_of
from briefing.html.map_cards import cards_of
from briefing.html.map_layers import features_of, pile
from plans.plan import Plan
from plans.situation import assess
from tests.briefing.map_stories import make_varied_area
from tests.briefing.office_stories import EN, told
from tests.briefing.sheets.sheet_stories import empty_brief
from tests.stories import DAY, SITES, make_area, make_site


def drawn(brief: Brief) -> Drawing:
    """Draw a brief with its cards."""
    return drawing_of(brief, cards_of(brief))


def layer(drawing: Drawing, key: str) -> DrawnLayer:
    """Give a layer by its key."""
    (found,) = [each for each in drawing.layers if each.key == key]
    return found


LAYERS = {
    Audience.CHIEF: {"claims", "closures", "refused", "venues", "zones"},
    Audience.UNIT_LEADER: {"closures", "venues", "zones"},
    Audience.PARTNER: {"claims", "closures", "venues", "zones"},
    Audience.PUBLIC_SAFE: {"closures", "venues"},
}


@pytest.mark.parametrize("audience", list(Audience))
def test_what_is_not_told_has_no_layer(audience: Audience) -> None:
    drawing = drawn(told(audience))
    assert {each.key for each in drawing.layers} == LAYERS[audience]
    assert bool(drawing.lines) == (audience in {Audience.CHIEF, Audience.UNIT_LEADER})


def test_each_kind_of_place_is_switched_alone_and_the_base_map_as_one() -> None:
    situation = assess(make_varied_area(), Plan(on=DAY))
    brief = brief_of(situation, audience=Audience.PUBLIC_SAFE, say=EN)
    keys = [each.key for each in drawn(brief).layers]
    assert keys == ["base_map", "venues", "stations", "airports"]


@pytest.mark.parametrize("audience", list(Audience))
def test_the_legend_names_every_look_and_no_other(audience: Audience) -> None:
    for each in pile(drawn(told(audience)), say=EN):
        looks = {each.styles[f["properties"]["style"]] for f in features_of(each)}
        assert {each.styles[style] for style, _ in each.legend} == looks, each.key


def test_a_barred_street_is_a_line_in_the_legend_and_a_claimed_place_a_point() -> None:
    drawing = drawn(told())
    closures, claims = layer(drawing, "closures"), layer(drawing, "claims")
    assert [closures.styles[style].shape for style, _ in closures.legend] == ["line"]
    assert [claims.styles[style].shape for style, _ in claims.legend] == ["circle"]


def test_a_unit_leader_s_zones_keep_the_numbers_of_the_plan() -> None:
    plan = Plan(on=DAY, picks=("site-arago", "site-balzac", "site-camus"))
    own = frozenset({"venue-port"})
    brief = brief_of(assess(make_area(), plan), audience=Audience.UNIT_LEADER, say=EN, places=own)
    zones = layer(drawn(brief), "zones")
    assert [each["properties"]["label"] for each in features_of(zones)] == ["Balzac", "Camus"]
    assert zones.numbers == (2, 3)


@pytest.mark.parametrize("audience", list(Audience))
def test_hovering_tells_the_first_lines_of_the_card(audience: Audience) -> None:
    brief = told(audience)
    cards = cards_of(brief)
    for each in drawing_of(brief, cards).layers:
        for feature in features_of(each):
            about = feature["properties"]
            assert about["tip"] == list(cards[each.key][about["id"]].lines)
            assert about["tip"]


def test_refused_sites_wait_until_they_are_asked_for() -> None:
    shown = {each.key: each.shown for each in drawn(told()).layers}
    assert [key for key, is_shown in shown.items() if not is_shown] == ["refused"]


def test_every_zone_is_in_the_first_view() -> None:
    sites = (*SITES, make_site("Loin", 3.0), make_site("Ailleurs", -2.0))
    picks = ("site-arago", "site-loin", "site-ailleurs")
    situation = assess(make_area(sites=sites), Plan(on=DAY, picks=picks))
    brief = brief_of(situation, audience=Audience.CHIEF, say=EN)
    assert len(brief["zones"]) == 3
    west, south, east, north = drawn(brief).bounds
    left, bottom, right, top = brief["zones"].total_bounds
    assert west <= left < right <= east
    assert south <= bottom <= top <= north


def test_a_plan_without_zones_is_drawn_without_lines() -> None:
    drawing = drawn(empty_brief())
    assert drawing.lines == ()
    assert {each.key for each in drawing.layers} == {"venues", "refused"}
