"""What an event is: one decision, which makes a new plan of the one before it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar

from i18n import Message
from plans.naming import NameOf
from plans.plan import Plan

EVERYTHING = "*"  # an event with this touch is never independent of another


@dataclass(frozen=True)
class Stamp:
    """Who recorded an event, when (UTC), why, and under which id."""

    id: str
    author: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True)
class Event(ABC):
    """One decision of a planner.

    ``kind`` is its word in the record. One with ``wants_reason`` is recorded with a reason alone,
    one for a ``chief`` by a chief alone. ``touches`` name what it decides on; two events that touch
    nothing in common are independent: in either order they give the same plan.
    """

    kind: ClassVar[str]
    wants_reason: ClassVar[bool] = False
    chief: ClassVar[bool] = False

    @property
    @abstractmethod
    def touches(self) -> frozenset[str]:
        """What is decided on, as ``site:osm-way-1``, ``claim:claim-7`` and the like."""

    @abstractmethod
    def applied(self, plan: Plan, by: Stamp) -> Plan:
        """Give the plan after this decision. Never raises: a record is read whatever it says."""

    @abstractmethod
    def told(self, name_of: NameOf) -> Message:
        """Tell the decision in words."""

    def as_json(self) -> dict[str, Any]:
        """Give the fields as plain JSON; an event of other than plain fields gives its own."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Event:
        """Read back what ``as_json`` gave, checked again."""
        return cls(**plain)
