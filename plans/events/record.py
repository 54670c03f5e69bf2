"""Events on the record itself: undone and redone, scenarios, plans taken in, events not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from i18n import Message, msg, msgs
from plans.events.base import EVERYTHING, Event, Stamp
from plans.naming import NameOf
from plans.plan import Plan


@dataclass(frozen=True)
class OnRecord(Event):
    """An event that changes what counts, and no plan by itself."""

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        return plan

    @property
    def touches(self) -> frozenset[str]:
        return frozenset()


@dataclass(frozen=True)
class _OnActs(OnRecord):
    act: str

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"act:{self.act}"})


@dataclass(frozen=True)
class Undone(_OnActs):
    """An act counts for nothing; it stays in the record."""

    kind = "undone"

    def told(self, name_of: NameOf) -> Message:
        return msg("Undone: {what}", what=name_of(self.act))


@dataclass(frozen=True)
class Redone(_OnActs):
    """An act that was undone counts again, in its old place."""

    kind = "redone"

    def told(self, name_of: NameOf) -> Message:
        return msg("Redone: {what}", what=name_of(self.act))


@dataclass(frozen=True)
class ScenarioBranched(OnRecord):
    """A scenario begins: all of another's events up to one count in it, and then its own.

    ``at`` is the number of that event.
    """

    scenario: str
    name: str
    parent: str
    at: int
    kind = "scenario-branched"

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"scenario:{self.scenario}"})

    def told(self, name_of: NameOf) -> Message:
        return msg("Scenario “{name}” branched", name=self.name)


@dataclass(frozen=True)
class ScenarioNamed(OnRecord):
    """A scenario has another name."""

    scenario: str
    name: str
    kind = "scenario-named"

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"scenario:{self.scenario}"})

    def told(self, name_of: NameOf) -> Message:
        return msg("Scenario named “{name}”", name=self.name)


@dataclass(frozen=True)
class ScenarioDiscarded(OnRecord):
    """A scenario is no longer offered; its events stay in the record."""

    scenario: str
    name: str = ""
    kind = "scenario-discarded"
    wants_reason = True

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"scenario:{self.scenario}"})

    def told(self, name_of: NameOf) -> Message:
        return msg("Scenario “{name}” thrown away", name=self.name or self.scenario)


@dataclass(frozen=True)
class PlanTakenIn(Event):
    """A plan that was kept before there was a record, or that another tool wrote, becomes ours."""

    plan: Plan
    kind = "plan-taken-in"

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({EVERYTHING})

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        return replace(self.plan, on=plan.on)

    def told(self, name_of: NameOf) -> Message:
        return msgs(
            "A plan of one zone taken in", "A plan of {n} zones taken in", len(self.plan.picks)
        )

    def as_json(self) -> dict[str, Any]:
        return {"plan": self.plan.as_json()}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        return cls(Plan.from_json(plain["plan"]))


@dataclass(frozen=True)
class Unknown(OnRecord):
    """An event that this version cannot read: kept as it is, without effect, and named."""

    word: str
    body: Mapping[str, Any]
    kind = "unknown"

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({EVERYTHING})

    def told(self, name_of: NameOf) -> Message:
        return msg("An event that this version does not know: {kind}", kind=self.word)

    def as_json(self) -> dict[str, Any]:
        return dict(self.body)
