"""How many stand somewhere: officers, and the dogs, horses and vehicles that come with them."""

from __future__ import annotations

from dataclasses import dataclass, fields

from i18n import Message, msg
from layers.errors import SettingError

STRENGTH_NAMES = {
    "officers": msg("Officers"),
    "dogs": msg("Dogs"),
    "horses": msg("Horses"),
    "vehicles": msg("Vehicles"),
}


@dataclass(frozen=True, slots=True)
class Strength:
    """Whole numbers, none below zero; anything else raises SettingError."""

    officers: int = 0
    dogs: int = 0
    horses: int = 0
    vehicles: int = 0

    def __post_init__(self) -> None:
        """Check every number."""
        for field in fields(self):
            number = getattr(self, field.name)
            if isinstance(number, bool) or not isinstance(number, int) or number < 0:
                raise SettingError(
                    msg(
                        "{what}: “{n}” is no whole number from zero up.",
                        what=_name(field.name),
                        n=str(number),
                    ),
                    msg("Give a whole number, zero or more."),
                )

    def __add__(self, other: Strength) -> Strength:
        """Join two."""
        return Strength(*(a + b for a, b in zip(_numbers(self), _numbers(other), strict=True)))

    def __sub__(self, other: Strength) -> Strength:
        """Take one from another that holds it; SettingError otherwise."""
        return Strength(*(a - b for a, b in zip(_numbers(self), _numbers(other), strict=True)))

    def within(self, other: Strength) -> bool:
        """Tell whether another holds at least as many of each."""
        return all(a <= b for a, b in zip(_numbers(self), _numbers(other), strict=True))


NOBODY = Strength()


@dataclass(frozen=True, slots=True)
class Posted:
    """Who units bring to a place; ``assumed`` where nobody said so of one of them."""

    strength: Strength
    assumed: bool = False

    def __add__(self, other: Posted) -> Posted:
        """Join two."""
        return Posted(self.strength + other.strength, self.assumed or other.assumed)


def _numbers(strength: Strength) -> tuple[int, ...]:
    return strength.officers, strength.dogs, strength.horses, strength.vehicles


def _name(field: str) -> Message:
    return STRENGTH_NAMES[field]
