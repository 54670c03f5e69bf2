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

_PLAIN: Mapping[str, type] = {"str": str, "bool": bool, "int": int}
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
        """Read back what ``as_json`` gave, checked again. Raises TypeError for a wrong type."""
        for field in fields(cls):
            wanted = _PLAIN.get(str(field.type), object)
            if field.name in plain and not isinstance(plain[field.name], wanted):
                raise TypeError(field.name)
        return cls(**plain)


def texts(plain: object) -> tuple[str, ...]:
    """Read a list of texts. Raises TypeError; a text alone would fall apart into its letters."""
    if not isinstance(plain, list | tuple) or not all(isinstance(text, str) for text in plain):
        raise TypeError(plain)
    return tuple(plain)
