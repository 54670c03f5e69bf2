"""The vocabulary of stories about packs: one of a small street."""

from __future__ import annotations

from functools import cache

from briefing.content.audiences import Audience
from briefing.content.brief import Brief, brief_of
from briefing.content.ways import ways_of
from briefing.pack.folder import whole_pack
from briefing.pack.form import Form
from briefing.pack.making import File
from plans.plan import Plan
from plans.situation import assess
from tests.briefing.office_stories import EN, HOSTILE, situations
from tests.stories import DAY, make_area

COARSE = Form(paper="A4", dpi=40)  # pictures that are made quickly


@cache
def hostile() -> Brief:
    """Give the chief's brief of the street; a site, a place, a unit and a claim mean harm.

    Its ways run along the street.
    """
    then, now, concerns = situations(HOSTILE)
    return brief_of(
        now, audience=Audience.CHIEF, say=EN, before=then, concerns=concerns, ways=ways_of(now)
    )


@cache
def files() -> tuple[File, ...]:
    """Give the whole pack of that brief."""
    return tuple(whole_pack(hostile(), form=COARSE))


def bare(*picks: str, audience: Audience = Audience.CHIEF) -> Brief:
    """Give the brief of Villebourg with some picks, whether the data hold them or not."""
    situation = assess(make_area(), Plan(on=DAY, picks=picks))
    places = frozenset({"venue-stade"}) if audience is Audience.UNIT_LEADER else None
    return brief_of(situation, audience=audience, say=EN, places=places)
