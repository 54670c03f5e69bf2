"""The vocabulary of stories about packs: one of a small street, for each audience."""

from __future__ import annotations

from functools import cache

from briefing.content.audiences import Audience
from briefing.content.brief import Brief, brief_of
from briefing.pack.folder import whole_pack
from briefing.pack.form import Form
from briefing.pack.making import File
from plans.plan import Plan
from plans.situation import assess
from tests.briefing.office_stories import EN, told
from tests.stories import DAY, make_area

COARSE = Form(paper="A4", dpi=40)  # pictures that are made quickly


@cache
def files(audience: Audience = Audience.CHIEF, name: str = "Arago") -> tuple[File, ...]:
    """Give the whole pack of the street; a site, a place, a unit and a claim bear the name."""
    return tuple(whole_pack(told(audience, EN, name), form=COARSE))


def bare(*picks: str, audience: Audience = Audience.CHIEF) -> Brief:
    """Give the brief of Villebourg with some picks, whether the data hold them or not."""
    situation = assess(make_area(), Plan(on=DAY, picks=picks))
    places = frozenset({"venue-stade"}) if audience is Audience.UNIT_LEADER else None
    return brief_of(situation, audience=audience, say=EN, places=places)
