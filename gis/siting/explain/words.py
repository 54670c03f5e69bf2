"""The words that explanations are told in: names, the unit, who keeps a site from being chosen."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from gis.network.speeds import MODE_NAMES, Mode
from gis.standard import Unit
from i18n import Message, msg, msgs

DEMAND = "demand"  # the one component of a bare table
_TOLD = 5
_COMPONENTS = {
    "officers": msg("officers"),
    "vehicles": msg("vehicles"),
    "dogs": msg("dogs"),
    "horses": msg("horses"),
}


@dataclass(frozen=True)
class Words:
    """What ids, figures and refusals are called.

    ``names`` gives the name of a site or a place by its id; what it lacks is called by its id.
    ``unit`` and ``mode`` are those of the standard; a bare table has neither. ``releases``
    says of a site that must not be chosen what would let it be, and so who would have to give way.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    unit: Unit | Literal[""] = ""
    mode: Mode | Literal[""] = ""
    releases: Mapping[str, tuple[Message, ...]] = field(default_factory=dict)

    def name(self, key: str) -> str:
        """Name a site or a place."""
        return self.names.get(key, key)

    def several(self, keys: Iterable[str]) -> tuple[str | Message, ...]:
        """Name some, and count the rest."""
        named = [self.name(key) for key in keys]
        more = len(named) - _TOLD
        if more <= 0:
            return tuple(named)
        return (*named[:_TOLD], msgs("{n} more", "{n} more", more))

    def amount(self, value: float) -> Message:
        """Write a travel: ``14.2 min``."""
        match self.unit:
            case "minutes":
                return msg("{n} min", n=value)
            case "metres":
                return msg("{n} m", n=round(value) if math.isfinite(value) else value)
            case _:
                return msg("{n}", n=value)

    def limit(self, value: float) -> Message:
        """Write a cutoff, rounded up: what is told must still reach the site."""
        return self.amount(math.ceil(value) if self.unit == "metres" else value)

    def travel(self, value: float) -> Message:
        """Write a travel with its way: ``14.2 min by car``."""
        amount = self.amount(value)
        if not self.mode:
            return amount
        return msg("{amount} {mode}", amount=amount, mode=MODE_NAMES[self.mode])

    def weight(self, value: float) -> Message:
        """Write how many officers stand at a place, to the whole; of a bare table its weight."""
        if not self.unit:
            return msg("weight {n}", n=written(value))
        return msgs("{n} officer", "{n} officers", round(value))

    def component(self, name: str) -> str | Message:
        """Name what takes up room."""
        return _COMPONENTS.get(name, name)

    def released(self, site: str) -> tuple[Message, ...]:
        """Write what would let a site be chosen: all of it is needed."""
        return self.releases.get(site) or (msg("“{site}” released", site=self.name(site)),)


PLAIN = Words()


def written(value: float) -> int | str | Message:
    """Give a number as a sentence is to write it: all of its digits, by the language's signs.

    What has no digits (nan, inf), or is written with powers of ten, stands as it is.
    """
    told = f"{value:.12g}"  # no more: 0.1 + 0.2 is 0.3
    if not math.isfinite(value) or "e" in told:
        return told
    whole, _, decimals = told.partition(".")
    return msg("{whole}.{decimals}", whole=whole, decimals=decimals) if decimals else int(whole)


def counted(value: float, component: str) -> Message:
    """Write how much of a component: ``30 (dogs)``; that of a bare table needs no name."""
    if component == DEMAND:
        return msg("{n}", n=written(value))
    return msg("{n} ({component})", n=written(value), component=PLAIN.component(component))
