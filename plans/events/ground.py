"""Decisions on the ground and its measure: closures, demand points, units, the standard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from gis.demand import DemandEdit
from gis.network.closures import Closure
from i18n import Message, msg
from plans.events.base import Event, Stamp
from plans.forces import ForceEvent
from plans.naming import NameOf
from plans.plan import Plan, edited, lifted, restored
from plans.setting import CUTOFFS, checked_settings, told_settings, with_settings


@dataclass(frozen=True)
class ClosureAdded(Event):
    """Streets are barred, from a day to a day; the closure bears an id of its own (``new_id``)."""

    closure: Closure
    kind = "closure-added"

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"closure:{self.closure.id}"})

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        return replace(plan, closures=(*lifted(plan, self.closure.id).closures, self.closure))

    def told(self, name_of: NameOf) -> Message:
        return msg("Closure “{name}” added", name=self.closure.name)

    def as_json(self) -> dict[str, Any]:
        return {"closure": self.closure.as_json()}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        return cls(Closure.from_json(plain["closure"]))


@dataclass(frozen=True)
class ClosureLifted(Event):
    """Streets that were barred are free again; ``name`` is what the closure was called."""

    closure: str
    name: str = ""
    kind = "closure-lifted"
    wants_reason = True

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"closure:{self.closure}"})

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        return lifted(plan, self.closure)

    def told(self, name_of: NameOf) -> Message:
        return msg("Closure “{name}” lifted", name=self.name or self.closure)


@dataclass(frozen=True)
class PointEdited(Event):
    """A demand point has other officers, use or cutoff than the data say."""

    edit: DemandEdit
    kind = "point-edited"

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"point:{self.edit.id}"})

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        return edited(plan, self.edit)

    def told(self, name_of: NameOf) -> Message:
        return msg("“{point}” edited", point=name_of(self.edit.id))

    def as_json(self) -> dict[str, Any]:
        return {"edit": asdict(self.edit)}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        return cls(DemandEdit(**plain["edit"]))


@dataclass(frozen=True)
class PointRestored(Event):
    """A demand point has its own figures back."""

    point: str
    kind = "point-restored"

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"point:{self.point}"})

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        return restored(plan, self.point)

    def told(self, name_of: NameOf) -> Message:
        return msg("“{point}” has its own figures back", point=name_of(self.point))


@dataclass(frozen=True)
class ForceRecorded(Event):
    """A unit arrives, leaves, is reinforced, reduced, or moves, on a day (``ForceEvent``)."""

    force: ForceEvent
    kind = "force-event"

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"unit:{self.force.unit}"})

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        return replace(plan, forces=(*plan.forces, self.force))

    def told(self, name_of: NameOf) -> Message:
        return self.force.told(name_of)

    def as_json(self) -> dict[str, Any]:
        return {"force": self.force.as_json()}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        return cls(ForceEvent.from_json(plain["force"]))


@dataclass(frozen=True)
class StandardChanged(Event):
    """How far is near enough, how journeys are measured, which days count: single settings.

    ``changes`` holds values as JSON by name; the names stand in ``plans/setting.py``.
    """

    changes: Mapping[str, Any]
    kind = "standard-changed"

    def __post_init__(self) -> None:
        """Check names and values. Raises SettingError."""
        checked_settings(self.changes)

    @property
    def touches(self) -> frozenset[str]:
        # A unit gives every cutoff its meaning.
        names = {*self.changes, *(CUTOFFS if "unit" in self.changes else ())}
        return frozenset(f"standard:{name}" for name in names)

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        return with_settings(plan, self.changes)

    def told(self, name_of: NameOf) -> Message:
        return msg("Standard changed: {changes}", changes=told_settings(self.changes))
