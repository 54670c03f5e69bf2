"""A concern: one thing about a plan that a planner should know of, with its remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias

from i18n import Message, msg
from layers.errors import SettingError

Span: TypeAlias = tuple[date, date]  # a first and a last day, both included


class Severity(StrEnum):
    """How much a concern weighs: a blocker keeps officers from their rest, a warning may."""

    BLOCKER = "blocker"
    WARNING = "warning"

    @property
    def label(self) -> Message:
        """The word on screen."""
        return _SEVERITIES[self]


_SEVERITIES = {Severity.BLOCKER: msg("Blocker"), Severity.WARNING: msg("Warning")}


class Kind(StrEnum):
    """What a concern is about, in the order in which they are told."""

    UNCOVERED = "uncovered"
    REFUSED = "refused"
    CUT_OFF = "cut-off"
    CLAIM_BEGINS = "claim-begins"
    OVER_CAPACITY = "over-capacity"
    CAPACITY_UNKNOWN = "capacity-unknown"
    NOT_OPEN = "not-open"
    UNHEEDED = "unheeded"
    GONE = "gone"
    LAPSED = "lapsed"
    STALE = "stale"

    @property
    def label(self) -> Message:
        """The kind as a heading on screen."""
        return _KINDS[self]


_KINDS: Mapping[Kind, Message] = {
    Kind.UNCOVERED: msg("Place not served"),
    Kind.REFUSED: msg("Zone refused by a rule"),
    Kind.CUT_OFF: msg("Zone cut off by closures"),
    Kind.CLAIM_BEGINS: msg("Claim that begins under an open zone"),
    Kind.OVER_CAPACITY: msg("Zone over its capacity"),
    Kind.CAPACITY_UNKNOWN: msg("Capacity not known"),
    Kind.NOT_OPEN: msg("Zone not open"),
    Kind.UNHEEDED: msg("Force event that cannot be followed"),
    Kind.GONE: msg("Decision on what is no longer in the data"),
    Kind.LAPSED: msg("Overrule that no longer holds"),
    Kind.STALE: msg("Old data"),
}
_ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Concern:
    """One blocker or warning.

    ``subjects`` are the ids that it is about, ``what`` says what is the matter, ``remedy`` what to
    do. ``size`` is how many officers it bears upon, 0 where that says nothing. ``days`` are the
    days on which it holds; it is empty for what no day changes.
    """

    kind: Kind
    severity: Severity
    subjects: tuple[str, ...]
    what: Message
    remedy: Message
    size: int = 0
    days: tuple[Span, ...] = ()

    @property
    def is_blocker(self) -> bool:
        """Whether it keeps officers from their rest."""
        return self.severity is Severity.BLOCKER

    @property
    def key(self) -> tuple[Kind, tuple[str, ...]]:
        """What makes it the same concern on another day."""
        return self.kind, self.subjects


@dataclass(frozen=True)
class Limits:
    """What counts as too many and as too old; planners may change both.

    ``m2_per_officer`` is how much of a site's footprint each officer takes who is allotted to it,
    ``fresh_days`` for how long data count as fresh. Raises SettingError for no figure above zero.
    """

    # ASSUMED: no text gives the capacity of a site. Ten square metres hold a bed or a table, its
    # way round, and a share of sanitary rooms and of parking, for those who do not rest at once.
    m2_per_officer: float = 10.0
    fresh_days: int = 90  # ASSUMED: a season

    def __post_init__(self) -> None:
        """Check both."""
        if not (self.m2_per_officer > 0 and self.fresh_days > 0):
            raise SettingError(
                msg("A limit of the health page is not above zero."),
                msg("Give a number above zero."),
            )


def ordered(concerns: Iterable[Concern]) -> tuple[Concern, ...]:
    """Put concerns in the order in which they are told: blockers first, by kind, greatest first."""
    return tuple(
        sorted(
            concerns,
            key=lambda each: (not each.is_blocker, _ORDER[each.kind], -each.size, each.subjects),
        )
    )


def joined(concerns: Iterable[Concern]) -> tuple[Concern, ...]:
    """Make one of what is the same concern on several days, told as on the worst of them."""
    by_key: dict[tuple[Kind, tuple[str, ...]], list[Concern]] = {}
    for concern in concerns:
        by_key.setdefault(concern.key, []).append(concern)
    return ordered(
        replace(_worst(same), days=spans(span for each in same for span in each.days))
        for same in by_key.values()
    )


def spans(days: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans of days that touch or overlap, in order."""
    whole: list[Span] = []
    for first, last in sorted(days):
        if whole and first <= whole[-1][1] + _DAY:
            whole[-1] = (whole[-1][0], max(last, whole[-1][1]))
        else:
            whole.append((first, last))
    return tuple(whole)


_DAY = timedelta(days=1)


def _worst(same: list[Concern]) -> Concern:
    """Give the gravest and greatest; of equals the first."""
    return max(same, key=lambda each: (each.is_blocker, each.size))
