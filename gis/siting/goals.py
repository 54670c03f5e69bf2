"""What a plan of zones is judged by, and in which order each model asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from i18n import Message, msg


class Goal(StrEnum):
    """One measure of a choice of sites. COVER and SERVED are to be large, the others small.

    ZONES counts the chosen sites. SERVED is the weight that goes to some zone, however far; COVER
    that within its cutoff. WORST is the longest travel of any point with weight. TRAVEL is the sum
    of weight × travel. CHANGES is the price of every site opened or closed against the present
    plan. QUALITY is the sum of the chosen sites' shortcomings.
    """

    ZONES = "zones"
    SERVED = "served"
    COVER = "cover"
    WORST = "worst"
    TRAVEL = "travel"
    CHANGES = "changes"
    QUALITY = "quality"

    @property
    def label(self) -> Message:
        """The goal as a planner reads it."""
        return _LABELS[self]

    @property
    def sign(self) -> int:
        """1 where small is good, −1 where large is."""
        return -1 if self in {Goal.COVER, Goal.SERVED} else 1


_LABELS: Mapping[Goal, Message] = {
    Goal.ZONES: msg("Number of zones"),
    Goal.SERVED: msg("Officers who have a zone"),
    Goal.COVER: msg("Officers served"),
    Goal.WORST: msg("Longest travel"),
    Goal.TRAVEL: msg("Total travel"),
    Goal.CHANGES: msg("Changes to the plan"),
    Goal.QUALITY: msg("Shortcomings of the sites"),
}


class Model(StrEnum):
    """A question of siting, by the name it has in the field.

    SET_COVER is the location set covering problem (Toregas, Swain, ReVelle and Bergman 1971),
    MAX_COVER the maximal covering location problem (Church and ReVelle 1974), P_MEDIAN and
    P_CENTER those of Hakimi (1964).
    """

    SET_COVER = "set-cover"
    MAX_COVER = "max-cover"
    P_MEDIAN = "p-median"
    P_CENTER = "p-center"

    @property
    def label(self) -> Message:
        """The question as a planner reads it."""
        return _QUESTIONS[self]

    @property
    def goals(self) -> tuple[Goal, ...]:
        """What the model asks for, the first before the second and so on.

        That everyone has a zone at all, and the model's own goal; then travel, then the fewest
        changes, then the best sites.
        """
        return _ORDERS[self]

    @property
    def own(self) -> Goal:
        """The goal that the model is known for."""
        return _OWN[self]


_QUESTIONS: Mapping[Model, Message] = {
    Model.SET_COVER: msg("Fewest zones that serve everyone"),
    Model.MAX_COVER: msg("Most officers served"),
    Model.P_MEDIAN: msg("Least total travel"),
    Model.P_CENTER: msg("Shortest longest travel"),
}
_REST = (Goal.TRAVEL, Goal.CHANGES, Goal.QUALITY)
_ORDERS: Mapping[Model, tuple[Goal, ...]] = {
    Model.SET_COVER: (Goal.ZONES, *_REST),
    Model.MAX_COVER: (Goal.COVER, Goal.SERVED, *_REST),
    Model.P_MEDIAN: (Goal.SERVED, *_REST),
    Model.P_CENTER: (Goal.SERVED, Goal.WORST, *_REST),
}
_OWN: Mapping[Model, Goal] = {
    Model.SET_COVER: Goal.ZONES,
    Model.MAX_COVER: Goal.COVER,
    Model.P_MEDIAN: Goal.TRAVEL,
    Model.P_CENTER: Goal.WORST,
}
