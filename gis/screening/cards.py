"""What the settings page says of each rule: title, explanation, default severity, parameters."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from i18n import Message, msg


@dataclass(frozen=True)
class Parameter:
    """One figure or yes/no of a rule; ``unit`` is empty for a yes/no, ``least``/``most`` bind."""

    name: str
    title: Message
    default: float | bool
    unit: Literal["m", "m²", ""] = ""
    least: float = 0
    most: float = 1

    @property
    def is_switch(self) -> bool:
        """Whether it is a yes/no."""
        return isinstance(self.default, bool)

    def allows(self, value: object) -> bool:
        """Whether a value is of the right type and in range; yes/no is no figure, nor NaN."""
        if self.is_switch or isinstance(value, bool):
            return self.is_switch and isinstance(value, bool)
        return (
            isinstance(value, int | float)
            and math.isfinite(value)
            and self.least <= value <= self.most
        )

    @property
    def remedy(self) -> Message:
        """What a value must be, told to the person who set it."""
        if self.is_switch:
            return msg("Use yes or no.")
        return msg(
            "Give a number between {least} and {most} {unit}.",
            least=self.least,
            most=self.most,
            unit=self.unit,
        )


@dataclass(frozen=True)
class Card:
    """One rule as the settings page draws it."""

    name: str
    title: Message
    explanation: Message
    severity: Literal["refuse", "ask", "ignore"]
    parameters: tuple[Parameter, ...] = ()


# A published point of a site seldom falls on the building that OpenStreetMap draws for it.
_POINT_RADIUS = Parameter(
    "point_radius_m",
    msg("Reach of a claim that is only a point"),
    default=25.0,
    unit="m",
    most=500,
)

_CARDS = (
    Card(
        "claimed-by-organisers",
        msg("Claimed by the organisers"),
        msg("The organising committee uses the site, or ground that it touches, on that day."),
        "refuse",
        (_POINT_RADIUS,),
    ),
    Card(
        "claimed-by-city-hall",
        msg("Claimed by city hall"),
        msg("City hall uses the site, or ground that it touches, on that day."),
        "refuse",
        (_POINT_RADIUS,),
    ),
    Card(
        "run-by-city-hall",
        msg("Run by city hall"),
        msg("The site's operator or owner is a city hall of the area."),
        "refuse",
        (
            Parameter(
                "unlisted",
                msg("Count town halls that are not on the area's list"),
                default=False,
            ),
            Parameter(
                "municipal_bodies",
                msg("Count municipal companies and institutions as city hall"),
                default=False,
            ),
        ),
    ),
    Card(
        "presumed-city-hall",
        msg("Presumed city hall's by law"),
        msg(
            "French law gives public primary schools to the commune and, in Paris, collèges to"
            " the city; public sports halls are presumed municipal."
        ),
        "ask",
        (
            Parameter(
                "other_levels",
                msg("Count the schools of the département and the region too"),
                default=False,
            ),
        ),
    ),
    Card(
        "inside-venue-perimeter",
        msg("Inside a venue's perimeter"),
        msg("The site lies within the perimeter of a competition venue."),
        "refuse",
        (
            Parameter(
                "radius_m",
                msg("Perimeter of a venue that gives none"),
                default=150.0,
                unit="m",
                most=20_000,
            ),
            Parameter(
                "only_in_use",
                msg("Count a venue only on the days on which it is in use"),
                default=True,
            ),
        ),
    ),
    Card(
        "too-small",
        msg("Too small"),
        msg("The site's footprint is smaller than a rest zone needs."),
        "refuse",
        (
            Parameter(
                "least_m2",
                msg("Smallest footprint"),
                default=200.0,
                unit="m²",
                most=100_000,
            ),
        ),
    ),
    Card(
        "no-vehicle-access",
        msg("No access for vehicles"),
        msg("Vehicles with meals and water cannot reach the site."),
        "refuse",
        (
            Parameter(
                "furthest_m",
                msg("Furthest from a street for vehicles, where that is measured"),
                default=150.0,
                unit="m",
                most=5_000,
            ),
        ),
    ),
    Card(
        "private-access",
        msg("Private access"),
        msg("The site is not open to the public; whoever holds it must agree."),
        "ask",
    ),
    Card(
        "banned-by-planner",
        msg("Banned by a planner"),
        msg("A planner has ruled the site out."),
        "refuse",
    ),
)
CARDS = {card.name: card for card in _CARDS}
