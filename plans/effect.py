"""Which of some events would change anything: the others need not be recorded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from plans.events import Event, OnRecord, Stamp
from plans.plan import Plan

_NOBODY = Stamp("", "", datetime.min.replace(tzinfo=UTC), "?")


def effective(plan: Plan, events: Iterable[Event]) -> tuple[Event, ...]:
    """Leave out, of events that follow one another, those that would change nothing."""
    kept = []
    for event in events:
        after = event.applied(plan, _NOBODY)
        if isinstance(event, OnRecord) or after.in_order != plan.in_order:
            kept.append(event)
        plan = after
    return tuple(kept)
