"""The card behind a symbol: what the audience is told of it, marked where nobody gave it."""

from __future__ import annotations

import pytest

from briefing.content.audiences import Audience
from briefing.html.map_cards import Card, cards_of
from tests.briefing.office_stories import EN, FR, HOSTILE, SEEN, told
from tests.briefing.sheets.sheet_stories import empty_brief


def texts(card: Card) -> list[str]:
    """Give every text of a card."""
    links = [text for part in card.links for text in (part.title, *_of(part.links))]
    return [card.title, *card.lines, *(text for row in card.rows for text in row), *links]


def _of(links: tuple[object, ...]) -> list[str]:
    return [text for link in links for text in (link.text, link.note)]  # type: ignore[attr-defined] # a Link


def test_a_zone_is_told_with_its_number_and_what_is_assumed() -> None:
    card = cards_of(told())["zones"]["site-a"]
    assert card.title == "1. Arago"
    assert card.lines == ("Lycée", "Rest zone")
    rows = dict(card.rows)
    assert rows["Footprint (m²)"] == "4,500 (assumed)"
    assert rows["Owner"] == "Région (assumed)"
    assert rows["Amenities"] == "toilets and drinking water"
    assert rows["Operator"] == "not known"
    assert "Officers beyond the standard" not in rows


def test_a_zone_tells_who_comes_the_nearest_first() -> None:
    camus = cards_of(told())["zones"]["site-camus"]
    coming, others = camus.links
    assert coming.title == "Who comes here"
    assert [link.text for link in coming.links] == ["Arago", "Gare"]
    assert [link.to for link in coming.links] == ["venues/venue-port", "venues/venue-gare"]
    assert coming.links[0].note == "1 min · 0.3 km · 100 officers per shift (assumed)"
    assert [link.text for link in others.links] == ["Stade"]


def test_a_place_leads_to_its_zone_and_to_the_second_choice() -> None:
    card = cards_of(told(say=FR))["venues"]["venue-stade"]
    assert "380 agents par vacation" in card.lines
    assert ("Chiens", "2") in card.rows
    assert not any(title == "Chevaux" for title, _ in card.rows)
    first, second = card.links
    assert (first.title, first.links[0].text) == ("Zone de repos", "1. Arago")
    assert first.links[0].note == "1\u00a0min · 0,3\u00a0km"
    assert (second.title, second.links[0].to) == ("Second choix", "zones/site-camus")


@pytest.mark.parametrize("audience", list(Audience))
def test_every_link_leads_to_a_card(audience: Audience) -> None:
    cards = cards_of(told(audience))
    known = {f"{layer}/{one}" for layer, there in cards.items() for one in there}
    every = [card for there in cards.values() for card in there.values()]
    leads = {link.to for card in every for part in card.links for link in part.links}
    assert leads <= known
    assert bool(leads) == (audience in {Audience.CHIEF, Audience.UNIT_LEADER})


@pytest.mark.parametrize("audience", [Audience.UNIT_LEADER, Audience.PARTNER, Audience.PUBLIC_SAFE])
def test_no_card_tells_a_strength_to_whom_it_is_not_told(audience: Audience) -> None:
    every = [card for there in cards_of(told(audience)).values() for card in there.values()]
    assert every
    assert not any("fficer" in text or "380" in text for card in every for text in texts(card))


def test_the_public_has_cards_of_places_and_closures_alone() -> None:
    assert set(cards_of(told(Audience.PUBLIC_SAFE))) == {"venues", "closures"}


def test_a_hostile_name_is_told_whole_and_as_text() -> None:
    cards = cards_of(told(name=HOSTILE))
    assert cards["zones"]["site-a"].title == f"1. {SEEN}"
    assert cards["claims"]["claim-1"].title == SEEN
    every = [card for there in cards.values() for card in there.values()]
    assert not any("\u202e" in text or "\x07" in text for card in every for text in texts(card))


def test_a_refused_site_gives_its_reasons_and_a_closure_its_last_day() -> None:
    cards = cards_of(told(say=EN))
    refused = dict(cards["refused"]["site-diderot"].rows)
    assert "Villebourg" in refused["Reasons"]
    closure = cards["closures"]["closure-1"]
    assert closure.lines == ("Vehicles",)
    assert closure.rows == (("Last day", "Jul 27, 2024"),)


def test_a_plan_without_zones_has_cards_without_links() -> None:
    cards = cards_of(empty_brief())
    assert "zones" not in cards
    assert not any(card.links for card in cards["venues"].values())
