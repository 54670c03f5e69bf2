"""How two plans of one area differ, and how picks of one are carried over to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeAlias

from i18n import Message, msg
from plans.events import (
    BanLifted,
    CityHallsNamed,
    ClaimAdded,
    ClaimChanged,
    ClaimLifted,
    ClosureAdded,
    ClosureLifted,
    Event,
    OverruleWithdrawn,
    PointEdited,
    PointRestored,
    RuleSet,
    SiteBanned,
    VerdictOverruled,
    ZoneAnnounced,
    ZoneDropped,
    ZoneLocked,
    ZonePicked,
)
from plans.forces import ForceEvent, in_order
from plans.naming import NameOf
from plans.plan import Opening, Plan
from plans.setting import SETTING_NAMES, settings_of, told_value

LIFTED = "lifted"  # what a plan holds of a claim that it lifted


class Subject(StrEnum):
    """What a change is about."""

    ZONE = "zone"
    LOCK = "lock"
    ANNOUNCEMENT = "announcement"
    OPENING = "opening"
    BAN = "ban"
    OVERRULE = "overrule"
    CLAIM = "claim"
    CLOSURE = "closure"
    POINT = "point"
    UNIT = "unit"
    SETTING = "setting"
    RULE = "rule"
    CITY_HALLS = "city-halls"


@dataclass(frozen=True)
class Change:
    """One thing that two plans hold otherwise; None where one of them holds nothing of it.

    ``key`` is the id of the site, claim, closure or place, the name of the unit or setting, the
    word of the rule, or site and rule with a space between.
    """

    subject: Subject
    key: str
    before: Any
    after: Any

    def told(self, name_of: NameOf) -> Message:
        """Tell it in words, as what would have to be done to the first plan."""
        match self.subject:
            case Subject.OPENING:
                return msg(
                    "“{site}” serves {days}, and not {others}",
                    site=name_of(self.key),
                    days=_days(self.after),
                    others=_days(self.before),
                )
            case Subject.UNIT if self.after is None:
                return msg("Unit “{unit}”: no movements", unit=self.key)
            case Subject.UNIT:
                moves = tuple(force.told(name_of) for force in self.after)
                return msg("Unit “{unit}”: {movements}", unit=self.key, movements=moves)
            case Subject.SETTING:
                return msg(
                    "{setting}: {value} instead of {other}",
                    setting=SETTING_NAMES[self.key],
                    value=told_value(self.after),
                    other=told_value(self.before),
                )
            case Subject.CLAIM if self.after is None:
                return msg("Claim “{name}” as in the data", name=name_of(self.key))
            case _:
                return _event_of(self).told(name_of)


@dataclass(frozen=True)
class PlanDiff:
    """What the second of two plans holds otherwise than the first.

    ``kept`` are the zones of both; ``changes`` everything else that differs, subject by subject.
    The day looked at is not compared.
    """

    kept: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def added(self) -> tuple[str, ...]:
        """The zones of the second plan alone."""
        return tuple(each.key for each in self.of(Subject.ZONE) if each.after)

    @property
    def dropped(self) -> tuple[str, ...]:
        """The zones of the first plan alone."""
        return tuple(each.key for each in self.of(Subject.ZONE) if each.before)

    def of(self, *subjects: Subject) -> tuple[Change, ...]:
        """Give the changes about some subjects."""
        return tuple(each for each in self.changes if each.subject in subjects)

    def told(self, name_of: NameOf) -> tuple[Message, ...]:
        """Tell every change in a sentence."""
        return tuple(each.told(name_of) for each in self.changes)


def compare(first: Plan, second: Plan) -> PlanDiff:
    """Find what differs; two plans of the same decisions differ in nothing."""
    before, after = _facts(first), _facts(second)
    changes = tuple(
        Change(*place, before.get(place), after.get(place))
        for place in sorted({*before, *after}, key=lambda place: (_RANK[place[0]], place[1]))
        if before.get(place) != after.get(place)
    )
    kept = tuple(sorted({*first.picks} & {*second.picks}))
    return PlanDiff(kept, changes)


def merging(diff: PlanDiff, sites: Iterable[str] | None = None) -> tuple[Event, ...]:
    """Give the events that carry picks and drops of the second plan over to the first.

    ``sites`` are those to carry, all without it; what does not differ on them is left alone. Locks,
    announcements and days of opening are not carried: they are decided where they count.
    """
    wanted = None if sites is None else frozenset(sites)
    return tuple(
        ZonePicked(each.key) if each.after else ZoneDropped(each.key)
        for each in diff.of(Subject.ZONE)
        if wanted is None or each.key in wanted
    )


def _days(opening: Opening | None) -> Message:
    """Tell the days on which a zone serves."""
    first = opening.opens if opening else None
    closes = opening.closes if opening else None
    last = closes and max(closes, date(1, 1, 2)) - timedelta(days=1)
    if first and last:
        return msg("from {first} to {last}", first=first, last=last)
    if first:
        return msg("from {first} on", first=first)
    return msg("until {last}", last=last) if last else msg("on every day")


_RANK = {subject: rank for rank, subject in enumerate(Subject)}
_Facts: TypeAlias = dict[tuple[Subject, str], Any]


def _facts(plan: Plan) -> _Facts:
    """Give everything that a plan holds, each under its subject and key."""
    facts: _Facts = {}
    sites = {
        Subject.ZONE: plan.picks,
        Subject.LOCK: plan.locked,
        Subject.ANNOUNCEMENT: plan.announced,
        Subject.BAN: plan.banned,
    }
    for subject, keys in sites.items():
        facts |= {(subject, key): True for key in keys}
    facts |= {(Subject.OPENING, each.site): each for each in plan.openings}
    facts |= {(Subject.OVERRULE, f"{o.site_id} {o.rule}"): o for o in plan.overrules}
    facts |= {(Subject.CLAIM, key): LIFTED for key in plan.lifted_claims}
    facts |= {(Subject.CLAIM, claim.id): claim for claim in plan.claims}
    facts |= {(Subject.CLOSURE, closure.id): closure for closure in plan.closures}
    facts |= {(Subject.POINT, edit.id): edit for edit in plan.edits}
    facts |= {(Subject.SETTING, name): value for name, value in settings_of(plan).items()}
    facts |= {(Subject.RULE, each.name): each for each in plan.book.settings}
    if plan.city_halls is not None:
        facts[Subject.CITY_HALLS, ""] = plan.city_halls
    return facts | _units(in_order(plan.forces))


def _units(forces: Iterable[ForceEvent]) -> _Facts:
    by_unit: _Facts = {}
    for force in forces:
        place = (Subject.UNIT, force.unit)
        by_unit[place] = (*by_unit.get(place, ()), force)
    return by_unit


def _event_of(change: Change) -> Event:
    """Give the event that says what a change says; it is told, and never recorded."""
    return _EVENTS[change.subject](change)


def _of_zone(change: Change) -> Event:
    return ZonePicked(change.key) if change.after else ZoneDropped(change.key)


def _of_ban(change: Change) -> Event:
    return SiteBanned(change.key) if change.after else BanLifted(change.key)


def _of_overrule(change: Change) -> Event:
    site, _, rule = change.key.partition(" ")
    return VerdictOverruled(site, rule) if change.after else OverruleWithdrawn(site, rule)


def _of_claim(change: Change) -> Event:
    if change.after == LIFTED:
        return ClaimLifted(change.key)
    return ClaimAdded(change.after) if change.before is None else ClaimChanged(change.after)


def _of_closure(change: Change) -> Event:
    if change.after is None:
        return ClosureLifted(change.key, change.before.name)
    return ClosureAdded(change.after)


def _of_point(change: Change) -> Event:
    return PointEdited(change.after) if change.after else PointRestored(change.key)


_EVENTS: Mapping[Subject, Callable[[Change], Event]] = {
    Subject.ZONE: _of_zone,
    Subject.LOCK: lambda change: ZoneLocked(change.key, bool(change.after)),
    Subject.ANNOUNCEMENT: lambda change: ZoneAnnounced(change.key, bool(change.after)),
    Subject.BAN: _of_ban,
    Subject.OVERRULE: _of_overrule,
    Subject.CLAIM: _of_claim,
    Subject.CLOSURE: _of_closure,
    Subject.POINT: _of_point,
    Subject.RULE: lambda change: RuleSet(change.key),
    Subject.CITY_HALLS: lambda change: CityHallsNamed(change.after),
}
