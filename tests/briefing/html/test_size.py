"""A map of the whole of Paris with forty zones can be sent by mail."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from briefing.content.audiences import Audience
from briefing.content.brief import brief_of
from briefing.html.brief_map import brief_map
from briefing.html.map_file import map_file
from plans.situation import Situation, assess
from tests.briefing.office_stories import FR
from tests.briefing.sheets.sheet_stories import bare_paris

MOST = 3_000_000  # bytes


@cache
def forty() -> Situation:
    """Give Paris with forty zones, from all over the table."""
    bare = bare_paris()
    plan = replace(bare.plan, picks=tuple(sorted(bare.area["candidates"].index[::9][:40])))
    return assess(bare.area, plan, table=bare.table, screening=bare.screening)


def test_the_map_of_a_plan_is_under_three_megabytes() -> None:
    whole = map_file(forty(), say=FR).encode()
    assert whole.count(b'data-zone="') == 40
    assert len(whole) < MOST


def test_the_map_of_a_briefing_is_under_three_megabytes() -> None:
    whole = brief_map(brief_of(forty(), audience=Audience.CHIEF, say=FR))
    assert whole.count(b'data-zone="zones/') == 40
    assert len(whole) < MOST
