"""Every kind of event, by its word in the record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plans.events.base import EVERYTHING, Event, Stamp
from plans.events.ground import (
    ClosureAdded,
    ClosureLifted,
    ForceRecorded,
    PointEdited,
    PointRestored,
    StandardChanged,
)
from plans.events.record import (
    OnRecord,
    PlanTakenIn,
    Redone,
    ScenarioBranched,
    ScenarioDiscarded,
    ScenarioNamed,
    Undone,
    Unknown,
)
from plans.events.verdicts import (
    CityHallsNamed,
    ClaimAdded,
    ClaimChanged,
    ClaimLifted,
    OverruleWithdrawn,
    RuleSet,
    VerdictOverruled,
)
from plans.events.zones import (
    BanLifted,
    ProposalTaken,
    SiteBanned,
    ZoneAnnounced,
    ZoneClosed,
    ZoneDropped,
    ZoneLocked,
    ZoneOpened,
    ZonePicked,
)

_CLASSES: tuple[type[Event], ...] = (
    *(ZonePicked, ZoneDropped, ZoneLocked, ZoneAnnounced, ZoneOpened, ZoneClosed),
    *(SiteBanned, BanLifted, ProposalTaken),
    *(VerdictOverruled, OverruleWithdrawn, RuleSet, CityHallsNamed),
    *(ClaimAdded, ClaimChanged, ClaimLifted),
    *(ClosureAdded, ClosureLifted, PointEdited, PointRestored, ForceRecorded, StandardChanged),
    *(Undone, Redone, ScenarioBranched, ScenarioNamed, ScenarioDiscarded, PlanTakenIn),
)
KINDS: Mapping[str, type[Event]] = {each.kind: each for each in _CLASSES}


def read_event(kind: str, body: Mapping[str, Any]) -> Event:
    """Read an event back; one that this version cannot read is ``Unknown`` and keeps its body."""
    if kind not in KINDS:
        return Unknown(kind, dict(body))
    try:
        return KINDS[kind].from_json(body)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return Unknown(kind, dict(body))


def kind_of(event: Event) -> str:
    """Give an event's word in the record."""
    return event.word if isinstance(event, Unknown) else event.kind


__all__ = [
    "EVERYTHING",
    "KINDS",
    "BanLifted",
    "CityHallsNamed",
    "ClaimAdded",
    "ClaimChanged",
    "ClaimLifted",
    "ClosureAdded",
    "ClosureLifted",
    "Event",
    "ForceRecorded",
    "OnRecord",
    "OverruleWithdrawn",
    "PlanTakenIn",
    "PointEdited",
    "PointRestored",
    "ProposalTaken",
    "Redone",
    "RuleSet",
    "ScenarioBranched",
    "ScenarioDiscarded",
    "ScenarioNamed",
    "SiteBanned",
    "Stamp",
    "StandardChanged",
    "Undone",
    "Unknown",
    "VerdictOverruled",
    "ZoneAnnounced",
    "ZoneClosed",
    "ZoneDropped",
    "ZoneLocked",
    "ZoneOpened",
    "ZonePicked",
    "kind_of",
    "read_event",
]
