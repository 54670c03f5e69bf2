"""Which of some events would change anything: the others need not be recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, datetime

from plans.events import Event, OnRecord, Stamp
from plans.plan import Plan

_NOBODY = Stamp("", "", datetime.min.replace(tzinfo=UTC), "?")


def effective(plan: Plan, events: Iterable[Event]) -> tuple[Event, ...]:
    """Leave out, of events that follow one another, those that would change nothing."""
    kept = []
    for event in events:
        after = event.applied(plan, _NOBODY)
        if isinstance(event, OnRecord) or _differ(plan, after):
            kept.append(event)
        plan = after
    return tuple(kept)


def plan_after(plan: Plan, events: Iterable[Event]) -> Plan:
    """Give the plan as it would be after some events that nobody has recorded."""
    for event in events:
        plan = event.applied(plan, _NOBODY)
    return plan


def _differ(plan: Plan, after: Plan) -> bool:
    """Tell whether two plans decide otherwise, whatever the order; long lists are told by length.

    A sheet may bring thousands of events: most are told apart without putting anything in order.
    """
    if after is plan:
        return False
    for field in fields(plan):
        before, now = getattr(plan, field.name), getattr(after, field.name)
        if isinstance(before, tuple) and isinstance(now, tuple) and len(before) != len(now):
            return True
    return after.in_order != plan.in_order
