"""What cannot be proposed is told by name, with who would have to give way."""

from __future__ import annotations

import pytest

from gis.screening import Answer
from gis.siting.explain.blocked import Cause
from gis.siting.goals import Model
from gis.standard import Standard
from layers.area import Area
from layers.claims import CITY_HALL, ORGANISERS
from layers.errors import ImpossibleError
from plans.plan import Plan
from plans.siting import Ask, propose_for
from plans.siting_words import words_for
from plans.situation import assess
from tests.stories import DAY, SITES, along, make_area, make_site

STANDARD = Standard(cutoff=200.0, unit="metres", mode="walk")
EVERYONE = Ask(model=Model.SET_COVER, zones=None)


def refusal(area: Area, ask: Ask = EVERYONE) -> ImpossibleError:
    """Give why not everyone can be served within 200 metres on foot."""
    with pytest.raises(ImpossibleError) as caught:
        propose_for(assess(area, Plan(on=DAY, standard=STANDARD)), ask)
    return caught.value


def test_who_would_have_to_release_a_site_is_told() -> None:
    error = refusal(make_area())
    port = next(each for each in error.blocked if each.point == "venue-port")
    assert port.cause is Cause.ALONE
    assert str(port.message) == (
        "“Port” (100 officers) has no allowed site within 200 m on foot. The next site is “Camus”, "
        "316 m. Any one of these mends it: a cutoff of 316 m for Port; city hall releases "
        "“Diderot” (169 m)."
    )


def test_the_place_with_most_officers_is_told_first() -> None:
    error = refusal(make_area())
    assert "“Stade” (300 officers)" in str(error.what)
    assert "One more place needs a remedy of its own: Port." in str(error.remedy)


def test_a_site_that_the_planner_left_out_is_told_as_such() -> None:
    error = refusal(make_area(), Ask(Model.SET_COVER, zones=None, ban=frozenset({"site-balzac"})))
    gare = next(each for each in error.blocked if each.point == "venue-gare")
    assert "the ban on “Balzac” is lifted (169 m)" in str(gare.remedy)


def test_a_site_claimed_twice_is_to_be_released_twice() -> None:
    claims = [
        {"id": f"claim-{holder}", "kind": "training", "holder": holder, "site_id": "site-arago"}
        | {"starts": "2024-07-01", "ends": "2024-08-31", "geometry": along(0.1)}
        for holder in (ORGANISERS, CITY_HALL)
    ]
    small = make_site("Zola", 0.3, footprint_m2=10.0)
    area = make_area(sites=(*SITES, small), claims=claims)
    situation = assess(area, Plan(on=DAY, standard=STANDARD))
    assert set(situation.screening.having(Answer.REFUSED)) >= {"site-arago", "site-zola"}
    words = words_for(situation)
    assert [str(each) for each in words.released("site-arago")] == [
        "the organisers release “Arago”",
        "city hall releases “Arago”",
    ]
    assert [str(each) for each in words.released("site-zola")] == [
        "“Too small” is overruled at “Zola”"
    ]
