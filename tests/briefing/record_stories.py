"""The vocabulary of stories about a record in a file: acts on Villebourg, one after the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from gis.network.closures import Closure
from gis.strength import Strength
from plans.chain import FIRST, sealed
from plans.claims import ClaimRow
from plans.entry import MAIN, Act, Entry
from plans.events import (
    ClaimAdded,
    ClosureAdded,
    ForceRecorded,
    ScenarioBranched,
    ZoneAnnounced,
    ZoneDropped,
    ZoneLocked,
    ZonePicked,
)
from plans.forces import ForceEvent, Move
from tests.stories import DAY

BEGUN = datetime(2024, 7, 1, 8, 0, tzinfo=UTC)
HOSTILE = (
    'O\'Neil "<script>alert(1)</script>"; DROP TABLE events;-- \u202e\u05dc\u05d4\u2028 🚓 =1+1'
)


def make_entries(*acts: Act) -> tuple[Entry, ...]:
    """Record acts as the record does: numbered, twenty hours apart, sealed."""
    entries: list[Entry] = []
    for n, act in enumerate(acts):
        at = BEGUN + n * timedelta(hours=20)
        for event in act.events:
            known = (at, act.author, act.scenario, act.id, event, act.reason)
            bare = Entry(len(entries) + 1, *known)
            before = entries[-1].hash if entries else FIRST
            entries.append(replace(bare, hash=sealed(before, bare.as_json())))
    return tuple(entries)


def make_season() -> tuple[Entry, ...]:
    """Give a record of ten entries from 1 to 7 July, with a scenario and a hostile name."""
    claim = ClaimRow("claim-1", HOSTILE, "organisers", "letter", site_id="site-camus")
    closed = Closure("closure-1", HOSTILE, "LINESTRING(2.31 48.849, 2.31 48.851)", ends=DAY)
    unit = ForceEvent("CRS 8", Move.ARRIVES, date(2024, 7, 2), "venue-stade", Strength(80, dogs=2))
    return make_entries(
        Act("anna", (ZonePicked("site-arago"), ZoneLocked("site-arago")), id="a1"),
        Act("bruno", (ZonePicked("site-balzac"),), id="b1"),
        Act("anna", (ForceRecorded(unit),), id="a2"),
        Act("chief", (ZoneAnnounced("site-balzac"),), id="c1"),
        Act(HOSTILE, (ClaimAdded(claim),), id="h1"),
        Act("anna", (ScenarioBranched("plan-b", "Plan B", MAIN, 3),), id="a3"),
        Act("anna", (ZonePicked("site-gone"),), scenario="plan-b", id="a4"),
        Act("anna", (ZoneDropped("site-balzac"),), reason=HOSTILE, id="a5"),
        Act("bruno", (ClosureAdded(closed),), id="b2"),
    )
