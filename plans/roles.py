"""Who may decide what: viewers nothing, planners the plan, chiefs all of it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from i18n import Message, msg
from layers.errors import ForbiddenError
from plans.entry import Act, Entry
from plans.events import Event, PlanTakenIn, Redone, Undone


class Role(StrEnum):
    """What somebody may do, from least to most."""

    VIEWER = "viewer"
    PLANNER = "planner"
    CHIEF = "chief"

    @property
    def label(self) -> Message:
        """The word on screen."""
        return _LABELS[self]

    def reaches(self, least: Role) -> bool:
        """Tell whether this role may do what another may."""
        return _RANK[self] >= _RANK[least]


_LABELS = {
    Role.VIEWER: msg("Viewer"),
    Role.PLANNER: msg("Planner"),
    Role.CHIEF: msg("Chief"),
}
_RANK = {role: rank for rank, role in enumerate(Role)}


def needed(act: Act, record: Iterable[Entry] = ()) -> Role:
    """Give the least role that may do an act.

    To undo or redo takes the role that the act itself took: ``record`` are the entries that tell.
    """
    named = {event.act for event in act.events if isinstance(event, Undone | Redone)}
    behind = (entry.event for entry in record if entry.act in named) if named else ()
    return (
        Role.CHIEF if any(_for_chief(event) for event in (*act.events, *behind)) else Role.PLANNER
    )


def _for_chief(event: Event) -> bool:
    """Tell what is a chief's: also a plan taken in that brings what only a chief may decide."""
    if isinstance(event, PlanTakenIn):
        return bool(event.plan.announced or event.plan.lifted_claims)
    return event.chief


def require(role: Role, least: Role) -> None:
    """Refuse what a role may not do. Raises ForbiddenError."""
    if not role.reaches(least):
        raise ForbiddenError(
            msg(
                "This needs the role of {needed}; you have that of {role}.",
                needed=least.label,
                role=role.label,
            ),
            msg("Ask a chief to do it, or to give you that role."),
        )
