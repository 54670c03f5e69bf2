"""What a plan of zones is judged by, and in which order each model asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from i18n import Message, msg


class Goal(StrEnum):
    """One measure of a choice of sites. All but COVER are the better the smaller.

    ZONES counts the chosen sites. COVER is the weight within its cutoff. WORST is the longest
    travel of any point with weight. TRAVEL is the sum of weight × travel. CHANGES is the price of
    every site opened or closed against the present plan. QUALITY is the sum of the chosen sites'
    shortcomings.
    """

    ZONES = "zones"
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
        return -1 if self is Goal.COVER else 1


_LABELS: Mapping[Goal, Message] = {
    Goal.ZONES: msg("Number of zones"),
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

        Its own goal first; then travel, then the fewest changes, then the best sites.
        """
        return _ORDERS[self]


_QUESTIONS: Mapping[Model, Message] = {
    Model.SET_COVER: msg("Fewest zones that serve everyone"),
    Model.MAX_COVER: msg("Most officers served"),
    Model.P_MEDIAN: msg("Least total travel"),
    Model.P_CENTER: msg("Shortest longest travel"),
}
_REST = (Goal.CHANGES, Goal.QUALITY)
_ORDERS: Mapping[Model, tuple[Goal, ...]] = {
    Model.SET_COVER: (Goal.ZONES, Goal.TRAVEL, *_REST),
    Model.MAX_COVER: (Goal.COVER, Goal.TRAVEL, *_REST),
    Model.P_MEDIAN: (Goal.TRAVEL, *_REST),
    Model.P_CENTER: (Goal.WORST, Goal.TRAVEL, *_REST),
}
