"""The map of a brief as one page: it bears its imprint, and nothing that is not told."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest

from briefing.content.audiences import Audience
from briefing.content.brief import brief_of
from briefing.html.brief_map import brief_map
from i18n import Language
from plans.plan import Plan
from plans.situation import assess
from tests.briefing.office_stories import EN, FR, HOSTILE, told
from tests.briefing.sheets.sheet_stories import empty_brief
from tests.stories import DAY, make_area


@cache
def page(audience: Audience = Audience.CHIEF, say: Language = EN, name: str = "Arago") -> str:
    """Give the page of the street."""
    return brief_map(told(audience, say, name)).decode()


@pytest.mark.parametrize(
    ("audience", "say"), [*((audience, EN) for audience in Audience), (Audience.CHIEF, FR)]
)
def test_every_page_bears_its_imprint(audience: Audience, say: Language) -> None:
    imprint, text = told(audience, say).imprint, page(audience, say)
    assert f'<html lang="{say.code}">' in text
    for words in (imprint.plan, imprint.checksum, imprint.standard, imprint.data, imprint.credit):
        assert words in text
    assert say.write(imprint.on) in text
    assert imprint.audience in text


def test_every_printed_page_bears_plan_checksum_and_number() -> None:
    imprint = told().imprint
    (foot,) = re.findall(r"@bottom-right \{ content: ([^}]*); \}", page())
    assert imprint.plan in foot
    assert imprint.checksum in foot
    assert 'page " counter(page) " of " counter(pages) "' in foot


@pytest.mark.parametrize("audience", [Audience.CHIEF, Audience.PUBLIC_SAFE])
def test_the_same_brief_gives_the_same_bytes(audience: Audience) -> None:
    assert brief_map(told.__wrapped__(audience)).decode() == page(audience)


def test_no_zone_and_no_strength_is_in_the_public_s_page() -> None:
    text = page(Audience.PUBLIC_SAFE)
    assert "Camus" not in text
    assert "Diderot" not in text
    assert "fficers" not in text
    assert "est zone" not in text


def test_no_strength_and_no_way_is_in_a_partner_s_page() -> None:
    text = page(Audience.PARTNER)
    assert "Camus" in text
    assert "fficers" not in text
    assert " min · " not in text


def test_a_hostile_name_adds_no_markup() -> None:
    tags = r"<(?!\\|bdi|/bdi)[a-z/!][^>]*>"
    plain = re.findall(tags, page().partition("bivouac.open(")[0])
    hostile = re.findall(tags, page(name=HOSTILE).partition("bivouac.open(")[0])
    assert len(hostile) == len(plain)
    assert "<script>1" not in page(name=HOSTILE)


def test_no_name_on_a_card_is_ever_a_template() -> None:
    name = "{{ 7 * 7 }} {% raw %} ${title} </script>"
    (opening,) = re.findall(r"bivouac\.open\(\w+, (\{.*?\})\);", page(name=name))
    assert json.loads(opening)["cards"]["zones"]["site-a"]["title"] == f"2. {name}"


def test_a_plan_without_zones_says_so() -> None:
    assert "The plan has no rest zone." in brief_map(empty_brief()).decode()
    assert "The plan has no rest zone." not in page()
    assert "no rest zone" not in page(Audience.PUBLIC_SAFE)


def test_a_site_that_is_gone_is_told_on_the_page() -> None:
    situation = assess(make_area(), Plan(on=DAY, picks=("site-camus", "site-gone")))
    brief = brief_of(situation, audience=Audience.CHIEF, say=EN)
    text = brief_map(brief).decode()
    assert "site-gone" in text[text.index('id="notes"') :]
    alone = assess(make_area(), Plan(on=DAY, picks=("site-gone",)))
    text = brief_map(brief_of(alone, audience=Audience.CHIEF, say=EN)).decode()
    assert "The plan has no rest zone." in text


def test_without_travel_no_minutes_are_made_up() -> None:
    assert ("Mean", "–") in empty_brief().figures
