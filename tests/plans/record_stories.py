"""A vocabulary for stories about a record: somebody does something, and it stands in the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from hypothesis import strategies as st
from shapely import box, to_wkt

from gis.demand import DemandEdit
from gis.network.closures import Closure
from gis.screening import RULES
from gis.strength import Strength
from layers.claims import ORGANISERS
from plans.claims import ClaimRow
from plans.entry import MAIN, Act, Entry
from plans.events import (
    BanLifted,
    CityHallsNamed,
    ClaimAdded,
    ClaimChanged,
    ClaimLifted,
    ClosureAdded,
    ClosureLifted,
    Event,
    ForceRecorded,
    OverruleWithdrawn,
    PlanTakenIn,
    PointEdited,
    PointRestored,
    ProposalTaken,
    Redone,
    RuleSet,
    ScenarioBranched,
    ScenarioDiscarded,
    ScenarioNamed,
    SiteBanned,
    StandardChanged,
    Undone,
    VerdictOverruled,
    ZoneAnnounced,
    ZoneClosed,
    ZoneDropped,
    ZoneLocked,
    ZoneOpened,
    ZonePicked,
)
from plans.forces import ForceEvent, Move
from plans.plan import Opening, Plan
from plans.state import state

DAY = date(2024, 7, 27)
BEGAN = datetime(2024, 6, 1, 8, tzinfo=UTC)
A, B, C = "site-a", "site-b", "site-c"
STADE, GARE = "venue-stade", "venue-gare"
RULE = next(iter(RULES))


def act(author: str, *events: Event, name: str = "", scenario: str = MAIN) -> Act:
    """Give what somebody does at once; ``name`` is its id, to undo it by."""
    plain = Act(author, events, scenario, reason="agreed on the phone")
    return replace(plain, id=name) if name else plain


def record(*acts: Act, after: Sequence[Entry] = ()) -> tuple[Entry, ...]:
    """Write acts into a record, a minute apart, behind what stands there."""
    numbers = count(len(after) + 1)
    rows = list(after)
    for minute, each in enumerate(acts, start=len(after)):
        at = BEGAN + timedelta(minutes=minute)
        for event in each.events:
            stamp = (next(numbers), at, each.author, each.scenario, each.id)
            rows.append(Entry(*stamp, event, each.reason))
    return tuple(rows)


def plan_of(*events: Event, on: date = DAY) -> Plan:
    """Give the plan after these events, each an act of Anna's."""
    return state(record(*(act("anna", event) for event in events)), on=on)


def make_claim(key: str = "claim-7", **fields: object) -> ClaimRow:
    """Give a claim of the organisers on site A."""
    plain = {"id": key, "name": "Training", "holder": ORGANISERS, "source": "letter of 3 June"}
    return ClaimRow.from_json(plain | {"site_id": A} | fields)


def make_closure(key: str = "closure-1", name: str = "Quays") -> Closure:
    """Give a closure of a square, from the day of the stories on."""
    return Closure(key, name, to_wkt(box(2.3, 48.8, 2.4, 48.9)), starts=DAY)


def arrives(unit: str, point: str = STADE, officers: int = 80, *, on: date = DAY) -> ForceEvent:
    """Give the arrival of a unit."""
    return ForceEvent(unit, Move.ARRIVES, on, point, Strength(officers=officers))


# One or more of every kind; a test fails where a kind has none.
EXAMPLES: tuple[Event, ...] = (
    ZonePicked(A),
    ZoneDropped(A),
    ZoneLocked(A),
    ZoneLocked(A, locked=False),
    ZoneAnnounced(A),
    ZoneAnnounced(A, announced=False),
    ZoneOpened(A, DAY),
    ZoneClosed(A, DAY),
    SiteBanned(A),
    BanLifted(A),
    ProposalTaken((A,), (B, C), {"model": "p-median", "sites": [A]}),
    VerdictOverruled(A, RULE, "operator=Mairie"),
    OverruleWithdrawn(A, RULE),
    RuleSet("inside-venue-perimeter", "ask", None),
    RuleSet("inside-venue-perimeter", None, {}),
    CityHallsNamed(("Villebourg", "Bourgneuf")),
    CityHallsNamed(None),
    ClaimAdded(make_claim(starts="2024-07-01", radius_m=50.0)),
    ClaimChanged(make_claim(wkt="POINT (2.3 48.8)", ends="2024-08-01")),
    ClaimLifted("claim-7"),
    ClosureAdded(make_closure()),
    ClosureLifted("closure-1", "Quays"),
    PointEdited(DemandEdit(STADE, officers=12, in_use=True, cutoff=8.5)),
    PointRestored(STADE),
    ForceRecorded(arrives("CRS 8")),
    ForceRecorded(ForceEvent("CRS 8", Move.MOVES, DAY, GARE, source="telex", assumed=True)),
    ForceRecorded(ForceEvent("CRS 8", Move.REINFORCED, DAY, strength=Strength(5, 1, 2, 3))),
    ForceRecorded(ForceEvent("CRS 8", Move.REDUCED, DAY, strength=Strength(5))),
    ForceRecorded(ForceEvent("CRS 8", Move.LEAVES, DAY)),
    StandardChanged({"cutoff": 20.0, "by_kind": {"venues": 10}, "hour": None, "shortest": True}),
    StandardChanged({"season": ["2024-06-01", "2024-09-30"], "unit": "metres", "snap_m": 300.0}),
    Undone("act-1"),
    Redone("act-1"),
    ScenarioBranched("scenario-1", "Without the quays", MAIN, 3),
    ScenarioNamed("scenario-1", "No quays"),
    ScenarioDiscarded("scenario-1", "No quays"),
    PlanTakenIn(Plan(on=DAY, picks=(A, B), openings=(Opening(A, DAY),))),
)

_sites = st.sampled_from([A, B, C])
_claims = st.sampled_from(["claim-1", "claim-2"])
_units = st.sampled_from(["CRS 8", "CRS 9", "EGM 1"])
_points = st.sampled_from([STADE, GARE])
_days = st.dates(date(2024, 7, 20), date(2024, 8, 5))
_strengths = st.builds(Strength, st.integers(1, 99), st.integers(0, 3))


def forces() -> st.SearchStrategy[ForceEvent]:
    """Give movements of three units, in any order and on any day."""
    return st.one_of(
        st.builds(ForceEvent, _units, st.just(Move.LEAVES), _days),
        st.builds(ForceEvent, _units, st.just(Move.MOVES), _days, _points),
        st.builds(ForceEvent, _units, st.just(Move.ARRIVES), _days, _points, _strengths),
        st.builds(
            ForceEvent,
            _units,
            st.sampled_from([Move.REINFORCED, Move.REDUCED]),
            _days,
            strength=_strengths,
        ),
    )


def events() -> st.SearchStrategy[Event]:
    """Give decisions on a few sites, places, claims, closures, rules, settings and units."""
    return st.one_of(
        *(st.builds(kind, _sites) for kind in (ZonePicked, ZoneDropped, SiteBanned, BanLifted)),
        st.builds(ZoneLocked, _sites, st.booleans()),
        st.builds(ZoneAnnounced, _sites, st.booleans()),
        *(st.builds(kind, _sites, _days) for kind in (ZoneOpened, ZoneClosed)),
        st.builds(
            ProposalTaken, st.lists(_sites).map(tuple), st.lists(_sites).map(tuple), st.just({})
        ),
        st.builds(VerdictOverruled, _sites, st.just(RULE)),
        st.builds(OverruleWithdrawn, _sites, st.just(RULE)),
        st.builds(
            RuleSet, st.sampled_from(sorted(RULES)), st.sampled_from(["ask", "ignore", None])
        ),
        st.builds(CityHallsNamed, st.sampled_from([None, ("Villebourg",)])),
        *(st.builds(kind, st.builds(make_claim, _claims)) for kind in (ClaimAdded, ClaimChanged)),
        st.builds(ClaimLifted, _claims),
        st.builds(
            ClosureAdded, st.builds(make_closure, st.sampled_from(["closure-1", "closure-2"]))
        ),
        st.builds(ClosureLifted, st.sampled_from(["closure-1", "closure-2"])),
        st.builds(PointEdited, st.builds(DemandEdit, _points, st.integers(0, 99), st.booleans())),
        st.builds(PointRestored, _points),
        st.builds(ForceRecorded, forces()),
        st.builds(
            StandardChanged,
            st.fixed_dictionaries(
                {},
                optional={
                    "cutoff": st.integers(1, 30),
                    "unit": st.sampled_from(["minutes", "metres"]),
                    "mode": st.sampled_from(["drive", "walk"]),
                    "hour": st.one_of(st.none(), st.integers(0, 23)),
                    "base_counts": st.booleans(),
                },
            ),
        ),
    )
