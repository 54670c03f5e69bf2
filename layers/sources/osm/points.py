"""Points upon streets that make a driver wait or turn back: traffic signals and barriers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from layers.access import VEHICLE_TAGS, is_open
from layers.sources.osm.elements import Refs
from layers.sources.osm.tags import words

SIGNAL = "traffic_signals"
# Made to stop cars: closed to them unless a tag opens it.
BLOCKS = frozenset(
    {"bollard", "block", "cycle_barrier", "motorcycle_barrier", "jersey_barrier"}
) | {
    "kissing_gate",
    "stile",
    "horse_stile",
    "turnstile",
    "full-height_turnstile",
    "planter",
    "log",
    "debris",
    "bus_trap",
    "barrier_board",
}
# Made to open: nobody knows whether it is shut, so it closes nothing unless a tag says so.
GATES = frozenset({"gate", "lift_gate", "swing_gate", "sliding_gate", "sliding_beam", "chain"}) | {
    "wicket_gate",
    "hampshire_gate",
    "rope",
    "sally_port",
    "door",
    "yes",
}


@dataclass(slots=True)
class Points:
    """Node numbers of signals, and of barriers that no car passes, gathered node by node."""

    signals: set[int] = field(default_factory=set)
    barriers: set[int] = field(default_factory=set)

    def note(self, number: int, tags: Mapping[str, str]) -> None:
        """Keep the number of a node that is one of them."""
        if SIGNAL in words(tags.get("highway", "")):
            self.signals.add(number)
        if "barrier" in tags and bars_cars(tags):
            self.barriers.add(number)


def bars_cars(tags: Mapping[str, str]) -> bool:
    """Tell whether the barrier that tags describe keeps cars out."""
    kinds = set(words(tags.get("barrier", "")))
    if not kinds & (BLOCKS | GATES):
        return False
    said = (tags.get(name, "") for name in VEHICLE_TAGS)
    return not is_open(said, otherwise=not kinds & BLOCKS)


def among(streets: Iterable[Refs], numbers: Iterable[int]) -> list[Refs | None]:
    """Give, for each street's nodes, those that are among some; None where there is none."""
    refs, wanted = list(streets), np.fromiter(numbers, np.int64)
    found: list[Refs | None] = [None] * len(refs)
    if not wanted.size or not refs:
        return found
    owner = np.repeat(np.arange(len(refs)), [len(each) for each in refs])
    numbered = np.concatenate(refs)
    hits = np.isin(numbered, wanted)
    owned = np.unique(np.column_stack([owner[hits], numbered[hits]]), axis=0)
    streets_hit, starts = np.unique(owned[:, 0], return_index=True)
    each_hit = np.split(owned[:, 1], starts[1:])
    for street, own in zip(streets_hit.tolist(), each_hit, strict=False):
        found[street] = own
    return found
