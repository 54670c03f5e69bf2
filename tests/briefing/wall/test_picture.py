"""The wall's map: what is in the frame is drawn and named, the rest is neither."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from pyproj import Geod

from briefing.content.audiences import Audience
from briefing.content.brief import Brief, brief_of
from briefing.sheets.plan_of_sheets import sheets_of
from briefing.wall.picture import WIDTH, Picture, map_picture, wall_view
from i18n import Language
from plans.plan import Plan
from plans.situation import assess
from tests.briefing.sheets.sheet_stories import empty_brief, hostile_brief
from tests.briefing.wall.wall_stories import seen, svg, told, words
from tests.stories import DAY, make_area, make_point, make_site


@cache
def crowded() -> tuple[Brief, Picture, Picture]:
    """Give a town whose zones crowd at one end: the whole, with its inset framed, and the inset."""
    sites = [make_site(f"n{n}", 0.008 * n) for n in range(14)] + [make_site("Far", 1.0)]
    picks = tuple(str(site["id"]) for site in sites)
    area = make_area(sites=sites, points=[make_point("Stade", 0.02), make_point("Port", 0.97)])
    plan = Plan(on=DAY, picks=picks, announced=("site-far",))
    brief = brief_of(assess(area, plan), audience=Audience.CHIEF, say=Language.of("fr"))
    overview, inset, *_ = sheets_of(brief)
    whole, part = wall_view(overview.bounds), wall_view(inset.bounds)
    return brief, map_picture(brief, whole, inner=part), map_picture(brief, part)


def texts(picture: Picture) -> list[str]:
    """Give the texts of a picture, the scale's among them."""
    return [str(each.text) for each in svg(picture.svg).iter() if each.tag.endswith("text")]


def test_every_zone_bears_its_number_on_one_of_the_two_pictures() -> None:
    brief, whole, part = crowded()
    assert whole.zones | part.zones == set(brief["zones"].index)
    assert not whole.zones & part.zones
    assert part.zones
    for picture in (whole, part):
        numbers = {str(n) for n in brief["zones"].loc[list(picture.zones), "number"]}
        assert set(texts(picture)[:-1]) == numbers


def test_the_legend_names_what_is_in_the_frame_and_nothing_else() -> None:
    brief, whole, part = crowded()
    assert "Cadre de l’encart" in words(whole.legend)
    assert "Annoncée" in words(whole.legend)
    assert "Cadre de l’encart" not in words(part.legend)
    assert "Annoncée" not in words(part.legend)
    far = map_picture(brief, wall_view((5.0, 45.0, 5.2, 45.1)))
    assert words(far.legend).strip() == ""
    assert far.zones == frozenset()


def test_a_place_that_is_not_served_is_told_by_a_ring_and_not_by_colour_alone() -> None:
    picture = map_picture(empty_brief(), wall_view(empty_brief().bounds))
    rings = [each for each in svg(picture.svg).iter() if each.tag.endswith("circle")]
    assert len(rings) == 3
    assert "Venues: Not served" in words(picture.legend)
    assert "Venues: Served" not in words(picture.legend)


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    brief = told().brief
    view = wall_view(brief.bounds)
    picture = map_picture(brief, view)
    kilometres = float(re.sub(r"[^0-9.]", "", texts(picture)[-1]))
    bar: Any = next(each for each in svg(picture.svg).iter() if each.get("class") == "bar")
    start, end = map(float, re.findall(r"M([\d.]+) .*H([\d.]+)V", bar.get("d"))[0])
    left, bottom, right, _ = view.bounds
    each = (right - left) / WIDTH
    ends = [view.degrees(left + x * each, bottom) for x in (start, end)]
    metres = Geod(ellps="WGS84").inv(*ends[0], *ends[1])[2]
    assert metres == pytest.approx(1000 * kilometres, rel=0.01)


def test_hostile_names_are_no_part_of_the_picture() -> None:
    brief = hostile_brief()
    picture = map_picture(brief, wall_view(brief.bounds))
    assert "script" not in seen(picture.svg + picture.legend).elements
    assert len(picture.zones) == len(brief["zones"])
