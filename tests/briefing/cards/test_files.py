"""Cards and unit sheets as files: sound, searchable, the same bytes, and nothing for other eyes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from briefing.cards.files import cards_pdf, units_pdf
from briefing.content.audiences import Audience
from layers.errors import SettingError
from plans.plan import Plan
from plans.situation import assess
from tests.briefing.cards.card_stories import brief, closed, hostile, own, pages, street, whole
from tests.briefing.pdf_tools import tool
from tests.stories import DAY, make_area, make_point


@cache
def units_of_the_stadium() -> bytes:
    """Give the sheets of a unit at the stadium, which has no way to Camus."""
    return units_pdf(own("stade", closed()))


@pytest.mark.parametrize("kind", ["cards", "units"])
def test_a_pdf_is_sound_and_its_letters_are_in_it(kind: str, tmp_path: Path) -> None:
    assert "No syntax" in tool("qpdf", "--check", "FILE", data=whole(kind), folder=tmp_path)
    _, _, *rows = tool("pdffonts", "FILE", data=whole(kind), folder=tmp_path).splitlines()
    assert rows
    for row in rows:
        assert "TrueType" in row
        assert row.split()[-5:-2] == ["yes", "yes", "yes"]  # embedded, a subset, to be searched
    assert b"CreationDate" not in whole(kind)


def test_there_is_a_page_for_each_zone_after_the_list_of_them(tmp_path: Path) -> None:
    front, arago, camus = pages(whole("cards"), tmp_path)
    assert "1 Arago, page 2" in front
    assert "2 Camus, page 3" in front
    assert "Arago" in arago
    assert "Stade · 1 min · 0.3 km · 300 officers" in arago
    assert "Who comes here Port · 1 min · 0.3 km · 100 officers Gare · 2 min" in camus
    assert "Second choice of Stade" in camus


def test_every_page_says_what_it_is_a_snapshot_of(tmp_path: Path) -> None:
    imprint = brief().imprint
    for kind in ("cards", "units"):
        told = pages(whole(kind), tmp_path)
        for number, page in enumerate(told, start=1):
            assert f"Plan {imprint.plan} · checksum {imprint.checksum}" in page
            assert f"page {number} of {len(told)}" in page
            assert imprint.standard in page
            assert "© Villebourg · none" in page
            assert "Jun 1, 2024" in page


def test_a_unit_s_sheet_tells_the_way_and_the_second_choice(tmp_path: Path) -> None:
    front, gare, port, stade = pages(whole("units"), tmp_path)
    assert "Gare → Camus, page 2" in front
    assert "Your rest zone 2 · Camus" in gare
    assert "1 Grande Rue, 1.0 km" in gare
    assert "If it closes: second choice 1 · Arago" in port
    assert "1 Grande Rue, 2.6 km" in port
    assert "Way to the second choice" in stade
    assert "No route is known" not in stade


def test_without_a_route_the_sheet_says_that_its_line_is_straight(tmp_path: Path) -> None:
    _, gare = pages(units_pdf(own("gare", drawn=False)), tmp_path)
    assert "No route is known" in gare
    assert "Straight line, no route" in gare
    assert "Way to the zone" not in gare


def test_a_place_without_a_second_zone_within_reach_is_told_so(tmp_path: Path) -> None:
    _, stade = pages(units_of_the_stadium(), tmp_path)
    assert "There is no second zone within reach." in stade


def test_a_partner_s_cards_tell_no_strength_and_nobody_s_way(tmp_path: Path) -> None:
    told = brief(street(picks=("site-arago",)), Audience.PARTNER)
    text = " ".join(pages(cards_pdf(told), tmp_path))
    assert "Arago" in text
    for word in ("officer", "min ·", "Who comes", "Way to", "Grande Rue,"):
        assert word not in text


def test_a_unit_leader_s_cards_and_sheets_are_of_the_own_places_only(tmp_path: Path) -> None:
    cards = pages(cards_pdf(own("stade", closed())), tmp_path)
    units = pages(units_of_the_stadium(), tmp_path)
    assert len(cards) == len(units) == 2
    for page in (*cards, *units):
        assert "Camus" not in page
        assert "Gare" not in page
        assert "officers" not in page


def test_who_is_not_told_of_zones_or_ways_gets_no_cards() -> None:
    with pytest.raises(SettingError, match="not for the audience"):
        cards_pdf(brief(audience=Audience.PUBLIC_SAFE))
    with pytest.raises(SettingError, match="not for the audience"):
        units_pdf(brief(audience=Audience.PARTNER))


def test_hostile_names_are_text_and_nothing_else(tmp_path: Path) -> None:
    told = brief(hostile())
    for make in (units_pdf, cards_pdf):
        data = make(told)
        assert b"/JavaScript" not in data
        text = " ".join(pages(data, tmp_path))
        assert "<script>alert(1)</script>" in text
    for name in ("=cmd|'/c calc'!A1", "../../etc/passwd", "$\\frac{1}{0}$"):
        assert name in text
    assert "U+4E1C, U+4EAC" in text
    assert "U+1F389" in text
    assert text.count("x") >= 200


def test_a_plan_without_zones_says_so(tmp_path: Path) -> None:
    empty = brief(street(picks=()))
    (front,) = pages(cards_pdf(empty), tmp_path)
    assert "The plan has no rest zone." in front
    _, gare, *_ = pages(units_pdf(empty), tmp_path)
    assert "No zone is chosen" in gare


def test_a_zone_with_many_places_goes_on_upon_a_second_page(tmp_path: Path) -> None:
    crowd = [make_point(f"Porte {n:02d}", 0.3 + n / 200, id=f"venue-{n}") for n in range(60)]
    area = make_area(points=crowd)
    told = brief(assess(area, Plan(on=DAY, picks=("site-arago",))))
    front, card, more = pages(cards_pdf(told), tmp_path)
    assert "1 Arago, page 2" in front
    assert "Porte 00" in card
    assert "Porte 59" in more
    assert all(f"Porte {n:02d} ·" in card + more for n in range(60))


def test_cards_are_in_the_language_of_the_brief(tmp_path: Path) -> None:
    _, sheet = pages(units_pdf(own("gare", code="fr")), tmp_path)
    assert "Votre zone de repos 2 · Camus" in sheet
    assert "1,0 km" in sheet
    assert "27 juil. 2024" in sheet
